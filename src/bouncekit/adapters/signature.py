"""Signatures of DKIM (RFC 6376, 8301, 8463, 8616) and ARC (RFC 8617) verified with `cryptography`; see docs/adr/0010.

Only the arithmetic is the library's: which octets are signed, and what the tags say, is read by `bouncekit.auth`, the
same reading that the author and the results are taken from. All costs are bounded before anything is computed.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from bouncekit.auth import Result
from bouncekit.auth.block import HeaderBlock, OctetField
from bouncekit.auth.canonical import canonical_body, canonical_field, select_fields
from bouncekit.auth.tags import KeyRecord, clean_domain, number, read_key, read_tags, without_signature, words

__all__ = [
    "Keys",
    "LookupFailedError",
    "Message",
    "NoPassError",
    "TxtLookup",
    "Verified",
    "age_of",
    "is_signed_by",
    "verify_signature",
]


class _Digest(Protocol):
    def digest(self) -> bytes: ...


TxtLookup = Callable[[str], tuple[str, ...]]
"""The TXT records of a name; raises LookupFailedError when nobody answered."""

_LEAST_BITS: Final = 1024  # RFC 8301 section 3.2
_MOST_BITS: Final = 8192
_MOST_EXPONENT: Final = 1 << 32
_SKEW_SECONDS: Final = 3600
_DAY: Final = 86_400
_MOST_KEYS: Final = 10
_DIGESTED: Final = Prehashed(SHA256())
_ALGORITHMS: Final = {"rsa-sha256": "rsa", "ed25519-sha256": "ed25519"}


class LookupFailedError(Exception):
    """Nobody answered for now."""


class NoPassError(Exception):
    """Why a signature does not count."""

    def __init__(self, result: Result, detail: str) -> None:
        super().__init__(detail)
        self.result = result
        self.detail = detail


def _permanent(detail: str) -> NoPassError:
    return NoPassError(Result.PERMERROR, detail)


@dataclass(slots=True)
class Message:
    """A message whose signatures are looked at; the canonical body is worked out once for each kind."""

    data: bytes
    block: HeaderBlock
    _bodies: dict[bool, bytes] = field(default_factory=dict)

    def body(self, *, relaxed: bool) -> bytes:
        """The canonical body."""
        if relaxed not in self._bodies:
            self._bodies[relaxed] = canonical_body(self.data, self.block.body_start, relaxed=relaxed)
        return self._bodies[relaxed]


class Keys:
    """The keys of one message, asked for once each, and of at most ten names."""

    def __init__(self, lookup: TxtLookup) -> None:
        self._lookup = lookup
        self._kept: dict[str, tuple[str, ...]] = {}

    def get(self, selector: str, domain: str) -> KeyRecord:
        """The one key of *selector* below *domain*; raises what a signature without it is."""
        name = f"{selector}._domainkey.{domain}"
        if name not in self._kept:
            if len(self._kept) >= _MOST_KEYS:
                raise _permanent(f"more than {_MOST_KEYS} keys are asked for")
            try:
                self._kept[name] = self._lookup(name)
            except LookupFailedError as error:
                raise NoPassError(Result.TEMPERROR, f"key lookup: {error}"[:200]) from None
        found = [key for key in map(read_key, self._kept[name]) if key != "not a key record"]
        if len(found) != 1:
            raise _permanent("no key" if not found else "more than one key (RFC 6376 section 3.6.2.2)")
        (key,) = found
        if isinstance(key, str):
            raise _permanent(key)
        return key


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What became of one signature. `signed` are the very fields that it covers; empty unless it is a pass."""

    result: Result
    detail: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    domain: str | None = None
    algorithm: str | None = None
    key_bits: int | None = None
    age_days: float | None = None
    """Days since t=; None when it has none."""
    signed: tuple[OctetField, ...] = ()


def verify_signature(
    message: Message,
    signature: OctetField,
    keys: Keys,
    now: float,
    *,
    arc: bool = False,
    body: bool = True,
    least_bits: int = _LEAST_BITS,
) -> Verified:
    """Verify one DKIM-Signature (with *arc*: ARC-Message-Signature) of *message* at *now*, in seconds since 1970.

    Without *body* the body hash is left alone: what a header that came back without its body can prove.
    """
    tags = read_tags(signature.utf8)
    domain = clean_domain((tags or {}).get("d"))
    algorithm = (tags or {}).get("a", "").lower() or None
    try:
        if tags is None:
            raise _permanent("not a list of tags, or a tag twice")
        _check_tags(tags, domain, arc=arc)
        age = age_of(tags, now)
        key = keys.get(_selector(tags), domain or "")
        if key.same_domain and "i" in tags and not arc and clean_domain(tags["i"].rpartition("@")[2]) != domain:
            raise _permanent("the key is not for names below its domain (t=s)")
        header, _, over_body = tags.get("c", "simple/simple").lower().partition("/")
        if body:
            _check_body(message, tags, relaxed=over_body == "relaxed")
        relaxed = header == "relaxed"
        signed = select_fields(message.block.fields, words(tags["h"]), signature)
        octets = b"".join(canonical_field(f.raw, relaxed=relaxed) for f in signed)
        octets += canonical_field(without_signature(signature.raw), relaxed=relaxed).removesuffix(b"\r\n")
        bits = is_signed_by(key, tags, hashlib.sha256(octets), least_bits=least_bits)
    except NoPassError as error:
        return Verified(result=error.result, detail=error.detail, tags=tags or {}, domain=domain, algorithm=algorithm)
    return Verified(
        result=Result.PASS, tags=tags, domain=domain, algorithm=algorithm, key_bits=bits, age_days=age, signed=signed
    )


