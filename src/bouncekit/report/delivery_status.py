"""message/delivery-status and its kin (RFC 3464 section 2, RFC 6533 section 4.1, RFC 3886 section 3).

The groups of real reports are not always set apart by blank lines, and sometimes by too many: a group ends where a
field comes again that a group has once. What a remote server said may pose as a field: the first of each counts.
"""

import re
from typing import Final

from bouncekit.limits import Limits
from bouncekit.message import Part, iter_fields
from bouncekit.report.draft import Notes
from bouncekit.report.model import Tier
from bouncekit.report.part_fields import fields_in_header
from bouncekit.report.plain_status import read_plain_status
from bouncekit.report.status_fields import (
    MESSAGE_FIELDS,
    NAMING,
    RECIPIENT_FIELDS,
    REPLY_LINE,
    STATUS_FIELDS,
    STRUCTURED,
    By,
    Drafter,
    Field,
    StatusReport,
)

__all__ = ["read_status", "read_status_part"]

_BLANK: Final = re.compile(r"\n[ \t]*\n")


def read_status_part(part: Part, limits: Limits, notes: Notes) -> StatusReport:
    """Reads a part of status fields. Never raises.

    Nearly all of them are as RFC 3464 writes them: those are read out of the octets as they came; the answer is the one
    that `read_status` gives (tests/report/test_plain_status.py).
    """
    if before := fields_in_header(part, STATUS_FIELDS):
        notes.add("fields-in-part-header", before[0].name, before[0].span)
        fields = tuple(Field(f.name, f.value, 0, 0, f.span) for f in before)
        return read_status(part, part.text, limits, notes, before=fields)
    plain = part.plain_octets()
    found = None if plain is None else read_plain_status(part, plain, limits, notes)
    return read_status(part, part.text, limits, notes) if found is None else found


def read_status(
    part: Part,
    text: str,
    limits: Limits,
    notes: Notes,
    *,
    rule: str = STRUCTURED.rule,
    tier: Tier = STRUCTURED.tier,
    before: tuple[Field, ...] = (),
) -> StatusReport:
    """Reads *before* and the fields in *text*, which is (a part of) the text of *part*. Never raises."""
    reader = _Reader(part, text, limits, notes, By(rule, tier))
    for item in before:
        reader.take(item)
    for found in iter_fields(text):
        reader.take(Field(*found, None))
        if reader.full:
            break
    return reader.finish()


class _Reader:
    """The fields of one text in their order, gathered into groups."""

    __slots__ = ("_drafter", "_end", "_group", "_last", "_limits", "_notes", "_out", "_part", "_rest", "_text")

    def __init__(self, part: Part, text: str, limits: Limits, notes: Notes, by: By) -> None:
        self._part = part
        self._text = text
        self._limits = limits
        self._notes = notes
        offset = 0 if text is part.text else max(part.text.find(text[:200]), 0)
        self._drafter = Drafter(part, offset, notes, by)
        self._out = StatusReport()
        self._group: dict[str, Field] = {}
        self._rest: list[Field] = []
        self._end = 0
        self._last = ""

    def take(self, item: Field) -> None:
        """The next field."""
        name, value, start, end, _ = item
        key = name.lower()
        gap = self._text[self._end : start]
        apart = len(gap) > 1 and _BLANK.search(gap) is not None
        if self._last == "diagnostic-code" and not apart:
            self._extend(gap)
        self._end, self._last = end, key
        if key in RECIPIENT_FIELDS:
            self._recipient_field(key, item, apart=apart)
        elif key in MESSAGE_FIELDS:
            if key not in self._out.per_message:
                self._out.per_message[key] = value
            elif apart and key == "reporting-mta":
                self._close()
        elif not self._group:
            self._out.extensions.append((name, value))
        elif REPLY_LINE.match(name):
            self._notes.add("field-from-reply", f"{name}: {value}", self._drafter.span(item))
            self._extend(self._text[start:end])
            self._last = "diagnostic-code"
        else:
            self._rest.append(item)

    @property
    def full(self) -> bool:
        """True when more groups have been read than are kept."""
        return len(self._out.recipients) > self._limits.recipients

    def finish(self) -> StatusReport:
        """What the fields say, after the last of them."""
        if self._last == "diagnostic-code":
            self._extend(self._text[self._end : self._end + 2_000].partition("\n\n")[0])
        if self.full:
            self._group.clear()
        elif self._part.cut and self._out.recipients:
            # Half a group has no Action, and so would be a failure.
            self._group.clear()
            detail = f"only the first {len(self._out.recipients)} recipient groups are within limits.text_octets"
            self._notes.add("limit-recipients", detail, self._part.body_span)
        self._close()
        if self.full:
            self._out.recipients.pop()
            detail = f"more than {self._limits.recipients} recipient groups"
            self._notes.add("limit-recipients", detail, self._part.body_span)
        return self._out

    def _recipient_field(self, key: str, item: Field, *, apart: bool) -> None:
        if _begins_group(key, self._group, apart=apart):
            if not apart:
                self._notes.add("groups-not-separated", key, self._drafter.span(item))
            self._close()
        if key not in self._group:
            self._group[key] = item
        elif key == "diagnostic-code":
            self._rest.append(item)
        elif self._group[key][1] != item.value:
            self._notes.add("field-repeated", f"{item.name}: {item.value}", self._drafter.span(item))

    def _extend(self, more: str) -> None:
        """Lines that a mailer forgot to fold belong to the diagnostic."""
        if "diagnostic-code" in self._group and more.strip():
            item = self._group["diagnostic-code"]
            if len(item.value) < self._limits.diagnostic_chars:
                self._group["diagnostic-code"] = item._replace(value=f"{item.value} {more.strip()}")

    def _close(self) -> None:
        # One group more than may be kept is gathered, so that `finish` can tell.
        if self._group and len(self._out.recipients) <= self._limits.recipients:
            self._out.recipients.append(self._drafter.draft_of(self._group, self._rest))
        self._group.clear()
        self._rest.clear()


def _begins_group(key: str, group: dict[str, Field], *, apart: bool) -> bool:
    if not group:
        return False
    named = any(name in group for name in NAMING)
    complete = named and ("action" in group or "status" in group)
    if key in group:
        return (apart and (named or key in NAMING)) or (key in NAMING[:2] and complete)
    if not apart:
        # Original-Recipient may come first or second; after a complete group it begins the next one.
        return key == "original-recipient" and "final-recipient" in group and complete and "diagnostic-code" in group
    return complete and key in NAMING  # some set every field apart
