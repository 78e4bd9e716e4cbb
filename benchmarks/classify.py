"""What it costs to try every phrase and provider row on one diagnostic, beside a plain loop over the same phrases.

    python benchmarks/classify.py [--length 300] [--rounds 9] [--check]

All are measured in the same run on the same texts: the package's own sample replies, cut or repeated to the length, and
the recipients of the captured reports. Processor time is measured, and rounds alternate. --check exits with 1 when the
rows are less than LEAST times as fast as the loop: a ratio, since machines differ and rows are added.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bouncekit.classify import Classifier
from bouncekit.classify.matcher import Matcher
from bouncekit.report.model import Recipient
from bouncekit.report.parse import parse
from bouncekit.rules.phrases import PHRASES
from bouncekit.rules.providers import PROVIDERS

ROWS = (*PHRASES, *PROVIDERS)
CAPTURED = Path(__file__).parent.parent / "tests" / "corpus" / "captured"
LEAST = 20


def texts(length: int) -> list[str]:
    ascii_samples = [row.sample for row in ROWS if row.sample.isascii()]
    prose = "The mail server of receiver.example could not take the message from <ann@sender.example> just now; "
    return [(sample + " " + prose * (1 + length // len(prose)))[:length] for sample in ascii_samples]


def recipients() -> list[Recipient]:
    return [found for path in sorted(CAPTURED.rglob("*.eml")) for found in parse(path.read_bytes()).recipients]


def per_item(call: Callable[[str], object] | Callable[[Recipient], object], on: Sequence[str | Recipient]) -> float:
    start = time.process_time()
    for item in on:
        call(item)  # type: ignore[arg-type]
    return (time.process_time() - start) / len(on) * 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--length", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    on, captured = texts(args.length), recipients()
    phrases = [piece for row in ROWS for phrase in row.phrases for piece in phrase.lower().split(" ... ")]
    matcher, classifier = Matcher(ROWS), Classifier()

    def loop(text: str) -> list[str]:
        low = text.lower()
        return [phrase for phrase in phrases if phrase in low]

    runs: dict[str, tuple[Callable[..., object], Sequence[str | Recipient]]] = {
        "all rows": (matcher.find, on),
        "plain loop": (loop, on),
        "classify, a reply": (classifier.classify, on),
        "classify, captured": (classifier.classify, captured),
    }
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(args.rounds):
        for name, (call, items) in runs.items():
            taken[name].append(per_item(call, items))
    print(f"{len(ROWS)} rows, {len(phrases)} pieces of phrases; {len(on)} texts of {args.length} characters,")
    print(f"{len(captured)} recipients of captured reports; µs per text")
    for name, figures in taken.items():
        print(f"{name:20} best {min(figures):8.1f}   median {statistics.median(figures):8.1f}")
    ratio = min(taken["plain loop"]) / min(taken["all rows"])
    print(f"all rows are {ratio:.1f} times as fast as the loop")
    if args.check and ratio < LEAST:
        print(f"and should be {LEAST} times")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
