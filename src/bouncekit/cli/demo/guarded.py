"""The same server with bouncekit in it: recipients are checked at RCPT, and a bounce is sent only where it may be."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Self

from bouncekit.adapters.aiosmtpd import Accepted, Circumstances, Guard, GuardedSMTP
from bouncekit.auth import AuthResults
from bouncekit.cli.demo.wire import Job, Outbound, Outcome
from bouncekit.cli.demo.world import BORDER, LOGINS, OURS, POSTMASTER, USERS, spf_result
from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.policy import BALANCED, Content
from bouncekit.transaction import Client, Failure
from bouncekit.vocabulary import Reason

__all__ = ["Guarded"]

_UNKNOWN = Failure(
    reason=Reason.USER_UNKNOWN, reply=ReplyCode(550), status=EnhancedStatus(5, 1, 1), diagnostic="User unknown"
)
_NO_RELAY = Failure(
    reason=Reason.RELAYING_DENIED, reply=ReplyCode(550), status=EnhancedStatus(5, 7, 1), diagnostic="Relaying denied"
)


class Guarded(Guard):
    """The guard, with the few facts of this small world; the decisions are bouncekit's."""

    def __init__(self, outbound: Outbound) -> None:
        super().__init__(policy=BALANCED, hostname=BORDER)
        self._outbound = outbound

    @classmethod
    def make(cls, outbound: Outbound) -> tuple[type[GuardedSMTP], Self]:
        """Give the server's class and its handler."""
        return GuardedSMTP, cls(outbound)

    async def check_recipient(self, client: Client, forward_path: str) -> Failure | None:
        """Know our own users; pass on only what our own users send."""
        if forward_path.endswith(f"@{OURS}"):
            return None if forward_path in USERS else _UNKNOWN
        return None if client.login is not None else _NO_RELAY

    def may_use(self, login: str, reverse_path: str) -> bool:
        """Everybody has one address."""
        return LOGINS.get(login) == reverse_path

    async def authenticate(self, client: Client, reverse_path: str, data: bytes) -> AuthResults:
        """Check SPF as a border does, write it above our own Received field, and believe only what stands there."""
        result = spf_result(reverse_path, client.ip or "")
        header = (
            f"Authentication-Results: {BORDER}; spf={result} smtp.mailfrom={reverse_path or '<>'}\r\n"
            f"Received: from {client.helo} ([{client.ip}]) by {BORDER}; {format_datetime(datetime.now(UTC))}\r\n"
        )
        return AuthResults.from_headers(header.encode("ascii") + data, trusted={BORDER})

    def circumstances(self, accepted: Accepted) -> Circumstances:  # noqa: ARG002
        """What may not be bounced is kept for the postmaster."""
        return Circumstances(content=Content(kept=True))

    async def accept(self, accepted: Accepted) -> None:
        """Queue one job for each recipient."""
        for recipient in accepted.transaction.recipients:
            await self._outbound.jobs.put(
                Job(
                    reverse_path=accepted.transaction.reverse_path,
                    forward_path=recipient.forward_path,
                    data=accepted.data,
                    failed=self._later(accepted, recipient.forward_path),
                )
            )

    def _later(self, accepted: Accepted, forward_path: str) -> Callable[[Outcome], Awaitable[None]]:
        async def failed(outcome: Outcome) -> None:
            decision = self.late(accepted, {forward_path: _failure(outcome)})
            notification = self.notice(accepted, decision, remote_mta="sink.example.com")
            if notification is None:
                job = Job(reverse_path="", forward_path=POSTMASTER, data=accepted.data, failed=_lost)
            else:
                to = notification.permit.notice.to
                notification.permit.check(to=to, sender="")
                job = Job(reverse_path="", forward_path=to, data=notification.data, failed=_lost)
            await self._outbound.jobs.put(job)

        return failed


def _failure(outcome: Outcome) -> Failure:
    """The next hop's reply as a failure: its codes as stated, its text as the diagnostic."""
    code, text = outcome
    stated, _, rest = text.partition(" ")
    status = EnhancedStatus.find(stated)
    return Failure(reply=ReplyCode.find(str(code)), status=status, diagnostic=rest if status else text)


async def _lost(_: Outcome) -> None:
    """A notice that cannot be delivered is dropped: there is none about a notice (RFC 5321 section 6.1)."""
    await asyncio.sleep(0)
