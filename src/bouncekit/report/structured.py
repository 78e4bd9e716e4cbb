"""Reports with structured parts: their fields first, then what the human-readable part adds to them."""

from typing import Final

from bouncekit.addresses import find_addresses
from bouncekit.report.complaint import with_recipient
from bouncekit.report.delivery_status import read_status_part
from bouncekit.report.diagnostics import command_at, command_in, reply_in
from bouncekit.report.draft import Draft, distinct_groups
from bouncekit.report.engine import layouts_speaking
from bouncekit.report.feedback import read_disposition, read_feedback
from bouncekit.report.gate import hearsay
from bouncekit.report.heuristics import read_heuristics
from bouncekit.report.mailboxes import is_mailbox
from bouncekit.report.model import Disposition, Report, Tier
from bouncekit.report.reading import Reading
from bouncekit.report.textual import layouts, read_text, reply_in_text
from bouncekit.vocabulary import ReportKind

__all__ = ["read_structured"]

_ABOUT: Final = 2_000
"""Characters after an address in which the human-readable part speaks of it."""

_REFUSING: Final = frozenset(("deleted", "denied", "failed"))
"""Disposition types under which Sieve refuses a message (RFC 8098 section 3.2.6.2, RFC 3798 before it)."""


def read_structured(reading: Reading) -> Report:
    """What the fields say; `reading.structure.kind` is known."""
    part = reading.structure.parts[0]
    media = part.media_type
    kind = reading.structure.kind
    reading.say(
        f"part-{media.replace('/', '-')}",
        f"{'' if kind is None else kind.value} fields in a part labelled {media}",
        part,
    )
    match reading.structure.kind:
        case ReportKind.FEEDBACK:
            feedback = with_recipient(read_feedback(part, reading.limits), reading.root, reading.structure.returned)
            return reading.made(ReportKind.FEEDBACK, [], feedback=feedback)
        case ReportKind.DISPOSITION:
            return _disposition(reading, read_disposition(part, reading.limits))
        case ReportKind.TRACKING:
            return _status(reading, ReportKind.TRACKING)
        case _:
            return _status(reading, ReportKind.DELIVERY_STATUS)


def _disposition(reading: Reading, disposition: Disposition) -> Report:
    """A read receipt says nothing of delivery; Sieve's reject sends its refusal as one (RFC 5429 section 2.1)."""
    refused = disposition.mode is not None and disposition.mode.startswith("automatic-action")
    unproved = reading.sender.listed is not None or reading.sender.person
    if not refused or unproved or disposition.disposition_type not in _REFUSING:
        return reading.made(ReportKind.DISPOSITION, [], disposition=disposition)
    notice = reading.notice()
    drafts = [d for d in layouts(reading, notice) if "final" in d.facts]
    if not drafts:
        return reading.made(ReportKind.DISPOSITION, [], disposition=disposition)
    reading.notes.add(
        "refusal-as-disposition", disposition.disposition_type or "", reading.structure.parts[0].body_span
    )
    return reading.made(ReportKind.DELIVERY_STATUS, drafts, disposition=disposition)


def _status(reading: Reading, kind: ReportKind) -> Report:
    unproved = hearsay(reading)
    first, *others = reading.structure.parts
    merged = read_status_part(first, reading.limits, reading.notes)
    for part in others:
        merged.add(read_status_part(part, reading.limits, reading.notes))
    if "reporting-mta" not in merged.per_message and kind is ReportKind.DELIVERY_STATUS:
        reading.notes.add("reporting-mta-missing", "RFC 3464 section 2.2.2", reading.structure.parts[0].body_span)
    if reading.structure.mislabelled:
        reading.notes.add(
            "status-part-mislabelled", reading.structure.parts[0].media_type, reading.structure.parts[0].body_span
        )
    for draft in merged.recipients:
        _prefer_mailbox(reading, draft)
    drafts = distinct_groups(merged.recipients)
    named = [d for d in drafts if "final" in d.facts]
    wanting = [d for d in named if _wants_more(d)]
    if not named and kind is ReportKind.DELIVERY_STATUS:
        reading.notes.add(
            "no-recipient-group", "the status part names no recipient", reading.structure.parts[0].body_span
        )
        notice = reading.notice()
        drafts = read_text(reading, notice, layouts_speaking(notice, reading.index)) or drafts or [Draft()]
    elif wanting:
        _enrich(reading, named, wanting)
    if mute := [d for d in named if _wants_command(d)]:
        _commands_in_text(reading, mute)
    if unproved:
        return reading.hearsay(reading.made(kind, drafts).recipients)
    return reading.made(kind, drafts, status=merged)


