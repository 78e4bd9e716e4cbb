"""A message as the linter sees it: which report it is, its machine-readable part in groups, and the parts around it."""

import re
from dataclasses import dataclass
from enum import Enum, unique
from functools import cached_property
from typing import Final

from bouncekit.limits import DEFAULT_LIMITS, Limits
from bouncekit.message import HeaderField, MessageView, Part, parse_fields
from bouncekit.registry.dsn_fields import BY_NAME, FieldGroup
from bouncekit.spans import Span

__all__ = ["Group", "LintField", "ReportType", "Subject", "without_comments"]


@unique
class ReportType(Enum):
    """Which report a message is, by its machine-readable part."""

    DSN = "delivery-status"
    MDN = "disposition-notification"
    ARF = "feedback-report"


_MACHINE: Final = {
    "message/delivery-status": ReportType.DSN,
    "message/global-delivery-status": ReportType.DSN,
    "message/disposition-notification": ReportType.MDN,
    "message/global-disposition-notification": ReportType.MDN,
    "message/feedback-report": ReportType.ARF,
}
_GROUP_OF: Final = {ReportType.MDN: FieldGroup.DISPOSITION, ReportType.ARF: FieldGroup.FEEDBACK}
_BLANK: Final = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class LintField:
    """One field of the machine-readable part."""

    name: str
    value: str
    span: Span

    @property
    def key(self) -> str:
        """The name in lower case."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Group:
    """One block of fields; `recipient` is its place among the recipients, None for the per-message block."""

    kind: FieldGroup
    fields: tuple[LintField, ...]
    recipient: int | None

    def get(self, key: str) -> LintField | None:
        """The first field with the name *key* (lower case)."""
        return next((f for f in self.fields if f.key == key), None)


class Subject:
    """One message to be checked; everything is worked out when first asked for. Never raises on content."""

    def __init__(self, raw: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        self.raw = raw
        self.view = MessageView.parse(raw, limits)
        self.root = self.view.root
        self.container: Part | None = None
        self.machine: Part | None = None
        self.type: ReportType | None = None
        self._find_machine()

    def _find_machine(self) -> None:
        for part in self.view.walk():
            if part.is_embedded:
                continue
            for child in part.children:
                kind = _MACHINE.get(child.media_type)
                if kind is not None and not child.is_embedded:
                    self.container, self.machine, self.type = part, child, kind
                    return
        self.type = _MACHINE.get(self.root.media_type)
        self.machine = self.root if self.type is not None else None

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the report, in their order."""
        return () if self.container is None else self.container.children

    @property
    def is_global(self) -> bool:
        """True when the machine-readable part is of a global type (RFC 6533)."""
        return self.machine is not None and self.machine.media_type.startswith("message/global-")

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The blocks of fields: for a DSN the per-message one first, empty when it is missing."""
        if self.machine is None or self.type is None:
            return ()
        blocks = _blocks(self.machine)
        if self.type is not ReportType.DSN:
            fields = tuple(f for block in blocks for f in block)
            return (Group(_GROUP_OF[self.type], fields, None),)
        own = BY_NAME[FieldGroup.DSN_MESSAGE]
        if not blocks or not any(f.key in own for f in blocks[0]):
            blocks.insert(0, ())
        groups = [Group(FieldGroup.DSN_MESSAGE, blocks[0], None)]
        groups += [Group(FieldGroup.DSN_RECIPIENT, block, at) for at, block in enumerate(blocks[1:])]
        return tuple(groups)

    @property
    def message_group(self) -> Group | None:
        """The per-message fields."""
        return self.groups[0] if self.groups else None

    @property
    def recipients(self) -> tuple[Group, ...]:
        """The per-recipient groups of a DSN."""
        return self.groups[1:]

    @cached_property
    def returned(self) -> Part | None:
        """The third part, when there is one."""
        return self.parts[2] if len(self.parts) > 2 else None

    def header(self, name: str) -> HeaderField | None:
        """The message's own header field *name*."""
        return self.root.field(name)


def _blocks(part: Part) -> list[tuple[LintField, ...]]:
    text = part.text
    out: list[tuple[LintField, ...]] = []
    start = 0
    for end, following in [*((m.start() + 1, m.end()) for m in _BLANK.finditer(text)), (len(text), len(text))]:
        fields = tuple(
            LintField(name, value.strip(), part.span_of(a, b)) for name, value, a, b in parse_fields(text, start, end)
        )
        if fields:
            out.append(fields)
        start = following
    return out


def without_comments(value: str) -> str:
    """*value* without RFC 5322 comments and the white space around it."""
    if "(" not in value:
        return value.strip()
    out: list[str] = []
    depth = 0
    for char in value:
        if char == "(":
            depth += 1
        elif char == ")" and depth:
            depth -= 1
        elif not depth:
            out.append(char)
    return "".join(out).strip()
