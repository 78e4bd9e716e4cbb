"""Keys, rings and days."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.errors import InvalidValueError
from bouncekit.origin.keys import Key, KeyRing, age_of, base32_days, day_number, days_of_base32, seal


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
    assert KeyRing((one,)).find(2) is None


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
