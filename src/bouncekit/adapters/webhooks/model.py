"""What every webhook adapter shares: the result, and strict access to JSON that names the field that is wrong.

Whether an event is genuine is the caller's to check, before it is read, over the octets as they came: each provider's
module says how its signature is made.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.errors import InvalidValueError
from bouncekit.report.diagnostics import command_in, reply_in, statuses_in
from bouncekit.report.mailboxes import plain_address
from bouncekit.report.model import Feedback, Provenance, Recipient, Report, Returned, Tier
from bouncekit.spans import Because
from bouncekit.vocabulary import Action, Reason, ReportKind

__all__ = [
    "Fields",
    "ProviderEvent",
    "address_in",
    "address_of",
    "complaint",
    "load",
    "no_report",
    "own_word",
    "read_batch",
    "recipient",
    "status_report",
]

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_MOST_NUMBER: Final = 10**40
_BRIEF: Final = 16 << 10
"""Characters of a diagnostic that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderEvent:
    """One event of a provider: the same Report that a message gives, and the event as it came."""

    provider: str
    event_id: str | None
    """The provider's id of the event, for events that come twice."""
    message_id: str | None
    """What the provider or the sender named the message by."""
    report: Report
    raw: Mapping[str, Any]
    problem: str | None = None
    """Why one event of a batch could not be read (its report has kind `none`): the others are read all the same."""


def load(event: str | bytes | Mapping[str, Any] | list[Any], name: str = "event") -> Any:
    """*event* as JSON values. Raises InvalidValueError with *name* when it is not JSON."""
    if not isinstance(event, str | bytes):
        return event
    try:
        return json.loads(event)
    except (ValueError, RecursionError) as error:
        raise InvalidValueError(name, "is not JSON") from error


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object and where it stands; every reader raises InvalidValueError that names the field."""

    values: Mapping[str, Any]
    where: str = ""

    @classmethod
    def of(cls, value: object, where: str = "event") -> "Fields":
        """*value* as an object."""
        if not isinstance(value, dict):
            raise InvalidValueError(where, "must be an object")
        return cls(value, "" if where == "event" else where + ".")

    def text(self, name: str) -> str:
        """The text *name*, which must be there."""
        value = self.maybe(name)
        if value is None:
            raise InvalidValueError(self.where + name, "is missing")
        return value

    def maybe(self, name: str) -> str | None:
        """The text *name*; a number counts as its digits, an empty text as none."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise InvalidValueError(self.where + name, "must be a text", value)
        if isinstance(value, int):
            if not -_MOST_NUMBER < value < _MOST_NUMBER:
                raise InvalidValueError(self.where + name, "is a number of too many digits", value)
            return str(value)
        return _whole_characters(value)

    def inside(self, name: str) -> "Fields":
        """The object *name*, which must be there."""
        if name not in self.values:
            raise InvalidValueError(self.where + name, "is missing")
        return Fields.of(self.values[name], self.where + name)

    def maybe_inside(self, name: str) -> "Fields":
        """The object *name*, or an empty one."""
        return self.inside(name) if self.values.get(name) is not None else Fields({}, f"{self.where}{name}.")

    def objects(self, name: str) -> "Iterator[Fields]":
        """The objects of the list *name*, which must be there."""
        values = self.values.get(name)
        if not isinstance(values, list):
            raise InvalidValueError(self.where + name, "is missing" if values is None else "must be a list")
        return (Fields.of(value, f"{self.where}{name}[{n}]") for n, value in enumerate(values))

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of the list *name*, or the one text that stands there."""
        value = self.values.get(name)
        if isinstance(value, str) and value:
            return (_whole_characters(value),)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise InvalidValueError(self.where + name, "must be a list of texts", value)
        return tuple(map(_whole_characters, value))


def _whole_characters(text: str) -> str:
    """*text* with U+FFFD for each half of a surrogate pair, which JSON can spell (RFC 8259 section 8.2)."""
    return _SURROGATE.sub("\ufffd", text)


def address_of(text: str | None) -> str | None:
    """The address in *text* as whoever wrote it put it: `bob@x`, `<bob@x>`, `"Bob, B." <bob@x>`; else None."""
    text = (text or "").strip()
    if text.endswith(">"):
        text = text[text.rfind("<") + 1 : -1]
    address = plain_address(text)
    return address if "@" in address.strip("@") else None


def address_in(fields: Fields, *names: str) -> str | None:
    """The address in the first of *names* that holds one. None where none does: then the event names nobody."""
    return next((found for name in names if (found := address_of(fields.maybe(name))) is not None), None)


def read_batch(provider: str, loaded: Any, one: Callable[[Fields], ProviderEvent]) -> tuple[ProviderEvent, ...]:
    """What *one* reads of each event of a list. An event that is wrong is said in its place, and loses no other.

    A provider sends a batch again until it is answered with 2xx: an error for one event would keep all of them back.
    Raises InvalidValueError for one event by itself that is wrong, and for what is neither an object nor a list.
    """
    if isinstance(loaded, dict):
        return (one(Fields.of(loaded)),)
    if not isinstance(loaded, list):
        raise InvalidValueError("event", "must be an object or a list of objects")
    events: list[ProviderEvent] = []
    for n, each in enumerate(loaded):
        try:
            events.append(one(Fields.of(each, f"[{n}]")))
        except InvalidValueError as error:
            raw = each if isinstance(each, dict) else {}
            unread = no_report(provider, "that could not be read")
            events.append(
                ProviderEvent(
                    provider=provider, event_id=None, message_id=None, report=unread, raw=raw, problem=str(error)
                )
            )
    return tuple(events)


def recipient(
    provider: str,
    address: str | None,
    action: Action,
    *,
    diagnostic: str | None = None,
    status: str | None = None,
    reply: str | None = None,
    host: str | None = None,
    hint: tuple[str, Reason] | None = None,
    extensions: tuple[tuple[str, str], ...] = (),
) -> Recipient:
    """One recipient of an event. *hint*: the provider's own word for the reason, and what it means."""
    text = " ".join((diagnostic or "").split())[:_BRIEF]
    stated = statuses_in(text) if text else ()
    field = EnhancedStatus.find(status) if status else None
    better = next((s for s, _ in stated if field is None or (field.is_generic and s.klass == field.klass)), None)
    found = reply_in(text) if text else None
    code = ReplyCode.find(reply) if reply else None
    return Recipient(
        final=address,
        final_type="rfc822" if address is not None else None,
        action=action,
        status=better or field,
        status_field=field,
        reply=code or (found[0] if found else None),
        command=command_in(text) if text else None,
        diagnostic=text or None,
        remote_mta=host,
        reason_hint=hint[1] if hint else None,
        hint_rule=f"{provider}-event-{hint[0]}" if hint else None,
        extensions=extensions,
        provenance=(Provenance(field="action", rule=f"{provider}-event", tier=Tier.STRUCTURED),)
        if address is None
        else (Provenance(field="final", rule=f"{provider}-event", tier=Tier.STRUCTURED),),
    )


