"""Inputs that mean harm: seconds for each megabyte, growth with the size, and memory, of all that reads peers' octets.

    python benchmarks/hostile.py [--check] [--only NAME]

Each input is made at a size and at twice the size (tests/hostile_shapes.py); processor time is the best of three,
without the collector of garbage. `--check` exits with 1 when twice as much takes three times the time or more, three
times in a row (what takes less than 30 ms is too short to compare), when an input takes longer than its kind's seconds
for each megabyte, or when reading one holds more than 10 MB and 25 times its octets beside them. The tests count steps
on the same inputs; what one call of a pattern or of a search costs is seen here alone.
"""

import argparse
import gc
import re
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from hostile_shapes import BODIES, LOG_LINES, SHAPES  # noqa: I001

from bouncekit.addresses import find_addresses
from bouncekit.auth.field import parse_field
from bouncekit.classify.classify import classify
from bouncekit.classify.stream import read_line
from bouncekit.limits import DEFAULT_LIMITS, Limits
from bouncekit.message import MessageView, html_text, parse_fields
from bouncekit.needles import Needles
from bouncekit.report.parse import parse
from bouncekit.rules.formats import FORMATS

LIFTED = Limits(
    header_octets=1 << 24, header_fields=1 << 20, field_octets=1 << 22, parts=1 << 14, text_octets=1 << 22,
    decoded_octets=1 << 24, recipients=1 << 20, diagnostic_chars=1 << 22,
)  # fmt: skip
LINES = ("@", "a@", " ", "<", "a", "550 <a@b> ", '"', "a.", "5.1.1 ", "(", ": ", "-", "日", "<a@b.example>, ")
TEXTS = (
    "user ", "550 5.1.1 ", "550-5.1.1 user unknown\r\n", "mail server ", "a@", "... ", "client host client host ",
    "mailbox unknown rejected full ", "日", "\x00", " ", "\t", " \n", "\r", "5.1.1", "<", "in reply to ", "host ",
)  # fmt: skip
FIELDS = ("(", "((x)", '"', '"\\"', "; x=", "a.", " x", ";", "\\", "=", "(\\", 'a"b')
ADDRESSES = ("@", "a@", "a", '"@', "<用", "a.", "[@", "@[", "@例", "to=@")
PHRASES = ("full ", "a", "a ", "a. ", "aa ", " \n", "is full-", "不", "é ", "\u0130")
HEADERS = (b"A: b\n", b"A", b"A: b\n \n", b" ", b"A:", b"A: b\r\n", b"A: b\n c\n", b"A:\r", b"A" * 60 + b": b\n")
SHORT = 0.03
MOST_MEMORY = 10_000_000
MOST_TIMES = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One reader, what it is given, and how long a megabyte may take it."""

    read: Callable[[object], object]
    inputs: dict[str, Callable[[int], bytes | str]]
    size: int
    seconds_per_mb: float


def whole_view(raw: bytes) -> None:
    for part in MessageView.parse(raw).walk():
        _ = [(f.value, f.decoded, f.span) for f in part.headers], part.filename, part.params, part.payload, part.text
        parse_fields(part.text)
        if part.media_type == "text/html":
            html_text(part.text)


def answer(raw: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
    report = parse(raw, limits=limits).settled()
    for recipient in (*report.recipients, *report.claimed):
        classify(recipient)


def every_row(line: str) -> None:
    for pattern in PATTERNS:
        pattern.search(line)


PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in {
        p for row in FORMATS for b in row.blocks for p in (b.until, *(line.pattern for line in b.lines)) if p
    }
]
NEEDLES = Needles(
    {"r": ("mailbox is full", "a a a a b", "aa aa aa aa b", "不不不人", "full full full x", "is full mailbox", "a - a")}
)


def repeated(units: tuple[str, ...], before: str = "") -> dict[str, Callable[[int], bytes | str]]:
    return {repr(unit): lambda n, unit=unit: before + unit * (n // len(unit)) for unit in units}  # type: ignore[misc]


def part_headers() -> dict[str, Callable[[int], bytes | str]]:
    head = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"
    return {
        repr(unit): lambda n, unit=unit: head + unit * (n // len(unit)) + b"\n\ntext\n--b--\n"  # type: ignore[misc]
        for unit in HEADERS
    }


KINDS = {
    "parse and classify": Kind(read=answer, inputs=SHAPES, size=3_000, seconds_per_mb=5),
    "the same, limits lifted": Kind(read=lambda raw: answer(raw, LIFTED), inputs=SHAPES, size=3_000, seconds_per_mb=5),
    "all of a message": Kind(read=whole_view, inputs=BODIES, size=10_000, seconds_per_mb=8),
    "headers of parts": Kind(read=whole_view, inputs=part_headers(), size=500_000, seconds_per_mb=2),
    "a diagnostic": Kind(read=classify, inputs=repeated(TEXTS), size=8_000, seconds_per_mb=2),
    "a line of a log": Kind(read=read_line, inputs=LOG_LINES, size=20_000, seconds_per_mb=8),
    "Authentication-Results": Kind(
        read=parse_field, inputs=repeated(FIELDS, "h.example; spf=pass "), size=16_000, seconds_per_mb=8
    ),
    "addresses in a text": Kind(read=find_addresses, inputs=repeated(ADDRESSES), size=100_000, seconds_per_mb=8),
    "phrases in a text": Kind(read=NEEDLES.find, inputs=repeated(PHRASES), size=100_000, seconds_per_mb=2),
    "all patterns of rows": Kind(read=every_row, inputs=repeated(LINES), size=1_000, seconds_per_mb=5),
}  # fmt: skip


def seconds(read: Callable[[object], object], octets: object, times: int = 3) -> float:
    found = []
    gc.disable()
    try:
        for _ in range(times):
            start = time.process_time()
            read(octets)
            found.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(found)


def peak(read: Callable[[object], object], octets: object) -> int:
    tracemalloc.start()
    try:
        read(octets)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    name: str
    per_mb: float
    growth: float
    held: int
    size: int


def measure(kind: Kind) -> Iterator[Measured]:
    for name, make in kind.inputs.items():
        half, whole = make(kind.size), make(2 * kind.size)
        size = len(whole if isinstance(whole, bytes) else whole.encode())
        seconds(kind.read, half, 1)
        twice = seconds(kind.read, whole)
        growth = 0.0
        if twice > SHORT:
            growth = min(seconds(kind.read, whole) / seconds(kind.read, half) for _ in range(3))
        held = peak(kind.read, whole)
        yield Measured(name=name, per_mb=twice / max(size, 10_000) * 1e6, growth=growth, held=held - size, size=size)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="exit with 1 when something is not linear, slow or large")
    parser.add_argument("--only", metavar="NAME", choices=KINDS)
    options = parser.parse_args()
    kinds = {name: kind for name, kind in KINDS.items() if options.only in {None, name}}
    wrong = []
    print(f"{'':26}{'inputs':>7}{'worst s/MB':>12}{'growth':>8}{'peak MB':>9}  the slowest, the largest")
    for name, kind in kinds.items():
        found = list(measure(kind))
        slow, grown, large = (max(found, key=lambda m, by=by: getattr(m, by)) for by in ("per_mb", "growth", "held"))
        print(
            f"{name:26}{len(found):7}{slow.per_mb:12.2f}{grown.growth:8.1f}{large.held / 1e6:9.1f}"
            f"  {slow.name}, {large.name}",
            flush=True,
        )
        wrong += [
            f"{name}, {m.name}: twice as much takes {m.growth:.1f} times the time" for m in found if m.growth >= 3
        ]
        wrong += [f"{name}, {m.name}: {m.per_mb:.1f} s for a MB" for m in found if m.per_mb > kind.seconds_per_mb]
        wrong += [
            f"{name}, {m.name}: holds {m.held} octets" for m in found if m.held > MOST_MEMORY + MOST_TIMES * m.size
        ]
    if options.check:
        print("\n".join(wrong))
    return 1 if options.check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
