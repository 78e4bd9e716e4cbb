"""The guard over a real SMTP session on loopback."""

import asyncio
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from queue import SimpleQueue
from threading import Thread

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from bouncekit.adapters.aiosmtpd import Accepted, Guard, GuardedSMTP, split_parameters
from bouncekit.auth import AuthResults, Result, SpfIdentity, SpfResult
from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.errors import InvalidValueError, NotPermittedError
from bouncekit.policy import BALANCED, Verdict
from bouncekit.report.parse import parse
from bouncekit.transaction import Client, Failure, Notify, Protocol, Ret, Stage
from bouncekit.vocabulary import Reason

UNKNOWN = Failure(reason=Reason.USER_UNKNOWN, reply=ReplyCode(550), status=EnhancedStatus(5, 1, 1))
FULL = Failure(reason=Reason.MAILBOX_FULL, reply=ReplyCode(552), status=EnhancedStatus(5, 2, 2))
MESSAGE = b"Subject: one\r\n\r\nbody\r\n"


class Gate(Guard):
    """Knows bob; believes everybody at example.org."""

    def __init__(self) -> None:
        super().__init__(policy=BALANCED, hostname="mx.example.net")
        self.accepted: list[Accepted] = []
        self.whole: Failure | None = None

    async def check_recipient(self, client: Client, forward_path: str) -> Failure | None:
        if client.login is None and forward_path.endswith("@elsewhere.example.org"):
            return Failure(reason=Reason.RELAYING_DENIED)
        if forward_path == "later@example.net":
            return Failure(reason=Reason.SYSTEM_ERROR)
        return None if forward_path.lower() in {"bob@example.net", "postmaster"} else UNKNOWN

    async def authenticate(self, client: Client, reverse_path: str, data: bytes) -> AuthResults:
        domain = reverse_path.rpartition("@")[2]
        result = Result.PASS if domain == "example.org" else Result.NONE
        return AuthResults(spf=(SpfResult(result=result, identity=SpfIdentity.MAILFROM, domain=domain),))

    async def check_message(self, accepted: Accepted) -> Failure | None:
        return self.whole

    async def accept(self, accepted: Accepted) -> None:
        self.accepted.append(accepted)

    def may_use(self, login: str, reverse_path: str) -> bool:
        return reverse_path == f"{login}@example.net"


@contextmanager
def session(gate: Gate) -> Iterator[smtplib.SMTP]:
    """A client that said EHLO to a server with *gate*, which runs in a thread of its own."""

    def authenticate(server: object, session: object, envelope: object, mechanism: str, data: object) -> AuthResult:
        right = isinstance(data, LoginPassword) and data.password == b"secret"
        return AuthResult(
            success=right, handled=False, auth_data=data.login.decode() if isinstance(data, LoginPassword) else None
        )

    def make() -> GuardedSMTP:
        return GuardedSMTP(
            gate, hostname="mx.example.net", authenticator=authenticate, auth_require_tls=False, enable_SMTPUTF8=True
        )

    started: SimpleQueue[tuple[asyncio.AbstractEventLoop, asyncio.Event, int]] = SimpleQueue()

    async def serve() -> None:
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        async with await loop.create_server(make, "127.0.0.1", 0) as server:
            started.put((loop, over, server.sockets[0].getsockname()[1]))
            await over.wait()

    thread = Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    loop, over, port = started.get(timeout=10)
    try:
        with smtplib.SMTP("127.0.0.1", port, "client.example.org", 10) as client:
            client.ehlo()
            yield client
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(10)


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def client(gate: Gate) -> Iterator[smtplib.SMTP]:
    with session(gate) as opened:
        yield opened


def said(reply: tuple[int, bytes]) -> str:
    return f"{reply[0]} {reply[1].decode()}"


