"""Phrase search: which of some thousand phrases stand in a text, in one bounded pass (pure Python).

Where a phrase stands, its words stand one after the other. So each is filed under the rarest pair of neighbours that
it has (rarest among all phrases), or under its one word; a search looks up the words and the pairs of the text and
compares only the few phrases that are filed there. What is compared is the text in lower case with white space run
together and typographic quotes and hyphens made plain; places in the text as it came are worked out for hits alone.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from bouncekit.errors import InvalidValueError

__all__ = ["Hit", "Literals", "Needles"]

# Scripts that put no space between words, and Hangul, whose particles cling to the word: matched by characters.
_SPACELESS: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff"
)
# Of ASCII texts the words are what is left when all else is white space: in C, where a regex takes steps a word.
_ASCII_FOLD: Final = bytes(0x20 if chr(c).isspace() else ord(chr(c).lower()) for c in range(128)) + bytes(128)
_ASCII_GAPS: Final = frozenset(chr(c) for c in range(128) if not (chr(c).isalnum() or c == 0x5F))
_OCTET_GAPS: Final = bytes(c if c > 0x7F or chr(c).isalnum() or c == 0x5F else 0x20 for c in range(256))
_BELOW_0800: Final = bytes(range(0xE0))
_WORD: Final = re.compile(rf"[^\W{_SPACELESS}]+")
_CHARACTER: Final = re.compile(rf"[{_SPACELESS}]")
_PIECE: Final = 3
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


_Pair = tuple[str, str]
_Filed = tuple[str, int, _Entry, tuple[tuple[str, str], ...]]
"""(folded phrase, its length, entry, owners): apart, so that the inner loop touches no attribute."""


class Needles:
    """Rows of phrases, ready to be searched for.

    *rows*: row id → its phrases. A phrase matches whatever the case and the white space, at word bounds: `full` is not
    in `fully`. Phrases in scripts without spaces match by characters. Raises InvalidValueError for a phrase that is
    empty or has neither letter nor digit.
    """

    __slots__ = ("_by_character", "_by_pair", "_by_word", "_characters", "_pairs", "_size", "_words")

    def __init__(self, rows: Mapping[str, Iterable[str]]) -> None:
        entries = _entries(rows)
        self._size = len(entries)
        worded = [(entry, _WORD.findall(entry.folded)) for entry in entries]
        self._by_pair = _file_by_pair([(entry, words) for entry, words in worded if len(words) > 1])
        self._pairs = frozenset(self._by_pair)
        self._by_word = _file_by_word([(entry, words[0]) for entry, words in worded if len(words) == 1])
        self._words = frozenset(self._by_word)
        self._by_character = _file_by_character([entry for entry, words in worded if not words])
        self._characters = frozenset(self._by_character)

    def __len__(self) -> int:
        """How many different phrases there are."""
        return self._size

    def find(self, text: str) -> tuple[Hit, ...]:
        """The phrases in *text*, each at its first place, by their start, then the longest first, then by row id.

        Time is linear in *text*; bound it before (`limits.diagnostic_chars`).
        """
        return tuple([Hit(row, phrase, at, -end) for at, end, row, phrase in self.places(text)])

    def places(self, text: str) -> list[tuple[int, int, str, str]]:
        """The same as plain tuples, as they are sorted: start, minus the end, row, phrase."""
        folded, words = _read(text)
        found = self._search(folded, words)
        if len(folded) != len(text) and found:
            # Folding keeps the number of characters, so other lengths mean that white space went.
            found = _in_text(text, found)
        if len(found) > 1:
            found.sort()
        return found

    def _search(self, folded: str, words: list[str]) -> list[tuple[int, int, str, str]]:
        by_pair, by_word = self._by_pair, self._by_word
        filed = [by_pair[pair] for pair in self._pairs.intersection(pairwise(words))]
        filed += [by_word[word] for word in self._words.intersection(words)]
        find, padded = folded.find, folded + " "
        found: list[tuple[int, int, str, str]] = []
        for bucket in filed:
            for phrase, size, entry, owners in bucket:
                at = find(phrase)
                if at < 0:
                    continue
                # The usual case without a call, which is the dearer half of what a hit costs.
                if (at and padded[at - 1] not in _ASCII_GAPS) or padded[at + size] not in _ASCII_GAPS:
                    at = _bounded(folded, entry, at)
                    if at < 0:
                        continue
                for row, written in owners:
                    found.append((at, -at - size, row, written))
        if self._by_character and not folded.isascii():
            found += self._in_spaceless(folded)
        return found

    def _in_spaceless(self, folded: str) -> list[tuple[int, int, str, str]]:
        """As `_search`, of the phrases that have no words: under their rarest character, if the text has the others."""
        characters = set(folded)
        found = []
        for character in self._characters & characters:
            for having, entry in self._by_character[character]:
                if having <= characters and (at := folded.find(entry.folded)) >= 0:
                    at = _bounded(folded, entry, at)
                    if at >= 0:
                        found += [(at, -at - len(entry.folded), row, written) for row, written in entry.owners]
        return found


def _read(text: str) -> tuple[str, list[str]]:
    """*text* as it is compared, and its words in their order."""
    if not text.isascii():
        folded = _fold(text)
        return folded, _word_list(folded)
    octets = text.encode().translate(_ASCII_FOLD)
    words = octets.translate(_OCTET_GAPS).decode().split()
    if b"  " in octets:
        octets = octets.replace(b"  ", b" ")
        if b"  " in octets:
            octets = b" ".join(octets.split())
    return octets.strip(b" ").decode(), words


def _word_list(folded: str) -> list[str]:
    """The words of *folded* in their order, with a regex only for the pieces that need one."""
    octets = folded.encode("utf-8", "surrogatepass").translate(_OCTET_GAPS)
    text = octets.decode("utf-8", "surrogatepass")
    pieces = text.split()
    if not octets.translate(None, _BELOW_0800) and "".join(pieces).replace("_", "").isalnum():
        # Letters of scripts before Thai: no character stands for itself, and there is nothing to cut.
        return pieces
    words: list[str] = []
    for piece in pieces:
        if piece.isascii():
            words.append(piece)
        else:
            words += _WORD.findall(piece)
    return words


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


def _file_by_pair(entries: list[tuple[_Entry, list[str]]]) -> dict[_Pair, list[_Filed]]:
    """Each entry under its rarest pair of neighbours; of equals the one with fewer common words, or the longer."""
    paired = [(entry, set(pairwise(words))) for entry, words in entries]
    count = Counter(pair for _, pairs in paired for pair in pairs)
    filed: dict[_Pair, list[_Filed]] = {}
    for entry, pairs in paired:
        rarest = min(pairs, key=lambda pair: (count[pair], len(_COMMON.intersection(pair)), -len("".join(pair)), pair))
        filed.setdefault(rarest, []).append(_filed(entry))
    return filed


def _filed(entry: _Entry) -> _Filed:
    return entry.folded, len(entry.folded), entry, entry.owners


def _file_by_word(entries: list[tuple[_Entry, str]]) -> dict[str, list[_Filed]]:
    filed: dict[str, list[_Filed]] = {}
    for entry, word in entries:
        filed.setdefault(word, []).append(_filed(entry))
    return filed


def _file_by_character(entries: list[_Entry]) -> dict[str, list[tuple[frozenset[str], _Entry]]]:
    pieces = [(frozenset(_CHARACTER.findall(entry.folded)), entry) for entry in entries]
    count = Counter(piece for having, _ in pieces for piece in having)
    filed: dict[str, list[tuple[frozenset[str], _Entry]]] = {}
    for having, entry in pieces:
        filed.setdefault(min(having, key=lambda piece: (count[piece], piece)), []).append((having, entry))
    return filed


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


def _in_text(text: str, found: list[tuple[int, int, str, str]]) -> list[tuple[int, int, str, str]]:
    """*found* with places in the text as it came in place of those in the folded text.

    One white-space character became one space, so only longer runs (and white space at the head) move what follows.
    """
    moved = len(text) - len(text.lstrip())
    begins, moves = [0], [moved]
    for run in _RUN.finditer(text, moved):
        first, end = run.span()
        moved += end - first - 1
        begins.append(end - moved)
        moves.append(moved)
    out = []
    for at, minus_end, row, phrase in found:
        # The end goes with its last character, which mostly no run parts from the first.
        n = bisect_right(begins, at)
        last = n if n == len(begins) or begins[n] >= -minus_end else bisect_right(begins, ~minus_end, n)
        out.append((at + moves[n - 1], minus_end - moves[last - 1], row, phrase))
    return out


class Literals:
    """Many short literals, ready to be looked for in one short text: whether any stands in it, and which.

    They are kept by pieces of a few characters that several of them share: where a piece is missing, so are they.
    """

    __slots__ = ("_shared",)

    def __init__(self, literals: Iterable[str]) -> None:
        left = set(literals)
        shared = []
        while left:
            count = Counter(piece for literal in left for piece in _pieces(literal))
            key = max(count, key=lambda piece: (count[piece], piece))
            having = {literal for literal in left if key in literal}
            shared.append((key, tuple(sorted(having))))
            left -= having
        self._shared = tuple(shared)

    def found_in(self, text: str) -> list[str]:
        """Those that stand in *text*."""
        return [one for key, having in self._shared if key in text for one in having if one in text]

    def any_in(self, text: str) -> bool:
        """True when one of them stands in *text*."""
        near = [having for key, having in self._shared if key in text]
        return any(any(map(text.__contains__, having)) for having in near)


def _pieces(literal: str) -> set[str]:
    size = min(_PIECE, len(literal))
    return {literal[at : at + size] for at in range(len(literal) - size + 1)}
