"""The group `bouncekit`: commands by name, each imported only when it runs."""

from difflib import get_close_matches
from importlib import import_module, metadata
from typing import Final

import click

from bouncekit.cli.common import OneLineErrors

__all__ = ["COMMANDS", "bouncekit"]

COMMANDS: Final[dict[str, tuple[str, str, str]]] = {
    "classify": ("classify_cmd", "classify", "Say of each message what bounced, and why."),
    "explain": ("explain_cmd", "explain", "Show every fact of one message with its place, and every rule that spoke."),
    "decide": ("decide_cmd", "decide", "Decide whether a bounce may be sent for a transaction."),
    "domain": ("domain_cmd", "domain", "Say how hard a domain is to forge, and what to publish."),
    "shadow": ("shadow_cmd", "shadow", "Report how decisions would differ from what an MTA did."),
    "build": ("build_cmd", "build_command", "Write a delivery status notification from JSON."),
    "lint": ("lint_cmd", "lint_command", "Check a delivery status notification against its RFCs."),
    "sign": ("sign_cmd", "sign", "Mint a BATV, VERP or SRS address or a signed Message-ID."),
    "check": ("check_cmd", "check", "Verify a BATV, VERP or SRS address or a signed Message-ID."),
    "demo": ("demo_cmd", "demo", "Play a backscatter storm on loopback, without and with bouncekit."),
    "rules": ("rules_cmd", "rules", "Check classification rows of your own."),
    "schema": ("schema_cmd", "schema", "Print the JSON Schema of a JSON form."),
}
"""Command name → module in `bouncekit.cli`, attribute, one line for `--help`."""


class _Lazy(OneLineErrors, click.Group):
    """A group that lists its commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        row = COMMANDS.get(cmd_name)
        if row is None:
            return None
        module, attribute, _ = row
        command: click.Command = getattr(import_module(f"bouncekit.cli.{module}"), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Say which command may have been meant by a name that is none."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = get_close_matches(name, COMMANDS, n=1)
            ctx.fail(f"No such command {name!r}." + (f" Did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, row[2]) for name, row in COMMANDS.items()])


def _version() -> str:
    return metadata.version("bouncekit")


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(_version(), "-V", "--version", prog_name="bouncekit")
def bouncekit() -> None:
    """Everything about e-mail bounces: read any, decide whether one may be sent, write it right.

    Exit codes, of every command: 0 it worked; 1 the answer is no (lint found a MUST, check a bad token, rules check an
    error); 2 something given is wrong, or could not be read or written, named in one line on stderr (what else was
    given is done); 70 a fault of bouncekit itself; 130 interrupted; 141 nobody reads the output any more.
    """
