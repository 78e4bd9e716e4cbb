"""What it costs to try every phrase and provider row on one diagnostic, beside a plain loop over the same phrases.

    python benchmarks/classify.py [--length 300] [--rounds 9]

Both are measured in the same run on the same texts: the package's own sample replies, cut or repeated to the length.
"""

import argparse
import statistics
import time
from collections.abc import Callable

from bouncekit.classify import Classifier
from bouncekit.classify.matcher import Matcher
from bouncekit.rules.phrases import PHRASES
from bouncekit.rules.providers import PROVIDERS

ROWS = (*PHRASES, *PROVIDERS)


def texts(length: int) -> list[str]:
    ascii_samples = [row.sample for row in ROWS if row.sample.isascii()]
    prose = "The mail server of receiver.example could not take the message from <ann@sender.example> just now; "
    return [(sample + " " + prose * (1 + length // len(prose)))[:length] for sample in ascii_samples]


def per_text(search: Callable[[str], object], on: list[str]) -> float:
    start = time.perf_counter()
    for text in on:
        search(text)
    return (time.perf_counter() - start) / len(on) * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--length", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=9)
    args = parser.parse_args()
    on = texts(args.length)
    phrases = [piece for row in ROWS for phrase in row.phrases for piece in phrase.lower().split(" ... ")]
    matcher, classifier = Matcher(ROWS), Classifier()

    def loop(text: str) -> list[str]:
        low = text.lower()
        return [phrase for phrase in phrases if phrase in low]

    print(
        f"{len(ROWS)} rows, {len(phrases)} pieces of phrases, {len(on)} texts of {args.length} characters; µs per text"
    )
    for name, search in (("all rows", matcher.find), ("plain loop", loop), ("classify, whole", classifier.classify)):
        figures = [per_text(search, on) for _ in range(args.rounds)]
        print(f"{name:16} best {min(figures):8.1f}   median {statistics.median(figures):8.1f}")


if __name__ == "__main__":
    main()
