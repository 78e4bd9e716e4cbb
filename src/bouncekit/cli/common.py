"""What every command shares: its class, safe output, strict JSON and the walk over inputs.

A command is `@click.command(cls=Command)`; whatever it raises ends as one line on stderr and an exit code:
0 it worked; 1 the answer is no; 2 the caller's mistake; 130 interrupted; 70 a fault of bouncekit itself.
"""

import os
import sys
from collections.abc import Sequence
from typing import Any, Final

import click

from bouncekit.cli.jsontext import MAX_JSON_OCTETS, dump_json, json_lines, load_json, read_json
from bouncekit.cli.terminal import complain, console, safe, watched
from bouncekit.cli.walk import MAX_MESSAGE_OCTETS, Inputs, Item
from bouncekit.errors import AdapterError, BouncekitError

__all__ = [
    "MAX_JSON_OCTETS",
    "MAX_MESSAGE_OCTETS",
    "Command",
    "Inputs",
    "Item",
    "OneLineErrors",
    "complain",
    "console",
    "dump_json",
    "json_lines",
    "load_json",
    "read_json",
    "safe",
    "watched",
]

MISTAKE: Final = 2
_FAULT: Final = 70
_INTERRUPTED: Final = 130
_PIPE: Final = 141


class OneLineErrors(click.Command):
    """A click command or group whose every failure is one line on stderr and an exit code; never a traceback."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.help is not None:  # click's mark for lines as they are, as a raw docstring spells it
            self.help = self.help.replace("\\b\n", "\b\n")

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that went away ends it before click makes exit code 1 (an answer) of that."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise SystemExit(_reader_gone()) from None

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's signature
        **extra: Any,
    ) -> Any:
        """Run and exit; without *standalone_mode*, return or raise as click does."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            result = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            sys.stdout.flush()
        except BaseException as error:  # noqa: BLE001 - the last one to see it
            code = _report(error)
        else:
            code = result if isinstance(result, int) else 0
        sys.exit(code)


class Command(OneLineErrors):
    """The class of each command (`@click.command(cls=Command)`)."""


def _report(error: BaseException) -> int:
    """Say *error* in one line on stderr and give the exit code for it."""
    match error:
        case SystemExit():
            return error.code if isinstance(error.code, int) else MISTAKE
        case KeyboardInterrupt() | click.Abort():
            return _say("bouncekit: interrupted", _INTERRUPTED)
        case BrokenPipeError():
            return _reader_gone()
        case click.UsageError():
            path = error.ctx.command_path if error.ctx else "bouncekit"
            return _say(f"{path}: {error.format_message()} (see {path} --help)", MISTAKE)
        case click.ClickException():
            return _say(f"bouncekit: {error.format_message()}", MISTAKE)
        case AdapterError() | BouncekitError():
            return _say(f"bouncekit: {error}", MISTAKE)
        case OSError():
            where = f"{error.filename}: " if error.filename is not None else ""
            return _say(f"bouncekit: {where}{error.strerror or error}", MISTAKE)
        case ModuleNotFoundError():
            name = (error.name or "").partition(".")[0]
            extra = {"aiosmtpd": "aiosmtpd", "cryptography": "auth", "dns": "auth", "limits": "limits"}.get(name)
            if extra:
                return _say(f"bouncekit: this needs {name}: pip install 'bouncekit[{extra}]'", MISTAKE)
    if os.environ.get("BOUNCEKIT_TRACEBACK"):
        raise error
    what = f"{type(error).__name__}: {error}"[:200]
    return _say(
        f"bouncekit: a fault of bouncekit itself, please report it (BOUNCEKIT_TRACEBACK=1 shows where): {what}", _FAULT
    )


def _reader_gone() -> int:
    """Who read our output has gone: nothing to say, and Python's own flush at exit must not say it either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _PIPE


def _say(line: str, code: int) -> int:
    sys.stderr.write(safe(line) + "\n")
    return code
