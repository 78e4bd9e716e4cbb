"""Tokens of our own as they were minted before December 2026, so that an upgrade loses no bounce of what is under way.

They said the day modulo 1024 and did not seal the delimiter. They are believed for days of one range of dates alone,
which is shorter than 1,024 days: each stamp means one day, and when that token's life is over it is over for good.
From the end of May 2027 on nothing here answers; then this module goes.
"""

from typing import Final

from bouncekit.origin.keys import BASE32, Key, age_of, days_of_base32, seal_with

__all__ = ["day_of", "is_stamp", "seal"]

_FIRST: Final = 20_758
"""2026-11-01, days since 1970: the format is of that month."""
_LAST: Final = 20_908
"""2027-03-31: until then everybody has upgraded."""
_DIGITS: Final = 2


def is_stamp(text: str) -> bool:
    """Whether *text* is a day as that format wrote it."""
    return len(text) == _DIGITS and not text.strip(BASE32)


def day_of(stamp: str, today: int) -> int | None:
    """The one day that *stamp* can mean, or None when tokens of it are not believed (any more)."""
    day = today - age_of(days_of_base32(stamp) or 0, today)
    return day if _FIRST <= day <= _LAST else None


def seal(key: Key, label: str, *fields: str, length: int) -> str:
    """The seal of that format: with the secret itself."""
    return seal_with(key.secret, label, *fields, length=length)
