"""Brevo's (Sendinblue's) transactional webhooks. They carry no signature: check the token or addresses that you set."""

from collections.abc import Mapping
from typing import Any, Final

from bouncekit.adapters.webhooks.model import (
    Fields,
    ProviderEvent,
    address_in,
    complaint,
    load,
    no_report,
    own_word,
    read_batch,
    recipient,
    status_report,
)
from bouncekit.report.model import Report
from bouncekit.vocabulary import Action, Reason

__all__ = ["read"]

_NAME: Final = "brevo"
EVENTS: Final[Mapping[str, tuple[Action, Reason | None]]] = {
    "hard_bounce": (Action.FAILED, None),
    "soft_bounce": (Action.FAILED, None),
    "invalid_email": (Action.FAILED, Reason.USER_UNKNOWN),
    "blocked": (Action.FAILED, Reason.SUPPRESSED),
    "error": (Action.FAILED, Reason.SYSTEM_ERROR),
    "deferred": (Action.DELAYED, None),
    "delivered": (Action.DELIVERED, None),
}
"""event → action and reason (developers.brevo.com, "Transactional webhooks")."""


def read(events: str | bytes | list[Any] | Mapping[str, Any]) -> tuple[ProviderEvent, ...]:
    """The events as reports, in their order; one of a list that cannot be read says so (`problem`).

    Raises InvalidValueError that names the field when a lone event is wrong.
    """
    return read_batch(_NAME, load(events), _event)


def _event(fields: Fields) -> ProviderEvent:
    ident = [part for part in (fields.maybe("id"), fields.maybe("ts_event"), fields.maybe("event")) if part]
    return ProviderEvent(
        provider=_NAME,
        event_id="-".join(ident) or None,
        message_id=fields.maybe("message-id"),
        report=_report(fields),
        raw=fields.values,
    )


def _report(fields: Fields) -> Report:
    name = fields.text("event")
    if name in {"spam", "complaint"}:
        return complaint(_NAME, (address_in(fields, "email"),), message_id=fields.maybe("message-id"))
    if name not in EVENTS:
        return no_report(_NAME, name, opt_out=name == "unsubscribed")
    action, reason = EVENTS[name]
    hint = (name.replace("_", "-"), reason) if reason else None
    own = own_word(_NAME, "event", name)
    one = recipient(
        _NAME, address_in(fields, "email"), action, diagnostic=fields.maybe("reason"), hint=hint, extensions=own
    )
    return status_report(_NAME, (one,), message_id=fields.maybe("message-id"))
