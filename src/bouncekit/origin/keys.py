"""Keys, key rotation and the day arithmetic that all tokens share. Secrets and `now` are arguments; nothing is kept.

Each kind of token of our own is sealed with a key derived for it, under a label, each field with its length before it,
and says the whole day. SRS and BATV belong to others: the wire format fixes key and hash, so their inputs are kept
apart (`srs`, `batv`), and their days come round (1,024 and 1,000 days): there the dates of a key end what must not live
again.
"""

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bouncekit.errors import InvalidValueError
from bouncekit.origin.proof import ProofKind

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
    "is_stamp",
    "read_stamp",
    "same",
    "seal",
    "seal_with",
    "stamp_of",
]

BASE32: Final = "abcdefghijklmnopqrstuvwxyz234567"
"""RFC 4648's alphabet in lower case: a token in it survives an MTA that folds case."""
_PAIRS: Final = tuple(first + second for first in BASE32 for second in BASE32)
_VALUES: Final = {c: i for i, c in enumerate(BASE32)}
_CYCLE: Final = 1024
_LEAST: Final = 16
_STAMP: Final = 3
_LONGEST_STAMP: Final = 5
"""As many digits as the last day of the year 9999 has."""
_DAY: Final = timedelta(days=1)


def _is_whole(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One secret with its number, 0 to 9 (the `K` of a BATV tag). Raises InvalidValueError.

    A secret has at least 16 octets; `unsafe_short` admits a shorter one that other software dictates. Before
    `not_before` and from `not_after` on it neither signs nor verifies, whatever the ring holds. `kinds`: what it is for
    (a secret that is shared with postsrsd: `{ProofKind.SRS}`); None: every kind of token.
    """

    id: int
    secret: bytes = field(repr=False)
    unsafe_short: bool = False
    not_before: datetime | None = None
    not_after: datetime | None = None
    kinds: frozenset[ProofKind] | None = None
    _derived: dict[str, bytes] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        if not _is_whole(self.id, 9):
            raise InvalidValueError("key.id", "must be a whole number from 0 to 9", self.id)
        secret: object = self.secret
        if not isinstance(secret, bytes) or not secret:
            raise InvalidValueError("key.secret", "must be octets, at least 16 of them")
        if len(self.secret) < _LEAST and not self.unsafe_short:
            raise InvalidValueError("key.secret", f"must have at least {_LEAST} octets (or say unsafe_short)")
        for name in ("not_before", "not_after"):
            at = getattr(self, name)
            if at is not None and (not isinstance(at, datetime) or at.utcoffset() is None):
                raise InvalidValueError(f"key.{name}", "must be a time with a time zone", str(at))
        if self.not_before is not None and self.not_after is not None and self.not_before >= self.not_after:
            raise InvalidValueError("key.not_after", "must be later than not_before", str(self.not_after))
        for kind in self.kinds if self.kinds is not None else ():
            if not isinstance(kind, ProofKind):
                raise InvalidValueError("key.kinds", "must hold kinds of proof", kind)

    def serves(self, kind: ProofKind, now: datetime) -> bool:
        """Whether tokens of *kind* are signed and verified with it at *now*."""
        if self.kinds is not None and kind not in self.kinds:
            return False
        started = self.not_before is None or self.not_before <= now
        return started and (self.not_after is None or now < self.not_after)

    def derived(self, label: str) -> bytes:
        """The secret for one purpose: who learns it learns no other, nor the secret itself."""
        found = self._derived.get(label)
        if found is None:
            found = hmac.digest(self.secret, b"bouncekit key\0" + label.encode("ascii"), "sha256")
            self._derived[label] = found
        return found


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of one sender: the first that serves signs, all verify. InvalidValueError: no key, a number used twice.

    To rotate: put the new key first, and give the old one a `not_after` at which the longest life of its tokens is
    over. With dates on both, the ring can be handed out in advance and changes by itself.
    """

    keys: tuple[Key, ...]

    def __post_init__(self) -> None:
        ids = [key.id for key in self.keys]
        if not ids:
            raise InvalidValueError("keys", "must hold at least one key")
        if len(set(ids)) != len(ids):
            raise InvalidValueError("keys", "holds two keys of one number", ids)

    def signer(self, kind: ProofKind, now: datetime) -> Key:
        """The key that new tokens of *kind* are signed with; raises InvalidValueError when none serves at *now*."""
        day_number(now)
        for key in self.keys:
            if key.serves(kind, now):
                return key
        raise InvalidValueError("keys", f"hold none for {kind.value} at this time", str(now))

    def find(self, number: int, kind: ProofKind, now: datetime) -> Key | None:
        """The key with this number, or None when there is none, or it does not serve *kind* at *now*."""
        day_number(now)
        for key in self.keys:
            if key.id == number:
                return key if key.serves(kind, now) else None
        return None

    def serving(self, kind: ProofKind, now: datetime) -> tuple[Key, ...]:
        """All keys that verify tokens of *kind* at *now*."""
        day_number(now)
        return tuple(key for key in self.keys if key.serves(kind, now))


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


def stamp_of(day: int) -> str:
    """A whole day as base32 digits: three until the year 2059, then more. It never comes round again."""
    digits = ""
    while day or len(digits) < _STAMP:
        day, digit = divmod(day, 32)
        digits = BASE32[digit] + digits
    return digits


def is_stamp(text: str) -> bool:
    """Whether *text* is a whole day as `stamp_of` writes it, and no other spelling of one."""
    if not _STAMP <= len(text) <= _LONGEST_STAMP or text.strip(BASE32):
        return False
    return len(text) == _STAMP or text[0] != BASE32[0]


def read_stamp(text: str) -> int:
    """The day that `stamp_of` wrote."""
    day = 0
    for digit in text:
        day = day << 5 | _VALUES[digit]
    return day


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
    """*length* base32 digits of HMAC-SHA-256, with the key derived for *label*, over it and *fields*."""
    return seal_with(key.derived(label), label, *fields, length=length)


def seal_with(secret: bytes, label: str, *fields: str, length: int) -> str:
    """`seal` with *secret* itself. Each field has its length before it: no two lists of fields give one text."""
    parts = [label.encode("ascii"), b"\0"]
    for text in fields:
        data = text.encode("utf-8", "surrogatepass")
        parts += (len(data).to_bytes(4, "big"), data)
    return base32(hmac.digest(secret, b"".join(parts), "sha256"), length)


def same(left: str, right: str) -> bool:
    """Are two ASCII texts equal? Takes the same time wherever they differ."""
    return hmac.compare_digest(left, right)
