"""What the attacks share: a throwaway RSA key, the shape of a transaction, signed mail, a server on loopback."""

import asyncio
import base64
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from bouncekit import AuthResults, Failure, RcptTo, Reason, Stage, Transaction
from bouncekit.adapters.aiosmtpd import Accepted, Guard, GuardedSMTP, Notification
from bouncekit.adapters.auth import verify
from bouncekit.adapters.dns import FakeResolver, State
from bouncekit.auth import Result, SpfIdentity, SpfResult
from bouncekit.policy import BALANCED, Policy

BORDER: Final = "mx.here.example"
CLIENT_IP: Final = "203.0.113.9"
NOW: Final = datetime(2026, 11, 23, 12, tzinfo=UTC)

Zone = dict[tuple[str, str], tuple[str, ...] | State]


@cache
def _keys() -> tuple[bytes, str]:
    """A throwaway RSA key of this run, and its public half as a DKIM record has it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private, base64.b64encode(public).decode()


def key_record(more: str = "") -> str:
    """The DKIM record of the throwaway key, with further tags."""
    return f"v=DKIM1; k=rsa; {more}p={_keys()[1]}"


def zone(*domains: str) -> Zone:
    """DNS data in which each domain has the throwaway key at selector `s`, and an MX with an address."""
    table: Zone = {}
    for domain in domains:
        table[f"s._domainkey.{domain}", "TXT"] = (key_record(),)
        table[domain, "MX"] = (f"10 mx.{domain}",)
        table[f"mx.{domain}", "A"] = ("93.184.216.34",)
    return table


def sign(
    message: bytes, domain: str, fields: tuple[bytes, ...] = (b"from", b"to", b"subject", b"date"), **more: Any
) -> bytes:
    """*message* with a genuine signature of *domain* on top."""
    seal: bytes = dkim.sign(message, b"s", domain.encode(), _keys()[0], include_headers=list(fields), **more)
    return seal + message


def verified(raw: bytes, reverse_path: str, table: Mapping[tuple[str, str], Any], **more: Any) -> AuthResults:
    """What `adapters.auth.verify` finds, with *table* for DNS; dkimpy signs at the time of the clock, so verify there."""
    given: dict[str, Any] = {
        "client_ip": CLIENT_IP,
        "helo": "client.example",
        "resolver": FakeResolver(table),
        "now": datetime.now(UTC),
    }
    return verify(raw, reverse_path=reverse_path, **{**given, **more})


def late(reverse_path: str, **more: Any) -> Transaction:
    """A message that was accepted, and whose one recipient fails now."""
    return Transaction(
        reverse_path=reverse_path, recipients=(RcptTo(forward_path="bob@here.example"),), stage=Stage.ACCEPTED, **more
    )


def sends(
    reverse_path: str,
    auth: AuthResults | None = None,
    *,
    policy: Policy = BALANCED,
    smtputf8: bool = False,
    **facts: Any,
) -> bool:
    """Does the policy let a bounce out to *reverse_path*?"""
    return policy.decide(late(reverse_path, smtputf8=smtputf8), auth or AuthResults(), **facts).permit is not None


def spf(result: Result = Result.PASS, **more: Any) -> AuthResults:
    """One SPF result of the reverse-path's domain, example.org."""
    given = {"identity": SpfIdentity.MAILFROM, "domain": "example.org", "permissive": False}
    return AuthResults(spf=(SpfResult(result=result, **{**given, **more}),))


def bounce(recipient: str, *, head: str = "") -> bytes:
    """A delivery status notification about *recipient*."""
    return (
        f"Return-Path: <>\r\nFrom: MAILER-DAEMON@relay.example\r\n{head}Subject: Undelivered Mail\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nfailed\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 user unknown\r\n\r\n--b--\r\n"
    ).encode()


# -- a server on loopback ----------------------------------------------------------------------------------------------


class Gate(Guard):
    """Everybody here exists, all is accepted and kept, and SPF passes for whatever reverse-path comes."""

    def __init__(self, policy: Policy = BALANCED) -> None:
        super().__init__(policy=policy, hostname=BORDER)
        self.got: list[Accepted] = []

    async def check_recipient(self, client: Any, forward_path: str) -> Failure | None:
        return None

    async def authenticate(self, client: Any, reverse_path: str, data: bytes) -> AuthResults:
        return spf(domain=reverse_path.rpartition("@")[2])

    async def accept(self, accepted: Accepted) -> None:
        self.got.append(accepted)

    def bounced(self) -> Notification | None:
        """The bounce that is written when the first recipient of the first message fails later."""
        accepted = self.got[0]
        failed = {accepted.transaction.recipients[0].forward_path: Failure(reason=Reason.MAILBOX_FULL)}
        return self.notice(accepted, self.late(accepted, failed))


class Trusting(Gate):
    """A gate that believes the header, as the how-to shows."""

    async def authenticate(self, client: Any, reverse_path: str, data: bytes) -> AuthResults:
        return AuthResults.from_headers(data, trusted={self.hostname})


def serve(gate: Guard, script: Callable[[int], Awaitable[Any]], **options: Any) -> Any:
    """Run `await script(port)` against a GuardedSMTP of *gate* on loopback; gives what it gives."""

    async def run() -> Any:
        logging.disable(logging.CRITICAL)
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: GuardedSMTP(gate, hostname=BORDER, **options), "127.0.0.1", 0)
        try:
            return await asyncio.wait_for(script(server.sockets[0].getsockname()[1]), 100)
        finally:
            logging.disable(logging.NOTSET)
            server.close()

    return asyncio.run(run())


async def converse(port: int, *commands: bytes) -> list[str]:
    """Send each of *commands* and wait for its reply; gives the last lines of the replies, "" once the server hung up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
    await reader.readline()
    replies = []
    for octets in commands:
        try:
            writer.write(octets)
            await writer.drain()
            while (line := await reader.readline()) and line[3:4] == b"-":
                pass
            replies.append(line.decode("utf-8", "replace").strip())
        except ConnectionError:
            replies.append("")
    writer.close()
    return replies


def submit(
    gate: Guard,
    data: bytes,
    *,
    mail: bytes = b"MAIL FROM:<ann@example.org>",
    rcpt: bytes = b"RCPT TO:<bob@here.example>",
    ehlo: bytes = b"EHLO client.example",
    **options: Any,
) -> list[str]:
    """One message over SMTP; gives the replies to EHLO, MAIL, RCPT, DATA and the message."""
    dotted = data.replace(b"\r\n.", b"\r\n..").removesuffix(b"\r\n") + b"\r\n.\r\n"
    commands = (ehlo + b"\r\n", mail + b"\r\n", rcpt + b"\r\n", b"DATA\r\n", dotted)
    replies: list[str] = serve(gate, lambda port: converse(port, *commands), **options)
    return replies
