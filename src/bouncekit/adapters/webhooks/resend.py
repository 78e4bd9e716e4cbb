"""Resend's webhooks.

They are signed as Svix signs: check `svix-signature` over id, timestamp and the octets of the body.
"""

from collections.abc import Mapping
from typing import Any, Final

from bouncekit.adapters.webhooks.model import (
    Fields,
    ProviderEvent,
    address_of,
    complaint,
    load,
    no_report,
    own_word,
    recipient,
    status_report,
)
from bouncekit.adapters.webhooks.ses import SUBTYPES
from bouncekit.report.model import Report
from bouncekit.vocabulary import Action, Reason

__all__ = ["read"]

_NAME: Final = "resend"
_ACTIONS: Final = {
    "email.bounced": Action.FAILED,
    "email.failed": Action.FAILED,
    "email.suppressed": Action.FAILED,
    "email.delivery_delayed": Action.DELAYED,
    "email.delivered": Action.DELIVERED,
}


def read(event: str | bytes | Mapping[str, Any]) -> tuple[ProviderEvent, ...]:
    """The event as a report. Raises InvalidValueError that names the field that is wrong."""
    fields = Fields.of(load(event))
    name, data = fields.text("type"), fields.inside("data")
    ident = [part for part in (data.maybe("email_id"), name, fields.maybe("created_at")) if part]
    return (
        ProviderEvent(
            provider=_NAME,
            event_id="-".join(ident),
            message_id=data.maybe("email_id"),
            report=_report(name, data),
            raw=fields.values,
        ),
    )


def _report(name: str, data: Fields) -> Report:
    if name == "email.complained":
        return complaint(_NAME, map(address_of, data.texts("to")))
    if name not in _ACTIONS:
        return no_report(_NAME, name)
    details = data.maybe_inside("bounce")
    subtype = details.maybe("subType") or ("Suppressed" if name == "email.suppressed" else "")
    hint: tuple[str, Reason] | None = (subtype.lower(), SUBTYPES[subtype]) if subtype in SUBTYPES else None
    said = details.maybe("message") or data.maybe_inside("failed").maybe("reason")
    own = own_word(_NAME, "bounceType", details.maybe("type"))
    who = tuple(
        recipient(_NAME, address_of(to), _ACTIONS[name], diagnostic=said, hint=hint, extensions=own)
        for to in data.texts("to")
    )
    return status_report(_NAME, who)
