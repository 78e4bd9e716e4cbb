"""Kinds first: what is no bounce never yields a failure, and forged reports are seen through."""

import pytest

from bouncekit.report.parse import parse
from bouncekit.vocabulary import Action, ReportKind
from report.mails import DAEMON, ORIGINAL, dsn, mail, multipart

QMAIL = (
    "Hi. This is the qmail-send program at mx.receiver.example.\n"
    "I'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
    "<bob@receiver.example>:\n192.0.2.5 does not like recipient.\nRemote host said: 550 no such user here\n\n"
    "--- Below this line is a copy of the message.\n\n" + ORIGINAL
)
PERSON = "Carol <carol@c.example>"

NO_BOUNCES = {
    "lunch": mail("Please ask Bob, bob@example.com, about lunch.\n", sender=PERSON, subject="Lunch"),
    "bare-failed-recipients": mail("Hello.\n", sender=PERSON, subject="Hi", more={"X-Failed-Recipients": "bob@receiver.example"}),
    "daemon-without-words": mail("Your statement is ready.\n", subject="Statement", more={"X-Failed-Recipients": "bob@b.example"}),
    "reply-that-quotes": mail(
        "Do you know what this is?\n\n> " + QMAIL.replace("\n", "\n> "), sender=PERSON, subject="Re: failure notice",
        more={"In-Reply-To": "<2@c.example>"},
    ),
    "reply-that-pastes": mail(
        "I got this today:\n\n" + QMAIL, sender=PERSON, subject="Re: failure notice", more={"In-Reply-To": "<2@c.example>"}
    ),
    "list-post-that-pastes": mail(QMAIL, sender=PERSON, subject="failure notice", more={"List-Id": "<talk.lists.example>"}),
    "newsletter": mail(
        "Our delivery failed to reach nobody: 5 tips against mail that was returned to sender.\nWrite to news@shop.example.\n",
        sender="Shop <news@shop.example>", subject="5 tips", more={"List-Unsubscribe": "<mailto:leave@shop.example>"},
    ),
    "support-thread": mail(
        "Your customer bob@receiver.example says that mail to him bounces with 550 5.1.1 user unknown. Please check.\n",
        sender="Support <support@host.example>", subject="Ticket 4711",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_BOUNCES)
def test_ordinary_mail_yields_no_recipients(name: str) -> None:
    report = parse(NO_BOUNCES[name])
    assert report.kind is ReportKind.NONE
    assert report.recipients == ()
    assert report.because, "why it is none is said"


def test_a_bounce_from_a_person_is_none_and_says_why() -> None:
    report = parse(mail(QMAIL, sender=PERSON, subject="failure notice"))
    assert report.kind is ReportKind.NONE
    assert "layout-in-human-mail" in {a.id for a in report.anomalies}


def test_the_same_layout_from_a_mail_system_is_a_bounce() -> None:
    report = parse(mail(QMAIL, subject="failure notice", more={"Return-Path": "<>"}))
    assert [(r.final, r.action, str(r.reply)) for r in report.recipients] == [
        ("bob@receiver.example", Action.FAILED, "550"),
    ]
    assert report.returned is not None
    assert report.returned.message_id == "<1@sender.example>"


AUTO_REPLIES = {
    "auto-submitted": mail("I am back on Monday.\n", sender=PERSON, subject="Re: hi", more={"Auto-Submitted": "auto-replied"}),
    "with-parameter": mail(
        "Back on Monday.\n", sender=PERSON, subject="Re: hi", more={"Auto-Submitted": 'Auto-Replied; owner-email="c@c.example"'}
    ),
    "outlook": mail("I am away. Ask bob@receiver.example.\n", sender=PERSON, subject="Automatic reply: hello"),
    "precedence": mail("Away.\n", sender=PERSON, subject="Away", more={"Precedence": "auto_reply"}),
    "null-reverse-path": mail(
        "Thank you, I shall answer soon.\n", sender=PERSON, subject="Your mail", more={"Return-Path": "<>"}
    ),
    "quotes-a-bounce": mail(
        "I am out of the office.\n\n" + QMAIL, sender=PERSON, subject="Out of office: failure notice",
        more={"Auto-Submitted": "auto-replied"},
    ),
}  # fmt: skip


@pytest.mark.rfc("RFC3834-5.1-01")
@pytest.mark.parametrize("name", AUTO_REPLIES)
def test_an_automatic_reply_is_one_and_yields_no_recipients(name: str) -> None:
    report = parse(AUTO_REPLIES[name])
    assert report.kind is ReportKind.AUTO_REPLY
    assert report.recipients == ()


@pytest.mark.rfc("RFC3834-3.1.5-02")
def test_a_subject_that_begins_with_auto_proves_nothing() -> None:
    assert (
        parse(mail("The car is in the garage.\n", sender=PERSON, subject="Auto: in the garage")).kind is ReportKind.NONE
    )


def test_a_challenge_is_no_failure() -> None:
    text = "Your message has been held. Please click on the link below to verify that you are human.\nhttps://c.example/?bob@b.example\n"
    report = parse(mail(text, sender=PERSON, subject="Please confirm your message"))
    assert report.kind is ReportKind.CHALLENGE
    assert report.recipients == ()


def test_a_request_to_leave_a_list_is_kept_apart() -> None:
    report = parse(mail("unsubscribe\n", sender=PERSON, subject="unsubscribe"))
    assert report.kind is ReportKind.NONE
    assert report.opt_out


MDN = """\
Reporting-UA: mua.receiver.example; Reader 1.0
Final-Recipient: rfc822; bob@receiver.example
Original-Message-ID: <1@sender.example>
Disposition: {}
"""


@pytest.mark.rfc("RFC8098-3.2.6-01", "RFC8098-3.2.6.1-01", "RFC6533-5-01")
@pytest.mark.parametrize("label", ["message/disposition-notification", "message/global-disposition-notification"])
def test_a_read_receipt_is_never_a_failure(label: str) -> None:
    body = MDN.format("manual-action/MDN-sent-manually; deleted/error, warning")
    raw = multipart(("text/plain", "Your message to <bob@receiver.example> was deleted unread."), (label, body),
                    report_type="disposition-notification", Subject="Not read: hi")  # fmt: skip
    report = parse(raw)
    assert report.kind is ReportKind.DISPOSITION
    assert report.recipients == ()
    d = report.disposition
    assert d is not None
    assert (d.mode, d.disposition_type, d.modifiers) == (
        "manual-action/mdn-sent-manually",
        "deleted",
        ("error", "warning"),
    )
    assert (d.final, d.original_message_id) == ("bob@receiver.example", "<1@sender.example>")


@pytest.mark.rfc("RFC8098-3.2.6.1-01")
def test_a_sieve_refusal_sent_as_a_disposition_is_a_failure_and_says_so() -> None:
    raw = multipart(
        ("text/plain", "Your message to <bob@receiver.example> was automatically rejected:\nI do not want it.\n"),
        ("message/disposition-notification", MDN.format("automatic-action/MDN-sent-automatically; deleted")),
        ("message/rfc822", ORIGINAL),
        report_type="disposition-notification", Subject="Automatically rejected mail",
    )  # fmt: skip
    report = parse(raw)
    assert [(r.final, r.action) for r in report.recipients] == [("bob@receiver.example", Action.FAILED)]
    assert "refusal-as-disposition" in {a.id for a in report.anomalies}
    assert report.disposition is not None


ARF = """\
Feedback-Type: abuse
User-Agent: Filter/1.0
Version: 1
Original-Mail-From: <ann@sender.example>
Original-Rcpt-To: <bob@receiver.example>
Received-Date: Mon, 23 Nov 2026 10:00:00 +0000
Source-IP: 192.0.2.7
Reported-Domain: sender.example
X-Unknown: kept
"""


@pytest.mark.rfc("RFC5965-2-01", "RFC5965-3.2-02", "RFC5965-6-01")
def test_a_feedback_report() -> None:
    raw = multipart(("text/plain", "A complaint."), ("message/feedback-report", ARF), ("message/rfc822", ORIGINAL),
                    report_type="feedback-report", From="fbl@receiver.example", Subject="complaint",
                    List_Id="<fbl.receiver.example>")  # fmt: skip
    report = parse(raw)
    assert report.kind is ReportKind.FEEDBACK
    assert report.recipients == ()
    f = report.feedback
    assert f is not None
    assert (f.feedback_type, f.original_mail_from, f.original_rcpt_to) == (
        "abuse", "ann@sender.example", ("bob@receiver.example",),
    )  # fmt: skip
    assert (f.arrival_date, f.source_ip, f.reported_domain) == (
        "Mon, 23 Nov 2026 10:00:00 +0000", "192.0.2.7", ("sender.example",),
    )  # fmt: skip
    assert ("x-unknown", "kept") in f.extensions
    assert report.returned is not None
    assert report.returned.message_id == "<1@sender.example>"


def test_a_vacation_is_not_made_a_bounce_by_an_attached_report() -> None:
    raw = dsn(From=PERSON, Subject="Out of office", List_Id="<talk.lists.example>")
    assert parse(raw).recipients == ()


def test_empty_and_binary_input_gives_an_answer() -> None:
    assert parse(b"").kind is ReportKind.NONE
    assert parse(b"\n\n").anomalies[0].id == "message-empty"
    assert parse(bytes(range(256)) * 50).kind is ReportKind.NONE


def test_what_is_no_message_is_the_callers_mistake() -> None:
    with pytest.raises(TypeError, match="raw: must be bytes"):
        parse("From: me")  # type: ignore[arg-type]


def test_an_email_message_is_read_as_well_as_bytes() -> None:
    import email

    assert parse(email.message_from_bytes(dsn())).recipients[0].final == "bob@receiver.example"


@pytest.mark.parametrize("sender", [DAEMON, "postmaster@b.example", "MAILER-DAEMON <>", "<>"])
def test_mail_systems_are_known_by_their_names(sender: str) -> None:
    report = parse(
        mail(
            "Delivery to the following recipient failed:\n\n  bob@receiver.example\n\n550 5.1.1 unknown\n",
            sender=sender,
            subject="hi",
        )
    )
    assert [r.final for r in report.recipients] == ["bob@receiver.example"]


@pytest.mark.parametrize("sender", ["staff@hotmail.com", "Complaints <complaints@email-abuse.amazonses.com>"])
def test_complaints_without_a_feedback_part_are_feedback_from_who_sends_them(sender: str) -> None:
    parts = (("text/plain", "A complaint."), ("message/rfc822", ORIGINAL))
    subject = "complaint about message from 192.0.2.1"
    raw = multipart(*parts, subtype="mixed", report_type="", From=sender, Subject=subject)
    assert (parse(raw).kind, parse(raw).recipients) == (ReportKind.FEEDBACK, ())
    other = multipart(*parts, subtype="mixed", report_type="", From=PERSON, Subject=subject)
    assert parse(other).kind is ReportKind.NONE


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Please add yourself to my Boxbe Guest List.\n", {}),
        ("A one-time message to confirm that you're listed on my Boxbe Guest List.\n", {}),
        ("Your server requires confirmation of your mail.\n", {}),
        ("Your mail was not delivered. Reply to this.\n", {"X-Bluebottle-Request": "7"}),
    ],
)
def test_challenges_of_services(text: str, field: dict[str, str]) -> None:
    report = parse(mail(f"{text}bob@receiver.example\n", sender=PERSON, subject="Your mail", more=field))
    assert (report.kind, report.recipients) == (ReportKind.CHALLENGE, ())


