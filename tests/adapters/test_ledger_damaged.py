"""A ledger that is damaged, lost or new: UNPROVEN, said by a row, nothing raised; never that nothing was sent.

The faults are done to a real file; Redis and PostgreSQL are stood in for by what a server could answer (the real ones:
tests/live/origin_ledgers.sh).
"""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bouncekit.adapters.ledger.postgres import PostgresLedger
from bouncekit.adapters.ledger.redis import RedisLedger
from bouncekit.adapters.ledger.sqlite import SqliteLedger
from bouncekit.errors import AdapterError
from bouncekit.origin import (
    Book,
    CoveringLedger,
    Entry,
    Ledger,
    Origin,
    Proof,
    ProofFault,
    ProofKind,
    Sent,
    Verdict,
    check,
    consult,
    count_guesses,
    count_uses,
)
from bouncekit.report.model import Recipient, Report, Returned
from bouncekit.vocabulary import ReportKind
from strategies.origin import NOW

BOOK = Book(b"a secret of the outbound ledger")
TODAY = 20780
WEEK = TODAY // 7
BOB, NEVER = "bob@example.net", "never@example.net"
SENT = [Sent(recipient=BOB, message_id="<17@here.example>")]


def bounce(*recipients: str) -> Report:
    return Report(
        kind=ReportKind.DELIVERY_STATUS,
        recipients=tuple(Recipient(final=to) for to in recipients),
        returned=Returned(message_id="<17@here.example>", headers=()),
    )


def judged(ledger: Ledger, *recipients: str, days: int = 0) -> Origin:
    now, report = NOW + timedelta(days=days), bounce(*recipients)
    return check(report, envelope_to="news@here.example", proofs=consult(ledger, BOOK, report, now), now=now)


