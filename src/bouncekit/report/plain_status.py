"""Status parts as RFC 3464 writes them: one search over the octets as they came.

Nearly all status parts have nothing but fields, in groups that blank lines set apart. Those need neither a text nor a
map from it back to the octets. The answer is the one that `delivery_status.read_status` gives, which reads all others
(tests/report/test_plain_status.py holds the two against each other).
"""

import re
from functools import lru_cache
from typing import Final

from bouncekit.limits import Limits
from bouncekit.message import Part
from bouncekit.registry.dsn_fields import FIELDS
from bouncekit.report.draft import Notes, made
from bouncekit.report.status_fields import (
    MESSAGE_FIELDS,
    RECIPIENT_FIELDS,
    REPLY_LINE,
    STRUCTURED,
    Drafter,
    Field,
    StatusReport,
)
from bouncekit.spans import Span

__all__ = ["read_plain_status"]

_KNOWN: Final = {
    row.name.encode(): (row.name.lower(), row.name, row.name.lower() in RECIPIENT_FIELDS)
    for row in FIELDS
    if row.name.lower() in MESSAGE_FIELDS | RECIPIENT_FIELDS
}
"""Name as the RFC writes it → key, name, and whether it is a field of a recipient."""
# A field as `parse_fields` finds it in text, with its line end and the blank lines after it (each CR stands before
# an LF: up to the last LF of the white space). What is no field, and what folds one for the 101st time, matches the
# last alternative. Linear: see message/fields.py.
_PLAIN_FIELD: Final = re.compile(
    rb"([!-9;-~]+)[ \t]*:[ \t]*(.*(?:\n[ \t]+[^\s\x1c-\x1f].*){0,100})(?:\n|\Z)((?:[ \t\r\n]*\n)?)|(?s:.+)"
)
_LONG: Final = 60
_BLANK_LINES: Final = re.compile(rb"[ \t\r\n]*\n")


def read_plain_status(part: Part, plain: tuple[bytes, int, int], limits: Limits, notes: Notes) -> StatusReport | None:
    """The fields of a part that has nothing but fields, its groups set apart by blank lines; None for any other."""
    octets, start, end = plain
    if octets.find(b"\r", start, end) >= 0 and octets.count(b"\r", start, end) != octets.count(b"\r\n", start, end):
        return None
    leading = _BLANK_LINES.match(octets, start, end)
    out = StatusReport()
    noted = Notes(limits)
    drafter = Drafter(part, 0, noted, STRUCTURED)
    drafts = out.recipients
    group: dict[str, Field] = {}
    rest: list[Field] = []
    apart: bytes = b""
    for m in _PLAIN_FIELD.finditer(octets, start if leading is None else leading.end(), end):
        written, raw, blank = m.groups()
        if written is None:
            return None
        key, name, of_recipient = _KNOWN.get(written) or (_named if len(written) > _LONG else _named_kept)(written)
        value = (raw.replace(b"\r", b"").replace(b"\n", b"") if b"\n" in raw else raw).strip(b" \t\r").decode("ascii")
        if not (group or of_recipient):
            if key:
                out.per_message.setdefault(key, value)
            else:
                out.extensions.append((name, value))
            continue
        span = made(Span, (m.start(), m.end(2) - raw.endswith(b"\r")))
        item = made(Field, (name, value, 0, 0, span))
        if of_recipient:
            if apart and group:
                if not _is_complete(group) or len(drafts) >= limits.recipients:
                    return None
                drafts.append(drafter.draft_of(group, rest))
                group, rest = {}, []
            elif key in group or (key == "original-recipient" and "diagnostic-code" in group):
                return None
            group[key] = item
        elif key or REPLY_LINE.match(name):
            return None
        else:
            rest.append(item)
        apart = blank
    if group:
        if not _is_complete(group) or len(drafts) >= limits.recipients:
            return None
        drafts.append(drafter.draft_of(group, rest))
    notes.take(noted)
    return out


def _named(written: bytes) -> tuple[str, str, bool]:
    """Key, name and group of a field whose name is not written as the RFC writes it."""
    name = written.decode("ascii")
    key = name.lower()
    known = key in RECIPIENT_FIELDS or key in MESSAGE_FIELDS
    return key if known else "", name, key in RECIPIENT_FIELDS


_named_kept = lru_cache(maxsize=256)(_named)
"""Mailers have few names of their own."""


def _is_complete(group: dict[str, Field]) -> bool:
    """A group that is surely one: it has its recipient and says what became of the message."""
    return "final-recipient" in group and ("action" in group or "status" in group)
