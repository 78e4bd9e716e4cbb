"""A report with its classifications as the JSON form of `classify --json` (docs: `bouncekit schema classify`)."""

from collections.abc import Callable
from typing import Any, TypeAlias

from bouncekit.classify.classify import classify
from bouncekit.classify.model import Classification
from bouncekit.registry.reasons import REASONS
from bouncekit.report.model import Recipient, Report
from bouncekit.spans import Anomaly, Because, Span

__all__ = ["Classify", "answer", "because_json", "span_json"]

Classify: TypeAlias = Callable[[Recipient], Classification]


def span_json(span: Span | None) -> list[int] | None:
    """*span* as `[start, end]`."""
    return None if span is None else [span.start, span.end]


def because_json(because: Because) -> dict[str, Any]:
    """One reason."""
    return {"rule": because.rule, "text": because.text, "span": span_json(because.span)}


def answer(path: str, index: int, report: Report, classify: Classify = classify) -> dict[str, Any]:
    """The object of one message; *classify* says why each recipient failed."""
    returned = report.returned
    judged = [(r, classify(r)) for r in report.recipients]
    return {
        "path": path,
        "index": index,
        "kind": report.kind.value,
        "origin": None,
        "recipients": [_recipient(r, c) for r, c in judged],
        "returned": None
        if returned is None
        else {
            "message_id": returned.message_id,
            "from": returned.from_,
            "to": returned.to,
            "subject": returned.subject,
        },
        "anomalies": [*map(_anomaly, report.anomalies), *(_anomaly(a) for _, c in judged for a in c.anomalies)],
    }


def _anomaly(anomaly: Anomaly) -> dict[str, Any]:
    out: dict[str, Any] = {"id": anomaly.id, "detail": anomaly.detail}
    if anomaly.span is not None:
        out["span"] = span_json(anomaly.span)
    return out


def _recipient(r: Recipient, c: Classification) -> dict[str, Any]:
    return {
        "final": r.final,
        "original": r.original,
        "action": "failed" if r.action is None else r.action.value,
        "status": None if r.status is None else str(r.status),
        "reply": None if r.reply is None else str(r.reply),
        "reason": c.reason.value,
        "sisimai_reason": REASONS[c.reason].sisimai,
        "fault": c.fault.value,
        "permanence": c.permanence.value,
        "diagnostic": r.diagnostic,
        "remote_mta": r.remote_mta,
        "because": [*map(because_json, c.because), *_read(r)],
    }


def _read(r: Recipient) -> list[dict[str, Any]]:
    """Where the recipient's name and codes were read, and by which rows."""
    return [
        {"rule": p.rule, "text": f"{p.field} {_shown(getattr(r, p.field))}", "span": span_json(p.span)}
        for p in r.provenance
        if p.field in ("final", "action", "status", "reply")
    ]


def _shown(value: object) -> str:
    return str(getattr(value, "value", value))
