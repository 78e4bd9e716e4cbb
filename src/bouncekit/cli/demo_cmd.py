"""`bouncekit demo`: the story of a backscatter storm, end to end, on loopback."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from typing import Final

import click

from bouncekit.cli.common import Command, console, dump_json
from bouncekit.cli.streams import say

__all__ = ["demo"]

_PAUSE: Final = 1.5
"""Seconds for a person to read what an act did."""
_STORY: Final = """\
Two mail servers on this machine get the same mail. One accepts everything and returns later what it could not
deliver, as many do. The other is the same server, guarded by bouncekit. A sink behind each one plays the rest of the
Internet, and counts."""


@click.command(cls=Command)
@click.option(
    "--load", type=click.IntRange(1, 20), default=1, show_default=True, help="Times 420 messages for each server."
)
@click.option("--json", "as_json", is_flag=True, help="Print the two counts as one JSON object, and nothing else.")
@click.option("--plain", is_flag=True, help="Lines instead of a live table (the default without a terminal).")
def demo(*, load: int, as_json: bool, plain: bool) -> None:
    """Play a backscatter storm on loopback, without and with bouncekit.

    Normal mail, a spam run with forged senders to guessed addresses, and the blowback of a run that forged our own
    domain: the same bounded replay for a server that accepts and bounces later and for one that asks bouncekit. Only
    127.0.0.0/8 is used, on free ports. Takes a few seconds.
    """
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # aiosmtpd's own
    with _ending_at_once():
        _play(load, as_json=as_json, plain=plain)


def _play(load: int, *, as_json: bool, plain: bool) -> None:
    from bouncekit.cli.demo.score import ROWS  # noqa: PLC0415 - its servers need the extra `aiosmtpd`
    from bouncekit.cli.demo.screen import LiveScreen, PlainScreen, table  # noqa: PLC0415
    from bouncekit.cli.demo.stage import perform  # noqa: PLC0415

    if as_json:
        naive, guarded = asyncio.run(perform(load, lambda *_: None))
        counts = {
            kind: {name.strip().replace(" ", "_"): count(score) for name, count in ROWS}
            for kind, score in (("naive", naive), ("guarded", guarded))
        }
        click.echo(dump_json(counts))
        return
    out = console()
    out.print(_STORY.replace("\n", " ") + "\n")
    began = time.monotonic()
    live = out.is_terminal and not plain
    with LiveScreen(out) if live else PlainScreen() as screen:
        scores = asyncio.run(perform(load, screen, pause=_PAUSE if live else 0))
    out.print()
    out.print(table(scores, "What the two sinks counted"))
    naive, guarded = scores
    out.print(
        f"\nThe one that bounces later mailed {naive.to_strangers()} people who never wrote; the guarded one "
        f"{guarded.to_strangers()}, and {guarded.got()} of {guarded.owed()} "
        "proven senders whose mail failed know of it.\n"
        f"({naive.offered() + guarded.offered()} messages in {time.monotonic() - began:.1f} s)"
    )


@contextlib.contextmanager
def _ending_at_once() -> Iterator[None]:
    """Let Ctrl-C end the process there and then: its threads and servers on loopback hold nothing that is to be kept.

    asyncio would first wait for every dialogue to end, and say what it thinks of each.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(*_: object) -> None:
        if sys.stdout.isatty():
            os.write(sys.stdout.fileno(), b"\x1b[?25h\n")  # the live table hid the cursor
        say("bouncekit: interrupted")
        os._exit(130)

    before = signal.signal(signal.SIGINT, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
