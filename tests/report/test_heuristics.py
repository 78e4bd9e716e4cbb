"""The language of bounces: mailers that no row knows, and the addresses that a notice names for other reasons."""

import re
from typing import Any

import pytest

from bouncekit.report.model import Tier
from bouncekit.report.parse import parse
from bouncekit.vocabulary import Action, ReportKind
from report.mails import mail

SENTENCES = {
    "Frobnicator could not deliver mail to bob@receiver.example (unknown user)": ["bob@receiver.example"],
    "Sorry, delivery failed.\n\n>>> RCPT TO:<bob@receiver.example>\n<<< 550 5.1.1 nobody here": ["bob@receiver.example"],
    "Mail was not delivered.\n\nRecipient: bob@receiver.example\nReason: mailbox full": ["bob@receiver.example"],
    "Undeliverable.\n\nbob@receiver.example: host not found\nkim@receiver.example: no such user": [
        "bob@receiver.example", "kim@receiver.example",
    ],
    "Your mail could not be delivered to\n\n    bob@receiver.example\n": ["bob@receiver.example"],
    "Votre message n'a pas pu être remis à bob@receiver.example : utilisateur inconnu": ["bob@receiver.example"],
    '# Your message could not be delivered to the following address: #\n#   "|/usr/bin/filter -u bob" #\n#   (reason: cannot create output) #\n'
    "#   (expanded from: <bob@receiver.example>) #": ["bob@receiver.example"],
    "Your mail was not delivered to: bob@receiver.example, kim@receiver.example": ["bob@receiver.example", "kim@receiver.example"],
    "Not delivered.\n\nRecipients: <bob@receiver.example>; <kim@receiver.example>\nSubject: Lunch": [
        "bob@receiver.example", "kim@receiver.example",
    ],
    "Not delivered to\n\n  bob@receiver.example,\n  kim@receiver.example": ["bob@receiver.example", "kim@receiver.example"],
    "Delivery failed for bob@receiver.example. Questions? Contact support@receiver.example": ["bob@receiver.example"],
}  # fmt: skip


@pytest.mark.parametrize("text", SENTENCES)
def test_recipients_are_found_in_any_mailers_words(text: str) -> None:
    report = parse(mail(text + "\n", subject="Delivery problem"))
    assert report.kind is ReportKind.DELIVERY_STATUS
    assert [r.final for r in report.recipients] == SENTENCES[text]
    assert all(r.action is Action.FAILED for r in report.recipients)


_QUOTING_THE_SENDER = (
    "Your mail to bob@receiver.example could not be delivered: 550 5.7.1 <news@sender.example>: Sender address rejected",
    "<news@sender.example> -> <bob@receiver.example>: 550 unknown",
    (
        "   ----- Transcript of session follows -----\n553 5.1.8 <news@sender.example>... Domain of sender address does not exist\n"
        "554 5.0.0 <bob@receiver.example>... Service unavailable"
    ),
)


@pytest.mark.parametrize("text", _QUOTING_THE_SENDER)
def test_the_sender_of_the_original_is_no_recipient(text: str) -> None:
    original = "Received: from sender.example\nFrom: news@sender.example\nTo: bob@receiver.example\nMessage-ID: <1@sender.example>\n"
    raw = mail(
        f"{text}\n\n----- Original message -----\n\n{original}", subject="Returned mail", more={"Return-Path": "<>"}
    )
    raw = re.sub(rb"(?m)^To: .*$", b"To: news-bounces+4711@sender.example", raw, count=1)
    assert [r.final for r in parse(raw).recipients] == ["bob@receiver.example"]


def test_who_writes_to_a_list_may_fail_as_its_member() -> None:
    original = "Received: from sender.example\nFrom: bob@receiver.example\nTo: talk@lists.example\nMessage-ID: <1@sender.example>\n"
    text = (
        f"Your mail to bob@receiver.example was not delivered: 552 full\n\n----- Original message -----\n\n{original}"
    )
    raw = re.sub(rb"(?m)^To: .*$", b"To: talk-bounces@lists.example", mail(text, subject="Returned mail"), count=1)
    assert [r.final for r in parse(raw).recipients] == ["bob@receiver.example"]


