"""What a ledger counts of the tokens that come back: how often each was used, and how many were guessed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.origin.keys import day_number
from bouncekit.origin.ledger import Book, Entry, Ledger, SentKind
from bouncekit.origin.proof import Proof, ProofFault, ProofKind

__all__ = ["MOST_GUESSES", "count_guesses", "count_uses"]

MOST_GUESSES: Final = 100
"""Wrong tokens of a mailbox on one day after which a right one may be a guess: once in 2^17 days one comes before."""
_TOKENS: Final = (
    ProofKind.BATV,
    ProofKind.VERP,
    ProofKind.SRS,
    ProofKind.MESSAGE_ID,
    ProofKind.ENVID,
    ProofKind.HEADER,
)
_SHORT: Final = (ProofKind.BATV, ProofKind.SRS)
"""The kinds that can be guessed at all."""


def count_uses(ledger: Ledger, book: Book, proofs: Iterable[Proof], now: datetime) -> tuple[Proof, ...]:
    """*proofs* with the number of times that each valid token was seen before; counts them once more.

    A token bound to a recipient is refused after `Setup.max_uses`; one that all mail of a day shares (BATV) after
    `Setup.max_shared_uses`, where that is set. A ledger that does not answer adds an UNAVAILABLE proof.
    """
    out: list[Proof] = []
    today = day_number(now)
    for proof in proofs:
        counted = proof
        if proof.valid and proof.kind in _TOKENS:
            try:
                key = book.key(SentKind.QUEUE_ID, f"use {proof.kind.value}", proof.subject)
                counted = replace(proof, uses=ledger.count(key, today))
            except AdapterError as error:
                out.append(_unavailable(proof, error))
        out.append(counted)
    return tuple(out)


def count_guesses(
    ledger: Ledger, book: Book, proofs: Iterable[Proof], now: datetime, *, most: int = MOST_GUESSES
) -> tuple[Proof, ...]:
    """*proofs*, the right ones `doubtful` when *most* different wrong ones of their mailbox came on this day (UTC).

    24 bits are few: this makes ten million guesses a day at one mailbox as good as *most*. Counts the BATV and SRS
    tokens whose signature is wrong, each text once; ask it only for mailboxes that exist. A ledger that does not answer
    adds an UNAVAILABLE proof. Raises InvalidValueError for a *most* under 1.
    """
    if most < 1:
        raise InvalidValueError("most", "must be at least 1", most)
    out: list[Proof] = []
    for proof in proofs:
        counted = proof
        if proof.kind in _SHORT and (proof.valid or proof.fault is ProofFault.BAD_SIGNATURE):
            try:
                crowded = _crowded(ledger, book, proof, day_number(now), most)
                counted = replace(proof, doubtful=crowded)
            except AdapterError as error:
                out.append(_unavailable(proof, error))
        out.append(counted)
    return tuple(out)


def _crowded(ledger: Ledger, book: Book, proof: Proof, day: int, most: int) -> bool:
    """Whether the mailbox of *proof* had its *most* guesses on *day*; a wrong and new one is counted."""
    at = (proof.address if proof.kind is ProofKind.BATV else None) or proof.subject.rpartition("@")[2]
    over = book.key(SentKind.QUEUE_ID, f"guessed {day}", at)
    this = book.key(SentKind.QUEUE_ID, f"guess {day}", proof.subject)
    was_over, was_there = ledger.find([over, this], day)
    if proof.valid or was_over is not None or was_there is not None:
        return was_over is not None
    number = ledger.count(book.key(SentKind.QUEUE_ID, f"guesses {day}", at), day) + 1
    ledger.record([Entry(this, day), *([Entry(over, day)] if number >= most else [])])
    return False


def _unavailable(proof: Proof, error: AdapterError) -> Proof:
    return Proof(kind=ProofKind.LEDGER, fault=ProofFault.UNAVAILABLE, subject=proof.subject, detail=str(error)[:200])
