"""`bouncekit classify`: what every message reports, as a table or as JSON lines."""

import sys
from pathlib import Path
from typing import Any

import click

from bouncekit.classify.classify import classify as classify_recipient
from bouncekit.cli.answers import Classify, answer
from bouncekit.cli.common import Command, Inputs, console, dump_json, safe, watched
from bouncekit.report.parse import parse

__all__ = ["classify"]


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per message, one line each (schema: classify).")
@click.option("--only", type=click.Choice(["failed", "delayed"]), help="Show only recipients with this action.")
@click.option(
    "--rules",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="TOML of rows of your own, read before bouncekit's (see `bouncekit rules check`).",
)
@click.pass_context
def classify(
    ctx: click.Context,
    paths: tuple[str, ...],
    as_json: bool,  # noqa: FBT001
    only: str | None,
    rules: tuple[Path, ...],
) -> None:
    """Say of each message what bounced, and why.

    PATH is a message, an mbox, a Maildir or a folder of them; - is standard input. A file that cannot be read is a line
    on stderr and the run goes on. Exit codes: 0 all was read; 2 something could not be, or a rules file is wrong.
    """
    why = _classifier(rules)
    inputs = Inputs(paths)
    if as_json:
        _lines(inputs, only, why)
    else:
        _table(inputs, only, why)
    ctx.exit(inputs.exit_code)


def _classifier(rules: tuple[Path, ...]) -> Classify:
    if not rules:
        return classify_recipient
    from bouncekit.adapters.rules_toml import load_rules  # noqa: PLC0415 - TOML only for those who bring some
    from bouncekit.classify.engine import Classifier  # noqa: PLC0415

    return Classifier([row for file in rules for row in load_rules(file)]).classify


def _answers(inputs: Inputs, only: str | None, why: Classify) -> "Any":
    for path, index, data in inputs:
        found = answer(path, index, parse(data), why)
        if only is not None:
            found["recipients"] = [r for r in found["recipients"] if r["action"] == only]
        yield found


def _lines(inputs: Inputs, only: str | None, why: Classify) -> None:
    write = sys.stdout.write
    for found in _answers(inputs, only, why):
        write(dump_json(found) + "\n")


_COLUMNS = ("message", "kind", "recipient", "action", "status", "reply", "reason", "fault", "permanence")


def _table(inputs: Inputs, only: str | None, why: Classify) -> None:
    """Rows are written as they come: a long run shows its first answers at once."""
    out = console()
    wide = out.width if out.is_terminal else 0
    widths = _widths(wide)
    out.print(_row(_COLUMNS, widths), style="bold", soft_wrap=True)
    counts: dict[str, int] = {}
    total = 0
    for found in watched(_answers(inputs, only, why), "messages"):
        total += 1
        counts[found["kind"]] = counts.get(found["kind"], 0) + 1
        where = found["path"] if not found["index"] else f"{found['path']}[{found['index']}]"
        recipients = found["recipients"] or ([None] if only is None else [])
        for r in recipients:
            cells = (
                (where, found["kind"], "-", "-", "-", "-", "-", "-", "-")
                if r is None
                else (
                    where, found["kind"], r["final"] or "(none named)", r["action"], r["status"] or "-",
                    r["reply"] or "-", r["reason"], r["fault"], r["permanence"],
                )
            )  # fmt: skip
            out.print(_row(tuple(map(safe, cells)), widths), soft_wrap=True)
    said = ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items(), key=lambda x: -x[1]))
    out.print(f"{total} messages: {said}" if total else "no messages", soft_wrap=True)


def _widths(wide: int) -> tuple[int, ...]:
    fixed = (15, 9, 7, 5, 24, 21, 10)
    room = max(wide - sum(fixed) - len(_COLUMNS), 60) if wide else 72
    return (room // 2, fixed[0], room - room // 2, *fixed[1:])


def _row(cells: tuple[str, ...], widths: tuple[int, ...]) -> str:
    return " ".join(_fit(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _fit(cell: str, width: int) -> str:
    """*cell* in *width* columns; a long path keeps its end."""
    if len(cell) > width:
        cell = "…" + cell[len(cell) - width + 1 :]
    return cell.ljust(width)
