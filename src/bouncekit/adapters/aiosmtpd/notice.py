"""The DSN about a message that was accepted: every field of it is one that a DSN can say, whatever the client wrote."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from bouncekit.adapters.aiosmtpd.border import is_host
from bouncekit.adapters.aiosmtpd.values import Accepted
from bouncekit.codes import EnhancedStatus
from bouncekit.dsn import DeliveryReport, RecipientReport, ReturnContent, build
from bouncekit.dsn.model import MOST_RECIPIENTS
from bouncekit.policy import Decision, Permit
from bouncekit.transaction import Failure, RcptTo
from bouncekit.vocabulary import Action

__all__ = ["write_notice"]

_FAILED: Final = EnhancedStatus(5, 0, 0)


def write_notice(
    accepted: Accepted,
    decision: Decision,
    permit: Permit,
    *,
    hostname: str,
    remote_mta: str | None,
    now: datetime,
    unique: str,
) -> bytes:
    """The DSN that *permit* allows. What a client said that no DSN can say (a HELO `my pc`) is left out."""
    transaction = decision.transaction
    helo = transaction.client.helo
    report = DeliveryReport(
        reporting_mta=hostname,
        postmaster=f"postmaster@{hostname}",
        reverse_path=permit.notice.to,
        recipients=_recipients(transaction.recipients, frozenset(permit.recipients), hostname, remote_mta),
        original=accepted.data,
        return_content=ReturnContent(permit.notice.returned.value),
        max_bytes=permit.notice.max_bytes,
        envid=transaction.envid,
        arrival_date=accepted.arrived,
        received_from_mta=helo if is_host(helo) else None,
        smtputf8=transaction.smtputf8 or not permit.notice.to.isascii(),
        requiretls=permit.notice.requiretls,
    )
    dsn = build(report, now=now, message_id=f"<{unique}@{hostname}>", boundary=f"=_{unique}")
    return bytes(dsn)


def _recipients(
    recipients: Collection[RcptTo], permitted: frozenset[str], hostname: str, remote_mta: str | None
) -> tuple[RecipientReport, ...]:
    sent = [recipient for recipient in recipients if recipient.forward_path in permitted]
    return tuple(_recipient(recipient, hostname, remote_mta) for recipient in sent[:MOST_RECIPIENTS])


def _recipient(recipient: RcptTo, hostname: str, remote_mta: str | None) -> RecipientReport:
    failure = recipient.failure or Failure()
    reply = " ".join(str(part) for part in (failure.reply, failure.status, failure.diagnostic) if part is not None)
    return RecipientReport(
        final=str(recipient.mailbox or f"postmaster@{hostname}"),
        original=recipient.orcpt,
        action=Action.FAILED,
        status=failure.status or _FAILED,
        diagnostic=reply or None,
        remote_mta=remote_mta,
        reason=failure.reason,
        notify=recipient.notify,
    )
