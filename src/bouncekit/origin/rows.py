"""The rows of the judgement: what each does to the answer, and why. Ids are public and never used again."""

from dataclasses import dataclass
from enum import Enum, unique
from typing import Final

__all__ = ["ROWS", "Effect", "Row"]


@unique
class Effect(Enum):
    """What a row that speaks does. No row undoes another; the order is of no account."""

    PROVES = "proves"
    """Enough for OURS where nothing below speaks."""
    WITHHOLDS = "withholds"
    """At most UNPROVEN."""
    CONTRADICTS = "contradicts"
    """NOT_OURS where nothing proves, UNPROVEN where something does."""
    FORBIDS = "forbids"
    """NOT_OURS, whatever else speaks."""
    NOTES = "notes"
    """Said, and nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. *cites* is the id of a requirement or of a rule of the decision, where there is one."""

    id: str
    effect: Effect
    text: str
    cites: str = ""


ROWS: Final[dict[str, Row]] = {
    row.id: row
    for row in (
        Row(
            id="token-valid",
            effect=Effect.PROVES,
            text="the envelope recipient carries a token of ours, in time",
            cites="OWN-1-13",
        ),
        Row(
            id="bound-proof-valid",
            effect=Effect.PROVES,
            text="a proof of ours, in time, speaks for every recipient that the report names",
            cites="OWN-1-13",
        ),
        Row(
            id="unbound-proof",
            effect=Effect.NOTES,
            text="genuine, but whoever saw the message could copy it, and it speaks for no recipient",
            cites="OWN-1-13",
        ),
        Row(
            id="bound-to-another-recipient",
            effect=Effect.WITHHOLDS,
            text="a genuine proof speaks for other recipients than the report names: a copy, or a forwarded message",
            cites="OWN-1-13",
        ),
        Row(
            id="proof-out-of-time",
            effect=Effect.WITHHOLDS,
            text="a genuine proof is older than any bounce may be, or says no time",
        ),
        Row(
            id="no-proof", effect=Effect.NOTES, text="nothing that came says that it answers mail of ours, or that not"
        ),
        Row(
            id="foreign-token",
            effect=Effect.NOTES,
            text="the envelope recipient carries a token of a sort that only its maker can verify",
            cites="BATV-4-07",
        ),
        Row(id="proof-expired", effect=Effect.NOTES, text="a token of ours is past its life"),
        Row(id="proof-invalid", effect=Effect.NOTES, text="what should prove does not"),
        Row(
            id="proof-of-something-else",
            effect=Effect.NOTES,
            text="a proof was handed in that belongs to another envelope or report",
        ),
        Row(
            id="token-used-again",
            effect=Effect.WITHHOLDS,
            text="the same token came back more often than one message can bounce",
            cites="BATV-4-08",
        ),
        Row(
            id="shared-token-used-again",
            effect=Effect.WITHHOLDS,
            text="a token that all mail of a day shares came back more often than the setup allows",
            cites="BATV-4-08",
        ),
        Row(
            id="token-may-be-guessed",
            effect=Effect.WITHHOLDS,
            text="so many wrong tokens of this mailbox came today that a right one may be a guess",
            cites="BATV-4-08",
        ),
        Row(
            id="never-sends",
            effect=Effect.FORBIDS,
            text="this domain never sends mail, so nothing can come back to it",
        ),
        Row(
            id="untagged",
            effect=Effect.FORBIDS,
            text="this sender tags everything it sends, and the envelope recipient carries no tag",
            cites="BATV-4-05",
        ),
        Row(
            id="bad-tag",
            effect=Effect.FORBIDS,
            text="this sender tags everything it sends, and the tag is not ours",
            cites="BATV-4-05",
        ),
        Row(
            id="expired-tag",
            effect=Effect.FORBIDS,
            text="this sender tags everything it sends, and the tag is past its life",
            cites="BATV-4-05",
        ),
        Row(
            id="wrong-token",
            effect=Effect.WITHHOLDS,
            text="the envelope recipient carries a token, and a wrong one: whatever else is genuine may be copied",
            cites="BATV-4-05",
        ),
        Row(
            id="srs-not-ours",
            effect=Effect.FORBIDS,
            text="an SRS address whose hash or time is wrong: never reversed, never relayed",
            cites="SRS-1-04",
        ),
        Row(
            id="srs-from-a-sender",
            effect=Effect.WITHHOLDS,
            text="an SRS address is for bounces, and this came from a reverse-path that is not null",
            cites="SRS-1-05",
        ),
        Row(
            id="several-recipients",
            effect=Effect.WITHHOLDS,
            text="one bounce goes to one reverse-path, and this has several envelope recipients",
        ),
        Row(
            id="recipient-never-mailed",
            effect=Effect.CONTRADICTS,
            text="the ledger is whole and says that this recipient was never sent that message, or any",
            cites="OWN-1-13",
        ),
        Row(
            id="ledger-unavailable",
            effect=Effect.WITHHOLDS,
            text="the ledger did not answer, and no proof is bound to the recipient",
            cites="OWN-1-02",
        ),
        Row(id="proof-unavailable", effect=Effect.NOTES, text="what would prove did not answer", cites="OWN-1-02"),
        Row(
            id="reporter-not-aligned",
            effect=Effect.WITHHOLDS,
            text="who reports is neither a relay of ours nor shown to speak for the failing recipient's domain",
        ),
        Row(
            id="reporter-helo-fails",
            effect=Effect.WITHHOLDS,
            text="SPF says that the reporter's HELO name is not its own",
            cites="RFC7208-2.3-01",
        ),
        Row(
            id="reported-by-a-person",
            effect=Effect.WITHHOLDS,
            text="the report is a forwarded copy or no mail system's, and no proof is bound to the recipient",
            cites="OWN-1-13",
        ),
        Row(
            id="reporter-speaks",
            effect=Effect.NOTES,
            text="who reports is a relay of ours, or shown to speak for every recipient that the report names",
        ),
        Row(
            id="recipient-not-bound",
            effect=Effect.NOTES,
            text="ours, and nothing ties it to the recipient that the report names: hold it against nobody",
            cites="OWN-1-13",
        ),
        Row(id="not-a-report", effect=Effect.WITHHOLDS, text="the message reports nothing"),
        Row(
            id="dkim2-chain", effect=Effect.NOTES, text="a DKIM2 chain came back; the drafts are not settled: no proof"
        ),
    )
}
"""Row id → row."""
