"""The answer of `classify`: three axes and the rows behind them."""

from dataclasses import dataclass

from bouncekit.spans import Anomaly, Because
from bouncekit.vocabulary import Fault, Permanence, Reason

__all__ = ["Classification"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """Why it failed, whose fault it is, and whether trying again can help."""

    reason: Reason
    fault: Fault
    permanence: Permanence
    because: tuple[Because, ...]
    """The rows that bound the answer, best first: the reason's, then the permanence's; never empty."""
    also: tuple[Because, ...] = ()
    """Rows that matched and did not bind: what else was possible."""
    waits: bool = False
    """True when the reporting MTA still tries (`Action: delayed`): nothing has failed yet."""
    anomalies: tuple[Anomaly, ...] = ()
    """Contradictions, such as `Action: failed` with 4.2.2."""
