"""What a text says where no phrase of a row stands in it: read from what is spoken of and what is said of that.

One pass over the text for all the words of `rules.sentences`; then each row is tried on the few words that were found.
"""

import re
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from bouncekit.rules.reply_model import SentenceRow
from bouncekit.rules.sentences import SENTENCES

__all__ = ["SENTENCE_CHARS", "Sentence", "sentence_in"]

_KEPT: Final = 128
"""Answers that are kept: the recipients of a report often got the same reply."""
_FEWEST: Final = 6
SENTENCE_CHARS: Final = 500
"""Characters that are read: a reply says why in its first lines."""
_APART: Final = 28
"""Characters that may stand between what is spoken of and what is said of it."""
_HITS: Final = 80
# Names and links are no words: `antispam@spam.example`, `https://policy.example/blocked`
_NAMES: Final = re.compile(
    r"\S{1,200}(?:@|://)\S{0,200}|(?<![\w.])(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?!\w)|<[^<>\s]{1,200}>"
)
# What wraps a reply speaks of servers, errors and recipients whatever the reply is about.
_WRAPPING: Final = re.compile(
    r"(?:smtp )?error from remote (?:mail )?server|remote (?:mail )?(?:server|host) (?:said|returned|replied|answered)"
    r"|(?:the )?recipient'?s? (?:domain|server|mail server)|while talking to|giving up on|service unavailable"
    r"|in reply to [a-z ]{1,24}command|after (?:pipelined )?(?:rcpt to|mail from|end of data|data|initial connection)"
)
_CLAUSE: Final = re.compile(r"[.;!?\n](?:\s|$)")


class Sentence(NamedTuple):
    """The row that speaks, and where its words stand in the text."""

    row: SentenceRow
    start: int
    end: int


def _tables() -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    spoken: dict[str, list[int]] = {}
    said: dict[str, list[int]] = {}
    for n, row in enumerate(SENTENCES):
        for words, table in ((row.spoken_of, spoken), (row.said, said)):
            for word in words:
                table.setdefault(word, []).append(n)
    return spoken, said


_SPOKEN, _SAID = _tables()


def _pattern(words: dict[str, list[int]]) -> re.Pattern[str]:
    """One pattern of all *words*, the longest first, letter by letter: few are tried at each place of a text."""
    return re.compile(r"(?<![\w'-])" + _one_of([(word.removeprefix("="), word.startswith("=")) for word in words]))


def _one_of(words: list[tuple[str, bool]]) -> str:
    """A pattern of *words*; True beside a word that has to end where it ends."""
    by_letter: dict[str, list[tuple[str, bool]]] = {}
    for word, whole in words:
        if word:
            by_letter.setdefault(word[0], []).append((word[1:], whole))
    each = [re.escape(letter) + _one_of(rests) for letter, rests in by_letter.items()]
    ends = [whole for word, whole in words if not word]
    if ends:
        each.append(r"(?!\w)" if all(ends) else "")
    return each[0] if len(each) == 1 else "(?:" + "|".join(each) + ")"


_SPOKEN_WORDS, _SAID_WORDS = _pattern(_SPOKEN), _pattern(_SAID)


@lru_cache(maxsize=_KEPT)
def sentence_in(low: str) -> Sentence | None:
    """The first row that a text in lower case shows."""
    if len(low) < _FEWEST:
        return None
    text = _WRAPPING.sub(_blank, _NAMES.sub(_blank, low[:SENTENCE_CHARS]))
    spoken = _places(_SPOKEN_WORDS, _SPOKEN, text)
    if not spoken:
        return None
    said = _places(_SAID_WORDS, _SAID, text)
    for n in sorted(spoken.keys() & said.keys()):
        pair = _nearest(text, spoken[n], said[n])
        if pair is not None:
            return Sentence(SENTENCES[n], *pair)
    return None


def _blank(m: re.Match[str]) -> str:
    # A full stop, so that what stands on either side is no clause together.
    return ";" + " " * (len(m[0]) - 1) if m.re is _WRAPPING else " " * len(m[0])


_Span = tuple[int, int]


def _places(pattern: re.Pattern[str], rows: dict[str, list[int]], text: str) -> dict[int, list[_Span]]:
    """By the row's number: where its words stand."""
    found: dict[int, list[_Span]] = {}
    for m in islice(pattern.finditer(text), _HITS):
        for word in (m[0], "=" + m[0]):
            for n in rows.get(word, ()):
                found.setdefault(n, []).append(m.span())
    return found


def _nearest(text: str, spoken: list[_Span], said: list[_Span]) -> _Span | None:
    """From the start to the end of a pair of words in one clause, the nearest pair first."""
    best: tuple[int, _Span] | None = None
    for a in spoken:
        for b in said:
            first, last = (a, b) if a <= b else (b, a)
            gap = last[0] - first[1]
            if gap < 0 or gap > _APART or _CLAUSE.search(text, first[1], last[0]) is not None:
                continue
            if best is None or gap < best[0]:
                best = gap, (first[0], last[1])
    return None if best is None else best[1]
