"""A notice's text: fields that stand in it, layouts, the language of bounces, and flufl.bounce at the very end."""

from typing import Final

from bouncekit.addresses import find_addresses
from bouncekit.report.delivery_status import read_status
from bouncekit.report.diagnostics import reply_in, statuses_in
from bouncekit.report.draft import Draft, merge_drafts
from bouncekit.report.engine import layouts_speaking, named_in_field, place, read_format
from bouncekit.report.heuristics import PLAIN_RULES, quoted_replies, read_heuristics
from bouncekit.report.last_resort import read_with_flufl
from bouncekit.report.model import Tier
from bouncekit.report.notice import Notice
from bouncekit.report.reading import Reading
from bouncekit.report.status_fields import has_status_fields
from bouncekit.rules.kinds import DELAY_SUBJECTS, GIVEN_UP_PHRASES, SUCCESS_PHRASES
from bouncekit.rules.model import Format
from bouncekit.spans import Because
from bouncekit.vocabulary import Action

__all__ = ["layouts", "read_text", "reply_in_text"]

_SUCCESS: Final = frozenset((Action.DELIVERED, Action.RELAYED))


def read_text(reading: Reading, notice: Notice, formats: list[Format]) -> list[Draft]:
    """Fields that stand in the text, then layouts, then the language of bounces, then flufl.bounce."""
    drafts = _fields_in_text(reading, notice)
    laid_out = layouts(reading, notice, formats) if formats else []
    if drafts:
        _with(drafts, laid_out)
    else:
        drafts = laid_out if any("final" in d.facts for d in laid_out) else []
        if not drafts and any(f.address_of_returned for f in formats):
            drafts = _addressee(reading, formats, laid_out) or _folded(laid_out)
        elif not drafts:
            drafts = _fallback(reading, notice, formats) or laid_out
    reply_in_text(drafts, notice)
    return drafts


def _with(drafts: list[Draft], others: list[Draft]) -> list[Draft]:
    """*drafts* with what *others* know of the same recipients."""
    by_name = {d.value("final").casefold(): d for d in others if "final" in d.facts}
    for draft in drafts:
        same = by_name.get(draft.value("final").casefold())
        if same is not None:
            draft.fill(same)
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


def _folded(drafts: list[Draft]) -> list[Draft]:
    """What several rows say of a message as a whole is about one recipient, whom nothing names."""
    for draft in drafts[1:]:
        drafts[0].fill(draft)
    return drafts[:1]


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
    """A notice about one recipient: what it quotes of a server is about that one, wherever it stands.

    Of several, one answer that names none of them is about all, where nothing else says why any failed.
    """
    if not drafts or any(_has_reply(draft) for draft in drafts):
        return
    quoted = quoted_replies(notice)
    if len(drafts) == 1:
        drafts[0].texts.extend(quoted)
    elif len(quoted) == 1 and not any(_told_apart(draft, quoted[0].value) for draft in drafts):
        for draft in drafts:
            draft.texts.append(quoted[0])


def _told_apart(draft: Draft, text: str) -> bool:
    """True when *text* names the recipient, or its own code or success says what happened to it."""
    return (
        str(draft.value("final")) in text
        or "status" in draft.facts
        or draft.value("action") in (*_SUCCESS, Action.EXPANDED)
    )


def _has_reply(draft: Draft) -> bool:
    known = " ".join(f.value for f in (draft.facts.get("diagnostic"), *draft.texts) if f is not None)
    return reply_in(known) is not None


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
    found = [(row, _of_one_row(reading, row, read_format(row, notice, reading.index))) for row in formats]
    named = [(row, drafts) for row, drafts in found if any("final" in d.facts for d in drafts)]
    for row in formats:
        (reading.because if any(row is r for r, _ in named) or not named else reading.also).append(
            Because(rule=row.id, text=f"known from {row.source}", span=place(row, notice, reading.index))
        )
    if len(named) > 1 and _disagree([drafts for _, drafts in named]):
        reading.notes.add("layouts-disagree", ", ".join(row.id for row, _ in named))
    every = merge_drafts(_each_entry_once([drafts for _, drafts in (named or found)]))
    if named:
        every = [d for d in every if "final" in d.facts or d.apart]
    if len(every) > 1 and (senders := reading.senders()):
        every = [d for d in every if not _about_sender(d, senders)] or every
    return every


