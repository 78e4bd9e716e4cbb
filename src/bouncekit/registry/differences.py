"""Replies that bouncekit reads otherwise than Sisimai (go-sisimai 5) does on purpose, and why.

The names map one to one where they can (`bouncekit.registry.reasons`); these are the texts on which the two disagree.
"""

from dataclasses import dataclass
from typing import Final

from bouncekit.vocabulary import Reason

__all__ = ["DIFFERENCES", "Difference"]

_R = Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One kind of reply on which the two disagree."""

    sample: str
    reason: Reason
    theirs: str
    """Sisimai's name for it."""
    why: str


# fmt: off
DIFFERENCES: Final[tuple[Difference, ...]] = (
    Difference(sample="550 5.1.1 <bob@receiver.example> this message looks like spam", reason=_R.SPAM_DETECTED, theirs="userunknown", why="the words say what was refused; a careless 5.1.1 must not take a living address from a list"),
    Difference(sample="550 5.1.0 <ann@sender.example> sender rejected", reason=_R.SENDER_REJECTED, theirs="userunknown", why="X.1.0 is about some address, and the words say which"),
    Difference(sample="550 5.7.27 Refused", reason=_R.SENDER_REJECTED, theirs="notaccept", why="RFC 7505: X.7.27 is about the null MX of the sender's domain, not of the recipient's"),
    Difference(sample="553 Domain does not exist (in reply to MAIL FROM command)", reason=_R.SENDER_REJECTED, theirs="hostunknown", why="RFC 5321 section 3.3: what is refused at MAIL is the reverse-path"),
    Difference(sample="User unknown", reason=_R.USER_UNKNOWN, theirs="filtered", why="a notice without a reply is by the host that looked the user up; nothing was filtered"),
    Difference(sample="550 5.7.1 Message rejected due to user rules (in reply to RCPT TO command)", reason=_R.FILTERED, theirs="securityerror", why="a recipient's own rule is one at RCPT as well"),
    Difference(sample="450 4.2.1 Try again", reason=_R.MAILBOX_DISABLED, theirs="blocked", why="RFC 3463 section 3.3: X.2.1 is about the mailbox, not about the sending host"),
    Difference(sample="450 4.2.0 Greylisted, please try again in 300 seconds", reason=_R.GREYLISTED, theirs="spamdetected", why="nobody has looked at the message yet"),
    Difference(sample="550 5.7.1 Message rejected for policy reasons", reason=_R.POLICY_VIOLATION, theirs="spamdetected", why="the text names a policy and no spam"),
    Difference(sample="550 5.7.1 Sender domain listed at dbl.example", reason=_R.SENDER_REJECTED, theirs="spamdetected", why="it is the sender's domain that is on the list, whatever the message says"),
    Difference(sample="554 Message rejected: Email address is not verified.", reason=_R.SENDER_REJECTED, theirs="norelaying", why="the sending service does not know the sender address; the route is not at fault"),
    Difference(sample="Throttling failure: Daily message quota exceeded", reason=_R.TOO_MANY_CONNECTIONS, theirs="mailboxfull", why="the quota is the sender's; the mailbox is not full"),
    Difference(sample="550 Bounced Address", reason=_R.SUPPRESSED, theirs="filtered", why="the provider kept the message back because of its own list"),
    Difference(sample="554 Routing loop detected -- too many Received: headers", reason=_R.ROUTING_LOOP, theirs="contenterror", why="the header fields are many because the message went round; its content is fine"),
)
# fmt: on
