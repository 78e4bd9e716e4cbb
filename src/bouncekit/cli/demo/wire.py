"""SMTP on loopback: servers in the event loop, and clients (smtplib) in threads beside it."""

import asyncio
import smtplib
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, TypeAlias

from aiosmtpd.smtp import SMTP

from bouncekit.cli.demo.world import BORDER, Mail
from bouncekit.errors import AdapterError

__all__ = ["Job", "Outbound", "Outcome", "listen", "play"]

LOOPBACK: Final = "127.0.0.1"
_SECONDS: Final = 10
Outcome: TypeAlias = tuple[int, str]
"""The reply that settled one message: code and text."""


async def listen(make: Callable[[], SMTP]) -> tuple[asyncio.Server, int]:
    """Start a server on a free port of the loopback interface; gives the server and its port."""
    server = await asyncio.get_running_loop().create_server(make, LOOPBACK, 0)
    return server, server.sockets[0].getsockname()[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One message on its way out, for one recipient; *failed* is told the reply when the next hop refuses it."""

    reverse_path: str
    forward_path: str
    data: bytes
    failed: Callable[[Outcome], Awaitable[None]]


@dataclass(slots=True)
class Outbound:
    """The queue of a server: takes over responsibility, tries the next hop once, and reports what failed for good."""

    port: int
    threads: ThreadPoolExecutor
    jobs: asyncio.Queue[Job] = field(default_factory=asyncio.Queue)
    _next_hop: smtplib.SMTP | None = None

    async def run(self) -> None:
        """Work until cancelled; a server of the real world would keep its queue on a disk."""
        loop = asyncio.get_running_loop()
        while True:
            job = await self.jobs.get()
            try:
                refused = await loop.run_in_executor(self.threads, self._send, job)
                if refused is not None:
                    await job.failed(refused)
            finally:
                self.jobs.task_done()

    def _send(self, job: Job) -> Outcome | None:
        if self._next_hop is None:
            self._next_hop = smtplib.SMTP(LOOPBACK, self.port, local_hostname=BORDER, timeout=_SECONDS)
        try:
            self._next_hop.sendmail(job.reverse_path, [job.forward_path], job.data)
        except smtplib.SMTPRecipientsRefused as refused:
            code, text = refused.recipients[job.forward_path]
            return code, text.decode("ascii", "replace")
        return None

    def close(self) -> None:
        """End the connection to the next hop."""
        if self._next_hop is not None:
            self._next_hop.close()


def play(mails: tuple[Mail, ...], port: int, outcomes: dict[str, Outcome]) -> None:
    """Send *mails* to the server on *port*, each from its own address; notes the reply that settled each (blocking)."""
    for (ip, helo, login), group in groupby(mails, key=lambda mail: (mail.ip, mail.helo, mail.login)):
        with _connect(ip, helo, port) as client:
            client.ehlo()
            if login is not None:
                client.login(login, f"{login}'s secret")
            for mail in group:
                outcomes[mail.name] = _one(client, mail)


def _connect(ip: str, helo: str, port: int) -> smtplib.SMTP:
    try:
        return smtplib.SMTP(LOOPBACK, port, local_hostname=helo, timeout=_SECONDS, source_address=(ip, 0))
    except OSError as error:
        fault = f"no connection from {ip} to {LOOPBACK}: {error.strerror or error}; the demo needs all of 127.0.0.0/8"
        raise AdapterError(fault) from error


def _one(client: smtplib.SMTP, mail: Mail) -> Outcome:
    code, text = client.mail(mail.reverse_path)
    if code < 400:
        code, text = client.rcpt(mail.forward_path)
    if code < 400:
        code, text = client.data(mail.data)
    else:
        client.rset()
    return code, text.decode("ascii", "replace")
