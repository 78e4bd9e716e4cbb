"""All reports that real mailers sent in the lab, held against an independent reading of their fields and against what
the mailers were told. `pytest -s` shows the table."""

import email
import json
from collections import Counter, defaultdict
from email.message import Message
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from bouncekit.report.model import Report
from bouncekit.report.parse import parse
from bouncekit.vocabulary import ReportKind

CAPTURED: Final = Path(__file__).parents[1] / "corpus" / "captured"
FILES: Final = sorted(CAPTURED.glob("*/*.eml"))
Facts = tuple[str, str, str]

NO_REPORTS: Final = {
    "dovecot/vacation.eml": ReportKind.AUTO_REPLY,
    # Mailman's notices about moderation are list mail: no delivery failed.
    **{f"mailman/{p.name}": ReportKind.NONE for p in CAPTURED.glob("mailman/*.eml")},
}


@cache
def told() -> dict[str, dict[str, dict[str, Any]]]:
    """File → address in lower case → what the sink answered for it."""
    out: dict[str, dict[str, dict[str, Any]]] = {}
    for index in CAPTURED.glob("*/index.jsonl"):
        for line in index.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            expected = {r["address"].lower(): r["expected"] for r in row["recipients"] if r.get("expected")}
            for bounce in row.get("bounces") or ():
                out[bounce["file"].removeprefix("captured/")] = expected
    return out


def oracle(raw: bytes) -> list[Facts]:
    """Final recipient, action and status as the standard library and five lines of splitting read them."""
    groups: list[Facts] = []
    for part in _status_parts(email.message_from_bytes(raw)):
        for block in part.replace("\r\n", "\n").replace("\n\t", " ").replace("\n ", " ").split("\n\n"):
            fields = [line.partition(":") for line in block.split("\n")]
            first = {name.strip().lower(): value.strip() for name, _, value in reversed(fields)}
            if "final-recipient" in first:
                address = first["final-recipient"].partition(";")[2].strip()
                words = [*first.get("action", "failed").split(), ""]
                status = [*first.get("status", "").split(), ""]
                groups.append((address, words[0].lower(), status[0]))
    return groups


def _status_parts(message: Message) -> list[str]:
    found = []
    for part in message.get_payload() if message.is_multipart() else ():
        assert isinstance(part, Message)
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            found.append(part.as_bytes().partition(b"\n\n")[2].decode("utf-8", "replace"))
        elif part.get_content_maintype() == "multipart":
            found += _status_parts(part)
    return found


def ours(report: Report) -> list[Facts]:
    return [
        (r.final or "", r.action.value if r.action else "", str(r.status_field) if r.status_field else "")
        for r in report.recipients
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_a_captured_report_is_read_right(path: Path) -> None:
    name = f"{path.parent.name}/{path.name}"
    raw = path.read_bytes()
    report = parse(raw)
    if name in NO_REPORTS:
        assert report.kind is NO_REPORTS[name]
        assert report.recipients == ()
        return
    assert report.kind is ReportKind.DELIVERY_STATUS
    assert report.recipients, "somebody is named"
    stated = oracle(raw)
    if stated:
        assert ours(report) == stated
        assert all(
            r.status is None or r.status_field is None or r.status.klass == r.status_field.klass
            for r in report.recipients
        )
    expected = told().get(name, {})
    for r in report.recipients:
        wanted = expected.get((r.final or "").lower())
        if wanted and not stated:  # nothing but the text says it: it must say what the sink answered
            assert r.action is not None
            assert r.action.value == wanted["action"]
            assert wanted["status"] in (None, str(r.status))
            assert wanted["reply"] in (None, str(r.reply))
    assert report.returned is not None
    assert report.returned.message_id, "the returned message is known by its Message-ID"


def test_the_table_per_mta(capsys: pytest.CaptureFixture[str]) -> None:
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for path in FILES:
        name = f"{path.parent.name}/{path.name}"
        report, stated, row = parse(path.read_bytes()), oracle(path.read_bytes()), table[path.parent.name]
        row["messages"] += 1
        row["as expected"] += report.kind is NO_REPORTS.get(name, ReportKind.DELIVERY_STATUS)
        row["structured"] += bool(stated)
        got = ours(report)
        for column, i in (("final", 0), ("action", 1), ("status", 2)):
            row[column] += bool(stated) and [g[i] for g in got] == [s[i] for s in stated]
        for r in report.recipients:
            wanted = told().get(name, {}).get((r.final or "").lower())
            if wanted and wanted.get("reply"):
                row["replies told"] += 1
                row["replies read"] += str(r.reply) == wanted["reply"]
    columns = ("messages", "as expected", "structured", "final", "action", "status", "replies told", "replies read")
    lines = [f"{'':12}" + "".join(f"{c:>14}" for c in columns)]
    lines += [f"{mta:12}" + "".join(f"{row[c]:>14}" for c in columns) for mta, row in sorted(table.items())]
    with capsys.disabled():
        print("\n" + "\n".join(lines))  # noqa: T201
    for mta, row in table.items():
        assert row["as expected"] == row["messages"], mta
        assert row["final"] == row["action"] == row["status"] == row["structured"], mta
    assert sum(row["messages"] for row in table.values()) >= 480
