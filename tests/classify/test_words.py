"""The common sentences in every language; words that mean something else elsewhere; what was heard last."""

import pytest

from bouncekit.classify import classify
from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.report.diagnostics import command_in, reply_in, statuses_in
from bouncekit.report.model import Recipient
from bouncekit.vocabulary import Fault, Reason

_REASONS = (
    Reason.USER_UNKNOWN,
    Reason.MAILBOX_FULL,
    Reason.MAILBOX_DISABLED,
    Reason.SPAM_DETECTED,
    Reason.MESSAGE_TOO_LARGE,
    Reason.BLOCKED,
    Reason.HOST_UNKNOWN,
    Reason.EXPIRED,
)
_SENTENCES = {
    "de": (
        "Die E-Mail-Adresse existiert nicht",
        "Das Postfach des Empfängers ist überfüllt",
        "Das Benutzerkonto wurde gesperrt",
        "Ihre Nachricht wurde als Spam zurückgewiesen",
        "Die Nachricht überschreitet die zulässige Größe",
        "Ihr Mailserver steht auf einer schwarzen Liste",
        "Die Domain des Empfängers konnte nicht gefunden werden",
        "Die Nachricht konnte innerhalb von 5 Tagen nicht zugestellt werden",
    ),
    "fr": (
        "L'adresse du destinataire n'existe pas",
        "La boîte de réception du destinataire est pleine",
        "Le compte du destinataire est bloqué",
        "Votre message a été identifié comme indésirable",
        "La taille du message dépasse la limite autorisée",
        "Votre serveur est inscrit sur une liste noire",
        "Le domaine du destinataire est introuvable",
        "Le message n'a pas pu être remis dans le délai imparti",
    ),
    "es": (
        "La dirección del destinatario no existe",
        "El buzón del usuario está lleno",
        "La cuenta del destinatario ha sido desactivada",
        "El mensaje fue identificado como spam",
        "El mensaje supera el tamaño permitido",
        "Su dirección IP se encuentra en una lista negra",
        "No se encontró el dominio del destinatario",
        "No se pudo entregar el mensaje en el plazo previsto",
    ),
    "it": (
        "L'indirizzo del destinatario non esiste",
        "La casella di posta del destinatario è piena",
        "L'account del destinatario è stato disattivato",
        "Il messaggio è stato identificato come spam",
        "Il messaggio supera le dimensioni consentite",
        "Il vostro indirizzo IP è in una lista nera",
        "Impossibile trovare il dominio del destinatario",
        "Impossibile consegnare il messaggio entro il tempo previsto",
    ),
    "pt": (
        "O endereço do destinatário não existe",
        "A caixa de correio do destinatário está cheia",
        "A conta do destinatário foi desativada",
        "A mensagem foi identificada como spam",
        "A mensagem excede o tamanho permitido",
        "O seu endereço IP está em uma lista negra",
        "Não foi possível encontrar o domínio do destinatário",
        "A mensagem não pôde ser entregue no prazo",
    ),
    "nl": (
        "Het adres van de ontvanger bestaat niet",
        "De mailbox van de ontvanger is vol",
        "Het account van de ontvanger is geblokkeerd",
        "Uw bericht is aangemerkt als spam",
        "Het bericht is groter dan toegestaan",
        "Uw mailserver staat op een blacklist",
        "Het domein van de ontvanger is niet gevonden",
        "Het bericht kon niet binnen 5 dagen worden afgeleverd",
    ),
    "sv": (
        "Mottagarens adress finns inte",
        "Mottagarens brevlåda är full",
        "Mottagarens konto är inaktiverat",
        "Meddelandet identifierades som skräppost",
        "Meddelandet är större än tillåtet",
        "Er server finns på en svart lista",
        "Mottagarens domän hittades inte",
        "Meddelandet kunde inte levereras inom utsatt tid",
    ),
    "pl": (
        "Adres odbiorcy nie istnieje",
        "Skrzynka odbiorcy jest przepełniona",
        "Konto odbiorcy zostało zablokowane",
        "Wiadomość została uznana za spam",
        "Wiadomość przekracza dozwolony rozmiar",
        "Adres IP nadawcy znajduje się na czarnej liście",
        "Nie znaleziono domeny odbiorcy",
        "Nie udało się dostarczyć wiadomości w wyznaczonym czasie",
    ),
    "ru": (
        "Адрес получателя не существует",
        "Почтовый ящик получателя заполнен",
        "Учётная запись получателя заблокирована",
        "Ваше сообщение распознано как спам",
        "Размер сообщения превышает допустимый",
        "Ваш IP-адрес находится в чёрном списке",
        "Домен получателя не найден",
        "Истёк срок доставки сообщения",
    ),
    "cs": (
        "Adresa příjemce neexistuje",
        "Schránka příjemce je přeplněna",
        "Účet příjemce byl zablokován",
        "Zpráva byla označena jako spam",
        "Zpráva překračuje povolenou velikost",
        "Vaše IP adresa je na blacklistu",
        "Doména příjemce nebyla nalezena",
        "Zprávu se nepodařilo doručit v časovém limitu",
    ),
    "tr": (
        "Alıcının adresi bulunamadı",
        "Alıcının posta kutusu dolu",
        "Alıcının hesabı askıya alındı",
        "İletiniz spam olarak değerlendirildi",
        "İleti izin verilen boyutu aşıyor",
        "IP adresiniz kara listede",
        "Alıcının alan adı bulunamadı",
        "İleti belirlenen süre içinde teslim edilemedi",
    ),
    "ja": (
        "受信者のメールアドレスは存在しません",
        "受信者のメールボックスは容量を超えています",
        "受信者のアカウントは停止されています",
        "迷惑メールとして拒否されました",
        "メッセージのサイズが制限を超えています",
        "送信元のIPアドレスがブラックリストに登録されています",
        "宛先のドメインは存在しません",
        "配送期限を過ぎたため配送できませんでした",
    ),
    "zh-Hans": (
        "收件人地址不存在",
        "对方邮箱已满",
        "该用户已被停用",
        "邮件被判定为垃圾邮件",
        "邮件大小超出限制",
        "您的IP被列入黑名单",
        "收件人域名不存在",
        "邮件投递已超时",
    ),
    "zh-Hant": (
        "收件人地址不存在",
        "對方信箱已滿",
        "該帳號已被停用",
        "郵件被判定為垃圾郵件",
        "郵件大小超出限制",
        "您的IP被列入黑名單",
        "找不到收件人的網域",
        "郵件投遞已逾時",
    ),
    "ko": (
        "받는 사람의 메일 주소가 존재하지 않습니다",
        "받는 사람의 편지함이 가득 찼습니다",
        "수신자의 계정이 정지되었습니다",
        "스팸 메일로 차단되었습니다",
        "메시지 크기가 제한을 초과했습니다",
        "발신 IP 주소가 블랙리스트에 등록되어 있습니다",
        "받는 사람의 도메인을 찾을 수 없습니다",
        "메일 전송 시간이 초과되었습니다",
    ),
}


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        pytest.param(reason, sentence, id=f"{language}-{reason.value}")
        for language, sentences in _SENTENCES.items()
        for reason, sentence in zip(_REASONS, sentences, strict=True)
    ],
)
def test_a_common_sentence_in_its_language(reason: Reason, sentence: str) -> None:
    assert classify(sentence).reason is reason
    assert classify(f"550 5.0.0 {sentence}").reason is reason


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("Invalid domain name", Reason.HOST_UNKNOWN),
        ("501 Invalid domain name (in response to EHLO command)", Reason.BLOCKED),
        ("554 5.7.0 Reject, id=12345-01 - SPAM", Reason.SPAM_DETECTED),
        ("554 5.7.0 Reject, id=12345-01 - BANNED: .exe", Reason.POLICY_VIOLATION),
        ("554 5.7.0 Reject, id=12345-01 - INFECTED: Eicar", Reason.VIRUS_DETECTED),
        ("554 Mailbox not found, see http://mail.163.com/help/help_spam_16.htm", Reason.USER_UNKNOWN),
        ("554 Mailbox is full, see http://mail.163.com/help/help_spam_16.htm", Reason.MAILBOX_FULL),
        ("421 Service refused, please try later. OFR005_505 [505]", Reason.SYSTEM_ERROR),
        ("421 Service refused, please try later.", Reason.BLOCKED),
        ("550 Invalid recipient. LPN416", Reason.USER_UNKNOWN),
        ("550 5.7.1 Message refused, verification failed LPN007_517", Reason.AUTHENTICATION_FAILED),
        ("550 5.1.3 The recipient address <bob> is not a valid RFC 5321 address. gsmtp", Reason.USER_UNKNOWN),
        ("553 5.1.7 The sender address <ann> is not a valid RFC 5321 address. gsmtp", Reason.RFC_VIOLATION),
        ("550 5.7.502 Access denied, banned sender", Reason.SENDER_REJECTED),
        ("550 5.7.511 Access denied, banned sender[192.0.2.7]", Reason.BLOCKED),
        ("host mx.receiver.example said: 550 user not found", Reason.USER_UNKNOWN),
        ("550 5.7.1 Refused. Giving up on 192.0.2.25.", Reason.SECURITY_VIOLATION),
        ("Giving up on 192.0.2.25.", Reason.EXPIRED),
        ("DNS lookup failure: host mx.receiver.example not found", Reason.HOST_UNKNOWN),
        ("Sorry, I wasn't able to establish an SMTP connection.", Reason.NETWORK_ERROR),
        (
            "Sorry, I wasn't able to establish an SMTP connection. This message has been in the queue too long.",
            Reason.EXPIRED,
        ),
    ],
)
def test_the_same_words_mean_what_stands_beside_them(reply: str, reason: Reason) -> None:
    assert classify(reply).reason is reason


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("192.0.2.25 does not like recipient.\nRemote host said: 550 no", "RCPT TO"),
        ("Connected to 192.0.2.25 but sender was rejected.\nRemote host said: 550 no", "MAIL FROM"),
        ("Connected to 192.0.2.25 but my name was rejected.\nRemote host said: 501 no", "HELO"),
        ("192.0.2.25 failed on DATA command.\nRemote host said: 451 no", "DATA"),
        ("192.0.2.25 failed after I sent the message.\nRemote host said: 554 no", "DATA"),
        ("550 no (in reply to MAIL FROM command), does not like recipient.", "MAIL FROM"),
        ("550 no", None),
    ],
)
def test_qmail_says_the_command_in_words(text: str, command: str | None) -> None:
    assert command_in(text) == command


