"""The Guard survives its callbacks and its clients, and what it writes is bounded."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from attacks.attack_kit import BORDER, Gate, bounce, converse, serve, submit
from bouncekit import InvalidValueError
from bouncekit.codes import EnhancedStatus
from bouncekit.dsn import DeliveryReport, RecipientReport, ReturnContent, build
from bouncekit.vocabulary import Action

SECRET = "postgresql://mail:S3CRET@db.internal/users"


@pytest.mark.parametrize(
    "fault",
    [
        ConnectionError(SECRET),
        RuntimeError(SECRET),
        KeyError(SECRET),
        UnicodeDecodeError("utf-8", b"x", 0, 1, SECRET),
        InvalidValueError("x", SECRET),
        TimeoutError(SECRET),
        AssertionError(SECRET),
        RecursionError(SECRET),
        ExceptionGroup(SECRET, [ValueError(SECRET)]),
    ],
    ids=lambda f: type(f).__name__,
)
@pytest.mark.parametrize("name", ["check_recipient", "authenticate", "check_message", "accept"])
def test_an_exception_of_a_callback_is_a_temporary_failure(name: str, fault: Exception) -> None:
    async def boom(self: Any, *arguments: Any) -> None:
        raise fault

    gate = type("Boom", (Gate,), {name: boom})()
    replies = submit(gate, b"Subject: x\r\n\r\nhi\r\n")
    assert not any("S3CRET" in reply or type(fault).__name__ in reply for reply in replies)
    assert (replies[2] if name == "check_recipient" else replies[4]).startswith("451 4.3.0"), replies


def test_an_exception_of_may_use_is_one_too() -> None:
    import base64

    def boom(self: Any, *arguments: Any) -> bool:
        raise ConnectionError(SECRET)

    gate = type("Boom", (Gate,), {"may_use": boom})()
    token = base64.b64encode(b"\0ann\0S3CRETpw")
    commands = (b"EHLO c.example\r\n", b"AUTH PLAIN " + token + b"\r\n", b"MAIL FROM:<ann@example.org>\r\n")
    replies = serve(gate, lambda port: converse(port, *commands), auth_require_tls=False, auth_callback=lambda *_: True)
    assert replies[2].startswith("4")
    assert "S3CRET" not in replies[2]


NAMES = [
    b"my pc",
    b"foo(bar",
    b"a;b",
    b"[192.0.2.1]",
    b"-",
    b"a" * 300,
    b"h\xc3\xa9.example",
    b'"q"',
    b"<x>",
    b"a,b",
    b"x\ty",
    b"[IPv6:::1]",
    b"_a_",
    b"a..b",
    b"127.0.0.1",
]


@pytest.mark.parametrize("name", NAMES)
def test_whatever_the_client_calls_itself_the_bounce_is_written(name: bytes) -> None:
    gate = Gate()
    submit(gate, b"Subject: x\r\n\r\nhi\r\n", ehlo=b"EHLO " + name)
    if gate.got:
        notice = gate.bounced()
        assert notice is not None
        head = notice.data.partition(b"\r\n\r\n")[0]
        assert head.count(b"\nTo:") == 1


BODIES = {
    "bare CR": b"Subject: x\r\n\r\na\rb\r\n",
    "bare LF": b"Subject: x\n\na\nb\r\n",
    "NUL": b"Subject: x\0\r\n\r\n\0\r\n",
    "8 bit": b"Subject: \xff\r\n\r\n\xff\r\n",
    "no header": b"\r\nhi\r\n",
    "nothing": b"\r\n",
    "long lines": b"Subject: " + b"x" * 900 + b"\r\n\r\n" + b"y" * 900 + b"\r\n",
    "a line without colon": b"hello\r\nSubject: x\r\n\r\nx\r\n",
    "boundary": b'Content-Type: multipart/mixed; boundary="\r\n\r\n--\r\n',
    "UTF-8 header": "Subject: \u5b9b\u5148\r\n\r\nx\r\n".encode(),
}


@pytest.mark.parametrize("name", BODIES)
def test_whatever_the_client_wrote_the_bounce_is_written(name: str) -> None:
    gate = Gate()
    submit(gate, BODIES[name])
    if gate.got:
        assert gate.bounced() is not None


RECIPIENTS = [
    b'RCPT TO:<"a b"@here.example>',
    b"RCPT TO:<bob@here.example> ORCPT=rfc822;a+2Bb@x.example",
    b"RCPT TO:<bob@[192.0.2.1]>",
    b"RCPT TO:<bob@here.example> ORCPT=x-unix;+C2+A0",
    b"RCPT TO:<postmaster>",
    b"RCPT TO:<@a.example:bob@here.example>",
    b'RCPT TO:<"\\"<x>"@here.example>',
    "RCPT TO:<b\u00f6b@here.example>".encode(),
    b"RCPT TO:<bob@here.example> ORCPT=utf-8;a\\x{202E}b@x.example",
]


@pytest.mark.parametrize("rcpt", RECIPIENTS)
def test_whoever_was_accepted_can_be_told_of(rcpt: bytes) -> None:
    for mail in (b"MAIL FROM:<ann@example.org>", b"MAIL FROM:<ann@example.org> SMTPUTF8 BODY=8BITMIME"):
        gate = Gate()
        submit(gate, b"Subject: x\r\n\r\nhi\r\n", rcpt=rcpt, mail=mail, enable_SMTPUTF8=True)
        if gate.got:
            notice = gate.bounced()
            assert notice is not None
            assert not any(
                mark in notice.data.decode("utf-8", "replace") for mark in "\u2028\u2029\u202e\u200f\u0085\x1b"
            )


def test_a_hundred_recipients_are_taken_and_no_end_of_them_is_not() -> None:
    async def script(port: int) -> list[str]:
        commands = [
            b"EHLO c.example\r\n",
            b"MAIL FROM:<ann@example.org>\r\n",
            *(b"RCPT TO:<u%d@here.example>\r\n" % n for n in range(3000)),
        ]
        return await converse(port, *commands)

    replies = serve(Gate(), script)[2:]
    assert all(reply.startswith("250") for reply in replies[:100])
    assert any(reply.startswith("452 4.5.3") for reply in replies)


@pytest.mark.parametrize(
    ("head", "bounced"),
    [
        (b"Auto-Submitted: auto-replied\r\n" + b"Received: from a by b; x\r\n" * 150, False),
        (b"Received: from a by b; x\r\n" * 150, False),
        (b"Received: from a by b; x\r\n" * 5, True),
        (b"Subject: x\r\n", True),
        (b"Delivered-To: ann@example.org\r\n", True),
    ],
)
def test_the_guard_looks_at_the_octets_that_it_has(head: bytes, *, bounced: bool) -> None:
    gate = Gate()
    submit(gate, head + b"\r\nhi\r\n")
    assert (bool(gate.got) and gate.bounced() is not None) is bounced


def test_reports_are_not_bounced() -> None:
    kinds = [
        bounce("x@y.example"),
        b"Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n--b\r\n\r\nread\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n\r\n--b--\r\n",
        b"Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n--b\r\n\r\nspam\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: x/1\r\nVersion: 1\r\n\r\n--b--\r\n",
    ]
    for data in kinds:
        gate = Gate()
        submit(gate, data)
        assert not gate.got or gate.bounced() is None


def test_what_a_refused_command_said_is_forgotten() -> None:
    gate = Gate()
    commands = (
        b"EHLO c.example\r\n",
        b"MAIL FROM:<not an address> RET=FULL ENVID=abc\r\n",
        b"MAIL FROM:<ann@example.org>\r\n",
        b"RCPT TO:<bad address> NOTIFY=NEVER\r\n",
        b"RCPT TO:<bob@here.example>\r\n",
        b"RCPT TO:<carol@here.example> NOTIFY=NEVER,DELAY\r\n",
        b"RCPT TO:<dave@here.example>\r\n",
        b"DATA\r\n",
        b"Subject: x\r\n\r\nhi\r\n.\r\n",
    )
    serve(gate, lambda port: converse(port, *commands))
    transaction = gate.got[0].transaction
    assert (transaction.ret, transaction.envid) == (None, None)
    assert [(r.forward_path, r.notify) for r in transaction.recipients] == [
        ("bob@here.example", None),
        ("dave@here.example", None),
    ]


def test_a_reply_holds_no_line_of_the_clients() -> None:
    async def script(port: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            b"EHLO c.example\r\nX\n\r250 Ok\r\nY\x85\r\nMAIL FROM:<a@b.example> X\n\rY=1\r\nVRFY a\n\rb\r\nHELO a\n\rb\r\nQUIT\r\n"
        )
        writer.write_eof()
        answer = await reader.read(-1)
        writer.close()
        return answer

    for line in serve(Gate(), script).decode("utf-8", "replace").splitlines():
        assert line[:3].isdigit(), line


# -- sizes -------------------------------------------------------------------------------------------------------------


def made(original: bytes | None, content: ReturnContent, cap: int, **more: Any) -> int:
    recipient = RecipientReport(final="u@here.example", action=Action.FAILED, status=EnhancedStatus(5, 1, 1))
    report = DeliveryReport(
        reporting_mta="mx.here.example",
        reverse_path="ann@example.org",
        recipients=(recipient,),
        original=original,
        return_content=content,
        max_bytes=cap,
        **more,
    )
    return len(
        bytes(build(report, now=datetime(2026, 11, 23, 12, tzinfo=UTC), message_id="<1@here.example>", boundary="=_x"))
    )


ORIGINALS = {
    "octets": b"Subject: x\r\n\r\n" + b"\xff" * 60_000,
    "octets in lines": b"Subject: x\r\n\r\n" + (b"\xff" * 70 + b"\r\n") * 1000,
    "equals signs": b"Subject: x\r\n\r\n" + (b"=" * 70 + b"\r\n") * 1000,
    "NULs": b"Subject: x\r\n\r\n" + b"\0" * 60_000,
    "bare CR": b"Subject: x\r\n\r\n" + b"\r" * 60_000,
    "bare LF": b"Subject: x\n\n" + b"\n" * 60_000,
    "long line": b"Subject: x\r\n\r\n" + b"x" * 60_000,
    "dots": b"Subject: x\r\n\r\n" + b".\r\n" * 20_000,
    "boundaries": b"Subject: x\r\n\r\n" + b"--=_x\r\n" * 10_000,
    "a header of octets": (b"X: " + b"\xff" * 60 + b"\r\n") * 1000 + b"\r\n",
    "one long field": b"X: " + b"\xe4" * 60_000 + b"\r\n\r\n",
    "folds": b"X: a" + b"\r\n\t\xff" * 10_000 + b"\r\n\r\n",
}


@pytest.mark.parametrize("name", ORIGINALS)
@pytest.mark.parametrize("cap", [1024, 8192, 50_000])
@pytest.mark.parametrize("content", [ReturnContent.HEADERS, ReturnContent.FULL])
def test_max_bytes_counts_what_is_sent(name: str, cap: int, content: ReturnContent) -> None:
    assert made(ORIGINALS[name], content, cap) - made(None, content, cap) <= cap + 600


def test_a_bounce_of_thousands_has_an_end() -> None:
    failed = tuple(
        RecipientReport(
            final=f"u{n}@here.example",
            action=Action.FAILED,
            status=EnhancedStatus(5, 1, 1),
            diagnostic="550 " + "x" * 900,
        )
        for n in range(1000)
    )
    report = DeliveryReport(
        reporting_mta=BORDER,
        reverse_path="ann@example.org",
        recipients=failed,
        original=b"Subject: x\r\n\r\n",
        max_bytes=8192,
    )
    dsn = bytes(
        build(report, now=datetime(2026, 11, 23, 12, tzinfo=UTC), message_id="<1@here.example>", boundary="=_x")
    )
    assert len(dsn) < 1_000_000
    assert dsn.count(b"Final-Recipient:") >= 100
