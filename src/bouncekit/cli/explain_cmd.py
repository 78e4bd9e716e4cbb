"""`bouncekit explain`: one message, every fact with its place, every row that spoke, or why it is no bounce."""

from bisect import bisect_right
from dataclasses import fields, replace
from typing import Any

import click

from bouncekit.classify.classify import classify
from bouncekit.cli.answers import answer, because_json, span_json
from bouncekit.cli.common import Command, Inputs, dump_json, safe
from bouncekit.report.model import Recipient, Report
from bouncekit.report.parse import parse
from bouncekit.spans import Anomaly, Span

__all__ = ["explain"]

_FIELDS = tuple(f.name for f in fields(Recipient))
_EXCERPT = 100
"""Characters of the message that are shown beside a fact."""


@click.command(cls=Command)
@click.argument("file", metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="The answer of classify --json, with every provenance beside it.")
@click.pass_context
def explain(ctx: click.Context, file: str, as_json: bool) -> None:  # noqa: FBT001
    """Show every fact of one message with its place in it, every rule that spoke, and why it is or is not a bounce.

    FILE is a message or an mbox (each message of it is explained); - is standard input. A fact is followed by the rule
    that read it and its tier: structured, layout, provider, heuristic or flufl; the higher wins. `also` are rules that
    matched and did not decide; `claimed` is what a message says that nobody vouches for. Exit codes: 0 done; 2 it could
    not be read.
    """
    inputs = Inputs((file,))
    for path, index, data in inputs:
        report = parse(data)
        if as_json:
            click.echo(dump_json(_json(path, index, report)))
        else:
            click.echo("\n".join(_lines(path, index, report, Places(data))))
    ctx.exit(inputs.exit_code)


class Places:
    """Octet spans of a message as lines and columns for people."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._starts = [0]
        at = data.find(b"\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = data.find(b"\n", at + 1)

    def show(self, span: Span | None) -> str:
        """`line 12, column 18: "text"`; empty when there is no span."""
        if span is None:
            return ""
        text = self._data[span.start : min(span.end, span.start + 4 * _EXCERPT)].decode("utf-8", "replace")
        text = " ".join(text.split())
        if len(text) > _EXCERPT:
            text = text[:_EXCERPT] + "…"
        return f'{self.where(span)}: "{safe(text)}"'

    def where(self, span: Span) -> str:
        """`line 12, column 18`."""
        row = bisect_right(self._starts, span.start) - 1
        return f"line {row + 1}, column {span.start - self._starts[row] + 1}"


def _lines(path: str, index: int, report: Report, places: Places) -> list[str]:
    where = safe(path) + (f"[{index}]" if index else "")
    out = [f"{where}: {report.kind.value}"]
    for because in report.because:
        out.append(f"  because  {safe(because.rule)}: {safe(because.text)}")
        out += _place(because.span, places)
    for because in report.also:
        out.append(f"  also     {safe(because.rule)}: {safe(because.text)}")
        out += _place(because.span, places)
    for r in report.recipients:
        out += _recipient(r, places)
    for r in report.claimed:
        out += _recipient(r, places, "claimed, and not believed:")
    if report.returned is not None:
        returned = report.returned
        out.append("  returned message" + (" (with its body)" if returned.complete else " (header only)"))
        out += [
            f"    {name:<11} {safe(value)}"
            for name, value in (
                ("message-id", returned.message_id),
                ("from", returned.from_),
                ("to", returned.to),
                ("subject", returned.subject),
            )
            if value
        ]
    for anomaly in report.anomalies:
        out.append(f"  anomaly  {_anomaly(anomaly)}")
        out += _place(anomaly.span, places)
    return out


def _anomaly(anomaly: Anomaly) -> str:
    return safe(anomaly.id) + (f": {safe(anomaly.detail)}" if anomaly.detail else "")


def _place(span: Span | None, places: Places, indent: str = "           ") -> list[str]:
    shown = places.show(span)
    return [indent + shown] if shown else []


def _recipient(r: Recipient, places: Places, said: str = "recipient") -> list[str]:
    c = classify(r)
    out = [f"  {said} {safe(r.final or '(none named)')}"]
    out.append(f"    reason {c.reason.value}, fault {c.fault.value}, permanence {c.permanence.value}")
    for because in c.because:
        out.append(f"      because {safe(because.rule)}: {safe(because.text)}")
        out += _place(because.span, places, "              ")
    out += [f"      also    {safe(b.rule)}: {safe(b.text)}" for b in c.also]
    out += [f"      anomaly {_anomaly(anomaly)}" for anomaly in c.anomalies]
    seen: set[Span] = set()
    for p in sorted(r.provenance, key=lambda p: _FIELDS.index(p.field)):
        value = getattr(r, p.field)
        shown = safe(getattr(value, "value", value))
        out.append(f"    {p.field.replace('_', '-'):<15} {shown[:300]}   [{safe(p.rule)}, {p.tier.name.lower()}]")
        if p.span is not None and p.span in seen:
            out.append(f"{' ' * 20}{places.where(p.span)}, as above")
        elif p.span is not None:
            seen.add(p.span)
            out += _place(p.span, places, " " * 20)
    return out


def _json(path: str, index: int, report: Report) -> dict[str, Any]:
    out = answer(path, index, report)
    out["because"] = [because_json(b) for b in report.because]
    out["also"] = [because_json(b) for b in report.also]
    out["claimed"] = answer(path, index, replace(report, recipients=report.claimed))["recipients"]
    for shown, r in zip((*out["recipients"], *out["claimed"]), (*report.recipients, *report.claimed), strict=True):
        shown["provenance"] = [
            {"field": p.field, "rule": p.rule, "tier": p.tier.name.lower(), "span": span_json(p.span)}
            for p in r.provenance
        ]
    return out
