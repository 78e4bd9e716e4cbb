"""What origin costs: verifying at RCPT, ten million rows of SQLite, forged tokens by the million.

python benchmarks/origin_cost.py verify            microseconds for each verification, the whole judgement included
python benchmarks/origin_cost.py ledger [ROWS]     fills a ledger (10,000,000 rows) and asks it
python benchmarks/origin_cost.py forge [TRIES]     guesses tokens (10,000,000 tries of each sort) and counts what passes
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bouncekit.adapters.ledger.sqlite import SqliteLedger
from bouncekit.origin import Entry, Key, KeyRing, Proof, Setup, batv, check, examine_envelope, srs, verp

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = 20780
RING = KeyRing(
    (Key(id=1, secret=b"a secret of thirty-two octets!!!"), Key(id=2, secret=b"the one before, of 28 octets"))
)
SETUP = Setup(always_tags=frozenset({"news@here.example"}))


def per_call(action: Callable[[], object], count: int = 50_000) -> float:
    """Microseconds of processor time, the best of three."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        for _ in range(count):
            action()
        best = min(best, time.process_time() - began)
    return best / count * 1e6


def verify() -> None:
    tag = batv.mint("news@here.example", RING, NOW)
    forged = tag[:9] + "000000" + tag[15:]
    path = verp.mint("news@here.example", "bob@example.net", RING, NOW)
    rewritten = srs.mint("ann@author.example", "here.example", RING, NOW)

    def at_rcpt(address: str) -> object:
        return check(None, envelope_to=address, proofs=examine_envelope(address, RING, NOW), now=NOW, setup=SETUP)

    rows: dict[str, Callable[[], object]] = {
        "batv.verify, valid": lambda: batv.verify(tag, RING, NOW),
        "batv.verify, forged": lambda: batv.verify(forged, RING, NOW),
        "verp.verify, valid": lambda: verp.verify(path, RING, NOW),
        "srs.verify, valid": lambda: srs.verify(rewritten, RING, NOW),
        "all of it at RCPT, valid tag": lambda: at_rcpt(tag),
        "all of it at RCPT, forged tag": lambda: at_rcpt(forged),
        "all of it at RCPT, no tag": lambda: at_rcpt("news@here.example"),
    }
    for name, action in rows.items():
        print(f"{name:32} {per_call(action):6.2f} µs")


def ledger(rows: int) -> None:
    chance = random.Random(7)
    batch = min(rows, 100_000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        with SqliteLedger(path, timeout=60) as book:
            began = time.perf_counter()
            known: list[int] = []
            for _ in range(rows // batch):
                keys = [chance.getrandbits(64) - (1 << 63) for _ in range(batch)]
                known += keys[:20]
                day = TODAY - chance.randrange(28)
                book.record([Entry(key, day) for key in keys])
            took = time.perf_counter() - began
            size = sum(p.stat().st_size for p in Path(folder).iterdir())
            print(f"{rows:,} rows in {took:.0f} s, {rows / took:,.0f} rows/s")
            print(f"{size / 1e6:.0f} MB, {size / rows:.1f} octets a row")
            a_day = size / rows * 2 * 100e6
            print(f"100 million messages a day, two rows each: {a_day / 1e9:.1f} GB a day, {2e8 / 86400:,.0f} rows/s")
            chance.shuffle(known)
            asked = [[key] for key in known[:10_000]] + [[chance.getrandbits(63)] for _ in range(10_000)]
            chance.shuffle(asked)
            clocks = {"wall clock": time.perf_counter, "processor time": time.thread_time}
            times: dict[str, list[float]] = {name: [] for name in clocks}
            for keys in asked:
                began_at = [clock() for clock in clocks.values()]
                book.find(keys, TODAY)
                for (name, clock), start in zip(clocks.items(), began_at, strict=True):
                    times[name].append(clock() - start)
    for name, taken in times.items():
        taken.sort()
        shown = ", ".join(
            f"{share:.1%} within {taken[int(len(taken) * share)] * 1e6:.0f} µs" for share in (0.5, 0.99, 0.999)
        )
        print(f"find, {len(taken):,} keys, {name}: {shown}")


def forge(tries: int) -> None:
    chance = random.Random(11)
    end = (TODAY + 5) % 1000
    base32 = "abcdefghijklmnopqrstuvwxyz234567"
    base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    one = KeyRing(RING.keys[:1])

    def guess_batv() -> Proof:
        return batv.verify(f"prvs=1{end:03d}{chance.getrandbits(24):06x}=news@here.example", one, NOW)

    def guess_verp() -> Proof:
        seal = "".join(chance.choices(base32, k=9))
        return verp.verify(f"news+bob=example.net-1jm{seal}@here.example", one, NOW)

    def guess_srs() -> Proof:
        found = "".join(chance.choices(base64, k=4))
        return srs.verify(f"SRS0={found}=JM=author.example=ann@here.example", one, NOW, fold_case=False)

    def guess_folded_srs() -> Proof:
        found = "".join(chance.choices(base64, k=4))
        return srs.verify(f"SRS0={found}=JM=author.example=ann@here.example", one, NOW)

    letters, digits = 26 / 64 * 2 / 64, 12 / 64 / 64
    rows = {
        "BATV, 24 bits": (guess_batv, 2.0**-24),
        "signed return path, 45 bits": (guess_verp, 2.0**-45),
        "SRS, exact case, 24 bits": (guess_srs, 2.0**-24),
        "SRS, folded as libsrs2 does": (guess_folded_srs, (2 * letters / 2 + digits) ** 4),
    }
    for name, (guess, chance_of_one) in rows.items():
        passed = sum(guess().valid for _ in range(tries))
        expected = tries * chance_of_one
        print(f"{name:30} {tries:,} tries: {passed} passed; {expected:.2g} expected (one in {1 / chance_of_one:,.0f})")


def main() -> None:
    what, *rest = sys.argv[1:] or [""]
    if what == "verify":
        verify()
    elif what == "ledger":
        ledger(int(rest[0]) if rest else 10_000_000)
    elif what == "forge":
        forge(int(rest[0]) if rest else 10_000_000)
    else:
        print(__doc__)


if __name__ == "__main__":
    main()
