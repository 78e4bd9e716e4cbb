"""Disposition notifications, feedback reports, list refusals and auto-replies."""

import email
from datetime import datetime
from typing import Any

import pytest

from bouncekit.dsn.automatic import (
    Disposed,
    Disposition,
    Feedback,
    auto_reply_fields,
    build_feedback,
    build_mdn,
    build_rejection,
)
from bouncekit.dsn.linter import lint
from bouncekit.errors import InvalidValueError
from bouncekit.message import MessageView
from bouncekit.report.parse import parse
from bouncekit.vocabulary import ReportKind
from strategies.dsn import BOUNDARY, MESSAGE_ID, NOW, ORIGINAL

DISPOSED: dict[str, Any] = {
    "to": "ann@sender.example",
    "sender": "bob@receiver.example",
    "final": "Bob@receiver.example",
    "disposition": Disposition.DELETED,
    "automatic": True,
}
FEEDBACK: dict[str, Any] = {
    "feedback_type": "abuse",
    "user_agent": "bouncekit/1",
    "to": "abuse@sender.example",
    "sender": "fbl@receiver.example",
}


def mdn(message: bytes = ORIGINAL, **changes: Any) -> bytes:
    disposed = Disposed(**{**DISPOSED, **changes})
    return bytes(build_mdn(disposed, original=message, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY))


def feedback(original: bytes = ORIGINAL, **changes: Any) -> bytes:
    said = Feedback(**{**FEEDBACK, **changes})
    return bytes(build_feedback(said, original=original, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY))


@pytest.mark.rfc(
    "RFC8098-3-01", "RFC8098-3-02", "RFC8098-3-03", "RFC8098-3.1-01", "RFC8098-3.2.3-01", "RFC8098-3.2.5-01",
    "RFC8098-3.2.6-01", "RFC8098-5-01", "RFC8098-3.2.2-01", "RFC8098-3.2.1-01", "RFC5429-2.2.1-01",
)  # fmt: skip
def test_a_disposition_notification() -> None:
    data = mdn()
    assert lint(data) == ()
    message = email.message_from_bytes(data)
    assert (message["From"], message["To"]) == ("<bob@receiver.example>", "<ann@sender.example>")
    report = parse(data)
    assert report.kind is ReportKind.DISPOSITION
    assert report.disposition is not None
    assert report.disposition.final == "Bob@receiver.example"
    assert report.disposition.original is None
    assert report.disposition.original_message_id == "<orig.1@sender.example>"
    assert b"Disposition: automatic-action/MDN-sent-automatically; deleted\r\n" in data
    assert b"Reporting-UA" not in data
    assert b"MDN-Gateway" not in data
    assert b"Original-Message-ID" not in mdn(ORIGINAL.replace(b"Message-ID", b"X-Id"))


def test_what_is_known_of_the_disposition() -> None:
    data = mdn(
        automatic=False, disposition=Disposition.DISPLAYED, original="rfc822;b+2Bx@there.example",
        reporting_ua="mua.example; thing", mdn_gateway="gw.receiver.example", modifiers=("error",),
    )  # fmt: skip
    assert lint(data) == ()
    for line in (
        b"Disposition: manual-action/MDN-sent-manually; displayed/error\r\n",
        b"Original-Recipient: rfc822; b+x@there.example\r\n",
        b"Reporting-UA: mua.example; thing\r\n",
        b"MDN-Gateway: dns; gw.receiver.example\r\n",
    ):
        assert line in data


@pytest.mark.rfc("RFC8098-2.1-01")
def test_a_notification_is_never_notified() -> None:
    with pytest.raises(InvalidValueError, match=r"^original: is a disposition notification"):
        build_mdn(Disposed(**DISPOSED), original=mdn(), now=NOW, message_id="<x@y.example>", boundary="other")
    assert b"Disposition-Notification-To" not in mdn()


@pytest.mark.rfc("RFC8098-3-04")
def test_an_encrypted_original_is_never_decrypted() -> None:
    secret = ORIGINAL.replace(b"\r\n\r\n", b'\r\nContent-Type: multipart/encrypted; boundary="e"\r\n\r\n')
    parts = MessageView.parse(mdn(secret)).root.children
    assert parts[2].payload.rstrip() == secret.partition(b"\r\n\r\n")[0]


