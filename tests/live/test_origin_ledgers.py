"""The ledger on a real Redis and a real PostgreSQL: kept, expired, counted, concurrent, killed."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from bouncekit.adapters.ledger.postgres import PostgresLedger
from bouncekit.adapters.ledger.redis import RedisLedger
from bouncekit.errors import AdapterError
from bouncekit.origin import Entry, Ledger

pytestmark = pytest.mark.live

TODAY = 20780
Make = Callable[[], Any]


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


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Make, Callable[[], None]]]:
    folder = tmp_path_factory.mktemp("postgres")
    run: dict[str, Any] = {"stdout": subprocess.DEVNULL}
    if os.getuid() == 0:  # PostgreSQL does not run as root
        who = pwd.getpwnam("nobody")
        run |= {"user": who.pw_uid, "group": who.pw_gid, "cwd": "/"}
        os.chown(folder, who.pw_uid, who.pw_gid)
        for parent in list(folder.parents)[:2]:  # pytest's own folders, no further
            parent.chmod(0o755)
    port = free_port()
    data = folder / "data"
    subprocess.run([tool("initdb"), "-D", str(data), "-U", "bk", "-A", "trust", "--no-sync"], check=True, **run)
    argv = [tool("postgres"), "-D", str(data), "-p", str(port), "-h", "127.0.0.1", "-k", str(folder)]
    process = subprocess.Popen(argv, stderr=subprocess.DEVNULL, **run)
    psycopg = import_module("psycopg")
    address = f"host=127.0.0.1 port={port} user=bk dbname=postgres connect_timeout=2"

    def connect() -> Any:
        return psycopg.connect(address)

    wait_for(port)
    for _ in range(100):
        try:
            connect().close()
            break
        except psycopg.OperationalError:
            time.sleep(0.1)

    def kill() -> None:
        process.kill()
        process.wait()

    made: list[PostgresLedger] = []

    def make() -> PostgresLedger:
        made.append(PostgresLedger(connect))
        return made[-1]

    yield make, kill
    for ledger in made:
        ledger.close()
    kill()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[tuple[Make, Callable[[], None]]]:
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    assert program, "needs redis-server or valkey-server"
    port = free_port()
    argv = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(tmp_path), "--save", ""]
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL)
    wait_for(port)
    module = import_module("redis")

    def kill() -> None:
        process.kill()
        process.wait()

    clients: list[Any] = []

    def make() -> RedisLedger:
        clients.append(module.Redis(port=port, socket_timeout=2))
        return RedisLedger(clients[-1], buckets=64)

    yield make, kill
    for client in clients:
        client.close()
    kill()


@pytest.fixture(params=["redis", "postgres"])
def server(request: pytest.FixtureRequest) -> tuple[Make, Callable[[], None]]:
    made: tuple[Make, Callable[[], None]] = request.getfixturevalue(request.param)
    return made


def now_day() -> int:
    return int(time.time()) // 86400  # Redis expires by its own clock


def test_kept_found_and_counted(server: tuple[Make, Callable[[], None]]) -> None:
    make, _ = server
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


def test_writers_at_once_lose_nothing(server: tuple[Make, Callable[[], None]]) -> None:
    make, _ = server
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


def test_postgres_drops_weeks_and_keeps_the_later_day(postgres: tuple[Make, Callable[[], None]]) -> None:
    ledger = postgres[0]()
    day = TODAY - TODAY % 7 + 3
    ledger.record([Entry(71, day), Entry(71, day - 2), Entry(72, day - 90), Entry(71, day + 1)])
    ledger.record([Entry(71, day - 1)])
    assert ledger.find([71], day + 1) == (day + 1,)
    assert ledger.expire(day) >= 1
    assert ledger.find([72], day - 90) == (None,)
    assert ledger.find([71], day + 1) == (day + 1,)


def test_redis_expires_by_itself(redis: tuple[Make, Callable[[], None]]) -> None:
    ledger = redis[0]()
    old = now_day() - 45
    ledger.record([Entry(3, old)])
    assert ledger.find([3], old) == (None,)


def test_a_server_that_is_gone_is_said_in_time(server: tuple[Make, Callable[[], None]]) -> None:
    make, kill = server
    ledger = make()
    ledger.record([Entry(1, now_day())])
    kill()
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
