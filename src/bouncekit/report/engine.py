"""The formats engine: rows' marks and blocks over one notice. No vendor is named here."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from bouncekit.addresses import find_addresses
from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.message import Part
from bouncekit.report.draft import Draft, Fact, merge_drafts
from bouncekit.report.index import Index, Marks
from bouncekit.report.mailboxes import is_mailbox, is_pipe_or_file, plain_address
from bouncekit.report.model import Tier
from bouncekit.report.notice import Notice
from bouncekit.report.status_fields import action_of
from bouncekit.report.transcripts import refusal_only, settle
from bouncekit.rules.model import Block, Format, Header, KindRule, Line, Role, Tail, Unit, Weight
from bouncekit.spans import Span

__all__ = ["TIERS", "holds", "layouts_speaking", "named_in_field", "place", "read_format", "speaking"]

TIERS: Final = {Weight.LAYOUT: Tier.LAYOUT, Weight.PROVIDER: Tier.PROVIDER, Weight.HEURISTIC: Tier.HEURISTIC}

_LONGEST_LINE: Final = 2_000
_MOST_LINES: Final = 200_000
_MOST_TAIL: Final = 40
"""Lines of one block that are read (some for each of 20,000 recipients), and lines of one diagnostic."""
_FACTS: Final = ("status", "reply", "action", "remote_mta", "command", "last_attempt", "will_retry_until", "original")


@lru_cache(maxsize=4_096)
def _finder(pattern: str) -> Callable[[str], re.Match[str] | None]:
    """Looks for *pattern* in a line."""
    compiled = re.compile(pattern, re.IGNORECASE)
    # What begins with the line needs no look at the rest of it; an alternative might begin elsewhere.
    return compiled.match if pattern.startswith("^") and "|" not in pattern else compiled.search


def holds(marks: Marks, notice: Notice) -> bool:
    """True when a row's marks are all met."""
    hits, header = notice.hits, notice.header
    for number in marks.all_phrases:
        if number not in hits:
            return False
    for number in marks.none_phrases:
        if number in hits:
            return False
    for mark in marks.all_headers:
        value = header(mark.field)
        if value is None or mark.needle not in value:
            return False
    if (marks.any_phrases or marks.any_fields) and not _any_holds(marks, notice):
        return False
    for mark in marks.none_headers:
        value = header(mark.field)
        if value is not None and mark.needle in value:
            return False
    return True


def _any_holds(marks: Marks, notice: Notice) -> bool:
    hits = notice.hits
    for number in marks.any_phrases:
        if number in hits:
            return True
    for field, needles in marks.any_fields:
        value = notice.header(field)
        if value is not None and any(map(value.__contains__, needles)):
            return True
    return False


def place(row: Format | KindRule, notice: Notice, index: Index) -> Span | None:
    """Where the first mark of *row* that is met stands."""
    marks = index.marks[row.id]
    for number in (*marks.all_phrases, *marks.any_phrases):
        if number in notice.hits:
            return notice.span(*notice.hits[number][0])
    for mark in (m for m in (*row.all_of, *row.any_of) if isinstance(m, Header)):
        value = notice.header(mark.field)
        if value is not None and mark.needle in value and (field := notice.root.field(mark.field)) is not None:
            return field.span
    return None


def speaking(notice: Notice, index: Index) -> tuple[list[Format], list[KindRule]]:
    """The rows whose marks this notice meets."""
    ids = _filed(notice, index.kinds_by_phrase)
    for field in index.by_field.keys() & notice.root.names:
        ids.update(index.shown(field, notice.header(field) or ""))
    return layouts_speaking(notice, index), [r for r in _met(ids, notice, index) if isinstance(r, KindRule)]


def layouts_speaking(notice: Notice, index: Index) -> list[Format]:
    """The layouts whose marks this notice meets."""
    ids = _filed(notice, index.formats_by_phrase)
    return [row for row in _met(ids, notice, index) if isinstance(row, Format)]


