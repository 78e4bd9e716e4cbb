"""The evidence table: a closed vocabulary, presence only. What is absent or unknown supports nothing (OWN-1-02).

Weights and grades are this project's defaults, argued for row by row; the citations say what each row rests on.
"""

from dataclasses import dataclass, replace
from enum import Enum, unique
from types import MappingProxyType
from typing import Final

from bouncekit.policy.grade import Direction, Grade

__all__ = ["EVIDENCE", "EVIDENCE_ROWS", "GROUP_CAPS", "Evidence", "EvidenceRow", "Group"]


@unique
class Evidence(Enum):
    """Everything that can be seen of a transaction and bears on whether its reverse-path is genuine."""

    SUBMISSION_AUTHENTICATED = "submission-authenticated"
    LOCAL_INJECTION = "local-injection"
    OWN_TAG_VALID = "own-tag-valid"
    DKIM2_CHAIN = "dkim2-chain"
    DKIM_SIGNED_FROM = "dkim-signed-from"
    DKIM_SINGLE_ORGANISATION = "dkim-single-organisation"
    DKIM_WHOLE = "dkim-whole"
    DKIM_ALIGNED = "dkim-aligned"
    SPF_PASS = "spf-pass"  # noqa: S105  (no password)
    SPF_PASS_PERMISSIVE = "spf-pass-permissive"  # noqa: S105
    SPF_HELO_PASS = "spf-helo-pass"  # noqa: S105
    DMARC_PASS_REVERSE_PATH = "dmarc-pass-reverse-path"  # noqa: S105
    ARC_TRUSTED_SEALER = "arc-trusted-sealer"
    IPREV_MX = "iprev-mx"
    CALLOUT_EXISTS = "callout-exists"
    KNOWN_CORRESPONDENT = "known-correspondent"

    SPF_NONE = "spf-none"
    SPF_TEMPERROR = "spf-temperror"
    SPF_ON_RELAY = "spf-on-relay"
    DKIM_TEMPERROR = "dkim-temperror"
    DKIM_UNALIGNED = "dkim-unaligned"
    DKIM_NOT_PASS = "dkim-not-pass"  # noqa: S105
    DMARC_PASS_OTHER = "dmarc-pass-other"  # noqa: S105
    ARC_UNTRUSTED = "arc-untrusted"
    FORWARDED_SRS = "forwarded-srs"
    LIST_ADDRESS = "list-address"

    SPF_SOFTFAIL = "spf-softfail"
    SPF_PERMERROR = "spf-permerror"
    DMARC_FAIL = "dmarc-fail"
    DMARC_FAIL_REVERSE_PATH = "dmarc-fail-reverse-path"
    NO_MX = "no-mx"
    CALLOUT_NO_SUCH_USER = "callout-no-such-user"
    AUTO_SUBMITTED = "auto-submitted"
    BULK_HEADERS = "bulk-headers"
    BULK_FROM_LIST = "bulk-from-list"
    ROBOT_ADDRESS = "robot-address"
    NOREPLY_ADDRESS = "noreply-address"
    POSTMASTER_ADDRESS = "postmaster-address"
    CONTENT_SUSPECT = "content-suspect"
    CONTENT_SPAM = "content-spam"
    OWN_DOMAIN_OUTSIDE = "own-domain-outside"
    MANY_HOPS = "many-hops"
    LOOP_ELSEWHERE = "loop-elsewhere"
    ADDRESS_NOTICED = "address-noticed"
    ADDRESS_NOTICED_OFTEN = "address-noticed-often"
    DOMAIN_NOTICED = "domain-noticed"
    DOMAIN_NOTICED_OFTEN = "domain-noticed-often"
    CLIENT_SUSPECT = "client-suspect"
    NOTICES_UNWANTED = "notices-unwanted"


@unique
class Group(Enum):
    """Rows that say much the same: their risks together count no more than the cap."""

    HEADER_HINTS = "header-hints"
    RATE = "rate"
    CONTENT = "content"


GROUP_CAPS: Final = MappingProxyType({Group.HEADER_HINTS: 2, Group.RATE: 3, Group.CONTENT: 3})
"""The most risk that each group adds. HEADER_HINTS: anyone on the path adds them (S7). RATE: an attacker who uses up a
bucket must not push STRONG senders out of it (S2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One row. `proof` is the grade that it supports; `lift` a level more, up to `proof`, for who has some already.

    `waived_at`: the grade of proof from which on its risk is not counted. `authenticates`: SPF, DKIM, ARC, a session or
    a tag of our own vouches for this reverse-path, fresh and whole; only that can be lifted. Who exists, who is known
    and whose host is near are no such thing: all of that is true of a victim, too.
    """

    evidence: Evidence
    direction: Direction
    text: str
    cites: str
    proof: Grade = Grade.NONE
    lift: bool = False
    risk: int = 0
    group: Group | None = None
    waived_at: Grade | None = None
    forgeable_by: str = ""
    authenticates: bool = False

    @property
    def id(self) -> str:
        """The stable id."""
        return str(self.evidence.value)


