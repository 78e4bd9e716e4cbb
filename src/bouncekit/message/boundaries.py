"""Multipart bodies into spans of parts (RFC 2046 section 5.1): one pass of `bytes.find` over the body."""

import re
from typing import Final

__all__ = ["guess_boundary", "split_parts"]

# What may follow "--boundary" on its line: the closing "--", transport padding, the line end.
_REST: Final = re.compile(rb"(--)?[ \t]*(?:\r\n?|\n|\Z)")
_HEAD: Final = 10
_BORNE: Final = 100
_GUESS: Final = re.compile(rb"(?:\A|[\r\n])--([!-~]{1,70}(?: [!-~]{1,70})?)[ \t]*(?:\r\n?|\n)[Cc]ontent-")


def split_parts(data: bytes, start: int, end: int, boundary: bytes, most: int) -> tuple[list[tuple[int, int]], bool]:
    """(start, end) of each part, at most *most*, and whether a closing delimiter ended them.

    The line end before a delimiter belongs to the delimiter. A part that no delimiter ends goes to *end*.
    """
    spans: list[tuple[int, int]] = []
    if not boundary:
        return spans, False
    mark = b"--" + boundary
    size = len(mark)
    opened = -1
    # `bytes.find` skips the further, the fewer different octets it looks for: the head of a mark is found four times as
    # fast as the mark. What only looks like it costs a step here, so few of those are borne.
    sought, borne = mark[:_HEAD], _BORNE
    at = data.find(sought, start, end)
    while at >= 0:
        if sought is not mark and not data.startswith(mark, at, end):
            borne -= 1
            sought = sought if borne else mark
            at = data.find(sought, at + 1, end)
            continue
        rest = _REST.match(data, at + size, end) if at == start or data[at - 1] in b"\r\n" else None
        if rest is None:
            at = data.find(sought, at + 1, end)
            continue
        # Delimiters on lines that follow each other are one: no part is empty without even a line end (RFC 2046 5.1.1).
        if 0 <= opened < at:
            spans.append((opened, at - 2 if at - 2 >= opened and data.startswith(b"\r\n", at - 2) else at - 1))
        if rest[1]:
            return spans, True
        if len(spans) >= most:
            return spans, True
        opened = rest.end()
        at = data.find(sought, opened, end)
    if opened >= 0 and len(spans) < most:
        spans.append((opened, end))
    return spans, False


def guess_boundary(data: bytes, start: int, end: int) -> bytes:
    """The delimiter that a body uses although its Content-Type names none or another; empty when there is none."""
    # Only the first 64 KiB are looked at: this is for bodies that are broken already.
    found = _GUESS.search(data[start : min(end, start + (1 << 16))])
    return found[1] if found else b""
