"""The limiter on the library `limits`, in memory."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bouncekit.adapters.limiter import LibraryLimiter
from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.policy import BALANCED
from bouncekit.policy.rate import RateKey, Scope, claim, rate_keys
from strategies.policy import DKIM, SPF_PASS, ask

KEY = RateKey(scope=Scope.ADDRESS, bucket="unproven", key="ann@example.org", most=3, seconds=3600)


@pytest.mark.rfc("RFC9991-2-03", "OWN-1-09")
def test_in_memory() -> None:
    limiter = LibraryLimiter()
    assert [limiter.take([KEY]) for _ in range(4)] == [None, None, None, KEY]
    assert limiter.used([KEY]) == (3,)
    other = RateKey(scope=Scope.ADDRESS, bucket="strong", key="ann@example.org", most=3, seconds=3600)
    assert limiter.take([other]) is None


def test_nothing_is_counted_unless_all_have_room() -> None:
    limiter = LibraryLimiter()
    small = RateKey(scope=Scope.DOMAIN, bucket="unproven", key="example.org", most=1, seconds=3600)
    assert limiter.take([small]) is None
    assert limiter.take([KEY, small]) == small
    assert limiter.used([KEY]) == (0,)


def test_threads_cannot_pass_the_ceiling_together() -> None:
    limiter = LibraryLimiter()
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: limiter.take([KEY]), range(200)))
    assert answers.count(None) == KEY.most


def test_claims_go_through_it() -> None:
    limiter = LibraryLimiter()
    sent = [claim(ask(auth=SPF_PASS), BALANCED, limiter).permit for _ in range(5)]
    assert [p is not None for p in sent] == [True, True, True, False, False]
    assert claim(ask(auth=DKIM), BALANCED, limiter).permit is not None
    assert limiter.used(rate_keys(BALANCED, "ann@example.org", ask(auth=DKIM).proof))[0] == 1


@pytest.mark.parametrize("uri", ["nonsense", "nonsense://x", "async+memory://"])
def test_a_bad_uri(uri: str) -> None:
    with pytest.raises(InvalidValueError, match=r"limiter\.uri"):
        LibraryLimiter(uri)


def test_a_store_that_is_not_there_is_an_adapter_error_and_the_gate_fails_closed() -> None:
    limiter = LibraryLimiter("redis://127.0.0.1:1/0")
    with pytest.raises(AdapterError, match="store"):
        limiter.take([KEY])
    with pytest.raises(AdapterError, match="store"):
        limiter.used([KEY])
    assert claim(ask(auth=DKIM), BALANCED, limiter).permit is None