@pytest.mark.rfc(
    "RFC5965-2-01", "RFC5965-2-02", "RFC5965-2-03", "RFC5965-3.1-01", "RFC5965-3.2-01", "RFC5965-3.3-01",
    "RFC5965-7.1-01", "RFC6650-5.1-01", "RFC6650-6-03", "RFC5965-1.1-01",
)  # fmt: skip
def test_a_feedback_report() -> None:
    data = feedback(
        original_mail_from="ann@sender.example", original_rcpt_to=("a@b.example", "c@d.example"), arrival_date=NOW,
        source_ip="192.0.2.1", reported_domain=("sender.example",), reported_uri=("http://x.example/",), incidents=2,
        authentication_results=("mx.receiver.example; spf=pass",), reporting_mta="mx.receiver.example",
    )  # fmt: skip
    assert lint(data) == ()
    assert email.message_from_bytes(data)["Subject"] == "FW: hello"
    report = parse(data)
    assert report.kind is ReportKind.FEEDBACK
    assert report.feedback is not None
    assert (report.feedback.feedback_type, report.feedback.incidents) == ("abuse", 2)
    assert len(report.feedback.original_rcpt_to) == 2
    assert b"To get no more of these reports, write to fbl@receiver.example." in data
    assert MessageView.parse(data).root.children[2].payload == ORIGINAL


@pytest.mark.rfc("OWN-1-06")
def test_nothing_of_a_stranger_becomes_a_field() -> None:
    data = feedback(original_envelope_id="x\r\nFeedback-Type: virus", reported_uri=("http://x.example/\r\n\r\nY: z",))
    assert data.count(b"\r\nFeedback-Type:") == 1
    assert b"\r\nY:" not in data


