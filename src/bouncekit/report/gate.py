"""What may be believed: a mail system's own notice, not somebody's mail about one."""

from bouncekit.addresses import find_addresses
from bouncekit.report.diagnostics import reply_in, statuses_in
from bouncekit.report.notice import Notice
from bouncekit.report.reading import Reading
from bouncekit.report.status_fields import has_status_fields
from bouncekit.rules.model import Format, Header, KindRule

__all__ = ["believed", "certain", "gate", "hearsay", "note_sender", "of_the_notice", "passed_on", "suspect"]


def hearsay(reading: Reading) -> bool:
    """True when nobody vouches for the status fields: they stand in a list's post, or under a person's From."""
    s, part = reading.sender, reading.structure.parts[0]
    if s.listed is not None:
        reading.notes.add("report-in-list-mail", f"{s.listed}; {part.media_type}", part.header_span)
        return True
    # Mail programs that forward a report keep its parts, and make no multipart/report of their own.
    forwarded = s.forwards and s.subject_speaks and s.root.media_type != "multipart/report"
    if s.person and not forwarded:
        reading.notes.add("report-in-human-mail", s.root.get("from") or "", part.header_span)
        return True
    if s.person:
        reading.notes.add("report-forwarded", "its parts", part.header_span)
    note_sender(reading)
    return False


def note_sender(reading: Reading) -> None:
    """Says what is odd about the sender of a report that is believed."""
    s = reading.sender
    if s.posted is not None:
        reading.notes.add("report-in-list-mail", s.posted)
    if not s.person and (s.human or (not s.daemon and s.has_from)):
        reading.notes.add("sender-not-a-mail-system", s.root.get("from") or "")


def passed_on(reading: Reading) -> bool:
    """True when a report inside the message is handed on as one: by a mail system, or under a subject that forwards it.

    Else somebody writes about it, or asks what it means.
    """
    s = reading.sender
    if s.forwards or not (s.person or s.human or s.weakly or s.role):
        return True
    return s.subject_speaks and (s.null or (s.role and not _answers(reading)))


def suspect(reading: Reading) -> bool:
    """True when the header alone makes a report likely; else only the first lines are looked at."""
    s, root = reading.sender, reading.root
    return (
        s.daemon
        or s.subject_speaks
        or reading.structure.report
        or not s.has_from
        or not root.names.isdisjoint(("x-failed-recipients", "auto-submitted", "x-autoreply"))
    )


def believed(reading: Reading, formats: list[Format]) -> bool:
    """True when the message that a layout speaks in is the notice itself and not somebody's mail about one."""
    s = reading.sender
    if s.listed is not None:
        reading.notes.add("layout-in-list-mail", f"{s.listed}; {formats[0].id}")
        return False
    if s.role and _answers(reading) and not s.null:
        reading.notes.add("layout-in-human-mail", formats[0].id)
        return False
    if (s.daemon and not s.weakly) or not s.has_from:
        return s.subject_speaks or s.null or not s.role or _automatic(reading)
    if s.replied or (reading.root.field("in-reply-to") is not None and not s.subject_speaks):
        reading.notes.add("layout-in-human-mail", formats[0].id)
        return False
    if s.null and s.subject_speaks:
        return True
    # A person's mail may hold a layout's words, under a subject of failure, too, and any field. A mailer that writes
    # from a program's address shows in a field that the row names.
    if s.person or not any(isinstance(mark, Header) for row in formats for mark in row.all_of):
        reading.notes.add("layout-in-human-mail", formats[0].id)
        return False
    return True


def of_the_notice(reading: Reading, kinds: list[KindRule]) -> list[KindRule]:
    """*kinds* without those that the original's subject shows (`Undeliverable: Automatic reply: Lunch`)."""
    if not kinds or not reading.sender.subject_speaks:
        return kinds
    out = []
    for row in kinds:
        marks = (*row.all_of, *row.any_of)
        needles = [mark.needle for mark in marks if isinstance(mark, Header) and mark.field == "subject"]
        if not needles or reading.sender.says_first(needles):
            out.append(row)
    return out


def gate(reading: Reading, notice: Notice) -> bool:
    """True when the language of bounces may be read at all: it is a mail system that writes of a failure."""
    s = reading.sender
    if s.listed is not None:
        return False
    speaks = not reading.index.words.isdisjoint(notice.hits) or not reading.index.delays.isdisjoint(notice.hits)
    if s.weakly:
        return speaks and s.subject_speaks and not _answers(reading) and _evidence(reading, notice)
    if s.role:
        if s.null or _automatic(reading):
            return speaks or s.subject_speaks
        return speaks and s.subject_speaks and not _answers(reading) and _evidence(reading, notice)
    if s.postmaster and not s.null and not s.subject_speaks:
        return speaks and _evidence(reading, notice)  # postmasters welcome people and report on queues, too
    if s.daemon or not s.has_from:
        return speaks or s.subject_speaks or has_status_fields(notice.head)
    return not s.person and not s.replied and speaks and _returns(reading)


def _answers(reading: Reading) -> bool:
    """The message is a reply, by its subject or its fields."""
    return reading.sender.replied or any(reading.root.field(n) is not None for n in ("in-reply-to", "references"))


def _automatic(reading: Reading) -> bool:
    """The message says that a program wrote it (RFC 3834 section 5)."""
    return (reading.root.get("auto-submitted") or "no").strip().casefold() != "no"


def _evidence(reading: Reading, notice: Notice) -> bool:
    """What only a notice has: the original returned, or a server's answer quoted."""
    text = notice.head
    return (
        bool(reading.structure.embedded) or notice.quoted >= 0 or bool(statuses_in(text)) or reply_in(text) is not None
    )


def _returns(reading: Reading) -> bool:
    """The message returns an original that came from the one it is sent to, as only a notice does."""
    for part in reading.structure.embedded[:1]:
        for root in part.children:
            sent_by = {
                a.address.casefold()
                for name in ("from", "return-path")
                for a in find_addresses((root.get(name) or "")[:2_000])
            }
            sent_to = {a.address.casefold() for a in find_addresses((reading.root.get("to") or "")[:2_000])}
            return bool(sent_by & sent_to)
    return False


def certain(reading: Reading, notice: Notice) -> bool:
    """Sure enough to report a bounce that names nobody."""
    return reading.sender.subject_speaks and (
        reading.structure.report or not reading.index.words.isdisjoint(notice.hits)
    )
