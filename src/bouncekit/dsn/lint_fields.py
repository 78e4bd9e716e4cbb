"""The rows of the linter that follow from the table of fields: missing, repeated, untyped, undated, unknown."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from bouncekit.dsn.lint_model import Hit, Level, LintRule
from bouncekit.dsn.subject import ReportType, Subject, without_comments
from bouncekit.registry.dsn_fields import BY_NAME, FIELDS, FieldGroup, FieldType, Presence, ReportField

__all__ = ["FIELD_RULES"]

_Check = Callable[[Subject], Iterable[Hit]]

_TYPES: Final = {
    FieldGroup.DSN_MESSAGE: ReportType.DSN,
    FieldGroup.DSN_RECIPIENT: ReportType.DSN,
    FieldGroup.DISPOSITION: ReportType.MDN,
    FieldGroup.FEEDBACK: ReportType.ARF,
}
_PREFIX: Final = {FieldGroup.DISPOSITION: "mdn-", FieldGroup.FEEDBACK: "feedback-"}
_TYPED: Final = re.compile(r"[ \t]*[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+[ \t]*;[ \t]*[^ \t]")
_TYPE: Final = re.compile(r"[ \t]*[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+[ \t]*;")
_DATE: Final = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun),[ \t]*)?"
    r"[0-9]{1,2}[ \t]+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[ \t]+"
    r"[0-9]{2,4}[ \t]+[0-9]{2}:[0-9]{2}(?::[0-9]{2})?[ \t]+[+-][0-9]{4}",
    re.IGNORECASE,
)


def _missing(row: ReportField) -> LintRule:
    def check(subject: Subject) -> Iterator[Hit]:
        for group in subject.groups:
            if group.kind is row.group and group.get(row.name.lower()) is None:
                span = group.fields[0].span if group.fields else None
                yield Hit(span, group.recipient)

    return _rule(
        "missing",
        row,
        text=f"{row.name} is missing.",
        requirement=row.requirements[0],
        section=row.section,
        check=check,
    )


def _repeated(row: ReportField) -> LintRule:
    def check(subject: Subject) -> Iterator[Hit]:
        for group in subject.groups:
            if group.kind is row.group:
                found = [field for field in group.fields if field.key == row.name.lower()]
                if len(found) > 1:
                    yield Hit(found[1].span, group.recipient, f"{len(found)} times")

    requirement = {
        FieldGroup.DSN_MESSAGE: "RFC3464-2.2-01",
        FieldGroup.DSN_RECIPIENT: "RFC3464-2.3-01",
        FieldGroup.DISPOSITION: "RFC8098-3.2.3-01",
        FieldGroup.FEEDBACK: "RFC5965-3.2-01",
    }[row.group]
    text = f"{row.name} stands more than once in its group."
    return _rule("repeated", row, text=text, requirement=requirement, section=row.section, check=check)


def _untyped(row: ReportField) -> LintRule:
    form = _TYPE if row.type is FieldType.DIAGNOSTIC else _TYPED  # the text of a diagnostic may be empty

    def check(subject: Subject) -> Iterator[Hit]:
        for group in subject.groups:
            field = group.get(row.name.lower()) if group.kind is row.group else None
            if field is not None and not form.match(field.value):
                yield Hit(field.span, group.recipient, field.value)

    text = f"{row.name} is not a type, a semicolon and a value."
    return _rule("untyped", row, text=text, requirement="RFC3464-2.1.2-01", section="RFC 3464 2.1.2", check=check)


def _undated(row: ReportField) -> LintRule:
    def check(subject: Subject) -> Iterator[Hit]:
        for group in subject.groups:
            field = group.get(row.name.lower()) if group.kind is row.group else None
            if field is not None and not _DATE.fullmatch(without_comments(field.value)):
                yield Hit(field.span, group.recipient, field.value)

    own = (r for r in row.requirements if not r.startswith(("RFC3464-2.2-", "RFC3464-2.3-")))
    requirement = next(own, row.requirements[0])
    text = f"{row.name} is not a date with a numeric zone."
    return _rule("date", row, text=text, requirement=requirement, section=row.section, check=check)


def _rule(kind: str, row: ReportField, *, text: str, requirement: str, section: str, check: _Check) -> LintRule:
    return LintRule(
        id=f"{_PREFIX.get(row.group, '')}{kind}-{row.name.lower()}",
        requirement=requirement,
        level=Level.MUST,
        section=section,
        text=text,
        types=frozenset((_TYPES[row.group],)),
        check=check,
    )


def _unregistered(subject: Subject) -> Iterator[Hit]:
    """Names that are neither known nor begin with X-."""
    known = BY_NAME[FieldGroup.DSN_MESSAGE].keys() | BY_NAME[FieldGroup.DSN_RECIPIENT].keys()
    for group in subject.groups:
        for field in group.fields:
            if not field.key.startswith("x-") and field.key not in known:
                yield Hit(field.span, group.recipient, field.name)


def _rows() -> Iterator[LintRule]:
    for row in FIELDS:
        if row.presence is Presence.REQUIRED:
            yield _missing(row)
        if row.presence is not Presence.REPEATABLE:
            yield _repeated(row)
        if row.type in (FieldType.ADDRESS, FieldType.MTA, FieldType.DIAGNOSTIC):
            yield _untyped(row)
        if row.type is FieldType.DATE:
            yield _undated(row)
    yield LintRule(
        id="unregistered-field",
        requirement="RFC3464-2.4-01",
        level=Level.MUST,
        section="RFC 3464 2.4",
        text="A field is neither registered nor named X-….",
        types=frozenset((ReportType.DSN,)),
        check=_unregistered,
    )


FIELD_RULES: Final[tuple[LintRule, ...]] = tuple(_rows())
"""One row per field and fault."""
