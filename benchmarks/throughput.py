"""Parse + classify beside flufl.bounce and the standard library's parser, on the same messages in one run.

    python benchmarks/throughput.py [DIRECTORY ...] [--rounds 7] [--check] [--profile]

Without a directory: the captured reports in tests/corpus/captured. Processor time is measured, and rounds alternate
between all readers, so that a busy machine slows all of them; the figures are medians over the rounds. All messages are
in memory before the clock starts.

`bouncekit` parses and classifies every recipient; `all of the answer` asks for what a report works out later, too (the
returned message and the oddities of its structure, docs/adr/0007). `--check` exits with 1 when `bouncekit` is slower
than the goals: 2.5 × flufl.bounce and 1.0 × the standard library's parser.
"""

import argparse
import cProfile
import email
import logging
import pstats
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from flufl.bounce import all_failures

from bouncekit.classify.classify import classify
from bouncekit.report.parse import parse

GOALS = {"flufl.bounce": 2.5, "standard library": 1.0}
"""How many times as fast as each other reader bouncekit has to be at least."""
CAPTURED = Path(__file__).parent.parent / "tests" / "corpus" / "captured"


def messages(folders: list[Path]) -> list[bytes]:
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path.read_bytes() for path in files if path.suffix not in {".json", ".jsonl"}]


def ours(raw: bytes) -> object:
    report = parse(raw)
    return [classify(recipient) for recipient in report.recipients]


def ours_in_full(raw: bytes) -> object:
    report = parse(raw).settled()
    return [classify(recipient) for recipient in report.recipients]


def flufl(raw: bytes) -> object:
    return all_failures(email.message_from_bytes(raw))


def stdlib(raw: bytes) -> object:
    return email.message_from_bytes(raw)


def one_round(read: Callable[[bytes], object], batch: list[bytes]) -> float:
    start = time.process_time()
    for raw in batch:
        try:
            read(raw)
        except Exception:
            if read in {ours, ours_in_full}:
                raise
    return time.process_time() - start


def compare(batch: list[bytes], rounds: int) -> dict[str, float]:
    """Prints the table; the factor by which bouncekit is faster than each reader."""
    readers = {
        "bouncekit": ours,
        "  all of the answer": ours_in_full,
        "flufl.bounce": flufl,
        "standard library": stdlib,
    }
    times: dict[str, list[float]] = {name: [] for name in readers}
    for reader in readers.values():
        one_round(reader, batch)  # compiled patterns and built tables are no part of a message
    for _ in range(rounds):
        for name, reader in readers.items():
            times[name].append(one_round(reader, batch))
    own = statistics.median(times["bouncekit"])
    print(f"{len(batch)} messages, {sum(map(len, batch)) / 1e6:.1f} MB, {rounds} rounds, medians")
    print(f"{'':20}{'µs/message':>12}{'messages/s':>12}{'bouncekit is':>14}")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:20}{median / len(batch) * 1e6:12.0f}{len(batch) / median:12.0f}{median / own:12.2f} ×")
    return {name: statistics.median(taken) / own for name, taken in times.items()}


def check(factors: dict[str, float]) -> int:
    """0 when every goal is met, else 1; says which is not."""
    missed = {name: goal for name, goal in GOALS.items() if factors[name] < goal}
    for name, goal in missed.items():
        print(f"missed: {factors[name]:.2f} × {name}, at least {goal} × wanted")
    return 1 if missed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIRECTORY")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--check", action="store_true", help="exit with 1 when a goal is missed")
    parser.add_argument("--profile", action="store_true", help="print where bouncekit's time goes instead")
    options = parser.parse_args()
    logging.disable()  # flufl.bounce logs the exceptions of its detectors: writing them is no part of its speed
    batch = messages(options.folders or [CAPTURED])
    if options.profile:
        one_round(ours, batch)
        profile = cProfile.Profile()
        profile.runcall(one_round, ours, batch)
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)
        return 0
    factors = compare(batch, options.rounds)
    return check(factors) if options.check else 0


if __name__ == "__main__":
    sys.exit(main())
