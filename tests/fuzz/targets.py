"""What the fuzzer calls: one function a door through which a stranger's octets come in.

Each takes octets and raises AssertionError when a promise of docs/explanation/threat-model.md is broken; any other
exception is a broken promise as well ("peers' bytes never raise"). `tools/fuzz` drives them by coverage,
`test_fuzz_corpus.py` runs the kept inputs of `corpus/` through them at every test run.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import bouncekit as bk
from bouncekit import AuthResults, InvalidValueError, dsn, origin
from bouncekit.adapters.aiosmtpd import Accepted, Guard, GuardedSMTP
from bouncekit.adapters.auth import verify
from bouncekit.adapters.dns import FakeResolver
from bouncekit.auth import Result, SpfIdentity, SpfResult
from bouncekit.cli.answers import answer
from bouncekit.origin import batv, signed, srs, verp
from bouncekit.policy import BALANCED, STRICT, read_query
from bouncekit.transaction import Client, Failure

__all__ = ["TARGETS", "seeds"]

HERE: Final = Path(__file__).parent
NOW: Final = datetime(2026, 11, 23, 12, tzinfo=UTC)
BORDER: Final = "mx.here.example"
VICTIM: Final = "victim@p.example"


# -- reading -----------------------------------------------------------------------------------------------------------


def parse(data: bytes) -> None:
    """Read a message: no exception, no recipient twice for one place, an answer that is JSON."""
    report = bk.parse(data)
    text = json.dumps(answer("-", 0, report), ensure_ascii=False)
    text.encode("utf-8")
    assert len(report.anomalies) <= bk.DEFAULT_LIMITS.anomalies
    for because in report.because:
        assert because.span is None or 0 <= because.span.start <= because.span.end <= len(data)


def classify(data: bytes) -> None:
    """Classify a reply: no exception, and the recipient's fault is never of unknown reason."""
    found = bk.classify(data.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode())
    assert found.reason in bk.Reason
    assert found.fault is not bk.Fault.RECIPIENT or found.because


def lint(data: bytes) -> None:
    """Lint and mend a message and a transcript; mending never makes it much longer."""
    dsn.lint(data)
    dsn.lint_transcript(data)
    once = dsn.fix(data)  # a place with two faults is mended once a time, and so many places at the most
    for mended in (once, dsn.fix(once)):
        assert len(mended) <= 2 * len(data) + 1_000


# -- authentication ----------------------------------------------------------------------------------------------------


def from_headers(data: bytes) -> None:
    """What a client wrote below our own Received is never evidence."""
    AuthResults.from_headers(data, trusted={BORDER}, now=NOW, rsa_floor_bits=1024)
    below = b"Received: from client.example (client.example [192.0.2.1]) by mx.here.example; x\r\n" + data.lstrip()
    found = AuthResults.from_headers(below, trusted={BORDER}, now=NOW, rsa_floor_bits=1024)
    passes = [
        result for result in (*(s.result for s in found.spf), *(d.result for d in found.dkim)) if result is Result.PASS
    ]
    assert not passes
    assert found.dmarc is None or found.dmarc.result is not Result.PASS


@cache
def _zone() -> FakeResolver:
    return FakeResolver(
        {
            ("s._domainkey.p.example", "TXT"): (f"v=DKIM1; k=rsa; p={_keys()[1]}",),
            ("p.example", "MX"): ("10 mx.p.example",),
            ("mx.p.example", "A"): ("93.184.216.34",),
        }
    )


@cache
def _keys() -> tuple[bytes, str]:
    """A throwaway RSA key of this process, and its public half as a DKIM record has it."""
    import base64

    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private, base64.b64encode(public).decode()


def authenticate(data: bytes) -> None:
    """Verify a message of which only eve's signature can be genuine: the victim is never its author."""
    found = verify(data, client_ip="203.0.113.9", helo="client.example", reverse_path=VICTIM, resolver=_zone(), now=NOW)
    assert not any(d.result is Result.PASS and (d.signed_from or "").lower() == VICTIM for d in found.dkim)
    txn = bk.Transaction(
        reverse_path=VICTIM, recipients=(bk.RcptTo(forward_path="bob@here.example"),), stage=bk.Stage.ACCEPTED
    )
    assert STRICT.decide(txn, found).permit is None


