"""The language of bounces, where no layout is known: how mailers of all sorts name a recipient who was not reached."""

import re
from typing import Final, NamedTuple

from bouncekit.addresses import Found, find_addresses
from bouncekit.report.diagnostics import reply_in, statuses_in
from bouncekit.report.draft import Draft, Fact, merge_drafts
from bouncekit.report.mailboxes import plain_address
from bouncekit.report.model import Tier
from bouncekit.report.notice import Notice
from bouncekit.report.sender import Sender
from bouncekit.rules.kinds import SERVICE_LOCAL_PARTS
from bouncekit.rules.words import (
    ASKING_WORDS,
    AUTHOR_FIELDS,
    FAILING_WORDS,
    ORIGINAL_LABELS,
    RECIPIENT_LABELS,
    SENDER_LABELS,
)

__all__ = ["PLAIN_RULES", "quoted_replies", "read_heuristics"]

PLAIN_RULES: Final = frozenset(("heuristic-refused-command", "heuristic-named-with-failure"))
"""The rules of those ways of naming that say by themselves that somebody failed."""


# What stands before an address that was refused: a command, a label, a code.
_SENT_TO: Final = re.compile(r"(?:rcpt[ _-]?to|rcpt)[ :=<\[\"']{1,6}(?:smtp:)?$", re.IGNORECASE)
_LABEL: Final = re.compile(
    rf"^[ \t>*|-]{{0,12}}(?:[a-z][a-z() ]{{0,24}})?(?:{'|'.join(RECIPIENT_LABELS)})"
    r"[ \t]{0,8}[:=][ \t]{0,12}[<\[\"'(]{0,3}(?:(?:smtp|mailto|rfc822)[:;][ \t]?)?$",
    re.IGNORECASE,
)
_FROM_LABEL: Final = re.compile(
    rf"(?:^|[ \t(>*-])(?:{'|'.join(SENDER_LABELS)})"
    r"(?:[ \t]{0,8}[:=]|[ \t])[ \t]{0,8}(?:[\"'][^\"'@<>]{0,60}[\"'][ \t])?[<\[\"'(]{0,3}(?:(?:smtp|mailto)[:;])?$",
    re.IGNORECASE,
)
_FROM_FIELD: Final = re.compile(
    rf"^[ \t>*|-]{{0,12}}(?:{'|'.join(AUTHOR_FIELDS)})[ \t]{{0,8}}[:\uff1a][ \t]{{0,8}}[^@<>:]{{0,80}}<?$",
    re.IGNORECASE,
)
"""`From: Ann Example <`: the field of the original that names who wrote it."""
_QUOTED_OF: Final = re.compile(
    r"(?:(?:polic(?:y|ies)|rules?|filters?|servers?|administrators?|owners?|behalf) of"
    r"|(?:reply-?to|sender|from|return-?path|author)(?:'s)? (?:e-?mail )?address(?: of)?)[ \t]{1,4}[<\"'(]{0,2}$",
    re.IGNORECASE,
)
"""`the policy of ops@example.net`, `reply-to address kim@example.net`: quoted by an error text that is not about it."""
_ORIGINAL_LINE: Final = re.compile(rf"(?im)^[ \t*>-]{{0,8}}(?:{'|'.join(ORIGINAL_LABELS)})[ \t]{{0,8}}:")
_RECIPIENT: Final = re.compile(
    r"(?:recipients?|rcpt|addressee|destinatari\w{0,4}|destinataire|empf\S{1,8}nger)s?[ \t]{0,8}[:=]", re.IGNORECASE
)
_TO: Final = re.compile(r"(?:to|for|recipient|address|user|mailbox|account):?[ \t]{1,4}[<\"'(\[]{0,2}$", re.IGNORECASE)
_COLON: Final = re.compile(r"[>\])]{0,2}[ \t]?:(?:[ \t]|$)")
_CODE: Final = re.compile(r"(?:^|[ \t:\[(<#-])[45][0-5][0-9](?:[ \t-]|$)")
_SIGNATURE: Final = re.compile(r"(?m)^-- ?$")
"""What follows is whose the signature or the disclaimer is (RFC 3676 section 4.3)."""
_DIGITS: Final = re.compile(r"[45][0-5][0-9]")
"""What `_CODE` needs."""
_LISTED: Final = re.compile(
    r"[>\])\"']{0,3}[ \t]{0,8}(?:(?:[,;][ \t]{0,8}\n?|and|und|et|y|&)[ \t]{0,8})?[<\[(\"']{0,3}(?:smtp:|mailto:)?",
    re.IGNORECASE,
)
"""What stands between two addresses of one list, on one line or after a comma."""
_MOST_PARAGRAPHS: Final = 200
_MOST_MENTIONS: Final = 8
_MOST: Final = 25_000
"""Addresses of one notice that are looked at."""
_LONGEST_LINE: Final = 2_000
"""Characters before and after an address in which the ends of its line are looked for: what costs stays linear."""
_LONGEST_PARAGRAPH: Final = 4_000