@pytest.mark.rfc("RFC5321-3.6.2-02", "RFC5321-7.9-01")
def test_relaying_is_refused_by_550(client: smtplib.SMTP, gate: Gate) -> None:
    client.mail("ann@example.org")
    assert said(client.rcpt("eve@elsewhere.example.org")).startswith("550 5.7.1 ")


@pytest.mark.rfc("RFC5429-2.1.1-01", "RFC5321-3.3-01")
@pytest.mark.parametrize(
    ("address", "reply"), [("nobody@example.net", "550 5.1.1 "), ("later@example.net", "451 4.3.0 ")]
)
def test_an_unknown_recipient_is_refused_at_rcpt(client: smtplib.SMTP, gate: Gate, address: str, reply: str) -> None:
    client.mail("ann@example.org")
    assert said(client.rcpt(address)).startswith(reply)
    assert client.docmd("DATA")[0] == 503
    assert gate.accepted == []


@pytest.mark.rfc("RFC3461-4.1-02", "RFC3461-4.3-01")
def test_what_is_accepted_carries_the_whole_transaction(client: smtplib.SMTP, gate: Gate) -> None:
    client.mail("ann@example.org", ["RET=hdrs", "ENVID=QQ+2B1"])
    assert client.rcpt("bob@example.net", ["NOTIFY=failure,DELAY", "ORCPT=rfc822;Bob+2Bx@Example.net"])[0] == 250
    assert client.data(MESSAGE)[0] == 250
    (accepted,) = gate.accepted
    transaction = accepted.transaction
    assert accepted.data.startswith(b"Authentication-Results: mx.example.net;\r\n")
    assert accepted.data.endswith(b"\r\n" + MESSAGE)
    assert (transaction.stage, transaction.protocol) == (Stage.ACCEPTED, Protocol.SMTP)
    assert (transaction.ret, transaction.envid) == (Ret.HDRS, "QQ+2B1")
    assert (transaction.client.ip, transaction.client.helo) == ("127.0.0.1", "client.example.org")
    (recipient,) = transaction.recipients
    assert recipient.notify == frozenset((Notify.FAILURE, Notify.DELAY))
    assert recipient.orcpt == "rfc822;Bob+2Bx@Example.net"


def test_a_second_message_of_a_session_starts_afresh(client: smtplib.SMTP, gate: Gate) -> None:
    for options in (["RET=FULL", "ENVID=one"], []):
        client.mail("ann@example.org", options)
        client.rcpt("bob@example.net", ["NOTIFY=NEVER"] if options else [])
        client.data(MESSAGE)
    first, second = (accepted.transaction for accepted in gate.accepted)
    assert (first.ret, first.envid, len(first.recipients)) == (Ret.FULL, "one", 1)
    assert (second.ret, second.envid, second.recipients[0].notify) == (None, None, None)


@pytest.mark.rfc("RFC5429-2.1.1-01", "RFC8601-4.2-01")
def test_a_message_that_fails_as_a_whole_is_refused_after_its_last_line(client: smtplib.SMTP, gate: Gate) -> None:
    gate.whole = Failure(reason=Reason.AUTHENTICATION_FAILED)
    client.mail("ann@example.org")
    client.rcpt("bob@example.net")
    assert said(client.data(MESSAGE)).startswith("550 5.7.26 ")
    assert gate.accepted == []


@pytest.mark.parametrize(
    ("sender", "verdict"),
    [("ann@example.org", Verdict.SEND), ("ann@example.com", Verdict.SUPPRESS), ("", Verdict.SUPPRESS)],
)
@pytest.mark.rfc("RFC5321-4.1.1.4-01", "RFC1123-5.3.3-01")
def test_what_fails_later_is_bounced_to_who_is_proven(
    client: smtplib.SMTP, gate: Gate, sender: str, verdict: Verdict
) -> None:
    client.mail(sender)
    client.rcpt("bob@example.net")
    client.data(MESSAGE)
    decision = gate.late(gate.accepted[0], {"bob@example.net": FULL})
    assert decision.verdict is verdict


