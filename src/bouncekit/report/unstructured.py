"""Messages without structured parts: JSON, layouts, the language of bounces, forwarded reports, other kinds."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bouncekit.report.draft import Draft
from bouncekit.report.engine import layouts_speaking, speaking
from bouncekit.report.gate import believed, certain, gate, note_sender, of_the_notice, passed_on, suspect
from bouncekit.report.json_notice import decode_json, read_json, speaks_json, text_at
from bouncekit.report.model import Feedback, Recipient, Report, Returned, Tier
from bouncekit.report.notice import Notice, forwarded_text, may_forward, quoted_report
from bouncekit.report.reading import Reading, plain_host
from bouncekit.report.textual import layouts, read_text
from bouncekit.report.whole_message import nobody
from bouncekit.rules.formats_json import JSON_FORMATS
from bouncekit.rules.kinds import AUTO_REPLIED
from bouncekit.rules.model import KindRule
from bouncekit.spans import Anomaly, Because
from bouncekit.vocabulary import ReportKind

__all__ = ["Again", "read_unstructured"]

Again = Callable[[Reading], Report]
"""Reads a message that this one forwards."""

_FORWARDED: Final = (ReportKind.DELIVERY_STATUS, ReportKind.FEEDBACK)
_MOST_FORWARDS: Final = 2
"""How deep a forwarded report may lie in forwarded messages."""


def read_unstructured(reading: Reading, again: Again) -> Report:
    """What the text says, where no part is made of fields. *again* reads a message that this one forwards."""
    if (found := _json(reading)) is not None:
        return found
    likely = suspect(reading)
    notice = reading.notice() if likely else reading.read_notice(whole=False)
    formats, kinds = speaking(notice, reading.index)
    kinds = of_the_notice(reading, kinds)
    if strong := [k for k in kinds if k.strong]:
        return reading.of_kind(strong, notice)
    if formats and not likely:
        notice = reading.notice()
        formats, kinds = speaking(notice, reading.index)
        kinds = of_the_notice(reading, kinds)
    weak = [k for k in kinds if not k.strong]
    laid_out = bool(formats) and believed(reading, formats)
    # Somebody's automatic reply to a notice quotes it, under its subject and with a null reverse-path, too.
    open_ = laid_out or (gate(reading, notice) and not (weak and reading.sender.weakly))
    drafts = read_text(reading, notice, formats if laid_out else []) if open_ else []
    claimed: tuple[Recipient, ...] = ()
    if not any(d.facts["final"].tier >= Tier.LAYOUT for d in drafts if "final" in d.facts):
        forwarded = _forwarded(reading, notice, again)
        if forwarded is not None and _same_recipients(forwarded, drafts):
            if passed_on(reading):
                return forwarded
            claimed = forwarded.recipients
    if laid_out or drafts or (open_ and _own_words(reading, weak) and certain(reading, notice)):
        reading.matched_too(weak, notice)
        return _bounce(reading, drafts, laid_out=laid_out)
    if weak:
        return reading.of_kind(weak, notice)
    sender = reading.sender
    if sender.null and sender.human and not sender.subject_speaks and not open_:
        reading.say("null-reverse-path-from-person", "RFC 3834 section 3.3: an automatic response", None)
        return reading.made(ReportKind.AUTO_REPLY, [])
    if claimed:
        reading.notes.add("report-in-human-mail", reading.root.get("from") or "")
    elif formats and not laid_out:
        named = [d for d in layouts(reading, notice, formats) if "final" in d.facts]
        claimed = reading.made(ReportKind.DELIVERY_STATUS, named).recipients
    return reading.hearsay(claimed) if claimed else _no_report(reading, notice)


def _own_words(reading: Reading, weak: list[KindRule]) -> bool:
    """True when nothing but a mail system's own `Auto-Submitted: auto-replied` says that the message is another kind.

    RFC 3834 section 5.2 asks for that word in notices of non-delivery; who answers a message in a person's name has
    another From (section 3.1.1) or another field beside it.
    """
    return not weak or (
        reading.sender.daemon and not reading.sender.weakly and all(row.id in AUTO_REPLIED for row in weak)
    )


def _no_report(reading: Reading, notice: Notice) -> Report:
    """Why this is no report: each thing that a report would have and this has not."""
    reading.say_who()
    if reading.index.words.isdisjoint(notice.hits):
        reading.say("no-words-of-failure", "the text speaks of no failure and no delay", None)
    return reading.none(
        "not-a-report", "no status fields, no layout that can be believed, no mail system that writes of a failure"
    )


def _bounce(reading: Reading, drafts: list[Draft], *, laid_out: bool) -> Report:
    if not laid_out:
        reading.say("heuristic-gate", "a mail system writes of a failure", None)
    note_sender(reading)
    return reading.made(ReportKind.DELIVERY_STATUS, drafts or [nobody(reading)])


def _json(reading: Reading) -> Report | None:
    """A notice as JSON in the text, which a program sent: only from no person's address."""
    part = next((p for p, is_html in reading.texts()[:1] if not is_html), None)
    if part is None or not part.text[:64].lstrip("\ufeff \r\n\t").startswith("{") or reading.sender.listed is not None:
        return None
    if reading.sender.replied or reading.root.field("in-reply-to") is not None:
        return None
    document = decode_json(part.text)
    rows = [row for row in JSON_FORMATS if document is not None and speaks_json(row, document)]
    if not rows:
        return None
    row = rows[0]
    reading.because.append(Because(rule=row.id, text=f"known from {row.source}", span=part.body_span))
    drafts = read_json(row, document, part.body_span)
    if reading.sender.person:
        reading.notes.add("layout-in-human-mail", row.id, part.body_span)
        return reading.hearsay(reading.made(row.kind, drafts).recipients)
    report = reading.made(row.kind, drafts if row.kind is ReportKind.DELIVERY_STATUS else [])
    message_id, reporting = text_at(document, row.message_id), text_at(document, row.reporting_mta)
    return replace(
        report,
        reporting_mta=plain_host(reporting),
        returned=report.returned or (Returned(message_id=message_id) if message_id else None),
        feedback=None
        if row.kind is not ReportKind.FEEDBACK
        else Feedback(feedback_type="abuse", original_rcpt_to=tuple(d.value("final") for d in drafts)),
    )


