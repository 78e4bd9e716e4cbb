"""Making text safe and well-formed for its place: header fields, report fields, dates (RFC 5322, RFC 2047)."""

import re
from base64 import b64encode
from datetime import datetime
from typing import Final

__all__ = ["date_text", "encoded_words", "field_lines", "one_line", "plain", "quoted_printable", "visible"]

LINE: Final = 76
"""Characters of a line that a field is folded to where it has white space (RFC 5322 section 2.1.1)."""
_HARD: Final = 900
"""Octets of a run without white space that is broken: well under the 998 of RFC 5322 section 2.1.1."""
# C0, DEL, C1, lone surrogates, separators of lines and paragraphs, and every format character (Cf) of Unicode: bidi
# controls and isolates, zero-width marks, the BOM, tags; a test compares with `unicodedata`.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
_BREAKS: Final = re.compile(r"[\r\n\t\x0b\x0c\x85\u2028\u2029]+ *")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date_text(when: datetime) -> str:
    """*when*, which has a time zone, as date-time with a numeric zone (RFC 5322 section 3.3), in any locale."""
    offset = when.utcoffset()
    assert offset is not None
    minutes = round(offset.total_seconds() / 60)
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return (
        f"{_DAYS[when.weekday()]}, {when.day:02d} {_MONTHS[when.month - 1]} {when.year:04d} "
        f"{when.hour:02d}:{when.minute:02d}:{when.second:02d} {sign}{minutes // 60:02d}{minutes % 60:02d}"
    )


def plain(value: str | bytes) -> str:
    """*value* without what could act: controls, bidi overrides and lone surrogates become `?`; lines stay."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub("?", text.replace("\r\n", "\n").replace("\r", "\n"))


def visible(address: str) -> str:
    r"""*address* with what is no printing character as its escape, `\x{202E}` (RFC 6533 section 3).

    A direction mark or a line separator would make a field show what it does not say.
    """
    if address.isprintable():
        return address
    return "".join(char if char.isprintable() else f"\\x{{{ord(char):02X}}}" for char in address)


def one_line(value: str | bytes, most: int) -> str:
    """*value* made harmless, on one line of at most *most* characters; what was cut is marked."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    text = text[: most * 2]
    if not (text.isascii() and text.isprintable()):
        text = _UNSAFE.sub("?", _BREAKS.sub(" ", text))
    text = text.strip(" ")
    return text if len(text) <= most else text[: most - 6].rstrip(" ") + " [...]"


def field_lines(name: str, value: str, *, utf8: bool) -> str:
    """A field, folded at white space to 76 characters where it can be; *value* is one line (see `one_line`).

    Outside UTF-8 places, words that are not ASCII become encoded-words (RFC 2047, RFC 3464 section 2.1.1).
    """
    if not utf8 and (not value.isascii() or "=?" in value):
        value = encoded_words(value)
    first = f"{name}: {value}"
    if len(first) <= LINE:
        return first + "\r\n"
    lines: list[str] = []
    current = f"{name}:"
    for word in _pieces(value):
        if len(current) + len(word) > LINE and current.strip(" ") and word.startswith(" ") and word.strip(" "):
            lines.append(current)
            current = word
        else:
            current += word
    lines.append(current)
    return "\r\n".join(lines) + "\r\n"


def _pieces(value: str) -> list[str]:
    """Words, each with the white space before it; a run over `_HARD` octets is broken by a space."""
    out: list[str] = []
    spaces = " "
    for word in value.split(" "):
        if not word:
            spaces += " " if len(spaces) < LINE else ""  # a run that makes no line too long
            continue
        octets = len(word.encode()) if not word.isascii() else len(word)
        if octets <= _HARD:
            out.append(spaces + word)
        else:
            step = _HARD if word.isascii() else _HARD // 4
            out.append(spaces + word[:step])
            out.extend(" " + word[at : at + step] for at in range(step, len(word), step))
        spaces = " "
    return out


def encoded_words(text: str) -> str:
    """*text* with every run of words that are not ASCII as UTF-8 encoded-words of at most 75 characters (RFC 2047)."""
    words = text.split(" ")
    encode = [not word.isascii() or word.startswith("=?") for word in words]
    out: list[str] = []
    at = 0
    while at < len(words):
        if not encode[at]:
            out.append(words[at])
            at += 1
            continue
        end = at + 1
        while end < len(words) and encode[end]:
            end += 1
        out.extend(_encoded(" ".join(words[at:end])))
        at = end
    return " ".join(out)


def _encoded(text: str) -> list[str]:
    """Encoded-words for *text*, never splitting a character; 45 octets make 60 of base64 and 72 in all."""
    out: list[str] = []
    chunk = b""
    for char in text:
        octets = char.encode("utf-8", "replace")
        if len(chunk) + len(octets) > 45:
            out.append(f"=?utf-8?b?{b64encode(chunk).decode()}?=")
            chunk = b""
        chunk += octets
    out.append(f"=?utf-8?b?{b64encode(chunk).decode()}?=")
    return out


_QP: Final = [chr(c) if 33 <= c <= 126 and c != 61 else f"={c:02X}" for c in range(256)]
_QP[32] = " "
_QP[9] = "\t"


def quoted_printable(data: bytes) -> bytes:
    """*data*, whose lines end in CRLF, as quoted-printable in lines of at most 76 characters (RFC 2045 section 6.7)."""
    lines: list[str] = []
    for line in data.split(b"\r\n"):
        units = [_QP[octet] for octet in line]
        if units and units[-1] in " \t":
            units[-1] = f"={ord(units[-1]):02X}"
        current = ""
        for unit in units:
            if len(current) + len(unit) > 75:
                lines.append(current + "=")
                current = ""
            current += unit
        lines.append(current)
    return "\r\n".join(lines).encode("ascii")
