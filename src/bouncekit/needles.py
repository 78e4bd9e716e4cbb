"""Phrase search: which of some thousand phrases stand in a text, in one bounded pass (pure Python).

A phrase can only stand in a text that has all its words. Each phrase is filed under its rarest word (rarest among all
phrases); so a search looks up the distinct words of the text and compares only the few phrases that need no others.
What is compared is the text in lower case with white space run together and typographic quotes and hyphens made plain;
places in the text as it came are worked out for hits alone.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from bouncekit.errors import InvalidValueError

__all__ = ["Hit", "Needles"]

# Scripts that put no space between words, and Hangul, whose particles cling to the word: matched by characters.
_SPACELESS: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff"
)
# Of ASCII texts the words are what is left when all else is white space: in C, where a regex takes steps a word.
_ASCII_GAPS: Final = str.maketrans({chr(c): " " for c in range(128) if not (chr(c).isalnum() or c == 0x5F)})
_OCTET_GAPS: Final = bytes(c if c > 0x7F or chr(c).isalnum() or c == 0x5F else 0x20 for c in range(256))
_BELOW_0800: Final = bytes(range(0xE0))
_WORD: Final = re.compile(rf"[^\W{_SPACELESS}]+")
_CHARACTER: Final = re.compile(rf"[{_SPACELESS}]")
_RUN: Final = re.compile(r"\s\s+")
_PLAIN: Final = tuple(zip("\u2018\u2019\u02bc\u201c\u201d\u2010\u2011\u2012\u2013\u2014", "'''\"\"-----", strict=True))
# Words of nearly every text that is searched: rare among the phrases or not, they sort out little.
_COMMON: Final = frozenset(
    [
        "a",
        "address",
        "all",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "could",
        "delivered",
        "delivery",
        "email",
        "error",
        "failed",
        "following",
        "for",
        "from",
        "has",
        "have",
        "if",
        "in",
        "is",
        "it",
        "mail",
        "message",
        "no",
        "not",
        "of",
        "on",
        "one",
        "or",
        "original",
        "recipient",
        "recipients",
        "rejected",
        "returned",
        "sender",
        "sent",
        "server",
        "that",
        "the",
        "this",
        "to",
        "unable",
        "user",
        "was",
        "we",
        "were",
        "will",
        "with",
        "you",
        "your",
    ]
)


class Hit(NamedTuple):
    """*phrase* (as the row has it) of *row* stands at `text[start:end]`."""

    row: str
    phrase: str
    start: int
    end: int


class _Entry(NamedTuple):
    """A phrase as it is compared, and who has it: (row, phrase as written)."""

    folded: str
    bound_left: bool
    bound_right: bool
    owners: tuple[tuple[str, str], ...]


_Bucket = tuple[tuple[frozenset[str], str, _Entry], ...]
"""(words, folded phrase, entry): the first two stand apart so that the inner loop touches no attribute."""


class Needles:
    """Rows of phrases, ready to be searched for.

    *rows*: row id → its phrases. A phrase matches whatever the case and the white space, at word bounds: `full` is not
    in `fully`. Phrases in scripts without spaces match by characters. Raises InvalidValueError for a phrase that is
    empty or has neither letter nor digit.
    """

    __slots__ = ("_by_character", "_by_word", "_characters", "_size", "_words")

    def __init__(self, rows: Mapping[str, Iterable[str]]) -> None:
        entries = _entries(rows)
        self._size = len(entries)
        self._by_word = _file(entries, _words)
        self._words = frozenset(self._by_word)
        self._by_character = _file([e for e in entries if not _words(e.folded)], _characters)
        self._characters = frozenset(self._by_character)

    def __len__(self) -> int:
        """How many different phrases there are."""
        return self._size

    def find(self, text: str) -> tuple[Hit, ...]:
        """The phrases in *text*, each at its first place, by their start, then the longest first, then by row id.

        Time is linear in *text*; bound it before (`limits.diagnostic_chars`).
        """
        folded = _fold(text)
        found = self._search(folded)
        if not found:
            return ()
        if len(folded) == len(text):
            # Folding keeps the number of characters, so equal lengths mean that no white space went.
            hits = [Hit(row, phrase, at, at + len(entry.folded)) for entry, at in found for row, phrase in entry.owners]
        else:
            places = _Places(text)
            hits = [
                Hit(row, phrase, places.start(at), places.end(at + len(entry.folded)))
                for entry, at in found
                for row, phrase in entry.owners
            ]
        if len(hits) > 1:
            hits.sort(key=_order)
        return tuple(hits)

    def _search(self, folded: str) -> list[tuple[_Entry, int]]:
        ascii_only = folded.isascii()
        words = _distinct_words(folded)
        found = _standing(folded, words, self._words, self._by_word)
        if not ascii_only and self._by_character:
            found += _standing(folded, set(folded), self._characters, self._by_character)
        return found


def _standing(
    folded: str, pieces: set[str], keys: frozenset[str], filed: dict[str, _Bucket]
) -> list[tuple[_Entry, int]]:
    """The entries that stand in the text which has these pieces, with their first places."""
    found = []
    for piece in keys & pieces:
        for having, phrase, entry in filed[piece]:
            if having <= pieces and (at := folded.find(phrase)) >= 0 and (at := _bounded(folded, entry, at)) >= 0:
                found.append((entry, at))
    return found


def _distinct_words(folded: str) -> set[str]:
    """The words of *folded*; those of ASCII alone without a regex."""
    if folded.isascii():
        return set(folded.translate(_ASCII_GAPS).split())
    plain: list[bytes] = []
    other: list[bytes] = []
    words: set[str] = set()
    for run in set(folded.encode("utf-8", "surrogatepass").translate(_OCTET_GAPS).split()):
        if run.isascii():
            plain.append(run)
        elif not run.translate(None, _BELOW_0800) and (word := run.decode()).isalnum():
            # Letters of scripts before Thai: no character stands for itself, and there is nothing to cut.
            words.add(word)
        else:
            other.append(run)
    words.update(b" ".join(plain).decode().split())
    words.update(_WORD.findall(b" ".join(other).decode("utf-8", "surrogatepass")))
    return words


def _words(folded: str) -> list[str]:
    return _WORD.findall(folded)


def _characters(folded: str) -> list[str]:
    return _CHARACTER.findall(folded)


def _entries(rows: Mapping[str, Iterable[str]]) -> list[_Entry]:
    owners: dict[str, list[tuple[str, str]]] = {}
    for row, phrases in rows.items():
        for phrase in phrases:
            folded = _fold(phrase)
            if not (_WORD.search(folded) or _CHARACTER.search(folded)):
                raise InvalidValueError(f"phrases[{row}]", "a phrase needs a letter or a digit", phrase)
            owners.setdefault(folded, []).append((row, phrase))
    return [
        _Entry(folded, _is_word(folded[0]), _is_word(folded[-1]), tuple(having)) for folded, having in owners.items()
    ]


def _file(entries: list[_Entry], split: Callable[[str], list[str]]) -> dict[str, _Bucket]:
    """Each entry under its rarest piece that is not common; of equally rare ones the longest, the rarer in texts."""
    pieces = [(entry, frozenset(split(entry.folded))) for entry in entries]
    count = Counter(piece for _, having in pieces for piece in having)
    filed: dict[str, list[tuple[frozenset[str], str, _Entry]]] = {}
    for entry, having in pieces:
        if having:
            rarest = min(having, key=lambda piece: (piece in _COMMON, count[piece], -len(piece), piece))
            filed.setdefault(rarest, []).append((having, entry.folded, entry))
    return {piece: tuple(bucket) for piece, bucket in filed.items()}


def _order(hit: Hit) -> tuple[int, int, str, str]:
    return hit.start, -hit.end, hit.row, hit.phrase


def _is_word(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character == "_"
    return _WORD.match(character) is not None


def _bounded(folded: str, entry: _Entry, at: int) -> int:
    """Where *entry*, which stands at *at*, first stands at word bounds, or -1."""
    phrase, bound_left, bound_right, _ = entry
    size = len(folded)
    while at >= 0:
        end = at + len(phrase)
        if (not bound_left or at == 0 or folded[at - 1] == " " or not _is_word(folded[at - 1])) and (
            not bound_right or end == size or folded[end] == " " or not _is_word(folded[end])
        ):
            return at
        at = folded.find(phrase, at + 1)
    return -1


def _fold(text: str) -> str:
    """*text* as it is compared: each character on its own becomes one, then white space runs together."""
    folded = text.lower()
    if not text.isascii():
        if len(folded) != len(text):
            # A few capitals (such as I with a dot) become two characters: leave those, so that offsets hold.
            folded = "".join(low if len(low := c.lower()) == 1 else c for c in text)
        for typographic, plain in _PLAIN:
            if typographic in folded:
                folded = folded.replace(typographic, plain)
    return " ".join(folded.split())


class _Places:
    """From offsets in the folded text to offsets in the text as it came.

    One white-space character became one space, so only longer runs (and white space at the head) move what follows.
    """

    __slots__ = ("_from", "_moved")

    def __init__(self, text: str) -> None:
        moved = len(text) - len(text.lstrip())
        self._from = [0]
        self._moved = [moved]
        for run in _RUN.finditer(text, moved):
            first, end = run.span()
            moved += end - first - 1
            self._from.append(end - moved)
            self._moved.append(moved)

    def start(self, at: int) -> int:
        return at + self._moved[bisect_right(self._from, at) - 1]

    def end(self, at: int) -> int:
        return self.start(at - 1) + 1
