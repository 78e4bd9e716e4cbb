"""The reading of one message: what is known so far, and how an answer is made of it."""

from typing import Final

from bouncekit.addresses import find_addresses
from bouncekit.limits import Limits
from bouncekit.message import MessageView, Part
from bouncekit.report.complaint import complaint_of
from bouncekit.report.draft import Draft, Notes, freeze, made
from bouncekit.report.engine import place
from bouncekit.report.index import Index, index
from bouncekit.report.message_id import stated_in_fields, stated_in_header, stated_in_text
from bouncekit.report.model import Disposition, Feedback, Recipient, Report, Returned, Tier, unsettled
from bouncekit.report.notice import Notice, NoticeParts, notice_parts
from bouncekit.report.returned import returned_from_part, returned_from_text
from bouncekit.report.sender import sender_of
from bouncekit.report.status_fields import StatusReport
from bouncekit.report.structure import structure_of
from bouncekit.report.verp import verp_recipient
from bouncekit.rules.model import KindRule
from bouncekit.spans import Anomaly, Because
from bouncekit.vocabulary import Action, ReportKind

__all__ = ["Reading", "plain_host"]

_EDGE: Final = 8_000
"""Characters of a text part that are searched for a Message-ID."""
_WRITERS: Final = frozenset(("from", "sender", "return-path"))


