"""Notices that providers write as JSON and that arrive as the text of a mail (Amazon SNS subscriptions by e-mail)."""

from typing import Final

from bouncekit.rules.model import JsonFormat
from bouncekit.vocabulary import Action, ReportKind

__all__ = ["JSON_FORMATS"]

_SES: Final = "Amazon SES Developer Guide, Contents of Amazon SNS notifications / event publishing records"


JSON_FORMATS: Final[tuple[JsonFormat, ...]] = (
    JsonFormat(
        id="ses-json-bounce",
        source=_SES,
        sample="json/ses-bounce.eml",
        all_of=("notificationType=Bounce", "bounce.bouncedRecipients"),
        items="bounce.bouncedRecipients",
        address="emailAddress",
        status="status",
        action="action",
        diagnostic="diagnosticCode",
        reporting_mta="bounce.reportingMTA",
        message_id="mail.commonHeaders.messageId",
    ),
    JsonFormat(
        id="ses-json-event-bounce",
        source=_SES,
        sample="json/ses-event-bounce.eml",
        all_of=("eventType=Bounce", "bounce.bouncedRecipients"),
        items="bounce.bouncedRecipients",
        address="emailAddress",
        status="status",
        action="action",
        diagnostic="diagnosticCode",
        reporting_mta="bounce.reportingMTA",
        message_id="mail.commonHeaders.messageId",
    ),
    JsonFormat(
        id="ses-json-sns-bounce",
        source=_SES + "; the envelope of Amazon SNS (Message is JSON in a string)",
        sample="json/sns-bounce.eml",
        all_of=("Type=Notification", "Message.notificationType=Bounce", "Message.bounce.bouncedRecipients"),
        items="Message.bounce.bouncedRecipients",
        address="emailAddress",
        status="status",
        action="action",
        diagnostic="diagnosticCode",
        reporting_mta="Message.bounce.reportingMTA",
        message_id="Message.mail.commonHeaders.messageId",
    ),
    JsonFormat(
        id="ses-json-complaint",
        source=_SES,
        sample="json/ses-complaint.eml",
        all_of=("notificationType=Complaint", "complaint.complainedRecipients"),
        items="complaint.complainedRecipients",
        address="emailAddress",
        implied=None,
        kind=ReportKind.FEEDBACK,
        message_id="mail.commonHeaders.messageId",
    ),
    JsonFormat(
        id="ses-json-sns-complaint",
        source=_SES + "; the envelope of Amazon SNS (Message is JSON in a string)",
        sample="json/sns-complaint.eml",
        all_of=("Type=Notification", "Message.notificationType=Complaint", "Message.complaint.complainedRecipients"),
        items="Message.complaint.complainedRecipients",
        address="emailAddress",
        implied=None,
        kind=ReportKind.FEEDBACK,
        message_id="Message.mail.commonHeaders.messageId",
    ),
    JsonFormat(
        id="ses-json-delivery",
        source=_SES,
        sample="json/ses-delivery.eml",
        all_of=("notificationType=Delivery", "delivery.recipients"),
        items="delivery.recipients",
        address="",
        implied=Action.DELIVERED,
        reporting_mta="delivery.reportingMTA",
        message_id="mail.commonHeaders.messageId",
    ),
    JsonFormat(
        id="ses-json-sns-delivery",
        source=_SES + "; the envelope of Amazon SNS (Message is JSON in a string)",
        sample="json/sns-delivery.eml",
        all_of=("Type=Notification", "Message.notificationType=Delivery", "Message.delivery.recipients"),
        items="Message.delivery.recipients",
        address="",
        implied=Action.DELIVERED,
        reporting_mta="Message.delivery.reportingMTA",
        message_id="Message.mail.commonHeaders.messageId",
    ),
    JsonFormat(
        id="ses-json-delay",
        source=_SES,
        sample="json/ses-delay.eml",
        all_of=("eventType=DeliveryDelay", "deliveryDelay.delayedRecipients"),
        items="deliveryDelay.delayedRecipients",
        address="emailAddress",
        status="status",
        diagnostic="diagnosticCode",
        implied=Action.DELAYED,
        reporting_mta="deliveryDelay.reportingMTA",
        message_id="mail.commonHeaders.messageId",
    ),
)