def own_word(provider: str, field: str, value: str | None) -> tuple[tuple[str, str], ...]:
    """A field in which the provider says by itself what it found, as an extension (`rules.categories` reads them)."""
    return ((f"{provider}-{field}", value),) if value else ()


def status_report(
    provider: str, recipients: tuple[Recipient, ...], *, message_id: str | None = None, reporting_mta: str | None = None
) -> Report:
    """A report of deliveries that failed, wait or succeeded."""
    return Report(
        kind=ReportKind.DELIVERY_STATUS,
        recipients=recipients,
        reporting_mta=reporting_mta,
        returned=Returned(message_id=message_id) if message_id else None,
        because=(Because(rule=f"{provider}-event", text="an event of the provider"),),
    )


def complaint(
    provider: str, addresses: Iterable[str | None], *, feedback_type: str = "abuse", message_id: str | None = None
) -> Report:
    """A report of a complaint, by those of *addresses* that are known."""
    named = tuple(dict.fromkeys(address for address in addresses if address is not None))
    return Report(
        kind=ReportKind.FEEDBACK,
        feedback=Feedback(feedback_type=feedback_type, original_rcpt_to=named, user_agent=provider),
        returned=Returned(message_id=message_id) if message_id else None,
        because=(Because(rule=f"{provider}-event", text="a complaint that the provider passes on"),),
    )


def no_report(provider: str, name: str, *, opt_out: bool = False) -> Report:
    """An event that reports no delivery (opens, clicks, subscriptions)."""
    return Report(
        kind=ReportKind.NONE,
        opt_out=opt_out,
        because=(Because(rule=f"{provider}-event", text=f"the event {name} reports no delivery"),),
    )
