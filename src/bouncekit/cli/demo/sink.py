"""Everything beyond a server of the demo: the mailboxes behind it and the Internet. Here, and only here, is counted."""

import re
from typing import Any, Final

from bouncekit.cli.demo.world import FULL, GONE, OURS, POSTMASTER, USERS, Mail

__all__ = ["Sink"]

_NAME: Final = re.compile(rb"^Message-ID: <([nsb][0-9]{1,6}@[a-z0-9.]{1,60})>", re.MULTILINE)


class Sink:
    """An aiosmtpd handler that takes what a server sends on, refuses what cannot be delivered, and counts."""

    def __init__(self, mails: dict[str, Mail]) -> None:
        self._mails = mails
        self.delivered: set[str] = set()
        """Names of the messages that arrived as themselves."""
        self.bounced: list[tuple[str, str]] = []
        """(address, name of the message it is about) for each bounce that arrived."""
        self.to_postmaster = 0
        """Notices that our own postmaster got."""
        self.kept: set[str] = set()
        """Names of the messages that those notices are about."""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: ARG002, N802
        """Refuse as the mailbox's own server would."""
        if address == FULL:
            return "552 5.2.2 <full> Mailbox is full"
        if address == GONE or (address.endswith(f"@{OURS}") and address not in USERS):
            return "550 5.1.1 User unknown"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802
        """Count what arrived."""
        null = envelope.mail_from in {None, "", "<>"}
        names = [found.decode() for found in _NAME.findall(envelope.content)]
        known = [name for name in names if name in self._mails]
        for address in envelope.rcpt_tos:
            if address == POSTMASTER:
                self.to_postmaster += 1
                self.kept.update(known)
            elif null and known and self._mails[known[-1]].reverse_path == address:
                self.bounced.append((address, known[-1]))
            elif known:
                self.delivered.add(known[-1])
        return "250 2.0.0 Ok"
