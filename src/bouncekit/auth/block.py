"""One reader for a header block: what a signature covers and what is read out of it are the same octets.

A header that two readers may read differently has a *fault*, and nothing signed in it is believed: a limit that was
reached, a bare CR, CRLF and bare LF mixed, a NUL, a line of white space alone, a line that is no field, a continuation
without a field, a header without its empty line. Fields before the fault are as they stand for every reader.
"""

import re
from dataclasses import dataclass
from typing import Final

from bouncekit.limits import DEFAULT_LIMITS, Limits
from bouncekit.message.fields import field_text
from bouncekit.spans import Span

__all__ = ["HeaderBlock", "OctetField", "read_block"]

_NAME: Final = re.compile(rb"([!-9;-~]+)[ \t]*:")  # RFC 5322 sections 2.2 and 4.5
_WHITE: Final = b" \t"
_FROM_LINE: Final = b"From "


@dataclass(frozen=True, slots=True, kw_only=True)
class OctetField:
    """One field as it stands in the message; `raw` has CRLF at its line ends and its last one too."""

    key: str
    """The name in lower case."""
    raw: bytes
    span: Span

    @property
    def body(self) -> bytes:
        """What follows the colon, folded as it came."""
        return self.raw.partition(b":")[2]

    @property
    def text(self) -> str:
        """The body on one line: UTF-8, else ISO-8859-1."""
        return field_text(self.body)

    @property
    def utf8(self) -> str | None:
        """The body on one line; None when it is not UTF-8 (RFC 6532)."""
        try:
            return self.body.replace(b"\r\n", b"").decode().strip(" \t")
        except UnicodeDecodeError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderBlock:
    """The fields up to the first fault, where the body begins, and what is at fault (None: nothing)."""

    fields: tuple[OctetField, ...]
    body_start: int
    fault: str | None = None

    def named(self, key: str) -> tuple[OctetField, ...]:
        """All fields called *key* (in lower case), in their order."""
        return tuple(field for field in self.fields if field.key == key)


def read_block(data: bytes, limits: Limits = DEFAULT_LIMITS, *, needs_end: bool = True) -> HeaderBlock:
    """The header at the start of *data*; without *needs_end* the empty line that ends it may be missing.

    Lines end in CRLF, or all of them in LF as a store on disk has it. An mbox `From ` line on top is passed over.
    """
    reader = _Reader(data, limits, needs_end=needs_end)
    fault = reader.run()
    return HeaderBlock(fields=tuple(reader.fields), body_start=reader.at, fault=fault)


class _Reader:
    """Where reading stands: each line is looked at once."""

    def __init__(self, data: bytes, limits: Limits, *, needs_end: bool) -> None:
        self.data = data
        self.limits = limits
        self.needs_end = needs_end
        self.at = 0
        self.begun: int | None = None
        """Where the field begins that the last line belongs to."""
        self.fields: list[OctetField] = []
        first = data.find(b"\n", 0, limits.header_octets)
        self.crlf = data.startswith(b"\r\n", first - 1) if first > 0 else first < 0 or not data.startswith(b"\n")

    def run(self) -> str | None:
        """Read to the end of the header or the first fault; gives the fault."""
        stop = min(len(self.data), self.limits.header_octets)
        while self.at < len(self.data):
            end = self.data.find(b"\n", self.at, stop)
            if end < 0 and stop < len(self.data):
                return "limit-header-octets"  # the field that was begun may go on
            line = self.data[self.at : stop if end < 0 else end]
            if end >= 0 and self.crlf:
                if not line.endswith(b"\r"):
                    return self._faulty(line, "bare-line-feed")
                line = line[:-1]
            if b"\r" in line:
                return self._faulty(line, "bare-carriage-return")
            if b"\0" in line:
                return self._faulty(line, "nul")
            if not line:
                self._close()
                self.at = end + 1
                return None
            if fault := self._line(line):
                return fault
            self.at = stop if end < 0 else end + 1
        self._close()
        return "header-not-ended" if self.needs_end else None

    def _line(self, line: bytes) -> str | None:
        if line[:1] in {b" ", b"\t"}:
            if self.begun is None:
                return "continuation-of-nothing"
            # Some readers end the header here.
            return None if line.strip(_WHITE) else "line-of-white-space"
        self._close()
        if len(self.fields) >= self.limits.header_fields:
            return "limit-header-fields"
        if _NAME.match(line) is None:
            return None if self.at == 0 and line.startswith(_FROM_LINE) else "not-a-field"
        self.begun = self.at
        return None

    def _faulty(self, line: bytes, fault: str) -> str:
        """The field before is whole unless the faulty line may continue it."""
        if line[:1] not in {b" ", b"\t"}:
            self._close()
        return fault

    def _close(self) -> None:
        if self.begun is None:
            return
        raw = self.data[self.begun : self.at]
        raw = raw if self.crlf else raw.replace(b"\n", b"\r\n")
        name = _NAME.match(raw)
        key = name[1].lower().decode("ascii") if name else ""
        whole = raw if raw.endswith(b"\r\n") else raw + b"\r\n"
        self.fields.append(OctetField(key=key, raw=whole, span=Span(self.begun, self.at)))
        self.begun = None
