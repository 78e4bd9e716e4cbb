"""The play: the same three acts for both servers, side by side, each in front of its own sink."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from bouncekit.cli.demo.guarded import Guarded
from bouncekit.cli.demo.naive import Naive
from bouncekit.cli.demo.score import Score
from bouncekit.cli.demo.sink import Sink
from bouncekit.cli.demo.wire import Outbound, listen, play
from bouncekit.cli.demo.world import ACTS, BORDER, LOGINS, Act, Mail, replay
from bouncekit.errors import AdapterError

__all__ = ["Progress", "perform"]

_SECONDS: Final = 60
Progress: TypeAlias = Callable[[Act, bool, tuple[Score, Score]], None]
"""Told the act, whether it is over, and both scores, a few times a second."""


@dataclass(frozen=True, slots=True)
class _System:
    """One server with its queue and its sink."""

    port: int
    outbound: Outbound
    score: Score


def _authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:  # noqa: ARG001
    """Let our own people in; the reverse-path that a login may use is checked at MAIL."""
    known = isinstance(data, LoginPassword) and data.login.decode("ascii", "replace") in LOGINS
    right = known and data.password.decode("ascii", "replace") == f"{data.login.decode('ascii')}'s secret"
    return AuthResult(success=bool(right), handled=False, auth_data=data.login.decode("ascii") if right else None)


@asynccontextmanager
async def _system(
    mails: dict[str, Mail], threads: ThreadPoolExecutor, make: Callable[[Outbound], tuple[type[SMTP], Any]]
) -> AsyncIterator[_System]:
    sink = Sink(mails)
    beyond, sink_port = await listen(lambda: SMTP(sink, hostname="sink.example.com"))
    outbound = Outbound(sink_port, threads)
    kind, handler = make(outbound)
    server, port = await listen(
        lambda: kind(handler, hostname=BORDER, authenticator=_authenticate, auth_require_tls=False)
    )
    worker = asyncio.create_task(outbound.run())
    try:
        yield _System(port, outbound, Score(mails, sink))
    finally:
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)
        outbound.close()
        for one in (server, beyond):
            one.close()


async def _act(mails: tuple[Mail, ...], system: _System, threads: ThreadPoolExecutor) -> None:
    """Play one act to one server, and wait until its queue is empty."""
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(threads, play, mails, system.port, system.score.outcomes)
    await system.outbound.jobs.join()


async def perform(load: int, progress: Progress, *, pause: float = 0) -> tuple[Score, Score]:
    """Play all acts, with *pause* seconds after each; gives the scores of the naive and of the guarded server.

    Raises AdapterError when a server on loopback cannot be reached or does not finish.
    """
    acts = replay(load)
    mails = {mail.name: mail for act in acts.values() for mail in act}
    async with AsyncExitStack() as stack:
        threads = stack.enter_context(ThreadPoolExecutor(max_workers=8, thread_name_prefix="demo"))
        naive = await stack.enter_async_context(_system(mails, threads, lambda outbound: (SMTP, Naive(outbound))))
        guarded = await stack.enter_async_context(_system(mails, threads, Guarded.make))
        scores = (naive.score, guarded.score)
        for act in ACTS:
            both = asyncio.gather(*(_act(acts[act], system, threads) for system in (naive, guarded)))
            await _watch(both, act, scores, progress)
            await asyncio.sleep(pause)
    return scores


async def _watch(both: "asyncio.Future[Any]", act: Act, scores: tuple[Score, Score], progress: Progress) -> None:
    for _ in range(_SECONDS * 10):
        done, _ = await asyncio.wait([both], timeout=0.1)
        if done:
            both.result()
        progress(act, bool(done), scores)
        if done:
            return
    both.cancel()
    raise AdapterError(f"the demo did not finish in {_SECONDS} seconds an act")
