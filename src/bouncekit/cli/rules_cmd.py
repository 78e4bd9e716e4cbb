"""`bouncekit rules`: a user's own classification rows, checked."""

from pathlib import Path

import click

from bouncekit.adapters.rules_toml import load_rules
from bouncekit.classify.check import check_rows
from bouncekit.cli.common import Command, OneLineErrors, safe

__all__ = ["check", "rules"]


class _Group(OneLineErrors, click.Group):
    """A group whose failures are one line."""


@click.group(cls=_Group)
def rules() -> None:
    """Rows of your own that classify reads before its own."""


@rules.command(cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...]) -> None:
    """Check TOML files of rows: unknown names, rows that never speak, shadowed or ambiguous rows, costly phrases.

    Exit codes: 0 every row does what it says; 1 a row does not; 2 a file cannot be read or states something unknown.
    """
    rows = [row for file in files for row in load_rules(file)]
    findings = check_rows(rows)
    for finding in findings:
        level = "error" if finding.is_error else "advice"
        click.echo(safe(f"{level}: {finding.rule}: {finding.kind.value}: {finding.text}"))
    wrong = sum(finding.is_error for finding in findings)
    advice = len(findings) - wrong
    click.echo(f"{_count(len(rows), 'row')}, {_count(wrong, 'error')}, {_count(advice, 'piece')} of advice")
    ctx.exit(1 if wrong else 0)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
