"""Both ways with real Exim (`prvs`, `prvscheck`), postsrsd, Mail::SRS and pysrs.

EXIM and POSTSRSD name the programs, PERL5LIB and PYSRS the folders of the modules.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bouncekit.origin import Key, KeyRing, batv, srs

pytestmark = pytest.mark.live

SECRET = "0123456789abcdef-of-the-live-test"
RING = KeyRing(tuple(Key(id=n, secret=SECRET.encode()) for n in (3, 0, 9)))
ADDRESSES = ("news@here.example", "News.Letter@Here.example", "a+b=c@here.example", "x" * 40 + "@here.example")


def now() -> datetime:
    """The moment, away from midnight: two programs are to see the same day."""
    left = 86_400 - time.time() % 86_400
    if left < 20:
        time.sleep(left + 1)
    return datetime.fromtimestamp(time.time(), UTC)


def exim(*expressions: str) -> list[str]:
    program = os.environ.get("EXIM") or shutil.which("exim4")
    assert program, "needs exim4"
    run = subprocess.run(
        [program, "-C", "/dev/null", "-be", *expressions], check=True, capture_output=True, text=True, timeout=30
    )
    return run.stdout.splitlines()


@pytest.mark.rfc("BATV-4-02")
@pytest.mark.parametrize("number", [3, 0, 9])
def test_what_exim_mints_verifies_here(number: int) -> None:
    at = now()
    minted = exim(*(f"${{prvs{{{address}}}{{{SECRET}}}{{{number}}}}}" for address in ADDRESSES))
    assert len(minted) == len(ADDRESSES)
    for address, tag in zip(ADDRESSES, minted, strict=True):
        proof = batv.verify(tag, RING, at)
        assert (proof.valid, proof.address) == (True, address)
        assert batv.mint(address, KeyRing((Key(id=number, secret=SECRET.encode()),)), at, fold=False) == tag


@pytest.mark.rfc("BATV-4-02")
def test_what_is_minted_here_verifies_in_exim() -> None:
    at = now()
    for address in ADDRESSES:
        for fold in (True, False):
            tag = batv.mint(address, RING, at, fold=fold)
            good, key, bad = exim(
                f"${{prvscheck{{{tag}}}{{{SECRET}}}{{$prvscheck_address $prvscheck_result}}}}",
                f"${{prvscheck{{{tag}}}{{{SECRET}}}{{$prvscheck_keynum}}}}",
                f"${{prvscheck{{{tag}}}{{another secret}}{{[$prvscheck_result]}}}}",
            )
            assert good == f"{address.lower() if fold else address} 1"
            assert (key, bad) == ("3", "[]")


class Postsrsd:
    """postsrsd's two tables, as Postfix asks them."""

    def __init__(self, folder: Path, length: int) -> None:
        self.length = length
        program = os.environ.get("POSTSRSD") or shutil.which("postsrsd")
        assert program, "needs postsrsd 1.x"
        (folder / "secret").write_text(SECRET + "\n", encoding="ascii")
        (folder / "secret").chmod(0o644)
        folder.chmod(0o755)
        self.ports = []
        for _ in range(2):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.ports.append(probe.getsockname()[1])
        argv = [program, "-4", "-l", "127.0.0.1", "-f", str(self.ports[0]), "-r", str(self.ports[1])]
        argv += ["-d", "fwd.example", "-s", str(folder / "secret"), "-u", "nobody", "-a", "="]
        argv += ["-n", str(length), "-N", str(length)]
        self.process = subprocess.Popen(argv)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.ports[1]), 1).close()
                break
            except OSError:
                time.sleep(0.1)

    def ask(self, table: int, address: str) -> str:
        with socket.create_connection(("127.0.0.1", self.ports[table]), 5) as peer:
            peer.sendall(f"get {address}\n".encode("ascii"))
            return peer.makefile("r", encoding="ascii").readline().strip()


@pytest.fixture(scope="module", params=[srs.SHARED_LENGTH, srs.HASH_LENGTH])
def postsrsd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postsrsd]:
    server = Postsrsd(tmp_path_factory.mktemp("postsrsd"), request.param)
    yield server
    server.process.terminate()
    server.process.wait()


SENDERS = ("ann@author.example", "Ann.B+tag@Author.example", "a=b@author.example", "s-_x@deep.sub.author.example")


@pytest.mark.rfc("SRS-1-01", "SRS-1-03")
@pytest.mark.parametrize("sender", SENDERS)
def test_srs_both_ways(postsrsd: Postsrsd, sender: str) -> None:
    at, length = now(), postsrsd.length
    theirs = postsrsd.ask(0, sender).removeprefix("200 ")
    assert theirs == srs.mint(sender, "fwd.example", RING, at, hash_length=length)
    assert srs.verify(theirs, RING, at, hash_minimum=length).address == sender
    assert postsrsd.ask(1, theirs) == f"200 {sender}"
    assert postsrsd.ask(1, theirs.replace("=SRS0", "=srs0").lower()) == f"200 {sender.lower()}"
    forged = theirs.replace("uthor", "ctim")
    assert postsrsd.ask(1, forged).startswith("500")
    assert not srs.verify(forged, RING, at, hash_minimum=length).valid


