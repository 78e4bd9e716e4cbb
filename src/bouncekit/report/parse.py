"""One message in, one `Report` out: the kind first, then structure, then layouts, then the language of bounces."""

from dataclasses import replace
from email.message import Message
from typing import Final

from bouncekit.addresses import find_addresses
from bouncekit.limits import DEFAULT_LIMITS, Limits
from bouncekit.message import MessageView, Part
from bouncekit.report.delivery_status import StatusReport, has_status_fields, read_status
from bouncekit.report.diagnostics import reply_in
from bouncekit.report.draft import Draft, Notes, distinct_groups, freeze, merge_drafts
from bouncekit.report.engine import read_format, speaking
from bouncekit.report.feedback import read_disposition, read_feedback
from bouncekit.report.heuristics import quoted_replies, read_heuristics
from bouncekit.report.index import Index, index
from bouncekit.report.json_notice import decode_json, read_json, speaks_json, text_at
from bouncekit.report.last_resort import read_with_flufl
from bouncekit.report.mailboxes import is_mailbox
from bouncekit.report.model import Disposition, Feedback, Report, Returned, Tier
from bouncekit.report.notice import Notice, forwarded_text, notice_parts, quoted_report
from bouncekit.report.returned import returned_from_part, returned_from_text
from bouncekit.report.sender import Sender, sender_of
from bouncekit.report.structure import Structure, structure_of
from bouncekit.rules.formats_json import JSON_FORMATS
from bouncekit.rules.model import Format, Header, KindRule
from bouncekit.spans import Anomaly, Because
from bouncekit.vocabulary import Action, ReportKind

__all__ = ["parse"]

_REFUSING: Final = frozenset(("deleted", "denied", "failed"))
"""Disposition types under which Sieve implementations refuse a message (RFC 8098 section 3.2.6.2, RFC 3798 before it)."""
_MOST_FORWARDS: Final = 2
"""How deep a forwarded report may lie in forwarded messages."""


def parse(raw: bytes | Message, *, limits: Limits = DEFAULT_LIMITS) -> Report:
    """What *raw* reports. Content never raises; raises TypeError when *raw* is neither bytes nor an `email` Message."""
    data = _octets(raw)
    view = MessageView.parse(data, limits)
    return _Reader(view, view.root, limits, 0).report()


def _octets(raw: bytes | Message) -> bytes:
    if isinstance(raw, bytes):
        return raw
    if isinstance(raw, bytearray | memoryview):
        return bytes(raw)
    if not isinstance(raw, Message):
        raise TypeError(f"raw: must be bytes or an email.message.Message (got {type(raw).__name__})")
    try:
        return raw.as_bytes()
    except Exception:  # noqa: BLE001 - the email package cannot write every message that it can read
        return str(raw).encode("utf-8", "surrogateescape")