def _signed_by_eve() -> Iterator[bytes]:
    import dkim

    for author in (b"eve@p.example", b'"victim@p.example" <eve@p.example>', b"Eve (victim@p.example) <eve@p.example>"):
        message = (
            b"From: "
            + author
            + b"\r\nTo: b@here.example\r\nSubject: x\r\nDate: Mon, 23 Nov 2026 12:00:00 +0000\r\n\r\nhi\r\n"
        )
        for fields in ([b"from", b"to", b"subject", b"date"], [b"from"], [b"from", b"from", b"to"]):
            yield dkim.sign(message, b"s", b"p.example", _keys()[0], include_headers=fields) + message
        yield (
            b"".join(
                dkim.arc_sign(message, b"s", b"p.example", _keys()[0], srv_id=b"p.example", include_headers=[b"from"])
            )
            + message
        )


# -- the decision ------------------------------------------------------------------------------------------------------


def decide(data: bytes) -> None:
    """Read a question as `decide` does: InvalidValueError or a decision; a bounce needs evidence."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return
    with suppress(InvalidValueError):
        query = read_query(value)
        decision = query.decide()
        if decision.permit is not None:
            assert query.auth != AuthResults() or query.txn.client is not None or query.own_tokens
            assert decision.permit.notice.to not in {"", "<>"}


def _questions() -> Iterator[bytes]:
    plain: dict[str, Any] = {
        "reverse_path": "ann@example.org",
        "recipients": [{"forward_path": "bob@here.example", "failure": {"reason": "user-unknown", "reply": "550"}}],
        "stage": "accepted",
        "client": {"ip": "192.0.2.7", "helo": "out.example.net"},
    }
    yield json.dumps(plain).encode()
    spf = {"result": "pass", "identity": "mailfrom", "domain": "example.org"}
    dkim = {
        "result": "pass",
        "domain": "example.org",
        "signed_from": "ann@example.org",
        "age_days": 0,
        "key_bits": 2048,
    }
    yield json.dumps({**plain, "auth": {"spf": [spf], "dkim": [dkim]}, "policy": "strict"}).encode()
    yield json.dumps(
        {**plain, "own_tokens": [{"kind": "batv", "valid": True}], "history": {"known_correspondent": True}}
    ).encode()


# -- the dialogue ------------------------------------------------------------------------------------------------------


class Gate(Guard):
    """Bob exists; whoever sends from the address that it says is SPF's darling. All is accepted and kept."""

    def __init__(self) -> None:
        super().__init__(policy=BALANCED, hostname=BORDER)
        self.got: list[Accepted] = []

    async def check_recipient(self, client: Client, forward_path: str) -> Failure | None:
        del client
        return None if forward_path.startswith("bob@") else Failure(reason=bk.Reason.USER_UNKNOWN)

    async def authenticate(self, client: Client, reverse_path: str, data: bytes) -> AuthResults:
        del client, data
        domain = reverse_path.rpartition("@")[2] or None
        passed = SpfResult(result=Result.PASS, identity=SpfIdentity.MAILFROM, domain=domain, permissive=False)
        return AuthResults(spf=(passed,))

    async def accept(self, accepted: Accepted) -> None:
        self.got.append(accepted)


async def _converse(data: bytes, gate: Gate) -> bytes:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: GuardedSMTP(gate, hostname=BORDER, data_size_limit=1 << 18), "127.0.0.1", 0
    )
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
        writer.write(data)
        writer.write_eof()
        answers = await asyncio.wait_for(reader.read(-1), 120)
        writer.close()
        return answers
    finally:
        server.close()


def smtp(data: bytes) -> None:
    """Talk to a guarded server: whole replies of known codes; whatever it accepted can be bounced, within bounds."""
    logging.disable(logging.CRITICAL)
    gate = Gate()
    with suppress(ConnectionError):
        answers = asyncio.run(_converse(data[:65_536], gate))
        for line in answers.decode("utf-8").splitlines():
            assert line[:3].isdigit(), line
            assert line[3:4] in {" ", "-", ""}, line
        assert b"Traceback" not in answers
    for accepted in gate.got:
        failed = {r.forward_path: Failure(reason=bk.Reason.MAILBOX_FULL) for r in accepted.transaction.recipients}
        notice = gate.notice(accepted, gate.late(accepted, failed))
        if notice is not None:
            assert notice.permit.notice.to == accepted.transaction.reverse_path.strip("<>").rpartition(":")[2]
            assert b"\r\n\r\n" in notice.data


