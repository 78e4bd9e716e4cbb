"""The group `bouncekit`: commands by name, each imported only when it runs."""

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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, row[2]) for name, row in COMMANDS.items()])


def _version() -> str:
    return metadata.version("bouncekit")


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(_version(), prog_name="bouncekit")
def bouncekit() -> None:
    """Everything about e-mail bounces: read any, decide whether one may be sent, write it right.

    Exit codes: 0 it worked; 1 the answer is no (lint found a MUST); 2 a mistake in what was given, named in one line
    on stderr.
    """
