"""Ours, not ours, or unproven: tokens that we mint and verify, and the judgement over all proofs."""

from bouncekit.origin import batv, opaque, signed, srs, verp
from bouncekit.origin.examine import examine_envelope, examine_report, own_queue_ids
from bouncekit.origin.inbound import Inbound, is_null
from bouncekit.origin.judge import check, check_event
from bouncekit.origin.keys import Key, KeyRing
from bouncekit.origin.ledger import Book, CoveringLedger, Entry, Ledger, Sent, SentKind, consult
from bouncekit.origin.model import Origin, Reporter, Setup, Verdict
from bouncekit.origin.proof import Proof, ProofFault, ProofKind
from bouncekit.origin.replay import count_guesses, count_uses
from bouncekit.origin.rows import ROWS, Effect, Row

__all__ = [
    "ROWS",
    "Book",
    "CoveringLedger",
    "Effect",
    "Entry",
    "Inbound",
    "Key",
    "KeyRing",
    "Ledger",
    "Origin",
    "Proof",
    "ProofFault",
    "ProofKind",
    "Reporter",
    "Row",
    "Sent",
    "SentKind",
    "Setup",
    "Verdict",
    "batv",
    "check",
    "check_event",
    "consult",
    "count_guesses",
    "count_uses",
    "examine_envelope",
    "examine_report",
    "is_null",
    "opaque",
    "own_queue_ids",
    "signed",
    "srs",
    "verp",
]
