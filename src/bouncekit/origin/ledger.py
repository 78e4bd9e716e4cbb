"""The ledger of sent mail: what is kept, how it is asked, and what its answers prove. The back ends are adapters.

One entry is one 64-bit number and the day: a keyed hash of (sort, value, recipient). Who holds the ledger learns no
address and no Message-ID; who does not hold the secret cannot aim at an entry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, unique
from hashlib import blake2b
from typing import Final, Protocol, runtime_checkable

from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.origin.examine import own_queue_ids
from bouncekit.origin.keys import day_number
from bouncekit.origin.proof import Proof, ProofFault, ProofKind, folded
from bouncekit.report.model import Report

__all__ = ["Book", "CoveringLedger", "Entry", "Ledger", "Sent", "SentKind", "consult"]

_MOST: Final = 25_000
"""Recipients of one report that are asked for: as many as a report keeps (`limits.recipients`)."""


@unique
class SentKind(Enum):
    """What an entry remembers, each together with one recipient. RECIPIENT: that it was sent anything at all."""

    MESSAGE_ID = "message-id"
    ENVID = "envid"
    QUEUE_ID = "queue-id"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One message to one recipient. Only what is given is remembered; the recipient always is."""

    recipient: str
    message_id: str | None = None
    envid: str | None = None
    queue_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a back end stores: the number and the day that it was last sent on (days since 1970, UTC)."""

    key: int
    day: int


class Ledger(Protocol):
    """A back end. Each method raises AdapterError when it cannot do what it is asked, in bounded time."""

    retention: int
    """Days that an entry is kept at least."""
    complete: bool
    """True when everything that we send is recorded, so that absence means never sent (see `CoveringLedger`)."""

    def record(self, entries: Sequence[Entry]) -> None:
        """Store *entries*, all or none of them; those that are there already keep the later day."""
        ...

    def find(self, keys: Sequence[int], day: int) -> tuple[int | None, ...]:
        """The day of each key, or None; *day* is today."""
        ...

    def count(self, key: int, day: int) -> int:
        """How often *key* was counted before; counts it once more."""
        ...


@runtime_checkable
class CoveringLedger(Ledger, Protocol):
    """A ledger that is asked whether it still holds everything, before absence means never sent.

    A back end that has no such method is taken at its word (`complete`).
    """

    def covers(self, keys: Sequence[int], day: int) -> bool:
        """Whether all that was sent in the `retention` days to *day* was recorded here, and *keys* would be found.

        A file that was lost and is new again says False until it is old enough; damage is an AdapterError.
        """
        ...


@dataclass(frozen=True, slots=True)
class Book:
    """Turns what was sent into entries, with a secret of at least 16 octets. Raises InvalidValueError."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not 16 <= len(self.secret) <= 64:
            raise InvalidValueError("secret", "must have 16 to 64 octets")

    def key(self, kind: SentKind, value: str, recipient: str) -> int:
        """The number (signed, 64 bits) of one entry; case does not matter."""
        text = f"{kind.value}\0{value.strip().lower()}\0{recipient.strip().lower()}"
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, key=self.secret).digest()
        return int.from_bytes(digest, "big", signed=True)

    def entries(self, sent: Iterable[Sent], now: datetime) -> tuple[Entry, ...]:
        """All entries of what was *sent* at *now*, each number once."""
        day = day_number(now)
        keys: dict[int, None] = {}
        for one in sent:
            keys[self.key(SentKind.RECIPIENT, "", one.recipient)] = None
            for kind, value in (
                (SentKind.MESSAGE_ID, one.message_id),
                (SentKind.ENVID, one.envid),
                (SentKind.QUEUE_ID, one.queue_id),
            ):
                if value:
                    keys[self.key(kind, value, one.recipient)] = None
        return tuple(Entry(key, day) for key in keys)


def consult(
    ledger: Ledger, book: Book, report: Report, now: datetime, *, own_hosts: Iterable[str] = ()
) -> tuple[Proof, ...]:
    """Ask *ledger* for each recipient that *report* names; never raises on content, nor when the ledger fails.

    A recipient that was sent the returned Message-ID, ENVID or queue id of *own_hosts*: a valid proof bound to it. One
    that was not, or was never sent anything: ABSENT. A ledger that does not answer, or not sensibly: UNAVAILABLE.
    """
    today = day_number(now)
    values = _values(report, own_hosts)
    recipients = sorted(folded(report.named_recipients))[:_MOST]
    wanted = [(to, kind, value) for to in recipients for kind, value in values]
    wanted += [(to, SentKind.RECIPIENT, "") for to in recipients]
    if not wanted:
        return ()
    keys = [book.key(kind, value, to) for to, kind, value in wanted]
    try:
        days = ledger.find(keys, today)
    except AdapterError as error:
        return (_failed(report, str(error)),)
    if len(days) != len(keys) or not all(day is None or _is_day(day, today) for day in days):
        return (_failed(report, "the ledger is damaged: it answers with what is no day that was"),)
    found = {(to, kind): day for (to, kind, _), day in zip(wanted, days, strict=True) if day is not None}
    whole = bool(ledger.complete)
    if whole and isinstance(ledger, CoveringLedger):
        known = {to for to, kind in found if kind is not SentKind.RECIPIENT}
        try:
            whole = ledger.covers([key for key, (to, _, _) in zip(keys, wanted, strict=True) if to not in known], today)
        except AdapterError as error:
            proofs = (_answer(to, asked=bool(values), found=found, whole=False, report=report) for to in sorted(known))
            return (*proofs, _failed(report, str(error)))
    return tuple(_answer(to, asked=bool(values), found=found, whole=whole, report=report) for to in recipients)


def _is_day(day: object, today: int) -> bool:
    return isinstance(day, int) and not isinstance(day, bool) and 0 <= day <= today


def _values(report: Report, own_hosts: Iterable[str]) -> tuple[tuple[SentKind, str], ...]:
    values: list[tuple[SentKind, str]] = []
    if (message_id := report.original_message_id) is not None:
        values.append((SentKind.MESSAGE_ID, message_id))
        if not message_id.startswith("<"):  # as providers write it in their events
            values.append((SentKind.MESSAGE_ID, f"<{message_id}>"))
    if report.original_envelope_id:
        values.append((SentKind.ENVID, report.original_envelope_id))
    values.extend((SentKind.QUEUE_ID, queue_id) for queue_id in own_queue_ids(report, own_hosts))
    return tuple(values)


def _answer(to: str, *, asked: bool, found: dict[tuple[str, SentKind], int], whole: bool, report: Report) -> Proof:
    subject = report.original_message_id or to
    days = [day for (who, kind), day in found.items() if who == to and kind is not SentKind.RECIPIENT]
    if days:
        return Proof(kind=ProofKind.LEDGER, fault=None, subject=subject, recipients=frozenset((to,)), day=max(days))
    mailed = (to, SentKind.RECIPIENT) in found
    detail = f"{to} was sent other messages, not this one" if mailed else f"{to} was never sent anything"
    never = whole and (asked or not mailed)
    return Proof(kind=ProofKind.LEDGER, fault=ProofFault.ABSENT, subject=subject, detail=detail, complete=never)


def _failed(report: Report, detail: str) -> Proof:
    subject = report.original_message_id or ""
    return Proof(kind=ProofKind.LEDGER, fault=ProofFault.UNAVAILABLE, subject=subject, detail=detail[:200])