def _filed(notice: Notice, by_phrase: dict[int, list[str]]) -> set[str]:
    return {row_id for number in notice.hits.keys() & by_phrase.keys() for row_id in by_phrase[number]}


def _met(ids: set[str], notice: Notice, index: Index) -> list[Format | KindRule]:
    spoke = [row_id for row_id in ids if holds(index.marks[row_id], notice)]
    if len(spoke) > 1:
        places = {number: n for n, number in enumerate(notice.hits)}
        spoke.sort(key=lambda row_id: _first_place(index, row_id, places))
    return [index.rows[row_id][1] for row_id in spoke]


def _first_place(index: Index, row_id: str, places: dict[int, int]) -> tuple[int, int]:
    """Rows in the order in which the notice speaks of them; those that only a header field shows come last."""
    marks = index.marks[row_id]
    met = [places[n] for n in (*marks.all_phrases, *marks.any_phrases) if n in places]
    return min(met, default=len(places)), index.rows[row_id][0]


def read_format(row: Format, notice: Notice, index: Index) -> list[Draft]:
    """The recipients that *row* finds in *notice*."""
    reader = _Reader(row, notice, index)
    for role in (Role.LIST, Role.DETAIL):
        for block in row.blocks:
            if block.role is role:
                reader.read(block)
    return reader.finish()


def named_in_field(root: Part, name: str, rule: str, tier: Tier) -> list[Draft]:
    """The addresses in the fields called *name* of *root*, as recipients, each once."""
    out: dict[str, Draft] = {}
    for field in root.fields(name):
        span = field.value_span
        for piece in dict.fromkeys(field.decoded.split(",")):
            address = plain_address(piece)
            key = address.casefold()
            if "@" in address and key not in out:
                out[key] = Draft()
                out[key].put("final", address, rule, tier, span)
    return list(out.values())