def test_a_gateways_words_are_read_as_the_gateway_means_them() -> None:
    words = Recipient(diagnostic="554 Email rejected due to security policies", reply=ReplyCode(554))
    assert classify(words).reason is Reason.POLICY_VIOLATION
    there = Recipient(diagnostic=words.diagnostic, reply=words.reply, remote_mta="eu-smtp-inbound-1.mimecast.com")
    assert classify(there).reason is Reason.VIRUS_DETECTED


def test_a_full_mailbox_by_its_code_is_full_whatever_else_is_said() -> None:
    answer = classify(
        Recipient(
            diagnostic="552 5.2.2 user not found or over", reply=ReplyCode(552), status=EnhancedStatus.parse("5.2.2")
        )
    )
    assert (answer.reason, answer.fault) == (Reason.MAILBOX_FULL, Fault.RECIPIENT)
    assert "rows-disagree" in {a.id for a in answer.anomalies}


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("554 4.4.7 Message expired: could not deliver.<421 4.4.2 Connection timed out>", 421, 46),
        ("554 5.1.1 refused <bob@receiver.example>", 554, 0),
        ("554 5.0.0 gave up <599 4.4.2 no such code>", 554, 0),
        ("554 4.4.7 gave up <421 4.4.2 not at the end> of it", 554, 0),
        (">", None, -1),
    ],
)
def test_what_was_heard_last_beats_the_summary(text: str, code: int | None, at: int) -> None:
    found = reply_in(text)
    assert ((found[0].value, found[1]) if found else (None, -1)) == (code, at)


