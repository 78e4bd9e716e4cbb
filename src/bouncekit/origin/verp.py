"""Variable envelope return paths: our signed form, which is proof, and the unsigned forms of others, which are none.

    news+bob=example.net-KDDDSSSSSSSSS@here.example      signed: mailbox, recipient, key number, day, 45 bits of HMAC

Everything is in lower case, so that folding MTAs do no harm; the delimiter is the sub-address sign of the system that
receives the bounces, and under the seal: read with another one the token is wrong. The day is the whole day, so that
what is over stays over. The token is bound to the recipient: a bounce with it speaks for nobody else. One guess in 2^45
is right.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, unique
from typing import Final

from bouncekit.addresses import Mailbox
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
from bouncekit.origin.shapes import carries_token

__all__ = ["LIFE_DAYS", "Unsigned", "UnsignedStyle", "check_delimiter", "mint", "read_unsigned", "verify"]

LIFE_DAYS: Final = 14
_SEAL: Final = 9
_LABEL: Final = "bouncekit verp 2"
_LABEL_1: Final = "bouncekit verp 1"
_DIGITS: Final = "0123456789"
_MOST: Final = 320
_DELIMITERS: Final = ("+", "-", "_", ".")


def mint(mailbox: str, recipient: str, keys: KeyRing, now: datetime, *, delimiter: str = "+") -> str:
    """The return path for mail from *mailbox* to *recipient*, both taken in lower case.

    Raises InvalidValueError where the form cannot say it: a quoted or non-ASCII address, the delimiter inside the
    mailbox, a mailbox that carries a token already, a local part that would be longer than 64 octets (sign a Message-ID
    or ENVID instead).
    """
    check_delimiter(delimiter)
    box, to = _plain(mailbox, "mailbox"), _plain(recipient, "recipient")
    if delimiter in box.local:
        raise InvalidValueError("mailbox", f"holds the delimiter {delimiter!r}", mailbox)
    if carries_token(box.local):
        raise InvalidValueError("mailbox", "carries a token already", mailbox)
    body = f"{box.local}{delimiter}{to.local}={to.domain}"
    key, stamp = keys.signer(ProofKind.VERP, now), stamp_of(day_number(now))
    local = f"{body}-{key.id}{stamp}{seal(key, _LABEL, delimiter, body, box.domain, stamp, length=_SEAL)}"
    if len(local) > 64:
        raise InvalidValueError(
            "recipient", f"is too long for a return path: {len(local)} octets, at most 64", recipient
        )
    return f"{local}@{box.domain}"


def verify(address: str, keys: KeyRing, now: datetime, *, life: int = LIFE_DAYS, delimiter: str = "+") -> Proof:
    """Examine the recipient *address* of a bounce; never raises on its content. *life* in days, 0 to 1000."""
    check_delimiter(delimiter)
    local, at, domain = address.lower().rpartition("@")
    body, dash, tag = local.rpartition("-")
    mailbox, cut, encoded = body.partition(delimiter)
    to_local, equals, to_domain = encoded.rpartition("=")
    if not (at and dash and cut and equals) or "." in tag or not address.isascii() or len(local) > _MOST:
        return _fault(address, ProofFault.NOT_SIGNED)
    stamp, claimed = tag[1:-_SEAL], tag[-_SEAL:]
    old = format1.is_stamp(stamp)
    if not (tag[:1] in _DIGITS and (old or is_stamp(stamp)) and not claimed.strip(BASE32) and mailbox and to_local):
        return _fault(address, ProofFault.MALFORMED)
    key = keys.find(int(tag[0]), ProofKind.VERP, now)
    if key is None:
        return _fault(address, ProofFault.UNKNOWN_KEY)
    today = day_number(now)
    if old:  # which did not seal the delimiter: where there could be another, it is not believed
        right = format1.seal(key, _LABEL_1, body, domain, stamp, length=_SEAL)
        genuine = same(right, claimed) and not any(sign in mailbox for sign in _DELIMITERS)
        day = format1.day_of(stamp, today)
    else:
        genuine = same(seal(key, _LABEL, delimiter, body, domain, stamp, length=_SEAL), claimed)
        day = read_stamp(stamp)
    if not genuine:
        return _fault(address, ProofFault.BAD_SIGNATURE)
    if day is None or not 0 <= today - day <= checked_life(life, 1000):
        return _fault(address, ProofFault.EXPIRED, f"{mailbox}@{domain}")
    return Proof(
        kind=ProofKind.VERP,
        fault=None,
        subject=address,
        address=f"{mailbox}@{domain}",
        recipients=folded((f"{to_local}@{to_domain}",)),
        day=day,
    )


@unique
class UnsignedStyle(Enum):
    """Whose unsigned form it is."""

    MAILMAN = "mailman"
    SYMPA = "sympa"
    EZMLM = "ezmlm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsigned:
    """What an unsigned return path says: the list's mailbox and the recipient. Anybody can write one: never proof."""

    mailbox: str
    recipient: str
    style: UnsignedStyle


def read_unsigned(address: str) -> Unsigned | None:
    """The recipient in a Mailman, Sympa or ezmlm return path, or None; never raises.

    `list-bounces+bob=example.net@…` (Mailman), `bounce+bob==a==example.net==list@…` (Sympa; `==w`, `==r` or the number
    of a tracked message may follow), `list-return-17-bob=example.net@…` (ezmlm, qmail).
    """
    local, at, domain = address.rpartition("@")
    if not at or len(local) > _MOST:
        return None
    head, plus, rest = local.partition("+")
    if plus and "==a==" in rest:
        who, _, tail = rest.partition("==a==")
        host, _, rest = tail.partition("==")
        name, _, _ = rest.partition("==")
        if who and host and name:
            return Unsigned(mailbox=f"{name}@{domain}", recipient=f"{who}@{host}", style=UnsignedStyle.SYMPA)
    who, equals, host = rest.rpartition("=")
    if plus and head.lower().endswith(("-bounces", "-bounce")) and who and equals and "." in host:
        return Unsigned(mailbox=f"{head}@{domain}", recipient=f"{who}@{host}", style=UnsignedStyle.MAILMAN)
    return _read_ezmlm(local, domain)


def _read_ezmlm(local: str, domain: str) -> Unsigned | None:
    name, mark, rest = local.partition("-return-")
    number, dash, encoded = rest.partition("-")
    who, equals, host = encoded.rpartition("=")
    if not (name and mark and dash and number and not number.strip(_DIGITS) and who and equals and "." in host):
        return None
    return Unsigned(mailbox=f"{name}@{domain}", recipient=f"{who}@{host}", style=UnsignedStyle.EZMLM)


def _plain(text: str, field: str) -> Mailbox:
    """A mailbox in lower case that a local part can spell."""
    box = Mailbox.parse(text.lower(), field=field)
    if not text.isascii() or '"' in text or "[" in box.domain:
        raise InvalidValueError(field, "cannot be written into a return path: quoted, not ASCII, or a literal", text)
    return box


def check_delimiter(delimiter: str) -> None:
    """Raise InvalidValueError when no return path can be cut at *delimiter*."""
    if delimiter not in _DELIMITERS:
        raise InvalidValueError("delimiter", "must be one of + - _ .", delimiter)


def _fault(subject: str, fault: ProofFault, address: str | None = None) -> Proof:
    return Proof(kind=ProofKind.VERP, fault=fault, subject=subject, address=address)