def read_heuristics(notice: Notice, sender: Sender, senders: frozenset[str] = frozenset()) -> list[Draft]:
    """The recipients that the notice most plainly names; the plainest way of naming wins.

    Addresses that are only mentioned may be examples or people to ask: several of them are no recipients. Nor are the
    *senders* of the original, whom answers quote.
    """
    text = notice.text[: notice.cut]
    ranked: dict[int, list[Found]] = {}
    own = sender.own | senders
    addressee = {a.address.casefold() for a in find_addresses((notice.root.get("to") or "")[:2_000])}
    mark = _SIGNATURE.search(text)
    signed = mark.end() if mark is not None and text[: mark.start()].strip() else len(text)
    addresses = find_addresses(text, most=_MOST + 1)
    if len(addresses) > _MOST:
        notice.bounds["limit-addresses"] = f"only the first {_MOST} addresses of the notice were looked at"
    for found, rank in _settled(text, _places(text, addresses[:_MOST], own, addressee)):
        if rank > _FAILED or found.start < signed:
            ranked.setdefault(rank, []).append(found)
    for rank, name in _NAMES.items():
        drafts = merge_drafts(_drafts(text, ranked.get(rank, []), notice, f"heuristic-{name}"))
        if drafts and (rank > _MENTIONED or len(drafts) == 1):
            return drafts
    return []


_REFUSED, _FAILED, _ALONE, _MENTIONED, _OF_ORIGINAL, _NOT = 5, 4, 3, 2, 1, 0
_SPOKEN: Final = 6
"""A line with a word of failure holds it: settled to one of the others by what else the line names."""
_NAMES: Final = {
    _REFUSED: "refused-command",
    _FAILED: "named-with-failure",
    _ALONE: "address-line",
    _MENTIONED: "only-address",
    _OF_ORIGINAL: "addressee-of-original",
}


class _Place(NamedTuple):
    """One address where it stands."""

    found: Found
    rank: int
    linked: bool
    """It goes on a list: `bob@example.net, kim@example.net`."""


def _places(text: str, addresses: tuple[Found, ...], own: frozenset[str], addressee: set[str]) -> list[_Place]:
    """Every address of *text* with its rank; what is said of the first of a list is said of all."""
    out: list[_Place] = []
    last, listed = 0, 0
    for found in map(_trimmed, addresses):
        rank = _rank(text, found, own, addressee)
        linked = bool(listed and rank) and _LISTED.fullmatch(text, last, found.start) is not None
        last, listed = found.end, listed if linked else rank
        out.append(_Place(found, listed, linked))
    return out


