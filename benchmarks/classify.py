"""What it costs to try every phrase and provider row on one diagnostic, beside a plain loop over the same phrases.

    python benchmarks/classify.py [--length 300] [--rounds 9] [--table] [--check]

All are measured in the same run on the same texts: the package's own sample replies, cut or repeated to the length,
and the recipients of the captured reports. Processor time is measured, and rounds alternate. --check exits with 1 when
the rows are less than LEAST times as fast as the loop: a ratio, since machines differ and rows are added. --table
prints the rows by language and provider first: how many, how many read their own sample, how many are ambiguous there.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bouncekit.classify import Classifier
from bouncekit.classify.check import answer_to_sample
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


def table(classifier: Classifier, matcher: Matcher) -> None:
    groups = [
        (f"language {name}", [r for r in PHRASES if r.language == name])
        for name in sorted({r.language for r in PHRASES})
    ]
    names = sorted({r.provider or "" for r in PROVIDERS})
    groups += [(f"provider {name}", [r for r in PROVIDERS if r.provider == name]) for name in names]
    groups.append(("all", list(ROWS)))
    print(f"{'':24}{'rows':>6}{'phrases':>9}{'read':>6}{'ambiguous':>11}{'µs':>7}")
    for name, rows in groups:
        answers = [(row, answer_to_sample(row, classifier)) for row in rows]
        read = sum(a.reason is row.reason and row.id in {b.rule for b in a.because} for row, a in answers)
        ambiguous = sum(any(x.id == "rows-disagree" for x in a.anomalies) for _, a in answers)
        samples = [row.sample for row in rows] * (1 + 100 // len(rows))
        cost = min(per_item(matcher.places, samples) for _ in range(5))
        phrases = sum(len(row.phrases) for row in rows)
        print(f"{name:24}{len(rows):6}{phrases:9}{read:6}{ambiguous:11}{cost:7.1f}")
    print("read: rows whose sample is read by the row itself; µs: all rows on a sample of the group\n")


def per_item(call: Callable[[str], object] | Callable[[Recipient], object], on: Sequence[str | Recipient]) -> float:
    start = time.process_time()
    for item in on:
        call(item)  # type: ignore[arg-type]
    return (time.process_time() - start) / len(on) * 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--length", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    on, captured = texts(args.length), recipients()
    phrases = [piece for row in ROWS for phrase in row.phrases for piece in phrase.lower().split(" ... ")]
    matcher, classifier = Matcher(ROWS), Classifier()
    if args.table:
        table(classifier, matcher)

    def loop(text: str) -> list[str]:
        low = text.lower()
        return [phrase for phrase in phrases if phrase in low]

    runs: dict[str, tuple[Callable[..., object], Sequence[str | Recipient]]] = {
        "all rows": (matcher.places, on),
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
