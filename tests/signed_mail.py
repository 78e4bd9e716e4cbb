"""Mail signed and sealed for the tests: by dkimpy where that can, by `cryptography` where a tag is wanted that it has not."""

import base64
import hashlib
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import dkim
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from bouncekit.adapters.auth import verify
from bouncekit.adapters.dns import FakeResolver, State
from bouncekit.auth import AuthResults
from bouncekit.auth.block import read_block
from bouncekit.auth.canonical import canonical_body, canonical_field, select_fields
from bouncekit.policy import BALANCED, DomainFacts, Grade, History, Policy
from bouncekit.transaction import RcptTo, Stage, Transaction

KEY: Final = (Path(__file__).parent / "adapters" / "vectors" / "test-only-1024.pem").read_bytes()
CLIENT_IP: Final = "203.0.113.9"
HEAD: Final = (
    b"From: Ann <ann@example.org>\r\nTo: Bob <bob@here.example>\r\nSubject: hello\r\n"
    b"Date: Mon, 23 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@example.org>\r\n"
)
MAIL: Final = HEAD + b"\r\nHello, Bob.\r\n"

Zone = dict[tuple[str, str], tuple[str, ...] | State]


def _private() -> rsa.RSAPrivateKey:
    key = load_pem_private_key(KEY, password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


PUBLIC: Final = base64.b64encode(
    _private().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
).decode()
RECORD: Final = f"v=DKIM1; k=rsa; p={PUBLIC}"


def today() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


def signed(mail: bytes = MAIL, domain: str = "example.org", **more: Any) -> bytes:
    """*mail* below a signature that dkimpy made."""
    return bytes(dkim.sign(mail, b"s1", domain.encode(), KEY, **more)) + mail


def sealed(mail: bytes, sealer: str = "list.example.net") -> bytes:
    """*mail* below an ARC set that dkimpy made; it takes the results of *sealer* into it."""
    fields = dkim.arc_sign(mail, b"s1", sealer.encode(), KEY, sealer.encode(), include_headers=[b"from", b"subject"])
    return b"".join(fields) + mail


def signed_with(tags: str, mail: bytes = MAIL, *, field: str = "DKIM-Signature", octets: bytes | None = None) -> bytes:
    """*mail* below a signature with just these *tags*; bh= and b= are worked out. *octets* stand in for the body."""
    block = read_block(mail)
    named = dict(piece.strip().split("=", 1) for piece in tags.split(";"))
    header, _, body = named.get("c", "simple/simple").partition("/")
    whole = canonical_body(mail, block.body_start, relaxed=body == "relaxed") if octets is None else octets
    if "l" in named and named["l"].isdigit():
        whole = whole[: int(named["l"])]
    raw = f"{field}: {tags}; bh={base64.b64encode(hashlib.sha256(whole).digest()).decode()}; b=\r\n".encode()
    stub = read_block(raw, needs_end=False).fields[0]
    relaxed = header == "relaxed"
    chosen = select_fields(block.fields, [n.strip().lower() for n in named.get("h", "").split(":")], stub)
    covered = b"".join(canonical_field(f.raw, relaxed=relaxed) for f in chosen)
    covered += canonical_field(raw, relaxed=relaxed).removesuffix(b"\r\n")
    made = base64.b64encode(_private().sign(covered, padding.PKCS1v15(), SHA256()))
    return raw.removesuffix(b"\r\n") + made + b"\r\n" + mail


def zone(*domains: str, **more: Any) -> Zone:
    """Each of *domains* has the key s1, and a host that takes mail."""
    table: Zone = {}
    for domain in domains or ("example.org",):
        table[f"s1._domainkey.{domain}", "TXT"] = (more.get("record", RECORD),)
        table[domain, "MX"] = (f"10 mx.{domain}",)
        table[f"mx.{domain}", "A"] = ("93.184.216.34",)
    return table


def verified(data: bytes, table: Zone | None = None, **more: Any) -> AuthResults:
    """What `verify` finds."""
    fields = {"client_ip": CLIENT_IP, "helo": "client.example", "reverse_path": "ann@example.org", "now": today()}
    resolver = more.pop("resolver", None) or FakeResolver(zone() if table is None else table)
    return verify(data, resolver=resolver, **{**fields, **more})


def transaction(reverse_path: str = "ann@example.org") -> Transaction:
    """A message that was accepted, and whose one recipient fails now."""
    return Transaction(
        reverse_path=reverse_path, recipients=(RcptTo(forward_path="bob@here.example"),), stage=Stage.ACCEPTED
    )


def proof(auth: AuthResults, reverse_path: str = "ann@example.org", *, policy: Policy = BALANCED, **more: Any) -> Grade:
    """How well the reverse-path is proven."""
    txn = transaction(reverse_path)
    more.setdefault("dns", DomainFacts())
    more.setdefault("history", History())
    return policy.decide(txn, auth, **more).proof
