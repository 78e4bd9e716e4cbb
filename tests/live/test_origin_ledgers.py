"""The ledger on a real Redis and a real PostgreSQL: kept, expired, counted, concurrent, killed."""

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from bouncekit.adapters.ledger.postgres import PostgresLedger
from bouncekit.adapters.ledger.redis import RedisLedger
from bouncekit.errors import AdapterError
from bouncekit.origin import Book, Entry, Ledger, Sent, Verdict, check, consult
from bouncekit.report.model import Recipient, Report, Returned
from bouncekit.vocabulary import ReportKind

pytestmark = pytest.mark.live

TODAY = 20780


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server did not start")


def tool(name: str) -> str:
    """A program of PostgreSQL, which Debian keeps out of the path."""
    found = shutil.which(name) or next((str(p) for p in Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), None)
    assert found, f"needs {name}"
    return found


class Server:
    """A server of our own on loopback, and what can befall it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.opens = ""
        """Python that binds `ledger`, for another process."""
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.made: list[Any] = []

    def start(self) -> None:
        raise NotImplementedError

    def make(self) -> Any:
        """A ledger over a connection of its own."""
        raise NotImplementedError

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def close(self) -> None:
        for one in self.made:
            one.close()
        self.kill()

    def fill_up(self) -> None:
        """Leave no room for more."""

    def corrupt(self) -> None:
        """Spoil what is stored."""

    def slow_down(self) -> Callable[[], None]:
        """Let it answer nothing for a long time; returns what ends that."""
        raise NotImplementedError


class PostgresServer(Server):
    """PostgreSQL, with a database for each test. It may not be told to wait for the disk: what dies here is a process."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.run: dict[str, Any] = {"stdout": subprocess.DEVNULL}
        if os.getuid() == 0:  # PostgreSQL does not run as root
            who = pwd.getpwnam("nobody")
            self.run |= {"user": who.pw_uid, "group": who.pw_gid, "cwd": "/"}
            os.chown(folder, who.pw_uid, who.pw_gid)
        self.data = folder / "data"
        argv = [tool("initdb"), "-D", str(self.data), "-U", "bk", "-A", "trust", "--no-sync", "--wal-segsize=1"]
        subprocess.run(argv, check=True, **self.run)
        self.psycopg = import_module("psycopg")
        self.names = itertools.count()
        self.full = False
        self.address = self.address_of("postgres")

    def address_of(self, database: str) -> str:
        return f"host=127.0.0.1 port={self.port} user=bk dbname={database} connect_timeout=2"

    def fresh(self) -> None:
        """Another database, for another test; starts the server when it is not there."""
        if self.process is not None and self.full:
            self.stop()
        if self.process is None or self.process.poll() is not None:
            self.start()
        name = f"t{next(self.names)}"
        with self.psycopg.connect(self.address_of("postgres"), autocommit=True) as db:
            db.execute(f"create database {name}")
        self.address = self.address_of(name)
        self.opens = (
            "import psycopg\nfrom bouncekit.adapters.ledger.postgres import PostgresLedger\n"
            f"ledger = PostgresLedger(lambda: psycopg.connect({self.address!r}))"
        )

    def start(self, limit: str = "unlimited") -> None:
        argv = [tool("postgres"), "-F", "-D", str(self.data), "-p", str(self.port), "-h", "127.0.0.1"]
        argv += ["-k", str(self.folder)]
        limited = ["sh", "-c", f'ulimit -f {limit}; exec "$@"', "sh", *argv]
        self.full = limit != "unlimited"
        self.process = subprocess.Popen(limited, stderr=subprocess.DEVNULL, **self.run)
        wait_for(self.port)
        for _ in range(100):
            try:
                self.psycopg.connect(self.address_of("postgres")).close()
            except self.psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        pytest.fail("PostgreSQL takes no connections")

    def connect(self) -> Any:
        return self.psycopg.connect(self.address)

    def make(self) -> Any:
        self.made.append(PostgresLedger(self.connect))
        return self.made[-1]

    def stop(self) -> None:
        """In order, so that nothing is written again from the log."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        self.process.wait()

    def kill(self) -> None:
        """With the backends, which would answer once more before they notice that their server is gone."""
        if self.process is None or self.process.poll() is not None:
            return
        pid = self.process.pid
        backends = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        super().kill()
        for backend in backends:
            with contextlib.suppress(ProcessLookupError):
                os.kill(backend, signal.SIGKILL)

    def fill_up(self) -> None:
        """No file may grow over 3 MB: the nearest thing to a full disk that needs no privilege."""
        self.stop()
        self.start("6144")

    def corrupt(self) -> None:
        with self.connect() as db:
            query = (
                "select pg_relation_filepath(inhrelid) from pg_inherits where inhparent = 'bouncekit_sent'::regclass"
            )
            paths = [self.data / path for (path,) in db.execute(query).fetchall()]
            indexes = "select pg_relation_filepath(indexrelid) from pg_index where indrelid in"
            indexes += " (select inhrelid from pg_inherits where inhparent = 'bouncekit_sent'::regclass)"
            paths += [self.data / path for (path,) in db.execute(indexes).fetchall()]
        self.stop()
        for path in paths:
            path.write_bytes(b"\xff" * path.stat().st_size)
        self.start()

    def slow_down(self) -> Callable[[], None]:
        db = self.connect()
        db.execute("lock table bouncekit_sent in access exclusive mode")
        closes: Callable[[], None] = db.close
        return closes


class RedisServer(Server):
    """Redis or Valkey, which writes each change to its log before it answers."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.module = import_module("redis")
        self.opens = (
            "import redis\nfrom redis.backoff import NoBackoff\nfrom redis.retry import Retry\n"
            "from bouncekit.adapters.ledger.redis import RedisLedger\n"
            f"ledger = RedisLedger(redis.Redis(port={self.port}, retry=Retry(NoBackoff(), 0)), buckets=64)"
        )

    def start(self) -> None:
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        assert program, "needs redis-server or valkey-server"
        argv = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder), "--save", ""]
        argv += ["--appendonly", "yes", "--appendfsync", "always"]
        self.process = subprocess.Popen(argv, stdout=subprocess.DEVNULL)
        wait_for(self.port)
        client = self.client()
        for _ in range(100):
            try:
                client.ping()
            except self.module.RedisError:  # it is reading its log
                time.sleep(0.1)
            else:
                return
        pytest.fail("Redis does not answer")

    def client(self) -> Any:
        never_again = import_module("redis.retry").Retry(import_module("redis.backoff").NoBackoff(), 0)
        self.made.append(self.module.Redis(port=self.port, socket_timeout=1, retry=never_again))
        return self.made[-1]

    def make(self) -> RedisLedger:
        return RedisLedger(self.client(), buckets=64)

    def fill_up(self) -> None:
        self.client().config_set("maxmemory", "1mb")

    def corrupt(self) -> None:
        client = self.client()
        for name in client.scan_iter("bk:*"):
            client.set(name, b"\xff\xff")

    def slow_down(self) -> Callable[[], None]:
        client = self.client()
        client.execute_command("CLIENT", "PAUSE", 60_000, "ALL")
        return lambda: None  # the server is this test's own


