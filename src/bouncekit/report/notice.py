"""The notice: what the reporting mailer wrote, without what it returned; one text, searched once."""

from typing import Final

from bouncekit.limits import Limits
from bouncekit.message import MessageView, Part, html_text
from bouncekit.report.index import Index
from bouncekit.report.returned import HEADER_PART_TYPES, header_run
from bouncekit.spans import Span

__all__ = ["Notice"]

_MOST_CHARS: Final = 64 << 10
"""Characters of a notice that are searched; real ones are a few thousand."""
_EDGE: Final = 1_500
"""Characters of a text that are searched when nothing in the header speaks of a report."""


class Notice:
    """The notice text of a message with the phrases in it and the way back to the octets."""

    __slots__ = ("_headers", "_pieces", "cut", "hits", "quoted", "root", "text", "view")

    def __init__(self, view: MessageView, root: Part, limits: Limits, index: Index, *, whole: bool) -> None:
        self.view = view
        self.root = root
        self._headers: dict[str, str] = {}
        self._pieces: list[tuple[int, int, Part, bool]] = []
        self.text = self._collect(_MOST_CHARS if whole else _EDGE)
        self.cut = len(self.text)
        self.quoted = -1
        """Where the quoted original's header begins in `text`, or -1."""
        self.hits = self._search(index)
        del limits

    def header(self, name: str) -> str | None:
        """All fields called *name*, decoded, in lower case, joined by line ends; None when there is none."""
        found = self._headers.get(name)
        if found is None:
            found = self._headers[name] = (
                "\n".join(self.root.get_all(name)).casefold() if self.root.field(name) else "\0"
            )
        return None if found == "\0" else found

    def span(self, start: int, end: int) -> Span | None:
        """The octets behind `text[start:end]`."""
        for first, last, part, exact in self._pieces:
            if first <= start < last:
                return part.span_of(start - first, min(end, last) - first) if exact else part.body_span
        return None

    def _collect(self, most: int) -> str:
        out: list[str] = []
        size = 0
        for part, is_html in notice_parts(self.root):
            text = part.text[: most - size]
            if is_html:
                text = html_text(text)
            if not text.strip():
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
        cut = len(text)
        for number, start, end in index.find(text):
            line = text.rfind("\n", 0, start) + 1
            if text[line : line + 3].lstrip().startswith(">"):
                continue
            found.setdefault(number, []).append((start, end))
            if number in index.separators and start < cut and text[:line].strip():
                cut = line
                self.quoted = end
        run = header_run(text[:cut]) if cut > 200 else -1
        if run > 0 and text[:run].strip():
            cut = run
            self.quoted = run
        self.cut = cut
        if cut < len(text):
            found = {number: kept for number, at in found.items() if (kept := [x for x in at if x[0] < cut])}
        return found


def notice_parts(root: Part) -> list[tuple[Part, bool]]:
    """The text parts of the notice itself in order, each with whether it is HTML: plain text where there is any."""
    plain: list[Part] = []
    html: list[Part] = []
    pending = [root]
    while pending and len(plain) + len(html) < 20:
        part = pending.pop()
        kind = part.media_type
        if kind.startswith("multipart/"):
            pending.extend(reversed(part.children[:50]))
            if not part.children and not part.is_embedded:
                plain.append(part)
        elif kind == "text/html":
            html.append(part)
        elif kind in HEADER_PART_TYPES:
            continue
        elif kind.startswith("text/") or "/" not in kind:
            plain.append(part)
    if any(p.text.strip() for p in plain):
        return [(p, False) for p in plain]
    return [(p, True) for p in html]
