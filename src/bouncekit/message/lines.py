"""From offsets in a part's text back to octets of the message, line by line."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from bouncekit.message.charsets import ASCII_SAFE
from bouncekit.spans import Span

__all__ = ["LineMap"]

_EOL: Final = re.compile(rb"\r\n?|\n")
_SHORT: Final = 4_000


class LineMap:
    """Where the lines of a decoded text stand in the octets that it was decoded from, which begin at *base*."""

    __slots__ = ("_base", "_codec", "_crlf", "_exact", "_lines", "_octets", "_starts", "_text")

    def __init__(self, octets: bytes, text: str, codec: str | None, base: int) -> None:
        self._octets = octets
        self._text = text
        self._codec = codec
        self._base = base
        self._starts: list[int] = []
        self._lines: list[int] = []
        # Where the octets are the text encoded, with one sort of line end, no look at the lines is needed: what stands
        # before an offset takes as many octets as it is encoded in, and one more for each line end that is CRLF.
        returns = octets.count(b"\r")
        alike = not returns or returns == octets.count(b"\n") == octets.count(b"\r\n")
        self._crlf = alike and returns > 0
        self._exact: str | None = None
        if alike and octets.isascii() and len(octets) == len(text) + returns:
            self._exact = "ascii"
        elif alike and len(text) <= _SHORT:
            self._exact = _encoding(octets.replace(b"\r\n", b"\n"), text, codec)
        if self._exact is None or (self._crlf and len(text) > _SHORT):
            self._starts = _begins(text.split("\n"))
        if self._exact is None:
            self._lines = _begins(octets.split(b"\n")) if alike else [0, *[m.end() for m in _EOL.finditer(octets)]]

    def span(self, start: int, end: int) -> Span | None:
        """The octets of `text[start:end]`, or None when text and octets do not run line by line."""
        size = len(self._text)
        start = min(max(start, 0), size)
        end = min(max(end, start), size)
        base = self._base
        if self._exact is not None:
            return tuple.__new__(Span, (base + self._size(start), base + self._size(end)))
        if len(self._starts) != len(self._lines):
            return None
        return Span(base + self._offset(start, up=False), base + self._offset(end, up=True))

    def _size(self, at: int) -> int:
        """How many octets stand before *at*: counted in a short text, looked up in a long one."""
        size = at if self._exact == "ascii" else len(self._text[:at].encode(self._exact or "ascii"))
        if not self._crlf:
            return size
        return size + (bisect_right(self._starts, at) - 1 if self._starts else self._text.count("\n", 0, at))

    def _offset(self, at: int, *, up: bool) -> int:
        row = bisect_right(self._starts, at) - 1
        first = self._lines[row]
        last = self._lines[row + 1] if row + 1 < len(self._lines) else len(self._octets)
        column = at - self._starts[row]
        line = self._octets[first:last]
        if line.isascii():
            return first + min(column, len(line))
        before = self._text[self._starts[row] : at]
        for codec in ("utf-8", self._codec or "latin-1", "latin-1"):
            try:
                octets = before.encode(codec)
            except UnicodeError:
                continue
            if line.startswith(octets):
                return first + len(octets)
        return last if up else first


def _begins(lines: Sequence[str] | Sequence[bytes]) -> list[int]:
    """Where each of *lines*, which a line feed parts, begins."""
    return list(accumulate([len(line) + 1 for line in lines[:-1]], initial=0))


def _encoding(octets: bytes, text: str, codec: str | None) -> str | None:
    """The codec in which *text* is *octets*, character by character."""
    for name in ("utf-8", codec or "latin-1"):
        if name not in ASCII_SAFE:
            continue
        try:
            encoded = text.encode(name)
        except UnicodeError:
            continue
        if encoded == octets:
            return name
    return None
