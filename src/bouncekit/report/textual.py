"""A notice's text: fields that stand in it, layouts, the language of bounces, and flufl.bounce at the very end."""

from bouncekit.addresses import find_addresses
from bouncekit.report.delivery_status import read_status
from bouncekit.report.diagnostics import reply_in
from bouncekit.report.draft import Draft, merge_drafts
from bouncekit.report.engine import layouts_speaking, place, read_format
from bouncekit.report.heuristics import quoted_replies, read_heuristics
from bouncekit.report.last_resort import read_with_flufl
from bouncekit.report.model import Tier
from bouncekit.report.notice import Notice
from bouncekit.report.reading import Reading
from bouncekit.report.status_fields import has_status_fields
from bouncekit.rules.model import Format
from bouncekit.spans import Because
from bouncekit.vocabulary import Action

__all__ = ["layouts", "read_text", "reply_in_text"]


def read_text(reading: Reading, notice: Notice, formats: list[Format]) -> list[Draft]:
    """Fields that stand in the text, then layouts, then the language of bounces, then flufl.bounce."""
    drafts = _fields_in_text(reading, notice)
    laid_out = layouts(reading, notice, formats) if formats else []
    if drafts:
        by_name = {d.value("final").casefold(): d for d in laid_out if "final" in d.facts}
        for draft in drafts:
            same = by_name.get(draft.value("final").casefold())
            if same is not None:
                draft.fill(same)
    else:
        drafts = [d for d in laid_out if "final" in d.facts]
        if not drafts and any(f.address_of_returned for f in formats):
            drafts = _addressee(reading, formats, laid_out) or laid_out
        elif not drafts:
            drafts = _fallback(reading, notice) or laid_out
    reply_in_text(drafts, notice)
    return drafts


def _addressee(reading: Reading, formats: list[Format], drafts: list[Draft]) -> list[Draft]:
    """Some layouts never name the recipient: then it is the one whom the returned header is addressed to."""
    row = next((f for f in formats if f.address_of_returned), None)
    returned = reading.returned() if row is not None else None
    if row is None or returned is None or returned.to is None:
        return []
    found = {a.address.casefold(): a.address for a in find_addresses(returned.to[:2_000])}
    if len(found) != 1:
        return []
    draft = Draft()
    draft.put("final", next(iter(found.values())), row.id, Tier.HEURISTIC, returned.span)
    for other in drafts:
        draft.fill(other)
    reading.notes.add("recipient-from-returned-header", row.id, returned.span)
    return [draft]


def _fields_in_text(reading: Reading, notice: Notice) -> list[Draft]:
    text = notice.text[: notice.cut]
    if not has_status_fields(text):
        return []
    found = read_status(reading.root, text, reading.limits, reading.notes, rule="fields-in-text", tier=Tier.LAYOUT)
    drafts = [d for d in merge_drafts(found.recipients) if "final" in d.facts]
    if drafts:
        reading.notes.add("fields-in-text", "status fields stand in a text part")
        reading.say("fields-in-text", "status fields (RFC 3464) in a text part", None)
    return drafts


def reply_in_text(drafts: list[Draft], notice: Notice) -> None:
    """A notice about one recipient: what it quotes of a server is about that one, wherever it stands."""
    if len(drafts) != 1:
        return
    draft = drafts[0]
    known = " ".join(f.value for f in (draft.facts.get("diagnostic"), *draft.texts) if f is not None)
    if reply_in(known) is not None:
        return
    draft.texts.extend(quoted_replies(notice))


def _disagree(found: list[list[Draft]]) -> bool:
    """Two rows name different recipients of one action. A list of failures and one of deliveries may differ."""
    sets: dict[object, set[frozenset[str]]] = {}
    for drafts in found:
        by_action: dict[object, list[str]] = {}
        for draft in drafts:
            if "final" in draft.facts:
                by_action.setdefault(draft.value("action"), []).append(draft.value("final").casefold())
        for action, names in by_action.items():
            sets.setdefault(action, set()).add(frozenset(names))
    return any(len(named) > 1 for named in sets.values())


def layouts(reading: Reading, notice: Notice, formats: list[Format] | None = None) -> list[Draft]:
    """All rows that speak, merged; rows of one tier that name different recipients are an anomaly."""
    if formats is None:
        formats = layouts_speaking(notice, reading.index)
    found = [(row, read_format(row, notice, reading.index)) for row in formats]
    named = [(row, drafts) for row, drafts in found if any("final" in d.facts for d in drafts)]
    for row in formats:
        (reading.because if any(row is r for r, _ in named) or not named else reading.also).append(
            Because(rule=row.id, text=f"known from {row.source}", span=place(row, notice, reading.index))
        )
    if len(named) > 1 and _disagree([drafts for _, drafts in named]):
        reading.notes.add("layouts-disagree", ", ".join(row.id for row, _ in named))
    every = [d for _, drafts in (named or found) for d in drafts]
    return merge_drafts(every)


def _fallback(reading: Reading, notice: Notice) -> list[Draft]:
    """The language of bounces, then flufl.bounce."""
    drafts = read_heuristics(notice, reading.sender)
    if not drafts and "@" in notice.text:
        drafts = read_with_flufl(notice, reading.sender)
    delayed = not reading.index.delays.isdisjoint(notice.hits)
    for draft in drafts:
        draft.put("action", Action.DELAYED if delayed else Action.FAILED, "heuristic-action", Tier.HEURISTIC)
    return drafts
