"""Finds the phrase rows that a text shows: one bounded pass, then a look around the hits of gapped phrases."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from bouncekit.needles import Needles
from bouncekit.rules.reply_model import PhraseRow

__all__ = ["Match", "Matcher", "Place", "lower"]

_GAP: Final = " ... "
_GAP_CHARS: Final = 120
"""How many characters a gap may cover."""
_HITS: Final = 200
"""Hits of one text that are looked at; a text with more is no reply of a mail server."""


Place = tuple[PhraseRow, str, int, int, bool]
"""What a Match says, in its order; and True when the row asks for more than words."""


class Match(NamedTuple):
    """One phrase of *row* at `start` to `end` of the text."""

    row: PhraseRow
    phrase: str
    start: int
    end: int


class _Pattern(NamedTuple):
    """A phrase cut at its gaps. The piece that is searched for is the longest; the others are looked for around it."""

    row: PhraseRow
    phrase: str
    is_conditional: bool
    before: tuple[str, ...]
    after: tuple[str, ...]


class Matcher:
    """The phrases of many rows, compiled once."""

    __slots__ = ("_needles", "_patterns")

    def __init__(self, rows: Sequence[PhraseRow]) -> None:
        patterns: dict[str, list[_Pattern]] = {}
        for row in rows:
            conditional = bool(
                row.replies
                or row.commands
                or row.statuses
                or row.host_only
                or row.is_heading
                or row.unless_class is not None
            )
            for phrase in row.phrases:
                pieces = tuple(piece.strip() for piece in lower(phrase).split(_GAP))
                anchor = max(range(len(pieces)), key=lambda n: len(pieces[n]))
                pattern = _Pattern(row, phrase, conditional, pieces[:anchor][::-1], pieces[anchor + 1 :])
                patterns.setdefault(pieces[anchor], []).append(pattern)
        self._patterns = {piece: tuple(having) for piece, having in patterns.items()}
        self._needles = Needles({piece: (piece,) for piece in patterns})

    def find(self, text: str) -> tuple[Match, ...]:
        """Every phrase that *text* shows, leftmost first."""
        return tuple([Match(row, phrase, start, end) for row, phrase, start, end, _ in self.places(text)])

    def places(self, text: str) -> list[Place]:
        """The same as plain tuples, which cost a tenth."""
        found: list[Place] = []
        patterns, low = self._patterns, ""
        for start, minus_end, piece, _ in self._needles.places(text)[:_HITS]:
            for row, phrase, conditional, before, after in patterns[piece]:
                if not before and not after:
                    at = _outside_names(text, start, -minus_end) if phrase.isalpha() else start
                    if at >= 0:
                        found.append((row, phrase, at, at - minus_end - start, conditional))
                    continue
                low = low or lower(text)
                if (before and before[0] not in low) or (after and after[0] not in low):
                    continue
                span = _around(low, start, -minus_end, before, after)
                if span is not None:
                    found.append((row, phrase, span[0], span[1], conditional))
        return found


def _outside_names(text: str, start: int, end: int) -> int:
    """Where the word at *start* to *end* first is a word: in `antispam.example` and `virus@example` it is a name."""
    low, word = "", text[start:end].lower()
    while _is_joined(text, end) or _is_joined(text, start - 1):
        low = low or lower(text)
        start = low.find(word, end)
        while start >= 0 and not _bounded(low, start, start + len(word)):
            start = low.find(word, start + 1)
        if start < 0:
            return -1
        end = start + len(word)
    return start


def _is_joined(text: str, at: int) -> bool:
    """Whether a point or an at sign at *at* has letters or digits on both sides."""
    return 0 < at < len(text) - 1 and text[at] in ".@" and text[at - 1].isalnum() and text[at + 1].isalnum()


def lower(text: str) -> str:
    """*text* in lower case with its offsets kept."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _around(low: str, start: int, end: int, before: tuple[str, ...], after: tuple[str, ...]) -> tuple[int, int] | None:
    """Where a phrase whose longest piece is at *start* to *end* begins and ends; None when a piece is missing."""
    for piece in before:
        first = max(0, start - _GAP_CHARS - len(piece))
        at = low.rfind(piece, first, start)
        while at >= 0 and not _bounded(low, at, at + len(piece)):
            at = low.rfind(piece, first, at)
        if at < 0:
            return None
        start = at
    for piece in after:
        stop = end + _GAP_CHARS + len(piece)
        at = low.find(piece, end, stop)
        while at >= 0 and not _bounded(low, at, at + len(piece)):
            at = low.find(piece, at + 1, stop)
        if at < 0:
            return None
        end = at + len(piece)
    return start, end


def _bounded(low: str, start: int, end: int) -> bool:
    left = start == 0 or not (low[start - 1].isalnum() and low[start].isalnum())
    return left and (end == len(low) or not (low[end].isalnum() and low[end - 1].isalnum()))
