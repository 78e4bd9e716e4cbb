"""The notice: what the reporting mailer wrote, without what it returned; one text, searched once."""

import re
from typing import Final

from bouncekit.message import Part, html_text
from bouncekit.report.index import Index
from bouncekit.report.returned import HEADER_PART_TYPES, header_run, tells_of_header
from bouncekit.rules.words import FORWARD_LINES, MAIL_SYSTEM_NAMES
from bouncekit.spans import Span

__all__ = ["Notice", "NoticeParts", "forwarded_text", "may_forward", "notice_parts", "quoted_report"]

NoticeParts = list[tuple[Part, bool]]
"""Text parts, each with whether it is HTML."""

_MOST_CHARS: Final = 4 << 20
"""Characters of a notice that are read: the lists of some 20,000 recipients; real ones are a few thousand."""
_SEARCHED: Final = 64 << 10
"""Characters of a notice that are searched for phrases: what says which layout it is stands before the list's end."""
_SHORT: Final = 200
"""Characters below which a notice quotes no header."""
_EDGE: Final = 1_500
"""Characters of a text that are searched when nothing in the header speaks of a report."""


_FORWARD: Final = re.compile(rf"(?im)^[ \t>]{{0,8}}(?:{'|'.join(FORWARD_LINES)})[^\n]{{0,60}}$")
_FROM_DAEMON: Final = re.compile(
    r"(?im)^[ \t>*]{0,8}(?:from|von|de|da|van|差出人|送信者)[*]?[ \t]?:"
    rf"[^\n]{{0,200}}(?:{'|'.join(MAIL_SYSTEM_NAMES)})"
)
_REPLY: Final = re.compile(
    r"(?im)^[ \t>*]{0,8}(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|件名)[*]?[ \t]?:[ \t]{0,4}"
    r"(?:re|aw|sv|antw|resp?|odp|vs)[ \t]?:"
)
_BLANK: Final = re.compile(r"\n[ \t>]{0,8}\n")
_QUOTED: Final = re.compile(r"\n\s{0,2}>")
_QUOTE: Final = re.compile(r"(?m)^[ \t]{0,4}> ?")


def may_forward(folded: str) -> bool:
    """False for a text (in lower case) in which no mail system is named: it forwards and quotes no notice of one."""
    return any(map(folded.__contains__, MAIL_SYSTEM_NAMES))


def forwarded_text(text: str) -> str | None:
    """The notice in a forwarded copy (`Begin forwarded message:`, a mail system's From) without quote marks."""
    mark = _FORWARD.search(text)
    if mark is None:
        return None
    head = text[mark.end() : mark.end() + 1_500]
    sender = _FROM_DAEMON.search(head)
    if sender is None or _is_reply(text, mark.end()):
        return None
    return _after_header(text, mark.end() + sender.end())


def _after_header(text: str, at: int) -> str:
    """What follows the quoted header that goes on at *at*, without quote marks where that header has them."""
    blank = _BLANK.search(text, at)
    rest = text[at if blank is None else blank.end() :]
    return _QUOTE.sub("", rest) if text[text.rfind("\n", 0, at) + 1 :].lstrip(" \t").startswith(">") else rest


def _is_reply(text: str, at: int) -> bool:
    """The header quoted at *at* has the subject of a reply: a postmaster writes to people, too."""
    blank = _BLANK.search(text, at + 1, at + 1_500)
    return _REPLY.search(text, at, at + 1_500 if blank is None else blank.start()) is not None


def quoted_report(text: str, cut: int) -> str | None:
    """What *text* quotes from *cut* on, when the quoted header says that it is a mail system's own notice."""
    if cut >= len(text):
        return None
    sender = _FROM_DAEMON.search(text, cut, min(len(text), cut + 4_000))
    return None if sender is None or _is_reply(text, cut) else _after_header(text, sender.end())