@pytest.mark.rfc("RFC3461-6.1-01", "RFC5321-3.6.3-04")
def test_a_notice_is_written_where_it_is_permitted_and_for_that_address_only(client: smtplib.SMTP, gate: Gate) -> None:
    client.mail("ann@example.org", ["ENVID=QQ+2B1"])
    client.rcpt("bob@example.net", ["ORCPT=rfc822;Bob@Example.net"])
    client.rcpt("Postmaster")
    client.data(MESSAGE)
    failed = replace(FULL, diagnostic="quota exceeded")
    decision = gate.late(gate.accepted[0], {"bob@example.net": failed, "Postmaster": failed})
    notification = gate.notice(gate.accepted[0], decision, remote_mta="store.example.net")
    assert notification is not None
    assert notification.permit.notice.to == "ann@example.org"
    notification.permit.check(to="ann@example.org", sender="")
    with pytest.raises(NotPermittedError):
        notification.permit.check(to="eve@example.org", sender="")
    report = parse(notification.data)
    assert [recipient.final for recipient in report.recipients] == ["bob@example.net", "postmaster@mx.example.net"]
    bob = report.recipients[0]
    assert (str(bob.status), str(bob.reply), bob.original) == ("5.2.2", "552", "Bob@Example.net")
    assert bob.diagnostic is not None
    assert "quota exceeded" in bob.diagnostic
    assert report.original_envelope_id == "QQ+1"
    assert report.returned is not None
    assert report.returned.subject == "one"


def test_no_notice_is_written_where_none_is_permitted(client: smtplib.SMTP, gate: Gate) -> None:
    client.mail("ann@example.com")
    client.rcpt("bob@example.net")
    client.data(MESSAGE)
    assert gate.notice(gate.accepted[0], gate.late(gate.accepted[0], {"bob@example.net": FULL})) is None


def test_late_names_its_recipients(client: smtplib.SMTP, gate: Gate) -> None:
    client.mail("ann@example.org")
    client.rcpt("bob@example.net")
    client.data(MESSAGE)
    with pytest.raises(InvalidValueError, match="failures: names no recipient"):
        gate.late(gate.accepted[0], {"carol@example.net": FULL})


@pytest.mark.rfc("RFC6409-6.1-01", "RFC6409-3.2-02")
def test_a_login_uses_its_own_reverse_path_or_the_null_one(client: smtplib.SMTP, gate: Gate) -> None:
    client.login("ann", "secret")
    assert said(client.mail("bob@example.net")).startswith("550 5.7.1 ")
    assert client.mail("")[0] == 250
    client.rset()
    assert client.mail("ann@example.net")[0] == 250
    client.rcpt("bob@example.net")
    client.data(MESSAGE)
    transaction = gate.accepted[0].transaction
    assert (transaction.protocol, transaction.client.login, transaction.client.login_may_use_reverse_path) == (
        Protocol.SUBMISSION,
        "ann",
        True,
    )


