"""What one examined thing proves: a token, a signature, an entry of the ledger. A pure value, whoever made it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, unique

from bouncekit.addresses import folded_mailbox_key

__all__ = ["Proof", "ProofFault", "ProofKind", "folded"]


@unique
class ProofKind(Enum):
    """What was examined."""

    BATV = "batv"
    VERP = "verp"
    SRS = "srs"
    MESSAGE_ID = "message-id"
    ENVID = "envid"
    HEADER = "header"
    DKIM = "dkim"
    LEDGER = "ledger"
    PROVIDER = "provider"
    """An event of a provider that we send through, its signature or secret checked (`adapters.webhooks.verify`)."""
    DKIM2 = "dkim2"
    """A slot: the drafts' returned chain. Nothing here makes one, and it never suffices alone."""


@unique
class ProofFault(Enum):
    """Why it proves nothing."""

    EXPIRED = "expired"
    """Ours, and past its life (or dated in the future)."""
    BAD_SIGNATURE = "bad-signature"
    MALFORMED = "malformed"
    """It looks like a token and cannot be one: length, alphabet, nesting."""
    UNKNOWN_KEY = "unknown-key"
    NOT_SIGNED = "not-signed"
    """There is no token, or one of a sort that only others can verify."""
    ABSENT = "absent"
    """The ledger answers, and has no such entry."""
    UNAVAILABLE = "unavailable"
    """What would know (ledger, key lookup) is down, slow, full or corrupt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The outcome of one examination; `fault` None means valid.

    `recipients`: the recipients that the proof speaks for, folded; None when it is bound to none and so speaks for the
    sender only. `day`: the day (since 1970, UTC) that it was made on; None when it says no time.
    """

    kind: ProofKind
    fault: ProofFault | None
    subject: str
    """What was examined, as it came."""
    address: str | None = None
    """The address without its token; for SRS, where a bounce goes on to."""
    recipients: frozenset[str] | None = None
    day: int | None = None
    variant: str = ""
    detail: str = ""
    uses: int = 0
    """How often the same token came before, as a ledger counted; 0 when nobody counts."""
    doubtful: bool = False
    """So many wrong tokens of the mailbox came that day, as a ledger counted, that this right one may be a guess."""
    complete: bool = False
    """For ABSENT: the ledger holds everything sent in the time in question, so that absence means never sent."""

    @property
    def valid(self) -> bool:
        """True when the examination found it genuine and in time."""
        return self.fault is None


def folded(addresses: Iterable[str]) -> frozenset[str]:
    """Addresses as proofs are bound to them (`folded_mailbox_key`); those that are empty are left out."""
    return frozenset(folded_mailbox_key(a) for a in addresses if a.strip())
