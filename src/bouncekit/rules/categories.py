"""Extension fields in which a sending MTA states its own classification."""

from typing import Final

from bouncekit.rules.reply_model import CategoryRow, Standing
from bouncekit.vocabulary import Reason

__all__ = ["CATEGORIES"]

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