@pytest.fixture(scope="module")
def one_postgres() -> Iterator[PostgresServer]:
    with tempfile.TemporaryDirectory(prefix="bk-postgres-") as folder:
        server = PostgresServer(Path(folder))
        yield server
        server.close()


@pytest.fixture
def postgres(one_postgres: PostgresServer) -> PostgresServer:
    one_postgres.fresh()
    return one_postgres


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.close()


@pytest.fixture(params=["redis", "postgres"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


def now_day() -> int:
    return int(time.time()) // 86400  # Redis expires by its own clock


def test_kept_found_and_counted(server: Server) -> None:
    make = server.make
    day = now_day()
    ledger: Ledger = make()
    ledger.record([Entry(1, day), Entry(-(1 << 63), day), Entry((1 << 63) - 1, day - 20), Entry(1, day - 7)])
    found = make().find([1, -(1 << 63), (1 << 63) - 1, 2], day)
    assert found[0] == found[1] == day
    assert found[2] is not None
    assert day - 20 <= found[2] < day - 13
    assert found[3] is None
    assert [make().count(99, day) for _ in range(3)] == [0, 1, 2]
    ledger.record([])
    assert ledger.find([1], day + 60) == (None,)


def test_writers_at_once_lose_nothing(server: Server) -> None:
    make = server.make
    day = now_day()

    def write(worker: int) -> int:
        ledger = make()
        for batch in range(10):
            at = 10**6 + (worker * 10 + batch) * 100
            ledger.record([Entry(key, day - worker) for key in range(at + 99, at - 1, -1)] + [Entry(5, day)])
            ledger.count(5, day)
        return worker

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(write, range(8))) == list(range(8))
    ledger = make()
    assert None not in ledger.find(range(10**6, 10**6 + 8000), day)
    assert ledger.count(5, day) == 80


def test_postgres_drops_weeks_and_keeps_the_later_day(postgres: Server) -> None:
    ledger = postgres.make()
    day = TODAY - TODAY % 7 + 3
    ledger.record([Entry(71, day), Entry(71, day - 2), Entry(72, day - 90), Entry(71, day + 1)])
    ledger.record([Entry(71, day - 1)])
    assert ledger.find([71], day + 1) == (day + 1,)
    assert ledger.expire(day) >= 1
    assert ledger.find([72], day - 90) == (None,)
    assert ledger.find([71], day + 1) == (day + 1,)


def test_redis_expires_by_itself(redis: Server) -> None:
    ledger = redis.make()
    old = now_day() - 45
    ledger.record([Entry(3, old)])
    assert ledger.find([3], old) == (None,)


def test_a_server_that_is_gone_is_said_in_time(server: Server) -> None:
    ledger = server.make()
    ledger.record([Entry(1, now_day())])
    server.kill()
    began = time.monotonic()
    calls: tuple[Callable[[], object], ...] = (
        lambda: ledger.find([1], TODAY),
        lambda: ledger.record([Entry(2, TODAY)]),
        lambda: ledger.count(1, TODAY),
    )
    for call in calls:
        with pytest.raises(AdapterError, match="ledger"):
            call()
    assert time.monotonic() - began < 15


WRITES = """
batch = 0
while True:
    ledger.record([Entry(batch * 100 + n, {day}) for n in range(100)])
    print(batch, flush=True)
    batch += 1
"""


def acknowledged_before(server: Server, after: int, kill: Callable[[subprocess.Popen[str]], None]) -> list[int]:
    """The batches that a writer in another process was told are stored, until *kill* after that many."""
    code = f"from bouncekit.origin import Entry\n{server.opens}\n{WRITES.format(day=now_day())}"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as writer:
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(after)]
        kill(writer)
        told += [int(line) for line in writer.stdout.read().splitlines() if line.strip()]
    return told


