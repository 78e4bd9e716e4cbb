"""Rows into two numbers: proof is a maximum, risk a capped sum of terms that are never negative (OWN-1-03)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from bouncekit.policy.evidence import GROUP_CAPS, Group
from bouncekit.policy.grade import Grade

__all__ = ["MOST_RISK", "Weighing", "WeighingRow", "weigh"]

MOST_RISK: Final = 10


class WeighingRow(Protocol):
    """What `weigh` reads of a row: one of the evidence table, or a user's own."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def cites(self) -> str: ...
    @property
    def proof(self) -> Grade: ...
    @property
    def lift(self) -> bool: ...
    @property
    def risk(self) -> int: ...
    @property
    def group(self) -> Group | None: ...
    @property
    def waived_at(self) -> Grade | None: ...
    @property
    def authenticates(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Weighing:
    """Proof and risk of one situation."""

    proof: Grade
    risk: int


_GRADES: Final = tuple(Grade)


def weigh(rows: Sequence[WeighingRow]) -> Weighing:
    """Proof: the highest grade; `lift` rows give a level more, up to their grade, to what authenticates the sender.

    Risk: the sum, at most MOST_RISK.
    """
    proof = 0
    lift = 0
    vouched = 0
    for row in rows:
        if row.lift:
            lift = max(lift, row.proof)
            continue
        proof = max(proof, row.proof)
        if row.authenticates:
            vouched = max(vouched, row.proof)
    if lift > vouched > 0:
        proof = max(proof, vouched + 1)
    risk = 0
    groups: dict[Group, int] = {}
    for row in rows:
        if not row.risk or (row.waived_at is not None and proof >= row.waived_at):
            continue
        if row.group is None:
            risk += row.risk
        else:
            groups[row.group] = groups.get(row.group, 0) + row.risk
    for group, total in groups.items():
        risk += min(total, GROUP_CAPS[group])
    return Weighing(_GRADES[proof], min(risk, MOST_RISK))
