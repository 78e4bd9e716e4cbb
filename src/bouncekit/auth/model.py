"""Results of SPF, DKIM, DMARC, ARC and iprev as frozen values. What is missing is unknown, and helps nobody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, unique
from typing import Self

from bouncekit.auth.alignment import ascii_domain
from bouncekit.errors import InvalidValueError
from bouncekit.spans import Anomaly

__all__ = [
    "ArcResult",
    "AuthResults",
    "Dkim2Result",
    "DkimResult",
    "DmarcPolicy",
    "DmarcResult",
    "Position",
    "Result",
    "SpfIdentity",
    "SpfResult",
    "worse",
]


@unique
class Result(Enum):
    """A result of an authentication method (RFC 8601 section 2.7, RFC 7208 section 2.6)."""

    PASS = "pass"  # noqa: S105  (no password)
    NONE = "none"
    NEUTRAL = "neutral"
    TEMPERROR = "temperror"
    POLICY = "policy"
    PERMERROR = "permerror"
    SOFTFAIL = "softfail"
    FAIL = "fail"


@unique
class Position(Enum):
    """Where fields of the border's stand, as seen from the last Received of your own servers."""

    ABOVE_BOUNDARY = "above-boundary"
    """Above it, as RFC 8601 section 4.1 has it."""
    UNSAFE_BELOW_BORDER_RECEIVED = "unsafe-below-border-received"
    """Also right below it, where some milters write: anything the client sent stands there too. Only for a border that
    deletes what claims its own authserv-id (RFC 8601 section 5)."""
    UNSAFE_WITHOUT_RECEIVED = "unsafe-without-received"
    """Above the boundary, whoever wrote the Received there, and everywhere if there is none: for a border that writes
    no Received of its own. All that the client sent stands there too: only for a border that deletes what claims its
    own authserv-id (RFC 8601 section 5)."""


# From worst to best: fail < softfail < permerror < temperror = unknown = none = neutral < pass.
_BADNESS = {
    Result.PASS: 0,
    Result.NONE: 1,
    Result.NEUTRAL: 1,
    Result.POLICY: 1,
    Result.TEMPERROR: 2,
    Result.PERMERROR: 3,
    Result.SOFTFAIL: 4,
    Result.FAIL: 5,
}


def worse(one: Result, other: Result) -> Result:
    """The worse of two results, for a sender who wants a bounce sent."""
    return one if _BADNESS[one] >= _BADNESS[other] else other


@unique
class SpfIdentity(Enum):
    """The identity that SPF checked (RFC 7208 sections 2.3 and 2.4)."""

    MAILFROM = "mailfrom"
    HELO = "helo"