def _settled(text: str, places: list[_Place]) -> list[tuple[Found, int]]:
    """The ranks when each line is looked at as a whole.

    A line that says of one address that it failed may name others: whom to ask, what the new address is. It is about
    those to whom something was sent (`to`, `user`), or else about the first.
    """
    out: list[tuple[Found, int]] = []
    lines: dict[int, list[_Place]] = {}
    for place in places:
        if place.rank:
            lines.setdefault(_line_start(text, place.found.start), []).append(place)
    for line in lines.values():
        out.extend((p.found, p.rank) for p in line if p.rank != _SPOKEN)
        spoken = [p for p in line if p.rank == _SPOKEN]
        if any(p.rank in (_REFUSED, _FAILED) for p in line):
            continue
        heads = [p for p in spoken if not p.linked]
        heads = [p for p in heads if p.found.address.rpartition("@")[0].casefold() not in SERVICE_LOCAL_PARTS] or heads
        named = [p for p in heads if _TO.search(text, max(0, p.found.start - 40), p.found.start)] or heads[:1]
        told = False
        for p in spoken:
            told = told if p.linked else p in named
            if told:
                out.append((p.found, _FAILED))
    return out


def _trimmed(found: Found) -> Found:
    """`bob@example.net...User unknown` is written without a blank, `SMTP=bob@example.net` with a type."""
    cut = found.address.find("..", found.address.rfind("@"))
    if cut >= 0:
        found = Found(found.address[:cut], found.start, found.start + cut)
    if found.address[:5].lower() == "smtp=":
        found = Found(found.address[5:], found.start + 5, found.end)
    return found


def _rank(text: str, found: Found, own: frozenset[str], addressee: set[str]) -> int:
    """How plainly the address is named as the recipient: by a refused command … as the original's addressee, or not."""
    address = found.address.casefold()
    local = address.rpartition("@")[0]
    if address in own or "." not in address.rpartition("@")[2]:
        return 0
    rank = _rank_by_place(text, found, address, addressee)
    return rank if rank >= _FAILED or local not in SERVICE_LOCAL_PARTS else 0


def _rank_by_place(text: str, found: Found, address: str, addressee: set[str]) -> int:
    begin = _line_start(text, found.start)
    end = text.find("\n", found.end, found.end + _LONGEST_LINE)
    end = min(len(text), found.end + _LONGEST_LINE) if end < 0 else end
    before, after = text[max(begin, found.start - 120) : found.start], text[found.end : min(end, found.end + 200)]
    line = text[max(begin, found.start - 200) : min(end, found.end + 300)].lower()
    asking = f"{_end_of_line_before(text, begin) if not before.strip() else ''} {before}".lower()
    if before.lstrip().startswith(">") and not before.lstrip().startswith((">>>", "> rcpt")):
        return 0
    if _SENT_TO.search(before):
        return _REFUSED
    if not before.strip(" \t<[*-") and _COLON.match(after):
        return _FAILED
    if "expanded from" in before.lower():
        return _MENTIONED  # a program or a list failed on behalf of it
    if any(sign.search(before) for sign in (_FROM_LABEL, _FROM_FIELD, _QUOTED_OF)) or any(
        word in asking for word in ASKING_WORDS
    ):
        return _NOT
    alone = not before.strip(" \t<[\"'(*-:•·>") and not after.strip(" \t>])\"'.:;,*")
    if _LABEL.search(before):
        around = text[max(0, begin - 160) : min(len(text), end + 160)]
        if address in addressee:
            return _OF_ORIGINAL
        return _OF_ORIGINAL if _ORIGINAL_LINE.search(around) and not _RECIPIENT.search(before) else _FAILED
    if address in addressee:
        return _OF_ORIGINAL if alone else _NOT
    if alone:
        return _ALONE
    if _CODE.search(before) or _CODE.search(after) or any(word in line for word in FAILING_WORDS):
        return _SPOKEN
    return _ALONE if not before.strip(" \t<[\"'(*-") else _MENTIONED


def _line_start(text: str, at: int) -> int:
    """Where the line begins that goes on at *at*, or as far before it as is looked at."""
    lowest = max(0, at - _LONGEST_LINE)
    return max(text.rfind("\n", lowest, at) + 1, lowest)


