"""What a reader of reports owes to RFC 3834, RFC 3886, RFC 5321, RFC 5965, RFC 6650 and their kin."""

import pytest

from bouncekit.classify import classify
from bouncekit.dsn.linter import lint
from bouncekit.report.model import Report
from bouncekit.report.parse import parse
from bouncekit.vocabulary import Action, Fault, Permanence, Reason, ReportKind

FEEDBACK = (
    b"From: fbl@receiver.example\r\nTo: abuse@sender.example\r\nSubject: FW: hello\r\n"
    b"Date: Mon, 23 Nov 2026 12:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain\r\n\r\nThe user nobody@elsewhere.example does not exist: 550 5.1.1 User unknown\r\n"
    b"--b\r\nContent-Type: message/feedback-report\r\n\r\n"
    b"Feedback-Type: abuse\r\nUser-Agent: Thing/1 (550 5.1.1 mailbox full)\r\nVersion: 1\r\n"
    b"Original-Rcpt-To: <bob@receiver.example>\r\n\r\n"
    b"--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: ann@sender.example\r\nSubject: hello\r\n\r\nhi\r\n--b--\r\n"
)


def feedback(old: bytes = b"", new: bytes = b"") -> Report:
    assert old in FEEDBACK
    return parse(FEEDBACK.replace(old, new, 1) if old else FEEDBACK)


@pytest.mark.rfc("RFC6650-4.4-01", "RFC5965-2-04", "RFC5965-8.8-01", "RFC5965-3-01")
def test_the_machine_readable_part_is_read_and_the_first_part_is_not() -> None:
    report = feedback()
    assert report.kind is ReportKind.FEEDBACK
    assert report.feedback is not None
    assert report.feedback.feedback_type == "abuse"
    assert not any(r.final == "nobody@elsewhere.example" for r in report.recipients)
    for recipient in report.recipients:
        assert recipient.action is not Action.FAILED
        assert classify(recipient).reason is not Reason.USER_UNKNOWN
        assert classify(recipient).fault is not Fault.RECIPIENT


@pytest.mark.rfc("RFC6650-4.5-01", "RFC5965-6-01")
def test_an_unknown_type_is_no_reason_to_refuse() -> None:
    report = feedback(b"Feedback-Type: abuse", b"Feedback-Type: grudge\r\nX-Thing: y")
    assert report.kind is ReportKind.FEEDBACK
    assert report.feedback is not None
    assert report.feedback.feedback_type == "grudge"


@pytest.mark.rfc("RFC6650-4.5-02")
def test_a_redacted_report_is_taken() -> None:
    report = feedback(b"<bob@receiver.example>", b"<redacted-7f3a@receiver.example>")
    assert report.kind is ReportKind.FEEDBACK
    assert report.feedback is not None
    assert "redacted-7f3a@receiver.example" in report.feedback.original_rcpt_to[0]
    assert feedback(b"Original-Rcpt-To: <bob@receiver.example>\r\n", b"").kind is ReportKind.FEEDBACK


@pytest.mark.rfc("RFC5965-4-01", "RFC5965-8.4-01", "RFC6591-3.1-01", "RFC6591-3.1-02", "RFC9991-4-01", "RFC9991-4-02")
@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b"Version: 1\r\n", b"", "feedback-missing-version"),
        (b"Feedback-Type: abuse\r\n", b"", "feedback-missing-feedback-type"),
        (b"Version: 1\r\n", b"Version: 1\r\nVersion: 2\r\n", "feedback-repeated-version"),
        (b"Feedback-Type: abuse", b"Feedback-Type: auth-failure", "feedback-auth-failure"),
        (
            b"Feedback-Type: abuse",
            b"Feedback-Type: auth-failure\r\nAuthentication-Results: x; dmarc=fail\r\nAuth-Failure: dmarc",
            "feedback-identity-alignment",
        ),
        (
            b"Feedback-Type: abuse",
            b"Feedback-Type: auth-failure\r\nAuthentication-Results: x; spf=fail\r\nAuth-Failure: spf",
            "feedback-spf-dns",
        ),
        (b"--b\r\nContent-Type: message/rfc822", b"--b--\r\nContent-Type: message/rfc822", "feedback-parts"),
    ],
)
def test_a_malformed_report_is_read_and_its_fault_named(old: bytes, new: bytes, rule: str) -> None:
    broken = FEEDBACK.replace(old, new, 1)
    parse(broken)
    assert lint(FEEDBACK) == ()
    assert rule in {finding.rule for finding in lint(broken)}


