"""Codes, command and remote MTA that a diagnostic states in the usual ways: literals first, fixed-width patterns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.rules.words import COMMAND_WORDS

__all__ = ["Stated", "command_at", "command_in", "inner_reply_at", "remote_in", "reply_in", "stated_in", "statuses_in"]

_KEPT: Final = 128
"""Answers that are kept: reading, freezing and classifying the recipients of a report ask the same of a diagnostic."""

# status-code (RFC 3463 2); what stands around it is looked at in code, so that 192.0.2.5.1.1 or 5.1.1.2 is none
_STATUS: Final = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}")
_REPLY: Final = re.compile(r"[245][0-5][0-9]")
_FIRST: Final = re.compile(r"([45][0-5][0-9])(?:[ -]|\Z)")
# Sendmail 5 wraps the reply that it got in its own: `554 <bob@example.net>... 550 Host unknown`
_WRAPPED: Final = re.compile(r"[45][0-5][0-9] <?[^\s<>]{1,320}>?\.\.\. ([45][0-5][0-9]) ")
# An MTA that gave up puts what it heard last behind its own summary: `554 4.4.7 expired<421 4.4.2 timed out>`
_HEARD: Final = re.compile(r"<([45][0-5][0-9]) [45]\.[0-9]{1,3}\.[0-9]{1,3} ")

# A reply inside what a gateway says itself: `permanent failure (bob@example.net:550 5.1.1 User unknown)`
_INNER: Final = re.compile(r"[45][0-5][0-9](?=[ -](?:#?[45]\.|[^\W\d_]|<))")
_QUOTING: Final = frozenset(":(<[\"'>")
_QUOTING_WORDS: Final = ("said", "replied", "answered", "returned", "...", "->")

_WORDY: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.@")
_AFTER_REPLY: Final = frozenset(" -\t\n#:;,)]>\"'")
_BEFORE_REPLY: Final = frozenset(" \t\n:;,([<\"'=#>+-")
_NOT_A_REPLY: Final = (
    "port ",
    "line ",
    "bytes ",
    "size ",
    "limit ",
    "id ",
    "http/1.1 ",
    "for ",
    "page ",
    "no. ",
    "queue ",
    "uid ",
    "gid ",
    "ticket ",
    "case ",
    "number ",
    "reference ",
    "order ",
    "room ",
)
_SENT: Final = (
    "said:",
    "said ",
    "<<< ",
    "<<<",
    "error:",
    "responded:",
    "response:",
    "replied:",
    "reply:",
    "smtp;",
    "code:",
    "code ",
    "error ",
    "was:",
    "was: ",
    "remote server returned",
)
"""Literals after which a remote server's own words stand."""

