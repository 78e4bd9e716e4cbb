"""The reading of one message: what is known so far, and how an answer is made of it."""

from typing import Final

from bouncekit.addresses import find_addresses
from bouncekit.limits import Limits
from bouncekit.message import MessageView, Part
from bouncekit.report.delivery_status import StatusReport
from bouncekit.report.draft import Draft, Notes, freeze
from bouncekit.report.index import Index, index
from bouncekit.report.model import Disposition, Feedback, Report, Returned, Tier
from bouncekit.report.notice import Notice
from bouncekit.report.returned import returned_from_part, returned_from_text
from bouncekit.report.sender import sender_of
from bouncekit.report.structure import structure_of
from bouncekit.report.verp import verp_recipient
from bouncekit.rules.model import KindRule
from bouncekit.spans import Because
from bouncekit.vocabulary import Action, ReportKind

__all__ = ["Reading", "plain_host"]

_WRITERS: Final = frozenset(("from", "sender", "return-path"))


class Reading:
    """One message (or one that another forwards) while it is read."""

    __slots__ = (
        "also",
        "because",
        "current",
        "depth",
        "index",
        "limits",
        "notes",
        "root",
        "sender",
        "structure",
        "view",
    )

    def __init__(self, view: MessageView, root: Part, limits: Limits, depth: int = 0) -> None:
        self.view = view
        self.root = root
        self.limits = limits
        self.depth = depth
        self.index: Index = index()
        self.notes = Notes(limits)
        self.because: list[Because] = []
        self.also: list[Because] = []
        self.sender = sender_of(root)
        self.structure = structure_of(root)
        self.current: Notice | None = None
        """The notice as far as it has been read."""

    def notice(self) -> Notice:
        """The whole notice, read once."""
        if self.current is None:
            self.current = Notice(self.root, self.index, whole=True)
        return self.current

    def say(self, rule: str, text: str, part: Part | None) -> None:
        """One reason for the kind, with the header of the part that shows it."""
        self.because.append(Because(rule=rule, text=text, span=None if part is None else part.header_span))

    def _name_by_verp(self, draft: Draft) -> None:
        found = verp_recipient(self.root)
        if found is not None:
            draft.put("final", found[0], "verp", Tier.HEURISTIC, found[1])
            self.notes.add("recipient-from-verp", found[0], found[1])

    def returned(self) -> Returned | None:
        """The message that came back, in a part of its own or quoted in the notice."""
        if self.structure.returned is not None:
            return returned_from_part(self.structure.returned, self.limits)
        notice = self.current
        if notice is None or notice.quoted < 0:
            return None
        head = notice.text[notice.quoted :].lstrip("\n").partition("\n\n")[0]
        return returned_from_text(head, self.limits, notice.span(notice.quoted, notice.quoted + len(head)))

    def senders(self) -> frozenset[str]:
        """Who sent the original, case-folded, unless it is also addressed to them: answers quote them, too."""
        returned = self.returned()
        if returned is None:
            return frozenset()
        wrote = [value for name, value in returned.headers if name.lower() in _WRITERS]
        read = [value for name, value in returned.headers if name.lower() in ("to", "cc")]
        return _addresses(wrote) - _addresses(read)

    def of_kind(self, row: KindRule) -> Report:
        """The answer of a row that says what the message is."""
        self.because.append(Because(rule=row.id, text=row.source))
        return self.made(row.kind, [], opt_out=row.opt_out)

    def none(self, rule: str, text: str) -> Report:
        """No report, and why."""
        self.say(rule, text, None)
        return self.made(ReportKind.NONE, [])

    def made(
        self,
        kind: ReportKind,
        drafts: list[Draft],
        *,
        status: StatusReport | None = None,
        feedback: Feedback | None = None,
        disposition: Disposition | None = None,
        opt_out: bool = False,
    ) -> Report:
        """The finished report."""
        if kind is ReportKind.DELIVERY_STATUS and len(drafts) == 1 and "final" not in drafts[0].facts:
            self._name_by_verp(drafts[0])
        for draft in drafts:
            draft.put("action", Action.FAILED, "default-action", Tier.FLUFL)
        recipients = tuple(freeze(d, self.limits, self.notes) for d in drafts[: self.limits.recipients])
        fields = status.per_message if status is not None else {}
        returned = self.returned() if kind is not ReportKind.NONE else None
        return Report(
            kind=kind,
            recipients=recipients,
            reporting_mta=plain_host(fields.get("reporting-mta")),
            received_from_mta=plain_host(fields.get("received-from-mta")),
            dsn_gateway=plain_host(fields.get("dsn-gateway")),
            arrival_date=fields.get("arrival-date"),
            original_envelope_id=fields.get("original-envelope-id"),
            extensions=tuple(status.extensions) if status is not None else (),
            returned=returned,
            feedback=feedback,
            disposition=disposition,
            opt_out=opt_out,
            because=tuple(self.because),
            also=tuple(self.also),
            anomalies=(*self.notes.found, *self.view.anomalies)[: self.limits.anomalies],
        )


def _addresses(values: list[str]) -> frozenset[str]:
    return frozenset(a.address.casefold() for value in values[:10] for a in find_addresses(value[:2_000]))


def plain_host(value: str | None) -> str | None:
    """A host without its type (`dns; mx.example.net`)."""
    if value is None:
        return None
    type_, semicolon, rest = value.partition(";")
    return (rest if semicolon and " " not in type_.strip() else value).strip() or None
