"""What a policy is made of, and the checks that no policy can be made without."""

from dataclasses import dataclass
from enum import Enum, unique
from types import MappingProxyType
from typing import Final

from bouncekit.errors import InvalidValueError
from bouncekit.policy.decision import Return
from bouncekit.policy.grade import Grade
from bouncekit.policy.settings import Bound
from bouncekit.policy.weighing import MOST_RISK

__all__ = [
    "ContentBound",
    "Need",
    "Owed",
    "Quota",
    "check_needs",
    "checked_content",
    "checked_quotas",
    "need_at",
]


@unique
class Owed(Enum):
    """Who is sent a notice of a failure."""

    PROVEN = "proven"
    """Who meets the need."""
    UNSAFE_EVERYBODY = "unsafe-everybody"
    """Everybody whom no hard rule protects: RFC 5321 section 6.1 to the letter. Victims are mailed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Up to `most_risk` (None: any) this grade of proof is needed."""

    most_risk: int | None
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """At `grade` of proof: the most notices to an address in 24 hours, and to a domain in an hour."""

    grade: Grade
    address: int
    domain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentBound:
    """At `grade` of proof: how much of the message may come back."""

    grade: Grade
    returned: Return
    max_bytes: int


def check_needs(needs: tuple[Need, ...]) -> None:
    """Raise InvalidValueError for needs that are empty, need nothing, have gaps or fall as risk grows."""
    if not needs:
        raise InvalidValueError("policy.needs", "must not be empty: it would need nothing")
    if needs[-1].most_risk is not None:
        raise InvalidValueError("policy.needs", "must end with a need for any risk (most_risk None)")
    last_risk, last_grade = -1, Grade.WEAK
    for need in needs:
        _check_grade("needs", need.grade)
        if need.most_risk is not None:
            _RISK.check(need.most_risk, "policy.needs")
        if need.grade < Grade.WEAK:
            raise InvalidValueError("policy.needs", "must not be NONE: anybody could have a notice sent to anybody")
        if need.grade < last_grade:
            raise InvalidValueError(
                "policy.needs", "must not fall as risk grows: it would not be monotone", need.grade.name
            )
        risk = MOST_RISK + 1 if need.most_risk is None else need.most_risk
        if risk <= last_risk:
            raise InvalidValueError("policy.needs", "must name ascending risks", need.most_risk)
        last_risk, last_grade = risk, need.grade


def need_at(needs: tuple[Need, ...], risk: int) -> Grade:
    """The grade that is needed at *risk*."""
    return next(need.grade for need in needs if need.most_risk is None or risk <= need.most_risk)


_ADDRESS: Final = Bound(name="address", least=0, most=1_440, whole=True, source="one a minute for a whole day")
_DOMAIN: Final = Bound(name="domain", least=0, most=36_000, whole=True, source="ten a second for a whole hour")
_BYTES: Final = Bound(
    name="max_bytes", least=0, most=10_240_000, whole=True, source="a whole message, as Postfix takes"
)
_RISK: Final = Bound(name="most_risk", least=0, most=MOST_RISK, whole=True, source="the scale of risk")
_SHARE: Final = MappingProxyType({Return.NONE: 0, Return.HEADERS: 1, Return.FULL: 2})


def checked_quotas(quotas: tuple[Quota, ...]) -> tuple[Quota, ...]:
    """*quotas* in the order of their grades; InvalidValueError unless there is one for each, never falling."""
    for quota in quotas:
        _check_grade("quotas", quota.grade)
        _ADDRESS.check(quota.address, "policy.quotas")
        _DOMAIN.check(quota.domain, "policy.quotas")
    ordered = tuple(sorted(quotas, key=lambda quota: quota.grade))
    _check_ladder("quotas", [(q.grade, (q.address, q.domain)) for q in ordered])
    return ordered


def checked_content(content: tuple[ContentBound, ...]) -> tuple[ContentBound, ...]:
    """*content* in the order of its grades; InvalidValueError unless there is one for each, never falling."""
    for bound in content:
        _check_grade("content", bound.grade)
        _BYTES.check(bound.max_bytes, "policy.content")
        if not isinstance(bound.returned, Return):
            raise InvalidValueError("policy.content", "must name a Return", bound.returned)
    ordered = tuple(sorted(content, key=lambda bound: bound.grade))
    _check_ladder("content", [(b.grade, (_SHARE[b.returned], b.max_bytes)) for b in ordered])
    return ordered


def _check_grade(name: str, grade: object) -> None:
    if not isinstance(grade, Grade):
        raise InvalidValueError(f"policy.{name}", "must name a Grade", grade)


def _check_ladder(name: str, steps: list[tuple[Grade, tuple[int, int]]]) -> None:
    """One step for each grade, nothing negative, and no value of a higher grade below that of a lower one."""
    if [grade for grade, _ in steps] != list(Grade):
        raise InvalidValueError(f"policy.{name}", "must have exactly one entry for each grade")
    last = (0, 0)
    for grade, values in steps:
        if any(value < before for value, before in zip(values, last, strict=True)):
            raise InvalidValueError(
                f"policy.{name}", "must not fall as proof grows: it would not be monotone", grade.name
            )
        last = values
