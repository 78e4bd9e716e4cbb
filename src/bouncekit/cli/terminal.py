"""Text for a terminal: what a message, a file name or a peer says never reaches it as a control sequence."""

import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, TypeVar

from bouncekit.cli.streams import say

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["complain", "console", "safe", "watched"]

T = TypeVar("T")

# C0 but TAB, DEL and C1, line and paragraph separators, bidirectional and other invisible controls, tags,
# unpaired surrogates: whatever moves the cursor, changes direction or cannot be encoded.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]",
)
_SHORT: Final = {0x0A: "\\n", 0x0D: "\\r", 0x1B: "\\e"}


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code in _SHORT:
        return _SHORT[code]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def safe(text: object, *, newlines: bool = False) -> str:
    """*text* with every control character visible as an escape; line ends stay only where *newlines* is True."""
    shown = str(text)
    if not newlines:
        return _UNSAFE.sub(_escape, shown)
    return "\n".join(_UNSAFE.sub(_escape, line) for line in shown.replace("\r\n", "\n").split("\n"))


def console(*, stderr: bool = False) -> "Console":
    """Make a console that takes no markup, emoji or highlighting from its texts (pass them through `safe`)."""
    from rich.console import Console  # noqa: PLC0415 - what only writes JSON does not pay for it

    class _Console(Console):
        def on_broken_pipe(self) -> None:  # rich would exit with 1, which says that an answer is no
            raise BrokenPipeError

    return _Console(stderr=stderr, markup=False, emoji=False, highlight=False)


def complain(what: str, fault: str) -> None:
    """One line on stderr: *what* (a path, a field) and its *fault*; the run goes on."""
    say(f"bouncekit: {safe(what)}: {safe(fault)}")


def watched(items: Iterable[T], what: str) -> Iterator[T]:
    """*items*, counted on stderr while they pass when a person is looking (a terminal) and the work is long."""
    if not sys.stderr.isatty():
        yield from items
        return
    with console(stderr=True).status(f"0 {what}", refresh_per_second=4) as status:
        for count, item in enumerate(items, 1):
            yield item
            if count % 16 == 0:
                status.update(f"{count} {what}")