class Notice:
    """The notice text of a message with the phrases in it and the way back to the octets."""

    __slots__ = (
        "_cut",
        "_folded",
        "_headers",
        "_hits",
        "_index",
        "_pieces",
        "_present",
        "_quoted",
        "bounds",
        "own",
        "root",
        "text",
    )

    def __init__(
        self, root: Part, index: Index, *, whole: bool, text: str | None = None, parts: NoticeParts | None = None
    ) -> None:
        self.root = root
        self.bounds: dict[str, str] = {}
        """The bounds that were met while it was read, as anomalies: id → detail."""
        self._folded: str | None = None
        self._present = root.names
        self._headers: dict[str, str] = {}
        self._pieces: list[tuple[int, int, Part, bool]] = []
        self.own = text is None
        """The header of `root` is the notice's own and not that of one who forwards it."""
        self.text = text if text is not None else self._collect(parts or notice_parts(root), whole=whole)
        if text is None and whole and len(self.text) >= _MOST_CHARS:
            # Half a line may hold half an address, which is somebody else's.
            self.text = self.text[: self.text.rfind("\n", 0, _MOST_CHARS) + 1] or self.text[:_MOST_CHARS]
            self.bounds["limit-notice-chars"] = f"only the first {_MOST_CHARS} characters of the notice were read"
        self._index = index
        self._cut = len(self.text)
        self._quoted = -1
        self._hits: dict[int, list[tuple[int, int]]] | None = None

    @property
    def hits(self) -> dict[int, list[tuple[int, int]]]:
        """The phrases in the notice, by their numbers, each with its places; searched when it is first asked for."""
        if self._hits is None:
            self._hits = self._search(self._index)
        return self._hits

    @property
    def cut(self) -> int:
        """Where the notice ends in `text` and the quoted original begins."""
        _ = self.hits
        return self._cut

    @property
    def head(self) -> str:
        """The notice as far as it is searched for phrases and codes."""
        return self.text[: min(self.cut, _SEARCHED)]

    @property
    def is_searched(self) -> bool:
        """True when all of the notice was searched for phrases."""
        return self.cut <= _SEARCHED

    @property
    def quoted(self) -> int:
        """Where the quoted original's header begins in `text`, or -1."""
        _ = self.hits
        return self._quoted

    def folded(self) -> str:
        """The text in lower case, character for character."""
        if self._folded is None:
            low = self.text.lower()
            self._folded = low if len(low) == len(self.text) else "".join(c.lower()[:1] for c in self.text)
        return self._folded

    def header(self, name: str) -> str | None:
        """All fields called *name*, decoded, in lower case, joined by line ends; None when there is none."""
        if name not in self._present:
            return None
        found = self._headers.get(name)
        if found is None:
            values = self.root.get_all(name)
            found = self._headers[name] = (values[0] if len(values) == 1 else "\n".join(values)).casefold()
        return found

    def span(self, start: int, end: int) -> Span | None:
        """The octets behind `text[start:end]`."""
        for first, last, part, exact in self._pieces:
            if first <= start < last:
                return part.span_of(start - first, min(end, last) - first) if exact else part.body_span
        return None

    def _collect(self, parts: NoticeParts, *, whole: bool) -> str:
        most = _MOST_CHARS if whole else _EDGE
        out: list[str] = []
        size = 0
        for part, is_html in parts:
            text = part.text[: min(most, _SEARCHED) if is_html else most - size]
            if is_html:
                text = html_text(text)
            if not text or text.isspace():
                continue
            self._pieces.append((size, size + len(text), part, not is_html))
            out.append(text)
            size += len(text) + 2
            if size >= most:
                break
        return "\n\n".join(out)

    def _search(self, index: Index) -> dict[int, list[tuple[int, int]]]:
        """The phrases outside quoted lines, and where the notice ends."""
        found: dict[int, list[tuple[int, int]]] = {}
        text = self.text
        self._cut_at(*self._separator(index))
        if self._cut > _SHORT and tells_of_header(self.folded()) and (run := header_run(text[: self._cut])) > 0:
            self._cut_at(run, run)
        kept = text[: min(self._cut, _SEARCHED)]
        quotes = ">" in kept and (_QUOTED.search(kept) is not None or kept[:3].lstrip().startswith(">"))
        for number, start, end in index.find(kept):
            if quotes and self._is_quoted(start):
                continue
            if number in found:
                found[number].append((start, end))
            else:
                found[number] = [(start, end)]
        return found

    def _is_quoted(self, at: int) -> bool:
        line = self.text.rfind("\n", 0, at) + 1
        return self.text[line : line + 3].lstrip().startswith(">")

    def _separator(self, index: Index) -> tuple[int, int]:
        """The first line outside quotes that begins a quoted original, and the line after it, as offsets."""
        folded = self.folded()
        best, end = len(folded), -1
        for key, phrases in index.separators:
            begin = folded.find(key, 0, best)
            if begin < 0:
                continue
            # No phrase goes over a line end: the first stands in the line of its piece, which mostly is the one.
            begin = folded.rfind("\n", 0, begin) + 1
            first = folded[begin : folded.find("\n", begin) + 1 or best]
            for phrase in sorted(phrases, key=first.__contains__, reverse=True):
                at = folded.find(phrase, begin, best)
                if at >= 0 and not self.text[self.text.rfind("\n", 0, at) + 1 : at].lstrip().startswith(">"):
                    best, end = at, at + len(phrase)
        if end < 0:
            return len(folded), -1
        line = folded.find("\n", end)
        return folded.rfind("\n", 0, best) + 1, len(folded) if line < 0 else line + 1

    def _cut_at(self, at: int, quoted: int) -> None:
        """Ends the notice at *at*, unless nothing stood before it; what is quoted begins at *quoted*."""
        if at < self._cut and self.text[:at].strip():
            self._cut, self._quoted = at, quoted


def notice_parts(root: Part) -> NoticeParts:
    """The text parts of the notice itself in order, each with whether it is HTML: plain text where there is any.

    HTML that comes first and is no alternative of plain text is the notice, too: what follows is a gateway's footer.
    """
    plain: list[Part] = []
    html: list[Part] = []
    first: list[Part] = []
    pending = [(root, False)]
    while pending:  # no more than `limits.parts`
        part, alternative = pending.pop()
        kind = part.media_type
        if kind.startswith("multipart/"):
            inside = alternative or kind == "multipart/alternative"
            children = part.children
            pending.extend((child, inside) for child in reversed(children))
            if not children and not part.is_embedded:
                plain.append(part)
        elif kind == "text/html":
            html.append(part)
            if not plain and not alternative:
                first.append(part)
        elif kind in HEADER_PART_TYPES:
            continue
        elif kind.startswith("text/") or "/" not in kind:
            plain.append(part)
    if all(not (text := part.text) or text.isspace() for part in plain):
        return [(p, True) for p in html]
    if html and not any("@" in p.text for p in plain) and any("@" in p.text for p in html):
        first = html  # the plain text is a stub (`This message is in HTML`)
    return [(p, True) for p in first] + [(p, False) for p in plain]