def _forwarded(reading: Reading, notice: Notice, again: Again) -> Report | None:
    """A whole report inside this message: attached, or quoted with its own header."""
    if reading.depth >= _MOST_FORWARDS or reading.sender.listed is not None:
        return None
    for part in reading.structure.embedded[:3]:
        for root in part.children:
            inner = Reading(reading.view, root, reading.limits, reading.depth + 1)
            if inner.structure.kind not in _FORWARDED and not (inner.sender.daemon or inner.sender.forwards):
                continue
            report = again(inner)
            named = report.kind is ReportKind.DELIVERY_STATUS and any(r.final for r in report.recipients)
            if named or (report.feedback is not None and passed_on(reading)):
                anomaly = Anomaly(id="report-forwarded", detail="attached", span=part.header_span)
                return replace(report, anomalies=(anomaly, *report.anomalies)[: reading.limits.anomalies])
    text = None
    if may_forward(notice.folded()):
        text = forwarded_text(notice.text) or quoted_report(notice.text, notice.cut)
    if text is None:
        return None
    inner_notice = Notice(reading.root, reading.index, whole=True, text=text)
    drafts = read_text(reading, inner_notice, layouts_speaking(inner_notice, reading.index))
    if not any("final" in d.facts for d in drafts):
        return None
    if not passed_on(reading):
        return reading.made(ReportKind.DELIVERY_STATUS, drafts)
    reading.current = inner_notice
    reading.notes.add("report-forwarded", "quoted")
    return reading.made(ReportKind.DELIVERY_STATUS, drafts)


def _same_recipients(report: Report, drafts: list[Draft]) -> bool:
    """True when *report* names what the outer text names, or that names nobody: then it is no returned original."""
    named = {d.value("final").casefold() for d in drafts if "final" in d.facts}
    if all(d.facts["final"].tier is Tier.FLUFL for d in drafts if "final" in d.facts):
        return True
    return not named or any(r.final is not None and r.final.casefold() in named for r in report.recipients)
