"""From offsets in a part's text back to octets of the message, line by line."""

import re
from bisect import bisect_right
from typing import Final

from bouncekit.spans import Span

__all__ = ["LineMap"]

_EOL: Final = re.compile(rb"\r\n?|\n")
_SHORT: Final = 4_000
_NEWLINE: Final = re.compile(r"\n")


class LineMap:
    """Where the lines of a decoded text stand in the octets that it was decoded from, which begin at *base*."""

    __slots__ = ("_base", "_codec", "_lines", "_octets", "_shift", "_starts", "_text")

    def __init__(self, octets: bytes, text: str, codec: str | None, base: int) -> None:
        self._octets = octets
        self._text = text
        self._codec = codec
        self._base = base
        self._starts: list[int] = []
        self._lines: list[int] = []
        # Plain ASCII needs no look at its lines: each line end before an offset adds nothing (LF) or one octet (CRLF).
        self._shift = -1
        if octets.isascii() and len(text) <= len(octets):
            returns = octets.count(b"\r")
            if returns == 0 and len(octets) == len(text):
                self._shift = 0
            elif returns == octets.count(b"\n") == octets.count(b"\r\n") and len(octets) == len(text) + returns:
                self._shift = 1
        if self._shift and (self._shift < 0 or len(text) > _SHORT):
            self._starts = [0, *[m.end() for m in _NEWLINE.finditer(text)]]
        if self._shift < 0:
            self._lines = [0, *[m.end() for m in _EOL.finditer(octets)]]

    def span(self, start: int, end: int) -> Span | None:
        """The octets of `text[start:end]`, or None when text and octets do not run line by line."""
        size = len(self._text)
        start = min(max(start, 0), size)
        end = min(max(end, start), size)
        base = self._base
        if self._shift == 0:
            return Span(base + start, base + end)
        if self._shift == 1:
            return Span(base + start + self._returns(start), base + end + self._returns(end))
        if len(self._starts) != len(self._lines):
            return None
        return Span(base + self._offset(start, up=False), base + self._offset(end, up=True))

    def _returns(self, at: int) -> int:
        """How many line ends stand before *at*: counted in a short text, looked up in a long one."""
        return bisect_right(self._starts, at) - 1 if self._starts else self._text.count("\n", 0, at)

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
