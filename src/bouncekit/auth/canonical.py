"""The octets that a signature covers (RFC 6376 sections 3.4, 3.7 and 5.4.2); linear in what is signed."""

import re
from collections.abc import Iterable
from typing import Final

from bouncekit.auth.block import OctetField

__all__ = ["canonical_body", "canonical_field", "select_fields"]

_BLANKS: Final = re.compile(rb"[ \t]+")
_LINE_END: Final = re.compile(rb"\r?\n")


def select_fields(fields: tuple[OctetField, ...], names: Iterable[str], skip: OctetField) -> tuple[OctetField, ...]:
    """The fields that *names* (h=) sign: of those with one name the lowest first; a name too many signs nothing.

    *skip* is the signature itself, which is never among them.
    """
    places: dict[str, list[OctetField]] = {}
    for field in fields:
        if field is not skip:
            places.setdefault(field.key, []).append(field)
    chosen = []
    for name in names:
        left = places.get(name)
        if left:
            chosen.append(left.pop())
    return tuple(chosen)


def canonical_field(raw: bytes, *, relaxed: bool) -> bytes:
    """One field with its CRLF, `simple` as it is or `relaxed`."""
    if not relaxed:
        return raw
    name, _, body = raw.partition(b":")
    value = _BLANKS.sub(b" ", body.replace(b"\r\n", b"")).strip(b" ")
    return name.rstrip(b" \t").lower() + b":" + value + b"\r\n"


def canonical_body(data: bytes, start: int, *, relaxed: bool) -> bytes:
    """The body from *start*: every line ends in CRLF, lines without anything at its end are left out."""
    body = _LINE_END.sub(b"\r\n", data[start:])
    if relaxed:
        body = _BLANKS.sub(b" ", body).replace(b" \r\n", b"\r\n").removesuffix(b" ")
    end = len(body)
    while body.endswith(b"\r\n", 0, end):
        end -= 2
    if end == 0:
        return b"" if relaxed else b"\r\n"
    return body[:end] + b"\r\n"
