"""What a report quotes of the original's header: a stranger's text, bounded and made harmless."""

import re
from typing import Final

from bouncekit.dsn.returned import Original
from bouncekit.dsn.text import one_line
from bouncekit.message import MessageView

__all__ = ["MESSAGE_ID", "Quoted"]

MESSAGE_ID: Final = re.compile(r"<[\x21-\x3b\x3d\x3f\x41-\x7e]{1,200}@[\x21-\x3b\x3d\x3f\x41-\x7e]{1,250}>", re.ASCII)
"""`<left@right>` in ASCII (RFC 5322 section 3.6.4)."""
_REFERENCES: Final = 10
"""Message-ids of the original's References that are kept beside its own."""


class Quoted:
    """What the report quotes of the original's header: a stranger's text, bounded and made harmless."""

    __slots__ = ("languages", "message_id", "references", "subject")

    def __init__(self, original: Original | None) -> None:
        self.message_id: str | None = None
        self.references: tuple[str, ...] = ()
        self.subject: str | None = None
        self.languages: str | None = None
        if original is None or not original.header_end:
            return
        root = MessageView.parse(original.quoted_header + b"\r\n").root
        identity = (root.get("message-id") or "").strip()
        if MESSAGE_ID.fullmatch(identity):
            self.message_id = identity
        words = (root.get("references") or "").split()[-_REFERENCES:]
        self.references = tuple(word for word in words if MESSAGE_ID.fullmatch(word) and word != identity)
        self.subject = one_line(root.get("subject") or "", 200) or None
        wanted = (root.get("accept-language"), root.get("x-accept-language"), root.get("content-language"))
        self.languages = next((value for value in wanted if value), None)

    def threading(self) -> str:
        """In-Reply-To and References (RFC 3834 section 3.1.6), or nothing."""
        if self.message_id is None:
            return ""
        chain = "".join(f"\r\n {identity}" for identity in (*self.references, self.message_id))
        return f"In-Reply-To: {self.message_id}\r\nReferences:{chain}\r\n"
