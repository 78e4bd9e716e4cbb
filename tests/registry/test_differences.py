"""Where we differ from Sisimai on purpose: the answer is ours, and the difference is one."""

import pytest

from bouncekit.classify import classify
from bouncekit.registry.differences import DIFFERENCES, Difference
from bouncekit.registry.reasons import REASONS, SISIMAI


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda d: d.sample)
def test_the_answer_is_ours(difference: Difference) -> None:
    assert classify(difference.sample).reason is difference.reason
    assert difference.theirs in SISIMAI
    assert REASONS[difference.reason].sisimai != difference.theirs
    assert difference.why
