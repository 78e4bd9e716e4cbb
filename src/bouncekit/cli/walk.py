"""Messages out of paths: files, mboxes, Maildirs, folders and standard input, one at a time, whatever is in the way."""

import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from bouncekit.cli.terminal import complain

__all__ = ["MAX_MESSAGE_OCTETS", "Inputs", "Item"]

MAX_MESSAGE_OCTETS: Final = 256 << 20
"""Octets of one message that are read; the rest of a longer one is left unread, and a line says so."""
_SORTED: Final = 50_000
"""Entries of a folder that are put in order; past that they come as the file system gives them."""
# From_ line of an mbox (RFC 4155): "From " addr-spec, weekday, month, day, time, year
_FROM_LINE: Final = re.compile(
    rb"From [^\r\n]{0,400}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [^\r\n]{0,40}[0-9]{1,2}:[0-9]{2}[^\r\n]{0,40}\r?\n"
)
_KINDS: Final = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


Item: TypeAlias = tuple[str, int, bytes]
"""One message: the path it came from (`-` is standard input), its index within an mbox, its octets."""


class Inputs:
    """The messages under *paths*, in input order, read one at a time; iterate once.

    What cannot be read is a line on stderr (or a call of *on_error* with path and fault) and the run goes on.
    Afterwards `exit_code` is 2 when anything could not be read (it has its line on stderr), else 0.
    """

    def __init__(self, paths: Iterable[str], *, on_error: Callable[[str, str], None] = complain) -> None:
        self._paths = tuple(paths)
        self._on_error = on_error
        self._folders: set[tuple[int, int]] = set()
        self.read = 0
        """Messages handed out so far."""
        self.failed = 0
        """Paths that could not be read so far."""

    @property
    def exit_code(self) -> int:
        return 2 if self.failed else 0

    def __iter__(self) -> Iterator[Item]:
        for path in self._paths:
            found = _messages(sys.stdin.buffer, "-", self._fail) if path == "-" else self._path(path)
            for item in found:
                self.read += 1
                yield item

    def _fail(self, path: str, fault: str) -> None:
        self.failed += 1
        self._on_error(path, fault)

    def _path(self, path: str) -> Iterator[Item]:
        """Everything under one path; folders wait on an explicit stack, so depth costs no recursion."""
        waiting: list[Iterator[str]] = [iter((path,))]
        while waiting:
            try:
                name = next(waiting[-1], None)
            except OSError as error:
                self._fail(path, _fault(error))
                name = None
            if name is None:
                waiting.pop()
                continue
            try:
                about = os.stat(name)  # noqa: PTH116 - a million Paths cost more than their stats
            except OSError as error:
                self._fail(name, _fault(error))
                continue
            except ValueError:
                self._fail(name, "holds a NUL: there is no such path")
                continue
            if stat.S_ISDIR(about.st_mode):
                key = (about.st_dev, about.st_ino)
                if key not in self._folders:
                    self._folders.add(key)
                    waiting.append(self._folder(name))
            elif stat.S_ISREG(about.st_mode):
                yield from self._file(name)
            else:
                kind = _KINDS.get(stat.S_IFMT(about.st_mode), "no file")
                self._fail(name, f"is {kind}: skipped (give - to read standard input)")

    def _folder(self, path: str) -> Iterator[str]:
        """List the paths in one folder; of a Maildir its messages and sub-folders, not what is half delivered."""
        with os.scandir(path) as entries:
            names = (entry.name for entry in entries)
            some = list(islice(names, _SORTED))
            if {"cur", "new", "tmp"} <= set(some):
                kept = [name for name in some if name in {"cur", "new"} or _is_maildir(Path(path, name))]
                yield from (os.path.join(path, name) for name in sorted(kept))  # noqa: PTH118
                return
            more = next(names, None)
            ordered = sorted(some) if more is None else chain(some, (more,), names)
            yield from (os.path.join(path, name) for name in ordered)  # noqa: PTH118

    def _file(self, path: str) -> Iterator[Item]:
        try:
            with open(path, "rb") as stream:  # noqa: PTH123
                yield from _messages(stream, path, self._fail)
        except (OSError, MemoryError) as error:
            self._fail(path, _fault(error))


def _is_maildir(path: Path) -> bool:
    return path.name.startswith(".") and (path / "cur").is_dir() and (path / "new").is_dir()


def _fault(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "is larger than the memory there is"
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()


def _messages(stream: BinaryIO, path: str, fail: Callable[[str, str], None]) -> Iterator[Item]:
    """Read the one message of a file, or the many of an mbox (known by its first line, RFC 4155)."""
    first = stream.readline(1000)
    if not _FROM_LINE.match(first):
        data = first + stream.read(max(0, MAX_MESSAGE_OCTETS - len(first)))
        yield path, 0, _bounded(data, stream, path, fail)
        return
    index = 0
    kept: list[bytes] = []
    size = 0
    blank = False
    while line := stream.readline(1 << 20):
        if blank and line.startswith(b"From ") and _FROM_LINE.match(line):
            yield path, index, b"".join(kept)
            index, kept, size, blank = index + 1, [], 0, False
            continue
        blank = line in {b"\n", b"\r\n"}
        if size <= MAX_MESSAGE_OCTETS:
            kept.append(line)
            size += len(line)
            if size > MAX_MESSAGE_OCTETS:
                fail(path, f"message {index} is larger than {MAX_MESSAGE_OCTETS} octets: its rest is not read")
    yield path, index, b"".join(kept)


def _bounded(data: bytes, stream: BinaryIO, path: str, fail: Callable[[str, str], None]) -> bytes:
    if len(data) > MAX_MESSAGE_OCTETS or (len(data) == MAX_MESSAGE_OCTETS and stream.read(1)):
        fail(path, f"is larger than {MAX_MESSAGE_OCTETS} octets: its rest is not read")
    return data[:MAX_MESSAGE_OCTETS]
