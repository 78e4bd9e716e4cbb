"""Failure, stage and protocol into the reply that refuses (RFC 5321 section 4.2, RFC 3463, RFC 7372, RFC 2033).

What the caller states (reply, enhanced code, diagnostic) is kept where it fits; a row per reason supplies the rest.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bouncekit.codes import EnhancedStatus, ReplyCode, SmtpReply
from bouncekit.errors import InvalidValueError
from bouncekit.transaction import Failure, Protocol, Stage, Transaction
from bouncekit.vocabulary import Reason

__all__ = ["REPLY_ROWS", "ReplyRow", "any_failure", "is_mixed", "refuse", "refuse_all", "reply_is_owed"]

_TEXT_CHARS: Final = 400
_UNKNOWN_CHAR: Final = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRow:
    """How one reason is refused: reply code, enhanced code, text."""

    reason: Reason
    code: int
    status: str
    text: str
    cites: str


def _row(reason: Reason, code: int, status: str, text: str, cites: str = "RFC5321-3.3-01") -> ReplyRow:
    return ReplyRow(reason=reason, code=code, status=status, text=text, cites=cites)


_R = Reason
_ROWS: Final = (
    _row(_R.USER_UNKNOWN, 550, "5.1.1", "no such user here"),
    _row(_R.USER_UNKNOWN_OR_FILTERED, 550, "5.1.0", "no such user here, or a filter of the recipient refuses"),
    _row(_R.MAILBOX_FULL, 452, "4.2.2", "the mailbox is full, try again later"),
    _row(_R.MAILBOX_DISABLED, 550, "5.2.1", "the mailbox takes no mail"),
    _row(_R.MAILBOX_MOVED, 550, "5.1.6", "the mailbox has moved, no forwarding address"),
    _row(_R.HOST_UNKNOWN, 550, "5.1.2", "no such host"),
    _row(_R.NO_MAIL_ACCEPTED, 556, "5.1.10", "the domain takes no mail (null MX)", "RFC7505-4.1-02"),
    _row(_R.FILTERED, 550, "5.7.1", "refused by a filter of the recipient"),
    _row(_R.SENDER_REJECTED, 550, "5.7.1", "the sender is refused"),
    _row(_R.MESSAGE_TOO_LARGE, 552, "5.3.4", "the message is too large"),
    _row(_R.SIZE_LIMIT_OF_RECIPIENT, 552, "5.2.3", "the message is larger than the recipient takes"),
    _row(_R.RATE_LIMITED, 450, "4.7.0", "too much mail, try again later"),
    _row(_R.TOO_MANY_CONNECTIONS, 450, "4.3.2", "too many connections, try again later"),
    _row(_R.GREYLISTED, 450, "4.7.1", "not seen before, try again later"),
    _row(_R.BLOCKED, 550, "5.7.1", "the client is blocked"),
    _row(_R.BAD_REPUTATION, 550, "5.7.1", "the client has a bad reputation"),
    _row(_R.MISSING_PTR, 550, "5.7.25", "reverse DNS of the client is missing or wrong", "RFC7372-3.1-01"),
    _row(_R.AUTHENTICATION_FAILED, 550, "5.7.26", "SPF, DKIM and DMARC checks failed", "RFC7372-4-01"),
    _row(_R.RELAYING_DENIED, 550, "5.7.1", "relaying is not permitted", "RFC5321-3.6.2-02"),
    _row(_R.POLICY_VIOLATION, 550, "5.7.1", "refused by local policy", "RFC5321-7.9-01"),
    _row(_R.SECURITY_VIOLATION, 550, "5.7.0", "refused for reasons of security", "RFC5321-7.9-01"),
    _row(_R.STARTTLS_FAILED, 550, "5.7.10", "TLS is required", "RFC8689-4.2.1-01"),
    _row(_R.SPAM_DETECTED, 550, "5.7.1", "the message looks like spam", "RFC5429-2.3-01"),
    _row(_R.VIRUS_DETECTED, 550, "5.7.1", "the message carries malware", "RFC5429-2.3-01"),
    _row(_R.CONTENT_REJECTED, 554, "5.6.0", "the content is refused"),
    _row(_R.RFC_VIOLATION, 554, "5.6.0", "the message is not well formed"),
    _row(_R.SYNTAX_ERROR, 553, "5.1.3", "the address is not well formed"),
    _row(_R.NETWORK_ERROR, 451, "4.4.1", "the next host cannot be reached, try again later"),
    _row(_R.ROUTING_LOOP, 554, "5.4.6", "the message loops", "RFC5321-6.3-02"),
    _row(_R.EXPIRED, 451, "4.4.7", "delivery took too long, try again later"),
    _row(_R.SYSTEM_ERROR, 451, "4.3.0", "a fault of this system, try again later"),
    _row(_R.SYSTEM_FULL, 452, "4.3.1", "no space left, try again later"),
    _row(_R.MAILER_ERROR, 451, "4.3.0", "the delivery program failed, try again later"),
    _row(_R.SUPPRESSED, 550, "5.7.1", "this address is on a suppression list"),
    _row(_R.ON_HOLD, 450, "4.2.1", "the mailbox takes no mail for now, try again later"),
    _row(_R.UNKNOWN, 550, "5.0.0", "refused"),
)

REPLY_ROWS: Final = MappingProxyType({row.reason: row for row in _ROWS})
"""The reply of each reason that is a failure."""

# RFC 5321 section 4.3.2: what RCPT and the end of DATA may answer, and the general codes of each class.
_AT_RCPT: Final = frozenset((421, 450, 451, 452, 550, 551, 552, 553, 554, 555, 556))
_AT_DATA: Final = frozenset((421, 450, 451, 452, 550, 552, 554))
_GENERAL_RCPT: Final = MappingProxyType({4: 451, 5: 550})
_GENERAL_DATA: Final = MappingProxyType({4: 451, 5: 554})


def refuse(failure: Failure | None, *, stage: Stage, protocol: Protocol | None = None) -> SmtpReply:
    """The reply that refuses one recipient (RCPT; LMTP after DATA) or the message (SMTP after DATA) for *failure*.

    None refuses without saying why (550 5.0.0). Under LMTP the codes after DATA are those of a recipient (RFC 2033
    section 4.2). Raises InvalidValueError for stage ACCEPTED, where no reply is owed.
    """
    if stage is Stage.ACCEPTED:
        raise InvalidValueError("stage", "no reply is owed once the message is accepted", stage.value)
    given = failure or Failure()
    row = REPLY_ROWS[given.reason or Reason.UNKNOWN]
    klass = _klass(given, row)
    status = given.status or EnhancedStatus.parse(row.status)
    if status.klass != klass:
        status = EnhancedStatus(klass, status.subject, status.detail)
    code = given.reply.value if given.reply else (row.code if row.code // 100 == klass else 0)
    at_rcpt = stage is Stage.RCPT or protocol is Protocol.LMTP
    if code not in (_AT_RCPT if at_rcpt else _AT_DATA):
        code = (_GENERAL_RCPT if at_rcpt else _GENERAL_DATA)[klass]
    text = _one_line(given.diagnostic, code, status) or _text(row, klass)
    return SmtpReply(code=ReplyCode(code), status=status, text=text)


def _text(row: ReplyRow, klass: int) -> str:
    if klass == 5 and row.text.endswith(", try again later"):
        return row.text.removesuffix(", try again later")
    if klass == 4 and not row.text.endswith(", try again later"):
        return f"{row.text}, try again later"
    return row.text


def _klass(given: Failure, row: ReplyRow) -> int:
    if given.reply is not None:
        return given.reply.klass
    if given.status is not None:
        return given.status.klass
    return row.code // 100


def _one_line(diagnostic: str | None, code: int, status: EnhancedStatus) -> str:
    """The diagnostic as reply text: printable ASCII (RFC 5429 section 2.1.1), its own codes off, cut to fit."""
    if diagnostic is None:
        return ""
    text = "".join(c if " " <= c <= "~" else _UNKNOWN_CHAR for c in diagnostic).strip()
    first, _, rest = text.partition(" ")
    if first == str(code) or (len(first) == 3 and ReplyCode.find(first) is not None):
        text = rest.strip()
    first, _, rest = text.partition(" ")
    if EnhancedStatus.find(first) is not None:
        text = rest.strip()
    return text[: _TEXT_CHARS - len(str(status))].rstrip()


def any_failure(txn: Transaction) -> bool:
    """True when it is said who fails: those with a failure. Otherwise all do, and it is not known why."""
    return any(rcpt.failure is not None for rcpt in txn.recipients)


def is_mixed(txn: Transaction) -> bool:
    """True when some fail and some do not, and one reply after SMTP DATA serves all (RFC 5429 section 2.1.2)."""
    if txn.stage is not Stage.DATA or txn.protocol is Protocol.LMTP:
        return False
    failures = [rcpt.failure is not None for rcpt in txn.recipients]
    return any(failures) and not all(failures)


def reply_is_owed(txn: Transaction) -> bool:
    """Can each failing recipient still be refused in the session? Not where accepting some accepts all."""
    if txn.stage is None:
        return txn.protocol is Protocol.LMTP
    return txn.stage is not Stage.ACCEPTED and not is_mixed(txn)


def refuse_all(txn: Transaction) -> tuple[SmtpReply | None, ...]:
    """The reply for each recipient; None: not to be refused. After SMTP DATA all have the one reply or, mixed, none.

    The one reply after SMTP DATA is a 4yz as soon as one failure is transient: a 5yz would end that one too.
    """
    if not reply_is_owed(txn):
        return (None,) * len(txn.recipients)
    stage = txn.stage or Stage.DATA
    any_known = any_failure(txn)
    replies = tuple(
        None if any_known and rcpt.failure is None else refuse(rcpt.failure, stage=stage, protocol=txn.protocol)
        for rcpt in txn.recipients
    )
    if stage is Stage.DATA and txn.protocol is not Protocol.LMTP:
        given = [reply for reply in replies if reply is not None]
        one = next((reply for reply in given if reply.code.klass == 4), given[0])
        return (one,) * len(replies)
    return replies
