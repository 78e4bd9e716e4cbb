"""message/delivery-status and its kin (RFC 3464 section 2, RFC 6533 section 4.1, RFC 3886 section 3).

The groups of real reports are not always set apart by blank lines, and sometimes by too many: a group ends where a
field comes again that a group has once. What a remote server said may pose as a field: the first of each counts.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from bouncekit.codes import EnhancedStatus
from bouncekit.limits import Limits
from bouncekit.message import Part, parse_fields
from bouncekit.message.words import decode_words
from bouncekit.registry.dsn_fields import BY_NAME, FIELDS, FieldGroup
from bouncekit.report.diagnostics import statuses_in
from bouncekit.report.draft import Draft, Fact, Notes, made
from bouncekit.report.mailboxes import typed_address
from bouncekit.report.model import Tier
from bouncekit.spans import Span
from bouncekit.vocabulary import Action

__all__ = ["StatusReport", "action_of", "has_status_fields", "read_status", "read_status_part"]

_RULE: Final = "rfc3464"

_EXTENSIONS: Final = frozenset(("deliver-by-date", "future-release-request", "smtp-remote-recipient"))
"""Fields of later RFCs, which a report carries as extensions."""
_MESSAGE_FIELDS: Final = frozenset(BY_NAME[FieldGroup.DSN_MESSAGE]) - _EXTENSIONS
_RECIPIENT_FIELDS: Final = (frozenset(BY_NAME[FieldGroup.DSN_RECIPIENT]) - _EXTENSIONS) | {"x-actual-recipient"}
_KNOWN: Final = {
    row.name.encode(): (row.name.lower(), row.name, row.name.lower() in _RECIPIENT_FIELDS)
    for row in FIELDS
    if row.name.lower() in _MESSAGE_FIELDS | _RECIPIENT_FIELDS
}
"""Name as the RFC writes it → key, name, and whether it is a field of a recipient."""
_NAMING: Final = ("final-recipient", "original-recipient", "x-actual-recipient")
_SIMPLE: Final = (
    ("last-attempt-date", "last_attempt"),
    ("will-retry-until", "will_retry_until"),
    ("final-log-id", "final_log_id"),
)
_KEPT_ALSO: Final = ("x-actual-recipient", "localized-diagnostic")
"""Fields of a group that extensions show, too."""
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
_BY_WORD: Final = {action.value: action for action in Action}
_SUCCESS: Final = frozenset((Action.DELIVERED, Action.RELAYED, Action.EXPANDED))
_BY_CLASS: Final = {5: Action.FAILED, 4: Action.DELAYED, 2: Action.DELIVERED}
_REPLY_LINE: Final = re.compile(r"[245][0-5][0-9][ -]")
_TYPED: Final = re.compile(r"[ \t]*([A-Za-z][A-Za-z0-9-]{0,40})[ \t]*;[ \t]*")
_STATUS_FIELDS: Final = re.compile(r"(?im)^[ \t>]{0,4}(?:final|original)-recipient[ \t]*:")
_STATUS_ACTION: Final = re.compile(r"(?im)^[ \t>]{0,4}(?:action|status|diagnostic-code)[ \t]*:")
_LONGEST_STATUS: Final = 1_000
_BLANK: Final = re.compile(r"\n[ \t]*\n")
_SPACES: Final = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")
# A field as `parse_fields` finds it in text, with its line end and the blank lines after it; linear, since each
# repetition is followed by an octet that it cannot itself match. What is no field matches the last alternative.
_PLAIN_FIELD: Final = re.compile(
    rb"([!-9;-~]+)[ \t]*:[ \t]*(.*(?:\n[ \t]+[^\s\x1c-\x1f].*)*)(?:\n|\Z)((?:[ \t]*\r?\n)*)|(?s:.+)"
)
_BLANK_LINES: Final = re.compile(rb"(?:[ \t]*\r?\n)+")


@dataclass(slots=True)
class StatusReport:
    """What one or more status parts say, as drafts."""

    per_message: dict[str, str] = field(default_factory=dict)
    extensions: list[tuple[str, str]] = field(default_factory=list)
    recipients: list[Draft] = field(default_factory=list)

    def add(self, other: "StatusReport") -> None:
        """Takes what a further part says; of a field that both have the first counts."""
        self.recipients.extend(other.recipients)
        for name, value in other.per_message.items():
            self.per_message.setdefault(name, value)
        self.extensions.extend(other.extensions)


class _Field(NamedTuple):
    """A field of a group: its name as written, its value, and where it stands in the text and in the message."""

    name: str
    value: str
    start: int
    end: int
    span: Span | None
    """None until somebody asks."""




def has_status_fields(text: str) -> bool:
    """True when *text* holds the fields of a recipient group, wherever they stand."""
    return "-recipient" in text.lower() and bool(_STATUS_FIELDS.search(text)) and bool(_STATUS_ACTION.search(text))


def action_of(value: str) -> Action | None:
    """The action that *value* begins with, or None: `failed (permanent error)`, `relayed (to non-DSN-aware mailer)`."""
    low = value.strip().lower()
    if (known := _BY_WORD.get(low)) is not None:
        return known
    return next((action for literal, action in _ACTIONS if low.startswith(literal)), None)


def read_status_part(part: Part, limits: Limits, notes: Notes) -> StatusReport:
    """Reads a part of status fields. Never raises.

    Nearly all of them are as RFC 3464 writes them: those are read out of the octets as they came; the answer is the one
    that `read_status` gives (tests/report/test_plain_status.py).
    """
    plain = part.plain_octets()
    found = None if plain is None else _read_plain(part, plain, limits, notes)
    return read_status(part, part.text, limits, notes) if found is None else found


def read_status(
    part: Part, text: str, limits: Limits, notes: Notes, *, rule: str = _RULE, tier: Tier = Tier.STRUCTURED
) -> StatusReport:
    """Reads the fields in *text*, which is (a part of) the text of *part*. Never raises."""
    reader = _Reader(part, text, limits, notes, _By(rule, tier))
    for found in parse_fields(text):
        reader.take(_Field(*found, None))
    return reader.finish()


def _read_plain(part: Part, plain: tuple[bytes, int, int], limits: Limits, notes: Notes) -> StatusReport | None:
    """The fields of a part that has nothing but fields, its groups set apart by blank lines; None for any other."""
    octets, start, end = plain
    if octets.find(b"\r", start, end) >= 0 and octets.count(b"\r", start, end) != octets.count(b"\r\n", start, end):
        return None
    leading = _BLANK_LINES.match(octets, start, end)
    out = StatusReport()
    noted = Notes(limits)
    drafter = _Drafter(part, 0, noted, _STRUCTURED)
    drafts = out.recipients
    group: dict[str, _Field] = {}
    rest: list[_Field] = []
    apart: bytes = b""
    for m in _PLAIN_FIELD.finditer(octets, start if leading is None else leading.end(), end):
        written, raw, blank = m.groups()
        if written is None:
            return None
        key, name, of_recipient = _KNOWN.get(written) or _named(written)
        value = (raw.replace(b"\r", b"").replace(b"\n", b"") if b"\n" in raw else raw).strip(b" \t\r").decode("ascii")
        span = made(Span, (m.start(), m.end(2) - raw.endswith(b"\r")))
        item = made(_Field, (name, value, 0, 0, span))
        if of_recipient:
            if apart and group:
                if not _is_complete(group) or len(drafts) >= limits.recipients:
                    return None
                drafts.append(drafter.draft_of(group, rest))
                group, rest = {}, []
            elif key in group or (key == "original-recipient" and "diagnostic-code" in group):
                return None
            group[key] = item
        elif not group:
            if key:
                out.per_message.setdefault(key, value)
            else:
                out.extensions.append((name, value))
        elif key or _REPLY_LINE.match(name):
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
    known = key in _RECIPIENT_FIELDS or key in _MESSAGE_FIELDS
    return key if known else "", name, key in _RECIPIENT_FIELDS


def _is_complete(group: dict[str, _Field]) -> bool:
    """A group that is surely one: it has its recipient and says what became of the message."""
    return "final-recipient" in group and ("action" in group or "status" in group)


class _By(NamedTuple):
    """Who reads the fields, and how firmly."""

    rule: str
    tier: Tier


_STRUCTURED: Final = _By(_RULE, Tier.STRUCTURED)


class _Drafter:
    """What groups of fields say, as drafts."""

    __slots__ = ("_by", "_notes", "_offset", "_part")

    def __init__(self, part: Part, offset: int, notes: Notes, by: _By) -> None:
        self._part = part
        self._offset = offset
        """Where the text that fields have their places in begins in the text of the part."""
        self._notes = notes
        self._by = by

    def span(self, item: _Field) -> Span:
        """The octets of the field."""
        return item.span or self._part.span_of(self._offset + item.start, self._offset + item.end)

    def draft_of(self, group: dict[str, _Field], rest: list[_Field]) -> Draft:
        """What one group says: its fields by their names in lower case, and those that have no name of ours."""
        draft = Draft()
        facts, (rule, tier) = draft.facts, self._by
        self._name(draft, group)
        status: EnhancedStatus | None = None
        if (item := group.get("status")) is not None:
            status = _status_of(item[1][:_LONGEST_STATUS])
            if status is not None:
                facts["status"] = made(Fact, (status, rule, tier, item.span or self.span(item)))
            elif item[1].strip():
                self._notes.add("status-unreadable", item[1], item.span or self.span(item))
        self._action(draft, group.get("action"), status)
        if (item := group.get("diagnostic-code")) is not None:
            self._diagnostic(draft, item)
        if (item := group.get("remote-mta")) is not None and item[1]:
            typed = _TYPED.match(item[1])
            name = (item[1][typed.end() :] if typed else item[1]).strip()
            facts["remote_mta"] = made(Fact, (name, rule, tier, item.span or self.span(item)))
        for field_name, attribute in _SIMPLE:
            if (item := group.get(field_name)) is not None and item[1]:
                facts[attribute] = made(Fact, (item[1], rule, tier, item.span or self.span(item)))
        for item in rest:
            if item[0].lower() == "diagnostic-code":
                other = Draft()
                self._diagnostic(other, item)
                draft.texts.extend(fact for name, fact in other.facts.items() if name == "diagnostic")
            else:
                draft.extensions.append(item[:2])
        draft.extensions.extend([item[:2] for name in _KEPT_ALSO if (item := group.get(name)) is not None])
        return draft

    def _name(self, draft: Draft, group: dict[str, _Field]) -> None:
        """Final and original recipient; where Final-Recipient is missing the next best field names the recipient."""
        if (item := group.get("original-recipient")) is not None:
            self._address(draft, "original", item)
        for name in _NAMING:
            if (item := group.get(name)) is None:
                continue
            if not self._address(draft, "final", item):
                self._notes.add("recipient-empty", item[0], item.span or self.span(item))
                continue
            if name != "final-recipient":
                self._notes.add("final-recipient-missing", f"{item[0]} taken", item.span or self.span(item))
            return

    def _address(self, draft: Draft, name: str, item: _Field) -> bool:
        address, type_ = typed_address(item[1])
        if not address:
            return False
        rule, tier = self._by
        span = (item.span or self.span(item))
        draft.facts[name] = made(Fact, (address, rule, tier, span))
        if type_ is not None:
            draft.facts[f"{name}_type"] = made(Fact, (type_, rule, tier, span))
        return True

    def _action(self, draft: Draft, item: _Field | None, status: EnhancedStatus | None) -> None:
        action = action_of(item[1]) if item is not None else None
        rule, tier = self._by
        if action is not None and item is not None:
            draft.facts["action"] = made(Fact, (action, rule, tier, item.span or self.span(item)))
            if status is not None and (status.klass == 2) != (action in _SUCCESS):
                self._notes.add("action-contradicts-status", f"{action.value} with {status}", item.span or self.span(item))
            return
        if item is not None:
            self._notes.add("action-unknown", item[1], item.span or self.span(item))
        else:
            self._notes.add("action-missing")
        implied = Action.FAILED if status is None else _BY_CLASS[status.klass]
        draft.facts["action"] = made(Fact, (implied, f"{rule}-status-class", tier, None))

    def _diagnostic(self, draft: Draft, item: _Field) -> None:
        value = item[1]
        if "=?" in value or "  " in value or not value.isprintable():
            value = _SPACES.sub(" ", decode_words(value))  # encoded-words may stand in *text (RFC 3464 2.1.1)
        value = value.strip()
        typed = _TYPED.match(value)
        rule, tier = self._by
        if typed:
            draft.facts["diagnostic_type"] = made(Fact, (typed[1].lower(), rule, tier, item.span or self.span(item)))
            value = value[typed.end() :]
        if value:
            draft.facts["diagnostic"] = made(Fact, (value, rule, tier, item.span or self.span(item)))


class _Reader:
    """The fields of one text in their order, gathered into groups."""

    __slots__ = ("_drafter", "_end", "_group", "_last", "_limits", "_notes", "_out", "_part", "_rest", "_text")

    def __init__(self, part: Part, text: str, limits: Limits, notes: Notes, by: _By) -> None:
        self._part = part
        self._text = text
        self._limits = limits
        self._notes = notes
        offset = 0 if text is part.text else max(part.text.find(text[:200]), 0)
        self._drafter = _Drafter(part, offset, notes, by)
        self._out = StatusReport()
        self._group: dict[str, _Field] = {}
        self._rest: list[_Field] = []
        self._end = 0
        self._last = ""

    def take(self, item: _Field) -> None:
        """The next field."""
        name, value, start, end, _ = item
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
            self._notes.add("field-from-reply", f"{name}: {value}", self._drafter.span(item))
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
    return complete


@lru_cache(maxsize=256)
def _status_of(value: str) -> EnhancedStatus | None:
    """The status that a Status field states, as the RFC writes it or as peers do."""
    exact = EnhancedStatus.find(value)
    if exact is not None:
        return exact
    found = statuses_in(value)
    return found[0][0] if found else _bare_status(value)


def _bare_status(value: str) -> EnhancedStatus | None:
    """`5.1` and `511`, which some senders write."""
    digits = value.strip()[:5]
    if len(digits) >= 3 and digits[:3].isdigit() and digits[0] in "245" and not digits[3:].strip():
        return EnhancedStatus.find(".".join(digits[:3]))
    return None
