"""One ordinary message for each condition of the gate, and the report beside it that must still be one."""

import pytest

from bouncekit.codes import EnhancedStatus
from bouncekit.report.parse import parse
from bouncekit.vocabulary import ReportKind
from report.mails import DAEMON, ORIGINAL, dsn, mail, multipart

QMAIL = (
    "Hi. This is the qmail-send program at mx.receiver.example.\nI'm afraid I wasn't able to deliver your message to the"
    " following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n"
    "<bob@receiver.example>:\n550 5.1.1 no such user\n"
)
HANS = "Hans Meier <postmaster@receiver.example>"


def _kind(raw: bytes) -> ReportKind:
    return parse(raw).kind


# -- believed: who answers from the postmaster's address and quotes a notice is a person


def test_a_postmaster_s_reply_that_quotes_a_notice_is_no_report() -> None:
    text = f"Dear Ann,\n\nyou asked about this one:\n\n{QMAIL}\nI shall look into it.\n\nHans\n"
    for more in ({"In-Reply-To": "<1@sender.example>"}, {"References": "<1@sender.example>"}):
        assert _kind(mail(text, sender=HANS, subject="Your question", more=more)) is ReportKind.NONE
    assert _kind(mail(text, sender=HANS, subject="Re: failure notice")) is ReportKind.NONE


@pytest.mark.parametrize(
    ("sender", "subject", "more"),
    [
        (HANS, "failure notice", {}),
        (HANS, "failure notice", {"Return-Path": "<>", "In-Reply-To": "<1@sender.example>"}),
        ("postmaster@receiver.example", "failure notice", {}),
        (HANS, "hello", {"Auto-Submitted": "auto-generated"}),
    ],
)
def test_a_postmaster_s_own_notice_is_a_report(sender: str, subject: str, more: dict[str, str]) -> None:
    report = parse(mail(QMAIL, sender=sender, subject=subject, more=more))
    assert [r.final for r in report.recipients] == ["bob@receiver.example"]


def test_a_postmaster_who_writes_of_his_own_accord_is_a_person() -> None:
    assert (
        _kind(mail(f"Dear Ann, we saw this:\n\n{QMAIL}\nHans\n", sender=HANS, subject="Our new server"))
        is ReportKind.NONE
    )


# -- _returns: a program's mail is a notice only when what it attaches came from the one it is sent to

SHOP = "Your order could not be delivered to bob@receiver.example: the address does not exist.\n"


def _attached(sender: str, original: str, to: str = "ann@sender.example", subject: str = "Your order") -> bytes:
    return multipart(
        ("text/plain", SHOP), ("message/rfc822", original), subtype="mixed", report_type="",
        From=sender, To=to, Subject=subject,
    )  # fmt: skip


@pytest.mark.parametrize(
    "original",
    [
        ORIGINAL.replace("ann@sender.example", "offers@shop.example"),
        ORIGINAL.replace("From: Ann <ann@sender.example>\n", ""),
        ORIGINAL.replace("ann@sender.example", "joann@sender.example"),
    ],
)
@pytest.mark.parametrize("sender", ["Shop <noreply@shop.example>", "notifications@shop.example"])
def test_a_shop_s_mail_with_an_attached_message_is_no_failure(sender: str, original: str) -> None:
    report = parse(_attached(sender, original))
    assert (report.kind, report.recipients) == (ReportKind.NONE, ())


@pytest.mark.parametrize(
    "original", [ORIGINAL, ORIGINAL.replace("From: Ann", "Return-Path: <ann@sender.example>\nFrom: X")]
)
def test_a_program_that_returns_the_reader_s_own_message_reports(original: str) -> None:
    report = parse(_attached("noreply@gateway.example", original))
    assert [r.final for r in report.recipients] == ["bob@receiver.example"]


def test_without_an_attached_message_a_program_s_mail_is_no_failure() -> None:
    assert _kind(mail(SHOP, sender="noreply@shop.example", subject="Your order")) is ReportKind.NONE


