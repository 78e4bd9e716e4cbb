"""Header fields: a block of octets into spans, and header-like lines in any text.

No pattern of this package is possessive or atomic: CPython 3.11.0 to 3.11.4 match such groups wrongly
(tests/test_patterns.py). The patterns below are linear without: each repetition is followed by an octet that it cannot
itself match, so there is one way to match and nothing is tried twice. For each round of a repeated group `re` keeps a
place to return to, a hundred times a line of one octet: so groups are repeated a bounded number of times, and what goes
on after that is found octet by octet, which keeps nothing.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from bouncekit.message.words import decode_words
from bouncekit.spans import Span

__all__ = [
    "FIELD_NAME",
    "PLAIN_HEADER",
    "HeaderField",
    "RawField",
    "bounded",
    "field_text",
    "header_block",
    "iter_fields",
    "parse_fields",
    "unfold",
]

# field = field-name *WSP ":" body *(EOL WSP more) EOL  (RFC 5322 2.2, 4.5); whatever is no field ends the block and
# matches the last alternative to the end of what is searched, so that `finditer` needs no second look.
# Of the two the first is three times as fast and right where each CR stands before an LF (the body then ends in it).
_FIELD: Final = re.compile(
    rb"([!-9;-~]+)[ \t]*:[ \t]*(.*(?:\n[ \t].*){0,50}(?:\n[ \t](?s:.*?)(?=\n(?![ \t])|\Z))?)\n?|(?s:.*)"
)
_FIELD_ANY: Final = re.compile(
    rb"([!-9;-~]+)[ \t]*:[ \t]*([^\r\n]*(?:(?:\r\n?|\n)[ \t](?s:.*?)(?=\r?\n(?![ \t])|\r(?![\n \t])|\Z))?)(?:\r\n?|\n)?"
    rb"|(?s:.*)",
)
# A header of fields alone (few, and folded seldom: others are read as any), with the empty line that ends it.
PLAIN_HEADER: Final = re.compile(rb"(?:[!-9;-~]+[ \t]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n){0,50}){0,200}\r?\n")
FIELD_NAME: Final = re.compile(rb"[!-9;-~]+[ \t]*:")
_BLANK: Final = re.compile(rb"\n\r?\n|\r\n?\r")

_EOL: Final = re.compile(rb"\r\n?|\n")
_FROM_LINE: Final = (b"From ", b">From ")
_LONGEST_FROM_LINE: Final = 1_000
_MOST_FROM_LINES: Final = 4
_NOT_ENDED: Final = "header-not-ended"

RawField = re.Match[bytes]
"""A field as the scanner found it: group 1 is the name, group 2 the body."""


def header_block(
    data: bytes, start: int, end: int, *, octets: int, count: int
) -> tuple[list[RawField], int, str | None]:
    """Fields of the block at *start*, where the body begins, and what was odd (an anomaly id or None).

    Looks at no more than *octets* octets and *count* fields; the body then begins after the next empty line.
    An mbox `From ` line between fields, which a store left or a forwarder wrote fields before, is passed over.
    """
    found, at, odd = _block(data, start, end, octets=octets, count=count)
    for _ in range(_MOST_FROM_LINES):
        if odd != _NOT_ENDED or not data.startswith(_FROM_LINE, at, end):
            break
        eol = _EOL.search(data, at, min(end, at + _LONGEST_FROM_LINE))
        if eol is None:
            break
        more, at, odd = _block(
            data, eol.end(), end, octets=max(octets - (eol.end() - start), 0), count=max(count - len(found), 0)
        )
        found += more
    return found, at, odd


def _block(data: bytes, start: int, end: int, *, octets: int, count: int) -> tuple[list[RawField], int, str | None]:
    """Fields up to the first line that is none, where that line is, and what was odd."""
    stop = end if end - start <= octets else start + octets
    found, at = _scan(_FIELD, data, start, stop, count)
    if data.find(b"\r", start, at) >= 0 and data.count(b"\r", start, at) != data.count(b"\r\n", start, at):
        found, at = _scan(_FIELD_ANY, data, start, stop, count)
    if len(found) > count:
        del found[count:]
        return found, _after_blank(data, found[-1].end() - 1, end), "limit-header-fields"
    if at == stop and stop < end:
        return found, _after_blank(data, max(start, at - 1), end), "limit-header-octets"
    first = data[at : min(at + 2, end)]
    if first == b"\r\n":
        return found, at + 2, None
    if first[:1] in {b"\n", b"\r"}:
        return found, at + 1, None
    return found, at, (_NOT_ENDED if at < end else None)


def _scan(pattern: re.Pattern[bytes], data: bytes, start: int, stop: int, count: int) -> tuple[list[RawField], int]:
    """The fields from *start* (one more than *count* when there are more), and where they end."""
    found = list(islice(pattern.finditer(data, start, stop), count + 2))
    at = found[-1].end()
    # The block ends where the last alternative matched: what is left, and after that once more nothing.
    while found and found[-1][1] is None:
        at = found.pop().start()
    return found, at


def _after_blank(data: bytes, at: int, end: int) -> int:
    blank = _BLANK.search(data, at, end)
    return blank.end() if blank else end


def unfold(body: str) -> str:
    """*body* on one line (RFC 5322 section 2.2.3): line ends go, the white space after them stays."""
    if "\n" in body or "\r" in body:
        body = body.replace("\n", "").replace("\r", "")
    return body.strip(" \t")


def bounded(body: bytes, most: int) -> bytes:
    """At most *most* octets of a field's *body*, cut between words: half an address is somebody else's."""
    if len(body) <= most:
        return body
    at = max(body.rfind(blank, 0, most) for blank in (b" ", b"\n", b"\t", b","))
    return body[: at + 1] if at > 0 else body[:most]


def field_text(raw: bytes) -> str:
    """The body of a field as unfolded text: UTF-8 (RFC 6532), else ISO-8859-1."""
    if b"\n" in raw:
        raw = raw.replace(b"\n", b"")
    if b"\r" in raw:
        raw = raw.replace(b"\r", b"")
    try:
        return raw.strip(b" \t").decode()
    except UnicodeDecodeError:
        return raw.strip(b" \t").decode("latin-1")


class HeaderField:
    """One header field. Public attributes are read-only; `value` and `decoded` are worked out when first asked for."""

    __slots__ = ("_decoded", "_fixed", "_limit", "_match", "_value")

    def __init__(self, match: RawField, limit: int, fixed: Span | None) -> None:
        self._match = match
        self._limit = limit
        self._fixed = fixed
        self._value: str | None = None
        self._decoded: str | None = None

    @property
    def name(self) -> str:
        """The field name as written."""
        return self._match[1].decode("ascii")

    @property
    def key(self) -> str:
        """The field name in lower case."""
        return self._match[1].lower().decode("ascii")

    @property
    def value(self) -> str:
        """The body on one line, encoded-words as they came; at most `limits.field_octets` of it."""
        if self._value is None:
            self._value = field_text(bounded(self._match[2], self._limit))
        return self._value

    @property
    def decoded(self) -> str:
        """The body on one line with its encoded-words decoded (RFC 2047)."""
        if self._decoded is None:
            self._decoded = decode_words(self.value)
        return self._decoded

    @property
    def span(self) -> Span:
        """The whole field with its line end; the span of the part that encodes it when it was decoded out of one."""
        return self._fixed or Span(*self._match.span())

    @property
    def value_span(self) -> Span:
        """The body alone, without the white space before it and the line end after it."""
        if self._fixed is not None:
            return self._fixed
        start, end = self._match.span(2)
        return Span(start, end - 1 if self._match.string[start:end].endswith(b"\r") else end)

    def __repr__(self) -> str:
        return f"HeaderField(name={self.name!r}, value={self.value[:60]!r})"


# As above on text whose lines end in "\n"; a line that is no field is skipped, a line of blanks alone folds nothing.
_TEXT_FIELD: Final = re.compile(
    r"(?m)^\ufeff?([!-9;-~]+)[ \t]*:[ \t]*([^\n]*(?:\n[ \t]+[^\s][^\n]*){0,50}"
    r"(?:\n(?=[ \t]+[^\s])(?s:.*?)(?=\n(?![ \t]+[^\s])|\Z))?)"
)


def parse_fields(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[str, str, int, int], ...]:
    """Header-like fields in *text* between *start* and *end*: (name as written, unfolded value, start, end) each.

    The offsets are of the whole field in *text*. Lines that are no field are skipped; an empty line ends a field.
    """
    return tuple(_text_fields(text, start, len(text) if end is None else end))


def iter_fields(text: str) -> Iterator[tuple[str, str, int, int]]:
    """As `parse_fields` of all of *text*, one by one."""
    return _text_fields(text, 0, len(text))


def _text_fields(text: str, start: int, end: int) -> Iterator[tuple[str, str, int, int]]:
    for m in _TEXT_FIELD.finditer(text, start, end):
        yield m[1], unfold(m[2]), m.start(1), m.end()
