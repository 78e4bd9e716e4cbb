"""Return paths for every address: an opaque signed form, where `verp.mint` has no room or must not show who it is.

    news+oKDDDDRRRRRRRRRRSSSSSSSSS@here.example      o, key number, day, reference of the recipient, seal

The reference is 50 bits of a keyed hash of the recipient and the same in all return paths under one key: keep it with
the subscriber (`reference`), and a bounce that names nobody is one look-up away from its recipient. The seal, 45 bits,
is over mailbox, delimiter, day and reference: the path is known for ours before anybody is looked up. The day is whole:
a path never lives again. See docs/adr/0012-return-paths-for-every-address.md.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bouncekit.addresses import Mailbox
from bouncekit.errors import InvalidValueError
from bouncekit.origin.keys import BASE32, Key, KeyRing, checked_life, day_number, same, seal
from bouncekit.origin.proof import Proof, ProofFault, ProofKind, folded
from bouncekit.origin.shapes import carries_token

__all__ = ["LIFE_DAYS", "is_opaque", "mint", "reference", "reference_in", "verify"]

LIFE_DAYS: Final = 14
_MARK: Final = "o"
_DAY: Final = 4
_REFERENCE: Final = 10
_SEAL: Final = 9
_TOKEN: Final = 2 + _DAY + _REFERENCE + _SEAL
_LABEL: Final = "bouncekit opaque verp 1"
_OF_RECIPIENT: Final = "bouncekit opaque verp recipient 1"
_DIGITS: Final = "0123456789"
_DELIMITERS: Final = ("+", "-", "_", ".")
_ALPHABET: Final = frozenset(BASE32)
_MOST_LOCAL: Final = 64


def mint(mailbox: str, recipient: str, keys: KeyRing, now: datetime, *, delimiter: str = "+") -> str:
    """The return path for mail from *mailbox* to *recipient*, which may be any address: long, quoted, not ASCII.

    Raises InvalidValueError for what is no address, or a *mailbox* whose local part is quoted, not ASCII, holds the
    delimiter or has more than 38 octets.
    """
    _check(delimiter)
    box = Mailbox.parse(mailbox.lower(), field="mailbox")
    Mailbox.parse(recipient, field="recipient")
    if not mailbox.isascii() or '"' in mailbox or delimiter in box.local:
        raise InvalidValueError("mailbox", f"is quoted, not ASCII, or holds the delimiter {delimiter!r}", mailbox)
    if carries_token(box.local):
        raise InvalidValueError("mailbox", "carries a token already", mailbox)
    key = keys.signer(ProofKind.VERP, now)
    body = f"{_MARK}{key.id}{_day_text(day_number(now))}{_reference(key, recipient)}"
    local = f"{box.local}{delimiter}{body}{seal(key, _LABEL, box.local, delimiter, box.domain, body, length=_SEAL)}"
    if len(local) > _MOST_LOCAL:
        raise InvalidValueError(
            "mailbox", f"is too long: its local part may have {_MOST_LOCAL - _TOKEN - 1} octets", mailbox
        )
    return f"{local}@{box.domain}"


def is_opaque(address: str, *, delimiter: str = "+") -> bool:
    """True when *address* has the form of such a return path, whoever made it."""
    return _parts(address, delimiter) is not None


def reference(recipient: str, keys: KeyRing, now: datetime) -> str:
    """What stands for *recipient* in the return paths that are minted at *now*: keep it beside the subscriber.

    It changes with the key that signs; while an old one still verifies, its references do, too.
    """
    return _reference(keys.signer(ProofKind.VERP, now), recipient)


def reference_in(address: str, *, delimiter: str = "+") -> str | None:
    """The reference in a return path, to look the subscriber up by; None where there is none. `verify` it first."""
    parts = _parts(address, delimiter)
    return None if parts is None else parts[2][2 + _DAY : -_SEAL]


def verify(
    address: str,
    keys: KeyRing,
    now: datetime,
    *,
    candidates: Iterable[str] = (),
    life: int = LIFE_DAYS,
    delimiter: str = "+",
) -> Proof:
    """Examine the recipient *address* of a bounce; never raises on its content. *life* in days, 0 to 1000.

    It speaks for the one of *candidates* (whom the report names; whom you found by `reference_in`) that it was minted
    for; when that is none of them the path is ours and speaks for nobody.
    """
    _check(delimiter)
    parts = _parts(address, delimiter)
    if parts is None:
        return _fault(address, ProofFault.NOT_SIGNED)
    local, domain, token = parts
    key = keys.find(int(token[1]), ProofKind.VERP, now)
    if key is None:
        return _fault(address, ProofFault.UNKNOWN_KEY)
    body, sealed = token[:-_SEAL], token[-_SEAL:]
    if not same(seal(key, _LABEL, local, delimiter, domain, body, length=_SEAL), sealed):
        return _fault(address, ProofFault.BAD_SIGNATURE)
    day, today = _day_of(token[2 : 2 + _DAY]), day_number(now)
    if not 0 <= today - day <= checked_life(life, 1000):
        return _fault(address, ProofFault.EXPIRED, f"{local}@{domain}")
    wanted = body[2 + _DAY :]
    who = next((one for one in candidates if same(_reference(key, one), wanted)), None)
    bound = None if who is None else folded((who,))
    return Proof(
        kind=ProofKind.VERP, fault=None, subject=address, address=f"{local}@{domain}", recipients=bound, day=day
    )


def _reference(key: Key, recipient: str) -> str:
    return seal(key, _OF_RECIPIENT, recipient.strip().lower(), length=_REFERENCE)


def _parts(address: str, delimiter: str) -> tuple[str, str, str] | None:
    """Mailbox, domain and token, in lower case, of what has the form; else None."""
    local, at, domain = address.lower().rpartition("@")
    mailbox, cut, token = local.rpartition(delimiter)
    if not (at and cut and mailbox and domain) or len(token) != _TOKEN or not address.isascii():
        return None
    formed = token[0] == _MARK and token[1] in _DIGITS and _ALPHABET.issuperset(token[2:])
    return (mailbox, domain, token) if formed else None


def _day_text(day: int) -> str:
    return "".join(BASE32[day >> shift & 31] for shift in (15, 10, 5, 0))


def _day_of(text: str) -> int:
    day = 0
    for char in text:
        day = day << 5 | BASE32.index(char)
    return day


def _check(delimiter: str) -> None:
    if delimiter not in _DELIMITERS:
        raise InvalidValueError("delimiter", "must be one of + - _ .", delimiter)


def _fault(subject: str, fault: ProofFault, address: str | None = None) -> Proof:
    return Proof(kind=ProofKind.VERP, fault=fault, subject=subject, address=address)