def rules(origin: Origin) -> set[str]:
    return {b.rule for b in origin.because}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger that has held everything for 40 days, with some thousand rows in each week."""
    path = tmp_path / "ledger.db"
    chance = random.Random(7)
    with SqliteLedger(path, complete=True) as ledger:
        for ago in range(40, -1, -4):
            ledger.record([Entry(chance.getrandbits(64) - (1 << 63), TODAY - ago) for _ in range(300)])
        ledger.record(BOOK.entries(SENT, NOW))
    return path


def asked(path: Path, *recipients: str) -> Origin | None:
    """What is judged with the ledger of *path*; None where it is refused when it is opened."""
    try:
        ledger = SqliteLedger(path, complete=True)
    except AdapterError:
        return None
    with ledger:
        return judged(ledger, *recipients)


def test_a_whole_ledger_says_never_and_proves(file: Path) -> None:
    with SqliteLedger(file, complete=True) as ledger:
        assert isinstance(ledger, CoveringLedger)
        assert judged(ledger, BOB).verdict is Verdict.OURS
        assert judged(ledger, NEVER).verdict is Verdict.NOT_OURS


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


LOSSES = {
    "all rows": f"delete from sent_{WEEK}",
    "one row": f"delete from sent_{WEEK} where key in (select key from sent_{WEEK} limit 1)",
    "a bit of each number": f"update sent_{WEEK} set key = key | 1 where key & 1 = 0",
    "one number more by one": f"update sent_{WEEK} set key = key + 1 where key in (select max(key) from sent_{WEEK})",
    "a row that nobody recorded": f"insert into sent_{WEEK} select max(key) - 1, 1 from sent_{WEEK}",
    "a row that went elsewhere": f"update sent_{WEEK} set key = key - 1 where key = (select max(key) from sent_{WEEK})",
    "the table": f"drop table sent_{WEEK}",
    "a table under another name": f"alter table sent_{WEEK} rename to lost_{WEEK}",
    "the sums": f"drop table sums_{WEEK}",
    "sums that are text": f"update sums_{WEEK} set n = 'x', sum = 'y'",
    "sums that are octets": f"update sums_{WEEK} set n = x'00'",
    "sums that are less": f"update sums_{WEEK} set n = n - 1",
    "the first day": "delete from kept",
    "a first day that is text": "update kept set value = 'x'",
    "a first day that is earlier": "update kept set value = 1",
    "a first day in the future": f"update kept set value = {TODAY + 1}, inverse = {~(TODAY + 1)}",
    "a first day before time": "update kept set value = -1, inverse = 0",
    "the table of the first day": "drop table kept",
}


@pytest.mark.parametrize("loss", sorted(LOSSES))
def test_what_was_lost_never_says_that_nothing_was_sent(file: Path, loss: str) -> None:
    execute(file, LOSSES[loss])
    if loss == "a row that nobody recorded":  # the trigger counts it: whoever writes SQL can record
        execute(file, f"update sums_{WEEK} set n = n - 1 where at = (select max(at) from sums_{WEEK})")
    with SqliteLedger(file, complete=True) as ledger:
        try:
            covered = ledger.covers(range(-(1 << 63), 1 << 63, 1 << 48), TODAY)
        except AdapterError:
            covered = False
        assert not covered
        assert judged(ledger, BOB).verdict is not Verdict.NOT_OURS


@pytest.mark.parametrize("name", ["all rows", "the table", "the sums", "a first day that is earlier"])
def test_a_genuine_bounce_is_not_refused_for_it(file: Path, name: str) -> None:
    execute(file, LOSSES[name])
    origin = asked(file, BOB)
    assert origin is not None
    assert origin.verdict is not Verdict.NOT_OURS


def test_the_very_row_of_a_recipient_is_missed(file: Path) -> None:
    keys = [entry.key for entry in BOOK.entries(SENT, NOW)]
    execute(file, f"delete from sent_{WEEK} where key in ({', '.join(map(str, keys))})")
    origin = asked(file, BOB)
    assert origin is not None
    assert (origin.verdict, rules(origin)) == (Verdict.UNPROVEN, {"ledger-unavailable", "proof-unavailable"})


def test_what_is_found_still_counts_beside_what_cannot_be_told(file: Path) -> None:
    key = next(entry.key for entry in BOOK.entries([Sent(recipient=NEVER)], NOW))
    execute(file, f"insert into sums_{WEEK} values ({key >> 48}, 1, 7)")
    with SqliteLedger(file, complete=True) as ledger:
        proofs = consult(ledger, BOOK, bounce(BOB, NEVER), NOW)
        assert [(p.valid, p.fault) for p in proofs] == [(True, None), (False, ProofFault.UNAVAILABLE)]
        assert judged(ledger, NEVER).verdict is Verdict.UNPROVEN
        assert judged(ledger, BOB).verdict is Verdict.OURS


@pytest.mark.parametrize("value", ["'x'", "x'00'", "7", "-1", "1e300", "9223372036854775807", "2.5", "''"])
def test_a_day_that_is_none(file: Path, value: str) -> None:
    execute(file, f"update sent_{WEEK} set day = {value}")
    origin = asked(file, BOB)
    assert origin is not None
    assert (origin.verdict, rules(origin)) == (Verdict.UNPROVEN, {"ledger-unavailable", "proof-unavailable"})


def test_a_day_in_the_future(file: Path) -> None:
    execute(file, f"update sent_{WEEK} set day = 6")
    assert TODAY % 7 < 6
    origin = asked(file, BOB)
    assert origin is not None
    assert (origin.verdict, rules(origin)) == (Verdict.UNPROVEN, {"ledger-unavailable", "proof-unavailable"})


@pytest.mark.parametrize("value", ["'x'", "x'00'", "0", "-5", "1.5"])
def test_a_count_that_is_none(file: Path, value: str) -> None:
    token = Proof(kind=ProofKind.BATV, fault=None, subject="prvs", address="news@here.example", day=TODAY)
    with SqliteLedger(file) as ledger:
        count_uses(ledger, BOOK, [token], NOW)
        execute(file, f"update used set n = {value}")
        proofs = count_uses(ledger, BOOK, [token], NOW)
        assert [(p.kind, p.fault) for p in proofs] == [
            (ProofKind.LEDGER, ProofFault.UNAVAILABLE),
            (ProofKind.BATV, None),
        ]


FOREIGN = {
    "no column": f"create table sent_{WEEK} (number integer primary key)",
    "text for a number": f"create table sent_{WEEK} (key text primary key, day text)",
    "a view": f"create view sent_{WEEK} as select 1 as key, 'x' as day",
    "uses of another": "create table used (x text)",
    "kept of another": "create table kept (x text)",
    "a huge week": "create table sent_99999999999999999999 (key integer primary key, day integer)",
    "digits of another script": "create table sent_\u0662\u0669 (key integer primary key, day integer)",
}


@pytest.mark.parametrize("foreign", sorted(FOREIGN))
def test_a_file_of_another_schema(tmp_path: Path, foreign: str) -> None:
    path = tmp_path / "other.db"
    execute(path, FOREIGN[foreign])
    for recipient in (BOB, NEVER):
        origin = asked(path, recipient)
        assert origin is None or origin.verdict is Verdict.UNPROVEN


@pytest.mark.parametrize(
    "octets", [b"no database", b"SQLite format 3\0", b"SQLite format 3\0" + b"\xff" * 4080, b"\0" * 9000]
)
def test_a_file_that_is_no_database(tmp_path: Path, octets: bytes) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(octets)
    assert asked(path, BOB) is None


@given(seed=st.integers(0, 1 << 30))
@example(seed=4359)  # the schema is no UTF-8
def test_octets_overwritten_anywhere_raise_nothing_and_refuse_no_genuine_bounce(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = _whole(tmp_path_factory)
    path = tmp_path_factory.mktemp("damaged") / "ledger.db"
    chance = random.Random(seed)
    octets = bytearray(whole.read_bytes())
    kind = chance.randrange(4)
    if kind == 0:
        del octets[chance.randrange(len(octets)) :]
    elif kind == 1:
        at = chance.randrange(len(octets))
        octets[at : at + 4096] = chance.randbytes(4096)
    elif kind == 2:
        page = chance.randrange(len(octets) // 4096) * 4096
        octets[page : page + 4096] = bytes(4096)
    else:
        for _ in range(chance.randrange(1, 40)):
            octets[chance.randrange(len(octets))] ^= 1 << chance.randrange(8)
    path.write_bytes(octets)
    if octets:
        origin = asked(path, BOB)
        assert origin is None or origin.verdict is not Verdict.NOT_OURS
        again = asked(path, NEVER)
        assert again is None or again.verdict is not Verdict.OURS
    shutil.rmtree(path.parent)


_MADE: list[Path] = []


def _whole(factory: pytest.TempPathFactory) -> Path:
    if not _MADE:
        path = factory.mktemp("whole") / "ledger.db"
        chance = random.Random(8)
        with SqliteLedger(path, complete=True) as ledger:
            ledger.record([Entry(chance.getrandbits(64) - (1 << 63), TODAY - 40 + n % 41) for n in range(3000)])
            ledger.record(BOOK.entries(SENT, NOW))
        _MADE.append(path)
    return _MADE[0]


def test_a_new_file_swears_nothing_before_its_retention_is_over(tmp_path: Path) -> None:
    with SqliteLedger(tmp_path / "new.db", complete=True) as ledger:
        assert judged(ledger, NEVER).verdict is Verdict.UNPROVEN
        ledger.record(BOOK.entries(SENT, NOW))
        for days, verdict in ((0, Verdict.UNPROVEN), (29, Verdict.UNPROVEN), (30, Verdict.NOT_OURS)):
            assert judged(ledger, NEVER, days=days).verdict is verdict
        assert "proof-invalid" in rules(judged(ledger, NEVER))
        assert judged(ledger, BOB).verdict is Verdict.OURS
    (tmp_path / "new.db").unlink()
    with SqliteLedger(tmp_path / "new.db", complete=True) as ledger:
        ledger.record([Entry(1, TODAY + 30)])
        assert judged(ledger, BOB, days=30).verdict is Verdict.UNPROVEN


def test_the_first_day_is_the_earliest_that_was_recorded(tmp_path: Path) -> None:
    with SqliteLedger(tmp_path / "new.db", complete=True) as ledger:
        for day in (TODAY, TODAY - 50, TODAY - 10):
            ledger.record([Entry(day, day)])
        ledger.record([])
        assert ledger.covers([1], TODAY)
        assert not ledger.covers([1], TODAY - 21)


def test_a_file_of_the_version_before_goes_on_and_swears_when_it_is_old_enough(tmp_path: Path) -> None:
    path, (key, *_) = tmp_path / "old.db", [entry.key for entry in BOOK.entries(SENT, NOW)]
    execute(
        path,
        f"create table sent_{WEEK} (key integer primary key, day integer not null)",
        f"insert into sent_{WEEK} values (5, 0), (-5, 1), ({key}, 2)",
        f"create table sent_{WEEK - 1} (key integer primary key, day integer not null)",
        f"insert into sent_{WEEK - 1} values (9, 1)",
        "create table used (key integer primary key, n integer not null, day integer not null)",
    )
    with SqliteLedger(path, complete=True) as ledger:
        assert judged(ledger, NEVER).verdict is Verdict.UNPROVEN
        ledger.record(BOOK.entries(SENT, NOW))
        assert judged(ledger, BOB).verdict is Verdict.OURS
        assert judged(ledger, NEVER, days=29).verdict is Verdict.UNPROVEN
        assert judged(ledger, NEVER, days=30).verdict is Verdict.NOT_OURS
        assert ledger.find([5, -5, 9], TODAY) == (WEEK * 7, WEEK * 7 + 1, WEEK * 7 - 6)
        execute(
            path, "insert into kept values ('since', 1, -2) on conflict (name) do update set value = 1, inverse = -2"
        )
        assert not ledger.covers([1], TODAY), "the week before has no sums"


@given(st.lists(st.tuples(st.integers(-(1 << 63), (1 << 63) - 1), st.integers(0, 20)), max_size=40))
def test_whatever_was_recorded_is_covered(rows: list[tuple[int, int]]) -> None:
    with SqliteLedger(":memory:", complete=True) as ledger:
        ledger.record([Entry(0, TODAY - 40)])
        for key, ago in rows:
            ledger.record([Entry(key, TODAY - ago), Entry(key ^ 1, TODAY - ago)])
        ledger.record([Entry(key, TODAY) for key, _ in rows])
        assert ledger.covers([key for key, _ in rows] + [0, -1], TODAY)


# -- what a server could answer ----------------------------------------------------------------------------------------


class Answering:
    """A ledger that answers with what it was given."""

    retention = 30
    complete = True

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def record(self, entries: Any) -> None:
        """Keep nothing."""

    def find(self, keys: Any, day: int) -> Any:
        return self.answer(len(keys))

    def count(self, key: int, day: int) -> int:
        return 0


@pytest.mark.parametrize(
    "answer",
    [lambda n: ("x",) * n, lambda n: (TODAY + 1,) * n, lambda n: (-1,) * n, lambda n: (True,) * n, lambda n: (1.5,) * n,
     lambda n: (TODAY,) * (n - 1), lambda n: (), lambda n: (TODAY,) * (n + 1), lambda n: (b"\0",) * n],
)  # fmt: skip
def test_an_answer_that_is_none_is_unavailable(answer: Callable[[int], Any]) -> None:
    origin = judged(Answering(answer), BOB)
    assert (origin.verdict, rules(origin)) == (Verdict.UNPROVEN, {"ledger-unavailable", "proof-unavailable"})


def test_a_back_end_that_cannot_be_asked_is_taken_at_its_word() -> None:
    assert judged(Answering(lambda n: (None,) * n), BOB).verdict is Verdict.NOT_OURS
    assert judged(Answering(lambda n: (TODAY,) * n), BOB).verdict is Verdict.OURS


def test_the_latest_day_of_several_entries_counts() -> None:
    """The Message-ID was seen five days ago, the ENVID of the same message again today."""
    report = bounce(BOB)
    report = Report(kind=report.kind, recipients=report.recipients, returned=report.returned, original_envelope_id="e")
    proofs = consult(Answering(lambda n: (TODAY - 5, TODAY, None)[:n]), BOOK, report, NOW)
    assert [p.day for p in proofs] == [TODAY]


class Redis:
    """As much of a client as the ledger calls; each command answers with what *answers* has for it."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.calls: list[str] = []

    def pipeline(self, *, transaction: bool) -> "Redis":
        self.calls = []
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_, **__: self.calls.append(name)

    def execute(self) -> list[Any]:
        out = [self.answers.get(name, 1) for name in self.calls]
        return out[1:] if self.answers.get("fewer") else out

    def get(self, name: str) -> Any:
        return self.answers.get("get")