def _selector(tags: Mapping[str, str]) -> str:
    selector = clean_domain(tags.get("s"))
    if selector is None:
        raise _permanent("s= is no selector")
    return selector


def _check_tags(tags: Mapping[str, str], domain: str | None, *, arc: bool) -> None:
    """What a signature must hold before a key is asked for (RFC 6376 section 6.1.1)."""
    needed = {"a", "b", "bh", "d", "h", "s", "i" if arc else "v"}
    if missing := needed - tags.keys():
        raise _permanent(f"no {min(missing)}= tag")
    if not arc and tags["v"] != "1":
        raise _permanent("its version is not 1")
    if tags["a"].lower() not in _ALGORITHMS:  # SHA-1 permanently fails, whatever it says (RFC 8301 section 3.1)
        raise _permanent("its algorithm may not be used")
    if domain is None:
        raise _permanent("d= is no domain")
    if not arc and "i" in tags:
        identity = clean_domain(tags["i"].rpartition("@")[2])
        if "@" not in tags["i"] or identity is None or not (identity == domain or identity.endswith("." + domain)):
            raise _permanent("i= is not in or below d=")
    covered = words(tags["h"])
    if "from" not in covered or (arc and "arc-seal" in covered):
        raise _permanent("h= does not cover From, or covers a seal")
    if "dns/txt" not in words(tags.get("q", "dns/txt")):
        raise _permanent("its key is not in DNS")
    if not set(tags.get("c", "simple").lower().split("/", 1)) <= {"simple", "relaxed"}:
        raise _permanent("its canonicalization is not known")


def age_of(tags: Mapping[str, str], now: float) -> float | None:
    """Days since t=; raises for a signature that is not of this time: expired, or made in the future."""
    made, expires = number(tags.get("t")), number(tags.get("x"))
    if ("t" in tags and made is None) or ("x" in tags and expires is None):
        raise _permanent("t= or x= is no number")
    if made is not None and made > now + _SKEW_SECONDS:
        raise _permanent("it was made in the future")
    if expires is not None and made is not None and expires <= made:
        raise _permanent("it expired before it was made")
    if expires is not None and expires < now:
        raise NoPassError(Result.FAIL, "it has expired")
    return None if made is None else max(0.0, (now - made) / _DAY)


def _check_body(message: Message, tags: Mapping[str, str], *, relaxed: bool) -> None:
    octets = memoryview(message.body(relaxed=relaxed))
    if "l" in tags:
        length = number(tags["l"])
        if length is None or length > len(octets):
            raise _permanent("l= is no number, or more than there is")
        octets = octets[:length]
    if hashlib.sha256(octets).digest() != _decoded(tags["bh"]):
        raise NoPassError(Result.FAIL, "the body is another (bh=)")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise _permanent("not Base64") from None


def is_signed_by(key: KeyRecord, tags: Mapping[str, str], digest: _Digest, *, least_bits: int) -> int:
    """Verify b= over what *digest* has seen; gives the bits of the key, raises when it is no pass."""
    kind = _ALGORITHMS.get(tags["a"].lower(), "")
    if key.kind != kind:
        raise _permanent("the key is of another kind than the signature")
    signature = _decoded(tags["b"])
    data = _decoded(key.data)
    try:
        if kind == "ed25519":
            ed25519.Ed25519PublicKey.from_public_bytes(data).verify(signature, digest.digest())
            return _bits(key, 256)
        loaded = load_der_public_key(data)
    except NoPassError:
        raise
    except InvalidSignature:
        raise NoPassError(Result.FAIL, "the signature is another's, or what it covers was changed") from None
    except Exception as error:  # noqa: BLE001  (whatever a hostile key did to the library, it is no pass)
        raise _permanent(f"the key cannot be read: {type(error).__name__}") from None
    if not isinstance(loaded, rsa.RSAPublicKey) or loaded.public_numbers().e > _MOST_EXPONENT:
        raise _permanent("the key is no RSA key, or an odd one")
    if not least_bits <= loaded.key_size <= _MOST_BITS:
        raise _permanent("the key is too short, or too long")
    try:
        loaded.verify(signature, digest.digest(), padding.PKCS1v15(), _DIGESTED)
    except Exception:  # noqa: BLE001
        raise NoPassError(Result.FAIL, "the signature is another's, or what it covers was changed") from None
    return _bits(key, loaded.key_size)


def _bits(key: KeyRecord, bits: int) -> int:
    if key.testing:
        raise NoPassError(Result.NEUTRAL, "the key is in testing mode (t=y): as if there were no signature")
    return bits