def kept(server: Server, told: list[int]) -> None:
    """What was acknowledged is there, each batch whole or not at all, and the ledger takes more."""
    ledger = server.make()
    days = ledger.find(range((told[-1] + 3) * 100), now_day())
    batches = [{day is not None for day in days[at : at + 100]} for at in range(0, len(days), 100)]
    assert all(len(batch) == 1 for batch in batches)
    assert all(batches[number] == {True} for number in told)
    ledger.record([Entry(-1, now_day())])


@pytest.mark.parametrize("after", [3, 40])
def test_a_writer_killed_loses_nothing_that_was_acknowledged_and_leaves_no_half(server: Server, after: int) -> None:
    kept(server, acknowledged_before(server, after, lambda writer: writer.kill()))


def test_a_server_killed_loses_nothing_that_was_acknowledged(server: Server) -> None:
    told = acknowledged_before(server, 20, lambda _: server.kill())
    server.start()
    kept(server, told)


BOOK = Book(b"a secret of the live ledger test")
NOW = datetime.fromtimestamp(time.time(), UTC)
BOUNCE = Report(
    kind=ReportKind.DELIVERY_STATUS,
    recipients=(Recipient(final="bob@example.net"),),
    returned=Returned(message_id="<17@here.example>"),
)
SENT = Sent(recipient="bob@example.net", message_id="<17@here.example>")


def judged(ledger: Ledger) -> tuple[Verdict, set[str]]:
    proofs = consult(ledger, BOOK, BOUNCE, NOW)
    origin = check(BOUNCE, envelope_to="news@here.example", proofs=proofs, now=NOW)
    return origin.verdict, {b.rule for b in origin.because}


@pytest.mark.parametrize("trouble", ["down", "corrupt", "slow"])
def test_what_cannot_answer_is_unproven_and_said_in_time(server: Server, trouble: str) -> None:
    ledger = server.make()
    ledger.record(BOOK.entries([SENT], NOW))
    assert judged(ledger)[0] is Verdict.OURS
    done: Callable[[], object] = lambda: None  # noqa: E731
    if trouble == "down":
        server.kill()
    elif trouble == "corrupt":
        server.corrupt()
    else:
        done = server.slow_down()
    began = time.monotonic()
    verdict, rules = judged(ledger)
    took = time.monotonic() - began
    assert (verdict, "ledger-unavailable" in rules) == (Verdict.UNPROVEN, True)
    with pytest.raises(AdapterError, match="ledger"):
        ledger.record(BOOK.entries([SENT], NOW))
    assert took < 10
    done()


def test_what_is_full_says_so_and_still_answers(server: Server) -> None:
    ledger = server.make()
    ledger.record(BOOK.entries([SENT], NOW))
    server.fill_up()
    ledger = server.make()
    keys = itertools.count(10**9)

    def fill() -> None:
        for _ in range(200):
            ledger.record([Entry(next(keys), now_day()) for _ in range(5_000)])

    with pytest.raises(AdapterError, match=r"could not extend|maxmemory"):
        fill()
    assert judged(ledger)[0] is Verdict.OURS
