"""The language of bounces, where no layout is known: how mailers of all sorts name a recipient who was not reached."""

import re
from typing import Final

from bouncekit.addresses import Found, find_addresses
from bouncekit.report.diagnostics import reply_in, statuses_in
from bouncekit.report.draft import Draft, Fact, merge_drafts
from bouncekit.report.mailboxes import plain_address
from bouncekit.report.model import Tier
from bouncekit.report.notice import Notice
from bouncekit.report.sender import Sender
from bouncekit.rules.kinds import SERVICE_LOCAL_PARTS
from bouncekit.rules.words import ASKING_WORDS, FAILING_WORDS, ORIGINAL_LABELS, RECIPIENT_LABELS, SENDER_LABELS

__all__ = ["quoted_replies", "read_heuristics"]


# What stands before an address that was refused: a command, a label, a code.
_SENT_TO: Final = re.compile(r"(?:rcpt[ _-]?to|rcpt)[ :=<\[\"']{1,6}(?:smtp:)?$", re.IGNORECASE)
_LABEL: Final = re.compile(
    rf"^[ \t>*|-]{{0,12}}(?:[a-z][a-z() ]{{0,24}})?(?:{'|'.join(RECIPIENT_LABELS)})"
    r"[ \t]{0,8}[:=][ \t]{0,12}[<\[\"'(]{0,3}(?:(?:smtp|mailto|rfc822)[:;][ \t]?)?$",
    re.IGNORECASE,
)
_FROM_LABEL: Final = re.compile(
    rf"(?:^|[ \t(>*])(?:{'|'.join(SENDER_LABELS)})"
    r"(?:[ \t]{0,8}[:=]|[ \t])[ \t]{0,8}(?:[\"'][^\"'@<>]{0,60}[\"'][ \t])?[<\[\"'(]{0,3}(?:(?:smtp|mailto)[:;])?$",
    re.IGNORECASE,
)
_ORIGINAL_LINE: Final = re.compile(rf"(?im)^[ \t*>-]{{0,8}}(?:{'|'.join(ORIGINAL_LABELS)})[ \t]{{0,8}}:")
_COLON: Final = re.compile(r"[>\])]{0,2}[ \t]?:(?:[ \t]|$)")
_CODE: Final = re.compile(r"(?:^|[ \t:\[(<#-])[45][0-5][0-9](?:[ \t-]|$)")
_MOST_PARAGRAPHS: Final = 200
_MOST: Final = 500
"""Addresses of one notice that are looked at."""


def read_heuristics(notice: Notice, sender: Sender) -> list[Draft]:
    """The recipients that the notice most plainly names; the plainest way of naming wins.

    Addresses that are only mentioned may be examples or people to ask: several of them are no recipients.
    """
    text = notice.text[: notice.cut]
    ranked: dict[int, list[Draft]] = {}
    own = sender.own
    addressee = {a.address.casefold() for a in find_addresses((notice.root.get("to") or "")[:2_000])}
    addresses = find_addresses(text)
    if len(addresses) > _MOST:
        notice.bounds["limit-addresses"] = f"only the first {_MOST} addresses of the notice were looked at"
    for found in map(_trimmed, addresses[:_MOST]):
        rank = _rank(text, found, own, addressee)
        if rank:
            ranked.setdefault(rank, []).append(_draft(text, found, notice, f"heuristic-{_NAMES[rank]}"))
    for rank in _NAMES:
        drafts = merge_drafts(ranked.get(rank, []))
        if drafts and (rank > _MENTIONED or len(drafts) == 1):
            return drafts
    return []


_REFUSED, _FAILED, _ALONE, _MENTIONED, _OF_ORIGINAL, _NOT = 5, 4, 3, 2, 1, 0
_NAMES: Final = {
    _REFUSED: "refused-command",
    _FAILED: "named-with-failure",
    _ALONE: "address-line",
    _MENTIONED: "only-address",
    _OF_ORIGINAL: "addressee-of-original",
}


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
    begin = text.rfind("\n", 0, found.start) + 1
    end = text.find("\n", found.end)
    end = len(text) if end < 0 else end
    before, after = text[max(begin, found.start - 120) : found.start], text[found.end : min(end, found.end + 200)]
    line = text[max(begin, found.start - 200) : min(end, found.end + 300)].lower()
    if before.lstrip().startswith(">") and not before.lstrip().startswith((">>>", "> rcpt")):
        return 0
    if _SENT_TO.search(before):
        return _REFUSED
    if not before.strip(" \t<[*-") and _COLON.match(after):
        return _FAILED
    if _FROM_LABEL.search(before) or any(word in before.lower() for word in ASKING_WORDS):
        return _NOT
    alone = not before.strip(" \t<[\"'(*-:•·>") and not after.strip(" \t>])\"'.:;,*")
    if _LABEL.search(before):
        around = text[max(0, begin - 160) : min(len(text), end + 160)]
        return _OF_ORIGINAL if address in addressee or _ORIGINAL_LINE.search(around) else _FAILED
    if address in addressee:
        return _OF_ORIGINAL if alone else _NOT
    if _CODE.search(before) or _CODE.search(after) or any(word in line for word in FAILING_WORDS):
        return _FAILED
    return _ALONE if alone or not before.strip(" \t<[\"'(*-") else _MENTIONED


def _draft(text: str, found: Found, notice: Notice, rule: str) -> Draft:
    draft = Draft()
    draft.put("final", plain_address(found.address), rule, Tier.HEURISTIC, notice.span(found.start, found.end))
    start = text.rfind("\n\n", 0, found.start) + 2 if "\n\n" in text[: found.start] else 0
    end = text.find("\n\n", found.end)
    following = text.find("\n\n", end + 2) if end >= 0 else -1
    here = text[max(start, found.start - 400) : end if end >= 0 else len(text)][:1_500]
    more = text[end + 2 : following if following >= 0 else len(text)][:1_000] if end >= 0 else ""
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
        line = " ".join(paragraph[:2_000].split())
        if _CODE.search(line) and reply_in(line) is not None:
            out.append(Fact(line, "heuristic-quoted-reply", Tier.HEURISTIC, notice.span(start, end)))
            if len(out) == 2:
                break
        start = end + 2
    return out