@pytest.mark.rfc("RFC3886-3.2-01")
def test_a_tracking_report() -> None:
    message = (
        b"From: postmaster@mx.receiver.example\r\nTo: ann@sender.example\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="message/tracking-status"; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: message/tracking-status\r\n\r\n"
        b"Original-Envelope-Id: E1@sender.example\r\nReporting-MTA: dns; mx.receiver.example\r\n"
        b"Arrival-Date: Mon, 23 Nov 2026 12:00:00 +0000\r\n\r\n"
        b"Original-Recipient: rfc822; bob@receiver.example\r\nFinal-Recipient: rfc822; bob@store.example\r\n"
        b"Action: transferred\r\nStatus: 2.4.0\r\n\r\n--b--\r\n"
    )
    report = parse(message)
    assert report.kind is ReportKind.TRACKING
    assert (report.original_envelope_id, report.reporting_mta) == ("E1@sender.example", "mx.receiver.example")
    assert report.arrival_date == "Mon, 23 Nov 2026 12:00:00 +0000"
    recipient = report.recipients[0]
    assert (recipient.original, recipient.final, str(recipient.status)) == (
        "bob@receiver.example",
        "bob@store.example",
        "2.4.0",
    )
    assert recipient.action is not Action.FAILED


@pytest.mark.rfc("RFC5321-4.2-01")
@pytest.mark.parametrize(
    ("reply", "permanence"),
    [
        ("450 this is a permanent error, never try again", Permanence.TRANSIENT),
        ("550 temporary problem, please try again later", Permanence.PERMANENT),
    ],
)
def test_the_code_decides_whether_to_try_again(reply: str, permanence: Permanence) -> None:
    assert classify(reply).permanence is permanence


@pytest.mark.rfc("RFC5321-4.2-02")
@pytest.mark.parametrize(
    ("reply", "permanence"), [("459 huh", Permanence.TRANSIENT), ("559 huh", Permanence.PERMANENT)]
)
def test_an_unknown_code_counts_by_its_first_digit(reply: str, permanence: Permanence) -> None:
    assert classify(reply).permanence is permanence


@pytest.mark.rfc("RFC7504-4-01", "RFC5321bis-0-01")
@pytest.mark.parametrize("reply", ["521 5.3.2 host does not accept mail", "556 5.1.10 recipient domain has a null MX"])
def test_521_and_556_are_permanent(reply: str) -> None:
    found = classify(reply)
    assert found.permanence is Permanence.PERMANENT
    assert found.reason in (Reason.NO_MAIL_ACCEPTED, Reason.HOST_UNKNOWN)


@pytest.mark.rfc("RFC3464-2.3.2-02")
def test_the_original_recipient_is_kept_beside_the_final_one() -> None:
    message = (
        b"From: postmaster@mx.receiver.example\r\nTo: ann@sender.example\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        b"--b\r\n\r\nfailed\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.receiver.example"
        b"\r\n\r\nOriginal-Recipient: rfc822; bob@receiver.example\r\nFinal-Recipient: rfc822; hidden@store.example\r\n"
        b"Action: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
    )
    recipient = parse(message).recipients[0]
    assert (recipient.original, recipient.final) == ("bob@receiver.example", "hidden@store.example")


@pytest.mark.rfc("RFC3834-3.1.4-01")
def test_the_date_of_a_response_is_no_time_of_delivery() -> None:
    message = (
        b"From: bob@receiver.example\r\nTo: ann@sender.example\r\nSubject: Out of office: hello\r\n"
        b"Auto-Submitted: auto-replied\r\nDate: Mon, 23 Nov 2026 12:00:00 +0000\r\n\r\nI am away.\r\n"
    )
    report = parse(message)
    assert report.kind is ReportKind.AUTO_REPLY
    assert report.arrival_date is None
    assert all(r.last_attempt is None for r in report.recipients)


@pytest.mark.rfc("RFC3463-2-01")
@pytest.mark.parametrize("status", ["5. 1.1", "5.(x)1.1", "5.01.1", "5.1.001", "5.1.1000"])
def test_a_status_code_has_no_space_comment_or_leading_zero(status: str) -> None:
    from bouncekit.codes import EnhancedStatus

    assert EnhancedStatus.find(status) is None


@pytest.mark.rfc("RFC3464-2.3.6-02")
@pytest.mark.parametrize("extra", ["", " (said by mx.remote.example)", "\r\n (see (the) log)"])
def test_a_comment_may_follow_the_diagnostic(extra: str) -> None:
    message = (
        "From: postmaster@mx.receiver.example\r\nTo: ann@sender.example\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\n\r\nfailed\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.receiver.example\r\n\r\nFinal-Recipient: rfc822; bob@receiver.example\r\n"
        f"Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user{extra}\r\n\r\n--b--\r\n"
    )
    recipient = parse(message.encode()).recipients[0]
    assert (str(recipient.reply), str(recipient.status)) == ("550", "5.1.1")
    assert (recipient.diagnostic or "").startswith("550 5.1.1 no such user")
    assert classify(recipient).reason is Reason.USER_UNKNOWN
