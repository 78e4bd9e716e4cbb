"""From offsets in a part's text back to octets of the message, line by line."""

import re
from bisect import bisect_right
from typing import Final

__all__ = ["LineMap"]

_EOL: Final = re.compile(rb"\r\n?|\n")
_NEWLINE: Final = re.compile(r"\n")


class LineMap:
    """Where the lines of a decoded text stand in the octets that it was decoded from."""

    __slots__ = ("_codec", "_lines", "_octets", "_same", "_starts", "_text")

    def __init__(self, octets: bytes, text: str, codec: str | None) -> None:
        self._octets = octets
        self._text = text
        self._codec = codec
        self._same = len(octets) == len(text) and octets.isascii() and b"\r" not in octets
        self._starts: list[int] = []
        self._lines: list[int] = []
        if not self._same:
            self._starts = [0, *(m.end() for m in _NEWLINE.finditer(text))]
            self._lines = [0, *(m.end() for m in _EOL.finditer(octets))]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """(start, end) in the octets for offsets in the text, or None when the two do not run line by line."""
        size = len(self._text)
        start = min(max(start, 0), size)
        end = min(max(end, start), size)
        if self._same:
            return start, end
        if len(self._starts) != len(self._lines):
            return None
        return self._offset(start, up=False), self._offset(end, up=True)

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
