"""Facts at other places than where they belong: fields in the header of their part, the Message-ID, who complained."""

import pytest

from bouncekit.report.parse import parse
from bouncekit.vocabulary import Action, ReportKind
from report.mails import DAEMON, ORIGINAL, STATUS, dsn, mail, multipart

HEAD = f'From: {DAEMON}\nTo: ann@sender.example\nSubject: Returned\nContent-Type: multipart/report; report-type={{kind}}; boundary="b"\n\n'
GROUPS = STATUS + "\nFinal-Recipient: rfc822; kim@receiver.example\nAction: delayed\nStatus: 4.2.2\n"


def _unseparated(kind: str, media: str, fields: str) -> bytes:
    """A report whose part of *media* has no blank line between its header and its *fields*."""
    label = f"Content-Type: {media}\n" if media else ""
    text = "--b\nContent-Type: text/plain\n\nSorry.\n"
    return (HEAD.format(kind=kind) + f"{text}--b\n{label}{fields}\n--b--\n").encode()


@pytest.mark.parametrize(
    "media", ["message/delivery-status", "message/delivery-status; charset=utf-8", "text/plain", ""]
)
def test_status_fields_in_the_header_of_their_part(media: str) -> None:
    report = parse(_unseparated("delivery-status", media, GROUPS))
    assert report.reporting_mta == "mx.receiver.example"
    assert [(r.final, r.action) for r in report.recipients] == [
        ("bob@receiver.example", Action.FAILED),
        ("kim@receiver.example", Action.DELAYED),
    ]


def test_the_first_group_may_be_all_that_is_misplaced() -> None:
    report = parse(_unseparated("delivery-status", "message/delivery-status", GROUPS.replace("\n\n", "\n", 1)))
    assert [r.final for r in report.recipients] == ["bob@receiver.example", "kim@receiver.example"]
    assert report.recipients[0].diagnostic == "550 5.1.1 <bob@receiver.example>: User unknown"


def test_a_field_in_the_header_has_its_place() -> None:
    raw = _unseparated("delivery-status", "message/delivery-status", GROUPS.replace("\n\n", "\n", 1))
    (span,) = [p.span for p in parse(raw).recipients[0].provenance if p.field == "action"]
    assert span is not None
    assert raw[span.start : span.end].startswith(b"Action: failed")


def test_a_part_as_it_should_be_is_read_as_before() -> None:
    assert "fields-in-part-header" not in [a.id for a in parse(dsn()).anomalies]


@pytest.mark.parametrize("media", ["message/feedback-report", "text/plain"])
def test_feedback_fields_in_the_header_of_their_part(media: str) -> None:
    fields = "Feedback-Type: fraud\nUser-Agent: x/1\nOriginal-Rcpt-To: <bob@receiver.example>\n"
    report = parse(_unseparated("feedback-report", media, fields))
    assert report.feedback is not None
    assert (report.feedback.feedback_type, report.feedback.original_rcpt_to) == ("fraud", ("bob@receiver.example",))


def test_disposition_fields_in_the_header_of_their_part() -> None:
    fields = "Final-Recipient: rfc822; bob@receiver.example\nDisposition: manual-action/MDN-sent-manually; deleted\n"
    report = parse(_unseparated("disposition-notification", "message/disposition-notification", fields))
    assert report.disposition is not None
    assert (report.disposition.final, report.disposition.disposition_type) == ("bob@receiver.example", "deleted")


_NO_ORIGINAL = multipart(("text/plain", "Sorry."), ("message/delivery-status", STATUS))


def _fields(**header: str) -> bytes:
    return multipart(("text/plain", "Sorry."), ("message/delivery-status", STATUS), **header)


@pytest.mark.parametrize(
    "raw",
    [
        _NO_ORIGINAL.replace(b"Arrival-Date:", b"X-Original-Message-ID: <7@sender.example>\nArrival-Date:"),
        _NO_ORIGINAL.replace(b"Remote-MTA:", b"Original-Message-ID: <7@sender.example>\nRemote-MTA:"),
        _fields(In_Reply_To="<7@sender.example>"),
        _fields(References="<1@sender.example> <7@sender.example>"),
        _fields(X_Original_Message_ID="7@sender.example"),
        _NO_ORIGINAL.replace(b"Sorry.", b"Sorry.\n\n  Message-id: <7@sender.example>\n  Subject: Lunch\n"),
        mail(
            "Your message could not be delivered to\n\n  bob@receiver.example\n\nOriginal Message-ID: <7@sender.example>\n"
        ),
    ],
)
def test_the_message_id_wherever_the_report_keeps_it(raw: bytes) -> None:
    assert parse(raw).original_message_id == "<7@sender.example>"