# -- the status: a specific one goes before a generic one, wherever they stand


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("550 5.0.0 refused (5.1.1 no such user)", "5.1.1"),
        ("550 5.1.1 no such user (5.0.0)", "5.1.1"),
        ("550 5.0.0 refused", "5.0.0"),
        ("550 5.0.0 refused; 5.0.0 again; 5.2.1 disabled", "5.2.1"),
    ],
)
def test_a_specific_status_goes_before_a_generic_one(said: str, status: str) -> None:
    group = f"Final-Recipient: rfc822; bob@receiver.example\nAction: failed\nDiagnostic-Code: smtp; {said}\n"
    (one,) = parse(dsn(f"Reporting-MTA: dns; mx.receiver.example\n\n{group}")).recipients
    assert one.status == EnhancedStatus.parse(status)


# -- bounds that were off by one


@pytest.mark.parametrize("lines", [6, 7, 39, 40])
def test_forty_lines_of_one_diagnostic_are_read(lines: int) -> None:
    said = "\n".join(f"    line {n}" for n in range(lines))
    text = f"{QMAIL.partition('<bob')[0]}<bob@receiver.example>:\n{said}\n"
    (one,) = parse(mail(text)).recipients
    assert (one.diagnostic or "").endswith(f"line {lines - 1}")


def test_a_quoted_original_at_the_very_top_cuts_nothing() -> None:
    text = f"--- Below this line is a copy of the message.\n\n{QMAIL}"
    assert [r.final for r in parse(mail(text)).recipients] == ["bob@receiver.example"]
    assert [r.final for r in parse(mail(f"\n \n{text}")).recipients] == ["bob@receiver.example"]


@pytest.mark.parametrize("path", ["<>", "<>,", "", "<MAILER-DAEMON>", "MAILER-DAEMON (null)"])
def test_a_null_reverse_path_in_each_of_its_spellings(path: str) -> None:
    text = "Your message could not be delivered to:\n\n  bob@receiver.example\n\n550 5.1.1 no such user\n"
    notice = mail(text, sender="info@receiver.example", subject="Undelivered mail", more={"Return-Path": path})
    assert [r.final for r in parse(notice).recipients] == ["bob@receiver.example"]
    said = b"Return-Path: " + path.encode()
    assert parse(notice.replace(said, b"Return-Path: <info@receiver.example>")).kind is ReportKind.NONE


@pytest.mark.parametrize("path", ["<bob@receiver.example>", "<> x", "<eve@x.example>,"])
def test_another_reverse_path_is_not_null(path: str) -> None:
    text = "I am on holiday.\n"
    report = parse(mail(text, sender="Bob <bob@receiver.example>", subject="Lunch", more={"Return-Path": path}))
    assert report.kind is ReportKind.NONE


def test_two_fields_in_a_row_are_no_header_and_three_are() -> None:
    body = (
        "The mail system says that it was undeliverable.\n" + "It is sorry for that, and tries no more. " * 6 + "\n\n"
    )
    told = "Message-ID: <1@sender.example>\nSubject: Lunch\n"
    after = "\nThe address that failed:\n\n  bob@receiver.example\n    550 5.1.1 no such user\n"
    assert [r.final for r in parse(mail(body + told + after)).recipients] == ["bob@receiver.example"]
    third = parse(
        mail(
            f"{body}bob@receiver.example: 550 5.1.1 no such user\n\n{told}From: Ann <ann@sender.example>\n\nkim@other.example: 550 unknown\n"
        )
    )
    assert [r.final for r in third.recipients] == ["bob@receiver.example"]
    assert third.returned is not None
    assert third.returned.message_id == "<1@sender.example>"


def _forwarded(raw: bytes, times: int) -> bytes:
    for n in range(times):
        inner = raw.decode()
        raw = (
            f"From: Ann <ann@sender.example>\nTo: ann@sender.example\nSubject: Fwd: failure notice\n"
            f'Content-Type: multipart/mixed; boundary="f{n}"\n\n--f{n}\n\nsee below\n--f{n}\nContent-Type: message/rfc822\n\n'
            f"{inner}\n--f{n}--\n"
        ).encode()
    return raw


@pytest.mark.parametrize(("times", "found"), [(1, True), (2, True), (3, False), (20, False)])
def test_a_report_is_looked_for_two_forwards_deep(times: int, found: bool) -> None:
    notice = mail(QMAIL, sender=DAEMON, subject="failure notice")
    assert (parse(_forwarded(notice, times)).kind is ReportKind.DELIVERY_STATUS) is found
