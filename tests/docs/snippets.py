"""Runs the fenced blocks of a page as they stand: what a page needs, the page shows.

usage: PYTHONPATH=tests python -m docs.snippets PAGE...

All blocks of a page share one folder, empty at first, and one namespace, in order:

- a paragraph that ends with "Save as `NAME`:" puts the block below it into that file, whatever its language;
- `python` is executed, `pycon` is a doctest, `sh` is run by bash, and `console` line by line (`$ COMMAND`, then its output);
- `text` without a name is the output of the block before it, and must be that: `…` stands for some characters of a line.
  Where that block left a server in the background, its output is waited for; the server is stopped at the end of the page.

A block that is none of these is an error (`PageError`), unless *elsewhere* names what runs it: nothing is left out silently.
"""

import contextlib
import doctest
import io
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

__all__ = ["Block", "PageError", "Run", "blocks", "environment", "run", "save"]

SECONDS: Final = 60
_FENCE: Final = re.compile(r"^(?P<indent>[ ]*)(?P<mark>`{3,}|~{3,})[ ]*(?P<language>[^`\n]*)$")
_SAVE: Final = re.compile(r"[Ss]ave as `(?P<name>[^`]+)`:$")


class PageError(AssertionError):
    """A block that does not do what the page says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One fenced block: where it is, what it is, and the file that the page says it is."""

    page: str
    line: int
    """Of its first line of text."""
    language: str
    text: str
    file: str | None = None

    def __str__(self) -> str:
        return f"{self.page}:{self.line} ({self.language or 'no language'})"


def blocks(path: Path, page: str = "") -> list[Block]:
    """Every fenced block of the page at *path*, in order."""
    found: list[Block] = []
    lines = path.read_text(encoding="utf-8").split("\n")
    said, number = "", 0
    while number < len(lines):
        opening = _FENCE.match(lines[number])
        if opening is None:
            # the paragraph above the block: blank lines may stand between them, and end a paragraph
            blank = number > 0 and not lines[number - 1].strip()
            said = f"{'' if blank else said} {lines[number].strip()}" if lines[number].strip() else said
            number += 1
            continue
        start = number + 1
        end = next((n for n in range(start, len(lines)) if lines[n].strip() == opening["mark"]), None)
        if end is None:
            raise PageError(f"{page or path.name}:{number + 1}: a block that never ends")
        indent = len(opening["indent"])
        named = _SAVE.search(said)
        found.append(
            Block(
                page=page or path.name,
                line=start + 1,
                language=opening["language"].strip(),
                text="".join(f"{line[indent:]}\n" for line in lines[start:end]),
                file=named["name"] if named else None,
            )
        )
        said, number = "", end + 1
    return found


@dataclass(frozen=True, slots=True)
class _Said:
    """Where a shell writes, and the group of processes that may still do."""

    path: Path
    group: int


