"""What a report works out when it is asked for: equal to what it would have been at once, whoever asks and how often."""

import copy
import pickle
import sys
import threading
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, replace
from pathlib import Path

import pytest

from bouncekit.report.model import Provenance, Recipient, Report, Returned, Tier, recipient_of, unsettled
from bouncekit.report.parse import parse
from bouncekit.spans import Anomaly
from bouncekit.vocabulary import Action, ReportKind
from report.mails import dsn

CAPTURED = sorted((Path(__file__).parent.parent / "corpus" / "captured").rglob("*.eml"))[::25]
RAW = dsn()


def values(report: Report) -> list[object]:
    return [getattr(report, f.name) for f in fields(Report)]


def test_a_report_made_by_hand_is_equal_to_one_that_was_read() -> None:
    read = parse(RAW)
    made = Report(**{f.name: getattr(parse(RAW), f.name) for f in fields(Report)})
    assert read == made
    assert hash(read) == hash(made)
    assert repr(read) == repr(made)
    assert read.returned is not None
    assert read != replace(made, returned=None)


@pytest.mark.parametrize("path", CAPTURED, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_the_order_of_asking_does_not_matter(path: Path) -> None:
    raw = path.read_bytes()
    first, second = parse(raw), parse(raw)
    by_anomalies = (first.anomalies, first.returned)
    by_returned = (second.returned, second.anomalies)
    assert by_anomalies == tuple(reversed(by_returned))


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda r: pickle.loads(pickle.dumps(r)), replace])
def test_copies_hold_the_whole_answer(again: Callable[[Report], Report]) -> None:
    twin = again(parse(RAW))
    assert twin == parse(RAW)
    assert twin.returned == parse(RAW).returned
    assert values(twin) == values(parse(RAW))


def test_a_settled_report_keeps_nothing_of_the_message() -> None:
    raw = bytes(bytearray(RAW))
    before = sys.getrefcount(raw)
    open_ = parse(raw)
    assert sys.getrefcount(raw) > before
    assert open_.settled() is open_
    assert sys.getrefcount(raw) == before
    assert open_.settled() == parse(RAW)


def test_threads_that_ask_at_once_get_equal_answers() -> None:
    expected = parse(RAW).settled()
    for _ in range(200):
        report, start = parse(RAW), threading.Barrier(4)
        found: list[object] = []

        def ask(report: Report = report, start: threading.Barrier = start, found: list[object] = found) -> None:
            start.wait()
            found.append((report.returned, report.anomalies))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [(expected.returned, expected.anomalies)] * 4


def test_whoever_asks_while_another_reads_reads_for_himself() -> None:
    report = parse(RAW)
    later = report._later
    first, second = later(), later()
    assert first == second == (parse(RAW).returned, parse(RAW).anomalies)


def test_what_is_no_attribute_is_none_here_either() -> None:
    for report in (parse(RAW), parse(RAW).settled(), Report(kind=ReportKind.NONE)):
        with pytest.raises(AttributeError, match="'Report' object has no attribute 'reason'"):
            _ = report.reason  # type: ignore[attr-defined]
        with pytest.raises(FrozenInstanceError):
            report.kind = ReportKind.NONE  # type: ignore[misc]
        with pytest.raises(FrozenInstanceError):
            report.returned = None  # type: ignore[misc]


def test_unsettled_asks_once() -> None:
    asked = []

    def later() -> tuple[Returned | None, tuple[Anomaly, ...]]:
        asked.append(1)
        return Returned(subject="hello"), (Anomaly(id="odd"),)

    known = {f.name: f.default for f in fields(Report) if f.name not in ("kind", "returned", "anomalies")}
    report = unsettled(later, kind=ReportKind.NONE, **known)
    assert not asked
    assert report.anomalies == (Anomaly(id="odd"),)
    assert report == Report(kind=ReportKind.NONE, returned=Returned(subject="hello"), anomalies=(Anomaly(id="odd"),))
    assert asked == [1]


def test_a_recipient_of_known_facts_is_what_the_constructor_makes() -> None:
    assert recipient_of({}) == Recipient()
    known = {"final": "bob@b.example", "action": Action.FAILED, "provenance": (Provenance("final", "x", Tier.LAYOUT),)}
    made = recipient_of(known)
    assert type(made) is Recipient
    assert made == Recipient(**known)  # type: ignore[arg-type]
    assert hash(made) == hash(Recipient(**known))  # type: ignore[arg-type]
    assert pickle.loads(pickle.dumps(made)) == made
    assert replace(made, final=None) == replace(Recipient(**known), final=None)  # type: ignore[arg-type]
    with pytest.raises(FrozenInstanceError):
        made.final = None  # type: ignore[misc]
    with pytest.raises(AttributeError):
        recipient_of({"finale": "bob@b.example"})
