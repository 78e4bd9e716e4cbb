"""The rule of ground: what has to be there before a failure is called the recipient's fault.

A failure is the recipient's fault only when

1. words about the mailbox, the address or its domain say so, and of nobody else (`classify.subject`); a row of a
   provider, of the layout or of the user counts as such words; or an enhanced status of the recipient (X.1.z, X.2.z)
   says so and no words say something else; and
2. it was said in answer to RCPT, or to a message: what is refused at EHLO, AUTH or MAIL FROM was refused before any
   recipient was named (RFC 5321 section 3.3).

A reply code alone is never ground: 551, 552 and 556 are used of senders, sizes and relays too. What has no ground is
read as the next best row says, and is on hold where there is none. tests/classify/test_ground.py holds this as a
property of all texts, codes and commands.
"""

from collections.abc import Mapping
from typing import Final

from bouncekit.rules.reply_model import Standing, Subject
from bouncekit.vocabulary import Fault, Reason

__all__ = ["BEFORE_RECIPIENT", "SAID_OF", "lacks_ground"]

_R = Reason

SAID_OF: Final[Mapping[Subject, Mapping[Reason, tuple[Reason, Fault]]]] = {
    Subject.SENDER: {
        _R.USER_UNKNOWN: (_R.SENDER_REJECTED, Fault.POLICY),
        _R.USER_UNKNOWN_OR_FILTERED: (_R.SENDER_REJECTED, Fault.POLICY),
        _R.HOST_UNKNOWN: (_R.SENDER_REJECTED, Fault.POLICY),
        _R.MAILBOX_DISABLED: (_R.SENDER_REJECTED, Fault.POLICY),
        _R.MAILBOX_MOVED: (_R.SENDER_REJECTED, Fault.POLICY),
        _R.NO_MAIL_ACCEPTED: (_R.SENDER_REJECTED, Fault.POLICY),
        _R.MAILBOX_FULL: (_R.RATE_LIMITED, Fault.POLICY),
    },
    Subject.CLIENT: {_R.MAILBOX_FULL: (_R.RATE_LIMITED, Fault.POLICY)},
    Subject.SYSTEM: {_R.MAILBOX_FULL: (_R.SYSTEM_FULL, Fault.RECEIVER)},
    Subject.MAILBOX: {},
}
"""What words that are of the recipient in most texts say where they are of somebody else."""

BEFORE_RECIPIENT: Final[Mapping[str, tuple[Reason, Fault]]] = {
    "EHLO": (_R.BLOCKED, Fault.REPUTATION),
    "HELO": (_R.BLOCKED, Fault.REPUTATION),
    "LHLO": (_R.BLOCKED, Fault.REPUTATION),
    "STARTTLS": (_R.STARTTLS_FAILED, Fault.NETWORK),
    "AUTH": (_R.SECURITY_VIOLATION, Fault.POLICY),
    "MAIL FROM": (_R.SENDER_REJECTED, Fault.POLICY),
}
"""What a failure that would be the recipient's is where the command came before a recipient was named."""


def lacks_ground(standing: Standing, fault: Fault, *, by_words: bool, words_against: bool) -> bool:
    """Whether what a row says may not be said: the recipient's fault by a code alone, or by a status against words.

    *by_words*: the row is one of words, of a layout, of a provider or of the user. *words_against*: words say another
    fault.
    """
    if fault is not Fault.RECIPIENT or by_words or standing is Standing.USER:
        return False
    return standing <= Standing.REPLY or words_against
