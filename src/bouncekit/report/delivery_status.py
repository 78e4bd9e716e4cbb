"""message/delivery-status and its kin (RFC 3464 section 2, RFC 6533 section 4.1, RFC 3886 section 3): fields into facts.

The groups of real reports are not always set apart by blank lines, and sometimes by too many: a group ends where a field
comes again that a group has once. What a remote server said may pose as a field: the first of each counts.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bouncekit.codes import EnhancedStatus
from bouncekit.limits import Limits
from bouncekit.message import Part, parse_fields
from bouncekit.report.diagnostics import statuses_in
from bouncekit.report.draft import Draft, Notes
from bouncekit.report.mailboxes import typed_address
from bouncekit.report.model import Tier
from bouncekit.spans import Span
from bouncekit.vocabulary import Action

__all__ = ["StatusReport", "action_of", "has_status_fields", "read_status"]

_RULE: Final = "rfc3464"

_MESSAGE_FIELDS: Final = frozenset(
    ("reporting-mta", "received-from-mta", "dsn-gateway", "arrival-date", "original-envelope-id"),
)
_RECIPIENT_FIELDS: Final = frozenset((
    "original-recipient", "final-recipient", "action", "status", "remote-mta", "diagnostic-code", "last-attempt-date",
    "final-log-id", "will-retry-until", "x-actual-recipient", "localized-diagnostic",
))  # fmt: skip
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
_SpanOf = Callable[[_Field], Span]


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
    out = StatusReport()
    group: dict[str, _Field] = {}
    rest: list[_Field] = []
    offset = 0 if text is part.text else max(part.text.find(text[:200]), 0)
    last_end, last_name = 0, ""

    def close() -> None:
        if group:
            if len(out.recipients) < limits.recipients:
                out.recipients.append(_draft(group, rest, part, offset, notes, rule, tier))
            elif len(out.recipients) == limits.recipients:
                notes.add("limit-recipients", f"more than {limits.recipients} recipient groups", part.body_span)
        group.clear()
        rest.clear()

    for item in parse_fields(text):
        name, value, start, end = item
        key = name.lower()
        gap = text[last_end:start]
        apart = bool(_BLANK.search(gap))
        if last_name == "diagnostic-code" and gap.strip() and not apart and "diagnostic-code" in group:
            _extend(group, gap)
        last_end, last_name = end, key
        if key in _RECIPIENT_FIELDS:
            if _begins_group(key, group, apart=apart):
                if not apart and group:
                    notes.add("groups-not-separated", key, part.span_of(offset + start, offset + end))
                close()
            if key in group:
                if key == "diagnostic-code":
                    rest.append(item)
                elif group[key][1] != value:
                    notes.add("field-repeated", f"{name}: {value}", part.span_of(offset + start, offset + end))
            else:
                group[key] = item
        elif key in _MESSAGE_FIELDS:
            if key in out.per_message:
                if apart and group and key == "reporting-mta":
                    close()
            else:
                out.per_message[key] = value
        elif group:
            if _REPLY_LINE.match(name):
                notes.add("field-from-reply", f"{name}: {value}", part.span_of(offset + start, offset + end))
                _extend(group, text[start:end])
                last_name = "diagnostic-code"
            else:
                rest.append(item)
        else:
            out.extensions.append((name, value))
    tail = text[last_end : last_end + 2_000]
    if last_name == "diagnostic-code" and tail.strip() and "diagnostic-code" in group:
        _extend(group, tail.partition("\n\n")[0])
    close()
    return out


def _extend(group: dict[str, _Field], more: str) -> None:
    """Lines that a mailer forgot to fold belong to the diagnostic."""
    if "diagnostic-code" in group:
        name, value, start, end = group["diagnostic-code"]
        if len(value) < 20_000:
            group["diagnostic-code"] = (name, f"{value} {more.strip()}", start, end)


def _begins_group(key: str, group: dict[str, _Field], *, apart: bool) -> bool:
    if not group:
        return False
    named = any(name in group for name in _NAMING)
    if key in group:
        return (apart and (named or key in _NAMING)) or (
            key in ("final-recipient", "original-recipient") and _complete(group)
        )
    if not apart:
        # `Original-Recipient` may come first or second; after a complete group it begins the next one.
        return (
            key == "original-recipient"
            and "final-recipient" in group
            and _complete(group)
            and "diagnostic-code" in group
        )
    return named and _complete(group)


def _complete(group: dict[str, _Field]) -> bool:
    return any(n in group for n in _NAMING) and ("action" in group or "status" in group)


def _draft(
    group: dict[str, _Field], rest: list[_Field], part: Part, offset: int, notes: Notes, rule: str, tier: Tier
) -> Draft:
    draft = Draft()

    def span(item: _Field) -> Span:
        return part.span_of(offset + item[2], offset + item[3])

    _name(draft, group, span, notes, rule, tier)
    if (item := group.get("status")) is not None:
        found = statuses_in(item[1])
        status = found[0][0] if found else _bare_status(item[1])
        if status is not None:
            draft.put("status", status, rule, tier, span(item))
        elif item[1].strip():
            notes.add("status-unreadable", item[1], span(item))
    _put_action(draft, group, span, notes, rule, tier)
    if (item := group.get("diagnostic-code")) is not None:
        _put_diagnostic(draft, item, span(item), rule, tier)
    if (item := group.get("remote-mta")) is not None and item[1]:
        typed = _TYPED.match(item[1])
        draft.put("remote_mta", (item[1][typed.end() :] if typed else item[1]).strip(), rule, tier, span(item))
    for name, attribute in _SIMPLE.items():
        if (item := group.get(name)) is not None and item[1]:
            draft.put(attribute, item[1], rule, tier, span(item))
    for item in rest:
        if item[0].lower() == "diagnostic-code":
            other = Draft()
            _put_diagnostic(other, item, span(item), rule, tier)
            draft.texts.extend(f for n, f in other.facts.items() if n == "diagnostic")
        else:
            draft.extensions.append((item[0], item[1]))
    for name in ("x-actual-recipient", "localized-diagnostic"):
        if (item := group.get(name)) is not None:
            draft.extensions.append((item[0], item[1]))
    return draft


def _name(draft: Draft, group: dict[str, _Field], span: _SpanOf, notes: Notes, rule: str, tier: Tier) -> None:
    """Final and original recipient; where Final-Recipient is missing the next best field names the recipient."""
    if (item := group.get("original-recipient")) is not None:
        address, type_ = typed_address(item[1])
        if address:
            draft.put("original", address, rule, tier, span(item))
            draft.put("original_type", type_, rule, tier, span(item))
    for name in _NAMING:
        if (item := group.get(name)) is None:
            continue
        address, type_ = typed_address(item[1])
        if not address:
            notes.add("recipient-empty", item[0], span(item))
            continue
        draft.put("final", address, rule, tier, span(item))
        draft.put("final_type", type_, rule, tier, span(item))
        if name != "final-recipient":
            notes.add("final-recipient-missing", f"{item[0]} taken", span(item))
        return


def _put_action(draft: Draft, group: dict[str, _Field], span: _SpanOf, notes: Notes, rule: str, tier: Tier) -> None:
    status: EnhancedStatus | None = draft.value("status")
    item = group.get("action")
    action = action_of(item[1]) if item is not None else None
    if action is not None and item is not None:
        draft.put("action", action, rule, tier, span(item))
        if status is not None and (status.klass == 2) != (
            action in (Action.DELIVERED, Action.RELAYED, Action.EXPANDED)
        ):
            notes.add("action-contradicts-status", f"{action.value} with {status}", span(item))
        return
    if item is not None:
        notes.add("action-unknown", item[1], span(item))
    else:
        notes.add("action-missing", "")
    implied = Action.FAILED if status is None else _BY_CLASS[status.klass]
    draft.put("action", implied, f"{rule}-status-class", tier, None)


def _put_diagnostic(draft: Draft, item: _Field, span: Span, rule: str, tier: Tier) -> None:
    value = _SPACES.sub(" ", item[1]).strip()
    typed = _TYPED.match(value)
    if typed:
        draft.put("diagnostic_type", typed[1].lower(), rule, tier, span)
        value = value[typed.end() :]
    if value:
        draft.put("diagnostic", value, rule, tier, span)


def _bare_status(value: str) -> EnhancedStatus | None:
    """`5.1` and `511`, which some senders write."""
    digits = value.strip()[:5]
    if len(digits) >= 3 and digits[:3].isdigit() and digits[0] in "245" and not digits[3:].strip():
        return EnhancedStatus.find(".".join(digits[:3]))
    return None
