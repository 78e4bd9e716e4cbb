"""The profiles: named, cited, frozen policies, chosen from the figures of benchmarks/simulation.py."""

from types import MappingProxyType
from typing import Final

from bouncekit.policy.decision import Return
from bouncekit.policy.grade import Grade
from bouncekit.policy.parts import ContentBound, Need, Owed, Quota
from bouncekit.policy.policy import Policy

__all__ = ["BALANCED", "PROFILES", "RELAY", "STRICT", "UNSAFE_RFC5321_LITERAL"]

_QUOTAS: Final = (
    Quota(grade=Grade.NONE, address=10, domain=60),
    Quota(grade=Grade.WEAK, address=10, domain=60),
    Quota(grade=Grade.FAIR, address=10, domain=60),
    Quota(grade=Grade.STRONG, address=30, domain=120),
    Quota(grade=Grade.PROVEN, address=100, domain=1200),
)
_CONTENT: Final = (
    ContentBound(grade=Grade.NONE, returned=Return.HEADERS, max_bytes=8_192),
    ContentBound(grade=Grade.WEAK, returned=Return.HEADERS, max_bytes=8_192),
    ContentBound(grade=Grade.FAIR, returned=Return.HEADERS, max_bytes=8_192),
    ContentBound(grade=Grade.STRONG, returned=Return.FULL, max_bytes=10_240),
    ContentBound(grade=Grade.PROVEN, returned=Return.FULL, max_bytes=51_200),
)

BALANCED: Final = Policy(
    name="balanced",
    needs=(
        Need(most_risk=1, grade=Grade.FAIR),
        Need(most_risk=3, grade=Grade.STRONG),
        Need(most_risk=None, grade=Grade.PROVEN),
    ),
    quotas=_QUOTAS,
    content=_CONTENT,
    cites="RFC 5321 sections 6.1 and 6.2 weighed against RFC 7208 section 2.5 and RFC 5429 section 2.1",
)
"""The default: what SPF allows is enough while nothing speaks against it."""

STRICT: Final = Policy(
    name="strict",
    needs=(Need(most_risk=1, grade=Grade.STRONG), Need(most_risk=None, grade=Grade.PROVEN)),
    quotas=_QUOTAS,
    content=_CONTENT,
    cites="RFC 7208 section 11.4: SPF pass can be shared among the users of one provider",
)
"""SPF alone is never enough: the mailbox itself must have signed, or be ours."""

RELAY: Final = Policy(
    name="relay",
    needs=(Need(most_risk=None, grade=Grade.PROVEN),),
    quotas=_QUOTAS,
    content=_CONTENT,
    others_need=Grade.PROVEN,
    cites="RFC 6409 sections 4.3 and 6.1: a submission server knows its users",
)
"""For servers that send only for their own users: nobody else gets a notice."""

UNSAFE_RFC5321_LITERAL: Final = Policy(
    name="rfc5321-literal",
    needs=BALANCED.needs,
    quotas=_QUOTAS,
    content=_CONTENT,
    owed=Owed.UNSAFE_EVERYBODY,
    cites="RFC 5321 section 6.1, with every hard rule of RFC 7208, 7505, 3461 and 3834 kept",
)
"""Failures are notified of unless a hard rule forbids: forged senders without SPF are mailed. To compare with."""

PROFILES: Final = MappingProxyType({p.name: p for p in (STRICT, BALANCED, RELAY, UNSAFE_RFC5321_LITERAL)})
"""The profiles by name."""
