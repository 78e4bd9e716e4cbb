"""Notices about a message as a whole: nobody is named, and the text says why."""

from itertools import pairwise
from typing import Final

from bouncekit.report.draft import Draft
from bouncekit.report.model import Tier
from bouncekit.report.notice import Notice
from bouncekit.report.reading import Reading

__all__ = ["nobody"]

_MOST_PARAGRAPHS: Final = 100
_LONGEST: Final = 4_000
_RULE: Final = "heuristic-error-text"
_ENDS: Final = (":", "\uff1a")


def nobody(reading: Reading) -> Draft:
    """The recipient whom nothing names, with the text that says why; what that text quotes names nobody."""
    draft = Draft()
    notice = reading.notice()
    found = _announced(notice) or _speaking(reading, notice)
    if found is not None:
        start, end = found
        text = " ".join(notice.text[start:end].split())
        draft.put("diagnostic", text, _RULE, Tier.HEURISTIC, notice.span(start, end))
    return draft


def _paragraphs(notice: Notice) -> list[tuple[int, int]]:
    """Where the paragraphs of the notice stand, those that are blank left out."""
    text, start = notice.text, 0
    out: list[tuple[int, int]] = []
    while start < notice.cut and len(out) < _MOST_PARAGRAPHS:
        end = text.find("\n\n", start, notice.cut)
        end = notice.cut if end < 0 else end
        if not text[start:end].isspace() and end > start:
            out.append((start, min(end, start + _LONGEST)))
        start = end + 2
    return out


def _announced(notice: Notice) -> tuple[int, int] | None:
    """The paragraph after the first that ends in a colon (`The following error was given:`)."""
    places = _paragraphs(notice)
    for (start, end), after in pairwise(places):
        if notice.text[start:end].rstrip().endswith(_ENDS):
            return after
    return None


def _speaking(reading: Reading, notice: Notice) -> tuple[int, int] | None:
    """The first paragraph that speaks of a failure."""
    first = min((at for n in reading.index.words & notice.hits.keys() for at, _ in notice.hits[n]), default=-1)
    return next(((start, end) for start, end in _paragraphs(notice) if start <= first < end), None)
