"""`bouncekit lint`: what a report, or the SMTP transcript that sent it, does wrong."""

import sys
from importlib import metadata
from pathlib import Path

import click
from rich.table import Table

from bouncekit.cli.common import Command, Inputs, complain, console, dump_json, safe, watched
from bouncekit.dsn.fix import fix
from bouncekit.dsn.lint_model import Finding, Level
from bouncekit.dsn.linter import lint, worst
from bouncekit.dsn.output import Linted, junit_xml, linted_json, sarif
from bouncekit.dsn.transcript import lint_transcript
from bouncekit.report.parse import parse
from bouncekit.vocabulary import ReportKind

__all__ = ["lint_command"]


@click.command(cls=Command, name="lint")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--json", "form", flag_value="json", help="One JSON object per message.")
@click.option("--sarif", "form", flag_value="sarif", help="One SARIF 2.1.0 log.")
@click.option("--junit", "form", flag_value="junit", help="JUnit XML: one case per message.")
@click.option("--transcript", is_flag=True, help="PATH is an SMTP dialogue (C: and S: lines), not a message.")
@click.option(
    "--fix", "fix_to", type=click.Path(file_okay=False), help="Write messages mended where that is mechanical here."
)
@click.pass_context
def lint_command(
    ctx: click.Context, *, paths: tuple[str, ...], form: str | None, transcript: bool, fix_to: str | None
) -> None:
    """Check delivery status notifications, disposition notifications and feedback reports against their RFCs.

    Exit code 0: no MUST is broken; 1: one is; 2: an input could not be read. `-` is standard input.
    """
    inputs = Inputs(paths)
    linted: list[Linted] = []
    broken = False
    for path, index, data in watched(inputs, "messages"):
        name = f"{path}#{index}" if index else path
        findings = lint_transcript(data) if transcript else lint(data)
        broken = broken or worst(findings) is Level.MUST
        if form == "json":
            click.echo(dump_json(linted_json(name, findings)))
        elif form is None:
            _show(name, findings, is_report=bool(findings) or transcript or parse(data).kind is not ReportKind.NONE)
        else:
            linted.append((name, findings))
        if fix_to is not None:
            _write(Path(fix_to), path, index, fix(data))
    if form == "sarif":
        click.echo(dump_json(sarif(linted, version=metadata.version("bouncekit")), indent=2))
    elif form == "junit":
        click.echo(junit_xml(linted), nl=False)
    ctx.exit(inputs.exit_code or (1 if broken else 0))


def _show(name: str, findings: tuple[Finding, ...], *, is_report: bool) -> None:
    if not findings:
        said = "nothing to say against it" if is_report else "no report, so nothing was checked"
        click.echo(f"{safe(name)}: {said}")
        return
    table = Table(title=safe(name), title_justify="left", box=None, pad_edge=False)
    for column in ("level", "rule", "section", "octets", "what is wrong"):
        table.add_column(column, overflow="fold")
    for f in findings:
        octets = "" if f.span is None else f"{f.span.start}-{f.span.end}"
        table.add_row(f.level.value, f.rule, f.section, octets, safe(f.message))
    console().print(table)


def _write(folder: Path, path: str, index: int, data: bytes) -> None:
    stem = Path(path).name if path != "-" else "stdin"
    target = folder / (f"{stem}.{index}.eml" if index else stem)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        complain("--fix", f"{target.name}: cannot be written: {error.strerror}")
        sys.exit(2)
