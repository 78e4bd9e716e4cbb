"""The guard survives its callbacks and its clients."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bouncekit.adapters.aiosmtpd import Accepted, Guard, GuardedSMTP, MemoryLimiter, Notification
from bouncekit.auth import AuthResults, Result, SpfIdentity, SpfResult
from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.policy import BALANCED, Grade, RateKey, Scope
from bouncekit.report.parse import parse
from bouncekit.transaction import Failure
from bouncekit.vocabulary import Reason

NAME = "mx.here.example"
SECRET = "postgresql://S3CRET"
HELLO = (b"EHLO c.example", b"MAIL FROM:<ann@example.org>", b"RCPT TO:<bob@here.example>", b"DATA")
ORDINARY = b"From: ann@example.org\r\nSubject: hi\r\n\r\nhello\r\n"


def gate_of(settings: Any = None, **methods: Any) -> Any:
    async def check_recipient(self: Any, client: Any, forward_path: str) -> None:
        return None

    async def authenticate(self: Any, client: Any, reverse_path: str, data: bytes) -> AuthResults:
        domain = reverse_path.rpartition("@")[2]
        return AuthResults(
            spf=(SpfResult(result=Result.PASS, identity=SpfIdentity.MAILFROM, domain=domain, permissive=False),)
        )

    async def accept(self: Any, accepted: Accepted) -> None:
        self.got.append(accepted)

    body = {"check_recipient": check_recipient, "authenticate": authenticate, "accept": accept, **methods}
    gate = type("Gate", (Guard,), body)(policy=BALANCED, hostname=NAME, **(settings or {}))
    gate.got = []
    return gate


def talk(gate: Any, *commands: bytes, **options: Any) -> list[str]:
    """The last line of each reply; empty once the server hung up."""

    async def main() -> list[str]:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: GuardedSMTP(gate, hostname=NAME, **options), "127.0.0.1", 0)
        async with server:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
            await reader.readline()
            replies = []
            for octets in commands:
                writer.write(octets + b"\r\n")
                await writer.drain()
                while (line := await reader.readline())[3:4] == b"-":
                    pass
                replies.append(line.decode().strip())
            writer.close()
        return replies

    return asyncio.run(asyncio.wait_for(main(), 30))


def submit(gate: Any, data: bytes = ORDINARY, *, hello: tuple[bytes, ...] = HELLO, **options: Any) -> list[str]:
    return talk(gate, *hello, data.removesuffix(b"\r\n") + b"\r\n.", **options)


def late(gate: Any) -> Notification | None:
    accepted = gate.got[0]
    failures = {r.forward_path: Failure(reason=Reason.MAILBOX_FULL) for r in accepted.transaction.recipients}
    found: Notification | None = gate.notice(accepted, gate.late(accepted, failures))
    return found


def raising(error: BaseException) -> list[Callable[..., Any]]:
    async def in_coroutine(self: Any, *arguments: Any) -> None:
        raise error

    def plainly(self: Any, *arguments: Any) -> Awaitable[None]:
        raise error

    return [in_coroutine, plainly]


@pytest.mark.parametrize(
    "name", ["handle_EHLO", "handle_MAIL", "check_recipient", "authenticate", "check_message", "accept"]
)
@pytest.mark.parametrize(
    "error",
    [ConnectionResetError(SECRET), RuntimeError(SECRET), TimeoutError(SECRET), asyncio.CancelledError(SECRET)],
    ids=repr,
)
@pytest.mark.parametrize("which", [0, 1], ids=["async", "sync"])
def test_a_callback_that_raises_is_a_temporary_failure(
    *, name: str, error: BaseException, which: int, caplog: pytest.LogCaptureFixture
) -> None:
    method = raising(error)[which]
    if name == "handle_EHLO":  # aiosmtpd looks at its signature

        async def method(self: Any, server: Any, session: Any, envelope: Any, hostname: Any, responses: Any) -> Any:  # noqa: PLR0917
            raise error

    replies = submit(gate_of(**{name: method}))
    stage = {"handle_EHLO": 0, "handle_MAIL": 1, "check_recipient": 2}.get(name, 4)
    assert replies[stage].startswith("451 4.3.0 ")
    assert not any("S3CRET" in reply for reply in replies)
    assert SECRET in caplog.text


@pytest.mark.parametrize("name", ["check_recipient", "authenticate", "accept"])
def test_a_callback_that_hangs_is_bounded(name: str) -> None:
    async def hang(self: Any, *arguments: Any) -> None:
        await asyncio.Event().wait()

    replies = submit(gate_of({"callback_seconds": 0.05}, **{name: hang}))
    assert replies[2 if name == "check_recipient" else 4].startswith("451 4.3.0 ")


@pytest.mark.parametrize(
    ("name", "answer"), [("check_recipient", True), ("check_message", "no"), ("authenticate", None)]
)
def test_what_is_no_answer_is_no_yes(name: str, answer: object) -> None:
    gate = gate_of(**{name: lambda self, *arguments: answer})
    assert any(reply.startswith("451 4.3.0 ") for reply in submit(gate))
    assert gate.got == []


def test_an_authenticator_that_is_a_coroutine_lets_nobody_in(caplog: pytest.LogCaptureFixture) -> None:
    async def yes(mechanism: str, login: bytes, password: bytes) -> bool:
        return True

    replies = talk(gate_of(), b"EHLO c.example", b"AUTH PLAIN AGFubgBwdw==", auth_require_tls=False, auth_callback=yes)
    assert replies[1].startswith("451 4.3.0 ")


@pytest.mark.parametrize("hello", [b"my pc", b"foo(bar", b"a;b", b"[x]", "ä.example".encode()])
def test_a_notice_is_written_whatever_the_helo(hello: bytes) -> None:
    gate = gate_of()
    submit(gate, hello=(b"EHLO " + hello, *HELLO[1:]), enable_SMTPUTF8=True)
    notice = late(gate)
    assert notice is not None
    assert [r.final for r in parse(notice.data).recipients] == ["bob@here.example"]


@pytest.mark.parametrize(
    "data",
    [b"\xff\0\r\n", b"A: \xff\xfe\r\n\r\n\0\r\n", b"A: b\r\n\r\n1\n2\r3\r\n", b"", b"A: b\r\n\r\n" + b"x" * 1_000 + b"\r\n"],
)  # fmt: skip
def test_a_notice_is_written_whatever_the_message(data: bytes) -> None:
    gate = gate_of()
    submit(gate, data)
    assert late(gate) is not None


def test_an_address_that_is_not_ascii_needs_smtputf8() -> None:
    hello = (HELLO[0], "MAIL FROM:<änn@example.org>".encode())
    assert talk(gate_of(), *hello, enable_SMTPUTF8=True)[1].startswith("553 5.6.7 ")
    gate = gate_of()
    submit(gate, hello=(HELLO[0], hello[1] + b" SMTPUTF8", *HELLO[2:]), enable_SMTPUTF8=True)
    assert late(gate) is not None


def test_recipients_are_capped_and_counted_once() -> None:
    gate = gate_of({"max_recipients": 100})
    to = [b"RCPT TO:<u%d@here.example>" % n for n in range(100)]
    replies = talk(gate, *HELLO[:2], *to, to[0], b"RCPT TO:<more@here.example>", b"DATA", ORDINARY + b".")
    assert all(reply.startswith("250") for reply in replies[:103])
    assert replies[103] == "452 4.5.3 Too many recipients"
    assert len(gate.got[0].transaction.recipients) == 100
    with pytest.raises(InvalidValueError):
        gate_of({"max_recipients": 99})


@pytest.mark.parametrize(
    "head",
    [
        b"Auto-Submitted: auto-replied (vacation)\r\n", b"X-Autoreply: yes\r\n", b"From: MAILER-DAEMON@x.example\r\n",
        b"Content-Type: multipart/report; boundary=b\r\n", b"Content-Type: message/feedback-report\r\n",
    ],
)  # fmt: skip
def test_a_report_is_not_bounced(head: bytes) -> None:
    gate = gate_of()
    submit(gate, head + b"Subject: x\r\n\r\nbody\r\n")
    assert late(gate) is None


@pytest.mark.parametrize(
    "head",
    [
        b"Auto-Submitted: no\r\n", b"Auto-Submitted: auto-generated\r\n", b"List-Id: <l.example.org>\r\n",
        b"Received: from a by mx.here.example; x\r\n" * 2, b"Received: from a by b; x\r\n" * 20,
        (b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhelp\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n--b--\r\n"),
    ],
)  # fmt: skip
def test_ordinary_mail_and_a_forwarded_bounce_are(head: bytes) -> None:
    gate = gate_of()
    submit(gate, b"From: ann@example.org\r\n" + head + b"\r\nbody\r\n")
    assert late(gate) is not None


@pytest.mark.rfc("RFC5321-6.3-01")
def test_a_message_with_too_many_hops_is_refused() -> None:
    replies = submit(gate_of(), b"Received: from a by b; x\r\n" * 150 + b"\r\nx\r\n")
    assert replies[4].startswith("554 5.4.6 ")


def test_ceilings_hold_by_default() -> None:
    gate = gate_of()
    submit(gate)
    sent = [late(gate) is not None for _ in range(20)]
    quota = next(quota.address for quota in BALANCED.quotas if quota.grade is Grade.FAIR)
    assert sent == [True] * quota + [False] * (20 - quota)


def test_a_limiter_that_does_not_answer_sends_nothing() -> None:
    class Down:
        def take(self, keys: object) -> None:
            raise AdapterError("down")

    gate = gate_of({"limiter": Down()})
    submit(gate)
    assert late(gate) is None


def test_the_limiter_is_bounded_and_its_window_moves() -> None:
    clock = [0.0]
    limiter = MemoryLimiter(most_keys=2, clock=lambda: clock[0])

    def key(name: str) -> RateKey:
        return RateKey(scope=Scope.ADDRESS, bucket="x", key=name, most=1, seconds=3600)

    assert limiter.take([key("a")]) is None
    assert limiter.take([key("a")]) == key("a")
    assert limiter.take([key("b")]) is None
    assert limiter.take([key("c")]) == key("c")
    clock[0] = 3600
    assert limiter.take([key("c")]) is None
    assert limiter.used([key("a"), key("c")]) == (0, 1)


def test_a_refused_command_leaves_nothing_behind() -> None:
    gate = gate_of()
    talk(
        gate, HELLO[0], b"MAIL FROM:<eve@example.org> RET=FULL ENVID=x SIZE=99999999999",
        b"MAIL FROM:<ann@example.org>", b"MAIL FROM:<eve@example.org> RET=FULL ENVID=abc",
        b"RCPT TO:<bob@here.example> NOTIFY=NEVER FOO=1", b"RCPT TO:<bob@here.example>", b"AUTH PLAIN AAA",
        b"DATA", ORDINARY + b".",
    )  # fmt: skip
    transaction = gate.got[0].transaction
    assert (transaction.reverse_path, transaction.ret, transaction.envid) == ("ann@example.org", None, None)
    assert transaction.recipients[0].notify is None
    assert transaction.client.login is None


def test_a_smuggled_end_is_content() -> None:
    gate = gate_of()
    replies = submit(gate, b"A: b\r\n\r\none\n.\r\nMAIL FROM:<eve@example.org>\r\n")
    assert replies[4].startswith("250")
    assert gate.got[0].data.endswith(b"one\r\n.\r\nMAIL FROM:<eve@example.org>\r\n")


def test_octets_that_are_no_text_are_refused() -> None:
    replies = talk(gate_of(), b"EHLO \xff", HELLO[0], b"MAIL FROM:<\xff@example.org>", HELLO[1],
                   b"RCPT TO:<b@here.example> ORCPT=utf-8;\xff", enable_SMTPUTF8=True)  # fmt: skip
    assert [reply[:9] for reply in (replies[0], replies[2], replies[4])] == ["501 5.5.2"] * 3


def test_logging_is_quiet_where_nothing_fails(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "bouncekit.aiosmtpd")
    submit(gate_of())
    assert caplog.text == ""
