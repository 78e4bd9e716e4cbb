"""Keys, key rotation and the day arithmetic that all tokens share. Secrets and `now` are arguments; nothing is kept."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bouncekit.errors import InvalidValueError

__all__ = [
    "BASE32",
    "Key",
    "KeyRing",
    "age_of",
    "base32",
    "base32_days",
    "checked_life",
    "day_number",
    "days_of_base32",
    "same",
    "seal",
]

BASE32: Final = "abcdefghijklmnopqrstuvwxyz234567"
"""RFC 4648's alphabet in lower case: a token in it survives an MTA that folds case."""
_PAIRS: Final = tuple(first + second for first in BASE32 for second in BASE32)
_VALUES: Final = {c: i for i, c in enumerate(BASE32)}
_CYCLE: Final = 1024
_LEAST: Final = 16
_DAY: Final = timedelta(days=1)


def _is_whole(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One secret with its number, 0 to 9 (the `K` of a BATV tag). Raises InvalidValueError.

    A secret has at least 16 octets; `unsafe_short` admits a shorter one that other software dictates.
    """

    id: int
    secret: bytes = field(repr=False)
    unsafe_short: bool = False

    def __post_init__(self) -> None:
        if not _is_whole(self.id, 9):
            raise InvalidValueError("key.id", "must be a whole number from 0 to 9", self.id)
        secret: object = self.secret
        if not isinstance(secret, bytes) or not secret:
            raise InvalidValueError("key.secret", "must be octets, at least 16 of them")
        if len(self.secret) < _LEAST and not self.unsafe_short:
            raise InvalidValueError("key.secret", f"must have at least {_LEAST} octets (or say unsafe_short)")


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of one sender: the first signs, all verify. Raises InvalidValueError for no key or a number used twice.

    To rotate: put the new key first, and drop the old one when the longest life of its tokens is over.
    """

    keys: tuple[Key, ...]

    def __post_init__(self) -> None:
        ids = [key.id for key in self.keys]
        if not ids:
            raise InvalidValueError("keys", "must hold at least one key")
        if len(set(ids)) != len(ids):
            raise InvalidValueError("keys", "holds two keys of one number", ids)

    @property
    def signer(self) -> Key:
        """The key that new tokens are signed with."""
        return self.keys[0]

    def find(self, number: int) -> Key | None:
        """The key with this number, or None."""
        for key in self.keys:
            if key.id == number:
                return key
        return None


_EPOCH: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def day_number(now: datetime) -> int:
    """Whole days in UTC from 1970-01-01 to *now*; raises InvalidValueError when *now* has no time zone."""
    if now.tzinfo is None:
        raise InvalidValueError("now", "must have a time zone", str(now))
    days = (now - _EPOCH) // _DAY
    if days < 0:
        raise InvalidValueError("now", "lies before 1970", str(now))
    return days


def checked_life(life: int, most: int, name: str = "life") -> int:
    """*life* in days when it is 0 to *most*; raises InvalidValueError otherwise."""
    if not _is_whole(life, most):
        raise InvalidValueError(name, f"must be 0 to {most} days", life)
    return life


def base32_days(days: int) -> str:
    """Days as two base32 digits, modulo 1024 (the time stamp of SRS, in lower case)."""
    days %= _CYCLE
    return BASE32[days >> 5] + BASE32[days & 31]


def days_of_base32(text: str) -> int | None:
    """The days that two base32 digits in lower case stand for, modulo 1024; None when they are none."""
    if len(text) != 2 or text[0] not in _VALUES or text[1] not in _VALUES:
        return None
    return _VALUES[text[0]] << 5 | _VALUES[text[1]]


def age_of(stamp: int, today: int) -> int:
    """Days from *stamp* (modulo 1024) to *today*: a stamp of tomorrow is 1023 days old."""
    return (today - stamp) % _CYCLE


def base32(data: bytes, length: int) -> str:
    """The first *length* base32 digits of *data*, in lower case."""
    pairs = (length + 1) // 2
    octets = (10 * pairs + 7) // 8
    bits = int.from_bytes(data[:octets], "big") >> (8 * octets - 10 * pairs)
    return "".join([_PAIRS[bits >> at & 1023] for at in range(10 * pairs - 10, -1, -10)])[:length]


def seal(key: Key, label: str, *fields: str, length: int) -> str:
    """*length* base32 digits of HMAC-SHA-256 over *label* and *fields*, each with its length before it."""
    parts = [label.encode("ascii"), b"\0"]
    for text in fields:
        data = text.encode("utf-8", "surrogatepass")
        parts += (len(data).to_bytes(4, "big"), data)
    return base32(hmac.digest(key.secret, b"".join(parts), "sha256"), length)


def same(left: str, right: str) -> bool:
    """Are two ASCII texts equal? Takes the same time wherever they differ."""
    return hmac.compare_digest(left, right)
