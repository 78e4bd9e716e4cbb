"""Automatic replies, receipts, requests to leave and notices of success in their languages: each its own kind, none a failure."""

import pytest

from bouncekit.report.parse import parse
from bouncekit.vocabulary import Action, ReportKind
from report.mails import ORIGINAL, mail

_PERSON = "Carol <carol@c.example>"
_AWAY = "I shall answer on Monday. In urgent cases write to bob@receiver.example.\n"

_REPLIES = (
    "Automatic reply: Lunch", "Out of office: Lunch", "Away from the office", "Automatische Antwort: Essen", "Nicht im Büro", "Réponse automatique : Repas",
    "Absent(e) du bureau", "Respuesta automática: Comida", "Fuera de oficina", "Risposta automatica: Pranzo", "Fuori ufficio", "Resposta automática: Almoço",
    "Fora do escritório", "Automatisch antwoord: Lunch", "Automatiskt svar: Lunch", "Inte på kontoret", "Automatisk svar: Frokost", "Ikke til stede",
    "Automaattinen vastaus: Lounas", "Poissaoloviesti", "Automatyczna odpowiedź: Obiad", "Poza biurem", "Automatická odpověď: Oběd", "Automatická odpoveď: Obed",
    "Automatikus válasz: Ebéd", "Răspuns automat: Prânz", "Αυτόματη απάντηση: Γεύμα", "Автоматический ответ: Обед", "Вне офиса", "Автоматична відповідь: Обід",
    "Otomatik yanıt: Öğle", "תשובה אוטומטית", "رد تلقائي", "自動応答: 昼食", "不在のお知らせ", "自动答复: 午餐", "自動答覆: 午餐", "자동 응답: 점심",
)  # fmt: skip

_ABSENCES = (
    "Auto: Lunch", "On leave until Monday", "Abwesend: Essen", "Urlaub: Essen", "En congé jusqu'à lundi", "De vacaciones", "In ferie", "Estou de férias",
    "Op vakantie", "Frånvarande: lunch", "Ferie: frokost", "Poissa: lounas", "Urlop: obiad", "Dovolená", "Szabadság", "Я в отпуске", "不在: 会議", "休假", "휴가",
)  # fmt: skip


@pytest.mark.parametrize("subject", _REPLIES)
def test_an_automatic_reply_by_its_subject(subject: str) -> None:
    report = parse(mail(_AWAY, sender=_PERSON, subject=subject))
    assert (report.kind, report.recipients) == (ReportKind.AUTO_REPLY, ())


@pytest.mark.parametrize("subject", _ABSENCES)
def test_an_absence_counts_only_with_the_fields_of_an_automatic_reply(subject: str) -> None:
    fields = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    assert parse(mail(_AWAY, sender=_PERSON, subject=subject, more=fields)).kind is ReportKind.AUTO_REPLY
    assert parse(mail(_AWAY, sender=_PERSON, subject=subject)).kind is ReportKind.NONE
    fields["List-Id"] = "<l.example>"
    assert parse(mail(_AWAY, sender=_PERSON, subject=subject, more=fields)).kind is ReportKind.NONE


@pytest.mark.parametrize(
    "prefix", ["Undeliverable: ", "Unzustellbar: ", "Non remis : ", "Onbestelbaar: ", "Недоставлено: ", "配信不能: "]
)
def test_a_failure_of_an_automatic_reply_is_a_failure(prefix: str) -> None:
    body = "Your message could not be delivered to bob@receiver.example: 550 5.1.1 unknown\n"
    report = parse(mail(body, subject=f"{prefix}Automatic reply: Lunch", more={"Return-Path": "<>"}))
    assert [(r.final, r.action) for r in report.recipients] == [("bob@receiver.example", Action.FAILED)]


_RECEIPTS = (
    ("Read: Lunch", "Your message\n\n  To: bob@receiver.example\n  Subject: Lunch\n\nwas read on Monday 10:00.\n"),
    ("Not read: Lunch", "Your message to bob@receiver.example\n\nwas deleted without being read on Monday.\n"),
    ("Gelesen: Essen", "Ihre Nachricht\n\n  An: bob@receiver.example\n\nwurde am Montag um 10:00 gelesen.\n"),
    ("Lu : Repas", "Votre message à bob@receiver.example a été lu lundi.\n"),
    ("Leído: Comida", "El mensaje para bob@receiver.example se ha leído el lunes.\n"),
    ("Letto: Pranzo", "Il messaggio inviato a bob@receiver.example è stato letto lunedì.\n"),
    ("Gelezen: Lunch", "Uw bericht aan bob@receiver.example is gelezen op maandag.\n"),
    ("開封済み: 昼食", "bob@receiver.example へのメッセージは開封されました。\n"),
    ("Return Receipt", "Your document: Lunch\nwas received by: bob@receiver.example\nat: 10:00 today\n"),
)


@pytest.mark.parametrize(("subject", "body"), _RECEIPTS)
@pytest.mark.parametrize("reverse", ["<>", "<carol@c.example>"])
def test_a_receipt_without_fields(subject: str, body: str, reverse: str) -> None:
    report = parse(mail(body, sender=_PERSON, subject=subject, more={"Return-Path": reverse}))
    assert (report.kind, report.recipients) == (ReportKind.DISPOSITION, ())


@pytest.mark.parametrize(
    ("sender", "subject"),
    [
        ("staff@hotmail.com", "complaint about message from 192.0.2.2"),
        ("staff@outlook.com", "complaint about message from 192.0.2.2"),
        ("complaints@email-abuse.amazonses.com", "complaint about message from 192.0.2.2"),
        ("scomp@aol.net", "Client TOS Notification"),
    ],
)
def test_a_complaint_without_the_fields_of_one(sender: str, subject: str) -> None:
    report = parse(mail("See below.\n\n" + ORIGINAL, sender=sender, subject=subject))
    assert (report.kind, report.recipients) == (ReportKind.FEEDBACK, ())


@pytest.mark.parametrize("subject", ["Message status - delivered", "Delivery report"])
def test_what_speaks_of_success_alone_is_no_failure(subject: str) -> None:
    report = parse(mail("The message was delivered to: bob@receiver.example\n", subject=subject))
    assert [(r.final, r.action) for r in report.recipients] == [("bob@receiver.example", Action.DELIVERED)]


def test_a_code_of_failure_outweighs_words_of_success() -> None:
    body = "Your message has been delivered to the list, not to this one:\nbob@receiver.example 550 5.1.1 unknown\n"
    report = parse(mail(body, subject="Delivery report"))
    assert [(r.final, r.action) for r in report.recipients] == [("bob@receiver.example", Action.FAILED)]


_DELAYS = (
    "Your message to bob@receiver.example has not been delivered yet.\nIf it cannot be delivered within 5 days, it will be returned to you.\n",
    "Delivery to the following recipient was temporarily deferred:\n\n  bob@receiver.example: 451 try later\n\nWe will retry.\n",
)


@pytest.mark.parametrize("body", _DELAYS)
def test_a_delay_that_speaks_of_returning_is_a_delay(body: str) -> None:
    report = parse(mail(body, subject="Delivery delayed"))
    assert [(r.final, r.action) for r in report.recipients] == [("bob@receiver.example", Action.DELAYED)]


def test_a_mailer_that_gives_up_has_failed_whatever_was_before() -> None:
    body = "Your message to bob@receiver.example was temporarily deferred for 5 days: 451 try later\nNo further attempts will be made.\n"
    report = parse(mail(body, subject="Delivery report"))
    assert [(r.final, r.action) for r in report.recipients] == [("bob@receiver.example", Action.FAILED)]
