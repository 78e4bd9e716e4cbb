"""How hard the reverse-path was to forge, and what can be done about a failure: the two scales of the policy."""

from enum import Enum, IntEnum, unique

__all__ = ["Direction", "Effect", "Grade", "Verdict"]


@unique
class Grade(IntEnum):
    """Proof that the owner of the reverse-path sent the message; grades are combined by maximum (OWN-1-03)."""

    NONE = 0
    """Anybody can have done it."""
    WEAK = 1
    """Somebody near: the same host, provider or domain."""
    FAIR = 2
    """Somebody whom the domain lets send for it."""
    STRONG = 3
    """Somebody with a fresh message that the mailbox itself sent."""
    PROVEN = 4
    """Known to us at first hand: our own user, our own queue, our own signature."""


@unique
class Verdict(Enum):
    """What to do, best for the sender first; MIXED is of whole transactions whose recipients differ."""

    REJECT = "reject"
    """Refuse in the session that is still open; no message is made."""
    DEFER = "defer"
    """Ask again later: a 4yz in session, another evaluation after it."""
    SEND = "send"
    DIVERT = "divert"
    """Keep it where somebody here can look: quarantine, junk folder, digest."""
    SUPPRESS = "suppress"
    """Send nothing, log why."""
    MIXED = "mixed"


@unique
class Direction(Enum):
    """Which way a piece of evidence points."""

    SAFER = "safer"
    RISKIER = "riskier"
    NEUTRAL = "neutral"


@unique
class Effect(Enum):
    """What a row did to one decision."""

    FORBIDS = "forbids"
    PROVES = "proves"
    RISKS = "risks"
