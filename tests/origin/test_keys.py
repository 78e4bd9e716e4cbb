"""Keys, rings and days."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.errors import InvalidValueError
from bouncekit.origin.keys import (
    Key,
    KeyRing,
    age_of,
    base32_days,
    day_number,
    days_of_base32,
    is_stamp,
    read_stamp,
    seal,
    stamp_of,
)
from bouncekit.origin.proof import ProofKind
from strategies.origin import NOW


@pytest.mark.parametrize(
    ("number", "secret"), [(10, b"x" * 16), (-1, b"x" * 16), (True, b"x" * 16), (1, b""), (1, b"short")]
)
def test_keys_that_cannot_be_are_refused(number: int, secret: bytes) -> None:
    with pytest.raises(InvalidValueError):
        Key(id=number, secret=secret)


def test_a_secret_is_never_shown() -> None:
    assert "hidden" not in repr(KeyRing((Key(id=1, secret=b"hidden secret of mine"),)))


def test_rings() -> None:
    one, again = Key(id=1, secret=b"x" * 16), Key(id=1, secret=b"y" * 16)
    with pytest.raises(InvalidValueError, match="two keys"):
        KeyRing((one, again))
    with pytest.raises(InvalidValueError, match="at least one"):
        KeyRing(())
    assert KeyRing((one,)).find(2, ProofKind.VERP, NOW) is None
    assert KeyRing((one,)).find(1, ProofKind.VERP, NOW) is one


def test_days_are_utc() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert day_number(datetime(1970, 1, 2, tzinfo=UTC)) == 1
    assert day_number(datetime(1970, 1, 2, 8, tzinfo=tokyo)) == 0
    with pytest.raises(InvalidValueError, match="time zone"):
        day_number(datetime(1970, 1, 2))  # noqa: DTZ001
    with pytest.raises(InvalidValueError, match="1970"):
        day_number(datetime(1969, 1, 2, tzinfo=UTC))


@given(st.integers(0, 60000))
def test_days_in_base32_and_back(days: int) -> None:
    assert days_of_base32(base32_days(days)) == days % 1024
    assert age_of(days % 1024, days) == 0
    assert age_of((days + 1) % 1024, days) == 1023


def test_fields_do_not_run_into_each_other() -> None:
    key = Key(id=1, secret=b"x" * 16)
    assert seal(key, "l", "ab", "c", length=16) != seal(key, "l", "a", "bc", length=16)
    assert seal(key, "l", "ab", length=16) != seal(key, "lab", length=16)


@given(st.integers(0, 2_932_896))
def test_a_whole_day_is_written_in_one_way_and_read_back(day: int) -> None:
    stamp = stamp_of(day)
    assert is_stamp(stamp)
    assert read_stamp(stamp) == day
    assert len(stamp) == 3 or not is_stamp("a" + stamp)
    assert not is_stamp(stamp.upper()) or stamp == stamp.upper()


@pytest.mark.parametrize("text", ["", "aa", "aaaaaa", "a1a", "aAa", "aaaa", "ab\u0661"])
def test_what_is_no_whole_day(text: str) -> None:
    assert not is_stamp(text)


def test_the_year_2059_changes_nothing_but_the_length() -> None:
    last = day_number(datetime(2059, 9, 18, tzinfo=UTC))
    assert (stamp_of(last), stamp_of(last + 1)) == ("777", "baaa")


SPRING, SUMMER, AUTUMN = (datetime(2027, month, 1, tzinfo=UTC) for month in (3, 6, 9))
OLD = Key(id=1, secret=b"a secret of the first half", not_after=AUTUMN)
NEW = Key(id=2, secret=b"a secret of the second half", not_before=SUMMER)


def test_a_ring_with_dates_changes_by_itself() -> None:
    ring = KeyRing((NEW, OLD))
    assert ring.signer(ProofKind.VERP, SPRING) is OLD
    assert ring.signer(ProofKind.VERP, SUMMER) is NEW
    assert ring.find(1, ProofKind.VERP, SUMMER) is OLD
    assert ring.find(2, ProofKind.VERP, SPRING) is None
    assert ring.find(1, ProofKind.VERP, AUTUMN) is None
    assert ring.serving(ProofKind.SRS, SUMMER) == (NEW, OLD)
    assert ring.serving(ProofKind.SRS, AUTUMN) == (NEW,)


def test_no_key_that_is_over_signs() -> None:
    with pytest.raises(InvalidValueError, match="hold none for batv"):
        KeyRing((OLD,)).signer(ProofKind.BATV, AUTUMN)
    with pytest.raises(InvalidValueError, match="time zone"):
        KeyRing((OLD,)).signer(ProofKind.BATV, AUTUMN.replace(tzinfo=None))


def test_a_key_is_for_the_kinds_that_it_names() -> None:
    shared = Key(id=3, secret=b"the secret of postsrsd", kinds=frozenset((ProofKind.SRS,)))
    ring = KeyRing((shared, OLD))
    assert ring.signer(ProofKind.SRS, SPRING) is shared
    assert ring.signer(ProofKind.BATV, SPRING) is OLD
    assert ring.find(3, ProofKind.VERP, SPRING) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"not_after": datetime(2027, 1, 1)},  # noqa: DTZ001
        {"not_before": "2027-01-01"},
        {"not_before": SUMMER, "not_after": SUMMER},
        {"not_before": AUTUMN, "not_after": SUMMER},
        {"kinds": frozenset(("srs",))},
    ],
)
def test_dates_and_kinds_that_cannot_be_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError, match=r"key\."):
        Key(id=1, secret=b"x" * 16, **wrong)


def test_what_is_derived_from_a_key_is_neither_shown_nor_compared() -> None:
    one, other = Key(id=1, secret=b"x" * 16), Key(id=1, secret=b"x" * 16)
    derived = one.derived("verp")
    assert derived not in (one.secret, one.derived("envid"))
    assert one == other
    assert hash(one) == hash(other)
    assert "derived" not in repr(one)
    assert other.derived("verp") == derived
