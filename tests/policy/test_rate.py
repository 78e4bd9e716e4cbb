"""Ceilings: keys that no spelling evades, buckets by proof, a gate that fails closed."""

from collections.abc import Sequence

import pytest

from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.policy import BALANCED, Grade
from bouncekit.policy.rate import RateKey, Scope, claim, rate_keys
from strategies.policy import DKIM, SPF_PASS, SUBMITTED, ask


class Down:
    """A limiter whose store is gone."""

    def take(self, keys: Sequence[RateKey]) -> RateKey | None:
        raise AdapterError("connection refused")

    def used(self, keys: Sequence[RateKey]) -> tuple[int, ...]:
        raise AdapterError("connection refused")


class Counts:
    """A limiter that remembers what it was asked."""

    def __init__(self) -> None:
        self.taken: dict[tuple[str, str, int], int] = {}

    def take(self, keys: Sequence[RateKey]) -> RateKey | None:
        for key in keys:
            if self.taken.get((key.bucket, key.key, key.seconds), 0) >= key.most:
                return key
        for key in keys:
            self.taken[key.bucket, key.key, key.seconds] = self.taken.get((key.bucket, key.key, key.seconds), 0) + 1
        return None

    def used(self, keys: Sequence[RateKey]) -> tuple[int, ...]:
        return tuple(self.taken.get((key.bucket, key.key, key.seconds), 0) for key in keys)


@pytest.mark.rfc("OWN-1-09", "OWN-1-10")
def test_a_victims_unproven_bucket_is_not_his_proven_one() -> None:
    limiter = Counts()
    forged, genuine = ask(auth=SPF_PASS), ask(auth=DKIM)
    sent = [claim(forged, BALANCED, limiter).permit for _ in range(10)]
    assert [p is not None for p in sent] == [True] * 3 + [False] * 7
    assert claim(genuine, BALANCED, limiter).permit is not None
    assert claim(ask(**SUBMITTED), BALANCED, limiter).permit is not None
    assert {name for name, _, _ in limiter.taken} == {"unproven", "strong", "proven"}


def test_refusals_say_why() -> None:
    limiter = Counts()
    for _ in range(3):
        assert claim(ask(auth=SPF_PASS), BALANCED, limiter).refused is None
    assert claim(ask(auth=SPF_PASS), BALANCED, limiter).refused == "H14: 3 notices in 3600 s for this address"
    assert claim(ask(), BALANCED, limiter).refused == "the verdict is suppress"


def test_a_limiter_that_does_not_answer_lets_nothing_through() -> None:
    refused = claim(ask(auth=DKIM), BALANCED, Down())
    assert refused.permit is None
    assert refused.refused is not None
    assert "nothing is sent" in refused.refused


def test_all_late_notices_together_have_a_ceiling_too() -> None:
    limiter = Counts()
    sent = [claim(ask(auth=DKIM), BALANCED, limiter, per_hour=2).permit for _ in range(4)]
    assert [p is not None for p in sent] == [True, True, False, False]


@pytest.mark.parametrize(
    "spelling",
    [
        "ANN@EXAMPLE.ORG",
        '"ann"@example.org',
        "ann+x@example.org",
        "prvs=123abc4567=ann@example.org",
        "@a.example:ann@example.org",
    ],
)
def test_spellings_are_one_key(spelling: str) -> None:
    for key in rate_keys(BALANCED, spelling, Grade.FAIR):
        assert key.key in {"ann@example.org", "example.org"}


def test_idn_spellings_are_one_key() -> None:
    one = rate_keys(BALANCED, "ann@b\u00fccher.org", Grade.FAIR)
    assert one == rate_keys(BALANCED, "ann@xn--bcher-kva.org", Grade.FAIR)


def test_keys_are_positive() -> None:
    with pytest.raises(InvalidValueError):
        RateKey(scope=Scope.ALL, bucket="x", key="", most=0, seconds=1)
