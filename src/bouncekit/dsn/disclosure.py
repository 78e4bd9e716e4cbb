"""What a report does not tell a stranger: where mail is forwarded to, what our hosts are called (RFC 3464 4)."""

import re
from typing import Final

from bouncekit.dsn.model import DeliveryReport, RecipientReport

__all__ = ["Disclosure"]

_WORD: Final = re.compile(r"[A-Za-z0-9._:-]+", re.ASCII)
_PRIVATE: Final = re.compile(
    r"(?:10|127)\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}"
    r"|(?:192\.168|169\.254|172\.1[6-9]|172\.2[0-9]|172\.3[01])\.[0-9]{1,3}\.[0-9]{1,3}"
    r"|(?:f[cd][0-9a-f]{2}|fe80):[0-9a-f:]{2,40}",
    re.ASCII | re.IGNORECASE,
)
_INTERNAL: Final = (".local", ".internal", ".lan", ".localdomain", ".intranet", ".home.arpa")
_SHOWN: Final = "[internal]"


class Disclosure:
    """What of one report is shown: nothing of ours is hidden when the report says so."""

    __slots__ = ("_domains", "_hides", "_keep")

    def __init__(self, report: DeliveryReport) -> None:
        self._hides = not report.disclose_internal_UNSAFE
        self._keep = {report.reporting_mta.lower()}
        self._domains = tuple("." + host.strip(".").lower() for host in report.internal_hosts)

    def final(self, recipient: RecipientReport) -> str:
        """The address to show as the final recipient."""
        return recipient.accepted_as if self._forwarded(recipient) and recipient.accepted_as else recipient.final

    def remote_mta(self, recipient: RecipientReport) -> str | None:
        """The remote MTA, unless it tells where mail was forwarded to or is one of our hosts."""
        name = recipient.remote_mta
        return None if name is None or self._forwarded(recipient) or self._is_internal(name) else name

    def remote_recipient(self, recipient: RecipientReport) -> str | None:
        """The address given to the remote MTA, unless that is a forwarding address."""
        return None if self._forwarded(recipient) else recipient.remote_recipient

    def text(self, recipient: RecipientReport, text: str) -> str:
        """*text* (one line, bounded) without forwarding addresses and internal hosts."""
        if not self._hides:
            return text
        if self._forwarded(recipient) and recipient.accepted_as:
            domain = recipient.final.rpartition("@")[2]
            for secret, shown in ((recipient.final, recipient.accepted_as), (domain, _SHOWN)):
                text = re.sub(re.escape(secret), lambda _, shown=shown: shown, text, flags=re.IGNORECASE)  # type: ignore[misc]
            if recipient.remote_mta:
                text = text.replace(recipient.remote_mta, _SHOWN)
        return _WORD.sub(self._word, text)

    def _forwarded(self, recipient: RecipientReport) -> bool:
        shown = recipient.accepted_as
        return self._hides and shown is not None and shown.lower() != recipient.final.lower()

    def _word(self, match: re.Match[str]) -> str:
        word = match[0]
        before = match.string[match.start() - 1 : match.start()]
        if before != "@" and self._is_internal(word.rstrip(".:")):
            return _SHOWN
        return word

    def _is_internal(self, name: str) -> bool:
        low = name.lower()
        if not self._hides or low in self._keep:
            return False
        if _PRIVATE.fullmatch(low.strip("[]")):
            return True
        return f".{low}".endswith(self._domains) or (low.endswith(_INTERNAL) and f".{low}" not in _INTERNAL)