_QMAIL = """\
Hi. This is the qmail-send program at mail.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<bob@example.com>:
192.0.2.5 does not like recipient.
Remote host said: 550 no such user

--- Below this line is a copy of the message.

From: ann@example.net
Subject: x
"""


@pytest.mark.parametrize(
    "original",
    [
        "Quarantine report of Monday", "Logwatch for host", "Automatic reply: Lunch", "Please confirm your message",
        "unsubscribe", "Read: Lunch", "complaint about message from 192.0.2.7", "Abwesenheitsnotiz: Essen",
        "Automatische Antwort: Mittag", "Réponse automatique : repas",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "heading", ["failure notice", "Undeliverable", "Nicht zugestellt", "Non remis", "Returned mail"]
)
def test_the_subject_of_the_original_says_nothing_of_the_notice(heading: str, original: str) -> None:
    head = f"Return-Path: <>\nFrom: MAILER-DAEMON@mail.example.net\nTo: ann@example.net\nSubject: {heading}: {original}\n\n"
    report = parse((head + _QMAIL).encode())
    assert report.kind is ReportKind.DELIVERY_STATUS
    assert [r.final for r in report.recipients] == ["bob@example.com"]


def test_an_automatic_reply_to_a_notice_is_none() -> None:
    head = (
        "From: Bob <bob@example.com>\nTo: MAILER-DAEMON@example.net\nSubject: Automatic reply: Undeliverable: Lunch\n\n"
    )
    assert parse((head + "Back on Monday.\n").encode()).kind is ReportKind.AUTO_REPLY
