"""Mailgun's webhooks.

Check `signature`: HMAC-SHA256 of timestamp and token with the webhook signing key; refuse old timestamps and used
tokens.
"""

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
    recipient,
    status_report,
)
from bouncekit.report.model import Report
from bouncekit.vocabulary import Action, Reason

__all__ = ["read"]

_NAME: Final = "mailgun"
REASONS: Final[Mapping[str, Reason]] = {
    "suppress-bounce": Reason.SUPPRESSED,
    "suppress-complaint": Reason.SUPPRESSED,
    "suppress-unsubscribe": Reason.SUPPRESSED,
    "espblock": Reason.BLOCKED,
    "greylisted": Reason.GREYLISTED,
    "old": Reason.EXPIRED,
    "hardfail": Reason.USER_UNKNOWN,
}
"""reason of a `failed` event → reason (documentation.mailgun.com, "Event Structure")."""


def read(event: str | bytes | Mapping[str, Any]) -> tuple[ProviderEvent, ...]:
    """The event as a report. Raises InvalidValueError that names the field that is wrong."""
    outer = Fields.of(load(event))
    fields = outer.inside("event-data")
    return (
        ProviderEvent(
            provider=_NAME,
            event_id=fields.maybe("id"),
            message_id=_message_id(fields),
            report=_report(fields),
            raw=outer.values,
        ),
    )


def _message_id(fields: Fields) -> str | None:
    return fields.maybe_inside("message").maybe_inside("headers").maybe("message-id")


def _report(fields: Fields) -> Report:
    name = fields.text("event")
    if name == "complained":
        return complaint(_NAME, (address_in(fields, "recipient"),), message_id=_message_id(fields))
    if name not in {"failed", "rejected", "delivered"}:
        return no_report(_NAME, name, opt_out=name == "unsubscribed")
    status = fields.maybe_inside("delivery-status")
    waits = name == "failed" and fields.maybe("severity") == "temporary"
    action = Action.DELIVERED if name == "delivered" else Action.DELAYED if waits else Action.FAILED
    word = fields.maybe("reason") or ""
    one = recipient(
        _NAME,
        address_in(fields, "recipient"),
        action,
        diagnostic=status.maybe("message") or status.maybe("description"),
        status=status.maybe("enhanced-code"),
        reply=status.maybe("code"),
        host=status.maybe("mx-host"),
        hint=(word, REASONS[word]) if word in REASONS else None,
        extensions=own_word(_NAME, "severity", fields.maybe("severity")),
    )
    return status_report(_NAME, (one,), message_id=_message_id(fields))
