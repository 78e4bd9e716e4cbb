"""The fields of status reports (RFC 3464 section 2, RFC 6533 section 4.1, RFC 3886 section 3); what a group says."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from bouncekit.codes import EnhancedStatus
from bouncekit.message import Part
from bouncekit.message.words import decode_words
from bouncekit.registry.dsn_fields import BY_NAME, FieldGroup
from bouncekit.report.diagnostics import statuses_in
from bouncekit.report.draft import Draft, Fact, Notes, made
from bouncekit.report.mailboxes import typed_address
from bouncekit.report.model import Tier
from bouncekit.spans import Span
from bouncekit.vocabulary import Action

__all__ = [
    "MESSAGE_FIELDS",
    "NAMING",
    "RECIPIENT_FIELDS",
    "REPLY_LINE",
    "STATUS_FIELDS",
    "STRUCTURED",
    "By",
    "Drafter",
    "Field",
    "StatusReport",
    "action_of",
    "has_status_fields",
]

_EXTENSIONS: Final = frozenset(("deliver-by-date", "future-release-request", "smtp-remote-recipient"))
"""Fields of later RFCs, which a report carries as extensions."""
MESSAGE_FIELDS: Final = frozenset(BY_NAME[FieldGroup.DSN_MESSAGE]) - _EXTENSIONS
RECIPIENT_FIELDS: Final = (frozenset(BY_NAME[FieldGroup.DSN_RECIPIENT]) - _EXTENSIONS) | {"x-actual-recipient"}
STATUS_FIELDS: Final = MESSAGE_FIELDS | RECIPIENT_FIELDS
NAMING: Final = ("final-recipient", "original-recipient", "x-actual-recipient")
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
REPLY_LINE: Final = re.compile(r"[245][0-5][0-9][ -]")
_TYPED: Final = re.compile(r"[ \t]*([A-Za-z][A-Za-z0-9-]{0,40})[ \t]*;[ \t]*")
_STATUS_FIELDS: Final = re.compile(r"(?im)^[ \t>]{0,4}(?:final|original)-recipient[ \t]*:")
_STATUS_ACTION: Final = re.compile(r"(?im)^[ \t>]{0,4}(?:action|status|diagnostic-code)[ \t]*:")
_LONGEST_STATUS: Final = 1_000
_SPACES: Final = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")


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


class Field(NamedTuple):
    """A field of a group: its name as written, its value, and where it stands."""

    name: str
    value: str
    start: int
    """Where it begins in the text that it was found in, and ends; without meaning beside a span."""
    end: int
    span: Span | None
    """Where it stands in the message; None while only the place in the text is known."""


def has_status_fields(text: str) -> bool:
    """True when *text* holds the fields of a recipient group, wherever they stand."""
    return "-recipient" in text.lower() and bool(_STATUS_FIELDS.search(text)) and bool(_STATUS_ACTION.search(text))


def action_of(value: str) -> Action | None:
    """The action that *value* begins with, or None: `failed (permanent error)`, `relayed (to non-DSN-aware mailer)`."""
    low = value.strip().lower()
    if (known := _BY_WORD.get(low)) is not None:
        return known
    return next((action for literal, action in _ACTIONS if low.startswith(literal)), None)


class By(NamedTuple):
    """Who reads the fields, and how firmly."""

    rule: str
    tier: Tier


STRUCTURED: Final = By("rfc3464", Tier.STRUCTURED)


class Drafter:
    """What groups of fields say, as drafts."""

    __slots__ = ("_by", "_notes", "_offset", "_part")

    def __init__(self, part: Part, offset: int, notes: Notes, by: By) -> None:
        self._part = part
        self._offset = offset
        """Where the text that fields have their places in begins in the text of the part."""
        self._notes = notes
        self._by = by

    def span(self, item: Field) -> Span:
        """The octets of the field."""
        return item.span or self._part.span_of(self._offset + item.start, self._offset + item.end)

    def draft_of(self, group: dict[str, Field], rest: list[Field]) -> Draft:
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

    def _name(self, draft: Draft, group: dict[str, Field]) -> None:
        """Final and original recipient; where Final-Recipient is missing the next best field names the recipient."""
        if (item := group.get("original-recipient")) is not None:
            self._address(draft, "original", item)
        for name in NAMING:
            if (item := group.get(name)) is None:
                continue
            if not self._address(draft, "final", item):
                self._notes.add("recipient-empty", item[0], item.span or self.span(item))
                continue
            if name != "final-recipient":
                self._notes.add("final-recipient-missing", f"{item[0]} taken", item.span or self.span(item))
            return

    def _address(self, draft: Draft, name: str, item: Field) -> bool:
        value = item[1]
        if "=?" in value and "@" not in value:
            # RFC 2047 5 (3) forbids an encoded-word here; where no other sign of an address is, it hides one.
            value = decode_words(value)
        address, type_ = typed_address(value)
        if not address:
            return False
        rule, tier = self._by
        span = item.span or self.span(item)
        draft.facts[name] = made(Fact, (address, rule, tier, span))
        if type_ is not None:
            draft.facts[f"{name}_type"] = made(Fact, (type_, rule, tier, span))
        return True

    def _action(self, draft: Draft, item: Field | None, status: EnhancedStatus | None) -> None:
        action = action_of(item[1]) if item is not None else None
        rule, tier = self._by
        if action is not None and item is not None:
            draft.facts["action"] = made(Fact, (action, rule, tier, item.span or self.span(item)))
            if status is not None and (status.klass == 2) != (action in _SUCCESS):
                self._notes.add(
                    "action-contradicts-status", f"{action.value} with {status}", item.span or self.span(item)
                )
            return
        if item is not None:
            self._notes.add("action-unknown", item[1], item.span or self.span(item))
        else:
            self._notes.add("action-missing")
        implied = Action.FAILED if status is None else _BY_CLASS[status.klass]
        draft.facts["action"] = made(Fact, (implied, f"{rule}-status-class", tier, None))

    def _diagnostic(self, draft: Draft, item: Field) -> None:
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
