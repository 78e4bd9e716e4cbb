"""Ordinary mail never yields a failure, and each message has the kind that is right for it."""

import pytest

from bouncekit.report.parse import parse
from bouncekit.vocabulary import ReportKind
from samples.make_ordinary import Ordinary, ordinary

_ALL = tuple(ordinary())


def test_there_are_several_hundred_with_names_of_their_own() -> None:
    assert len(_ALL) >= 400
    assert len({m.name for m in _ALL}) == len(_ALL)
    assert sum(m.kind is ReportKind.NONE for m in _ALL) >= 350


def test_they_are_the_same_in_every_run() -> None:
    assert tuple(ordinary()) == _ALL


@pytest.mark.whole(every=6)
@pytest.mark.parametrize("message", _ALL, ids=lambda m: m.name)
def test_never_a_failure(message: Ordinary) -> None:
    report = parse(message.raw)
    right = {message.kind, ReportKind.AUTO_REPLY} if message.automatic else {message.kind}
    assert report.kind in right, report.because
    assert report.recipients == ()
    assert report.opt_out is message.opt_out