class _Reader:
    """One row on one notice."""

    __slots__ = ("_drafts", "_index", "_known", "_listed", "_notice", "_pending", "_row", "_tier")

    def __init__(self, row: Format, notice: Notice, index: Index) -> None:
        self._row = row
        self._notice = notice
        self._index = index
        self._tier = TIERS[row.weight]
        self._drafts: list[Draft] = []
        self._known: dict[str, Draft] = {}
        self._listed = 0
        self._pending = Draft()

    def finish(self) -> list[Draft]:
        row = self._row
        drafts = settle(merge_drafts(self._drafts), row.action) or self._from_fields()
        refusal_only(self._pending)
        if not drafts and row.address_of_returned and self._pending.facts:
            drafts = [Draft()]  # it names nobody, and says why
        for draft in drafts:
            _prefer_original(draft)
            if self._pending.facts or self._pending.texts:
                draft.fill(self._pending)
            if "diagnostic" not in draft.facts and draft.texts:
                draft.facts["diagnostic"] = draft.texts.pop(0)
            draft.put("action", row.action, row.id, self._tier)
            draft.put("reason_hint", row.reason_hint, row.id, self._tier)
        return drafts

    def _from_fields(self) -> list[Draft]:
        named = (named_in_field(self._notice.root, name, self._row.id, self._tier) for name in self._row.address_fields)
        return next((drafts for drafts in named if drafts), [])

    # -- blocks

    def read(self, block: Block) -> None:
        region = self._region(block)
        if region is None or not self._may_match(block, *region):
            return
        if block.role is Role.LIST:
            self._listed = 0
        else:
            self._listed = len(self._drafts)
        units = self._lines(*region) if block.unit is Unit.LINE else self._paragraphs(*region)
        match = self._match
        until = _finder(block.until) if block.until else None
        current: Draft | None = self._drafts[0] if block.role is Role.DETAIL and len(self._drafts) == 1 else None
        tail: list[str] = []
        tail_at = (0, 0)
        first = True
        for start, line in units:
            if until is not None and not first and until(line):
                break
            first = False
            hit = match(block, line)
            if hit is None:
                if current is None or block.tail is Tail.NONE or not tail_at[1]:
                    continue
                if line.strip():
                    if len(tail) < _MOST_TAIL:
                        tail.append(line.strip())
                        tail_at = (tail_at[0], start + len(line))
                elif tail and block.tail is Tail.PARAGRAPH:
                    self._diagnose(current, tail, tail_at)
                    tail, tail_at = [], (0, 0)
                continue
            m, pattern = hit
            groups: dict[str, str | None] = m.groupdict()
            if pattern.entry or groups.get("address") is not None:
                self._diagnose(current, tail, tail_at)
                tail, tail_at = [], (0, 0)
                current = self._entry(m) if pattern.entry else self._recipient(block, pattern, m, start)
                if current is not None and block.tail is not Tail.NONE:
                    tail_at = (start + len(line), start + len(line))
            self._facts(current if current is not None else self._pending, pattern, m, start, block, groups=groups)
            text = groups.get("diagnostic")
            if text and text.strip() and pattern.summary and current is not None:
                self._sum_up(current, m, start)
            elif text and text.strip():
                if block.tail is Tail.NONE or current is None:
                    at = m.start("diagnostic")
                    target = current if current is not None else self._pending
                    self._diagnose(target, [text.strip()], (start + at, start + at + len(text)))
                else:
                    if not tail:
                        tail_at = (start + m.start("diagnostic"), start + m.end("diagnostic"))
                    tail.append(text.strip())
        self._diagnose(current, tail, tail_at)

    def _sum_up(self, draft: Draft, m: re.Match[str], start: int) -> None:
        """The line repeats what was said last before anybody was named: that is the diagnostic, where there is one."""
        said = [*self._pending.texts[-1:], self._pending.facts.get("diagnostic")][0]
        if said is not None:
            draft.facts.setdefault("diagnostic", said)
        span = self._notice.span(start + m.start("diagnostic"), start + m.end("diagnostic"))
        draft.texts.append(Fact(m["diagnostic"].strip(), self._row.id, self._tier, span))

    def _region(self, block: Block) -> tuple[int, int] | None:
        text, cut, hits = self._notice.text, self._notice.cut, self._notice.hits
        start = after = 0
        if block.start:
            places = [at for phrase in block.start for at in hits.get(self._index.number(phrase), ())]
            if not places:
                return None
            first, after = min(places)
            start = text.rfind("\n", 0, first) + 1
        stops = [at for phrase in block.stop if (at := self._stop(phrase, after)) >= 0]
        end = min([text.rfind("\n", 0, at) + 1 if at > start else at for at in stops], default=cut)
        return (start, min(max(end, after), cut)) if end > start else None

    def _stop(self, phrase: str, after: int) -> int:
        """Where *phrase* first stands at or past *after*; the search keeps only the first place of each phrase."""
        places = self._notice.hits.get(self._index.number(phrase), ())
        first = min((at for at, _ in places), default=-1)
        if first >= after:
            return first
        if first < 0 and self._notice.is_searched:
            return -1
        return self._notice.folded().find(phrase.casefold(), after)

    def _may_match(self, block: Block, start: int, end: int) -> bool:
        """False where no line of the region has what a pattern needs: nothing is read then."""
        if block.unit is not Unit.LINE:
            return True
        find = self._notice.folded().find
        return any(find(pattern.needle, start, end) >= 0 for pattern in block.lines)

    def _lines(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        text = self._notice.text
        find = text.find
        for _ in range(_MOST_LINES):
            if start >= end:
                return
            stop = find("\n", start, end)
            if stop < 0:
                stop = end
            line = text[start:stop] if stop - start <= _LONGEST_LINE else text[start : start + _LONGEST_LINE]
            yield start, line.rstrip()
            start = stop + 1
        if start < end:
            self._notice.bounds["limit-lines"] = f"only the first {_MOST_LINES} lines of a list were read"

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        begun = start
        held: list[str] = []
        for at, line in self._lines(start, end):
            if line.strip():
                if not held:
                    begun = at
                held.append(line.strip())
            elif held:
                yield begun, " ".join(held)
                yield at, ""
                held = []
        if held:
            yield begun, " ".join(held)

    @staticmethod
    def _match(block: Block, line: str) -> tuple[re.Match[str], Line] | None:
        low = line.lower()
        for pattern in block.lines:
            if pattern.needle and pattern.needle not in low:
                continue
            m = _finder(pattern.pattern)(line)
            if m is not None:
                return m, pattern
        return None

    # -- facts

    def _recipient(self, block: Block, pattern: Line, m: re.Match[str], start: int) -> Draft | None:
        address, tier = plain_address(_bare(m["address"])), self._tier
        if "@" not in address and not is_pipe_or_file(address):
            if not address or "@" in pattern.needle or " " in address:
                return None
            domain = self._row.local_domain
            if domain == "@":
                domain, tier = self._domain_of_sender(), Tier.HEURISTIC
                if not domain:
                    return None
            address = f"{address}@{domain}" if domain else address
        key = address.casefold()
        known = self._known.get(key)
        if known is not None:
            return known
        if block.role is Role.DETAIL and self._listed:
            return self._drafts[0] if self._listed == 1 else Draft()
        draft = Draft()
        span = self._notice.span(start + m.start("address"), start + m.end("address"))
        draft.put("final", address, self._row.id, tier, span)
        self._known[key] = draft
        self._drafts.append(draft)
        return draft

    def _entry(self, m: re.Match[str]) -> Draft:
        """An entry that is no address: its `original` names the recipient, or nothing does."""
        draft = Draft(apart=True)
        if (program := m.groupdict().get("address")) is not None:
            draft.extensions.append(("Final-Recipient", program.strip()))
        self._drafts.append(draft)
        return draft

    def _domain_of_sender(self) -> str:
        if not self._notice.own:
            return ""
        found = find_addresses((self._notice.root.get("from") or "")[:2_000])
        return found[0].address.rpartition("@")[2] if found else ""

    def _facts(
        self,
        draft: Draft,
        pattern: Line,
        m: re.Match[str],
        start: int,
        block: Block,
        *,
        groups: dict[str, str | None],
    ) -> None:
        rule, tier = self._row.id, self._tier
        for name in _FACTS if len(groups) > 1 or "address" not in groups else ():
            text = groups.get(name)
            if text:
                value = _value(name, text)
                draft.put(name, value, rule, tier, self._notice.span(start + m.start(name), start + m.end(name)))
        draft.put("action", pattern.action or block.action, rule, tier)
        draft.put("reason_hint", pattern.reason_hint or block.reason_hint, rule, tier)

    def _diagnose(self, draft: Draft | None, lines: list[str], at: tuple[int, int]) -> None:
        if draft is None or not lines:
            return
        other = Draft()
        other.put("diagnostic", " ".join(lines), self._row.id, self._tier, self._notice.span(*at))
        draft.fill(other)


def _bare(text: str) -> str:
    """Without what is no part of the domain before it: Sendmail's dots (`@example.net...User unknown`), a bracket."""
    at = text.rfind("@")
    cut = text.find("...", at)
    text = text[:cut] if cut > 0 else text
    return text.rstrip("]") if "[" not in text[at:] else text


def _prefer_original(draft: Draft) -> None:
    """A program, a file or a mail system's inner name stands for an address that the notice names: the recipient."""
    final, original = draft.facts.get("final"), draft.facts.get("original")
    if original is None or not is_mailbox(original.value) or (final is not None and is_mailbox(final.value)):
        return
    if final is not None:
        draft.extensions.append(("Final-Recipient", str(final.value)))
        draft.apart = True
    elif not draft.apart:
        return
    draft.facts["final"] = original


def _value(name: str, text: str) -> object:
    text = text.strip()
    match name:
        case "status":
            return EnhancedStatus.find(text)
        case "reply":
            return ReplyCode.find(text)
        case "action":
            return action_of(text)
        case "original":
            return plain_address(text) or None
        case "command":
            return text.upper()[:40]
        case _:
            return text[:1_000]