class _Reader:
    """The reading of one message."""

    __slots__ = (
        "_depth",
        "_index",
        "_notice",
        "_root",
        "_structure",
        "also",
        "anomalies",
        "because",
        "data",
        "limits",
        "notes",
        "sender",
        "view",
    )

    def __init__(self, view: MessageView, root: Part, limits: Limits, depth: int) -> None:
        self.data = view.data
        self.limits = limits
        self.notes = Notes(limits)
        self.view = view
        self._root = root
        self._depth = depth
        self._structure: Structure | None = None
        self._index: Index = index()
        self._notice: Notice | None = None
        self.because: list[Because] = []
        self.also: list[Because] = []
        self.sender: Sender = sender_of(self._root)

    # -- order of the questions

    def report(self) -> Report:
        if not self.data.strip():
            self.notes.add("message-empty", f"{len(self.data)} octets")
            return self._none("message-empty", "there is nothing to read")
        structure = self._structure = structure_of(self._root)
        if structure.kind is not None and not self._distributed(structure):
            found = self._structured(structure)
            if found is not None:
                return found
        return self._unstructured(structure)

    def _distributed(self, structure: Structure) -> bool:
        """A report inside a list's post is somebody's mail about a report."""
        if self.sender.listed is None or self.sender.daemon or structure.kind is not ReportKind.DELIVERY_STATUS:
            return False
        self.notes.add("report-in-list-mail", f"{self.sender.listed}; {structure.kind}")
        return True

    # -- structured

    def _structured(self, structure: Structure) -> Report | None:
        part = structure.parts[0]
        self._say(f"part-{part.media_type.replace('/', '-')}", part.media_type, part)
        match structure.kind:
            case ReportKind.FEEDBACK:
                feedback = read_feedback(part, part.text, self.limits)
                return self._made(ReportKind.FEEDBACK, [], structure, feedback=feedback)
            case ReportKind.DISPOSITION:
                return self._disposition(structure, read_disposition(part.text))
            case ReportKind.TRACKING:
                return self._status(structure, ReportKind.TRACKING)
            case _:
                return self._status(structure, ReportKind.DELIVERY_STATUS)

    def _disposition(self, structure: Structure, disposition: Disposition) -> Report:
        """A read receipt says nothing of delivery; Sieve's reject sends its refusal as one (RFC 5429 section 2.1)."""
        refused = disposition.mode is not None and disposition.mode.startswith("automatic-action")
        if not refused or disposition.disposition_type not in _REFUSING:
            return self._made(ReportKind.DISPOSITION, [], structure, disposition=disposition)
        notice = self.notice()
        drafts = [d for d in self._layouts(notice) if "final" in d.facts]
        if not drafts:
            return self._made(ReportKind.DISPOSITION, [], structure, disposition=disposition)
        self.notes.add("refusal-as-disposition", disposition.disposition_type or "", structure.parts[0].body_span)
        return self._made(ReportKind.DELIVERY_STATUS, drafts, structure, disposition=disposition)

    def _status(self, structure: Structure, kind: ReportKind) -> Report | None:
        merged = StatusReport()
        for part in structure.parts:
            found = read_status(part, part.text, self.limits, self.notes)
            merged.recipients.extend(found.recipients)
            for name, value in found.per_message.items():
                merged.per_message.setdefault(name, value)
            merged.extensions.extend(found.extensions)
        if structure.mislabelled:
            self.notes.add("status-part-mislabelled", structure.parts[0].media_type, structure.parts[0].body_span)
        for draft in merged.recipients:
            self._prefer_mailbox(draft)
        drafts = distinct_groups(merged.recipients)
        named = [d for d in drafts if "final" in d.facts]
        if not named and kind is ReportKind.DELIVERY_STATUS:
            self.notes.add("no-recipient-group", "the status part names no recipient", structure.parts[0].body_span)
            notice = self.notice()
            drafts = self._read_text(notice, speaking(notice, self._index)[0]) or drafts or [Draft()]
        elif any(_wants_more(d) for d in named):
            self._enrich(named)
        return self._made(kind, drafts, structure, status=merged)

    def _prefer_mailbox(self, draft: Draft) -> None:
        """Where Final-Recipient is no mailbox and Original-Recipient is one, that is the recipient."""
        final, original = draft.facts.get("final"), draft.facts.get("original")
        if final is None or original is None or is_mailbox(final.value, draft.value("final_type")):
            return
        if is_mailbox(original.value, draft.value("original_type")):
            self.notes.add("final-recipient-not-a-mailbox", str(final.value), final.span)
            draft.extensions.append(("Final-Recipient", str(final.value)))
            draft.facts["final"] = original
            draft.facts.pop("final_type", None)

    def _enrich(self, drafts: list[Draft]) -> None:
        """What the human-readable part says of the recipients that the fields name; it names no others."""
        notice = self.notice()
        found = [d for d in self._layouts(notice) if "final" in d.facts]
        if not found:
            found = [d for d in read_heuristics(notice, self.sender) if "final" in d.facts]
        by_name = {d.value("final").casefold(): d for d in found}
        for draft in drafts:
            if not _wants_more(draft):
                continue
            same = by_name.get(draft.value("final").casefold()) or by_name.get(
                (draft.value("original") or "").casefold()
            )
            if same is None and len(found) == len(drafts) == 1:
                same = found[0]
            if same is not None:
                self._resolve(draft, same)
                draft.fill(same)
        self._reply_in_text(drafts, notice)

    def _resolve(self, draft: Draft, same: Draft) -> None:
        """The fields name a program, a file or an X.400 name where the text names the recipient."""
        final, named = draft.facts["final"], same.facts.pop("final")
        same.facts.pop("action", None)
        same.facts.pop("original", None)
        if not is_mailbox(final.value, draft.value("final_type")) and is_mailbox(named.value):
            self.notes.add("final-recipient-not-a-mailbox", str(final.value), final.span)
            draft.extensions.append(("Final-Recipient", str(final.value)))
            draft.facts["final"] = named
            draft.facts.pop("final_type", None)

    # -- not structured

    def notice(self) -> Notice:
        if self._notice is None:
            self._notice = Notice(self._root, self._index, whole=True)
        return self._notice

    def _suspect(self, structure: Structure) -> bool:
        """True when the header alone makes a report likely; else only the first lines are looked at."""
        s, root = self.sender, self._root
        return (
            s.daemon
            or s.subject_speaks
            or structure.report
            or not s.has_from
            or any(root.field(n) is not None for n in ("x-failed-recipients", "auto-submitted", "x-autoreply"))
        )

    def _unstructured(self, structure: Structure) -> Report:
        if (found := self._json(structure)) is not None:
            return found
        suspect = self._suspect(structure)
        notice = self.notice() if suspect else Notice(self._root, self._index, whole=False)
        formats, kinds = speaking(notice, self._index)
        strong = [k for k in kinds if k.strong]
        if strong:
            return self._kind(strong[0], structure)
        if formats and not suspect:
            notice = self.notice()
            formats, kinds = speaking(notice, self._index)
        weak = [k for k in kinds if not k.strong]
        believed = bool(formats) and self._believed(formats)
        gate = believed or self._gate(notice, structure)
        drafts = self._read_text(notice, formats if believed else []) if gate else []
        firm = any(d.facts["final"].tier >= Tier.LAYOUT for d in drafts if "final" in d.facts)
        if not firm:
            forwarded = self._forwarded(notice, structure)
            if forwarded is not None and _same_recipients(forwarded, drafts):
                return forwarded
        if believed or drafts or (gate and not weak and self._certain(notice, structure)):
            if not believed:
                self._say("heuristic-gate", "a mail system writes of a failure", None)
            if not self.sender.daemon and self.sender.has_from:
                self.notes.add("sender-not-a-mail-system", self._root.get("from") or "")
            return self._made(ReportKind.DELIVERY_STATUS, drafts or [Draft()], structure)
        if weak:
            return self._kind(weak[0], structure)
        if self.sender.null and self.sender.human and not self.sender.subject_speaks and not gate:
            self._say("null-reverse-path-from-person", "RFC 3834 section 3.3: an automatic response", None)
            return self._made(ReportKind.AUTO_REPLY, [], structure)
        return self._none("not-a-report", "neither structure nor layout nor a mail system's words", structure)

    def _json(self, structure: Structure) -> Report | None:
        """A notice as JSON in the text, which a program sent: only from no person's address."""
        part = next((p for p, is_html in notice_parts(self._root)[:1] if not is_html), None)
        if part is None or not part.text[:64].lstrip("\ufeff \r\n\t").startswith("{") or self.sender.listed is not None:
            return None
        if self.sender.replied or self._root.field("in-reply-to") is not None:
            return None
        document = decode_json(part.text)
        rows = [row for row in JSON_FORMATS if document is not None and speaks_json(row, document)]
        if not rows:
            return None
        row = rows[0]
        self.because.append(Because(rule=row.id, text=row.source, span=part.body_span))
        drafts = read_json(row, document)
        report = self._made(row.kind, drafts if row.kind is ReportKind.DELIVERY_STATUS else [], structure)
        message_id, reporting = text_at(document, row.message_id), text_at(document, row.reporting_mta)
        return replace(
            report,
            reporting_mta=_host(reporting),
            returned=report.returned or (Returned(message_id=message_id) if message_id else None),
            feedback=None
            if row.kind is not ReportKind.FEEDBACK
            else Feedback(feedback_type="abuse", original_rcpt_to=tuple(d.value("final") for d in drafts)),
        )

    def _forwarded(self, notice: Notice, structure: Structure) -> Report | None:
        """A whole report inside this message: attached, or quoted with its own header."""
        if self._depth >= _MOST_FORWARDS or (self.sender.listed is not None and not self.sender.daemon):
            return None
        for part in structure.embedded[:3]:
            for root in part.children:
                inner = structure_of(root)
                if inner.kind is not ReportKind.DELIVERY_STATUS and not sender_of(root).daemon:
                    continue
                report = _Reader(self.view, root, self.limits, self._depth + 1).report()
                if report.kind is ReportKind.DELIVERY_STATUS and any(r.final for r in report.recipients):
                    anomaly = Anomaly(id="report-forwarded", detail="attached", span=part.header_span)
                    return replace(report, anomalies=(anomaly, *report.anomalies)[: self.limits.anomalies])
        text = forwarded_text(notice.text) or quoted_report(notice.text, notice.cut)
        if text is None:
            return None
        inner_notice = Notice(self._root, self._index, whole=True, text=text)
        drafts = self._read_text(inner_notice, speaking(inner_notice, self._index)[0])
        if not any("final" in d.facts for d in drafts):
            return None
        self._notice = inner_notice
        self.notes.add("report-forwarded", "quoted")
        return self._made(ReportKind.DELIVERY_STATUS, drafts, structure)

    def _believed(self, formats: list[Format]) -> bool:
        """A layout speaks; is the message the notice itself, or somebody's mail about one?"""
        s = self.sender
        if s.listed is not None and not s.daemon:
            self.notes.add("layout-in-list-mail", f"{s.listed}; {formats[0].id}")
            return False
        if s.daemon or not s.has_from:
            return True
        if s.replied or (self._root.field("in-reply-to") is not None and not s.subject_speaks):
            self.notes.add("layout-in-human-mail", formats[0].id)
            return False
        # A person's mail may hold a layout's words. A mailer shows in the subject, or in a field that the row names.
        if s.subject_speaks:
            return True
        named = [row for row in formats if any(isinstance(mark, Header) for mark in row.all_of)]
        if not any("final" in d.facts for row in named for d in read_format(row, self.notice(), self._index)):
            self.notes.add("layout-in-human-mail", formats[0].id)
            return False
        return True

    def _gate(self, notice: Notice, structure: Structure) -> bool:
        """May the language of bounces be read at all? Only from a mail system, or under a subject and words of failure."""
        s = self.sender
        if s.listed is not None and not s.daemon:
            return False
        speaks = any(n in notice.hits for n in self._index.words)
        if s.daemon or not s.has_from:
            return speaks and s.subject_speaks if s.weakly else speaks or s.subject_speaks
        return not s.replied and speaks and self._returns(structure)

    def _returns(self, structure: Structure) -> bool:
        """The message returns an original that came from the one it is sent to, as only a notice does."""
        for part in structure.embedded[:1]:
            for root in part.children:
                sent_by = {a.address.casefold() for a in find_addresses((root.get("from") or "")[:2_000])}
                sent_to = {a.address.casefold() for a in find_addresses((self._root.get("to") or "")[:2_000])}
                return bool(sent_by & sent_to)
        return False

    def _certain(self, notice: Notice, structure: Structure) -> bool:
        """Sure enough to report a bounce that names nobody."""
        return self.sender.subject_speaks and (structure.report or any(n in notice.hits for n in self._index.words))

    def _read_text(self, notice: Notice, formats: list[Format]) -> list[Draft]:
        """Fields that stand in the text, then layouts, then the language of bounces, then flufl.bounce."""
        drafts = self._fields_in_text(notice)
        layouts = self._layouts(notice, formats) if formats else []
        if drafts:
            by_name = {d.value("final").casefold(): d for d in layouts if "final" in d.facts}
            for draft in drafts:
                same = by_name.get(draft.value("final").casefold())
                if same is not None:
                    draft.fill(same)
        else:
            drafts = [d for d in layouts if "final" in d.facts]
            if not drafts and any(f.address_of_returned for f in formats):
                drafts = self._addressee(formats, layouts) or layouts
            elif not drafts:
                drafts = self._fallback(notice) or layouts
        self._reply_in_text(drafts, notice)
        return drafts

    def _addressee(self, formats: list[Format], drafts: list[Draft]) -> list[Draft]:
        """Some layouts never name the recipient: then it is the one whom the returned header is addressed to."""
        row = next((f for f in formats if f.address_of_returned), None)
        returned = self._returned(self._structure) if row is not None else None
        if row is None or returned is None or returned.to is None:
            return []
        found = {a.address.casefold(): a.address for a in find_addresses(returned.to[:2_000])}
        if len(found) != 1:
            return []
        draft = Draft()
        draft.put("final", next(iter(found.values())), row.id, Tier.HEURISTIC, returned.span)
        for other in drafts:
            draft.fill(other)
        self.notes.add("recipient-from-returned-header", row.id, returned.span)
        return [draft]

    def _fields_in_text(self, notice: Notice) -> list[Draft]:
        text = notice.text[: notice.cut]
        if not has_status_fields(text):
            return []
        found = read_status(self._root, text, self.limits, self.notes, rule="fields-in-text", tier=Tier.LAYOUT)
        drafts = [d for d in merge_drafts(found.recipients) if "final" in d.facts]
        if drafts:
            self.notes.add("fields-in-text", "status fields stand in a text part")
            self._say("fields-in-text", "status fields (RFC 3464) in a text part", None)
        return drafts

    def _reply_in_text(self, drafts: list[Draft], notice: Notice) -> None:
        """A notice about one recipient: what it quotes of a server is about that one, wherever it stands."""
        if len(drafts) != 1:
            return
        draft = drafts[0]
        known = " ".join(f.value for f in (draft.facts.get("diagnostic"), *draft.texts) if f is not None)
        if reply_in(known) is not None:
            return
        draft.texts.extend(quoted_replies(notice))

    def _layouts(self, notice: Notice, formats: list[Format] | None = None) -> list[Draft]:
        """All rows that speak, merged; rows of one tier that name different recipients are an anomaly."""
        if formats is None:
            formats, _ = speaking(notice, self._index)
        found = [(row, read_format(row, notice, self._index)) for row in formats]
        named = [(row, drafts) for row, drafts in found if any("final" in d.facts for d in drafts)]
        for row in formats:
            (self.because if any(row is r for r, _ in named) or not named else self.also).append(
                Because(rule=row.id, text=row.source)
            )
        sets = {frozenset(d.value("final").casefold() for d in drafts if "final" in d.facts) for _, drafts in named}
        if len(sets) > 1:
            self.notes.add("layouts-disagree", ", ".join(row.id for row, _ in named))
        every = [d for _, drafts in (named or found) for d in drafts]
        return merge_drafts(every)

    def _fallback(self, notice: Notice) -> list[Draft]:
        """The language of bounces, then flufl.bounce."""
        drafts = read_heuristics(notice, self.sender)
        if not drafts:
            drafts = read_with_flufl(self.data, self.sender)
        delayed = any(n in notice.hits for n in self._index.delays)
        for draft in drafts:
            draft.put("action", Action.DELAYED if delayed else Action.FAILED, "heuristic-action", Tier.HEURISTIC)
        return drafts

    # -- answers

    def _say(self, rule: str, text: str, part: Part | None) -> None:
        self.because.append(Because(rule=rule, text=text, span=None if part is None else part.header_span))

    def _kind(self, row: KindRule, structure: Structure) -> Report:
        self.because.append(Because(rule=row.id, text=row.source))
        return self._made(row.kind, [], structure, opt_out=row.opt_out)

    def _none(self, rule: str, text: str, structure: Structure | None = None) -> Report:
        self._say(rule, text, None)
        return self._made(ReportKind.NONE, [], structure)

    def _returned(self, structure: Structure | None) -> Returned | None:
        if structure is None:
            return None
        if structure.returned is not None:
            return returned_from_part(structure.returned, self.limits)
        if self._notice is not None and self._notice.quoted >= 0:
            notice = self._notice
            return returned_from_text(
                notice.text[notice.quoted :].lstrip("\n"), self.limits, notice.span(notice.quoted, len(notice.text))
            )
        return None

    def _made(
        self,
        kind: ReportKind,
        drafts: list[Draft],
        structure: Structure | None,
        *,
        status: StatusReport | None = None,
        feedback: Feedback | None = None,
        disposition: Disposition | None = None,
        opt_out: bool = False,
    ) -> Report:
        for draft in drafts:
            draft.put("action", Action.FAILED, "default-action", Tier.FLUFL)
        recipients = tuple(freeze(d, self.limits, self.notes) for d in drafts[: self.limits.recipients])
        fields = status.per_message if status is not None else {}
        returned = self._returned(structure) if kind is not ReportKind.NONE else None
        return Report(
            kind=kind,
            recipients=recipients,
            reporting_mta=_host(fields.get("reporting-mta")),
            received_from_mta=_host(fields.get("received-from-mta")),
            dsn_gateway=_host(fields.get("dsn-gateway")),
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


def _same_recipients(report: Report, drafts: list[Draft]) -> bool:
    """True when *report* names what the outer text names, or that names nobody: then it is no returned original."""
    named = {d.value("final").casefold() for d in drafts if "final" in d.facts}
    if all(d.facts["final"].tier is Tier.FLUFL for d in drafts if "final" in d.facts):
        return True
    return not named or any(r.final is not None and r.final.casefold() in named for r in report.recipients)


def _wants_more(draft: Draft) -> bool:
    """True when the fields leave open who it is or what the remote server said."""
    if not is_mailbox(draft.value("final"), draft.value("final_type")):
        return True
    diagnostic = draft.value("diagnostic")
    return diagnostic is None or reply_in(diagnostic) is None


def _host(value: str | None) -> str | None:
    """A host without its type (`dns; mx.example.net`)."""
    if value is None:
        return None
    type_, semicolon, rest = value.partition(";")
    return (rest if semicolon and " " not in type_.strip() else value).strip() or None
