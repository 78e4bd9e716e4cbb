"""How hard is it to forge mail of a domain today, why, and what its owner should publish to make it harder.

Pure: the records are arguments (`bouncekit.adapters.dns` fetches them). What could not be learnt is said, not guessed.
"""

from dataclasses import dataclass
from enum import Enum, unique
from typing import Any, Final

from bouncekit.auth import DmarcPolicy
from bouncekit.policy.spf_record import is_permissive, never_sends

__all__ = ["Advice", "DomainRecords", "Finding", "Forgeability", "Posture", "Weight", "posture"]


@unique
class Forgeability(Enum):
    """How hard a domain is to forge, for a receiver that checks; the easiest way counts."""

    OPEN = "open"
    """Anybody: nothing published tells a forgery from the real thing."""
    EASY = "easy"
    """What is published does not forbid, or lets in half the world."""
    GUARDED = "guarded"
    """SPF fails a stranger's host, and his bounces are not sent; a forged From still passes for some receivers."""
    HARD = "hard"
    """SPF fails a stranger's host, and DMARC has a forged From refused or put aside."""
    UNKNOWN = "unknown"
    """DNS did not answer."""


@unique
class Weight(Enum):
    """Which way a finding points."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainRecords:
    """What a domain publishes. None: it could not be learnt, save `spf`, `dmarc`: there is no such record."""

    domain: str
    exists: bool | None = None
    spf: str | None = None
    spf_known: bool = True
    """The lookup of the SPF record gave an answer, even if there is none."""
    spf_permissive: bool | None = None
    """It lets in too many, its includes counted."""
    spf_breadth_known: bool = True
    """All records that it includes could be looked up and read; if not, it counts as one that lets in too many."""
    dmarc: DmarcPolicy | None = None
    dmarc_known: bool = True
    null_mx: bool | None = None
    has_mx: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fact that makes the domain harder or easier to forge."""

    id: str
    weight: Weight
    text: str
    cites: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One record to publish, as text to paste into a zone."""

    id: str
    text: str
    record: str
    cites: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Posture:
    """The answer: how hard, why, and what would help."""

    domain: str
    forgeability: Forgeability
    findings: tuple[Finding, ...]
    advice: tuple[Advice, ...]

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "domain": self.domain,
            "forgeability": self.forgeability.value,
            "findings": [
                {"id": f.id, "weight": f.weight.value, "text": f.text, "cites": f.cites} for f in self.findings
            ],
            "advice": [{"id": a.id, "text": a.text, "record": a.record, "cites": a.cites} for a in self.advice],
        }


_SPF: Final = "RFC 7208 section 5.1"
_DMARC: Final = "RFC 9989 section 5.4"
_NEVER: Final = "RFC 7208 section 10.1.2"
_NULL_MX: Final = "RFC 7505 section 4.2"


def posture(records: DomainRecords, *, sends: bool | None = None) -> Posture:
    """How hard *records* make it to forge the domain. *sends* False: its owner says that it never sends mail.

    None: taken from the records (a null MX or `v=spf1 -all` means never).
    """
    never = not sends if sends is not None else bool(records.null_mx) or never_sends(records.spf)
    findings = (*_spf_findings(records), *_dmarc_findings(records), *_mx_findings(records))
    return Posture(
        domain=records.domain,
        forgeability=_grade(records),
        findings=findings,
        advice=_for_silent(records) if never else _for_sender(records),
    )


def _all_term(record: str) -> str:
    """How the record ends for strangers: -all, ~all, ?all, +all, redirect, or nothing (which is neutral)."""
    terms = record.lower().split()[1:]
    for term in terms:
        if term in {"all", "+all", "-all", "~all", "?all"}:
            return "+all" if term == "all" else term
    # A redirect counts only where there is no `all` (RFC 7208 section 6.1).
    return "redirect" if any(term.startswith("redirect=") for term in terms) else "?all"


def _wide(records: DomainRecords) -> bool:
    unknown = records.spf is not None and not records.spf_breadth_known
    return unknown or bool(records.spf_permissive) or is_permissive(records.spf)


def _grade(records: DomainRecords) -> Forgeability:
    if records.exists is None and not (records.spf_known and records.dmarc_known):
        return Forgeability.UNKNOWN
    enforced = records.dmarc in (DmarcPolicy.QUARANTINE, DmarcPolicy.REJECT)
    if records.spf is None:
        if not records.spf_known:
            return Forgeability.UNKNOWN
        # DMARC alone guards the From; the reverse-path, where bounces go, stays free to all.
        return Forgeability.EASY if enforced else Forgeability.OPEN
    ending = _all_term(records.spf)
    if ending == "+all":
        return Forgeability.OPEN
    if ending not in {"-all", "redirect"} or _wide(records):
        return Forgeability.EASY
    return Forgeability.HARD if enforced else Forgeability.GUARDED


_ENDINGS: Final = {
    "-all": ("spf-fail", Weight.GOOD, "SPF fails every host that is not named: no bounce of a forgery comes back"),
    "~all": ("spf-softfail", Weight.BAD, "SPF only softfails strangers: few refuse that, and some still bounce"),
    "?all": ("spf-neutral", Weight.BAD, "SPF says nothing of strangers: the same as no record"),
    "+all": ("spf-everybody", Weight.BAD, "SPF passes everybody: a forgery looks better than without a record"),
    "redirect": ("spf-redirect", Weight.GOOD, "SPF is that of another domain, which is not judged here"),
}


def _spf_findings(records: DomainRecords) -> tuple[Finding, ...]:
    if records.spf is None:
        if not records.spf_known:
            return (Finding(id="spf-unknown", weight=Weight.UNKNOWN, cites=_SPF, text="SPF could not be looked up"),)
        text = "there is no SPF record: any host may use the domain in MAIL FROM, and its owner gets the bounces"
        return (Finding(id="spf-missing", weight=Weight.BAD, cites=_SPF, text=text),)
    if never_sends(records.spf):
        text = "SPF says that the domain never sends"
        return (Finding(id="spf-never", weight=Weight.GOOD, cites=_NEVER, text=text),)
    name, weight, text = _ENDINGS[_all_term(records.spf)]
    out = [Finding(id=name, weight=weight, cites=_SPF, text=text)]
    if not records.spf_breadth_known and not records.spf_permissive:
        text = "SPF includes records that could not be read: it may name any host"
        out.append(Finding(id="spf-breadth-unknown", weight=Weight.UNKNOWN, cites="RFC 7208 section 4.6.4", text=text))
    elif _wide(records) and name != "spf-everybody":
        text = "SPF names more hosts than one owner has: who rents one of them passes"
        out.append(Finding(id="spf-wide", weight=Weight.BAD, cites="RFC 7208 section 11.4", text=text))
    return tuple(out)


def _dmarc_findings(records: DomainRecords) -> tuple[Finding, ...]:
    if records.dmarc is None:
        if not records.dmarc_known:
            text = "DMARC could not be looked up"
            return (Finding(id="dmarc-unknown", weight=Weight.UNKNOWN, cites=_DMARC, text=text),)
        text = "there is no DMARC record: a forged From is nobody's business"
        return (Finding(id="dmarc-missing", weight=Weight.BAD, cites=_DMARC, text=text),)
    if records.dmarc is DmarcPolicy.NONE:
        text = "DMARC p=none asks for reports only: a forged From is delivered"
        return (Finding(id="dmarc-none", weight=Weight.BAD, cites=_DMARC, text=text),)
    fate = "refused" if records.dmarc is DmarcPolicy.REJECT else "put aside"
    text = f"DMARC p={records.dmarc.value}: a forged From is {fate}"
    return (Finding(id=f"dmarc-{records.dmarc.value}", weight=Weight.GOOD, cites=_DMARC, text=text),)


def _mx_findings(records: DomainRecords) -> tuple[Finding, ...]:
    if records.exists is False:
        text = "the domain does not exist, or has no host for mail: a careful server takes no mail from it"
        return (Finding(id="no-such-domain", weight=Weight.GOOD, cites="RFC 5321 section 5.1", text=text),)
    if records.null_mx:
        text = "a null MX: no bounce can be delivered to it, and a careful server takes no mail from it"
        return (Finding(id="null-mx", weight=Weight.GOOD, cites=_NULL_MX, text=text),)
    return ()


def _for_silent(records: DomainRecords) -> tuple[Advice, ...]:
    """What the owner of a domain that never sends should publish."""
    name = records.domain
    out = []
    if not never_sends(records.spf):
        text = "say that no host sends for this domain"
        out.append(Advice(id="publish-spf-never", text=text, record=f'{name}. IN TXT "v=spf1 -all"', cites=_NEVER))
    if records.dmarc is not DmarcPolicy.REJECT:
        text = "have a forged From refused, here and below"
        record = f'_dmarc.{name}. IN TXT "v=DMARC1; p=reject; sp=reject; np=reject"'
        out.append(Advice(id="publish-dmarc-reject", text=text, record=record, cites=_DMARC))
    text = "revoke every DKIM key below the domain"
    record = f'*._domainkey.{name}. IN TXT "v=DKIM1; p="'
    out.append(Advice(id="publish-dkim-revoked", text=text, record=record, cites="RFC 6376 section 3.6.1"))
    if not records.null_mx and not records.has_mx:
        text = "take no mail either; leave this out if postmaster or reports shall reach you there"
        out.append(Advice(id="publish-null-mx", text=text, record=f"{name}. IN MX 0 .", cites=_NULL_MX))
    return tuple(out)


def _for_sender(records: DomainRecords) -> tuple[Advice, ...]:
    name = records.domain
    out = []
    if records.spf is None or _all_term(records.spf) not in {"-all", "redirect"}:
        text = "name the hosts that send (mx is a guess, put your own), and fail all others"
        record = "v=spf1 mx -all" if records.spf is None else _with_fail(records.spf)
        out.append(Advice(id="publish-spf", text=text, record=f'{name}. IN TXT "{record}"', cites=_SPF))
    if _wide(records):
        text = "name fewer hosts: give each service a subdomain of its own as MAIL FROM, with a record of its own"
        record = f'bounces.{name}. IN TXT "v=spf1 ip4:<your hosts> -all"'
        out.append(Advice(id="narrow-spf", text=text, record=record, cites="RFC 7208 section 11.4"))
    if records.dmarc is None:
        text = "first see who sends in your name"
        record = f'_dmarc.{name}. IN TXT "v=DMARC1; p=none; rua=mailto:dmarc@{name}"'
        out.append(Advice(id="publish-dmarc", text=text, record=record, cites=_DMARC))
    if records.dmarc is not DmarcPolicy.REJECT:
        text = "then, once the reports show only your own hosts, have the rest refused"
        record = f'_dmarc.{name}. IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@{name}"'
        out.append(Advice(id="enforce-dmarc", text=text, record=record, cites=_DMARC))
    return tuple(out)


def _with_fail(record: str) -> str:
    terms = [term for term in record.split() if term.lower() not in {"all", "+all", "~all", "?all"}]
    return " ".join([*terms, "-all"])