_ALSO_NAMING = (
    "Could not deliver to bob@receiver.example (550 unknown). Report problems to helpdesk@isp.example.",
    "The user bob@receiver.example is unknown; the new address is kim@moved.example.",
    "bob@receiver.example: no such user. Did you mean bobby@receiver.example?",
    "bob@receiver.example: 550 5.7.1 blocked [id 4b2c-1d0e@mx.isp.example]",
    "bob@receiver.example: 550 5.7.1 see https://isp.example/?email=help@isp.example",
    "The message <lunch.1@news.example> to bob@receiver.example could not be delivered: 550 unknown",
    "envelope-from news@news.example, envelope-to bob@receiver.example: 550 unknown",
    "550 <bob@receiver.example>: blocked; please write to unblock@isp.example, abuse@isp.example",
)


@pytest.mark.parametrize("text", _ALSO_NAMING)
def test_a_line_of_failure_is_about_one_whoever_else_it_names(text: str) -> None:
    assert [r.final for r in parse(mail(text + "\n", subject="Undeliverable")).recipients] == ["bob@receiver.example"]


def test_words_of_failure_inside_an_address_say_nothing() -> None:
    text = "Your mail was not delivered to\n\n  bob@receiver.example\n  rover.fullerton@receiver.example\n"
    found = [r.final for r in parse(mail(text, subject="Undeliverable")).recipients]
    assert found == ["bob@receiver.example", "rover.fullerton@receiver.example"]


