"""`bouncekit shadow`: a log of what an MTA did beside what a policy would have done, and the difference."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import click

from bouncekit.cli.common import Command, complain, dump_json, json_lines, load_json, safe
from bouncekit.cli.policies import POLICY_OPTION, policies_of
from bouncekit.errors import InvalidValueError
from bouncekit.policy import Policy, Verdict, read_query

__all__ = ["shadow"]

_DID: Final = ("bounced", "refused", "deferred", "dropped", "quarantined")
_SAME: Final = {
    "bounced": Verdict.SEND,
    "refused": Verdict.REJECT,
    "deferred": Verdict.DEFER,
    "dropped": Verdict.SUPPRESS,
    "quarantined": Verdict.DIVERT,
}
_MOST_EXAMPLES: Final = 5


@dataclass(slots=True)
class _Difference:
    """What has been counted so far."""

    lines: int = 0
    bad: int = 0
    table: Counter[tuple[str, str]] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, did: str, verdict: Verdict, because: Iterable[str], place: str) -> None:
        self.lines += 1
        self.table[did, verdict.value] += 1
        if did == "bounced" and verdict in (Verdict.SUPPRESS, Verdict.DIVERT):
            self.rules.update(because)
        if _SAME[did] is not verdict:
            kept = self.examples.setdefault(f"{did} → {verdict.value}", [])
            if len(kept) < _MOST_EXAMPLES:
                kept.append(place)

    def to_json(self) -> dict[str, Any]:
        return {
            "lines": self.lines,
            "not_read": self.bad,
            "same": sum(n for (did, verdict), n in self.table.items() if _SAME[did].value == verdict),
            "table": [{"mta": did, "verdict": verdict, "count": n} for (did, verdict), n in sorted(self.table.items())],
            "bounces_kept_back_by": dict(self.rules.most_common()),
            "examples": self.examples,
        }


@click.command(cls=Command)
@click.argument("log", type=click.File("rb", lazy=True), metavar="LOG")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
@POLICY_OPTION
def shadow(log: Any, *, as_json: bool, policy_file: str | None) -> int:
    r"""Decide again every transaction in LOG, and report where that differs from what the MTA did.

    LOG is JSONL, `-` is standard input; each line is {"mta": WHAT, "transaction": {…}} with WHAT one of bounced,
    refused, deferred, dropped, quarantined, and the transaction as `decide` takes it. `bouncekit.adapters.shadow`
    writes such a log. Nothing is sent: run it for a week before you switch the policy on.

    \b
    Exit codes: 0 reported; 2 a line could not be read (named on stderr; the others count).
    """
    policies = policies_of(policy_file)
    found = _Difference()
    for name, line in json_lines(log):
        try:
            _one(load_json(line), policies, policy_file, found, name)
        except InvalidValueError as error:
            found.bad += 1
            complain(name, str(error))
    if as_json:
        click.echo(dump_json(found.to_json()))
    else:
        for text in _lines(found):
            click.echo(safe(text))
    return 2 if found.bad else 0


def _one(value: Any, policies: dict[str, Policy], policy_file: str | None, found: _Difference, name: str) -> None:
    if not isinstance(value, dict):
        raise InvalidValueError("line", "must be an object", value)
    for key in value:
        if key not in {"mta", "transaction", "at"}:
            raise InvalidValueError(str(key), "is not a field of a shadow log")
    did = value.get("mta")
    if did not in _DID:
        raise InvalidValueError("mta", f"must be one of {', '.join(_DID)}", did)
    transaction = value.get("transaction")
    if policy_file is not None and isinstance(transaction, dict):
        transaction = {**transaction, "policy": next(reversed(policies))}
    decision = read_query(transaction, policies).decide()
    because = {rule for recipient in decision.recipients for rule in recipient.because}
    found.add(did, decision.verdict, because, name)


def _lines(found: _Difference) -> list[str]:
    same = sum(n for (did, verdict), n in found.table.items() if _SAME[did].value == verdict)
    lines = [f"{found.lines} transactions, {same} decided as the MTA did, {found.bad} lines not read"]
    for (did, verdict), count in sorted(found.table.items()):
        mark = " " if _SAME[did].value == verdict else "*"
        lines.append(f"{mark} {count:8}  {did:12} → {verdict}")
    if found.rules:
        lines.append("bounces that would have been kept back, by rule")
        lines += [f"  {count:8}  {rule}" for rule, count in found.rules.most_common()]
    if found.examples:
        lines.append("for example")
        lines += [f"  {what}: {', '.join(places)}" for what, places in sorted(found.examples.items())]
    return lines
