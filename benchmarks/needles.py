"""Phrase search beside a plain loop of `in` over the same phrases, on the same texts, in one run.

    python benchmarks/needles.py [--phrases 2000] [--rounds 7]

The phrases are the package's own rows where there are any, filled up with invented ones made of the same words. The
texts are the diagnostics of the captured reports, cut or repeated to about 300 characters.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from bouncekit.message import MessageView, parse_fields
from bouncekit.needles import Needles
from bouncekit.rules.phrases import PHRASES
from bouncekit.rules.providers import PROVIDERS

CAPTURED = Path(__file__).parent.parent / "tests" / "corpus" / "captured"


def own_phrases() -> list[str]:
    return list(dict.fromkeys(phrase for row in (*PHRASES, *PROVIDERS) for phrase in row.phrases))


def filled(phrases: list[str], count: int) -> list[str]:
    draw = random.Random(1)  # the same phrases in every run
    words = sorted({word for phrase in phrases for word in phrase.split()})
    out = dict.fromkeys(phrases[:count])
    while len(out) < count:
        out[" ".join(draw.choices(words, k=draw.randint(2, 5)))] = None
    return list(out)


def diagnostics(length: int) -> list[str]:
    found = []
    for path in sorted(CAPTURED.rglob("*.eml")):
        for part in MessageView.parse(path.read_bytes()).walk():
            if part.media_type == "message/delivery-status":
                found += [value for name, value, _, _ in parse_fields(part.text) if name.lower() == "diagnostic-code"]
    return [(text + " ") * (length // (len(text) + 1)) + text[: length % (len(text) + 1)] for text in found]


def per_text(search: Callable[[str], object], texts: list[str]) -> float:
    start = time.process_time()
    for text in texts:
        search(text)
    return (time.process_time() - start) / len(texts) * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phrases", type=int, default=2000)
    parser.add_argument("--length", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    phrases = filled(own_phrases(), options.phrases)
    texts = diagnostics(options.length)
    needles = Needles({f"row-{number}": (phrase,) for number, phrase in enumerate(phrases)})

    def plain(text: str) -> list[str]:
        folded = " ".join(text.lower().split())
        return [phrase for phrase in phrases if phrase in folded]

    times: dict[str, list[float]] = {"plain": [], "needles": []}
    for _ in range(options.rounds):
        times["plain"].append(per_text(plain, texts))
        times["needles"].append(per_text(needles.find, texts))
    hits = sum(len(needles.find(text)) for text in texts)
    plain_median, needles_median = statistics.median(times["plain"]), statistics.median(times["needles"])
    print(f"{len(phrases)} phrases ({len(own_phrases())} of the package's), {len(texts)} texts, {hits} hits")
    print(f"`in` loop   {plain_median:8.1f} µs a text")
    print(f"Needles     {needles_median:8.1f} µs a text   × {plain_median / needles_median:.1f}")


if __name__ == "__main__":
    main()
