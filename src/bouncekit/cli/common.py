"""What every command shares: its class, safe output, strict JSON and the walk over inputs.

A command is `@click.command(cls=Command)`; whatever it raises ends as one line on stderr and an exit code:
0 it worked; 1 the answer is no; 2 something given is wrong, or could not be read or written (the rest was done);
70 a fault of bouncekit itself; 130 interrupted; 141 nobody reads the output any more.
"""

import os
import sys
from collections.abc import Sequence
from typing import Any, Final

import click

from bouncekit.cli.jsontext import MAX_JSON_OCTETS, dump_json, json_lines, load_json, read_json
from bouncekit.cli.streams import drop, say, settle
from bouncekit.cli.terminal import complain, console, safe, watched
from bouncekit.cli.walk import MAX_MESSAGE_OCTETS, Inputs, Item
from bouncekit.errors import AdapterError, BouncekitError

__all__ = [
    "EXIT_CODES",
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

EXIT_CODES: Final = (
    (0, "it worked; all that was given was read (`decide`: whatever the verdict)"),
    (1, "it worked, and the answer is no: `lint` found a MUST, `check` a bad token, `rules check` an error"),
    (2, "something given is wrong, or could not be read or written (a closed or full output, too); the rest is done"),
    (70, "a fault of bouncekit itself, please report it"),
    (130, "interrupted (Ctrl-C)"),
    (141, "who read the output has gone (`| head`)"),
)
"""One rule for every command."""
MISTAKE: Final = 2
_FAULT: Final = 70
_INTERRUPTED: Final = 130
_PIPE: Final = 141
_SURROGATES: Final = ("\ud800", "\udfff")


class OneLineErrors(click.Command):
    """A click command or group whose every failure is one line on stderr and an exit code; never a traceback."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.help is not None:  # click's mark for lines as they are, as a raw docstring spells it
            self.help = self.help.replace("\\b\n", "\b\n")

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """Read the arguments; a reader that went away while help was written ends it as in `invoke`."""
        try:
            return super().make_context(*args, **options)
        except BrokenPipeError:
            raise SystemExit(_reader_gone()) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that went away ends it before click makes exit code 1 (an answer) of that."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise SystemExit(_reader_gone()) from None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A group without a command shows its help, on every version of click."""
        if not args and isinstance(self, click.Group) and not self.invoke_without_command:
            click.echo(ctx.get_help(), color=ctx.color)
            ctx.exit()
        return super().parse_args(ctx, args)

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
        settle()
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
            where = "input or output: " if error.strerror else ""
            if isinstance(error.filename, str | bytes):
                where = f"{os.fsdecode(error.filename)}: "
            return _say(f"bouncekit: {where}{error.strerror or error}", MISTAKE)
        case UnicodeEncodeError() if _SURROGATES[0] <= error.object[error.start] <= _SURROGATES[1]:
            return _say("bouncekit: something given holds octets that are no UTF-8, or a lone surrogate", MISTAKE)
        case ValueError() if "embedded null" in str(error):  # its first words differ between Pythons
            return _say("bouncekit: a path holds a NUL: there is no such path", MISTAKE)
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
    drop(sys.stdout)
    return _PIPE


def _say(line: str, code: int) -> int:
    say(safe(line))
    return code