@pytest.mark.parametrize("answers", [{"sismember": "x"}, {"sismember": None}, {"sismember": 7}, {"fewer": True}])
def test_redis_answers_that_are_none(answers: dict[str, Any]) -> None:
    origin = judged(RedisLedger(Redis(**answers), complete=True), BOB)
    assert (origin.verdict, rules(origin)) == (Verdict.UNPROVEN, {"ledger-unavailable", "proof-unavailable"})


@pytest.mark.parametrize(
    ("since", "verdict"),
    [
        (None, Verdict.UNPROVEN),
        (str(TODAY - 30).encode(), Verdict.NOT_OURS),
        (str(TODAY - 29), Verdict.UNPROVEN),
        (b"garbage", Verdict.UNPROVEN),
        (b"-1", Verdict.UNPROVEN),
        (object(), Verdict.UNPROVEN),
    ],
)
def test_redis_swears_by_its_first_day_alone(since: object, verdict: Verdict) -> None:
    assert judged(RedisLedger(Redis(get=since, sismember=0), complete=True), BOB).verdict is verdict


@pytest.mark.parametrize("answer", [0, -3, "x", None, b"\xff"])
def test_redis_counts_that_are_none(answer: object) -> None:
    with pytest.raises(AdapterError):
        RedisLedger(Redis(incr=answer)).count(1, TODAY)