def _safer(evidence: Evidence, proof: Grade, cites: str, text: str, forgeable_by: str) -> EvidenceRow:
    return EvidenceRow(
        evidence=evidence, direction=Direction.SAFER, proof=proof, cites=cites, text=text, forgeable_by=forgeable_by
    )


def _vouched(evidence: Evidence, proof: Grade, cites: str, text: str, forgeable_by: str) -> EvidenceRow:
    return replace(_safer(evidence, proof, cites, text, forgeable_by), authenticates=True)


def _plain(evidence: Evidence, cites: str, text: str) -> EvidenceRow:
    return EvidenceRow(evidence=evidence, direction=Direction.NEUTRAL, cites=cites, text=text)


def _riskier(evidence: Evidence, risk: int, cites: str, text: str, group: Group | None = None) -> EvidenceRow:
    return EvidenceRow(evidence=evidence, direction=Direction.RISKIER, risk=risk, cites=cites, text=text, group=group)


_E, _G = Evidence, Grade

EVIDENCE_ROWS: Final = (
    _vouched(_E.SUBMISSION_AUTHENTICATED, _G.PROVEN, "RFC6409-6.1-01",
           "submitted by a login that owns the reverse-path", "a stolen account"),
    _vouched(_E.LOCAL_INJECTION, _G.PROVEN, "OWN-1-11",
           "handed over on this host", "users of this host"),
    _vouched(_E.OWN_TAG_VALID, _G.PROVEN, "BATV-4-02",
           "the reverse-path carries a valid tag of our own", "who replays a captured tag while it lives"),
    _vouched(_E.DKIM2_CHAIN, _G.STRONG, "DKIM2-12-01",
           "a DKIM2 chain verified whose last mf= is the reverse-path and whose rt= is our recipient",
           "nobody known; the drafts may change"),
    _vouched(_E.DKIM_SIGNED_FROM, _G.STRONG, "RFC6376-5.4-01",
           "a fresh, whole signature of the reverse-path's domain covers a From equal to the reverse-path",
           "who replays a fresh message of that mailbox"),
    _vouched(_E.DKIM_SINGLE_ORGANISATION, _G.FAIR, "RFC6376-8.6-01",
           "signed by the reverse-path's domain, which you listed as one organisation", "anyone in that organisation"),
    _vouched(_E.DKIM_WHOLE, _G.WEAK, "RFC6376-8.6-01",
             "a fresh, whole signature of the reverse-path's domain that covers no From of another mailbox",
             "any user of that domain"),
    _safer(_E.DKIM_ALIGNED, _G.WEAK, "RFC6376-8.6-01",
           "signed by the reverse-path's domain, but as another mailbox, or stale, partial, weak or seen before",
           "any user of that domain; who replays an old message"),
    _vouched(_E.SPF_PASS, _G.FAIR, "RFC7208-11.4-01",
           "SPF pass for the domain of the reverse-path", "any user of the networks that the record names"),
    _vouched(_E.SPF_PASS_PERMISSIVE, _G.WEAK, "RFC7208-11.4-01",
           "SPF pass, by a record that lets in too many", "who rents a machine in the right cloud"),
    _safer(_E.SPF_HELO_PASS, _G.WEAK, "RFC7208-2.3-01",
           "SPF pass for a HELO of the reverse-path's organisation", "the owner of the client host"),
    _safer(_E.DMARC_PASS_REVERSE_PATH, _G.WEAK, "RFC9989-4-01",
           "DMARC pass for a From equal to the reverse-path; what is under it counts by itself",
           "who replays a message of that mailbox"),
    _vouched(_E.ARC_TRUSTED_SEALER, _G.FAIR, "RFC8617-5.2-03",
           "a sealer on your list saw SPF or DKIM pass for this reverse-path's domain", "the sealer"),
    _safer(_E.IPREV_MX, _G.WEAK, "RFC8601-2.2-01",
           "the client's name is confirmed, and it is an MX of the reverse-path's domain", "neighbours on its host"),
    _safer(_E.CALLOUT_EXISTS, _G.NONE, "RFC5321-3.6.2-01",
           "the reverse-path exists, as a victim's does: it proves nothing", "everyone who knows a real address"),
    EvidenceRow(evidence=_E.KNOWN_CORRESPONDENT, direction=Direction.SAFER, proof=_G.FAIR, lift=True,
                cites="RFC3834-2-10", text="we wrote to this very address before; lifts what SPF, DKIM, ARC proved",
                forgeable_by="who knows the relation"),
    _plain(_E.SPF_NONE, "RFC7208-8.2-01", "SPF none or neutral: the same, and the normal state of a forgery"),
    _plain(_E.SPF_TEMPERROR, "OWN-1-14", "SPF temperror: ask again, then as none"),
    _plain(_E.SPF_ON_RELAY, "RFC7208-2.5-01", "SPF pass was found for a relay of our own: it says nothing"),
    _plain(_E.DKIM_TEMPERROR, "OWN-1-14", "DKIM temperror: ask again, then as no signature"),
    _plain(_E.DKIM_UNALIGNED, "RFC6376-8.6-01", "signed by another domain: anybody can sign with his own"),
    _plain(_E.DKIM_NOT_PASS, "RFC6376-6.1-01", "a signature that does not verify is no signature"),
    _plain(_E.DMARC_PASS_OTHER, "RFC9989-4-01", "DMARC pass, for a From that is not the reverse-path"),
    _plain(_E.ARC_UNTRUSTED, "RFC8617-5.2-03", "an ARC chain that is broken, or of a sealer that is not on your list"),
    _plain(_E.FORWARDED_SRS, "SRS-1-06", "the reverse-path is a forwarder's (SRS), who passes the notice on"),
    _plain(_E.LIST_ADDRESS, "RFC5230-4.6-01", "the reverse-path is a list's or VERP address, which wants failures"),
    _riskier(_E.SPF_SOFTFAIL, 2, "RFC7208-8.5-01", "SPF softfail for the reverse-path"),
    _riskier(_E.SPF_PERMERROR, 1, "RFC6650-5.2-01", "SPF permerror for the reverse-path: its record is broken"),
    _riskier(_E.DMARC_FAIL, 2, "RFC9989-7.4-01", "DMARC fails for a domain that asks for quarantine or reject"),
    _riskier(_E.DMARC_FAIL_REVERSE_PATH, 3, "RFC9989-7.4-01",
             "DMARC fails for the reverse-path's own domain, which asks for quarantine or reject"),
    _riskier(_E.NO_MX, 1, "RFC7505-4.1-01", "the reverse-path's domain has no MX"),
    _riskier(_E.CALLOUT_NO_SUCH_USER, 3, "RFC5321-6.2-03", "the reverse-path's host says that there is no such user"),
    _riskier(_E.AUTO_SUBMITTED, 1, "RFC3834-2-02", "a program sent it (Auto-Submitted)", Group.HEADER_HINTS),
    _riskier(_E.BULK_HEADERS, 1, "RFC3834-2-09", "bulk or list mail (Precedence, List-Id)", Group.HEADER_HINTS),
    EvidenceRow(evidence=_E.BULK_FROM_LIST, direction=Direction.RISKIER, risk=1, group=Group.HEADER_HINTS,
                waived_at=_G.FAIR, cites="RFC3834-2-09",
                text="bulk or list mail from a list's or VERP address, which wants failures once it is proven"),
    _riskier(_E.ROBOT_ADDRESS, 2, "RFC3834-2-06", "the reverse-path is a mail robot's"),
    _riskier(_E.NOREPLY_ADDRESS, 1, "RFC3834-2-06", "the reverse-path says that nobody reads it"),
    _riskier(_E.POSTMASTER_ADDRESS, 1, "RFC5230-4.6-01", "the reverse-path is a postmaster"),
    _riskier(_E.CONTENT_SUSPECT, 1, "RFC5321-6.2-04", "the content is suspect", Group.CONTENT),
    _riskier(_E.CONTENT_SPAM, 3, "RFC5321-6.2-04", "the content is taken for spam", Group.CONTENT),
    EvidenceRow(evidence=_E.OWN_DOMAIN_OUTSIDE, direction=Direction.RISKIER, risk=3, waived_at=_G.PROVEN,
                cites="OWN-1-11", text="a domain of our own, from outside, without a login: our users are the victims"),
    _riskier(_E.MANY_HOPS, 1, "RFC5321-6.3-01", "more than half as many Received fields as make a loop"),
    _riskier(_E.LOOP_ELSEWHERE, 1, "RFC9228-4-02", "the message loops, though not by way of the reverse-path's domain"),
    _riskier(_E.ADDRESS_NOTICED, 1, "RFC9991-2-03", "this address was sent notices of late", Group.RATE),
    _riskier(_E.ADDRESS_NOTICED_OFTEN, 2, "RFC9991-2-03", "this address was sent many notices of late", Group.RATE),
    _riskier(_E.DOMAIN_NOTICED, 1, "RFC9991-2-03", "this domain was sent notices of late", Group.RATE),
    _riskier(_E.DOMAIN_NOTICED_OFTEN, 2, "RFC9991-2-03", "this domain was sent many notices of late", Group.RATE),
    _riskier(_E.CLIENT_SUSPECT, 1, "OWN-1-11", "the client is on a block list, or its name is not confirmed"),
    _riskier(_E.NOTICES_UNWANTED, 3, "OWN-1-12", "this address or domain refused our notices, or complained of them"),
)  # fmt: skip
"""Every row of the table, one for each member of Evidence."""

EVIDENCE: Final = MappingProxyType({row.evidence: row for row in EVIDENCE_ROWS})
"""The rows by what they are about."""