@pytest.mark.rfc("SRS-1-01")
@pytest.mark.parametrize("sender", SENDERS)
def test_what_is_minted_by_default_is_reversed_by_postsrsd_at_its_defaults_too(postsrsd: Postsrsd, sender: str) -> None:
    assert postsrsd.ask(1, srs.mint(sender, "fwd.example", RING, now())) == f"200 {sender}"


def test_postsrsd_too_lets_letters_move_between_domain_and_local_part(postsrsd: Postsrsd) -> None:
    """A weakness of the scheme, kept for interoperation."""
    moved = postsrsd.ask(0, "ann@author.example").removeprefix("200 ").replace("example=ann", "exampl=eann")
    assert postsrsd.ask(1, moved) == "200 eann@author.exampl"
    assert srs.verify(moved, RING, now(), hash_minimum=postsrsd.length).address == "eann@author.exampl"


@pytest.mark.rfc("SRS-1-02")
@pytest.mark.parametrize("sender", SENDERS)
def test_srs1_both_ways(postsrsd: Postsrsd, sender: str) -> None:
    at, length = now(), postsrsd.length
    foreign = srs.mint(
        sender, "first.example", KeyRing((Key(id=0, secret=b"of another forwarder"),)), at, hash_length=4
    )
    theirs = postsrsd.ask(0, foreign).removeprefix("200 ")
    assert theirs == srs.mint(foreign, "fwd.example", RING, at, hash_length=length, allow_long=True)
    assert srs.verify(theirs, RING, at, hash_minimum=length).address == foreign
    assert postsrsd.ask(1, theirs) == f"200 {foreign}"
    elsewhere = theirs.replace("@fwd.", "@second.")
    again = srs.mint(elsewhere, "fwd.example", RING, at, hash_length=length, allow_long=True)
    assert postsrsd.ask(1, again) == f"200 {foreign}"


def test_expired_at_the_same_day_as_libsrs2(postsrsd: Postsrsd) -> None:
    at = time.time()
    for days, valid in ((21, True), (22, False)):
        then = datetime.fromtimestamp(at - days * 86400, UTC)
        minted = srs.mint("ann@author.example", "fwd.example", RING, then)
        assert postsrsd.ask(1, minted).startswith("200") is valid
        assert srs.verify(minted, RING, now()).valid is valid


PERL = """
use Mail::SRS;
my $srs = new Mail::SRS(Secret => $ARGV[0], HashLength => $ARGV[1], HashMin => $ARGV[1], Separator => "=");
print $ARGV[2] eq "forward" ? $srs->forward($ARGV[3], "fwd.example") : $srs->reverse($ARGV[3]), "\\n";
"""
PYTHON = """
import sys
sys.path.insert(0, sys.argv[1])
from SRS.Guarded import Guarded
srs = Guarded(secret=sys.argv[2], hashlength=int(sys.argv[3]), hashmin=int(sys.argv[3]), separator="=")
print(srs.forward(sys.argv[5], "fwd.example") if sys.argv[4] == "forward" else srs.reverse(sys.argv[5]))
"""


def other(kind: str, length: int, action: str, address: str) -> str:
    """What Mail::SRS (`perl`) or pysrs (`python`) makes of *address*."""
    if kind == "perl":
        argv = ["perl", "-e", PERL]
    else:
        folder = os.environ.get("PYSRS")
        assert folder, "needs pysrs"
        argv = [sys.executable, "-W", "ignore", "-c", PYTHON, folder]
    argv += [SECRET, str(length), action, address]
    return subprocess.run(argv, check=True, capture_output=True, text=True, timeout=30).stdout.strip()


@pytest.mark.rfc("SRS-1-01", "SRS-1-02")
@pytest.mark.parametrize("kind", ["perl", "python"])
@pytest.mark.parametrize("length", [srs.SHARED_LENGTH, srs.HASH_LENGTH])
@pytest.mark.parametrize("hops", [0, 1])
def test_both_ways_with_the_other_implementations(kind: str, length: int, hops: int) -> None:
    at = now()
    for path in SENDERS:
        came = path
        if hops:
            elsewhere = KeyRing((Key(id=0, secret=b"of another forwarder"),))
            came = srs.mint(path, "first.example", elsewhere, at, hash_length=4)
        theirs = other(kind, length, "forward", came)
        assert theirs == srs.mint(came, "fwd.example", RING, at, hash_length=length, allow_long=True)
        assert srs.verify(theirs, RING, at, hash_minimum=length).address == came
        ours = srs.mint(came, "fwd.example", RING, at, hash_length=length, allow_long=True)
        assert other(kind, length, "reverse", ours) == came
