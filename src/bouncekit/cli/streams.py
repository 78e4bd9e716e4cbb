"""The three standard streams as they may be: closed, full, read by nobody, or of an odd encoding.

A closed one is opened on the null device the wrong way round: reading or writing it then fails as an error of input or
output (exit code 2), and no file that is opened later gets its number. What cannot be said on stderr is not said.
"""

import contextlib
import os
import sys
from typing import Final, TextIO

__all__ = ["drop", "open_streams", "say", "settle"]

_STREAMS: Final = (("stdin", os.O_WRONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w"))


def open_streams() -> None:
    """Give each closed standard stream a stand-in; let no odd encoding end the run."""
    for name, flags, mode in _STREAMS:
        if getattr(sys, name) is None:
            number = os.open(os.devnull, flags)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", errors="backslashreplace", closefd=False))
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def say(line: str) -> None:
    """*line* on stderr; nothing where nobody can read it."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


def settle() -> None:
    """Write out what is left; what cannot be written is dropped, or Python complains of it at exit."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            drop(stream)


def drop(stream: TextIO) -> None:
    """Point *stream* at the null device."""
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
