"""All rows' phrases in one search, and the rows that a hit may make speak. Built once, when it is first needed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from bouncekit.needles import Literals, Needles
from bouncekit.rules.model import Format, Header, KindRule, Mark, Separator

__all__ = ["Index", "Marks", "index"]

_HYPHENS: Final = "---"
_PIECE: Final = 12


@dataclass(frozen=True, slots=True)
class Marks:
    """A row's marks with its phrases as numbers."""

    all_phrases: tuple[int, ...]
    all_headers: tuple[Header, ...]
    any_phrases: tuple[int, ...]
    any_fields: tuple[tuple[str, tuple[str, ...]], ...]
    """Header field → the needles of which one is enough."""
    none_phrases: tuple[int, ...]
    none_headers: tuple[Header, ...]


class Index:
    """Phrases of all rows, numbered."""

    __slots__ = (
        "_field_needles",
        "_needles",
        "_number_of",
        "_numbers",
        "by_field",
        "delays",
        "formats",
        "formats_by_phrase",
        "kinds",
        "kinds_by_phrase",
        "marks",
        "rows",
        "separators",
        "words",
    )

    def __init__(
        self,
        formats: Iterable[Format],
        kinds: Iterable[KindRule],
        separators: Iterable[Separator],
        words: Iterable[str],
        delays: Iterable[str],
    ) -> None:
        self._numbers: dict[str, int] = {}
        self.formats = tuple(formats)
        self.kinds = tuple(kinds)
        self.marks: dict[str, Marks] = {}
        self.rows: dict[str, tuple[int, Format | KindRule]] = {}
        """Row id → the row with its number."""
        self.formats_by_phrase: dict[int, list[str]] = {}
        """Phrase → ids of the layouts that it alone may make speak."""
        self.kinds_by_phrase: dict[int, list[str]] = {}
        self.by_field: dict[str, dict[str, list[str]]] = {}
        """Header field → needle → ids of the kind rows that the needle in the field alone can make speak."""
        self.separators = _keyed({s.phrase.lower() for s in separators})
        """Lines that begin a quoted original, in lower case, by a piece without which none of them stands in a text."""
        self.words = frozenset(self.number(w) for w in words)
        """Phrases in which mailers speak of a failure, in all languages."""
        self.delays = frozenset(self.number(w) for w in delays)
        """Sentences that only a notice of delay holds."""
        rows: tuple[Format | KindRule, ...] = (*self.formats, *self.kinds)
        for row in rows:
            self._add(row)
        self._needles = Needles({str(n): (phrase,) for phrase, n in self._numbers.items()})
        self._field_needles = {field: Literals(rows) for field, rows in self.by_field.items()}
        self._number_of = {str(n): n for n in self._numbers.values()}

    def number(self, phrase: str) -> int:
        """The number of *phrase*, given when it is first seen."""
        known = self._numbers.get(phrase)
        return self._numbers.setdefault(phrase.lower(), len(self._numbers)) if known is None else known

    def phrase(self, number: int) -> str:
        """The phrase with that number."""
        return next(p for p, n in self._numbers.items() if n == number)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Every hit in *text*: number of the phrase, start, end."""
        number_of = self._number_of
        return [(number_of[row], start, -minus_end) for start, minus_end, row, _ in self._needles.places(text)]

    def shown(self, field: str, value: str) -> list[str]:
        """The ids of the kind rows that *field* can make speak when it says *value*."""
        rows = self.by_field[field]
        return [row for needle in self._field_needles[field].found_in(value) for row in rows[needle]]

    def _length(self, number: int) -> int:
        return len(self.phrase(number))

    def _add(self, row: Format | KindRule) -> None:
        any_phrases, any_headers = self._split(row.any_of)
        marks = Marks(*self._split(row.all_of), any_phrases, _by_field(any_headers), *self._split(row.none_of))
        self.marks[row.id] = marks
        self.rows[row.id] = (len(self.rows), row)
        # A row speaks only where all of `all_phrases` stand: any one of them finds it, the longest the most rarely.
        numbers = [max(marks.all_phrases, key=self._length)] if marks.all_phrases else marks.any_phrases
        for number in dict.fromkeys(numbers):
            filed = self.formats_by_phrase if isinstance(row, Format) else self.kinds_by_phrase
            filed.setdefault(number, []).append(row.id)
        if isinstance(row, KindRule) and not marks.all_phrases and (marks.any_fields or not marks.any_phrases):
            for field, needles in marks.any_fields or _by_field(marks.all_headers):
                for needle in needles:
                    self.by_field.setdefault(field, {}).setdefault(needle, []).append(row.id)
        if isinstance(row, Format):
            for block in row.blocks:
                for phrase in (*block.start, *block.stop):
                    self.number(phrase)

    def _split(self, marks: tuple[Mark, ...]) -> tuple[tuple[int, ...], tuple[Header, ...]]:
        phrases = tuple(self.number(m) for m in marks if isinstance(m, str))
        return phrases, tuple(m for m in marks if isinstance(m, Header))


def _by_field(marks: tuple[Header, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for mark in marks:
        found.setdefault(mark.field, []).append(mark.needle)
    return tuple((field, tuple(needles)) for field, needles in found.items())


def _keyed(phrases: set[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """*phrases* by pieces that several of them share: one look for the piece spares the looks for all of them."""
    left = set(phrases)
    out = []
    while left:
        count = Counter(piece for phrase in left for piece in _pieces(phrase))
        key = max(count, key=lambda piece: (count[piece], len(piece), piece))
        having = {phrase for phrase in left if key in phrase}
        out.append((key, tuple(sorted(having))))
        left -= having
    return tuple(out)


def _pieces(phrase: str) -> set[str]:
    """Runs of hyphens, which few texts have, or all pieces of some length."""
    if _HYPHENS in phrase:
        return {_HYPHENS}
    size = min(_PIECE, len(phrase))
    return {phrase[at : at + size] for at in range(len(phrase) - size + 1)}


@cache
def index() -> Index:
    """The index of the rows that ship with bouncekit."""
    from bouncekit.rules.formats import FORMATS  # noqa: PLC0415
    from bouncekit.rules.kinds import ACTION_WORDS, FAILURE_PHRASES, KINDS  # noqa: PLC0415
    from bouncekit.rules.separators import SEPARATORS  # noqa: PLC0415

    return Index(FORMATS, KINDS, SEPARATORS, FAILURE_PHRASES, ACTION_WORDS)
