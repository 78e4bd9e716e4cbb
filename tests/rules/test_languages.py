"""The language of bounces: failures and delays of mailers that no row knows, in many languages."""

import pytest

from bouncekit.report.parse import parse
from bouncekit.vocabulary import Action

_FAILURES = (
    "Votre message n'a pas pu être délivré à bob@example.com.\nRaison : utilisateur inconnu",
    "Su mensaje no pudo ser entregado a:\n  bob@example.com\nMotivo: buzón lleno",
    "Il messaggio non è stato consegnato a bob@example.com: casella piena",
    "Sua mensagem não pôde ser entregue ao destinatário bob@example.com\n550 usuário desconhecido",
    "Uw bericht aan bob@example.com kon niet worden afgeleverd.",
    "Ditt meddelande till bob@example.com kunde inte levereras.",
    "Din besked til bob@example.com kunne ikke leveres.",
    "Meldingen til bob@example.com kunne ikke leveres.",
    "Viestiäsi vastaanottajalle bob@example.com ei voitu toimittaa.",
    "Twoja wiadomość do bob@example.com nie mogła zostać dostarczona.",
    "Vaše zpráva pro bob@example.com nemohla být doručena.",
    "Ваше сообщение для bob@example.com не может быть доставлено.",
    "bob@example.com adresine gönderdiğiniz ileti teslim edilemedi.",
    "Το μήνυμά σας προς bob@example.com δεν ήταν δυνατό να παραδοθεί.",
    "Az Ön üzenete nem kézbesíthető a következő címzettnek: bob@example.com",
    "bob@example.com へのメールを送信できませんでした。\nユーザーが存在しません。",
    "您发送给 bob@example.com 的邮件无法投递。\n收件人不存在。",
    "您寄給 bob@example.com 的郵件無法傳遞。",
    "bob@example.com 에게 보낸 메일을 전달하지 못했습니다.",
    "Mesajul dvs. către bob@example.com nu a putut fi livrat.",
    "Vaša správa pre bob@example.com nemohla byť doručená.",
    "Ваш лист для bob@example.com не може бути доставлено.",
    "לא ניתן היה למסור את ההודעה אל bob@example.com",
    "تعذر تسليم رسالتك إلى bob@example.com",
    "ไม่สามารถส่งข้อความถึง bob@example.com ได้",
    "Thư của bạn gửi đến bob@example.com không thể chuyển được.",
    "Pesan Anda ke bob@example.com tidak dapat dikirim.",
    "Vaša poruka za bob@example.com nije mogla biti isporučena.",
    "Det gick inte att leverera ditt meddelande till bob@example.com.",
    "无法传递发送给 bob@example.com 的邮件。",
    "Správu pre bob@example.com sa nepodarilo doručiť.",
    "Вашето съобщение до bob@example.com не можа да бъде доставено.",
    "Teie kirja aadressile bob@example.com ei õnnestunud kohale toimetada.",
)
_DELAYS = (
    ("Entrega retrasada: Comida", "Se retrasó la entrega a bob@example.com.\n"),
    ("Entrega atrasada: Almoço", "A entrega para bob@example.com está atrasada.\n"),
    ("Vertraagde bezorging: Lunch", "Bezorging aan bob@example.com is vertraagd.\n"),
    ("Delivery delayed: Lunsj", "Meldingen til bob@example.com er ennå ikke levert.\n"),
    ("Delivery delayed: Lounas", "Viestiäsi vastaanottajalle bob@example.com ei ole vielä toimitettu.\n"),
    ("Delivery delayed: Ebéd", "A bob@example.com címre küldött üzenet kézbesítése késik.\n"),
    ("Delivery delayed: Γεύμα", "Το μήνυμά σας προς bob@example.com δεν έχει παραδοθεί ακόμα.\n"),
    ("传递延迟: 午餐", "您寄給 bob@example.com 的郵件尚未傳遞。系統將繼續嘗試。\n"),
    ("Delivery delayed: Lunch", "Mail for bob@example.com: the host is silent.\n"),
    ("Delayed mail", "Your message to bob@example.com has not been delivered yet. We will keep trying for 4 days.\n"),
    (
        "Delivery delayed",
        "The following recipients have not received your message yet:\n\n  bob@example.com\n\nThe server will continue to attempt delivery for 2 days.\n",
    ),
    (
        "Warning: could not send message for past 4 hours",
        "Your message to the following recipient is still in the queue:\n\n<bob@example.com>: Connection timed out\n\nYou do not need to resend your message.\n",
    ),
    (
        "Verzögerung",
        "Ihre Nachricht an bob@example.com konnte noch nicht zugestellt werden. Es wird weiter versucht.\n",
    ),
    (
        "Retard de remise",
        "Votre message à bob@example.com n'a pas encore été remis. De nouvelles tentatives seront effectuées.\n",
    ),
    ("Entrega retrasada", "Su mensaje para bob@example.com aún no se ha entregado. Se seguirá intentando.\n"),
    ("メール配信遅延", "bob@example.com へのメールはまだ配信されていません。\n"),
    (
        "Warning: message delayed 24 hours",
        "This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.\n\nThe following address(es) have not yet been delivered:\n\n  bob@example.com: retry time not reached\n",
    ),
    ("Delayed: Lunch", "Delivery of your message to the recipient(s) below has been delayed:\n\nbob@example.com\n"),
    (
        "Delivery Delayed: Lunch",
        "Your message\n\n  To: bob@example.com\n  Subject: Lunch\n\nhas been delayed and has not been delivered to:\n\nbob@example.com on Mon, 1 Jan 2026\n\nNo further action is required.\n",
    ),
    ("Mail delivery deferred", "Delivery to bob@example.com is deferred: 451 4.7.1 Greylisted. We'll try again.\n"),
)


def _notice(subject: str, body: str) -> bytes:
    return (
        f"Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: ann@example.net\nSubject: {subject}\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}\n"
    ).encode()


@pytest.mark.parametrize("body", _FAILURES)
def test_a_failure_in_any_language(body: str) -> None:
    found = parse(_notice("x", body)).recipients
    assert [(r.final, r.action) for r in found] == [("bob@example.com", Action.FAILED)]


@pytest.mark.parametrize(("subject", "body"), _DELAYS)
def test_a_delay_is_no_failure(subject: str, body: str) -> None:
    found = parse(_notice(subject, body)).recipients
    assert [(r.final, r.action) for r in found] == [("bob@example.com", Action.DELAYED)]


@pytest.mark.parametrize("body", _FAILURES)
def test_the_same_words_from_a_person_are_none(body: str) -> None:
    raw = _notice("x", body).replace(b"Return-Path: <>", b"Return-Path: <carl@example.org>")
    assert parse(raw.replace(b"MAILER-DAEMON@mx.example", b"Carl <carl@example.org>")).recipients == ()
