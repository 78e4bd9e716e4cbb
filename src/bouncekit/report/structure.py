"""Where a message keeps its structured parts: labelled as they should be, mislabelled, nested or forwarded."""

from dataclasses import dataclass, field
from typing import Final

from bouncekit.message import Part
from bouncekit.report.feedback import FEEDBACK_FIELDS
from bouncekit.report.part_fields import names_report_field
from bouncekit.report.returned import HEADER_PART_TYPES
from bouncekit.report.status_fields import NAMING, has_status_fields
from bouncekit.vocabulary import ReportKind

__all__ = ["Structure", "structure_of"]

_TYPES: Final = {
    "message/delivery-status": ReportKind.DELIVERY_STATUS,
    "message/global-delivery-status": ReportKind.DELIVERY_STATUS,
    "text/delivery-status": ReportKind.DELIVERY_STATUS,
    "message/xdelivery-status": ReportKind.DELIVERY_STATUS,  # XWall 3
    "message/x-delivery-status": ReportKind.DELIVERY_STATUS,
    "message/feedback-report": ReportKind.FEEDBACK,
    "text/feedback-report": ReportKind.FEEDBACK,
    "message/disposition-notification": ReportKind.DISPOSITION,
    "message/global-disposition-notification": ReportKind.DISPOSITION,
    "message/tracking-status": ReportKind.TRACKING,
}
_REPORT_TYPES: Final = {
    "delivery-status": ReportKind.DELIVERY_STATUS,
    "global-delivery-status": ReportKind.DELIVERY_STATUS,
    "feedback-report": ReportKind.FEEDBACK,
    "disposition-notification": ReportKind.DISPOSITION,
    "global-disposition-notification": ReportKind.DISPOSITION,
    "tracking-status": ReportKind.TRACKING,
}
_ORDER: Final = (ReportKind.DELIVERY_STATUS, ReportKind.FEEDBACK, ReportKind.DISPOSITION, ReportKind.TRACKING)
_HEAD: Final = 4_000
_NAMING: Final = frozenset(NAMING)


@dataclass(slots=True)
class Structure:
    """The parts of one message (not of what it returned) that are read as fields, and the part that was returned."""

    kind: ReportKind | None = None
    parts: list[Part] = field(default_factory=list)
    mislabelled: bool = False
    """The fields stand in a part that is not labelled as status fields."""
    returned: Part | None = None
    report: bool = False
    """The message is a multipart/report."""
    embedded: list[Part] = field(default_factory=list)
    """Embedded messages, as parts (message/rfc822)."""


def structure_of(root: Part) -> Structure:
    """Looks through *root* without entering embedded messages."""
    out = Structure()
    found: dict[ReportKind, list[Part]] = {}
    leaves: list[Part] = []
    declared: ReportKind | None = None
    pending = [root]
    while pending:  # no more than `limits.parts`
        part = pending.pop()
        media = part.media_type
        kind = _TYPES.get(media)
        if kind is not None:
            found.setdefault(kind, []).append(part)
        elif media.startswith("multipart/"):
            if media == "multipart/report":
                out.report = True
                declared = declared or _REPORT_TYPES.get(part.params.get("report-type", "").strip().lower())
            pending.extend(reversed(part.children))
        elif media in ("message/rfc822", "message/global", "message/news"):
            out.embedded.append(part)
        elif media in HEADER_PART_TYPES:
            out.returned = out.returned or part
        else:
            leaves.append(part)
    if not found and out.report:
        _look_inside(leaves, found, out)
    if found:
        out.kind = declared if declared in found else next(k for k in _ORDER if k in found)
        out.parts = found[out.kind]
    out.returned = out.embedded[0] if out.embedded else out.returned
    return out


def _look_inside(leaves: list[Part], found: dict[ReportKind, list[Part]], out: Structure) -> None:
    """A multipart/report whose second part has another label: its fields tell."""
    for part in leaves[1:] or leaves:
        head = part.text[:_HEAD]
        if has_status_fields(head) or names_report_field(part, _NAMING):
            found.setdefault(ReportKind.DELIVERY_STATUS, []).append(part)
        elif head[:200].lower().lstrip().startswith("feedback-type:") or names_report_field(part, FEEDBACK_FIELDS):
            found.setdefault(ReportKind.FEEDBACK, []).append(part)
    out.mislabelled = bool(found)
