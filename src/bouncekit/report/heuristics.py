"""The language of bounces, where no layout is known: how mailers of all sorts name a recipient who was not reached."""

import re
from typing import Final

from bouncekit.addresses import Found, find_addresses
from bouncekit.codes import EnhancedStatus
from bouncekit.report.diagnostics import reply_in, statuses_in
from bouncekit.report.draft import Draft, merge_drafts
from bouncekit.report.mailboxes import is_pipe_or_file, plain_address
from bouncekit.report.model import Tier
from bouncekit.report.notice import Notice
from bouncekit.report.sender import Sender
from bouncekit.rules.kinds import SERVICE_LOCAL_PARTS

__all__ = ["read_heuristics"]

_MOST: Final = 500
"""Addresses of one notice that are looked at."""
_SERVICE: Final = SERVICE_LOCAL_PARTS

# What stands before an address that was refused: a command, a label, a code.
_SENT_TO: Final = re.compile(r"(?:rcpt[ _-]?to|rcpt)[ :=<\[\"']{1,6}(?:smtp:)?$", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"^[ \t>*|-]{0,12}(?:[a-z][a-z() ]{0,24})?(?:recipients?|rcpt|to|address(?:\(es\))?|addressee|e-?mail(?: address)?|user|mailbox|account|destinatari\w{0,4}|destinataire|empf\S{1,8}nger|宛先|收件人|addresses|for|cc|bcc)"
    r"[ \t]{0,8}[:=][ \t]{0,12}[<\[\"'(]{0,3}(?:(?:smtp|mailto|rfc822)[:;][ \t]?)?$",
    re.IGNORECASE,
)
_FROM_LABEL: Final = re.compile(
    r"(?:^|[ \t(>*])(?:from|sender|reply-?to|return-?path|mail from|message-id|msgid|contact|von|de|mittente|expediteur|remitente|absender|postmaster|id)"
    r"[ \t]{0,8}[:=]?[ \t]{0,8}(?:[^@<>]{0,60})?[<\[\"'(]{0,3}(?:(?:smtp|mailto)[:;])?$",
    re.IGNORECASE,
)
_ASKED: Final = (
    "contact",
    "please write",
    "please send",
    "for assistance",
    "for help",
    "questions",
    "mailto:",
    "http",
    "report this",
    "forward this",
    "e-mail to",
    "email to",
    "mail to ",
    "by sending",
    "administrator at",
    "reach me",
    "auf hilfe",
)
_CODE: Final = re.compile(r"(?:^|[ \t:\[(<#-])[45][0-5][0-9](?:[ \t-]|$)")
_FAILING: Final = (
    "unknown", "not found", "no such", "not exist", "doesn't exist", "invalid", "reject", "refused", "denied", "disabled", "full", "quota", "fail", "undeliver",
    "not deliver", "couldn't", "could not", "cannot", "can't", "unable", "bad address", "error", "inactive", "no mailbox", "not listed", "not known", "not a ",
    "timed out", "timeout", "expired", "delay", "no longer", "incorrect", "unavailable", "not reach", "not accept", "blocked", "unroutable", "bounce", "over",
    "unbekannt", "nicht", "inconnu", "introuvable", "desconocid", "no existe", "sconosciut", "inesistente", "onbekend", "不存在", "見つかり", "エラー", "存在しま", "拒", "满", "いっぱい", "없", "недостав", "не существ", "неизвест", "не найден",
)  # fmt: skip


def read_heuristics(notice: Notice, sender: Sender) -> list[Draft]:
    """The recipients that the notice most plainly names; the plainest way of naming wins."""
    text = notice.text[: notice.cut]
    ranked: dict[int, list[Draft]] = {}
    own = sender.own
    addressee = {a.address.casefold() for a in find_addresses((notice.root.get("to") or "")[:2_000])}
    for found in find_addresses(text)[:_MOST]:
        rank = _rank(text, found, own, addressee)
        if rank:
            ranked.setdefault(rank, []).append(_draft(text, found, notice, f"heuristic-{_NAMES[rank]}"))
    for rank in (4, 3, 2, 1):
        drafts = ranked.get(rank)
        if drafts:
            return merge_drafts(drafts)
    return []


_NAMES: Final = {4: "refused-command", 3: "named-with-failure", 2: "address-line", 1: "only-address"}


def _rank(text: str, found: Found, own: frozenset[str], addressee: set[str]) -> int:
    """How plainly the address is named as the recipient: 4 by a refused command … 1 anyhow, 0 not at all."""
    address = found.address.casefold()
    local = address.rpartition("@")[0]
    if address in own or local in _SERVICE or "." not in address.rpartition("@")[2]:
        return 0
    begin = text.rfind("\n", 0, found.start) + 1
    end = text.find("\n", found.end)
    end = len(text) if end < 0 else end
    before, after = text[max(begin, found.start - 120) : found.start], text[found.end : min(end, found.end + 200)]
    line = text[max(begin, found.start - 200) : min(end, found.end + 300)].lower()
    if before.lstrip().startswith(">") and not before.lstrip().startswith((">>>", "> rcpt")):
        return 0
    if _SENT_TO.search(before):
        return 4
    if _FROM_LABEL.search(before) or any(word in line for word in _ASKED):
        return 0
    alone = not before.strip(" \t<[\"'(*-:•·>") and not after.strip(" \t>])\"'.:;,*")
    if _LABEL.search(before):
        return 3 if address not in addressee else 1
    if address in addressee:
        return 1 if alone else 0
    if _CODE.search(before) or _CODE.search(after) or any(word in line for word in _FAILING):
        return 3
    return 2 if alone else (2 if not before.strip(" \t<[\"'(*-") else 1)


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
    if "diagnostic" not in draft.facts and here.strip():
        draft.put("diagnostic", " ".join(here.split()), rule, Tier.HEURISTIC, notice.span(found.start, found.end))
    return draft
