"""The third part of a report: the original, its header or nothing, as the return path can carry it (RFC 6522, 6533).

An original is never changed: what the path cannot carry whole goes back as its header fields. A part or a field that
does not fit the cap is left out whole; the cap counts octets as they are sent, after the transfer encoding.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from typing import Final

from bouncekit.dsn.model import ReturnContent
from bouncekit.dsn.text import quoted_printable

__all__ = ["Original", "Part", "base64_lines", "read_original", "returned_part"]

_LINE_OCTETS: Final = 998
_HEADER_OCTETS: Final = 64 << 10
"""Octets of the header that are looked at for what the report quotes of it."""
_FIELD: Final = re.compile(rb"[\x21-\x39\x3b-\x7e]+[ \t]*:")
_FORWARDING: Final = (b"delivered-to:", b"x-original-to:", b"x-forwarded-to:", b"x-delivered-to:")


@dataclass(frozen=True, slots=True)
class Part:
    """A MIME part: its own header fields and its encoded body, both in CRLF."""

    header: str
    body: bytes
    eight_bit: bool = False
    utf8_header: bool = False
    """True when the part is message/global or message/global-headers in 8bit, which only SMTPUTF8 carries."""


@dataclass(frozen=True, slots=True)
class Original:
    """The original in CRLF, without an mbox separator: `data[:header_end]` is its header fields."""

    data: bytes
    header_end: int

    @property
    def header(self) -> bytes:
        """Its header fields."""
        return self.data[: self.header_end]

    @property
    def quoted_header(self) -> bytes:
        """As much of the header as the report quotes from."""
        return self.data[: min(self.header_end, _HEADER_OCTETS)]


def read_original(raw: bytes) -> Original:
    """*raw* with CRLF line ends and the place where its header ends; a bare CR is left to be seen."""
    data = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") if b"\n" in raw.replace(b"\r\n", b"") else raw
    if data.startswith(b"From "):
        data = data.partition(b"\r\n")[2]
    return Original(data, _header_end(data))


def _header_end(data: bytes) -> int:
    """Where the fields end: at an empty line, at a line that is no field, or at the end."""
    if data.startswith(b"\r\n") or not _FIELD.match(data):
        return 0
    blank = data.find(b"\r\n\r\n")
    end = len(data) if blank < 0 else blank + 2
    at = 0
    while at < end:
        if data[at : at + 1] not in (b" ", b"\t") and not _FIELD.match(data, at, end):
            return at
        following = data.find(b"\r\n", at, end)
        at = end if following < 0 else following + 2
    return end


def returned_part(
    original: Original,
    content: ReturnContent,
    *,
    most: int | None,
    smtputf8: bool,
    eight_bit: bool,
    hide_forwarding: bool,
) -> Part | None:
    """The part for *original*, or None when nothing is to go back or nothing fits."""
    if content is ReturnContent.NONE:
        return None
    if content is ReturnContent.FULL and (most is None or len(original.data) <= most):
        part = _whole(original, smtputf8=smtputf8, eight_bit=eight_bit, hide_forwarding=hide_forwarding)
        if part is not None and (most is None or len(part.body) <= most):
            return part
    return _headers(original, most, smtputf8=smtputf8, hide_forwarding=hide_forwarding)


def _whole(original: Original, *, smtputf8: bool, eight_bit: bool, hide_forwarding: bool) -> Part | None:
    """The whole message, untouched; None when no encoding that its type allows can carry it."""
    data = original.data
    if hide_forwarding:
        data = _without_forwarding(original.header) + data[original.header_end :]
    if not data.strip() or not _is_lines(data):
        return None
    if data.isascii():
        return Part(_typed("message/rfc822", "7bit"), data)
    if not original.header.isascii():
        if not _is_utf8(original.header):
            return None
        if smtputf8:
            return Part(_typed("message/global", "8bit"), data, eight_bit=True, utf8_header=True)
        return Part(_typed("message/global", "base64"), base64_lines(data))
    return Part(_typed("message/rfc822", "8bit"), data, eight_bit=True) if smtputf8 or eight_bit else None


def _headers(original: Original, most: int | None, *, smtputf8: bool, hide_forwarding: bool) -> Part | None:
    header = original.header
    if hide_forwarding:
        header = _without_forwarding(header)
    if header and not header.endswith(b"\r\n"):
        header += b"\r\n"
    if most is not None:
        header = _fitting(header, most, smtputf8=smtputf8)
    if not header:
        return None
    if header.isascii() and _is_lines(header):
        return Part(_typed("text/rfc822-headers", "7bit"), header)
    if not _is_utf8(header) or header.isascii():
        return Part(_typed("text/rfc822-headers", "quoted-printable"), quoted_printable(header))
    if smtputf8 and _is_lines(header):
        return Part(_typed("message/global-headers", "8bit"), header, eight_bit=True, utf8_header=True)
    return Part(_typed("message/global-headers", "quoted-printable"), quoted_printable(header))


def _typed(media_type: str, encoding: str) -> str:
    return f"Content-Type: {media_type}\r\nContent-Transfer-Encoding: {encoding}\r\n"


def _fields(header: bytes) -> list[bytes]:
    """The fields of *header*, each with its continuation lines."""
    out: list[bytes] = []
    start = at = 0
    while at < len(header):
        following = header.find(b"\r\n", at)
        at = len(header) if following < 0 else following + 2
        if header[at : at + 1] not in (b" ", b"\t"):
            out.append(header[start:at])
            start = at
    if start < len(header):
        out.append(header[start:])
    return out


def _fitting(header: bytes, most: int, *, smtputf8: bool) -> bytes:
    """The whole fields of *header*, in their order, that fit *most* octets once they are encoded.

    Each field is whole lines, so that the sizes add up. What is kept may need less encoding than the whole, never more.
    """
    plain = _is_lines(header) and (header.isascii() or (smtputf8 and _is_utf8(header)))
    kept: list[bytes] = []
    for field in _fields(header):
        size = len(field)
        if not plain and size <= most:
            size = len(quoted_printable(field))
        if size <= most:
            kept.append(field)
            most -= size
    return b"".join(kept)


def _without_forwarding(header: bytes) -> bytes:
    """*header* without the trace of where mail was forwarded to (RFC 9228 section 4)."""
    return b"".join(f for f in _fields(header) if not f[:16].lower().startswith(_FORWARDING))


def _is_lines(data: bytes) -> bool:
    """True when *data* is lines of at most 998 octets without NUL and bare CR (RFC 2045 section 2.8)."""
    if b"\0" in data or data.count(b"\r") != data.count(b"\r\n"):
        return False
    return len(data) <= _LINE_OCTETS or max(map(len, data.split(b"\r\n"))) <= _LINE_OCTETS


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def base64_lines(data: bytes) -> bytes:
    """*data* as base64 in lines of 76 characters (RFC 2045 section 6.8)."""
    encoded = b64encode(data)
    return b"\r\n".join(encoded[at : at + 76] for at in range(0, len(encoded), 76)) + b"\r\n"