SEVERAL = {
    "Not delivered:\n\nto bob@receiver.example: 550 5.1.1 nobody\nto kim@receiver.example: 552 5.2.2 full": [
        ("bob@receiver.example", "550"), ("kim@receiver.example", "552"),
    ],
    "Not delivered:\n\n<bob@receiver.example>: host said: 550 5.1.1\n  <bob@receiver.example>: nobody\n<kim@receiver.example>: 552 full": [
        ("bob@receiver.example", "550"), ("kim@receiver.example", "552"),
    ],
    "Not delivered:\n\nbob@receiver.example\n550 nobody\n\nkim@receiver.example\nthe host is silent": [
        ("bob@receiver.example", "550"), ("kim@receiver.example", "None"),
    ],
    "Your message could not be delivered to\n\n  bob@receiver.example\n  kim@receiver.example\n\n550 5.3.4 too big": [
        ("bob@receiver.example", "550"), ("kim@receiver.example", "550"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("text", SEVERAL)
def test_several_recipients_have_each_its_own_reason(text: str) -> None:
    report = parse(mail(text + "\n", subject="Delivery problem"))
    assert [(r.final, str(r.reply)) for r in report.recipients] == SEVERAL[text]


def test_the_tier_says_how_a_fact_was_learnt() -> None:
    (r,) = parse(mail("Frobnication failed: could not deliver to bob@receiver.example\n")).recipients
    final = next(p for p in r.provenance if p.field == "final")
    assert final.tier in (Tier.HEURISTIC, Tier.LAYOUT)
    assert final.span is not None


@pytest.mark.parametrize(
    "text",
    [
        "Your mail could not be delivered.\n\nFor assistance contact helpdesk@receiver.example or admin@receiver.example.\n",
        "Delivery failed.\n\nFrom: ann@sender.example\nMessage-ID: <4711@sender.example>\n",
        "Undeliverable.\n\nOur addresses look like mike@receiver.example or mike.b@receiver.example.\nPlease ask.\n",
    ],
)
def test_addresses_named_for_other_reasons_are_no_recipients(text: str) -> None:
    report = parse(mail(text))
    assert [r.final for r in report.recipients] == [None]


def test_the_addressee_of_the_original_is_not_taken_for_the_recipient() -> None:
    text = (
        "Your message\n\n  To:      list@lists.example\n  Subject: hi\n  Sent:    today\n\n"
        "did not reach its recipient kim@receiver.example: unknown user\n"
    )
    assert [r.final for r in parse(mail(text)).recipients] == ["kim@receiver.example"]


def test_a_delay_is_a_delay() -> None:
    text = (
        "Your mail to bob@receiver.example could not yet be delivered.\n"
        "Delivery attempts will continue for 3 days. You do not need to resend your message.\n"
    )
    (r,) = parse(mail(text, subject="Delayed mail")).recipients
    assert r.action is Action.DELAYED


def test_nothing_is_read_behind_the_line_that_begins_the_original() -> None:
    text = (
        "bob@receiver.example could not be delivered: user unknown\n\n   ----- Original message follows -----\n\n"
        "From: ann@sender.example\nTo: kim@receiver.example\nSubject: hi\n\n550 kim@receiver.example user unknown\n"
    )
    report = parse(mail(text))
    assert [r.final for r in report.recipients] == ["bob@receiver.example"]
    assert report.returned is not None
    assert report.returned.to == "kim@receiver.example"


def test_a_quoted_header_without_a_line_before_it_is_known_by_its_fields() -> None:
    text = (
        "bob@receiver.example could not be delivered: user unknown. Here is your mail, in part, so that you know it:\n"
        + "." * 200
        + "\n\nReceived: from a.example\nMessage-ID: <7@sender.example>\nFrom: ann@sender.example\nTo: kim@receiver.example\n\n"
        "Hello kim@receiver.example, user unknown is a band.\n"
    )
    report = parse(mail(text))
    assert [r.final for r in report.recipients] == ["bob@receiver.example"]
    assert report.returned is not None
    assert report.returned.message_id == "<7@sender.example>"


def test_html_only_notices_are_read() -> None:
    html = "<html><body><p>Delivery failed</p><p>bob@receiver.example<br>550 5.1.1 unknown user</p></body></html>\n"
    (r,) = parse(mail(html, more={"Content-Type": "text/html"})).recipients
    assert (r.final, str(r.status)) == ("bob@receiver.example", "5.1.1")


def test_a_forwarded_copy_says_that_it_is_one() -> None:
    text = (
        "FYI\n\nBegin forwarded message:\n\n> From: Mail Delivery Subsystem <MAILER-DAEMON@mx.receiver.example>\n"
        "> To: ann@sender.example\n> Subject: Returned mail\n>\n> Your mail was not delivered:\n>\n"
        "> bob@receiver.example: 550 5.1.1 user unknown\n"
    )
    report = parse(mail(text, sender="Carol <carol@c.example>", subject="Fwd: Returned mail"))
    assert [r.final for r in report.recipients] == ["bob@receiver.example"]
    assert "report-forwarded" in {a.id for a in report.anomalies}


@pytest.mark.parametrize(
    "to",
    [
        "news-bounces+bob=receiver.example@lists.example",
        "<news-return-bob=receiver.example@lists.example>",
        "news-return-4711-bob=receiver.example@lists.example",
    ],
)
def test_a_notice_that_names_nobody_is_about_whom_its_own_address_names(to: str) -> None:
    report = parse(mail("Your message could not be delivered.\n", more={"Delivered-To": to}))
    assert [r.final for r in report.recipients] == ["bob@receiver.example"]
    assert "recipient-from-verp" in {a.id for a in report.anomalies}
    named = parse(mail("kim@receiver.example could not be delivered: unknown user\n", more={"Delivered-To": to}))
    assert [r.final for r in named.recipients] == ["kim@receiver.example"]


@pytest.mark.parametrize(
    "to", ["ann@sender.example", "srs0=x=y=receiver.example=bob@here.example", "bob+tag@here.example"]
)
def test_other_addresses_name_nobody(to: str) -> None:
    report = parse(mail("Your message could not be delivered.\n", more={"Delivered-To": to}))
    assert [r.final for r in report.recipients] == [None]


@pytest.mark.parametrize("text", ["Your post was not taken. Ask us why.\n", "Ask help@desk.example, or write again.\n"])
def test_the_field_of_failed_recipients_is_believed_of_a_mail_system_only(text: str) -> None:
    field = {"X-Failed-Recipients": "bob@receiver.example, kim@receiver.example"}
    report = parse(mail(text, more=field))
    assert [r.final for r in report.recipients] == ["bob@receiver.example", "kim@receiver.example"]
    assert {p.tier for r in report.recipients for p in r.provenance if p.field == "final"} == {Tier.HEURISTIC}
    forged = parse(mail(text, sender="Carol <carol@c.example>", subject="hello", more=field))
    assert forged.kind is ReportKind.NONE


def test_a_layout_that_names_nobody_still_says_what_was_done() -> None:
    text = "Your message was relayed to these recipients.\n\nMailbox bob@receiver.example, we think.\n"
    report = parse(mail(text, subject="Delivery status notification: relayed"))
    assert [(r.final, r.action) for r in report.recipients] == [("bob@receiver.example", Action.RELAYED)]


def test_a_forward_that_is_not_quoted_keeps_its_own_marks() -> None:
    text = (
        "FYI\n\n---------- Forwarded message ---------\nFrom: Mail Delivery Subsystem <MAILER-DAEMON@mx.receiver.example>\n"
        "Subject: Returned mail\n\n   ----- Transcript of session follows -----\n"
        ">>> RCPT To:<bob@receiver.example>\n<<< 550 5.1.1 user unknown\n"
    )
    report = parse(mail(text, sender="Carol <carol@c.example>", subject="Fwd: Returned mail"))
    assert [(r.final, r.command) for r in report.recipients] == [("bob@receiver.example", "RCPT TO")]


@pytest.mark.parametrize(
    "text",
    [
        "Your mail to Bob was not delivered. For more, please write to\nhelp.me@desk.example and wait.\n",
        "Your mail to Bob was not delivered.\n\n-- \nExample Ltd, Ann Example\nann@desk.example\n",
        "Your mail to Bob was not delivered.\n\n--\nIf you got this in error, tell ann@desk.example.\n",
    ],
)
def test_whom_to_ask_and_who_signs_is_no_recipient(text: str) -> None:
    assert [r.final for r in parse(mail(text)).recipients] == [None]
    named = parse(mail(f"bob@receiver.example: unknown user\n\n{text}"))
    assert [r.final for r in named.recipients] == ["bob@receiver.example"]


UNKNOWN_NOTICE = (
    "The mail was returned to sender.\n\nAccount, bob@example.com, is closed; see also carl@example.org.\n\n"
    "Questions go to dora@example.org, our staff.\n"
)
"""Three addresses that no rule tells apart; one of flufl.bounce's detectors knows the commas."""


def test_flufl_bounce_reads_what_no_row_explains_and_ranks_below_all() -> None:
    raw = mail(UNKNOWN_NOTICE)
    (r,) = parse(raw).recipients
    final = next(p for p in r.provenance if p.field == "final")
    assert (r.final, final.rule, final.tier) == ("bob@example.com", "flufl-bounce", Tier.FLUFL)
    assert final.span is not None
    assert raw[slice(*final.span)] == b"bob@example.com"


@pytest.mark.parametrize(
    "more",
    [
        {"sender": "Ann <ann@example.org>"},
        {"sender": "Ann <ann@example.org>", "subject": "Re: Undelivered mail"},
        {"sender": "Ann <ann@example.org>", "more": {"List-Id": "<talk.lists.example>"}},
        {"sender": "News <news@shop.example>", "subject": "Our news"},
        {"subject": "Out of office: Lunch"},
    ],
    ids=["person", "reply", "list", "newsletter", "vacation"],
)
def test_flufl_bounce_is_asked_behind_our_gate_alone(more: dict[str, Any]) -> None:
    assert parse(mail(UNKNOWN_NOTICE, **more)).recipients == ()


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Benachrichtigung zum Zustellstatus (Fehlgeschlagen)", "Übermittlung an folgende Empfänger fehlgeschlagen."),
        ("Notificación de estado de la entrega (error)", "No se ha podido realizar la entrega a los destinatarios."),
        ("Melding van de bezorgstatus (mislukt)", "Bezorging aan de volgende geadresseerden is mislukt."),
        ("Meddelande om leveransstatus (misslyckades)", "Leveransen till följande mottagare misslyckades."),
        ("Meddelelse om leveringsstatus (mislykkedes)", "Levering til følgende modtagere mislykkedes."),
        ("Varsel om leveringsstatus (mislyktes)", "Levering til følgende mottakere mislyktes."),
        ("Powiadomienie o stanie dostarczenia", "Dostarczenie do następujących adresatów nie powiodło się."),
        ("Oznámení o stavu doručení (chyba)", "Doručení následujícím příjemcům se nezdařilo."),
        ("Ilmoitus toimituksen tilasta", "Toimitus seuraaville vastaanottajille epäonnistui."),
        ("Notificare privind starea livrării", "Livrarea către următorii destinatari a eșuat."),
        ("Ειδοποίηση κατάστασης παράδοσης", "Η παράδοση στους ακόλουθους παραλήπτες απέτυχε."),
        ("配信状態通知 (失敗)", "次の受信者への配信に失敗しました。"),
        ("传递状态通知(失败)", "传递到下列收件人失败。"),
    ],
)
@pytest.mark.parametrize("keep", ["both", "subject", "text"])
def test_mail_systems_say_it_in_their_own_language(subject: str, text: str, keep: str) -> None:
    """Either the subject or the text is enough under a mail system's name."""
    raw = (
        "Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@example.com>\nTo: ann@example.net\n"
        f"Subject: {'x' if keep == 'text' else subject}\nContent-Type: text/plain; charset=utf-8\n\n"
        f"{'x' if keep == 'subject' else text}\n\n       bob@example.com\n"
    )
    report = parse(raw.encode())
    assert [(r.final, r.action) for r in report.recipients] == [("bob@example.com", Action.FAILED)]