def _of_one_row(reading: Reading, row: Format, drafts: list[Draft]) -> list[Draft]:
    """A notice about a message as a whole quotes whom it likes: who sent the message is no recipient of it."""
    if not row.address_of_returned or not any("final" in d.facts for d in drafts):
        return drafts
    senders = reading.senders() | _addressees(reading)
    others = [d for d in drafts if "final" not in d.facts or d.value("final").casefold() not in senders]
    if not others:
        for draft in drafts:
            del draft.facts["final"]
    return others or _folded(drafts)


def _addressees(reading: Reading) -> frozenset[str]:
    """Whom the notice was sent to, unless the original was, too."""
    returned = reading.returned()
    own = {a.address.casefold() for a in find_addresses((reading.root.get("to") or "")[:2_000])}
    to = {a.address.casefold() for a in find_addresses(((returned.to if returned else None) or "")[:2_000])}
    return frozenset(own - to)


def _each_entry_once(found: list[list[Draft]]) -> list[Draft]:
    """The drafts of all rows, of entries that are no addresses those of one row: the others read the same list."""
    apart = max(([d for d in drafts if d.apart] for drafts in found), key=len, default=[])
    kept = {id(d) for d in apart}
    return [d for drafts in found for d in drafts if not d.apart or id(d) in kept]


def _about_sender(draft: Draft, senders: frozenset[str]) -> bool:
    """An answer to MAIL that names the reverse-path; somebody who writes to a list may also fail as its member."""
    text = str(draft.value("diagnostic") or "").lower()
    return str(draft.value("final")).casefold() in senders and ("sender" in text or "5.1.8" in text or "5.1.7" in text)


def _fallback(reading: Reading, notice: Notice, formats: list[Format]) -> list[Draft]:
    """The language of bounces, the field in which mailers name whom they did not reach, then flufl.bounce."""
    drafts = read_heuristics(notice, reading.sender)
    if drafts and any(draft.value("final").casefold() in (senders := reading.senders()) for draft in drafts):
        others = read_heuristics(notice, reading.sender, senders)
        drafts = others if any(draft.facts["final"].rule in PLAIN_RULES for draft in others) else drafts
    named = named_in_field(notice.root, "x-failed-recipients", "x-failed-recipients", Tier.HEURISTIC)
    if named:
        drafts = _with(named, drafts)
    if not drafts and "@" in notice.text:
        drafts = read_with_flufl(notice, reading.sender)
    action = _spoken_of(reading, notice, formats)
    for draft in drafts:
        draft.put("action", action, "heuristic-action", Tier.HEURISTIC)
    return drafts


def _spoken_of(reading: Reading, notice: Notice, formats: list[Format]) -> Action:
    """What the text says was done: a notice of success that names nobody in a way we know is still no failure."""
    folded = notice.folded()[: len(notice.head)]
    late = any(subject in reading.sender.subject for subject in DELAY_SUBJECTS)
    if late or not reading.index.delays.isdisjoint(notice.hits):
        given_up = any(phrase in folded for phrase in GIVEN_UP_PHRASES)
        return Action.FAILED if given_up else Action.DELAYED
    said = {row.action for row in formats}
    silent = reading.index.words.isdisjoint(notice.hits) and any(phrase in folded for phrase in SUCCESS_PHRASES)
    if said <= _SUCCESS and (said or silent) and not _refused(notice):
        return Action.RELAYED if said == {Action.RELAYED} else Action.DELIVERED
    return Action.FAILED


def _refused(notice: Notice) -> bool:
    """A code of failure stands in the text."""
    text = notice.head
    reply = reply_in(text)
    return (reply is not None and reply[0].klass != 2) or any(status.klass != 2 for status, _ in statuses_in(text))