@pytest.mark.parametrize(
    ("field", "build"),
    [
        ("to", lambda: Disposed(**{**DISPOSED, "to": "x"})),
        ("original", lambda: Disposed(**DISPOSED, original="x")),
        ("modifiers", lambda: Disposed(**DISPOSED, modifiers=("a b",))),
        ("sender", lambda: Feedback(**{**FEEDBACK, "sender": "a\n@b.example"})),
        ("feedback_type", lambda: Feedback(**{**FEEDBACK, "feedback_type": "spite"})),
        ("user_agent", lambda: Feedback(**{**FEEDBACK, "user_agent": "a\nb"})),
        ("incidents", lambda: Feedback(**FEEDBACK, incidents=0)),
        ("arrival_date", lambda: Feedback(**FEEDBACK, arrival_date=datetime(2026, 1, 1))),  # noqa: DTZ001
        (
            "message_id",
            lambda: build_mdn(Disposed(**DISPOSED), original=ORIGINAL, now=NOW, message_id="x", boundary="b"),
        ),
        ("boundary", lambda: mdn(b"X: --=_report_1\r\n--" + BOUNDARY.encode() + b": y\r\n\r\n")),
    ],
)
def test_a_callers_mistake_is_named(field: str, build: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        build()
    assert caught.value.field == field


@pytest.mark.rfc(
    "RFC3834-3.1.3-01", "RFC3834-3.1.5-01", "RFC3834-3.1.6-01", "RFC3834-3.1.7-01", "RFC3834-3.2-01", "RFC3834-3.2-03",
    "RFC3834-3.3-01", "RFC5230-5.6-01", "RFC5230-5.8-01", "RFC3834-3.1.2-01", "RFC3834-5.2-05", "RFC3834-2-08",
)  # fmt: skip
def test_a_list_refusal() -> None:
    original = ORIGINAL.replace(b"From: Ann <ann@sender.example>", b"From: Forged <victim@other.example>")
    dsn = build_rejection(
        sender="list-owner@lists.example", reverse_path="<ann@sender.example>", reason="Not a member\r\nBcc: x@y.example",
        original=original, now=NOW, message_id=MESSAGE_ID,
    )  # fmt: skip
    data = bytes(dsn)
    message = email.message_from_bytes(data)
    assert (dsn.envelope_from, dsn.envelope_to, dsn.rcpt_parameters) == ("", "ann@sender.example", ("NOTIFY=NEVER",))
    assert b"victim@" not in data
    assert message["To"] == "<ann@sender.example>"
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["Subject"] == "Auto: hello"
    assert message["In-Reply-To"] == "<orig.1@sender.example>"
    assert message["Bcc"] is None
    assert message.get_content_type() == "text/plain"
    assert b"Hi Bob" not in data
    for null in ("", "<>"):
        with pytest.raises(InvalidValueError, match=r"^reverse_path: is null"):
            build_rejection(
                sender="o@l.example", reverse_path=null, reason="", original=original, now=NOW, message_id=MESSAGE_ID
            )


@pytest.mark.rfc("OWN-1-06", "RFC3834-3.1.1-02", "RFC3834-3.1.1-01")
def test_auto_reply_fields_take_nothing_unchecked() -> None:
    original = b"Subject: =?utf-8?q?a=0D=0ABcc:_x@y.example?=\r\nMessage-ID: <a@b>\r\n <c>\r\n\r\n"
    fields = auto_reply_fields(
        sender="me@receiver.example", to="ann@sender.example", original=original, now=NOW, message_id=MESSAGE_ID
    )
    message = email.message_from_string(fields)
    assert message["Bcc"] is None
    assert message["In-Reply-To"] is None
    assert message["From"] == "<me@receiver.example>"


AUTH: dict[str, Any] = {"feedback_type": "auth-failure", "authentication_results": ("mx.receiver.example; spf=fail",)}


@pytest.mark.rfc(
    "RFC6591-3.1-01", "RFC6591-3.1-03", "RFC6591-3.2.6-01", "RFC6591-3.2.4-01", "RFC9991-4-01", "RFC9991-4-02"
)
def test_an_authentication_failure_report() -> None:
    data = feedback(
        **AUTH, auth_failure="spf", spf_dns=('txt : a.example : "v=spf1 include:b.example -all"', 'txt : b.example : "v=spf1"'),
        delivery_result="reject",
    )  # fmt: skip
    assert lint(data) == ()
    assert data.count(b"\r\nSPF-DNS: txt : ") == 2
    assert data.count(b"\r\nDelivery-Result: reject\r\n") == 1
    assert b"Canonicalized" not in data
    assert lint(feedback(**AUTH, auth_failure="dmarc", identity_alignment=("dkim", "spf"))) == ()
    assert lint(feedback(**AUTH, auth_failure="dmarc", identity_alignment=("none",))) == ()


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("auth_failure", {**AUTH}),
        ("auth_failure", {"auth_failure": "spf"}),
        ("auth_failure", {**AUTH, "auth_failure": "whim"}),
        ("authentication_results", {"feedback_type": "auth-failure", "auth_failure": "dmarc"}),
        ("spf_dns", {**AUTH, "auth_failure": "spf"}),
        ("identity_alignment", {**AUTH, "auth_failure": "dmarc"}),
        ("identity_alignment", {**AUTH, "auth_failure": "dmarc", "identity_alignment": ("dkim", "dkim")}),
    ],
)
def test_an_incomplete_authentication_failure_report_is_refused(field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        feedback(**changes)
    assert caught.value.field == field


@pytest.mark.rfc("RFC6650-6-01", "RFC6650-5.3-01")
def test_a_feedback_report_goes_where_the_caller_says_and_to_no_address_of_the_message() -> None:
    original = ORIGINAL.replace(b"Subject", b"Reply-To: x@other.example\r\nReturn-Path: <y@other.example>\r\nSubject")
    said = Feedback(**FEEDBACK)
    dsn = build_feedback(said, original=original, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY)
    assert dsn.envelope_to == FEEDBACK["to"]
    assert email.message_from_bytes(bytes(dsn))["To"] == f"<{FEEDBACK['to']}>"
    with pytest.raises(TypeError):
        Feedback(feedback_type="abuse", user_agent="x", sender="a@b.example")  # type: ignore[call-arg]
