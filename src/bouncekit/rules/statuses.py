"""What each enhanced status code says: the whole IANA registry by class × subject × detail, and the subjects alone."""

from typing import Final

from bouncekit.rules.reply_model import Standing, StatusRow
from bouncekit.vocabulary import Fault, Reason

__all__ = ["STATUSES", "SUBJECT_STATUSES"]

_R, _F = Reason, Fault
_BROAD = Standing.BROAD_STATUS


def _row(
    code: str,
    reason: Reason,
    *,
    broad: bool = False,
    standing: Standing = Standing.STATUS,
    fault: Fault | None = None,
    source: str = "RFC 3463",
) -> StatusRow:
    klass, subject, detail = code.split(".")
    sample_class = "5" if klass == "x" else klass
    reply = {"2": "250", "4": "451", "5": "550"}[sample_class]
    return StatusRow(
        id="status-" + code.replace(".", "-"),
        klass=None if klass == "x" else int(klass),
        subject=int(subject),
        detail=None if detail == "x" else int(detail),
        reason=reason,
        standing=_BROAD if broad else standing,
        fault=fault,
        source=source,
        sample=f"{reply} {sample_class}.{subject}.{'99' if detail == 'x' else detail}",
    )


# fmt: off
STATUSES: Final[tuple[StatusRow, ...]] = (
    _row("5.1.0", _R.USER_UNKNOWN, broad=True),
    _row("x.1.1", _R.USER_UNKNOWN),
    _row("4.1.2", _R.NETWORK_ERROR, broad=True),
    _row("5.1.2", _R.HOST_UNKNOWN),
    _row("x.1.3", _R.USER_UNKNOWN),
    _row("x.1.4", _R.FILTERED, fault=_F.RECIPIENT),
    _row("x.1.6", _R.MAILBOX_MOVED),
    _row("x.1.7", _R.SENDER_REJECTED),
    _row("x.1.8", _R.SENDER_REJECTED),
    _row("x.1.9", _R.SYSTEM_ERROR, broad=True, source="RFC 3886"),
    _row("x.1.10", _R.NO_MAIL_ACCEPTED, fault=_F.RECIPIENT, source="RFC 7505"),
    _row("5.2.0", _R.FILTERED, broad=True, fault=_F.UNKNOWN),
    _row("4.2.1", _R.MAILBOX_DISABLED, broad=True),
    _row("5.2.1", _R.FILTERED, fault=_F.RECIPIENT),
    _row("x.2.2", _R.MAILBOX_FULL, standing=Standing.WORDS),
    _row("x.2.3", _R.SIZE_LIMIT_OF_RECIPIENT),
    _row("x.2.4", _R.FILTERED, fault=_F.RECEIVER),
    _row("5.3.0", _R.SYSTEM_ERROR, broad=True),
    _row("x.3.1", _R.SYSTEM_FULL),
    _row("x.3.2", _R.NO_MAIL_ACCEPTED),
    _row("x.3.3", _R.SYSTEM_ERROR, broad=True),
    _row("x.3.4", _R.MESSAGE_TOO_LARGE),
    _row("x.3.5", _R.SYSTEM_ERROR, broad=True),
    _row("5.4.0", _R.NETWORK_ERROR, broad=True),
    _row("4.4.1", _R.EXPIRED, broad=True),
    _row("x.4.2", _R.NETWORK_ERROR, broad=True),
    _row("x.4.3", _R.SYSTEM_ERROR, broad=True),
    _row("4.4.4", _R.NETWORK_ERROR, broad=True),
    _row("5.4.4", _R.HOST_UNKNOWN),
    _row("x.4.5", _R.SYSTEM_FULL),
    _row("x.4.6", _R.ROUTING_LOOP),
    _row("x.4.7", _R.EXPIRED, broad=True),
    _row("5.5.1", _R.SYNTAX_ERROR, broad=True),
    _row("x.5.2", _R.SYNTAX_ERROR),
    _row("4.5.3", _R.TOO_MANY_CONNECTIONS),
    _row("5.5.3", _R.TOO_MANY_CONNECTIONS),
    _row("x.5.4", _R.SYSTEM_ERROR, broad=True),
    _row("x.5.5", _R.SYSTEM_ERROR),
    _row("x.5.6", _R.SYNTAX_ERROR, source="RFC 4954"),
    _row("x.6.0", _R.CONTENT_REJECTED, broad=True),
    _row("x.6.1", _R.CONTENT_REJECTED),
    _row("x.6.2", _R.CONTENT_REJECTED),
    _row("x.6.3", _R.CONTENT_REJECTED),
    _row("x.6.5", _R.CONTENT_REJECTED),
    _row("x.6.6", _R.CONTENT_REJECTED, source="RFC 4468"),
    _row("x.6.7", _R.CONTENT_REJECTED, source="RFC 6531"),
    _row("x.6.8", _R.CONTENT_REJECTED, source="RFC 6531"),
    _row("x.6.9", _R.CONTENT_REJECTED, source="RFC 6531"),
    _row("x.6.10", _R.CONTENT_REJECTED, source="RFC 6531"),
    _row("x.7.0", _R.SECURITY_VIOLATION, broad=True),
    _row("4.7.1", _R.BLOCKED, broad=True),
    _row("5.7.1", _R.SECURITY_VIOLATION, broad=True),
    _row("4.7.2", _R.BLOCKED, broad=True),
    _row("5.7.2", _R.SECURITY_VIOLATION, broad=True),
    _row("x.7.3", _R.SECURITY_VIOLATION),
    _row("x.7.4", _R.SECURITY_VIOLATION),
    _row("x.7.5", _R.SECURITY_VIOLATION),
    _row("x.7.6", _R.SECURITY_VIOLATION),
    _row("x.7.7", _R.SECURITY_VIOLATION, broad=True),
    _row("x.7.8", _R.SECURITY_VIOLATION, source="RFC 4954"),
    _row("x.7.9", _R.SECURITY_VIOLATION, source="RFC 4954"),
    _row("x.7.10", _R.STARTTLS_FAILED, source="RFC 5248"),
    _row("x.7.11", _R.SECURITY_VIOLATION, source="RFC 4954"),
    _row("x.7.12", _R.SECURITY_VIOLATION, source="RFC 4954"),
    _row("x.7.13", _R.MAILBOX_DISABLED, source="RFC 5248", fault=_F.UNKNOWN),
    _row("x.7.14", _R.SECURITY_VIOLATION, source="RFC 5248"),
    _row("x.7.15", _R.SECURITY_VIOLATION, source="RFC 6710"),
    _row("x.7.16", _R.MESSAGE_TOO_LARGE, source="RFC 6710"),
    _row("x.7.17", _R.MAILBOX_MOVED, source="RFC 7293"),
    _row("x.7.18", _R.MAILBOX_MOVED, source="RFC 7293"),
    _row("x.7.19", _R.SECURITY_VIOLATION, source="RFC 7293"),
    _row("x.7.20", _R.AUTHENTICATION_FAILED, source="RFC 7372"),
    _row("x.7.21", _R.AUTHENTICATION_FAILED, source="RFC 7372"),
    _row("x.7.22", _R.AUTHENTICATION_FAILED, source="RFC 7372"),
    _row("x.7.23", _R.AUTHENTICATION_FAILED, source="RFC 7372"),
    _row("x.7.24", _R.AUTHENTICATION_FAILED, source="RFC 7372"),
    _row("x.7.25", _R.MISSING_PTR, source="RFC 7372"),
    _row("x.7.26", _R.AUTHENTICATION_FAILED, source="RFC 7372"),
    _row("x.7.27", _R.SENDER_REJECTED, source="RFC 7505"),
    _row("4.7.28", _R.RATE_LIMITED, source="IANA registry"),
    _row("5.7.28", _R.SPAM_DETECTED, source="IANA registry"),
    _row("x.7.29", _R.AUTHENTICATION_FAILED, source="RFC 8617"),
    _row("x.7.30", _R.STARTTLS_FAILED, source="RFC 8689"),
)
"""One row for each registered code that can say why something failed. The codes "other or undefined" of the classes
and subjects that have no row (X.0.0, X.5.0, 4.1.0, 4.2.0, 4.3.0, 4.4.0) say nothing by themselves, and X.1.5, X.3.6 and
X.6.4 are no failures. X.2.2 is worth as much as words: nobody sends it by default, and a mailbox that is full exists."""

SUBJECT_STATUSES: Final[tuple[StatusRow, ...]] = (
    _row("x.6.x", _R.CONTENT_REJECTED, broad=True),
    _row("x.7.x", _R.SECURITY_VIOLATION, broad=True),
)
"""Subjects whose unregistered details still say something; for other subjects an unknown detail says nothing (RFC 3463 3)."""
# fmt: on
