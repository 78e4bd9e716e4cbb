"""The limiter on a real Redis, killed and restarted under load: the gate fails closed, says so, and comes back."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bouncekit.adapters.limiter import LibraryLimiter
from bouncekit.policy import BALANCED
from bouncekit.policy.rate import Claim, RateKey, Scope, claim
from strategies.policy import ask

pytestmark = pytest.mark.live


class Server:
    """A Redis (or Valkey) of our own on loopback, with its data kept over a restart."""

    def __init__(self, folder: Path) -> None:
        self.program = shutil.which("redis-server") or shutil.which("valkey-server")
        assert self.program, "needs redis-server or valkey-server"
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        assert self.program
        self.process = subprocess.Popen(
            [self.program, "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder),
             "--appendonly", "yes", "--appendfsync", "always", "--save", ""],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 0.2) as peer:
                    peer.sendall(b"PING\r\n")
                    if peer.recv(16).startswith(b"+PONG"):
                        return
            except OSError:
                pass
            time.sleep(0.05)
        pytest.fail("the server did not start")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path)
    made.start()
    yield made
    made.kill()


KEY = RateKey(scope=Scope.DOMAIN, bucket="unproven", key="example.org", most=25, seconds=3600)


@pytest.mark.rfc("RFC9991-2-03", "OWN-1-10")
def test_hosts_share_one_ceiling(server: Server) -> None:
    hosts = [LibraryLimiter(f"redis://127.0.0.1:{server.port}/0") for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: hosts[n % 4].take([KEY]), range(200)))
    assert answers.count(None) == KEY.most
    assert hosts[0].used([KEY]) == (KEY.most,)


def test_killed_and_restarted_under_load(server: Server) -> None:
    limiter = LibraryLimiter(f"redis://127.0.0.1:{server.port}/0")
    login = {"login": "u", "login_may_use_reverse_path": True}
    decisions = [ask(client=login, reverse_path=f"u{n}@d{n}.example.org") for n in range(100)]

    def go(count: int) -> list[Claim]:
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(lambda n: claim(decisions[n % 100], BALANCED, limiter), range(count)))

    def kill_soon() -> None:
        time.sleep(0.05)
        server.kill()

    assert all(c.permit for c in go(100))

    with ThreadPoolExecutor(1) as killer:
        killed = killer.submit(kill_soon)
        during = go(400)
        killed.result()
    down = go(40)
    assert not any(c.permit for c in down)
    assert all(c.refused and "nothing is sent" in c.refused for c in down)
    assert all(c.permit or (c.refused and "nothing is sent" in c.refused) for c in during)

    server.start()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and claim(decisions[0], BALANCED, limiter).permit is None:
        time.sleep(0.05)
    assert all(c.permit for c in go(50))
    key = RateKey(scope=Scope.ADDRESS, bucket="proven", key="u1@d1.example.org", most=100, seconds=86_400)
    assert limiter.used([key])[0] >= 2, "what was counted before the kill is still there"
