"""Postmark's webhooks. They carry no signature: give the URL a secret and HTTP authentication, and check those."""

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

_NAME: Final = "postmark"
TYPES: Final[Mapping[str, tuple[Action, Reason | None]]] = {
    "HardBounce": (Action.FAILED, None),
    "SoftBounce": (Action.FAILED, None),
    "Transient": (Action.DELAYED, None),
    "DnsError": (Action.FAILED, Reason.HOST_UNKNOWN),
    "SpamNotification": (Action.FAILED, Reason.SPAM_DETECTED),
    "Blocked": (Action.FAILED, Reason.BLOCKED),
    "BadEmailAddress": (Action.FAILED, Reason.USER_UNKNOWN),
    "VirusNotification": (Action.FAILED, Reason.VIRUS_DETECTED),
    "ManuallyDeactivated": (Action.FAILED, Reason.SUPPRESSED),
    "SMTPApiError": (Action.FAILED, Reason.SYSTEM_ERROR),
    "InboundError": (Action.FAILED, Reason.SYSTEM_ERROR),
    "DMARCPolicy": (Action.FAILED, Reason.AUTHENTICATION_FAILED),
    "TemplateRenderingFailed": (Action.FAILED, Reason.CONTENT_REJECTED),
    "Undeliverable": (Action.FAILED, None),
    "Unknown": (Action.FAILED, None),
}
"""Type of a Bounce → action and reason (postmarkapp.com/developer, "Bounce types"); other types are no failures."""


def read(event: str | bytes | Mapping[str, Any]) -> tuple[ProviderEvent, ...]:
    """The event as a report. Raises InvalidValueError that names the field that is wrong."""
    fields = Fields.of(load(event))
    return (
        ProviderEvent(
            provider=_NAME,
            event_id=fields.maybe("ID"),
            message_id=fields.maybe("MessageID"),
            report=_report(fields),
            raw=fields.values,
        ),
    )


def _report(fields: Fields) -> Report:
    record = fields.text("RecordType")
    if record == "SpamComplaint":
        return complaint(_NAME, (address_in(fields, "Email"),))
    if record == "Delivery":
        done = recipient(_NAME, address_in(fields, "Recipient"), Action.DELIVERED, diagnostic=fields.maybe("Details"))
        return status_report(_NAME, (done,))
    kind = fields.text("Type") if record == "Bounce" else record
    if record != "Bounce" or kind not in TYPES:
        return no_report(_NAME, kind, opt_out=kind in {"Unsubscribe", "SubscriptionChange"})
    action, reason = TYPES[kind]
    said = fields.maybe("Details") or fields.maybe("Description")
    one = recipient(
        _NAME,
        address_in(fields, "Email"),
        action,
        diagnostic=said,
        hint=(kind.lower(), reason) if reason else None,
        extensions=own_word(_NAME, "type", kind),
    )
    return status_report(_NAME, (one,))
