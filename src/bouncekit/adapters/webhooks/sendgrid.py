"""Twilio SendGrid's event webhook: a list of events.

Check the ECDSA signature of `X-Twilio-Email-Event-Webhook-Signature` over the timestamp header and the octets of the
body.
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
    read_batch,
    recipient,
    status_report,
)
from bouncekit.report.model import Report
from bouncekit.vocabulary import Action, Reason

__all__ = ["read"]

_NAME: Final = "sendgrid"
_ACTIONS: Final = {
    "bounce": Action.FAILED,
    "dropped": Action.FAILED,
    "deferred": Action.DELAYED,
    "delivered": Action.DELIVERED,
}
DROPS: Final[Mapping[str, Reason]] = {
    "bounced address": Reason.SUPPRESSED,
    "unsubscribed address": Reason.SUPPRESSED,
    "spam reporting address": Reason.SUPPRESSED,
    "invalid": Reason.USER_UNKNOWN,
    "spam content (if spam checker app enabled)": Reason.SPAM_DETECTED,
    "recipient list over package quota": Reason.RATE_LIMITED,
}
"""The reason of a `dropped` event → reason (SendGrid documentation, "Event Webhook Reference")."""
CLASSIFICATIONS: Final[Mapping[str, Reason]] = {
    "invalid address": Reason.USER_UNKNOWN,
    "technical": Reason.SYSTEM_ERROR,
    "content": Reason.CONTENT_REJECTED,
    "reputation": Reason.BAD_REPUTATION,
    "frequency or volume too high": Reason.RATE_LIMITED,
    "mailbox unavailable": Reason.MAILBOX_DISABLED,
}
"""bounce_classification → reason; `Unclassified` says nothing."""


def read(events: str | bytes | list[Any] | Mapping[str, Any]) -> tuple[ProviderEvent, ...]:
    """The events as reports, in their order; one of a list that cannot be read says so (`problem`).

    Raises InvalidValueError that names the field when a lone event is wrong.
    """
    return read_batch(_NAME, load(events), _event)


def _event(fields: Fields) -> ProviderEvent:
    return ProviderEvent(
        provider=_NAME,
        event_id=fields.maybe("sg_event_id"),
        message_id=fields.maybe("sg_message_id"),
        report=_report(fields),
        raw=fields.values,
    )


def _report(fields: Fields) -> Report:
    name = fields.text("event")
    original = fields.maybe("smtp-id")
    if name == "spamreport":
        return complaint(_NAME, (address_in(fields, "email"),), message_id=original)
    if name not in _ACTIONS:
        return no_report(_NAME, name, opt_out=name in {"unsubscribe", "group_unsubscribe"})
    said = fields.maybe("reason") or fields.maybe("response")
    word = (said if name == "dropped" else fields.maybe("bounce_classification") or "") or ""
    table = DROPS if name == "dropped" else CLASSIFICATIONS
    hint = (word.lower().partition(" (")[0].replace(" ", "-"), table[word.lower()]) if word.lower() in table else None
    one = recipient(
        _NAME,
        address_in(fields, "email"),
        _ACTIONS[name],
        diagnostic=said,
        status=fields.maybe("status"),
        hint=hint,
        extensions=own_word(_NAME, "type", fields.maybe("type")) if name == "bounce" else (),
    )
    return status_report(_NAME, (one,), message_id=original)