_COMMANDS: Final = (
    ("end of data", "DATA"),
    ("final data", "DATA"),
    ("data block", "DATA"),
    ("mail from", "MAIL FROM"),
    ("rcpt to", "RCPT TO"),
    ("starttls", "STARTTLS"),
    ("auth", "AUTH"),
    ("ehlo", "EHLO"),
    ("helo", "HELO"),
    ("lhlo", "LHLO"),
    ("bdat", "BDAT"),
    ("data", "DATA"),
    ("rset", "RSET"),
    ("quit", "QUIT"),
    ("mail", "MAIL FROM"),
    ("rcpt", "RCPT TO"),
)
_LITERALS: Final = tuple(literal for literal, _ in _COMMANDS)
_ALSO_WORDS: Final = frozenset({"auth", "data", "mail"})
"""Commands that are words of other sentences too: they count in capitals, or where `command` stands behind them."""
_COMMAND_AFTER: Final = (
    "reply to ",
    ">>> ",
    "response to ",
    "at stage ",
    "sending ",
    "during ",
    "error following ",
    "most progress was ",
    "like our ",
    "refused our ",
    "rejected our ",
    "refused at ",
    "rejected at ",
    "failed at ",
    "after ",
)
"""What stands before the command that was answered, the surest first."""
_BETWEEN: Final = ("the ", "our ", "your ", "pipelined ", "smtp ", "sending ", "initial ")
"""What stands between: Exim says `after pipelined MAIL FROM` where the command was sent with others (RFC 2920)."""
_COMMAND_CHARS: Final = 48
"""Characters behind a sign in which the command stands."""
# Postfix folds its lines wherever they are long: `(in\n    reply to RCPT TO command)`
_FOLDED_COMMAND: Final = re.compile(
    r"\bin\s{1,12}reply\s{1,12}to\s{1,12}(?:"
    + "|".join("(" + r"\s{1,12}".join(words.split()) + r")\b" for words, _ in _COMMANDS)
    + ")",
    re.IGNORECASE,
)
_REMOTE_LITERALS: Final = (
    "host",
    "talking to",
    "server",
    "connected to",
    "connecting to",
    "message to",
    "to mx",
    "peer",
)
_REMOTE: Final = re.compile(
    rf"(?:{'|'.join(_REMOTE_LITERALS)})[ :]{{1,2}}"
    r"<?\[?([0-9A-Za-z][0-9A-Za-z.:_-]{2,254})",
    re.IGNORECASE,
)
_REMOTE_NEEDLES: Final = ("host", "talking to", "server", "connect", "message to", "peer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a diagnostic states by itself; offsets are in its text."""

    reply: ReplyCode | None = None
    reply_at: int = -1
    statuses: tuple[tuple[EnhancedStatus, int], ...] = ()


@lru_cache(maxsize=_KEPT)
def statuses_in(text: str) -> tuple[tuple[EnhancedStatus, int], ...]:
    """The enhanced status codes in *text* with their offsets, in their order; no part of an IP address or a version."""
    found = []
    size = len(text)
    for m in _STATUS.finditer(text):
        start, end = m.span()
        if start and (text[start - 1] in _WORDY):
            continue
        if end < size and text[end] in "0123456789":
            continue
        if end + 1 < size and text[end] == "." and text[end + 1] in "0123456789":
            continue
        if start > 2 and text[start - 1] in "- " and _is_ip_or_version(text, start):
            continue
        status = _status(m[0])
        if status is not None:
            found.append((status, start))
    return tuple(found)


@lru_cache(maxsize=256)
def _status(text: str) -> EnhancedStatus | None:
    return EnhancedStatus.find(text) or _without_zeros(text)


@lru_cache(maxsize=256)
def _reply(text: str) -> ReplyCode | None:
    return ReplyCode.find(text)


def _without_zeros(text: str) -> EnhancedStatus | None:
    # Leading zeros break RFC 3463 2; peers write 5.01.1 and mean 5.1.1.
    return EnhancedStatus.find(".".join(str(int(n)) for n in text.split(".")))


def _is_ip_or_version(text: str, start: int) -> bool:
    before = text[max(0, start - 9) : start - 1].lower()
    return before.endswith(("version", " ver", " v", "section", " sec."))


@lru_cache(maxsize=_KEPT)
def reply_in(text: str) -> tuple[ReplyCode, int] | None:
    """The SMTP reply code that *text* states, with its offset: first, after `said:`, or before a status."""
    heard = _HEARD.match(text, text.rfind("<")) if text.endswith(">") else None
    if heard is not None and (inner := _reply(heard[1])) is not None:
        return inner, heard.start(1)
    first = _FIRST.match(text)
    if first is not None:
        wrapped = _WRAPPED.match(text) if "..." in text else None
        if wrapped is not None and (inner := _reply(wrapped[1])) is not None:
            return inner, wrapped.start(1)
        if (code := _reply(first[1])) is not None:
            return code, 0
    best: tuple[int, int, ReplyCode] | None = None
    size = len(text)
    for m in _REPLY.finditer(text):
        start, end = m.span()
        if (
            end < size
            and text[end] not in _AFTER_REPLY
            and not (text[end] == "." and (end + 1 == size or text[end + 1] == " "))
        ):
            continue
        if start and text[start - 1] not in _BEFORE_REPLY:
            continue
        code = _reply(m[0])
        if code is None:
            continue
        rank = _reply_rank(text, start, end)
        if rank and (best is None or rank > best[0]):
            best = (rank, start, code)
            if rank >= 5:
                break
    return None if best is None else (best[2], best[1])


@lru_cache(maxsize=_KEPT)
def inner_reply_at(text: str) -> int:
    """Where the innermost reply that *text* quotes begins, behind words of who quotes it; -1 where it quotes none."""
    found = -1
    for m in _INNER.finditer(text, 1):
        at = m.start()
        before = text[at - 1]
        if before == " ":
            before = text[at - 2 : at - 1]
            if before not in _QUOTING and not text[max(0, at - 12) : at].rstrip().lower().endswith(_QUOTING_WORDS):
                continue
        elif before not in _QUOTING:
            continue
        found = at
    return found


def _reply_rank(text: str, start: int, end: int) -> int:
    """How surely the digits are a reply code: 0 not at all … 5 beyond doubt."""
    after = text[end : end + 12]
    if text[start] == "2":
        return 1  # what a server said before it refused
    head = after.lstrip(" -#(:")
    if _STATUS.match(head):
        return 5
    before = text[max(0, start - 24) : start].lower()
    if start == 0 or before.endswith(_SENT):
        return 5 if after[:1] in ("", " ", "-") else 4
    tail = before.rstrip("([<\"'= #")
    if tail.endswith(_SENT):
        return 4
    if before.endswith(_NOT_A_REPLY) or before[-1:] in "#=" or (before[-1:] == "-" and before[-2:-1].isalnum()):
        return 0
    if after[:1] in ("", ")", "]", ",", ";", '"', "'", ".") and not before.endswith("("):
        return 1
    return 3 if before.endswith((": ", "\n", "; ", ":", "(", "[", '"', "'")) else 2


@lru_cache(maxsize=_KEPT)
def command_at(text: str) -> tuple[str, int, int] | None:
    """The SMTP command that was refused and where *text* says so (`in reply to RCPT TO command`, `>>> DATA`)."""
    low = text.lower()
    for sign in _COMMAND_AFTER if _names_a_command(low) else ():
        at = low.find(sign)
        while at >= 0:
            found = _command_behind(text, at + len(sign))
            if found is not None:
                return found[0], at, found[1]
            at = low.find(sign, at + 1)
            if sign not in {">>> ", "after "}:
                break
    for words, command in COMMAND_WORDS:
        at = low.find(words)
        if at >= 0:
            return command, at, at + len(words)
    folded = _FOLDED_COMMAND.search(text) if "\n" in text and "reply" in low else None
    return None if folded is None else (_COMMANDS[(folded.lastindex or 1) - 1][1], *folded.span())


def _names_a_command(low: str) -> bool:
    """Whether letters of a command stand in a text in lower case: most have none, and need no search for signs."""
    return (
        "rcpt" in low
        or "mail" in low
        or "data" in low
        or "elo" in low
        or "hlo" in low
        or "tls" in low
        or "auth" in low
        or "bdat" in low
        or "quit" in low
        or "rset" in low
    )


def _command_behind(text: str, at: int) -> tuple[str, int] | None:
    """The command that begins at *at*, or behind the words that may stand before it, and where it ends."""
    rest = text[at : at + _COMMAND_CHARS]
    plain = rest.lstrip("\"'( ")
    low = plain.lower()
    if low.startswith(_BETWEEN):
        for word in _BETWEEN * 2:
            if low.startswith(word):
                plain, low = plain[len(word) :], low[len(word) :]
    if not low.startswith(_LITERALS):
        return None
    for literal, command in _COMMANDS:
        size = len(literal)
        if low.startswith(literal) and not low[size : size + 1].isalnum():
            behind = low[size:].lstrip(" \"')")
            if literal in _ALSO_WORDS and not (plain[:size].isupper() or behind.startswith("command")):
                continue
            return command, at + len(rest) - len(plain) + size
    return None


def command_in(text: str) -> str | None:
    """The SMTP command that was refused, where *text* says so."""
    found = command_at(text)
    return None if found is None else found[0]


@lru_cache(maxsize=_KEPT)
def remote_in(text: str) -> str | None:
    """The host that spoke, where *text* says so (`host mx.example[192.0.2.1] said`, `while talking to mx.example:`)."""
    low = text[:512].lower()
    if not any(needle in low for needle in _REMOTE_NEEDLES):
        return None
    for m in _remotes(text, low) if low.isascii() else _REMOTE.finditer(text, 0, 512):
        name = m[1].rstrip(".:-")
        if "." in name:
            return name
    return None


def _remotes(text: str, low: str) -> Iterator[re.Match[str]]:
    """As `_REMOTE.finditer` of ASCII *text*, which tries the pattern at each character, where its literals are."""
    places = []
    for literal in _REMOTE_LITERALS:
        at = low.find(literal)
        while at >= 0:
            places.append(at)
            at = low.find(literal, at + 1)
    end = 0
    for at in sorted(places):
        m = _REMOTE.match(text, at, 512) if at >= end else None
        if m is not None:
            end = m.end()
            yield m


def stated_in(text: str) -> Stated:
    """Reply and statuses of *text*."""
    if not text:
        return Stated()
    reply = reply_in(text)
    return Stated(
        reply=reply[0] if reply else None,
        reply_at=reply[1] if reply else -1,
        statuses=statuses_in(text) if "." in text else (),
    )