def test_what_came_back_goes_before_all_other_places() -> None:
    assert parse(dsn(In_Reply_To="<7@sender.example>")).original_message_id == "<1@sender.example>"


@pytest.mark.parametrize(
    "raw",
    [
        _NO_ORIGINAL,
        _fields(In_Reply_To="<7@sender.example> <8@sender.example>"),
        _fields(Message_ID="<7@mx.receiver.example>").replace(b"Sorry.", b"Message-ID: <7@mx.receiver.example>\n"),
        _NO_ORIGINAL.replace(b"Sorry.", b"Message-ID: <7@sender.example>\nMessage-ID: <8@sender.example>\n"),
    ],
)
def test_an_id_that_is_not_surely_the_message_s_is_none(raw: bytes) -> None:
    assert parse(raw).original_message_id is None


def _complaint(header: str, message: str, **more: str) -> bytes:
    fields = {
        "From": "staff@hotmail.com",
        "To": "fbl@sender.example",
        "Subject": "complaint about message from 192.0.2.1",
    }
    head = "".join(f"{k}: {v}\n" for k, v in (fields | more).items())
    return f'{head}{header}Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: message/rfc822\n\n{message}\n--b--\n'.encode()


@pytest.mark.parametrize(
    ("header", "message", "who"),
    [
        ("", "X-HmXmrOriginalRecipient: bob@receiver.example\n" + ORIGINAL, ("bob@receiver.example",)),
        ("X-HmXmrOriginalRecipient: <bob@receiver.example>\n", ORIGINAL, ("bob@receiver.example",)),
        ("", "X-Original-To: kim@receiver.example\n" + ORIGINAL, ("kim@receiver.example",)),
        ("", ORIGINAL, ("bob@receiver.example",)),
        ("", ORIGINAL.replace("To: Bob", "To: kim@receiver.example, Bob"), ()),
    ],
)
def test_who_complained_without_a_feedback_part(header: str, message: str, who: tuple[str, ...]) -> None:
    report = parse(_complaint(header, message))
    assert report.kind is ReportKind.FEEDBACK
    assert report.feedback is not None
    assert (report.feedback.feedback_type, report.feedback.original_rcpt_to) == ("abuse", who)
    assert report.original_message_id == "<1@sender.example>"


def _arf(fields: str, message: str = ORIGINAL) -> bytes:
    return multipart(
        ("text/plain", "A complaint."), ("message/feedback-report", fields), ("message/rfc822", message),
        report_type="feedback-report",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "message", "who"),
    [
        ("Feedback-Type: abuse\nRemoval-Recipient: bob@receiver.example\n", ORIGINAL, ("bob@receiver.example",)),
        ("Feedback-Type: abuse\nOriginal-Recipient: rfc822; bob@receiver.example\n", ORIGINAL, ("bob@receiver.example",)),
        ("Feedback-Type: abuse\n", "X-HmXmrOriginalRecipient: kim@receiver.example\n" + ORIGINAL, ("kim@receiver.example",)),
        ("Feedback-Type: abuse\nOriginal-Rcpt-To: bob@receiver.example\nRemoval-Recipient: eve@x.example\n", ORIGINAL,
         ("bob@receiver.example",)),
        ("Feedback-Type: abuse\n", ORIGINAL, ()),
    ],
)  # fmt: skip
def test_who_complained_in_a_sparse_feedback_part(fields: str, message: str, who: tuple[str, ...]) -> None:
    report = parse(_arf(fields, message))
    assert report.feedback is not None
    assert report.feedback.original_rcpt_to == who


def test_a_complaint_that_names_nobody_is_about_the_one_addressee() -> None:
    assert parse(_arf("Feedback-Type: abuse\n")).named_recipients == ("bob@receiver.example",)
    two = ORIGINAL.replace("To: Bob", "To: kim@receiver.example, Bob")
    assert parse(_arf("Feedback-Type: abuse\n", two)).named_recipients == ()


def test_an_attached_complaint_that_is_passed_on_is_one() -> None:
    inner = _arf("Feedback-Type: abuse\nOriginal-Rcpt-To: bob@receiver.example\n").decode()
    inner = inner.replace('"b"', '"c"').replace("--b", "--c")
    raw = multipart(("text/plain", "see"), ("message/rfc822", inner), subtype="mixed", report_type="",
                    From="kim@sender.example", Subject="Fwd: complaint")  # fmt: skip
    report = parse(raw)
    assert report.kind is ReportKind.FEEDBACK
    assert report.named_recipients == ("bob@receiver.example",)
    asked = raw.replace(b"Subject: Fwd: complaint", b"Subject: what is this?")
    assert parse(asked).kind is ReportKind.NONE
