"""Signed Message-ID, ENVID and header field: proofs that travel inside the message and come back with it.

    <left.sKDDDSSSSSSSSSSSSSSSS@here.example>    Message-ID; `r` for `s`: bound to the recipient
    left.sKDDDSSSSSSSSSSSSSSSS                   ENVID (RFC 3461 section 4.4), at most 100 characters
    X-Bounce-Proof: sKDDDSSSSSSSSSSSSSSSS        over the Message-ID, which gives the recipients of a list a field each

DDD is the whole day, so that what is over stays over. S… are 80 bits of HMAC-SHA-256 in base32: case does not matter.
Whoever has seen the message has seen the token: it proves that the message is ours, for a time, and, when it is
bound, for one recipient: a copy proves nothing for others.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Final

from bouncekit.addresses import ENVID_CHARS, Mailbox, folded_mailbox_key, xtext_encode
from bouncekit.errors import InvalidValueError
from bouncekit.origin import format1
from bouncekit.origin.keys import (
    BASE32,
    KeyRing,
    checked_life,
    day_number,
    is_stamp,
    read_stamp,
    same,
    seal,
    stamp_of,
)
from bouncekit.origin.proof import Proof, ProofFault, ProofKind, folded

__all__ = [
    "HEADER_NAME",
    "LIFE_DAYS",
    "mint_envid",
    "mint_header",
    "mint_message_id",
    "verify_envid",
    "verify_header",
    "verify_message_id",
]

HEADER_NAME: Final = "X-Bounce-Proof"
LIFE_DAYS: Final = 14
_SEAL: Final = 16
_MOST: Final = 998
_CANDIDATES: Final = 25_000
"""Recipients of one report that a bound tag is tried for: as many as a report keeps (`limits.recipients`)."""
_ALPHABET: Final = frozenset(BASE32)
_DIGITS: Final = frozenset("0123456789")
_KINDS: Final = (ProofKind.MESSAGE_ID, ProofKind.ENVID, ProofKind.HEADER)
_LABELS: Final = {kind: f"bouncekit {kind.value} 2" for kind in _KINDS}
_LABELS_1: Final = {kind: f"bouncekit {kind.value} 1" for kind in _KINDS}


def mint_message_id(left: str, domain: str, keys: KeyRing, now: datetime, *, recipient: str | None = None) -> str:
    """A Message-ID, angle brackets and all, of the unique text *left* (dot-atom-text) and *domain*.

    With *recipient* it speaks for that one alone. Raises InvalidValueError.
    """
    Mailbox.parse(f"{left[:50]}@{domain}", field="message_id")
    if not left.isascii() or '"' in left or "@" in left or len(left) > 200:
        raise InvalidValueError(
            "left", "must be dot-atom-text of at most 200 characters (RFC 5322 section 3.6.4)", left
        )
    tag = _tag(ProofKind.MESSAGE_ID, f"{left}@{domain}", keys, now, recipient)
    return f"<{left}.{tag}@{domain}>"


def mint_envid(left: str, keys: KeyRing, now: datetime, *, recipient: str | None = None) -> str:
    """An ENVID value of the unique text *left*; raises InvalidValueError when it is too long or xtext would change it.

    MTAs return an ENVID decoded or not: a text without `+` and `=` is the same either way.
    """
    value = f"{left}.{_tag(ProofKind.ENVID, left, keys, now, recipient)}"
    if not left or xtext_encode(value, field="left") != value:
        raise InvalidValueError("left", "must be printable ASCII without space, + and = (RFC 3461 section 4)", left)
    if len(value) > ENVID_CHARS:
        raise InvalidValueError(
            "left", f"makes an ENVID longer than {ENVID_CHARS} characters (RFC 3461 section 4.4)", left
        )
    return value


def mint_header(message_id: str, keys: KeyRing, now: datetime, *, recipient: str | None = None) -> str:
    """The value of an `X-Bounce-Proof` field over *message_id*; raises InvalidValueError when no line can hold that."""
    bare = message_id.strip()
    if not bare.strip(" <>") or len(bare) > _MOST:
        raise InvalidValueError("message_id", f"must have 1 to {_MOST} characters (RFC 5322 section 2.1.1)", message_id)
    return _tag(ProofKind.HEADER, bare, keys, now, recipient)


def verify_message_id(
    message_id: str, keys: KeyRing, now: datetime, *, life: int = LIFE_DAYS, recipients: Iterable[str] = ()
) -> Proof:
    """Examine a returned Message-ID; *recipients* are those that the report names. Never raises on content."""
    bare = message_id.strip().removeprefix("<").removesuffix(">")
    left, at, domain = bare.rpartition("@")
    stem, dot, tag = left.rpartition(".")
    if not (at and dot and stem):
        return _fault(ProofKind.MESSAGE_ID, message_id, ProofFault.NOT_SIGNED)
    return _verify(ProofKind.MESSAGE_ID, message_id, f"{stem}@{domain}", tag, keys, now, life, recipients)


def verify_envid(
    envid: str, keys: KeyRing, now: datetime, *, life: int = LIFE_DAYS, recipients: Iterable[str] = ()
) -> Proof:
    """Examine an Original-Envelope-Id. Never raises on content."""
    stem, dot, tag = envid.strip().rpartition(".")
    if not (dot and stem):
        return _fault(ProofKind.ENVID, envid, ProofFault.NOT_SIGNED)
    return _verify(ProofKind.ENVID, envid, stem, tag, keys, now, life, recipients)


def verify_header(
    value: str,
    message_id: str,
    keys: KeyRing,
    now: datetime,
    *,
    life: int = LIFE_DAYS,
    recipients: Iterable[str] = (),
) -> Proof:
    """Examine the value of a returned `X-Bounce-Proof` field against the returned Message-ID. Never raises."""
    return _verify(ProofKind.HEADER, value, message_id.strip(), value.strip(), keys, now, life, recipients)


def _tag(kind: ProofKind, text: str, keys: KeyRing, now: datetime, recipient: str | None) -> str:
    bound = "s" if recipient is None else "r"
    if recipient is not None:
        Mailbox.parse(recipient, field="recipient")
    key, stamp = keys.signer(kind, now), stamp_of(day_number(now))
    fields = (text.lower(), bound, stamp, "" if recipient is None else folded_mailbox_key(recipient))
    return f"{bound}{key.id}{stamp}{seal(key, _LABELS[kind], *fields, length=_SEAL)}"


def _verify(  # noqa: PLR0917
    kind: ProofKind,
    subject: str,
    text: str,
    tag: str,
    keys: KeyRing,
    now: datetime,
    life: int,
    recipients: Iterable[str],
) -> Proof:
    tag = tag.lower()
    stamp, sealed = tag[2:-_SEAL], tag[-_SEAL:]
    old = format1.is_stamp(stamp)
    formed = tag[:1] in ("s", "r") and tag[1:2] in _DIGITS and (old or is_stamp(stamp))
    if not formed or not _ALPHABET.issuperset(sealed):
        looks = kind is ProofKind.HEADER and tag != ""
        return _fault(kind, subject, ProofFault.MALFORMED if looks else ProofFault.NOT_SIGNED)
    if not subject.isascii() or len(subject) > _MOST or len(text) > _MOST:
        return _fault(kind, subject, ProofFault.MALFORMED)
    key = keys.find(int(tag[1]), kind, now)
    if key is None:
        return _fault(kind, subject, ProofFault.UNKNOWN_KEY)
    lowered = text.lower()
    bound = tag[0] == "r"
    who: str | None = None
    for candidate in islice(sorted(folded(recipients)), _CANDIDATES) if bound else ("",):
        fields = (lowered, tag[0], stamp, candidate)
        right = (
            format1.seal(key, _LABELS_1[kind], *fields, length=_SEAL)
            if old
            else seal(key, _LABELS[kind], *fields, length=_SEAL)
        )
        if same(right, sealed):
            who = candidate
    if who is None:
        detail = "not signed by us, or bound to a recipient that the report does not name" if bound else ""
        return _fault(kind, subject, ProofFault.BAD_SIGNATURE, detail)
    today = day_number(now)
    day = format1.day_of(stamp, today) if old else read_stamp(stamp)
    if day is None or not 0 <= today - day <= checked_life(life, 1000):
        return _fault(kind, subject, ProofFault.EXPIRED)
    return Proof(kind=kind, fault=None, subject=subject, recipients=frozenset((who,)) if bound else None, day=day)


def _fault(kind: ProofKind, subject: str, fault: ProofFault, detail: str = "") -> Proof:
    return Proof(kind=kind, fault=fault, subject=subject, detail=detail)
