"""The words of an HTML text, for bounces that come in HTML only. Linear time, no tree, never raises."""

import html
import re
from typing import Final

__all__ = ["html_text"]

_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^>]*>?|<[!?][^>]*>?")
_SPACE: Final = re.compile(r"[ \t\r\f\xa0]+")
_LINES: Final = re.compile(r" ?[\n\x1d][ \n\x1d]*")
_BLOCK: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_BREAK: Final = "\x1d"
"""A block's edge: many together are one line's end. Ends of lines and paragraphs count: two make a blank line."""
_ENDS: Final = {"br": "\n", "p": "\n"}
_CELL: Final = frozenset(("td", "th"))
_COMMENT_END: Final = re.compile("-->")
_KEEP: Final = {10: "\x1e", 32: "\x1f"}
"""What line ends and blanks are written as while the rest is collapsed: those of `<pre>` count."""
_KEPT: Final = {30: "\n", 31: " "}
_END: Final = {name: re.compile(f"(?i)</{name}[^>]*>?") for name in ("script", "style")}


def html_text(source: str) -> str:
    """What a reader of *source* sees, roughly: blocks on lines of their own, entities decoded, no scripts."""
    source = source.replace("\x1e", " ").replace("\x1f", " ").replace(_BREAK, " ")
    out: list[str] = []
    at = 0
    pre = False
    while (tag := _TAG.search(source, at)) is not None:
        out.append(source[at : tag.start()].translate(_KEEP) if pre else _collapse(source[at : tag.start()]))
        at = tag.end()
        name = (tag[2] or "").lower()
        if name == "pre":
            pre = not tag[1]
        if name in _BLOCK:
            out.append(_ENDS.get(name, _BREAK))
        elif name in _CELL:
            out.append(" ")
        elif name in _END and not tag[1]:
            at = _past(source, _END[name], at)
        elif source.startswith("<!--", tag.start()):
            at = _past(source, _COMMENT_END, tag.start() + 4)
    out.append(source[at:].translate(_KEEP) if pre else _collapse(source[at:]))
    return _LINES.sub(_line_end, _SPACE.sub(" ", html.unescape("".join(out)))).strip().translate(_KEPT)


def _line_end(run: re.Match[str]) -> str:
    return "\n\n" if run[0].count("\n") > 1 else "\n"


def _collapse(text: str) -> str:
    return text.replace("\n", " ")


def _past(source: str, mark: re.Pattern[str], at: int) -> int:
    end = mark.search(source, at)
    return end.end() if end else len(source)
