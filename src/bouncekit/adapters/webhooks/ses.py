"""Amazon SES, by way of SNS or as event publishing sends it.

SNS signs what it sends: check `Signature` with the certificate at `SigningCertURL` (an amazonaws.com host, no other)
over the fields that the SNS guide lists, before reading. A `SubscriptionConfirmation` is no report.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from bouncekit.adapters.webhooks.model import (
    Fields,
    ProviderEvent,
    address_in,
    address_of,
    complaint,
    load,
    no_report,
    own_word,
    recipient,
    status_report,
)
from bouncekit.report.model import Report, Returned
from bouncekit.vocabulary import Action, Reason

__all__ = ["read"]

_NAME: Final = "ses"
_MOST_FIELDS: Final = 1_000
SUBTYPES: Final[Mapping[str, Reason]] = {
    "NoEmail": Reason.USER_UNKNOWN,
    "Suppressed": Reason.SUPPRESSED,
    "OnAccountSuppressionList": Reason.SUPPRESSED,
    "MailboxFull": Reason.MAILBOX_FULL,
    "MessageTooLarge": Reason.MESSAGE_TOO_LARGE,
    "ContentRejected": Reason.CONTENT_REJECTED,
    "AttachmentRejected": Reason.CONTENT_REJECTED,
    "CustomTimeoutExceeded": Reason.EXPIRED,
    "UnsubscribedRecipient": Reason.SUPPRESSED,
}
"""bounceSubType → reason (docs.aws.amazon.com/ses, "Amazon SNS notification contents")."""
DELAYS: Final[Mapping[str, Reason]] = {
    "MailboxFull": Reason.MAILBOX_FULL,
    "SpamDetected": Reason.SPAM_DETECTED,
    "IPFailure": Reason.BLOCKED,
    "TransientCommunicationFailure": Reason.NETWORK_ERROR,
    "RecipientServerError": Reason.SYSTEM_ERROR,
    "InternalFailure": Reason.SYSTEM_ERROR,
}
"""delayType → reason."""


def read(event: str | bytes | Mapping[str, Any]) -> tuple[ProviderEvent, ...]:
    """The event as a report. Raises InvalidValueError that names the field that is wrong."""
    outer = Fields.of(load(event))
    kind = outer.maybe("Type")
    if kind is not None and kind != "Notification":
        report, fields = no_report(_NAME, kind), Fields({})
    else:
        fields = Fields.of(load(outer.text("Message"), "Message"), "Message") if kind else outer
        report = _report(fields)
    mail = fields.maybe_inside("mail")
    details = next(
        (fields.inside(n) for n in ("bounce", "complaint") if isinstance(fields.values.get(n), dict)), Fields({})
    )
    return (
        ProviderEvent(
            provider=_NAME,
            event_id=details.maybe("feedbackId") or outer.maybe("MessageId"),
            message_id=mail.maybe("messageId"),
            report=report,
            raw=outer.values,
        ),
    )


def _report(fields: Fields) -> Report:
    name = fields.maybe("notificationType") or fields.text("eventType")
    mail = fields.maybe_inside("mail")
    report = _read(fields, name, mail.maybe_inside("commonHeaders").maybe("messageId"))
    headers = _headers(mail)
    if report.returned is None and not headers:
        return report
    back = report.returned or Returned()
    return replace(report, returned=replace(back, headers=headers))


def _headers(mail: Fields) -> tuple[tuple[str, str], ...]:
    """The header of the message as the event has it, where it has it: a signed field of ours may be among it."""
    if not isinstance(mail.values.get("headers"), list):
        return ()
    found = [(each.maybe("name"), each.maybe("value")) for each in islice(mail.objects("headers"), _MOST_FIELDS)]
    return tuple((name, value) for name, value in found if name is not None and value is not None)


def _read(fields: Fields, name: str, original: str | None) -> Report:
    if name == "Bounce":
        bounce = fields.inside("bounce")
        subtype = bounce.maybe("bounceSubType") or ""
        hint = (subtype.lower(), SUBTYPES[subtype]) if subtype in SUBTYPES else None
        own = bounce.maybe("bounceType")
        return status_report(
            _NAME,
            tuple(_recipient(each, Action.FAILED, hint, own) for each in bounce.objects("bouncedRecipients")),
            message_id=original,
            reporting_mta=(bounce.maybe("reportingMTA") or "").rpartition(";")[2].strip() or None,
        )
    if name == "DeliveryDelay":
        delay = fields.inside("deliveryDelay")
        kind = delay.maybe("delayType") or ""
        hint = (kind.lower(), DELAYS[kind]) if kind in DELAYS else None
        waiting = tuple(_recipient(each, Action.DELAYED, hint) for each in delay.objects("delayedRecipients"))
        return status_report(_NAME, waiting, message_id=original)
    if name == "Delivery":
        delivery = fields.inside("delivery")
        said = delivery.maybe("smtpResponse")
        done = tuple(
            recipient(_NAME, address_of(a), Action.DELIVERED, diagnostic=said) for a in delivery.texts("recipients")
        )
        return status_report(_NAME, done, message_id=original)
    if name == "Complaint":
        details = fields.inside("complaint")
        who = tuple(address_in(each, "emailAddress") for each in details.objects("complainedRecipients"))
        kind = details.maybe("complaintFeedbackType") or "abuse"
        return complaint(_NAME, who, feedback_type=kind, message_id=original)
    return no_report(_NAME, name)


def _recipient(each: Fields, action: Action, hint: tuple[str, Reason] | None, own: str | None = None) -> Any:
    said = each.maybe("diagnosticCode")
    text = said.partition(";")[2] if said and said.partition(";")[0].strip().lower() in {"smtp", "x-amazon"} else said
    return recipient(
        _NAME,
        address_in(each, "emailAddress"),
        action,
        diagnostic=text,
        status=each.maybe("status"),
        hint=hint,
        extensions=own_word(_NAME, "bounceType", own),
    )