@pytest.mark.rfc("RFC3461-4.5-01", "RFC3461-5.1-02")
@pytest.mark.parametrize(
    ("command", "line", "reply"),
    [
        ("MAIL", "FROM:<ann@example.org> RET=ALL", "501 5.5.4 RET: must be FULL or HDRS"),
        ("MAIL", "FROM:<ann@example.org> RET=FULL RET=FULL", "501 5.5.4 RET: is there twice"),
        ("MAIL", "FROM:<ann@example.org> ENVID=a+zz", "501 5.5.4 ENVID: is not xtext"),
        ("MAIL", "FROM:<ann@example.org> ENVID=a ENVID=b", "501 5.5.4 ENVID: is there twice"),
        ("MAIL", f"FROM:<ann@example.org> ENVID={'a' * 101}", "501 5.5.4 ENVID: is longer than 100 characters"),
        ("RCPT", "TO:<bob@example.net> NOTIFY=SOMETIMES", "501 5.5.4 NOTIFY: must be NEVER"),
        ("RCPT", "TO:<bob@example.net> NOTIFY=NEVER,DELAY", "501 5.5.4 notify: NEVER must stand alone"),
        ("RCPT", "TO:<bob@example.net> NOTIFY=", "501 5.5.4 NOTIFY: must be NEVER"),
        ("RCPT", "TO:<bob@example.net> ORCPT=bob@example.net", "501 5.5.4 orcpt: must be an address type"),
        ("RCPT", "TO:<bob@example.net> ORCPT=rfc822;a+0Db", "501 5.5.4 orcpt: holds a CR"),
        ("RCPT", "TO:<bob@example.net> FOO=BAR", "555 RCPT TO parameters not recognized or not implemented"),
    ],
)  # fmt: skip
def test_a_bad_parameter_is_refused_by_name(client: smtplib.SMTP, command: str, line: str, reply: str) -> None:
    if command == "RCPT":
        client.mail("ann@example.org")
    assert said(client.docmd(command, line)).startswith(reply)


@pytest.mark.rfc("RFC3461-5.4-01")
def test_the_longest_parameters_are_taken(client: smtplib.SMTP, gate: Gate) -> None:
    client.mail("ann@example.org", [f"ENVID={'e' * 100}", "RET=FULL", "BODY=8BITMIME", "SMTPUTF8"])
    local = "o" * 64
    orcpt = f"ORCPT=rfc822;{local}@{'d' * 60}.example.org".ljust(506, "x")
    assert len(orcpt) - len("ORCPT=") == 500
    assert client.rcpt("bob@example.net", ["NOTIFY=SUCCESS,FAILURE,DELAY", orcpt])[0] == 250
    line = f"RCPT TO:<bob@example.net> {orcpt} ".ljust(1036 - len("NOTIFY=DELAY")) + "NOTIFY=DELAY"
    assert client.docmd(*line.split(" ", 1))[0] == 250


@pytest.mark.rfc("RFC3461-5.1-01")
@pytest.mark.parametrize("address", ["bob@example.net", "nobody@example.net"])
def test_the_reply_is_the_same_with_and_without_dsn_parameters(client: smtplib.SMTP, address: str) -> None:
    replies = set()
    for options in ([], ["NOTIFY=NEVER"], ["NOTIFY=FAILURE", "ORCPT=rfc822;x@example.org"]):
        client.mail("ann@example.org", ["RET=FULL"] if options else [])
        replies.add(said(client.rcpt(address, options)))
        client.rset()
    assert len(replies) == 1


def test_dsn_is_offered(client: smtplib.SMTP) -> None:
    assert client.has_extn("dsn")
    assert client.has_extn("enhancedstatuscodes")


@pytest.mark.rfc("RFC6409-5.1-01")
@pytest.mark.parametrize("path", ["<@>", f"<{'a' * 65}@example.org>", "<ann@exa mple.org>"])
def test_a_path_that_is_none_is_refused(client: smtplib.SMTP, gate: Gate, path: str) -> None:
    assert 500 <= client.docmd("MAIL", f"FROM:{path}")[0] < 560
    assert gate.accepted == []


def test_parameters_are_found_behind_quotes_and_among_others() -> None:
    rest, taken = split_parameters(
        'FROM:<"a> RET=FULL \\" >"@example.org> SIZE=10 envid=a>b ret=hdrs', frozenset({"RET", "ENVID"})
    )
    assert rest == 'FROM:<"a> RET=FULL \\" >"@example.org> SIZE=10'
    assert taken == {"ENVID": "a>b", "RET": "hdrs"}


def test_one_connection_does_not_change_the_bounds_of_another(gate: Gate) -> None:
    with session(gate) as one, session(gate) as other:
        for _ in range(3):
            one.ehlo()
        assert other.docmd("MAIL", f"FROM:<ann@example.org> {'X' * 700}=1")[0] == 500
