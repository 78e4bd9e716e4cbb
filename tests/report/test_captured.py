"""All reports that real mailers sent in the lab, held against an independent reading of their fields and against what
the mailers were told. The table per mail system is in docs/reference/captured.md (`python -m report.captured`)."""

from pathlib import Path

import pytest

from bouncekit.report.parse import parse
from bouncekit.vocabulary import ReportKind
from report.captured import COLUMNS, FILES, NO_REPORTS, NOT_PASSED_ON, oracle, ours, table_rows, told


@pytest.mark.whole(every=6)
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


@pytest.mark.whole(every=6)
@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_the_reply_that_the_mailer_was_given_is_read_where_the_report_states_it(path: Path) -> None:
    name = f"{path.parent.name}/{path.name}"
    given = told().get(name, {})
    pairs = [
        (r, given[(r.final or "").lower()].get("reply"))
        for r in parse(path.read_bytes()).recipients
        if (r.final or "").lower() in given
    ]
    wrong = [(r.final, reply) for r, reply in pairs if reply and str(r.reply) != reply]
    assert bool(wrong) is (name in NOT_PASSED_ON), wrong


def test_the_table_per_mail_system() -> None:
    table = table_rows()
    for mta, row in table.items():
        assert row["read as what they are"] == row["messages"], mta
        assert row["recipient"] == row["action"] == row["status"] == row["with status fields"], mta
        assert row["read"] == row["replies stated"], mta
    assert len(table) == 11
    assert sum(row["messages"] for row in table.values()) == len(FILES) == 486
    assert set(COLUMNS) <= set(table["postfix"])
