"""Extension fields in which a sending MTA or a provider states its own classification."""

from typing import Final

from bouncekit.rules.reply_model import CategoryRow, PermanenceRow, Standing
from bouncekit.vocabulary import Permanence, Reason

__all__ = ["CATEGORIES", "PERMANENCE_WORDS"]

_R = Reason
_POWERMTA: Final = "x-powermta-bouncecategory"


def _powermta(value: str, reason: Reason) -> CategoryRow:
    return CategoryRow(
        id=f"powermta-{value}",
        field=_POWERMTA,
        value=value,
        reason=reason,
        standing=Standing.PROVIDER,
        source="PowerMTA user's guide, bounce categories",
        sample=f"X-PowerMTA-BounceCategory: {value}",
    )


CATEGORIES: Final[tuple[CategoryRow, ...]] = (
    _powermta("bad-domain", _R.HOST_UNKNOWN),
    _powermta("bad-mailbox", _R.USER_UNKNOWN),
    _powermta("inactive-mailbox", _R.MAILBOX_DISABLED),
    _powermta("message-expired", _R.EXPIRED),
    _powermta("no-answer-from-host", _R.NETWORK_ERROR),
    _powermta("policy-related", _R.POLICY_VIOLATION),
    _powermta("quota-issues", _R.MAILBOX_FULL),
    _powermta("routing-errors", _R.SYSTEM_ERROR),
    _powermta("spam-related", _R.SPAM_DETECTED),
    _powermta("virus-related", _R.VIRUS_DETECTED),
    _powermta("relaying-issues", _R.RELAYING_DENIED),
    _powermta("content-related", _R.CONTENT_REJECTED),
)


def _word(provider: str, field: str, value: str, permanence: Permanence, source: str) -> PermanenceRow:
    return PermanenceRow(
        id=f"{provider}-{field.replace('_', '-')}-{value.replace('_', '-')}",
        field=f"{provider}-{field}",
        value=value,
        permanence=permanence,
        source=source,
        sample=f"{field}: {value}",
    )


_P = Permanence
_SES: Final = "docs.aws.amazon.com/ses, Amazon SNS notification contents: bounceType"
_RESEND: Final = "resend.com/docs, webhook events: bounce.type"
_MAILGUN: Final = "documentation.mailgun.com, Event Structure: severity"
_POSTMARK: Final = "postmarkapp.com/developer, Bounce types"
_BREVO: Final = "developers.brevo.com, Transactional webhooks"
_SENDGRID: Final = "SendGrid documentation, Event Webhook Reference: type of a bounce event"
_MAILJET: Final = "dev.mailjet.com, Event API: hard_bounce"

PERMANENCE_WORDS: Final[tuple[PermanenceRow, ...]] = (
    _word("ses", "bouncetype", "permanent", _P.PERMANENT, _SES),
    _word("ses", "bouncetype", "transient", _P.TRANSIENT, _SES),
    _word("resend", "bouncetype", "permanent", _P.PERMANENT, _RESEND),
    _word("resend", "bouncetype", "transient", _P.TRANSIENT, _RESEND),
    _word("resend", "bouncetype", "temporary", _P.TRANSIENT, _RESEND),
    _word("mailgun", "severity", "permanent", _P.PERMANENT, _MAILGUN),
    _word("mailgun", "severity", "temporary", _P.TRANSIENT, _MAILGUN),
    _word("postmark", "type", "hardbounce", _P.PERMANENT, _POSTMARK),
    _word("postmark", "type", "softbounce", _P.TRANSIENT, _POSTMARK),
    _word("brevo", "event", "hard_bounce", _P.PERMANENT, _BREVO),
    _word("brevo", "event", "soft_bounce", _P.TRANSIENT, _BREVO),
    _word("brevo", "event", "invalid_email", _P.PERMANENT, _BREVO),
    _word("sendgrid", "type", "bounce", _P.PERMANENT, _SENDGRID),
    _word("sendgrid", "type", "blocked", _P.TRANSIENT, _SENDGRID),
    _word("mailjet", "hard_bounce", "true", _P.PERMANENT, _MAILJET),
    _word("mailjet", "hard_bounce", "false", _P.TRANSIENT, _MAILJET),
)