def test_redis_counts_and_remembers_its_first_day() -> None:
    client = Redis(incr=3)
    assert RedisLedger(client).count(1, TODAY) == 2
    RedisLedger(client).record([Entry(1, TODAY)])
    assert client.calls[0] == "set"


class Postgres:
    """As much of a connection as the ledger calls: every statement answers with *rows*."""

    closed = False

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        self.rows = rows
        self.statements: list[str] = []

    def execute(self, statement: str, *_: object) -> "Postgres":
        self.statements.append(statement)
        return self

    def transaction(self) -> "Postgres":
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to end."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.rows

    def fetchone(self) -> tuple[Any, ...] | None:
        return self.rows[0] if self.rows else None

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("rows", [[(1, "x")], [(1, -1)], [(1, None)], [(1, 2.5)], [(1,)], [(1, 2, 3)], [()]])
def test_postgres_answers_that_are_none(rows: list[tuple[Any, ...]]) -> None:
    origin = judged(PostgresLedger(lambda: Postgres(rows), complete=True), BOB)
    assert (origin.verdict, rules(origin)) == (Verdict.UNPROVEN, {"ledger-unavailable", "proof-unavailable"})


@pytest.mark.parametrize(
    ("rows", "covers"),
    [([], False), ([(TODAY - 30,)], True), ([(TODAY - 29,)], False), ([("x",)], None), ([(-1,)], None)],
)
def test_postgres_swears_by_its_first_day_alone(rows: list[tuple[Any, ...]], covers: bool | None) -> None:
    ledger = PostgresLedger(lambda: Postgres(rows), complete=True)
    if covers is None:
        with pytest.raises(AdapterError, match="ledger"):
            ledger.covers([1], TODAY)
    else:
        assert ledger.covers([1], TODAY) is covers


