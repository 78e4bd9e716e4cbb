"""What the linter says and the rows that it says it by."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, unique

from bouncekit.dsn.subject import ReportType, Subject
from bouncekit.spans import Span

__all__ = ["Finding", "Hit", "Level", "LintRule"]


@unique
class Level(Enum):
    """How grave a finding is; MUST NOT counts as MUST, SHOULD NOT as SHOULD."""

    MUST = "MUST"
    SHOULD = "SHOULD"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule is broken."""

    span: Span | None = None
    recipient: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintRule:
    """One requirement that can be seen in a finished message."""

    id: str
    requirement: str
    """An id of tests/rfc/requirements.json."""
    level: Level
    section: str
    text: str
    """What is wrong, as a sentence for people."""
    types: frozenset[ReportType | None]
    """The reports that it speaks of; None is a message without a machine-readable part."""
    check: Callable[[Subject], Iterable[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that a message breaks, and where."""

    rule: str
    requirement: str
    level: Level
    section: str
    message: str
    span: Span | None = None
    recipient: int | None = None
