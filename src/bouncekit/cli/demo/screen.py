"""What the demo shows: the two counts while they grow, and the table at the end."""

from typing import Self

import click
from rich.console import Console
from rich.live import Live
from rich.table import Table

from bouncekit.cli.demo.score import ROWS, Score
from bouncekit.cli.demo.world import ACTS, Act

__all__ = ["LiveScreen", "PlainScreen", "table"]

_NAMES = ("bounces later", "with bouncekit")
_GOOD, _BAD = "bold green", "bold red"
_HARM = {"bounces sent to people who never wrote", "honest mail lost without a word"}


def table(scores: tuple[Score, Score], title: str | None = None) -> Table:
    """Both counts, row by row."""
    made = Table(title=title, title_justify="left", title_style="bold")
    made.add_column("")
    for name in _NAMES:
        made.add_column(name, justify="right")
    for name, count in ROWS:
        cells = [count(score) for score in scores]
        style = None
        if name in _HARM:
            style = _BAD if any(cells) else _GOOD
        made.add_row(name, *(str(cell) for cell in cells), style=style)
    return made


def _title(act: Act) -> str:
    return f"Act {ACTS.index(act) + 1} of {len(ACTS)}: {act.value}"


class LiveScreen:
    """For a terminal: one table that changes."""

    def __init__(self, console: Console) -> None:
        self._live = Live(console=console, refresh_per_second=10, transient=True)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._live.stop()

    def __call__(self, act: Act, over: bool, scores: tuple[Score, Score]) -> None:  # noqa: FBT001
        """Show the scores of now."""
        self._live.update(table(scores, f"{_title(act)}{' (over)' if over else ''}"))


class PlainScreen:
    """For a file or a pipe: one line as each act begins, and one for each server as it ends."""

    def __init__(self) -> None:
        self._act: Act | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        pass

    def __call__(self, act: Act, over: bool, scores: tuple[Score, Score]) -> None:  # noqa: FBT001
        """Say that an act begins, and how it ended."""
        if act is not self._act:
            self._act = act
            click.echo(_title(act))
        if over:
            for name, score in zip(_NAMES, scores, strict=True):
                click.echo(
                    f"  so far, {name}: {score.offered()} offered, {score.refused()} refused in session, "
                    f"{score.delivered()} delivered, {score.to_strangers()} bounces to people who never wrote"
                )