@unique
class DmarcPolicy(Enum):
    """What the author domain publishes (RFC 9989)."""

    NONE = "none"
    QUARANTINE = "quarantine"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpfResult:
    """One SPF result (RFC 7208). `permissive` True: the record lets in half the world (+all, a cloud's ranges)."""

    result: Result
    identity: SpfIdentity
    domain: str | None = None
    """The domain that was checked; None (not known) lets a pass speak for nobody."""
    permissive: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DkimResult:
    """One DKIM signature (RFC 6376). All of its qualities must be known for it to prove who wrote the message."""

    result: Result
    domain: str | None = None
    """The d= tag."""
    signed_from: str | None = None
    """The addr-spec of From, if the signature covers that field; None otherwise."""
    age_days: float | None = None
    """Days since t=; None when it has none."""
    body_length_limit: bool | None = None
    """Has it an l= tag?"""
    key_bits: int | None = None
    """Length of an RSA key in bits (Ed25519: 256)."""
    algorithm: str | None = None
    """The a= tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dkim2Result:
    """A DKIM2 chain (draft-ietf-dkim-dkim2-spec-08; experimental): its result, and mf= and rt= of the last link."""

    result: Result
    mail_from: str
    rcpt_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DmarcResult:
    """A DMARC result (RFC 9989): it authenticates the author's domain in From, never the reverse-path."""

    result: Result
    from_: str | None = None
    """The addr-spec of From; the domain alone where only that is known."""
    policy: DmarcPolicy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArcResult:
    """An ARC chain (RFC 8617): custody, not truth. Only the AAR of a sealer on *our* list is believed."""

    result: Result
    sealer: str | None = None
    sealer_trusted: bool = False
    spf_for_reverse_path: Result | None = None
    """What that sealer's AAR says of SPF (or aligned DKIM) for the reverse-path domain of *this* transaction."""
    age_days: float | None = None
    """Days since the last seal; None when that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthResults:
    """All that is known of one message's authentication; the default, nothing, is the normal state of a forgery.

    Two SPF results for one identity and domain contradict each other: the worse counts. Several DKIM signatures do not.
    """

    spf: tuple[SpfResult, ...] = ()
    dkim: tuple[DkimResult, ...] = ()
    dmarc: DmarcResult | None = None
    arc: ArcResult | None = None
    iprev: Result | None = None
    dkim2: Dkim2Result | None = None
    from_border: bool = False
    """Read out of the fields of a trusted border, which saw the real client."""
    anomalies: tuple[Anomaly, ...] = ()
    """What was odd in the fields that were read, and which were not believed."""

    def __post_init__(self) -> None:
        if len(self.spf) > 1:
            object.__setattr__(self, "spf", _merged(self.spf))

    @classmethod
    def from_headers(
        cls,
        raw: bytes | str,
        *,
        trusted: Collection[str],
        boundary: int = 1,
        position: Position = Position.ABOVE_BOUNDARY,
        received_by: Collection[str] = (),
        now: datetime | None = None,
        rsa_floor_bits: int | None = None,
    ) -> Self:
        """What the Authentication-Results fields of *raw* say (RFC 8601), as far as they are to be believed.

        *raw* is a message or its header block, as your border left it. *trusted*: the authserv-ids to believe, compared
        as section 2.5 says (ASCII case aside, exactly); no default, and an empty one believes nobody. *boundary*: how
        many Received fields your own servers added; only fields above the last of these count (section 4.1), and none
        does unless that one is yours: it says `by` one of *received_by*, the host names of your border (by default
        *trusted*). *position* widens that for a border that writes elsewhere, or writes no Received; those values are
        called UNSAFE because they are. *now* gives signatures their age. *rsa_floor_bits*: the shortest RSA key that
        those servers take for a pass (RFC 8301 section 3.2 demands 1024); None: not known, so no signature proves much.

        Of a signature that passed, the author is read only out of a header that every reader reads alike
        (`bouncekit.auth.block`). What the field does not hold is not known: how many hosts an SPF record lets in, or
        whether a DKIM key is in testing mode; both are what your border made of them.

        Nothing in *raw* raises. InvalidValueError: *trusted* or *received_by* is a string or holds an empty one,
        *boundary* is below 1, *now* has no time zone.
        """
        from bouncekit.auth.headers import read_headers  # noqa: PLC0415  (it makes the types of this module)

        if isinstance(trusted, (str, bytes)) or "" in trusted:
            raise InvalidValueError("trusted", "must be a collection of authserv-ids, none of them empty", trusted)
        if isinstance(received_by, (str, bytes)) or "" in received_by:
            raise InvalidValueError(
                "received_by", "must be a collection of host names, none of them empty", received_by
            )
        if boundary < 1:
            raise InvalidValueError("boundary", "must be at least 1", boundary)
        if now is not None and now.tzinfo is None:
            raise InvalidValueError("now", "must have a time zone")
        fields = read_headers(
            raw,
            trusted=frozenset(trusted),
            boundary=boundary,
            position=position,
            received_by=frozenset(received_by),
            now=now,
            rsa_floor_bits=rsa_floor_bits,
        )
        return cls(**fields)

    def spf_of(self, identity: SpfIdentity, domain: str) -> SpfResult | None:
        """The SPF result for *identity* that speaks of *domain* (lower-case A-labels); no pass without one."""
        found: SpfResult | None = None
        for entry in self.spf:
            if entry.identity is not identity or not _speaks_of(entry, domain):
                continue
            if found is None or worse(found.result, entry.result) is entry.result:
                found = entry
        return found


def _speaks_of(entry: SpfResult, domain: str) -> bool:
    """A pass must name the domain; what is no pass and names none is taken to mean this one."""
    if entry.domain is None:
        return entry.result is not Result.PASS
    return entry.domain == domain or ascii_domain(entry.domain) == domain


def _merged(results: tuple[SpfResult, ...]) -> tuple[SpfResult, ...]:
    """One result for each identity and domain: the worse one."""
    kept: dict[tuple[SpfIdentity, str | None], SpfResult] = {}
    for entry in results:
        key = (entry.identity, None if entry.domain is None else ascii_domain(entry.domain))
        old = kept.get(key)
        if old is None or worse(old.result, entry.result) is entry.result:
            kept[key] = entry if old is None else _and_permissive(entry, old)
        else:
            kept[key] = _and_permissive(old, entry)
    return tuple(kept.values())


def _and_permissive(entry: SpfResult, other: SpfResult) -> SpfResult:
    permissive = True if other.permissive else entry.permissive
    return SpfResult(result=entry.result, identity=entry.identity, domain=entry.domain, permissive=permissive)
