"""Finds the phrase rows that a text shows: one bounded pass over the text, then small sums over the hits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bouncekit.needles import Needles
from bouncekit.rules.reply_model import PhraseRow

__all__ = ["Match", "Matcher"]

_GAP: Final = " ... "
_GAP_CHARS: Final = 120
"""How many characters a gap may cover."""
_HITS: Final = 200
"""Hits of one text that are looked at; a text with more is no reply of a mail server."""


@dataclass(frozen=True, slots=True)
class Match:
    """One phrase of *row* at `start` to `end` of the text."""

    row: PhraseRow
    phrase: str
    start: int
    end: int


class Matcher:
    """The phrases of many rows, compiled once."""

    __slots__ = ("_needles", "_patterns")

    def __init__(self, rows: Sequence[PhraseRow]) -> None:
        patterns: dict[str, list[tuple[PhraseRow, str, tuple[str, ...]]]] = {}
        parts: dict[str, tuple[str, ...]] = {}
        for row in rows:
            for phrase in row.phrases:
                pieces = tuple(piece.strip() for piece in phrase.split(_GAP))
                patterns.setdefault(pieces[0], []).append((row, phrase, pieces[1:]))
                parts.update((piece, (piece,)) for piece in pieces)
        self._patterns = patterns
        self._needles = Needles(parts)

    def find(self, text: str) -> tuple[Match, ...]:
        """Every phrase that *text* shows, leftmost first; of one row only its longest hits at each place."""
        hits = self._needles.find(text)[:_HITS]
        if not hits:
            return ()
        places: dict[str, list[tuple[int, int]]] = {}
        for hit in hits:
            places.setdefault(hit.row, []).append((hit.start, hit.end))
        found: list[Match] = []
        for hit in hits:
            for row, phrase, rest in self._patterns.get(hit.row, ()):
                end = _rest_ends(hit.end, rest, places)
                if end is not None:
                    found.append(Match(row, phrase, hit.start, end))
        return tuple(found)


def _rest_ends(end: int, rest: tuple[str, ...], places: dict[str, list[tuple[int, int]]]) -> int | None:
    """Where the last of the pieces after a gap ends, or None when one is missing."""
    for piece in rest:
        following = (span for span in places.get(piece, ()) if end <= span[0] <= end + _GAP_CHARS)
        span = next(following, None)
        if span is None:
            return None
        end = span[1]
    return end
