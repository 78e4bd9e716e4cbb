"""How many notices go where: keys that no spelling evades, buckets by proof, and the claim before sending.

The policy's ceilings (`Policy.quotas`) are counted by a Limiter, outside (`bouncekit.adapters.limiter`). Buckets are
apart by proof: forged mail can use up its own bucket and never that of proven senders (OWN-1-09).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, unique
from typing import Final, Protocol

from bouncekit.addresses import canonical_key
from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.policy.decision import Decision, Permit
from bouncekit.policy.grade import Grade
from bouncekit.policy.policy import Policy

__all__ = ["Claim", "Limiter", "RateKey", "Scope", "bucket", "claim", "rate_keys"]

_DAY: Final = 86_400
_HOUR: Final = 3_600
_PER_HOUR: Final = 3
"""Notices to one address in an hour, without STRONG proof."""


@unique
class Scope(Enum):
    """What a ceiling counts."""

    ADDRESS = "address"
    DOMAIN = "domain"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateKey:
    """One ceiling: at most `most` notices in `seconds` for `key`. Raises InvalidValueError for what is not positive."""

    scope: Scope
    bucket: str
    key: str
    most: int
    seconds: int

    def __post_init__(self) -> None:
        if self.most < 1 or self.seconds < 1:
            raise InvalidValueError("rate", "most and seconds must be at least 1", (self.most, self.seconds))


class Limiter(Protocol):
    """Counts notices. Raises AdapterError where it cannot: then nothing is sent."""

    def take(self, keys: Sequence[RateKey]) -> RateKey | None:
        """Count one notice against all *keys*, if every one has room; else count nothing and give one that has none."""
        ...

    def used(self, keys: Sequence[RateKey]) -> tuple[int, ...]:
        """How many notices were counted for each of *keys*, in its window."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """May it go now? `permit` None: no, and `refused` says why."""

    permit: Permit | None
    refused: str | None = None


def bucket(proof: Grade) -> str:
    """The bucket of a grade: PROVEN and STRONG have their own, the rest share one."""
    return proof.name.lower() if proof >= Grade.STRONG else "unproven"


def rate_keys(policy: Policy, reverse_path: str, proof: Grade, *, per_hour: int | None = None) -> tuple[RateKey, ...]:
    """The ceilings that a notice to *reverse_path* of *proof* counts against; `per_hour` caps all late notices.

    Address: per day as the policy says, and three an hour without STRONG proof. Domain: per hour. The keys are
    canonical: case, quoting, `+tags`, BATV and IDN spellings of one mailbox are one key (never used for sending).
    """
    quota = next(q for q in policy.quotas if q.grade is proof)
    name = bucket(proof)
    address = canonical_key(reverse_path)
    domain = address.rpartition("@")[2]
    keys = [
        RateKey(scope=Scope.ADDRESS, bucket=name, key=address, most=max(quota.address, 1), seconds=_DAY),
        RateKey(scope=Scope.DOMAIN, bucket=name, key=domain, most=max(quota.domain, 1), seconds=_HOUR),
    ]
    if proof < Grade.STRONG:
        most = min(_PER_HOUR, keys[0].most)
        keys.append(RateKey(scope=Scope.ADDRESS, bucket=name, key=address, most=most, seconds=_HOUR))
    if per_hour is not None:
        keys.append(RateKey(scope=Scope.ALL, bucket=name, key="", most=per_hour, seconds=_HOUR))
    return tuple(keys)


def claim(decision: Decision, policy: Policy, limiter: Limiter, *, per_hour: int | None = None) -> Claim:
    """Turn a SEND into leave to send now: the permit, if every ceiling has room. Fails closed, and says so."""
    permit = decision.permit
    if permit is None:
        return Claim(permit=None, refused=f"the verdict is {decision.verdict.value}")
    keys = rate_keys(policy, permit.notice.to, decision.proof, per_hour=per_hour)
    try:
        full = limiter.take(keys)
    except AdapterError as error:
        return Claim(permit=None, refused=f"the limiter does not answer, so nothing is sent: {error}")
    if full is not None:
        return Claim(permit=None, refused=f"H14: {full.most} notices in {full.seconds} s for this {full.scope.value}")
    return Claim(permit=permit)