@pytest.mark.parametrize("rows", [[(0,)], [("x",)], [], [(None,)]])
def test_postgres_counts_that_are_none(rows: list[tuple[Any, ...]]) -> None:
    with pytest.raises(AdapterError):
        PostgresLedger(lambda: Postgres(rows)).count(1, TODAY)


def test_postgres_writes_its_first_day_when_it_is_earlier_and_not_each_time() -> None:
    db = Postgres([(1,)])
    ledger = PostgresLedger(lambda: db)
    for day in (TODAY, TODAY + 1, TODAY - 1):
        ledger.record([Entry(1, day)])
    assert sum("bouncekit_kept values" in text for text in db.statements) == 2


@pytest.mark.parametrize("most", [1, 100])
def test_guesses_cannot_be_counted_with_a_damaged_ledger_and_nothing_raises(file: Path, most: int) -> None:
    guess = Proof(kind=ProofKind.BATV, fault=ProofFault.BAD_SIGNATURE, subject="prvs=1", address="n@here.example")
    with SqliteLedger(file) as ledger:
        count_guesses(ledger, BOOK, [guess], NOW, most=most)
        execute(file, f"update sent_{WEEK} set day = 'x'")
        proofs = count_guesses(ledger, BOOK, [guess], NOW, most=most)
        assert [p.kind for p in proofs] == [ProofKind.LEDGER, ProofKind.BATV]
