"""All proofs and all counter-evidence → OURS, NOT_OURS or UNPROVEN, at any stage of the session.

At RCPT there is no report yet (`report=None`): the token decides. After the header and after the data the same function
takes what has been read by then. A row only ever speaks of what is there; nothing missing or broken raises the answer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from bouncekit.domains import domain_key, is_domain_key
from bouncekit.errors import InvalidValueError
from bouncekit.origin import batv
from bouncekit.origin.keys import day_number
from bouncekit.origin.model import Origin, Reporter, Setup, Verdict, plain
from bouncekit.origin.proof import Proof, ProofFault, ProofKind, folded
from bouncekit.origin.rows import ROWS, Effect
from bouncekit.origin.signed import HEADER_NAME
from bouncekit.report.model import Report
from bouncekit.spans import Because
from bouncekit.vocabulary import ReportKind

__all__ = ["check", "check_event"]

_ENVELOPE = (ProofKind.BATV, ProofKind.VERP, ProofKind.SRS)
"""A tuple, as everywhere here: to look for an enum in one costs a comparison, in a set a call of its `__hash__`."""
_SETUP = Setup()
_HEARSAY = frozenset(("report-forwarded", "report-in-list-mail", "sender-not-a-mail-system"))
"""Anomalies of reports that a person may have written or passed on."""
_NOBODY: frozenset[str] = frozenset()
_MOST_SAID: Final = 20
"""How often one row is written out: a report may name as many strangers as it likes."""


class _Rows:
    """The rows that spoke so far, each text once."""

    __slots__ = ("_said", "_times")

    def __init__(self) -> None:
        self._said: dict[Because, Effect] = {}
        self._times: Counter[str] = Counter()

    def say(self, row_id: str, detail: str = "") -> None:
        row = ROWS[row_id]
        entry = Because(row_id, f"{row.text} ({detail})" if detail else row.text)
        if entry not in self._said and self._times[row_id] < _MOST_SAID:
            self._times[row_id] += 1
            self._said[entry] = row.effect

    @property
    def because(self) -> tuple[Because, ...]:
        return tuple(self._said)

    @property
    def effects(self) -> frozenset[Effect]:
        return frozenset(self._said.values())


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
    return _judged(report, envelope, proofs, now, setup, reporter)


def check_event(report: Report, *, proofs: Sequence[Proof], now: datetime, setup: Setup = _SETUP) -> Origin:
    """As `check`, for a report that came in no envelope: the event of a provider's webhook.

    A proof of kind PROVIDER (`adapters.webhooks.verify.proof_of`), the ledger or a signed id proves it; nothing less.
    """
    return _judged(report, (), proofs, now, setup, None)


def _judged(  # noqa: PLR0917
    report: Report | None,
    envelope: tuple[str, ...],
    proofs: Sequence[Proof],
    now: datetime,
    setup: Setup,
    reporter: Reporter | None,
) -> Origin:
    today = day_number(now)
    rows = _Rows()
    named = _NOBODY if report is None else folded(report.named_recipients)
    addressed = frozenset(address.strip().lower() for address in envelope)
    subjects = _subjects(report, addressed)
    ours = [p for p in proofs if _belongs(p, subjects, rows)]
    _counter_envelope(envelope, ours, setup, reporter, rows)
    standing = [p for p in ours if _stands(p, today, setup, rows)]
    bound = _bound(standing, named, rows)
    enough = _enough(standing, bound, setup, rows)
    _counter_ledger(ours, bound, rows)
    speaks = False
    if reporter is not None:
        sealed = bound if any(p.kind is ProofKind.VERP for p in standing) else None
        speaks = _reporter_speaks(
            named, sealed, setup, reporter, rows, complaint=report is not None and report.feedback is not None
        )
    if report is not None and report.kind is ReportKind.NONE:
        rows.say("not-a-report")
    elif report is not None and not bound:
        for anomaly in report.anomalies:
            if anomaly.id in _HEARSAY:
                rows.say("reported-by-a-person", anomaly.id)
    if not rows.because:
        rows.say("no-proof")
    verdict = _verdict(enough, rows.effects)
    if verdict is Verdict.OURS and named:
        bound = _held_against(standing, named, setup, rows, speaks=speaks)
    return Origin(verdict=verdict, because=rows.because, recipients=bound, standing=tuple(standing))


def _held_against(
    standing: list[Proof], named: frozenset[str], setup: Setup, rows: _Rows, *, speaks: bool
) -> frozenset[str] | None:
    """Those of the *named* whom it may be held against; None: nobody.

    Who has a mail of ours can copy its tag, its Message-ID and its signature, and knows who else got it: only what the
    recipient alone was sent, or a host that speaks for the recipient, ties the report to it.
    """
    if speaks:
        rows.say("reporter-speaks")
        return named
    sealed = _NOBODY.union(*(p.recipients for p in standing if p.recipients is not None and p.kind in setup.sealed))
    if not named <= sealed:
        rows.say("recipient-not-bound", ", ".join(sorted(named - sealed))[:200])
    return (named & sealed) or None


def _verdict(enough: bool, effects: frozenset[Effect]) -> Verdict:  # noqa: FBT001
    if Effect.FORBIDS in effects:
        return Verdict.NOT_OURS
    if not enough:
        return Verdict.NOT_OURS if Effect.CONTRADICTS in effects else Verdict.UNPROVEN
    held = Effect.WITHHOLDS in effects or Effect.CONTRADICTS in effects
    return Verdict.UNPROVEN if held else Verdict.OURS


def _subjects(report: Report | None, addressed: frozenset[str]) -> dict[ProofKind, frozenset[str]]:
    """What a proof of each kind can have been made from, of this envelope and this report; in lower case."""
    out = dict.fromkeys(_ENVELOPE, addressed)
    returned = None if report is None else report.returned
    out[ProofKind.MESSAGE_ID] = _lowered(report.original_message_id if report is not None else None)
    out[ProofKind.ENVID] = _lowered(report.original_envelope_id if report is not None else None)
    name = HEADER_NAME.lower()
    fields = () if returned is None else [value for key, value in returned.headers if key.lower() == name]
    out[ProofKind.HEADER] = _lowered(*fields)
    everything = addressed.union(*out.values())
    if report is not None:  # a ledger and a signature speak of the message, of whom it names, or of nothing by name
        everything |= _lowered("", *(to for r in report.recipients for to in (r.final, r.original)))
        everything |= folded(report.named_recipients)
        out[ProofKind.DKIM] = out[ProofKind.DKIM2] = out[ProofKind.PROVIDER] = everything
    out[ProofKind.LEDGER] = everything
    return out


def _lowered(*texts: str | None) -> frozenset[str]:
    return frozenset(text.strip().lower() for text in texts if text is not None)


def _belongs(proof: Proof, subjects: dict[ProofKind, frozenset[str]], rows: _Rows) -> bool:
    """Whether the proof was made from this envelope and this report."""
    right = proof.subject.strip().lower() in subjects.get(proof.kind, _NOBODY)
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
    if proof.uses:
        _say_uses(proof, setup, rows)
    if proof.doubtful:
        rows.say("token-may-be-guessed", proof.kind.value)
    return True


def _say_uses(proof: Proof, setup: Setup, rows: _Rows) -> None:
    """A token of one message comes back a few times; one of all mail of a day as often as the setup says."""
    bound = proof.recipients is not None
    most = setup.max_uses if bound else setup.max_shared_uses
    if most is not None and proof.uses >= most:
        rows.say("token-used-again" if bound else "shared-token-used-again", f"{proof.uses} times before")


def _say_fault(proof: Proof, rows: _Rows) -> None:
    fault = proof.fault
    if fault is ProofFault.NOT_SIGNED and proof.variant:
        rows.say("foreign-token", proof.variant)
    if fault is None or fault is ProofFault.NOT_SIGNED:
        return
    if fault is ProofFault.EXPIRED:
        rows.say("proof-expired", proof.kind.value)
        return
    detail = (
        f"{proof.kind.value}: {fault.value}: {proof.detail}" if proof.detail else f"{proof.kind.value}: {fault.value}"
    )
    if fault is ProofFault.UNAVAILABLE:
        rows.say("proof-unavailable", detail)
    elif not proof.complete:
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
    examined: defaultdict[str, list[Proof]] = defaultdict(list)
    for proof in proofs:
        if proof.kind in _ENVELOPE:
            examined[proof.subject.strip().lower()].append(proof)
    for address in envelope:
        lowered = address.strip().lower()
        _counter_recipient(lowered, examined.get(lowered, ()), setup, rows)
    from_somebody = reporter is not None and reporter.reverse_path not in (None, "")
    if from_somebody and any(p.kind is ProofKind.SRS and p.valid for p in proofs):
        rows.say("srs-from-a-sender")


def _counter_recipient(address: str, proofs: Sequence[Proof], setup: Setup, rows: _Rows) -> None:
    named = plain(address)
    domain = named.rpartition("@")[2]
    if domain in setup.never_sends:
        rows.say("never-sends", domain)
    faults: list[ProofFault] = []
    for proof in proofs:
        if proof.fault is None:
            return
        if proof.fault is not ProofFault.NOT_SIGNED:
            faults.append(proof.fault)
            if proof.kind is ProofKind.SRS:
                rows.say("srs-not-ours")
    said = ", ".join(sorted({fault.value for fault in faults}))
    if not _tags(named, domain, setup):
        if faults:
            rows.say("wrong-token", said)
    elif ProofFault.EXPIRED in faults:
        rows.say("expired-tag")
    elif faults:
        rows.say("bad-tag", said)
    else:
        rows.say("untagged")


def _tags(address: str, domain: str, setup: Setup) -> bool:
    """Whether mail of *address* always leaves with a token: as it stands, under a tag, or before its sub-address."""
    if f"@{domain}" in setup.always_tags:
        return True
    local = batv.strip(address).rpartition("@")[0]
    return any(f"{name}@{domain}" in setup.always_tags for name in (local, local.partition("+")[0]))


def _counter_ledger(proofs: Iterable[Proof], bound: frozenset[str] | None, rows: _Rows) -> None:
    for proof in proofs:
        if proof.kind is not ProofKind.LEDGER:
            continue
        if proof.fault is ProofFault.ABSENT and proof.complete:
            rows.say("recipient-never-mailed", proof.detail)
        elif proof.fault is ProofFault.UNAVAILABLE and not bound:
            rows.say("ledger-unavailable", proof.detail)


def _reporter_speaks(
    named: frozenset[str],
    sealed: frozenset[str] | None,
    setup: Setup,
    reporter: Reporter,
    rows: _Rows,
    *,
    complaint: bool,
) -> bool:
    """Whether who hands it over speaks for every recipient, and what is against it.

    Only an envelope token of the recipient's own makes that of no account.
    """
    if reporter.own_relay:
        return True
    if reporter.helo_spf_fails:
        rows.say("reporter-helo-fails")
    if sealed:
        return False
    domains = {to.rpartition("@")[2] for to in named}
    strangers = domains - _spoken_for(domains, setup, reporter)
    if complaint:
        strangers -= _complained_for(strangers, reporter)
    for domain in sorted(strangers)[: _MOST_SAID + 1]:
        rows.say("reporter-not-aligned", domain[:255])
    return not strangers


def _spoken_for(domains: set[str], setup: Setup, reporter: Reporter) -> set[str]:
    """Those of *domains* that the reporter speaks for.

    A host speaks for a domain when it has the very name, is one of the hosts that the caller found for it (its MX), or
    is let in by the domain's own SPF record. One whose name lies below the domain may be a customer's line, so that
    says nothing; nor does an organisation, which those lines have in common with their provider.
    """
    suffixed = setup.organisational_domain
    names = {key for key in map(domain_key, reporter.names) if is_domain_key(key)}
    if suffixed is not None:
        names = {name for name in names if suffixed(name) is not None}
    spoken = domains & (names | {key for key in map(domain_key, reporter.spf_domains) if is_domain_key(key)})
    hosts = reporter.hosts_of_recipient
    if not isinstance(hosts, Mapping):
        hosts = dict.fromkeys(domains, hosts) if len(domains) == 1 else {}
    for domain, own in hosts.items():
        if (key := domain_key(domain)) in domains and any(_is_among(names, host) for host in own):
            spoken.add(key)
    return spoken


def _complained_for(domains: set[str], reporter: Reporter) -> set[str]:
    """Those of *domains* for which a complaint is sent: from an address of the very domain, by a host below it.

    A complaint has a reverse-path (RFC 5965 section 2), which the caller has verified like all of a Reporter; a bounce
    has none, so that a customer's line below the domain shows nothing of its own.
    """
    key = domain_key((reporter.reverse_path or "").strip("<>").rpartition("@")[2])
    return {
        domain
        for domain in domains & {key}
        if any(name.lower().rstrip(".").endswith(f".{domain}") for name in reporter.names)
    }


def _is_among(names: set[str], host: str) -> bool:
    """Whether one of *names* is *host*, or lies below it where it is written with a dot before it."""
    key = domain_key(host.removeprefix("."))
    if not is_domain_key(key):
        return False
    return any(name.endswith("." + key) for name in names) if host.startswith(".") else key in names
