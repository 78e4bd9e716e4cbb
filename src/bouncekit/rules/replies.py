"""What a basic reply code says when nothing better is there. 450, 451, 550, 554 and their kin say nothing but their class.

551, 552 and 556 have no row: RFC 5321 and RFC 7504 give them to a mailbox that moved, to storage and to a domain without
mail, and servers use them of senders, sizes and relays too. No code alone is ground to blame a recipient.
"""

from typing import Final

from bouncekit.rules.reply_model import CodeRow, Standing
from bouncekit.vocabulary import Fault, Permanence, Reason

__all__ = ["REPLIES"]

_R = Reason


def _row(
    code: int,
    reason: Reason,
    source: str,
    *,
    standing: Standing = Standing.REPLY,
    fault: Fault | None = None,
    permanence: Permanence | None = None,
) -> CodeRow:
    return CodeRow(
        id=f"reply-{code}",
        reply=code,
        reason=reason,
        standing=standing,
        fault=fault,
        permanence=permanence,
        source=source,
        sample=str(code),
    )


REPLIES: Final[tuple[CodeRow, ...]] = (
    _row(422, _R.SECURITY_VIOLATION, "RFC 5248 (with X.7.12)"),
    _row(432, _R.SECURITY_VIOLATION, "RFC 5248 (with X.7.12)"),
    _row(452, _R.SYSTEM_FULL, "RFC 5321 section 4.2.3"),
    _row(453, _R.NO_MAIL_ACCEPTED, "RFC 3463 (with X.3.2)"),
    _row(454, _R.STARTTLS_FAILED, "RFC 3207 section 4"),
    _row(500, _R.SYNTAX_ERROR, "RFC 5321 section 4.2.3"),
    _row(501, _R.SYNTAX_ERROR, "RFC 5321 section 4.2.3"),
    _row(502, _R.SYNTAX_ERROR, "RFC 5321 section 4.2.3"),
    _row(503, _R.SYNTAX_ERROR, "RFC 5321 section 4.2.3"),
    _row(504, _R.SYNTAX_ERROR, "RFC 5321 section 4.2.3"),
    _row(521, _R.NO_MAIL_ACCEPTED, "RFC 7504 section 3", standing=Standing.STATUS, permanence=Permanence.PERMANENT),
    _row(523, _R.STARTTLS_FAILED, "RFC 5248 (with X.7.10)"),
    _row(525, _R.MAILBOX_DISABLED, "RFC 5248 (with X.7.13)", standing=Standing.STATUS, fault=Fault.UNKNOWN),
    _row(530, _R.SECURITY_VIOLATION, "RFC 4954 section 6"),
    _row(534, _R.SECURITY_VIOLATION, "RFC 4954 section 6"),
    _row(535, _R.SECURITY_VIOLATION, "RFC 4954 section 6"),
    _row(538, _R.SECURITY_VIOLATION, "RFC 4954 section 6"),
    _row(555, _R.SYNTAX_ERROR, "RFC 5321 section 4.1.1.11"),
)