def _prefer_mailbox(reading: Reading, draft: Draft) -> None:
    """Where Final-Recipient is no mailbox and Original-Recipient is one, that is the recipient."""
    final, original = draft.facts.get("final"), draft.facts.get("original")
    if final is None or original is None or is_mailbox(final.value, draft.value("final_type")):
        return
    if is_mailbox(original.value, draft.value("original_type")):
        reading.notes.add("final-recipient-not-a-mailbox", str(final.value), final.span)
        draft.extensions.append(("Final-Recipient", str(final.value)))
        draft.facts["final"] = original
        draft.facts.pop("final_type", None)


def _enrich(reading: Reading, drafts: list[Draft], wanting: list[Draft]) -> None:
    """What the human-readable part says of those of the fields' recipients that want it; it names no others."""
    notice = reading.notice()
    found = [d for d in layouts(reading, notice) if "final" in d.facts]
    if not found:
        found = [d for d in read_heuristics(notice, reading.sender) if "final" in d.facts]
    ids = {id(draft) for draft in wanting}
    for draft, same in _paired(drafts, found):
        if id(draft) in ids:
            _resolve(reading, draft, same)
            draft.fill(same)
    reply_in_text(drafts, notice)


def _paired(drafts: list[Draft], found: list[Draft]) -> list[tuple[Draft, Draft]]:
    """Each recipient of the fields with the text's, by name; what is left when it is one, or programs in order."""
    by_name = {d.value("final").casefold(): d for d in found}
    pairs, rest = [], []
    for draft in drafts:
        names = (draft.value("final"), draft.value("original") or "")
        same = next((by_name[n.casefold()] for n in names if n.casefold() in by_name), None)
        if same is None:
            rest.append(draft)
        else:
            pairs.append((draft, same))
    taken = {id(same) for _, same in pairs}
    free = [draft for draft in found if id(draft) not in taken]
    alone = len(drafts) == len(found) == 1
    if len(rest) == len(free) and (alone or not any(is_mailbox(d.value("final")) for d in rest)):
        pairs.extend(zip(rest, free, strict=True))
    return pairs


def _resolve(reading: Reading, draft: Draft, same: Draft) -> None:
    """The fields name a program, a file or an X.400 name where the text names the recipient."""
    final, named = draft.facts["final"], same.facts["final"]  # it stays: two groups may speak of one recipient
    same.facts.pop("action", None)
    same.facts.pop("original", None)
    if not is_mailbox(final.value, draft.value("final_type")) and is_mailbox(named.value):
        reading.notes.add("final-recipient-not-a-mailbox", str(final.value), final.span)
        draft.extensions.append(("Final-Recipient", str(final.value)))
        draft.facts["final"] = named
        draft.facts.pop("final_type", None)


def _wants_command(draft: Draft) -> bool:
    """True when the fields give a reply and no command, and no 5.1.x code says that the address itself was refused."""
    facts = draft.facts
    diagnostic, status = facts.get("diagnostic"), facts.get("status_field") or facts.get("status")
    if diagnostic is None or "command" in facts or (status is not None and status.value.subject == 1):
        return False
    return reply_in(diagnostic.value) is not None and command_in(diagnostic.value) is None


def _commands_in_text(reading: Reading, drafts: list[Draft]) -> None:
    """Postfix and Sendmail say only in the human-readable part which command was refused."""
    notice = reading.notice()
    text = about = notice.text
    at = 0
    places: dict[str, int] = {}
    if len(drafts) > 1:
        if command_at(text) is None:  # then no part of it names one
            return
        for found in find_addresses(text, most=2 * len(drafts)):
            places.setdefault(found.address.casefold(), found.start)
    for draft in drafts:
        if len(drafts) > 1:
            at = places.get(draft.value("final").casefold(), -1)
            about = text[at : at + _ABOUT].partition("\n\n")[0] if at >= 0 else ""
        if (said := command_at(about)) is not None:
            command, start, end = said
            draft.put("command", command, "human-readable-part", Tier.HEURISTIC, notice.span(at + start, at + end))


def _wants_more(draft: Draft) -> bool:
    """True when the fields leave open who it is or what the remote server said."""
    facts = draft.facts
    type_, diagnostic = facts.get("final_type"), facts.get("diagnostic")
    if not is_mailbox(facts["final"].value, None if type_ is None else type_.value):
        return True
    return diagnostic is None or reply_in(diagnostic.value) is None
