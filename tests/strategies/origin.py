"""Addresses, keys and moments for the tests of origin."""

from datetime import UTC, datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from bouncekit.origin.keys import Key, KeyRing

__all__ = ["KEYS", "NOW", "RING", "addresses", "moments", "short_addresses"]

NOW: Final = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEYS: Final = (
    Key(id=1, secret=b"a secret of thirty-two octets!!!"),
    Key(id=2, secret=b"the one before, of 28 octets"),
)
RING: Final = KeyRing(KEYS)

_ATOM: Final = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", min_size=1, max_size=12)
_LABEL: Final = st.from_regex(r"[a-z][a-z0-9]{0,7}", fullmatch=True)
_DOMAIN: Final = st.builds(lambda a, b: f"{a}.{b}.example", _LABEL, _LABEL)


def addresses() -> st.SearchStrategy[str]:
    """Plain mailboxes, in any case, some with dots and sub-addresses."""
    local = st.lists(_ATOM, min_size=1, max_size=3).flatmap(lambda p: st.sampled_from([".".join(p), "+".join(p)]))
    return st.builds(lambda a, b: f"{a}@{b}", local, _DOMAIN)


def short_addresses() -> st.SearchStrategy[str]:
    """Mailboxes in lower case, short enough for every form."""
    return st.builds(lambda a, b: f"{a.lower()}@{b}.example", _ATOM, _LABEL)


def moments() -> st.SearchStrategy[datetime]:
    """Moments from 1990 to 2080, in UTC."""
    return st.integers(7305 * 86400, 40000 * 86400).map(
        lambda s: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
    )
