"""Checking anyone's report: bytes → findings. Never raises on content; linear in the size of the message."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bouncekit.dsn.lint_fields import FIELD_RULES
from bouncekit.dsn.lint_model import Finding, Hit, Level, LintRule
from bouncekit.dsn.lint_rules import RULES
from bouncekit.dsn.subject import Subject
from bouncekit.dsn.text import one_line
from bouncekit.limits import DEFAULT_LIMITS, Limits

__all__ = ["ALL_RULES", "BY_ID", "lint", "worst"]

_MOST_PER_RULE: Final = 50
"""Findings of one rule in one message that are kept; a report on 5,000 recipients breaks one rule 5,000 times."""

ALL_RULES: Final[tuple[LintRule, ...]] = RULES + FIELD_RULES
BY_ID: Final[Mapping[str, LintRule]] = MappingProxyType({rule.id: rule for rule in ALL_RULES})


def lint(raw: bytes, *, limits: Limits = DEFAULT_LIMITS) -> tuple[Finding, ...]:
    """What *raw* does wrong, in the order of the message; empty when nothing, or when it is no report at all."""
    subject = Subject(raw, limits)
    found: list[Finding] = []
    for rule in ALL_RULES:
        if subject.type in rule.types:
            hits = [*rule.check(subject)]
            found += [_finding(rule, hit) for hit in hits[:_MOST_PER_RULE]]
    return tuple(sorted(found, key=lambda f: (f.span.start if f.span is not None else -1, f.rule)))


def worst(findings: tuple[Finding, ...]) -> Level | None:
    """The gravest level among *findings*, or None when there are none."""
    levels = {finding.level for finding in findings}
    return next((level for level in Level if level in levels), None)


def _finding(rule: LintRule, hit: Hit) -> Finding:
    detail = one_line(hit.detail, 120)
    return Finding(
        rule=rule.id,
        requirement=rule.requirement,
        level=rule.level,
        section=rule.section,
        message=f"{rule.text} ({detail})" if detail else rule.text,
        span=hit.span,
        recipient=hit.recipient,
    )
