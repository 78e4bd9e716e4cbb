"""Servers that a page shows, started as they stand there, on a port of their own."""

import contextlib
import smtplib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from docs.snippets import environment

__all__ = ["Served", "served"]

SECONDS = 60


@dataclass(slots=True)
class Served:
    """A running server: its port, and the lines that it prints."""

    port: int
    folder: Path
    _lines: SimpleQueue[str] = field(default_factory=SimpleQueue)

    def line(self) -> str:
        """The next line that it prints."""
        return self._lines.get(timeout=SECONDS)

    @contextlib.contextmanager
    def client(self, *, source: str = "127.0.0.1") -> Iterator[smtplib.SMTP]:
        """A session of SMTP, after EHLO."""
        with smtplib.SMTP("127.0.0.1", self.port, "client.example.net", 20, (source, 0)) as client:
            client.ehlo()
            yield client


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def served(folder: Path, code: str, *, ready: str = "ready") -> Iterator[Served]:
    """Run *code* (with `PORT` for the port) in *folder*, until the context ends; it is up when it prints *ready*."""
    server = Served(free_port(), folder)
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", code.replace("PORT", str(server.port))],
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            server._lines.put(line.rstrip("\n"))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        until = time.monotonic() + SECONDS
        while (said := server.line()) != ready:
            assert time.monotonic() < until, said
        yield server
    finally:
        process.terminate()
        process.wait(10)
        reader.join(10)
        assert process.stdout is not None
        process.stdout.close()
