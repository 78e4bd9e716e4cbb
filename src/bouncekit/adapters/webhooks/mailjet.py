"""Mailjet's event API: one event or a list. It carries no signature: check the HTTP authentication that you set."""

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

_NAME: Final = "mailjet"
ERRORS: Final[Mapping[str, Reason]] = {
    "user unknown": Reason.USER_UNKNOWN,
    "mailbox inactive": Reason.MAILBOX_DISABLED,
    "quota exceeded": Reason.MAILBOX_FULL,
    "blacklisted": Reason.SUPPRESSED,
    "spam reporter": Reason.SUPPRESSED,
    "invalid domain": Reason.HOST_UNKNOWN,
    "no mail host": Reason.HOST_UNKNOWN,
    "relay/access denied": Reason.RELAYING_DENIED,
    "sender blocked": Reason.SENDER_REJECTED,
    "content blocked": Reason.SPAM_DETECTED,
    "policy issue": Reason.POLICY_VIOLATION,
    "greylisted": Reason.GREYLISTED,
    "typofix": Reason.USER_UNKNOWN,
    "bad or empty template": Reason.CONTENT_REJECTED,
    "error in template language": Reason.CONTENT_REJECTED,
    "preblocked": Reason.SUPPRESSED,
    "duplicate in campaign": Reason.SUPPRESSED,
    "system issue": Reason.SYSTEM_ERROR,
    "protocol issue": Reason.SYNTAX_ERROR,
    "connection issue": Reason.NETWORK_ERROR,
    "mailjet": Reason.SYSTEM_ERROR,
}
"""error → reason (dev.mailjet.com, "Event API: error messages")."""


def read(events: str | bytes | list[Any] | Mapping[str, Any]) -> tuple[ProviderEvent, ...]:
    """The events as reports, in their order; one of a list that cannot be read says so (`problem`).

    Raises InvalidValueError that names the field when a lone event is wrong.
    """
    return read_batch(_NAME, load(events), _event)


def _event(fields: Fields) -> ProviderEvent:
    ident = [part for part in (fields.maybe("MessageID"), fields.maybe("event"), fields.maybe("time")) if part]
    return ProviderEvent(
        provider=_NAME,
        event_id="-".join(ident) or None,
        message_id=fields.maybe("Message_GUID") or fields.maybe("MessageID"),
        report=_report(fields),
        raw=fields.values,
    )


def _report(fields: Fields) -> Report:
    name = fields.text("event")
    if name == "spam":
        return complaint(_NAME, (address_in(fields, "email"),))
    if name not in {"bounce", "blocked", "sent"}:
        return no_report(_NAME, name, opt_out=name == "unsub")
    word = (fields.maybe("error") or "").lower()
    said = " ".join(part for part in (fields.maybe("comment"), fields.maybe("smtp_reply")) if part)
    soft = name == "bounce" and fields.values.get("hard_bounce") is False and fields.values.get("blocked") is not True
    action = Action.DELIVERED if name == "sent" else Action.DELAYED if soft and word == "greylisted" else Action.FAILED
    hint = (word.replace(" ", "-").replace("/", "-"), ERRORS[word]) if word in ERRORS else None
    hard = fields.values.get("hard_bounce")
    own = own_word(_NAME, "hard_bounce", str(hard).lower()) if isinstance(hard, bool) else ()
    one = recipient(_NAME, address_in(fields, "email"), action, diagnostic=said or None, hint=hint, extensions=own)
    return status_report(_NAME, (one,))
