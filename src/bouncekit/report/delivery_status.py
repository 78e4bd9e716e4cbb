"""message/delivery-status and its kin (RFC 3464 section 2, RFC 6533 section 4.1, RFC 3886 section 3).

The groups of real reports are not always set apart by blank lines, and sometimes by too many: a group ends where a
field comes again that a group has once. What a remote server said may pose as a field: the first of each counts.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from bouncekit.codes import EnhancedStatus
from bouncekit.limits import Limits
from bouncekit.message import Part, parse_fields
from bouncekit.message.words import decode_words
from bouncekit.registry.dsn_fields import BY_NAME, FieldGroup
from bouncekit.report.diagnostics import statuses_in
from bouncekit.report.draft import Draft, Notes
from bouncekit.report.mailboxes import typed_address
from bouncekit.report.model import Tier
from bouncekit.spans import Span
from bouncekit.vocabulary import Action

__all__ = ["StatusReport", "action_of", "has_status_fields", "read_status"]

_RULE: Final = "rfc3464"

_EXTENSIONS: Final = frozenset(("deliver-by-date", "future-release-request", "smtp-remote-recipient"))
"""Fields of later RFCs, which a report carries as extensions."""
_MESSAGE_FIELDS: Final = frozenset(BY_NAME[FieldGroup.DSN_MESSAGE]) - _EXTENSIONS
_RECIPIENT_FIELDS: Final = (frozenset(BY_NAME[FieldGroup.DSN_RECIPIENT]) - _EXTENSIONS) | {"x-actual-recipient"}
_NAMING: Final = ("final-recipient", "original-recipient", "x-actual-recipient")
_SIMPLE: Final = {
    "last-attempt-date": "last_attempt",
    "will-retry-until": "will_retry_until",
    "final-log-id": "final_log_id",
}
_ACTIONS: Final = (
    ("fail", Action.FAILED),
    ("delay", Action.DELAYED),
    ("deliver", Action.DELIVERED),
    ("relay", Action.RELAYED),
    ("expand", Action.EXPANDED),
    ("bounce", Action.FAILED),
    ("reject", Action.FAILED),
    ("undeliver", Action.FAILED),
    ("hard", Action.FAILED),
    ("error", Action.FAILED),
    ("expire", Action.FAILED),
    ("transferred", Action.RELAYED),
    ("opaque", Action.RELAYED),
)
"""How an Action begins (RFC 3464 2.3.3, RFC 3886 3.3.2), then what peers write in its place."""
_SUCCESS: Final = frozenset((Action.DELIVERED, Action.RELAYED, Action.EXPANDED))
_BY_CLASS: Final = {5: Action.FAILED, 4: Action.DELAYED, 2: Action.DELIVERED}
_REPLY_LINE: Final = re.compile(r"[245][0-5][0-9][ -]")
_TYPED: Final = re.compile(r"[ \t]*([A-Za-z][A-Za-z0-9-]{0,40})[ \t]*;[ \t]*")
_STATUS_FIELDS: Final = re.compile(r"(?im)^[ \t>]{0,4}(?:final|original)-recipient[ \t]*:")
_STATUS_ACTION: Final = re.compile(r"(?im)^[ \t>]{0,4}(?:action|status|diagnostic-code)[ \t]*:")
_BLANK: Final = re.compile(r"\n[ \t]*\n")
_SPACES: Final = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class StatusReport:
    """What one or more status parts say, as drafts."""

    per_message: dict[str, str] = field(default_factory=dict)
    extensions: list[tuple[str, str]] = field(default_factory=list)
    recipients: list[Draft] = field(default_factory=list)


_Field = tuple[str, str, int, int]


def has_status_fields(text: str) -> bool:
    """True when *text* holds the fields of a recipient group, wherever they stand."""
    return bool(_STATUS_FIELDS.search(text)) and bool(_STATUS_ACTION.search(text))


def action_of(value: str) -> Action | None:
    """The action that *value* begins with, or None: `failed (permanent error)`, `relayed (to non-DSN-aware mailer)`."""
    low = value.strip().lower()
    return next((action for literal, action in _ACTIONS if low.startswith(literal)), None)


def read_status(
    part: Part, text: str, limits: Limits, notes: Notes, *, rule: str = _RULE, tier: Tier = Tier.STRUCTURED
) -> StatusReport:
    """Reads the fields in *text*, which is (a part of) the text of *part*. Never raises."""
    reader = _Reader(part, text, limits, notes, _By(rule, tier))
    for item in parse_fields(text):
        reader.take(item)
    return reader.finish()


@dataclass(frozen=True, slots=True)
class _By:
    """Who reads the fields, and how firmly."""

    rule: str
    tier: Tier


class _Reader:
    """The fields of one text in their order, gathered into groups."""

    __slots__ = ("_by", "_end", "_group", "_last", "_limits", "_notes", "_offset", "_out", "_part", "_rest", "_text")

    def __init__(self, part: Part, text: str, limits: Limits, notes: Notes, by: _By) -> None:
        self._part = part
        self._text = text
        self._offset = 0 if text is part.text else max(part.text.find(text[:200]), 0)
        self._limits = limits
        self._notes = notes
        self._by = by
        self._out = StatusReport()
        self._group: dict[str, _Field] = {}
        self._rest: list[_Field] = []
        self._end = 0
        self._last = ""

    def take(self, item: _Field) -> None:
        """The next field."""
        name, value, start, end = item
        key = name.lower()
        gap = self._text[self._end : start]
        apart = len(gap) > 1 and _BLANK.search(gap) is not None
        if self._last == "diagnostic-code" and not apart:
            self._extend(gap)
        self._end, self._last = end, key
        if key in _RECIPIENT_FIELDS:
            self._recipient_field(key, item, apart=apart)
        elif key in _MESSAGE_FIELDS:
            if key not in self._out.per_message:
                self._out.per_message[key] = value
            elif apart and key == "reporting-mta":
                self._close()
        elif not self._group:
            self._out.extensions.append((name, value))
        elif _REPLY_LINE.match(name):
            self._notes.add("field-from-reply", f"{name}: {value}", self._span(item))
            self._extend(self._text[start:end])
            self._last = "diagnostic-code"
        else:
            self._rest.append(item)

    def finish(self) -> StatusReport:
        """What the fields say, after the last of them."""
        if self._last == "diagnostic-code":
            self._extend(self._text[self._end : self._end + 2_000].partition("\n\n")[0])
        self._close()
        if len(self._out.recipients) > self._limits.recipients:
            self._out.recipients.pop()
            detail = f"more than {self._limits.recipients} recipient groups"
            self._notes.add("limit-recipients", detail, self._part.body_span)
        return self._out

    def _recipient_field(self, key: str, item: _Field, *, apart: bool) -> None:
        if _begins_group(key, self._group, apart=apart):
            if not apart:
                self._notes.add("groups-not-separated", key, self._span(item))
            self._close()
        if key not in self._group:
            self._group[key] = item
        elif key == "diagnostic-code":
            self._rest.append(item)
        elif self._group[key][1] != item[1]:
            self._notes.add("field-repeated", f"{item[0]}: {item[1]}", self._span(item))

    def _extend(self, more: str) -> None:
        """Lines that a mailer forgot to fold belong to the diagnostic."""
        if "diagnostic-code" in self._group and more.strip():
            name, value, start, end = self._group["diagnostic-code"]
            if len(value) < self._limits.diagnostic_chars:
                self._group["diagnostic-code"] = (name, f"{value} {more.strip()}", start, end)

    def _close(self) -> None:
        # One group more than may be kept is gathered, so that `finish` can tell.
        if self._group and len(self._out.recipients) <= self._limits.recipients:
            self._out.recipients.append(self._draft())
        self._group.clear()
        self._rest.clear()

    def _span(self, item: _Field) -> Span:
        return self._part.span_of(self._offset + item[2], self._offset + item[3])

    def _put(self, draft: Draft, name: str, value: object, item: _Field) -> None:
        draft.put(name, value, self._by.rule, self._by.tier, self._span(item))

    # -- one group

    def _draft(self) -> Draft:
        draft, group = Draft(), self._group
        self._name(draft)
        if (item := group.get("status")) is not None:
            found = statuses_in(item[1])
            status = found[0][0] if found else _bare_status(item[1])
            if status is not None:
                self._put(draft, "status", status, item)
            elif item[1].strip():
                self._notes.add("status-unreadable", item[1], self._span(item))
        self._action(draft)
        if (item := group.get("diagnostic-code")) is not None:
            self._diagnostic(draft, item)
        if (item := group.get("remote-mta")) is not None and item[1]:
            typed = _TYPED.match(item[1])
            self._put(draft, "remote_mta", (item[1][typed.end() :] if typed else item[1]).strip(), item)
        for name, attribute in _SIMPLE.items():
            if (item := group.get(name)) is not None and item[1]:
                self._put(draft, attribute, item[1], item)
        self._others(draft)
        return draft

    def _others(self, draft: Draft) -> None:
        for item in self._rest:
            if item[0].lower() == "diagnostic-code":
                other = Draft()
                self._diagnostic(other, item)
                draft.texts.extend(fact for name, fact in other.facts.items() if name == "diagnostic")
            else:
                draft.extensions.append((item[0], item[1]))
        kept = (self._group.get(name) for name in ("x-actual-recipient", "localized-diagnostic"))
        draft.extensions.extend((item[0], item[1]) for item in kept if item is not None)

    def _name(self, draft: Draft) -> None:
        """Final and original recipient; where Final-Recipient is missing the next best field names the recipient."""
        if (item := self._group.get("original-recipient")) is not None:
            address, type_ = typed_address(item[1])
            if address:
                self._put(draft, "original", address, item)
                self._put(draft, "original_type", type_, item)
        for name in _NAMING:
            if (item := self._group.get(name)) is None:
                continue
            address, type_ = typed_address(item[1])
            if not address:
                self._notes.add("recipient-empty", item[0], self._span(item))
                continue
            self._put(draft, "final", address, item)
            self._put(draft, "final_type", type_, item)
            if name != "final-recipient":
                self._notes.add("final-recipient-missing", f"{item[0]} taken", self._span(item))
            return

    def _action(self, draft: Draft) -> None:
        status: EnhancedStatus | None = draft.value("status")
        item = self._group.get("action")
        action = action_of(item[1]) if item is not None else None
        if action is not None and item is not None:
            self._put(draft, "action", action, item)
            if status is not None and (status.klass == 2) != (action in _SUCCESS):
                self._notes.add("action-contradicts-status", f"{action.value} with {status}", self._span(item))
            return
        if item is not None:
            self._notes.add("action-unknown", item[1], self._span(item))
        else:
            self._notes.add("action-missing")
        implied = Action.FAILED if status is None else _BY_CLASS[status.klass]
        draft.put("action", implied, f"{self._by.rule}-status-class", self._by.tier)

    def _diagnostic(self, draft: Draft, item: _Field) -> None:
        value = _SPACES.sub(" ", decode_words(item[1])).strip()  # encoded-words may stand in *text (RFC 3464 2.1.1)
        typed = _TYPED.match(value)
        if typed:
            self._put(draft, "diagnostic_type", typed[1].lower(), item)
            value = value[typed.end() :]
        if value:
            self._put(draft, "diagnostic", value, item)


def _begins_group(key: str, group: dict[str, _Field], *, apart: bool) -> bool:
    if not group:
        return False
    named = any(name in group for name in _NAMING)
    complete = named and ("action" in group or "status" in group)
    if key in group:
        return (apart and (named or key in _NAMING)) or (key in _NAMING[:2] and complete)
    if not apart:
        # Original-Recipient may come first or second; after a complete group it begins the next one.
        return key == "original-recipient" and "final-recipient" in group and complete and "diagnostic-code" in group
    return complete and key in _NAMING  # some set every field apart


def _bare_status(value: str) -> EnhancedStatus | None:
    """`5.1` and `511`, which some senders write."""
    digits = value.strip()[:5]
    if len(digits) >= 3 and digits[:3].isdigit() and digits[0] in "245" and not digits[3:].strip():
        return EnhancedStatus.find(".".join(digits[:3]))
    return None