@pytest.mark.parametrize(
    "text", ["550 line too long (RFC 5322 section 2.1.1)", "550 see sec. 5.1.1", "550 version 4.2.2"]
)
def test_a_section_of_a_document_is_no_status(text: str) -> None:
    assert statuses_in(text) == ()


_OF_THE_SENDER = (
    "550 Your account has been suspended for sending spam",
    "550 5.7.1 Your account is disabled, please contact support",
    "550 Your mail account has been locked",
    "535 5.7.8 Your account has been deactivated",
    "550 5.1.8 Sender account suspended",
    "550 Sending account disabled",
    "554 5.7.1 Relaying administratively disabled",
    "550 Sender mailbox full, cannot bounce to ann@sender.example",
    "550 Sender mailbox is over quota",
    "550 5.7.1 Your sending quota exceeded",
    "550 5.4.5 Daily sending quota exceeded",
    "552 Message quota exceeded for your account",
    "450 Quota exceeded for sender",
    "550 Your IP has exceeded its quota",
    "550 5.7.1 Sender address does not exist",
    "550 sender unknown user",
    "550 5.1.8 Invalid address in MAIL FROM",
    "550 unknown user in MAIL FROM",
    "550 5.7.1 the sending domain does not exist",
    "450 4.1.8 <ann@sender.example>: Sender address rejected: Domain not found",
    "553 5.1.8 <ann@sender.example>... Domain of sender address ann@sender.example does not exist",
    "550 5.7.1 Reverse DNS for your host does not exist",
    "550 Your hostname could not be found",
    "550 The PTR record does not exist",
    "550 SPF record does not exist for sender.example",
    "550 5.7.26 DMARC record not found",
    "550 DKIM key does not exist",
    "550 5.7.1 user ann is not authorized to send as bob",
    "550 5.7.1 blocked: invalid user agent",
    "550 attachment name not found",
    "550 From: address invalid",
    "554 5.7.1 Reply-To address invalid",
    "550 5.7.1 envelope sender invalid address",
    "550 5.7.1 your mail server is an unknown host",
    "550 5.7.1 Access denied for unknown users",
    "550 Too many unknown users from your IP",
    "550 Too many invalid recipients from 192.0.2.7",
    "421 Too many unknown recipients, your IP is blocked",
    "550 Directory harvest attack: too many unknown users",
    "550 5.7.1 Spam from unknown user agents",
    "550 blacklisted: unknown sender domain",
)


@pytest.mark.parametrize("text", _OF_THE_SENDER)
def test_words_about_the_sender_never_blame_the_recipient(text: str) -> None:
    assert classify(text).fault is not Fault.RECIPIENT
