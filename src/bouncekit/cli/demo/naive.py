"""A server as there are many: it takes everything, and returns later what it could not deliver."""

import asyncio
from email.message import EmailMessage
from itertools import count
from typing import Any

from bouncekit.cli.demo.wire import Job, Outbound, Outcome
from bouncekit.cli.demo.world import BORDER, POSTMASTER

__all__ = ["Naive"]


class Naive:
    """An aiosmtpd handler that accepts every recipient and bounces to whatever MAIL FROM said."""

    def __init__(self, outbound: Outbound) -> None:
        self._outbound = outbound
        self._numbers = count()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: ARG002, N802
        """Take any recipient: whether there is one is found out later."""
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802
        """Take responsibility, then try."""
        reverse_path = "" if envelope.mail_from == "<>" else envelope.mail_from
        for address in envelope.rcpt_tos:
            await self._relay(reverse_path, address, envelope.content)
        return "250 2.0.0 Queued"

    async def _relay(self, reverse_path: str, address: str, data: bytes) -> None:
        async def failed(outcome: Outcome) -> None:
            # A notice about mail from the null reverse-path is not sent (RFC 5321 section 6.1): the postmaster gets it.
            target = reverse_path or POSTMASTER
            await self._outbound.jobs.put(
                Job(
                    reverse_path="",
                    forward_path=target,
                    data=self._notice(target, address, outcome, data),
                    failed=_lost,
                )
            )

        await self._outbound.jobs.put(Job(reverse_path=reverse_path, forward_path=address, data=data, failed=failed))

    def _notice(self, to: str, address: str, outcome: Outcome, data: bytes) -> bytes:
        notice = EmailMessage()
        notice["From"], notice["To"] = f"MAILER-DAEMON@{BORDER}", to
        notice["Subject"] = "Undelivered Mail Returned to Sender"
        notice["Message-ID"] = f"<naive-{next(self._numbers)}@{BORDER}>"
        head = data.partition(b"\r\n\r\n")[0].decode("ascii", "replace").replace("\r\n", "\n")
        notice.set_content(f"<{address}>: {outcome[0]} {outcome[1]}\n\n--- Returned message ---\n{head}\n")
        return bytes(notice)


async def _lost(_: Outcome) -> None:
    """A notice that cannot be delivered is dropped, as RFC 5321 section 6.1 has it."""
    await asyncio.sleep(0)