def _end_of_line_before(text: str, begin: int) -> str:
    """A sentence goes on from one line to the next: `… please write to`, and the address at the start of a line."""
    line = text[max(_line_start(text, max(begin - 1, 0)), begin - 80, 0) : begin]
    return line.rstrip()[-24:]


class _Room(NamedTuple):
    """Where one recipient is spoken of: between the lines that name others, as offsets."""

    first: int
    last: int
    following: int
    """Where the next one is named."""


def _drafts(text: str, named: list[Found], notice: Notice, rule: str) -> list[Draft]:
    """The recipients of one way of naming; what stands between two of them is about the first."""
    named = _few_of_each(named)
    names = [found.address.casefold() for found in named]
    changes = [at for at in range(1, len(named)) if names[at] != names[at - 1]]
    out: list[Draft] = []
    for begin, end in zip([0, *changes], [*changes, len(named)], strict=True):
        first = text.rfind("\n", named[begin - 1].end, named[begin].start) + 1 if begin else 0
        following = named[end].start if end < len(named) else len(text)
        last = text.rfind("\n", named[end - 1].end, following) if end < len(named) else -1
        room = _Room(first, last if last >= 0 else following, following)
        out.extend(_draft(text, found, room, notice, rule) for found in named[begin:end])
    return out


def _few_of_each(named: list[Found]) -> list[Found]:
    """The first mentions of each address: further ones add nothing to what is kept of it."""
    count: dict[str, int] = {}
    out = []
    for found in named:
        name = found.address.casefold()
        count[name] = count.get(name, 0) + 1
        if count[name] <= _MOST_MENTIONS:
            out.append(found)
    return out


def _draft(text: str, found: Found, room: _Room, notice: Notice, rule: str) -> Draft:
    """What the paragraph of *found* says as far as it lies in *room*, and the next one, unless it names another."""
    draft = Draft()
    draft.put("final", plain_address(found.address), rule, Tier.HEURISTIC, notice.span(found.start, found.end))
    before = text.rfind("\n\n", max(0, found.start - _LONGEST_PARAGRAPH), found.start)
    start = max(before + 2 if before >= 0 else found.start - _LONGEST_PARAGRAPH, room.first, 0)
    end = text.find("\n\n", found.end, found.end + _LONGEST_PARAGRAPH)
    following = text.find("\n\n", end + 2, end + _LONGEST_PARAGRAPH) if end >= 0 else -1
    start = max(start, found.start - 400)
    here = text[start : min(end if end >= 0 else len(text), room.last, start + 1_500)]
    more = text[end + 2 : min(following if following >= 0 else len(text), end + 1_002)] if end >= 0 else ""
    if end < room.following < end + 2 + len(more):
        more = ""
    for piece in (here, more):
        line = " ".join(piece.split())
        if reply_in(line) or statuses_in(line):
            other = Draft()
            other.put("diagnostic", line, rule, Tier.HEURISTIC, notice.span(found.start, found.end))
            draft.fill(other)
    bare = here.strip(" \t\n<>:'\"*-\u2022")
    if "diagnostic" not in draft.facts and bare and bare != found.address:  # the address alone says nothing of why
        draft.put("diagnostic", " ".join(here.split()), rule, Tier.HEURISTIC, notice.span(found.start, found.end))
    return draft


def quoted_replies(notice: Notice) -> list[Fact]:
    """Paragraphs of *notice* that state a reply code beyond doubt, as texts to look for codes in."""
    text = notice.text[: notice.cut]
    out: list[Fact] = []
    start = 0
    for paragraph in text.split("\n\n")[:_MOST_PARAGRAPHS]:
        end = start + len(paragraph)
        if _DIGITS.search(paragraph, 0, 2_000) is None:
            start = end + 2
            continue
        line = " ".join(paragraph[:2_000].split())
        if _CODE.search(line) and reply_in(line) is not None:
            out.append(Fact(line, "heuristic-quoted-reply", Tier.HEURISTIC, notice.span(start, end)))
            if len(out) == 2:
                break
        start = end + 2
    return out
