"""The SQLite ledger: what it keeps, and what it says when it cannot."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bouncekit.adapters.ledger.sqlite import SqliteLedger
from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.origin import Book, Entry, Proof, ProofFault, ProofKind, Sent, Verdict, check, consult, count_uses
from bouncekit.report.model import Recipient, Report, Returned
from bouncekit.vocabulary import ReportKind
from strategies.origin import NOW

BOOK = Book(b"a secret of the outbound ledger")
TODAY = 20780
BOB = "bob@example.net"
SENT = Sent(recipient=BOB, message_id="<17@here.example>", envid="job-17", queue_id="4Xyz12")


def bounce(*recipients: str, message_id: str | None = "<17@here.example>", envid: str | None = None) -> Report:
    returned = None
    if message_id:
        hop = "from a by mail.here.example with ESMTP id 4Xyz12; now"
        returned = Returned(message_id=message_id, headers=(("Message-ID", message_id), ("Received", hop)))
    rows = tuple(Recipient(final=r) for r in recipients)
    return Report(kind=ReportKind.DELIVERY_STATUS, recipients=rows, returned=returned, original_envelope_id=envid)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    """One that has recorded everything for longer than its retention."""
    with SqliteLedger(tmp_path / "ledger.db", complete=True) as opened:
        opened.record(BOOK.entries([Sent(recipient="first@example.net")], NOW - timedelta(days=31)))
        yield opened


def verdict(ledger: SqliteLedger, report: Report) -> Verdict:
    proofs = consult(ledger, BOOK, report, NOW, own_hosts=["mail.here.example"])
    return check(report, envelope_to="news@here.example", proofs=proofs, now=NOW).verdict


def test_what_was_sent_is_ours_for_its_recipient_and_nobody_else(ledger: SqliteLedger) -> None:
    ledger.record(BOOK.entries([SENT, Sent(recipient="eve@example.net", message_id="<18@here.example>")], NOW))
    assert verdict(ledger, bounce(BOB.upper())) is Verdict.OURS
    assert verdict(ledger, bounce(BOB, message_id="<other@here.example>", envid="job-17")) is Verdict.OURS
    assert verdict(ledger, bounce(BOB, message_id="<other@here.example>")) is Verdict.OURS  # by its queue id
    assert verdict(ledger, bounce("eve@example.net")) is Verdict.NOT_OURS
    assert verdict(ledger, bounce(BOB, "eve@example.net")) is Verdict.NOT_OURS
    assert verdict(ledger, bounce("never@example.net", message_id=None)) is Verdict.NOT_OURS
    assert (
        verdict(ledger, bounce("eve@example.net", message_id=None)) is Verdict.UNPROVEN
    )  # mailed, but no proof of what
    assert consult(ledger, BOOK, bounce(), NOW) == ()


def test_a_ledger_that_is_not_whole_never_says_never(tmp_path: Path) -> None:
    with SqliteLedger(tmp_path / "ledger.db") as partial:
        assert verdict(partial, bounce("eve@example.net")) is Verdict.UNPROVEN


def test_retention_is_by_weeks_and_weeks_are_dropped(ledger: SqliteLedger) -> None:
    ledger.record(
        [Entry(1, TODAY), Entry(2, TODAY - 30), Entry(3, TODAY - 60), Entry(1, TODAY - 7), Entry(1, TODAY - 1)]
    )
    assert ledger.find([1, 2, 3, 4], TODAY) == (TODAY, TODAY - 30, None, None)
    assert ledger.expire(TODAY) == 1
    assert ledger.expire(TODAY) == 0
    names = ledger._db.execute("select name from sqlite_master").fetchall()
    assert not any(f"{(TODAY - 60) // 7}" in name for (name,) in names)
    assert ledger.find([2], TODAY) == (TODAY - 30,)
    assert ledger.find([3], TODAY - 60) == (None,)


def test_the_later_day_stays(ledger: SqliteLedger) -> None:
    day = TODAY - TODAY % 7 + 3
    for at in (day, day - 2, day + 1):
        ledger.record([Entry(-(1 << 63), at), Entry((1 << 63) - 1, at)])
    assert ledger.find([-(1 << 63), (1 << 63) - 1], day + 1) == (day + 1, day + 1)


def test_uses_are_counted_across_connections(ledger: SqliteLedger, tmp_path: Path) -> None:
    token = Proof(kind=ProofKind.VERP, fault=None, subject="news+x@h", recipients=frozenset({BOB}), day=TODAY)
    with SqliteLedger(tmp_path / "ledger.db") as other:
        seen = [count_uses(one, BOOK, [token], NOW)[0].uses for one in (ledger, other, ledger)]
    assert seen == [0, 1, 2]
    loose = Proof(kind=ProofKind.BATV, fault=None, subject="prvs", day=TODAY)
    assert [count_uses(ledger, BOOK, [loose], NOW)[0].uses for _ in range(3)] == [0, 1, 2]
    wrong = replace(token, fault=ProofFault.BAD_SIGNATURE)
    entry = Proof(kind=ProofKind.LEDGER, fault=None, subject="", recipients=frozenset({BOB}), day=TODAY)
    assert [count_uses(ledger, BOOK, [wrong, entry], NOW) for _ in range(2)] == [(wrong, entry)] * 2


def test_nothing_readable_is_stored(ledger: SqliteLedger, tmp_path: Path) -> None:
    ledger.record(BOOK.entries([SENT], NOW))
    ledger.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"sent_" in stored
    for text in (b"bob", b"example.net", b"here.example", b"job-17", b"4Xyz12"):
        assert text not in stored


def test_concurrent_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    SqliteLedger(path).close()
    errors: list[Exception] = []

    def write(worker: int) -> None:
        try:
            with SqliteLedger(path, timeout=30) as mine:
                for batch in range(20):
                    start = (worker * 20 + batch) * 50
                    mine.record([Entry(key, TODAY - worker) for key in range(start, start + 50)])
                    mine.count(7, TODAY)
        except AdapterError as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with SqliteLedger(path) as after:
        assert None not in after.find(range(8000), TODAY)
        assert after.count(7, TODAY) == 160


KILLED = """
import sys
from bouncekit.adapters.ledger.sqlite import SqliteLedger
from bouncekit.origin import Entry
ledger = SqliteLedger(sys.argv[1])
batch = 0
while True:
    ledger.record([Entry(batch * 100 + n, 20780) for n in range(100)])
    print(batch, flush=True)
    batch += 1
