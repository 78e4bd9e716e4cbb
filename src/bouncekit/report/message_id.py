"""The Message-ID of the message that a report is about, where the report states it itself.

The order is that of how surely it is about that message: a field of the report (X-Original-Message-ID, an extension of
RFC 3464 section 2.4), In-Reply-To and the last id of References (RFC 5322 section 3.6.4), then a line of the text.
"""

import re
from collections.abc import Iterable
from typing import Final

from bouncekit.message import Part

__all__ = ["stated_in_fields", "stated_in_header", "stated_in_text"]

_NAMES: Final = frozenset((
    "x-original-message-id", "original-message-id", "x-original-messageid", "x-original-message-id-header",
    "x-orig-message-id", "x-message-id", "message-id", "x-failed-message-id",
))  # fmt: skip
_OWN: Final = ("x-original-message-id", "original-message-id", "x-original-messageid", "x-orig-message-id")
"""Those of them that the header of a notice may have beside its own Message-ID."""
_ID: Final = re.compile(r"<[^<>\s@]{1,300}@[^<>\s@]{1,300}>")
_BARE: Final = re.compile(r"[^<>\s@;,]{1,300}@[^<>\s@;,]{1,300}")
_LINE: Final = re.compile(
    r"(?im)^[ \t*|-]{0,12}(?:(?:the )?original[ \t-]{1,4})?message[ \t-]?id(?:entifier)?[ \t]{0,12}[:=][ \t]{0,12}"
    r"(<[^<>\s@]{1,300}@[^<>\s@]{1,300}>)[ \t.]{0,4}$"
)
_NEEDLES: Final = ("message-id", "message id", "message\tid", "messageid")
"""What `_LINE` needs."""
_LONGEST: Final = 4_000


def _ids(value: str) -> list[str]:
    found = _ID.findall(value[:_LONGEST])
    if not found and (bare := _BARE.fullmatch(value[:_LONGEST].strip())) is not None:
        found = [f"<{bare[0]}>"]
    return found


def stated_in_fields(fields: Iterable[tuple[str, str]]) -> str | None:
    """The id in fields of the report (name, value); None when they name several messages or none."""
    found = {one for name, value in fields if name.lower() in _NAMES for one in _ids(value)}
    return found.pop() if len(found) == 1 else None


def stated_in_header(root: Part) -> str | None:
    """The id in the header of the notice: a field for it, In-Reply-To, or the last of References."""
    present = root.names
    for name in (*_OWN, "in-reply-to"):
        found = _ids(root.get(name) or "") if name in present else []
        if len(set(found)) == 1:
            return found[0]
    found = _ids((root.get("references") or "")[-_LONGEST:]) if "references" in present else []
    return found[-1] if found else None


def stated_in_text(text: str, root: Part) -> str | None:
    """The id in a line of the notice's text (`Message-ID: <1@example.net>`), unless it is the notice's own."""
    low = text.lower()
    if not any(map(low.__contains__, _NEEDLES)):
        return None
    found = set(_LINE.findall(text)) - {(root.get("message-id") or "").strip()}
    return found.pop() if len(found) == 1 else None