def _dialogues() -> Iterator[bytes]:
    head = b"EHLO c.example\r\nMAIL FROM:<ann@example.org>\r\nRCPT TO:<bob@here.example>\r\nDATA\r\n"
    yield head + b"Subject: x\r\n\r\nhi\r\n.\r\nQUIT\r\n"
    yield (
        head
        + b"Authentication-Results: mx.here.example; spf=pass\r\nFrom: a@b.example\r\n\r\nhi\n.\r\n.\r\nRSET\r\nNOOP\r\n"
    )
    yield (
        b"EHLO c\r\nMAIL FROM:<ann@example.org> RET=FULL ENVID=x+40 SIZE=100 BODY=8BITMIME SMTPUTF8\r\n"
        b"RCPT TO:<bob@here.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;bob@here.example\r\nRCPT TO:<carol@x.example>\r\n"
        b"DATA\r\nReceived: from x by y; z\r\n\r\n\xff\x00\r\n..\r\n.\r\nVRFY bob\r\nHELP\r\n"
    )


# -- tokens ------------------------------------------------------------------------------------------------------------


@cache
def _minted() -> frozenset[str]:
    """Every address that these keys signed, in lower case."""
    ring = _ring()
    return frozenset(
        address.lower()
        for address in (
            batv.mint("news@here.example", ring, NOW),
            verp.mint("news@here.example", "carol@far.example", ring, NOW),
            srs.mint("ann@author.example", "here.example", ring, NOW),
        )
    )


@cache
def _ring() -> origin.KeyRing:
    return origin.KeyRing((origin.Key(id=1, secret=b"a secret of thirty-two octets!!!"),))


def _signed_part(address: str) -> str:
    """What the seal covers: by its wire format, neither the separator nor the forwarder's domain of an SRS address."""
    lowered = address.lower()
    return lowered[5:].rpartition("@")[0] if lowered.startswith("srs0") else lowered


def tokens(data: bytes) -> None:
    """Examine an address: valid only if we minted it, whatever it looks like."""
    address = data.decode("utf-8", "replace")
    proofs = origin.examine_envelope(address, _ring(), NOW)
    if not address:
        return  # a caller's mistake for `check`
    origin.check(None, envelope_to=address, proofs=proofs, now=NOW)
    if any(proof.valid for proof in proofs):
        assert _signed_part(address) in {_signed_part(minted) for minted in _minted()}, address
    for proof in (
        signed.verify_message_id(address, _ring(), NOW),
        signed.verify_envid(address, _ring(), NOW),
        signed.verify_header(address, "<x@here.example>", _ring(), NOW),
    ):
        assert not proof.valid, address


# -- all ---------------------------------------------------------------------------------------------------------------

TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "parse": parse,
    "classify": classify,
    "lint": lint,
    "from_headers": from_headers,
    "verify": authenticate,
    "decide": decide,
    "smtp": smtp,
    "tokens": tokens,
}


def seeds(name: str) -> Iterable[bytes]:
    """The first inputs of a target: real reports where it reads messages, well-formed ones of our own elsewhere."""
    yield from (file.read_bytes() for file in sorted((HERE / "corpus" / name).glob("*")) if file.name != ".gitkeep")
    if name in {"parse", "lint", "from_headers"}:
        folders = (HERE.parent / "corpus" / "captured", HERE.parent / "samples" / "formats")
        yield from (file.read_bytes() for folder in folders for file in sorted(folder.rglob("*.eml"))[::4])
    more: dict[str, Callable[[], Iterable[bytes]]] = {
        "verify": _signed_by_eve,
        "decide": _questions,
        "smtp": _dialogues,
        "tokens": lambda: (address.encode() for address in sorted(_minted())),
    }
    if name in more:
        yield from more[name]()
    if name == "from_headers":
        yield b"Authentication-Results: mx.here.example; spf=pass smtp.mailfrom=v@p.example; dkim=pass header.d=p.example\r\nReceived: from a by mx.here.example; x\r\nFrom: v@p.example\r\n\r\n"
    if name == "classify":
        yield from (
            b"550 5.1.1 <bob@example.net>: user unknown",
            b"452 4.2.2 mailbox full",
            "550 \u6536\u4ef6\u4eba".encode(),
        )