"""


@pytest.mark.parametrize("after", [3, 17, 60])
def test_kill_9_loses_nothing_that_was_acknowledged_and_leaves_no_half(tmp_path: Path, after: int) -> None:
    path = tmp_path / "ledger.db"
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(after)]
    os.kill(process.pid, signal.SIGKILL)
    acknowledged += [int(line) for line in process.stdout.read().splitlines() if line.strip()]
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    with SqliteLedger(path) as ledger:
        kept = [day is not None for day in ledger.find(range((acknowledged[-1] + 3) * 100), 20780)]
        batches = [set(kept[at : at + 100]) for at in range(0, len(kept), 100)]
        assert all(len(batch) == 1 for batch in batches)  # whole or not at all
        assert all(batches[n] == {True} for n in acknowledged)
        ledger.record([Entry(-1, 20780)])
    db = sqlite3.connect(path)
    assert db.execute("pragma integrity_check").fetchone() == ("ok",)
    db.close()


def failing(ledger: SqliteLedger) -> None:
    """Unavailable, said aloud, never OURS, nor NOT_OURS."""
    proofs = consult(ledger, BOOK, bounce(BOB), NOW)
    assert [p.fault for p in proofs] == [ProofFault.UNAVAILABLE]
    assert "ledger" in proofs[0].detail
    origin = check(bounce(BOB), envelope_to="news@here.example", proofs=proofs, now=NOW)
    assert origin.verdict is Verdict.UNPROVEN
    assert {b.rule for b in origin.because} == {"ledger-unavailable", "proof-unavailable"}
    with pytest.raises(AdapterError):
        ledger.record(BOOK.entries([SENT], NOW))


def test_a_ledger_that_is_down(ledger: SqliteLedger) -> None:
    ledger.close()
    failing(ledger)


def test_a_ledger_that_is_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with SqliteLedger(path) as ledger:
        ledger.record([Entry(n * 7919, TODAY) for n in range(20_000)])
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(AdapterError, match=r"malformed|not a database"), SqliteLedger(path) as ledger:
        ledger.find([1], TODAY)
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(AdapterError, match="not a database"):
        SqliteLedger(path)


def test_a_ledger_that_is_full(tmp_path: Path) -> None:
    with SqliteLedger(tmp_path / "ledger.db") as ledger:
        ledger.record([Entry(1, TODAY)])
        ledger._db.execute("pragma max_page_count = 10")
        with pytest.raises(AdapterError, match="full"):
            ledger.record([Entry(n * 7919, TODAY) for n in range(20_000)])
        assert ledger.find([1, 7919 * 3], TODAY) == (TODAY, None)


def test_a_ledger_that_is_locked_answers_readers_and_fails_writers_in_time(tmp_path: Path) -> None:
    with SqliteLedger(tmp_path / "ledger.db", timeout=0.2) as ledger, SqliteLedger(tmp_path / "ledger.db") as other:
        ledger.record([Entry(1, TODAY)])
        other._db.execute("begin immediate")
        assert ledger.find([1], TODAY) == (TODAY,)
        with pytest.raises(AdapterError, match="locked"):
            ledger.record([Entry(2, TODAY)])
        other._db.execute("rollback")
        ledger.record([Entry(2, TODAY)])


def test_a_ledger_that_is_slow(ledger: SqliteLedger) -> None:
    ledger.record([Entry(n, TODAY) for n in range(5000)])
    ledger._timeout = -1.0
    with pytest.raises(AdapterError, match="interrupted"):
        ledger.find(range(5000), TODAY)


def test_a_path_that_cannot_be_and_options_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(AdapterError, match="unable to open"):
        SqliteLedger(tmp_path / "missing" / "ledger.db")
    for options in ({"retention": 0}, {"timeout": 0}):
        with pytest.raises(InvalidValueError):
            SqliteLedger(tmp_path / "x.db", **options)  # type: ignore[arg-type]
    for secret in (b"short", b"x" * 65):
        with pytest.raises(InvalidValueError, match="secret"):
            Book(secret)


def test_old_entries_prove_nothing_after_the_retention(ledger: SqliteLedger) -> None:
    ledger.record(BOOK.entries([SENT], NOW - timedelta(days=40)))
    assert verdict(ledger, bounce(BOB)) is Verdict.NOT_OURS