class Reading:
    """One message (or one that another forwards) while it is read."""

    __slots__ = (
        "_texts",
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
        self._texts: NoticeParts | None = None
        self.current: Notice | None = None
        """The notice as far as it has been read."""

    def notice(self) -> Notice:
        """The whole notice, read once."""
        if self.current is None:
            self.current = self.read_notice(whole=True)
        return self.current

    def read_notice(self, *, whole: bool) -> Notice:
        """The notice, or its first lines alone."""
        return Notice(self.root, self.index, whole=whole, parts=self.texts())

    def texts(self) -> NoticeParts:
        """The text parts of the notice."""
        if self._texts is None:
            self._texts = notice_parts(self.root)
        return self._texts

    def say(self, rule: str, text: str, part: Part | None) -> None:
        """One reason for the kind, with the header of the part that shows it."""
        self.because.append(made(Because, (rule, text, None if part is None else part.header_span)))

    def say_field(self, rule: str, text: str, name: str) -> None:
        """One reason for the kind, with the header field that shows it."""
        field = self.root.field(name)
        self.because.append(Because(rule=rule, text=text, span=None if field is None else field.span))

    def say_who(self) -> None:
        """The reasons that lie in who wrote it."""
        if self.sender.listed is not None:
            self.say_field("list-mail", f"{self.sender.listed}: it came through a mailing list", self.sender.listed)
        if self.sender.has_from and (self.sender.person or not self.sender.daemon):
            self.say_field("sender-is-no-mail-system", self.root.get("from") or "", "from")
        if "x-failed-recipients" in self.root.names:
            self.say_field("field-alone", "anybody can write such a field: it says nothing", "x-failed-recipients")

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

    def of_kind(self, rows: list[KindRule], notice: Notice) -> Report:
        """The answer of the first of *rows* that say what the message is."""
        row, *also = rows
        self.because.append(Because(rule=row.id, text=row.source, span=place(row, notice, self.index)))
        self.matched_too(also, notice)
        feedback = None
        if row.kind is ReportKind.FEEDBACK:
            feedback = complaint_of(self.root, self.structure.returned)
        return self.made(row.kind, [], feedback=feedback, opt_out=row.opt_out)

    def matched_too(self, rows: list[KindRule], notice: Notice) -> None:
        """Rows of kinds that spoke and did not bind."""
        self.also += [Because(rule=r.id, text=r.source, span=place(r, notice, self.index)) for r in rows]

    def none(self, rule: str, text: str) -> Report:
        """No report, and why."""
        self.say(rule, text, None)
        return self.made(ReportKind.NONE, [])

    def hearsay(self, claimed: tuple[Recipient, ...]) -> Report:
        """No report: nobody vouches for what it says, which is kept to be shown."""
        self.say_who()
        self.say("nobody-vouches", "what it reports is shown as claimed, and counts for nothing", None)
        return self.made(ReportKind.NONE, [], claimed=claimed)

    def made(
        self,
        kind: ReportKind,
        drafts: list[Draft],
        *,
        status: StatusReport | None = None,
        feedback: Feedback | None = None,
        disposition: Disposition | None = None,
        opt_out: bool = False,
        claimed: tuple[Recipient, ...] = (),
    ) -> Report:
        """The finished report."""
        if kind is ReportKind.DELIVERY_STATUS and len(drafts) == 1 and "final" not in drafts[0].facts:
            self._name_by_verp(drafts[0])
        for draft in drafts:
            if "action" not in draft.facts:
                draft.put("action", Action.FAILED, "default-action", Tier.FLUFL)
        if len(drafts) > self.limits.recipients:
            self.notes.add("limit-recipients", f"more than {self.limits.recipients} recipients")
        for anomaly_id, detail in () if self.current is None else self.current.bounds.items():
            self.notes.add(anomaly_id, detail)
        recipients = tuple([freeze(d, self.limits, self.notes) for d in drafts[: self.limits.recipients]])
        fields = status.per_message if status is not None else {}
        return unsettled(
            _Rest(self, kind),
            kind=kind,
            recipients=recipients,
            claimed=claimed,
            reporting_mta=plain_host(fields.get("reporting-mta")),
            received_from_mta=plain_host(fields.get("received-from-mta")),
            dsn_gateway=plain_host(fields.get("dsn-gateway")),
            arrival_date=fields.get("arrival-date"),
            original_envelope_id=fields.get("original-envelope-id"),
            extensions=tuple(status.extensions) if status is not None else (),
            feedback=feedback,
            disposition=disposition,
            stated_message_id=None if kind is ReportKind.NONE else self._stated(drafts, status, feedback),
            opt_out=opt_out,
            because=tuple(self.because),
            also=tuple(self.also),
        )

    def _stated(self, drafts: list[Draft], status: StatusReport | None, feedback: Feedback | None) -> str | None:
        """The original's Message-ID as the report states it; where the message came back only fields are asked."""
        fields = [*(() if status is None else status.extensions), *(() if feedback is None else feedback.extensions)]
        fields += [pair for draft in drafts for pair in draft.extensions]
        found = stated_in_fields(fields) if fields else None
        notice = self.current
        if found is not None or self.structure.returned is not None or (notice is not None and notice.quoted >= 0):
            return found
        return stated_in_header(self.root) or stated_in_text(
            "\n".join(part.text[:_EDGE] for part, is_html in self.texts()[:3] if not is_html), self.root
        )


class _Rest:
    """What a report leaves open until it is asked for: the returned message, and what is odd about the whole tree."""

    __slots__ = ("_data", "_kind", "_limits", "_reading")

    def __init__(self, reading: Reading, kind: ReportKind) -> None:
        self._reading = [reading]
        self._kind = kind
        self._data = reading.view.data
        self._limits = reading.limits

    def __call__(self) -> tuple[Returned | None, tuple[Anomaly, ...]]:
        try:
            reading = self._reading.pop()
        except IndexError:
            # Another thread goes on with the reading, which is no thing for two: read the message anew.
            from bouncekit.report.parse import parse  # noqa: PLC0415 - the module that imports this one

            report = parse(self._data, limits=self._limits)
            return report.returned, report.anomalies
        returned = reading.returned() if self._kind is not ReportKind.NONE else None
        return returned, (*reading.notes.found, *reading.view.anomalies)[: self._limits.anomalies]


def _addresses(values: list[str]) -> frozenset[str]:
    return frozenset(a.address.casefold() for value in values[:10] for a in find_addresses(value[:2_000]))


def plain_host(value: str | None) -> str | None:
    """A host without its type (`dns; mx.example.net`)."""
    if not value:
        return None
    type_, semicolon, rest = value.partition(";")
    return (rest if semicolon and " " not in type_.strip() else value).strip() or None
