"""`bouncekit schema`: the JSON Schemas that ship in the package."""

from importlib import resources

import click

from bouncekit.cli.common import Command

__all__ = ["schema", "schema_names", "schema_text"]


def schema_names() -> tuple[str, ...]:
    """The names of all schemas, in order."""
    folder = resources.files("bouncekit") / "schemas"
    return tuple(sorted(entry.name.removesuffix(".json") for entry in folder.iterdir() if entry.name.endswith(".json")))


def schema_text(name: str) -> str:
    """The schema *name* as it ships; raises FileNotFoundError when there is none."""
    return (resources.files("bouncekit") / "schemas" / f"{name}.json").read_text(encoding="utf-8")


@click.command(cls=Command)
@click.argument("name", required=False, metavar="[NAME]")
@click.pass_context
def schema(ctx: click.Context, name: str | None) -> None:
    r"""Print the JSON Schema (draft 2020-12) NAME; without NAME, the names there are.

    \b
    classify     what `classify --json` writes, one object per message
    decide-in    what `decide` reads
    decide-out   what `decide` writes
    build        what `build` reads
    lint         what `lint --json` writes, one object per message
    suppression  the state of one address (`suppression.AddressState.to_json`)
    """
    names = schema_names()
    if name is None:
        click.echo("\n".join(names))
    elif name in names:
        click.echo(schema_text(name), nl=False)
    else:
        raise click.UsageError(f"NAME: there is no schema {name!r}; there are {', '.join(names)}", ctx)
