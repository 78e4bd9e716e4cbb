"""All proofs and all counter-evidence → OURS, NOT_OURS or UNPROVEN, at any stage of the session.

At RCPT there is no report yet (`report=None`): the token decides. After the header and after the data the same function
takes what has been read by then. A row only ever speaks of what is there; nothing missing or broken raises the answer.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bouncekit.auth.alignment import is_aligned
from bouncekit.errors import InvalidValueError
from bouncekit.origin import batv, srs
from bouncekit.origin.keys import day_number
from bouncekit.origin.model import Origin, Reporter, Setup, Verdict
from bouncekit.origin.proof import Proof, ProofFault, ProofKind, folded
from bouncekit.origin.rows import ROWS, Effect
from bouncekit.report.model import Report
from bouncekit.spans import Because
from bouncekit.vocabulary import ReportKind

__all__ = ["check"]

_ENVELOPE = frozenset((ProofKind.BATV, ProofKind.VERP, ProofKind.SRS))
_SETUP = Setup()
_HEARSAY = frozenset(("report-forwarded", "report-in-list-mail", "sender-not-a-mail-system"))
"""Anomalies of reports that a person may have written or passed on."""


class _Rows:
    """The rows that spoke so far."""

    __slots__ = ("because", "effects")

    def __init__(self) -> None:
        self.because: list[Because] = []
        self.effects: set[Effect] = set()

    def say(self, row_id: str, detail: str = "") -> None:
        row = ROWS[row_id]
        text = f"{row.text} ({detail})" if detail else row.text
        entry = Because(rule=row_id, text=text)
        if entry not in self.because:
            self.because.append(entry)
        self.effects.add(row.effect)


def check(
    report: Report | None,
    *,
    envelope_to: str | Sequence[str],
    proofs: Sequence[Proof],
    now: datetime,
    setup: Setup = _SETUP,
    reporter: Reporter | None = None,
) -> Origin:
    """Judge whether *report*, which came to *envelope_to*, answers mail of ours. None: only the envelope is known yet.

    *proofs* are what was examined (`examine_envelope`, `examine_report`, a ledger, DKIM); those of another envelope or
    report are ignored, aloud. Raises InvalidValueError for a *now* without time zone or an empty *envelope_to*.
    """
    envelope = (envelope_to,) if isinstance(envelope_to, str) else tuple(envelope_to)
    if not envelope or "" in envelope:
        raise InvalidValueError("envelope_to", "must name the recipient of the report's envelope", envelope_to)
    today = day_number(now)
    rows = _Rows()
    named = _named(report)
    ours = [p for p in proofs if _belongs(p, report, envelope, rows)]
    _counter_envelope(envelope, ours, setup, reporter, rows)
    standing = [p for p in ours if _stands(p, today, setup, rows)]
    bound = _bound(standing, named, rows)
    enough = _enough(standing, bound, setup, rows)
    _counter_ledger(ours, bound, rows)
    sealed = bound if any(p.kind is ProofKind.VERP for p in standing) else None
    _counter_reporter(named, sealed, setup, reporter, rows)
    if report is not None and report.kind is ReportKind.NONE:
        rows.say("not-a-report")
    elif report is not None and not bound:
        for anomaly in report.anomalies:
            if anomaly.id in _HEARSAY:
                rows.say("reported-by-a-person", anomaly.id)
    return Origin(
        verdict=_verdict(enough, rows.effects),
        because=tuple(rows.because),
        recipients=bound,
        standing=tuple(standing),
    )


def _verdict(enough: bool, effects: set[Effect]) -> Verdict:  # noqa: FBT001
    if Effect.FORBIDS in effects:
        return Verdict.NOT_OURS
    if not enough:
        return Verdict.NOT_OURS if Effect.CONTRADICTS in effects else Verdict.UNPROVEN
    held = effects & {Effect.WITHHOLDS, Effect.CONTRADICTS}
    return Verdict.UNPROVEN if held else Verdict.OURS


def _named(report: Report | None) -> frozenset[str]:
    """The recipients that the report speaks of: the final one, and the original one only where there is no other."""
    if report is None:
        return frozenset()
    return folded(r.final or r.original or "" for r in report.recipients)


def _belongs(proof: Proof, report: Report | None, envelope: tuple[str, ...], rows: _Rows) -> bool:
    """Whether the proof was made from this envelope and this report."""
    subject = proof.subject.strip().lower()
    if proof.kind in _ENVELOPE:
        right = subject in folded(envelope)
    elif report is None:
        right = False
    elif proof.kind is ProofKind.MESSAGE_ID:
        right = report.returned is not None and subject == (report.returned.message_id or "").strip().lower()
    elif proof.kind is ProofKind.ENVID:
        right = subject == (report.original_envelope_id or "").strip().lower()
    else:
        right = True
    if not right:
        rows.say("proof-of-something-else", f"{proof.kind.value}: {proof.subject[:80]}")
    return right


def _stands(proof: Proof, today: int, setup: Setup, rows: _Rows) -> bool:
    """Whether a proof is genuine, in time and not worn out."""
    if proof.kind is ProofKind.DKIM2:
        rows.say("dkim2-chain")
        return False
    if not proof.valid:
        _say_fault(proof, rows)
        return False
    timeless = proof.kind is ProofKind.SRS  # SRS1 carries no time: the first forwarder's address in it does
    if (proof.day is None and not timeless) or (proof.day is not None and not 0 <= today - proof.day <= setup.max_age):
        rows.say("proof-out-of-time", proof.kind.value)
        return False
    if proof.recipients is not None and proof.uses >= setup.max_uses:
        rows.say("token-used-again", f"{proof.uses} times before")
    return True


def _say_fault(proof: Proof, rows: _Rows) -> None:
    detail = ": ".join(
        text for text in (proof.kind.value, proof.fault.value if proof.fault else "", proof.detail) if text
    )
    if proof.fault is ProofFault.EXPIRED:
        rows.say("proof-expired", proof.kind.value)
    elif proof.fault is ProofFault.UNAVAILABLE:
        rows.say("proof-unavailable", detail)
    elif proof.fault is not ProofFault.NOT_SIGNED and not proof.complete:
        rows.say("proof-invalid", detail)


def _bound(standing: Iterable[Proof], named: frozenset[str], rows: _Rows) -> frozenset[str] | None:
    """Whom the bound proofs speak for; says so when the report names anybody else."""
    bound = [p.recipients for p in standing if p.recipients is not None]
    if not bound:
        return None
    together = frozenset[str]().union(*bound)
    if named and not named <= together:
        rows.say("bound-to-another-recipient", ", ".join(sorted(named - together))[:200])
        return frozenset()
    return (together & named) if named else together


def _enough(standing: Iterable[Proof], bound: frozenset[str] | None, setup: Setup, rows: _Rows) -> bool:
    enough = False
    for proof in standing:
        if proof.recipients is not None and bound:
            rows.say("bound-proof-valid", proof.kind.value)
            enough = True
        elif proof.recipients is None and proof.kind in setup.unbound:
            rows.say("token-valid", proof.kind.value)
            enough = True
        elif proof.recipients is None:
            rows.say("unbound-proof", proof.kind.value)
    return enough


def _counter_envelope(
    envelope: tuple[str, ...], proofs: list[Proof], setup: Setup, reporter: Reporter | None, rows: _Rows
) -> None:
    """What the envelope itself says against it."""
    if len(envelope) > 1:
        rows.say("several-recipients", str(len(envelope)))
    for address in envelope:
        _counter_recipient(address, proofs, setup, rows)
    from_somebody = reporter is not None and reporter.reverse_path not in (None, "")
    if from_somebody and any(p.kind is ProofKind.SRS and p.valid for p in proofs):
        rows.say("srs-from-a-sender")


def _counter_recipient(address: str, proofs: list[Proof], setup: Setup, rows: _Rows) -> None:
    domain = address.rpartition("@")[2].lower()
    if domain in setup.never_sends:
        rows.say("never-sends", domain)
    mine = [p for p in proofs if p.kind in _ENVELOPE and p.subject.lower() == address.lower()]
    if any(p.valid for p in mine):
        return
    if srs.is_srs(address) and any(p.kind is ProofKind.SRS for p in mine):
        rows.say("srs-not-ours")
    faults = {p.fault for p in mine} - {ProofFault.NOT_SIGNED}
    if not _tags(address, domain, setup):
        if faults:
            rows.say("wrong-token", ", ".join(sorted(f.value for f in faults if f)))
        return
    if ProofFault.EXPIRED in faults:
        rows.say("expired-tag")
    elif faults:
        rows.say("bad-tag", ", ".join(sorted(f.value for f in faults if f)))
    else:
        rows.say("untagged")


def _tags(address: str, domain: str, setup: Setup) -> bool:
    """Whether mail of this address always leaves with a token: as it stands, under a tag, or before its sub-address."""
    if f"@{domain}" in setup.always_tags:
        return True
    bare = batv.strip(address).lower()
    local = bare.rpartition("@")[0]
    return not setup.always_tags.isdisjoint((bare, f"{local.partition('+')[0]}@{domain}"))


def _counter_ledger(proofs: Iterable[Proof], bound: frozenset[str] | None, rows: _Rows) -> None:
    for proof in proofs:
        if proof.kind is not ProofKind.LEDGER:
            continue
        if proof.fault is ProofFault.ABSENT and proof.complete:
            rows.say("recipient-never-mailed", proof.detail)
        elif proof.fault is ProofFault.UNAVAILABLE and not bound:
            rows.say("ledger-unavailable", proof.detail)


def _counter_reporter(
    named: frozenset[str], sealed: frozenset[str] | None, setup: Setup, reporter: Reporter | None, rows: _Rows
) -> None:
    """What is known of who hands it over. Only an envelope token of the recipient's own makes that of no account."""
    if reporter is None or reporter.own_relay:
        return
    if reporter.helo_spf_fails:
        rows.say("reporter-helo-fails")
    if sealed or not named:
        return
    for recipient in named:
        domains = {recipient.rpartition("@")[2], *reporter.hosts_of_recipient}
        if not any(_speaks(name, domain, setup) for name in reporter.names for domain in domains):
            rows.say("reporter-not-aligned", recipient.rpartition("@")[2])


def _speaks(name: str, domain: str, setup: Setup) -> bool:
    return bool(name and domain) and is_aligned(domain, name, setup.organisational_domain)
