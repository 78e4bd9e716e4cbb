"""The message that came back, however it came: embedded, as a header block, or quoted after a line that says so."""

import re
from typing import Final

from bouncekit.limits import Limits
from bouncekit.message import Part, parse_fields
from bouncekit.message.words import decode_words
from bouncekit.report.model import Returned
from bouncekit.rules.words import HEADER_FIELDS, SPOKEN_FIELDS
from bouncekit.spans import Span

__all__ = ["HEADER_PART_TYPES", "header_run", "returned_from_part", "returned_from_text", "tells_of_header"]

HEADER_PART_TYPES: Final = frozenset((
    "text/rfc822-headers", "text/rfc822-header", "message/rfc822-headers", "message/rfc822-header",
    "message/global-headers", "text/rfc822", "text/rfc822-headers-only", "message/external-body",
))  # fmt: skip
"""What the returned header is labelled, misspellings included (RFC 6522 section 4, RFC 6533 section 4.3)."""

_TELLING: Final = frozenset(("received", "message-id", "return-path", "mime-version", "delivered-to", "dkim-signature"))
"""Fields that only a header has: a notice may write `Subject:` and `To:` lines of its own."""
_SET_IN: Final = re.compile(r"(?m)^ ")
_HEADER_LINE: Final = re.compile(r"(?m)^([A-Za-z][A-Za-z0-9-]{1,60})[ \t]?:")


def _pick(headers: tuple[tuple[str, str], ...], name: str) -> str | None:
    size = len(name)
    for key, value in headers:
        if len(key) == size and key.lower() == name:
            return value
    return None


def _made(headers: tuple[tuple[str, str], ...], span: Span | None, *, complete: bool) -> Returned | None:
    if not headers:
        return None
    message_id = _pick(headers, "message-id")
    return Returned(
        message_id=message_id.strip() or None if message_id is not None else None,
        from_=_pick(headers, "from"),
        to=_pick(headers, "to"),
        subject=_pick(headers, "subject"),
        headers=headers,
        span=span,
        complete=complete,
    )


def returned_from_part(part: Part, limits: Limits) -> Returned | None:
    """What a message/rfc822 (or global) part or a part of header fields returns."""
    if part.children:
        inner = part.children[0]
        headers = inner.items()
        body = inner.body_span
        return _made(headers, part.body_span, complete=body.end > body.start)
    text = part.text[: limits.header_octets]
    if text[:1] == " ":  # Zoho sets every line in
        text = _SET_IN.sub("", text)
    head, blank, body_text = text.lstrip("\n").partition("\n\n")
    found = returned_from_text(head, limits)
    if found is None:
        return None
    return Returned(
        message_id=found.message_id,
        from_=found.from_,
        to=found.to,
        subject=found.subject,
        headers=found.headers,
        span=part.body_span,
        complete=bool(blank) and bool(body_text.strip()),
    )


def returned_from_text(text: str, limits: Limits, span: Span | None = None) -> Returned | None:
    """The header fields at the head of *text* (a quoted copy), decoded."""
    fields = parse_fields(text)
    if len(fields) < 2 and not any(name.lower() in HEADER_FIELDS for name, *_ in fields):
        return None
    headers = tuple((name, decode_words(value)) for name, value, _, _ in fields[: limits.header_fields])
    return _made(headers, span, complete=False)


def tells_of_header(folded: str) -> bool:
    """False for a text (in lower case) in which `header_run` finds nothing, by the names that it needs."""
    return any(map(folded.__contains__, _TELLING))


def header_run(text: str) -> int:
    """Where in *text* a quoted header block begins (three fields in a row, one of them telling), or -1. Linear.

    Fields of which a line before them says that the notice speaks of them are none.
    """
    start, count, told, position, spoken = -1, 0, False, 0, False
    for line in text.split("\n"):
        here = position
        position += len(line) + 1
        if line[:1] in (" ", "\t") and start >= 0 and line.strip():
            continue
        m = _HEADER_LINE.match(line)
        name = m[1].lower() if m else ""
        known = name in HEADER_FIELDS or (start >= 0 and bool(name))
        if not known:
            start, count, told = -1, 0, False
            spoken = line.rstrip().lower().endswith(SPOKEN_FIELDS) or (spoken and not line.strip())
            continue
        if start < 0:
            start = here
        count += 1
        told = told or name in _TELLING
        if count >= 3 and told and not spoken:
            return start
    return -1
