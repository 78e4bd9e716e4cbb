"""`bouncekit decide`: a transaction as JSON in, a decision out."""

import sys
from collections.abc import Mapping
from typing import Any

import click

from bouncekit.cli.common import Command, complain, dump_json, json_lines, load_json, read_json, safe
from bouncekit.cli.policies import POLICY_OPTION, policies_of
from bouncekit.errors import InvalidValueError
from bouncekit.policy import Policy, read_query

__all__ = ["decide"]

_SURROGATE = "holds a lone surrogate, which is no character (RFC 8259 section 8.2)"


@click.command(cls=Command)
@click.option(
    "--explain", is_flag=True, help="Say it for people instead of JSON: what spoke, what bound, what would change it."
)
@click.option("--jsonl", is_flag=True, help="Read a stream: one JSON object a line in, one line out, at once.")
@POLICY_OPTION
@click.pass_context
def decide(ctx: click.Context, *, explain: bool, jsonl: bool, policy_file: str | None) -> int:
    r"""Decide whether a notice may be sent: a transaction as JSON on standard input, a decision on standard output.

    `bouncekit schema decide-in` and `decide-out` print the two forms. What is left out is unknown, and helps nobody.

    With --jsonl a line that is not in the schema gets the line {"error": {"line", "field", "fault"}} and one line on
    stderr; nothing is decided for it, the others are answered, and the exit code is 2.

    \b
    Exit codes: 0 decided (whatever the verdict); 2 the input is wrong, nothing is decided.
    """
    if explain and jsonl:
        raise click.UsageError("--explain and --jsonl exclude each other", ctx)
    policies = policies_of(policy_file)
    default = "balanced" if policy_file is None else next(reversed(policies))
    if jsonl:
        return _stream(policies, default)
    decision = read_query(read_json(), policies, default=default).decide()
    if explain:
        for line in decision.explain().splitlines():
            click.echo(safe(line))
    else:
        click.echo(dump_json(decision.to_json()))
    return 0


def _stream(policies: Mapping[str, Policy], default: str) -> int:
    code = 0
    out = sys.stdout
    for name, line in json_lines():
        try:
            answer: dict[str, Any] = read_query(load_json(line), policies, default=default).decide().to_json()
        except UnicodeEncodeError:
            code = 2
            complain(name, _SURROGATE)
            answer = {"error": {"line": int(name.rpartition(" ")[2]), "field": "input", "fault": _SURROGATE}}
        except InvalidValueError as error:
            code = 2
            complain(name, str(error))
            number = int(name.rpartition(" ")[2])
            answer = {"error": {"line": number, "field": error.field, "fault": error.fault}}
        out.write(dump_json(answer) + "\n")
        out.flush()
    return code