@dataclass(slots=True)
class Run:
    """One page while it is run: its folder, its names, what it said last, and the servers that it started."""

    folder: Path
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "__page__"})
    output: "_Said | str | None" = None
    """Of the block before: text, or the file that a shell may still write."""
    groups: list[int] = field(default_factory=list)

    def block(self, block: Block) -> None:
        """Do what *block* says. Raises PageError."""
        if block.file is not None:
            self._save(block, block.file)
        elif block.language == "python":
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                exec(compile("\n" * (block.line - 1) + block.text, block.page, "exec"), self.names)
            self.output = said.getvalue()
        elif block.language == "pycon":
            self._doctest(block)
        elif block.language == "sh":
            self.output = self._shell(block, block.text)
        elif block.language == "console":
            self._console(block)
        elif block.language == "text":
            if self.output is None:
                raise PageError(f"{block}: is output, and nothing before it has any; a file needs a name")
            self._compare(block, block.text, self.output)
            self.output = None
        else:
            raise PageError(f"{block}: nothing runs this: no known language, and no file name")

    def _save(self, block: Block, name: str) -> None:
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise PageError(f"{block}: {name} is outside of the page's folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        self.output = None

    def _doctest(self, block: Block) -> None:
        test = doctest.DocTestParser().get_doctest(block.text, self.names, block.page, block.page, block.line - 1)
        if not test.examples:
            raise PageError(f"{block}: has no example")
        said: list[str] = []
        result = doctest.DocTestRunner(verbose=False).run(test, out=said.append, clear_globs=False)
        if result.failed:
            raise PageError("".join(said))
        self.names.update(test.globs)
        self.output = None

    def _console(self, block: Block) -> None:
        sessions = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
        if sessions[0] or len(sessions) == 1:
            raise PageError(f"{block}: must begin with `$ `")
        for session in sessions[1:]:
            command, _, expected = session.partition("\n")
            self._compare(block, expected, self._shell(block, command))
        self.output = None

    def _shell(self, block: Block, code: str) -> "_Said":
        """Run *code*; what it leaves in the background goes on, and writes to the same file."""
        handle, name = tempfile.mkstemp(dir=self.folder.parent, prefix="said-")
        path = Path(name)
        with os.fdopen(handle, "wb") as stdout:
            shell = subprocess.Popen(
                ["bash", "-euo", "pipefail", "-c", code],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=subprocess.STDOUT,
                env=environment(self.folder),
                start_new_session=True,
            )
            self.groups.append(shell.pid)
            try:
                code_of_exit = shell.wait(SECONDS)
            except subprocess.TimeoutExpired:
                raise PageError(f"{block}: took more than {SECONDS} s:\n{path.read_text('utf-8')}") from None
        if code_of_exit:
            raise PageError(f"{block}: exit code {code_of_exit}:\n{path.read_text('utf-8')}")
        return _Said(path, shell.pid)

    def _compare(self, block: Block, expected: str, output: "_Said | str") -> None:
        pattern = "[^\n]+?".join(re.escape(part) for part in expected.rstrip("\n").split("…"))
        until = time.monotonic() + (SECONDS if isinstance(output, _Said) and _alive(output.group) else 0)
        while True:
            said = output if isinstance(output, str) else output.path.read_text("utf-8")
            if re.fullmatch(pattern, said.rstrip("\n")):
                return
            if time.monotonic() >= until:
                raise PageError(f"{block}: the page says\n{expected}\nand it is\n{said}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End what the page left in the background."""
        for group in self.groups:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGTERM)
        until = time.monotonic() + 10
        while any(map(_alive, self.groups)) and time.monotonic() < until:
            time.sleep(0.05)


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def environment(folder: Path) -> dict[str, str]:
    """What a shell of the page sees: the commands of this Python, and a home of its own."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    return {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8"}


@contextlib.contextmanager
def run(path: Path, folder: Path, *, elsewhere: Collection[Block] = ()) -> Iterator[Run]:
    """Run the page at *path* in *folder*; its names, files and servers are there until the context ends.

    Blocks that are in *elsewhere* are left to what runs them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    page = Run(folder)
    home = os.environ.get("HOME")
    try:
        with contextlib.chdir(folder):
            os.environ["HOME"] = str(folder)
            sys.path.insert(0, str(folder))
            for block in blocks(path):
                if block not in elsewhere:
                    page.block(block)
            yield page
    finally:
        page.stop()
        sys.path.remove(str(folder))
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", None) or "").startswith(f"{folder}{os.sep}"):
                del sys.modules[name]
        if home is not None:
            os.environ["HOME"] = home


def save(path: Path, folder: Path) -> None:
    """Write every file that the page at *path* shows into *folder*, and run nothing."""
    page = Run(folder)
    for block in blocks(path):
        if block.file is not None:
            page.block(block)


def main(pages: list[str]) -> int:
    """Run *pages*; exit code 1 when one does not hold."""
    failed = 0
    for name in pages:
        with tempfile.TemporaryDirectory() as temporary:
            try:
                with run(Path(name).resolve(), Path(temporary).resolve() / "page") as page:
                    sys.stdout.write(
                        f"{name}: runs; files: {', '.join(sorted(p.name for p in page.folder.iterdir()))}\n"
                    )
            except Exception as error:  # noqa: BLE001 - the next page is run too
                failed = 1
                sys.stdout.write(f"{name}: {error}\n")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
