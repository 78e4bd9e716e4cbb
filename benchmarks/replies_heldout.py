"""How many replies that vendors document are read as they mean them: those that were looked at, and those held out.

    python benchmarks/replies_heldout.py [--misses] [--check]

`replies_public.tsv` has a reply on each line, with the reasons that agree with what its vendor says of it. Every third
line is held out: nobody looked at what was wrong with it while the rows were written. --misses lists the wrong ones of
the lines that were looked at (of the held out ones only how many there are, by vendor). --check exits 1 when the held
out ones fall below LEAST per cent.
"""

import argparse
import collections
import sys
from pathlib import Path

from bouncekit.classify import classify

LINES = Path(__file__).with_name("replies_public.tsv")
LEAST = 90


def replies() -> list[tuple[str, str, frozenset[str]]]:
    """Source, reply and the reasons that agree with it."""
    found = []
    for line in LINES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            source, reply, reasons = line.split(" | ")
            found.append((source, reply.replace("\\n", "\n"), frozenset(reasons.split())))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    everything = replies()
    shares = []
    for name, rows in (
        ("looked at", [row for n, row in enumerate(everything) if n % 3 != 2]),
        ("held out", everything[2::3]),
    ):
        wrong = [(source, reply, classify(reply).reason.value) for source, reply, good in rows
                 if classify(reply).reason.value not in good]  # fmt: skip
        shares.append(100 * (len(rows) - len(wrong)) / len(rows))
        print(f"{name:10} {len(rows) - len(wrong):4} of {len(rows):4} right  {shares[-1]:5.1f} %")
        if options.misses and name == "looked at":
            for source, reply, got in wrong:
                print(f"    {source:12} {got:22} {reply!r}")
        elif options.misses:
            print("    wrong by vendor:", dict(collections.Counter(source for source, _, _ in wrong)))
    return 1 if options.check and shares[-1] < LEAST else 0


if __name__ == "__main__":
    sys.exit(main())
