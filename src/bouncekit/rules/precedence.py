"""Which reason binds when rows of the same standing disagree, and what the point of the session changes.

The order is by how much a reason rules out: a text that says `over quota` and `cannot deliver to user` is about a full
mailbox, since a mailbox that is full exists; one that says `blocked` and names anything finer is about the finer thing.
"""

from typing import Final

from bouncekit.rules.reply_model import ContextRow
from bouncekit.vocabulary import Fault, Reason

__all__ = ["CONTEXTS", "PRECEDENCE"]

_R = Reason

PRECEDENCE: Final[tuple[Reason, ...]] = (
    _R.MAILBOX_FULL,
    _R.MESSAGE_TOO_LARGE,
    _R.SIZE_LIMIT_OF_RECIPIENT,
    _R.MAILBOX_DISABLED,
    _R.MAILBOX_MOVED,
    _R.RELAYING_DENIED,
    _R.AUTHENTICATION_FAILED,
    _R.USER_UNKNOWN,
    _R.USER_UNKNOWN_OR_FILTERED,
    _R.FILTERED,
    _R.MISSING_PTR,
    _R.RFC_VIOLATION,
    _R.BAD_REPUTATION,
    _R.CONTENT_REJECTED,
    _R.SENDER_REJECTED,
    _R.HOST_UNKNOWN,
    _R.SPAM_DETECTED,
    _R.RATE_LIMITED,
    _R.TOO_MANY_CONNECTIONS,
    _R.GREYLISTED,
    _R.BLOCKED,
    _R.VIRUS_DETECTED,
    _R.POLICY_VIOLATION,
    _R.SYSTEM_ERROR,
    _R.ROUTING_LOOP,
    _R.NO_MAIL_ACCEPTED,
    _R.NETWORK_ERROR,
    _R.SYSTEM_FULL,
    _R.EXPIRED,
    _R.STARTTLS_FAILED,
    _R.SECURITY_VIOLATION,
    _R.SUPPRESSED,
    _R.MAILER_ERROR,
    _R.SYNTAX_ERROR,
    _R.FEEDBACK,
    _R.VACATION,
    _R.ON_HOLD,
    _R.DELIVERED,
    _R.UNKNOWN,
)

CONTEXTS: Final[tuple[ContextRow, ...]] = (
    ContextRow(
        id="context-recipient-refused-late",
        reason=_R.USER_UNKNOWN,
        becomes=_R.USER_UNKNOWN_OR_FILTERED,
        commands=("DATA", "BDAT"),
        unless_statuses=("x.1.0", "x.1.1", "x.1.3", "x.1.10"),
        needs_reply=True,
        fault=Fault.RECIPIENT,
        source="RFC 5321 section 3.3: an unknown recipient is refused at RCPT; what is refused at DATA is the message",
    ),
    ContextRow(
        id="context-recipient-refused-somewhere",
        reason=_R.USER_UNKNOWN,
        becomes=_R.USER_UNKNOWN_OR_FILTERED,
        commands=("",),
        unless_statuses=("x.0.0", "x.1.0", "x.1.1", "x.1.3", "x.1.10"),
        needs_reply=True,
        fault=Fault.RECIPIENT,
        source="RFC 5321 section 3.3: neither a stage nor a code of the address (or none, X.0.0) says that it was at RCPT",
    ),
    ContextRow(
        id="context-still-tried",
        reason=_R.EXPIRED,
        becomes=_R.NETWORK_ERROR,
        rules=("en-timed-out", "en-connection-refused", "sentence-expired", "status-4-4-1"),
        while_tried=True,
        source="RFC 3464 section 2.3.3: what is delayed is tried; a connection that timed out is one attempt, no expiry",
    ),
    ContextRow(
        id="context-will-expire",
        reason=_R.EXPIRED,
        becomes=_R.ON_HOLD,
        rules=("en-expired-alone",),
        while_tried=True,
        source="RFC 3464 section 2.3.3: a notice of delay says when the message will expire; it has not",
    ),
    ContextRow(
        id="context-domain-of-sender",
        reason=_R.HOST_UNKNOWN,
        becomes=_R.SENDER_REJECTED,
        commands=("MAIL FROM",),
        source="RFC 5321 section 3.3: what is refused at MAIL is the reverse-path",
    ),
    ContextRow(
        id="context-user-of-sender",
        reason=_R.USER_UNKNOWN,
        becomes=_R.SENDER_REJECTED,
        commands=("MAIL FROM",),
        source="RFC 5321 section 3.3: what is refused at MAIL is the reverse-path",
    ),
    ContextRow(
        id="context-sender-status",
        reason=_R.HOST_UNKNOWN,
        becomes=_R.SENDER_REJECTED,
        statuses=("x.1.7", "x.1.8"),
        source="RFC 3463 section 3.2: X.1.7 and X.1.8 are about the sender's address",
    ),
    ContextRow(
        id="context-mailbox-size",
        reason=_R.MESSAGE_TOO_LARGE,
        becomes=_R.SIZE_LIMIT_OF_RECIPIENT,
        statuses=("x.2.3",),
        source="RFC 3463 section 3.3: X.2.3 is the limit of the mailbox, X.3.4 that of the system",
    ),
)
