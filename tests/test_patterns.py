"""No pattern of the package is possessive or atomic: CPython 3.11.0 to 3.11.4 match such groups wrongly (gh-106052).

Debian 12 ships 3.11.2. Held twice: over every literal of the sources, and over whatever is compiled while everything is
imported, all rows are compiled and captured reports are read. What replaces them is held against line-by-line readers.
"""

import ast
import json
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from re import _parser
from string import ascii_lowercase
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import bouncekit as bk
from bouncekit.limits import Limits
from bouncekit.message import MessageView, parse_fields
from bouncekit.message.fields import PLAIN_HEADER, header_block
from bouncekit.rules.formats import FORMATS

SOURCES = sorted((Path(__file__).parent.parent / "src").rglob("*.py"))
CAPTURED = sorted((Path(__file__).parent / "corpus" / "captured").rglob("*.eml"))


def constructs(pattern: str | bytes) -> set[str]:
    """The possessive and atomic constructs of *pattern*; none when it is no pattern at all."""
    try:
        with warnings.catch_warnings(action="ignore"):  # sentences are read as patterns, too
            tree = _parser.parse(pattern)
    except (re.error, OverflowError, RecursionError):
        return set()
    return set(_constructs(tree))


def _constructs(item: Any) -> Iterator[str]:
    if isinstance(item, _parser.SubPattern | list | tuple):
        for inner in item:
            yield from _constructs(inner)
    elif str(item) in {"POSSESSIVE_REPEAT", "ATOMIC_GROUP"}:
        yield str(item)


@pytest.mark.parametrize(
    "pattern",
    [
        "a++",
        "a*+b",
        "a?+",
        "a{2,3}+",
        "(?>a)",
        b"(?:\n[ \t]++x)*+",
        "(?=a++)",
        "(a)(?(1)b++|c)",
        "a|(b|(?:c|d++))",
        "[^a]*+",
    ],
)
def test_the_search_finds_them_wherever_they_stand(pattern: str | bytes) -> None:
    assert constructs(pattern)


@pytest.mark.parametrize("pattern", ["a+", "[*+]+", r"\*\+", "(?:a+)?", "a+?", "a{1,2}?", "(", b"(?s:.*?)(?=\n|\\Z)"])
def test_the_search_finds_nothing_else(pattern: str | bytes) -> None:
    assert not constructs(pattern)


def literals(tree: ast.AST) -> Iterator[tuple[int, str | bytes]]:
    """Every string and every f-string (whose values are read as `x`) with its line; docstrings and comments are none."""
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "x" for part in node.values]
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) and id(node) not in bare | inner:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SOURCES[0].parent)))
def test_no_literal_is_possessive_or_atomic(path: Path) -> None:
    found = [(line, text) for line, text in literals(ast.parse(path.read_text(encoding="utf-8"))) if constructs(text)]
    assert not [(line, text) for line, text in found if ascii_lowercase not in str(text)]  # but a list of characters


COMPILED = """
import importlib, json, pkgutil, re, sys
from pathlib import Path

compiled, real = {}, re._compiler.compile

def recording(pattern, flags=0):
    frame = sys._getframe(1)
    while frame.f_globals.get("__name__") in {"re", "functools"}:
        frame = frame.f_back
    if isinstance(pattern, (str, bytes)):
        text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
        compiled[text] = frame.f_globals.get("__name__", "")
    return real(pattern, flags)

re._compiler.compile = recording
import bouncekit
for module in pkgutil.walk_packages(bouncekit.__path__, "bouncekit."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from bouncekit.report.engine import _finder
from bouncekit.rules.formats import FORMATS
for row in FORMATS:
    for block in row.blocks:
        for pattern in (block.until, *(line.pattern for line in block.lines)):
            _finder(pattern)
for path in sys.argv[1:]:
    for recipient in bouncekit.parse(Path(path).read_bytes()).settled().recipients:
        bouncekit.classify(recipient)
print(json.dumps([[p, name] for p, name in compiled.items() if name.partition(".")[0] == "bouncekit"]))
"""


def test_nothing_compiled_is_possessive_or_atomic() -> None:
    slice_of_captured = [str(path) for path in CAPTURED[::12]]
    out = subprocess.run(
        [sys.executable, "-c", COMPILED, *slice_of_captured], check=True, capture_output=True, text=True
    ).stdout
    compiled = json.loads(out)
    rows = {
        p for row in FORMATS for block in row.blocks for p in (block.until, *(line.pattern for line in block.lines))
    }
    assert rows < {pattern for pattern, _ in compiled} | {""}
    assert {"bouncekit.report.engine", "bouncekit.message.fields"} <= {name for _, name in compiled}
    assert not [(pattern, name) for pattern, name in compiled if constructs(pattern)]


# -- what stands where possessive groups stood, beside readers that go line by line


def fields_by_line(data: bytes) -> tuple[list[tuple[bytes, bytes]], int]:
    """Name and body of each field of the block, and where it ends: at the first line that is none."""
    found: list[tuple[bytes, bytes]] = []
    end = 0
    for line in re.findall(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", data):
        name, colon, body = line.partition(b":")
        if found and line[:1] in {b" ", b"\t"}:
            found[-1] = (found[-1][0], found[-1][1] + line)
        elif colon and re.fullmatch(rb"[!-9;-~]+", name.rstrip(b" \t")):
            found.append((name.rstrip(b" \t"), body))
        else:
            break
        end += len(line)
    return [(name, unended(body).lstrip(b" \t")) for name, body in found], end


def unended(body: bytes) -> bytes:
    return body[: -2 if body.endswith(b"\r\n") else -1] if body.endswith((b"\r", b"\n")) else body


PIECES = st.sampled_from(
    (b"A", b"Status", b":", b": ", b" ", b"\t", b"\x80", b"\x0b", b"{}", b"{} ", b"{}\tx", b"{}B: c")
)
BLOCKS = st.builds(
    lambda pieces, eol: b"".join(pieces).replace(b"{}", eol),
    st.lists(PIECES, max_size=16),
    st.sampled_from((b"\n", b"\r\n", b"\r")),
)
FOLDED = b"A: b" + b"\n c" * 120 + b"\nB: d" + b"\r\n\te" * 51 + b"\r\n\r\n"


@given(BLOCKS | st.lists(BLOCKS, max_size=3).map(b"".join))
@example(b"x:\n  bob\nStatus: 5.1.1\n")
@example(FOLDED)
@example(FOLDED.replace(b"\n c", b"\r c"))
@example(b"A:\n" * 300 + b"\n")
def test_a_block_of_fields_is_read_as_line_by_line(data: bytes) -> None:
    expected, end = fields_by_line(data)
    found, body, _ = header_block(data, 0, len(data), octets=1 << 20, count=5_000)
    bodies = [unended(m[2]) if m[2].endswith(b"\r") else m[2] for m in found]
    assert list(zip([m[1] for m in found], bodies, strict=True)) == expected
    blank = re.compile(rb"\r\n|\r|\n").match(data, end)
    assert body == (blank.end() if blank else end)
    quick = PLAIN_HEADER.match(data)
    assert quick is None or quick.end() == body


def text_fields_by_line(text: str) -> list[tuple[str, str]]:
    """As above in text: lines that are no field are skipped, and only what has more than blanks folds a field."""
    found: list[tuple[str, str]] = []
    folding = False
    for line in text.split("\n"):
        name, colon, body = line.removeprefix("\ufeff").partition(":")
        name = name.rstrip(" \t")
        more = line.lstrip(" \t")
        if folding and more != line and more and not more[0].isspace():
            found[-1] = (found[-1][0], found[-1][1] + line)
        elif folding := bool(colon and re.fullmatch("[!-9;-~]+", name)):
            found.append((name, body))
    return [(name, body.replace("\r", "").strip(" \t")) for name, body in found]


@given(BLOCKS.map(lambda data: data.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")))
@example("x:\n  bob\nStatus: 5.1.1")
@example(FOLDED.decode().replace("\r", ""))
@example("A: b\n \nc\n d\nE: f\n \x0bg\n h\n")
def test_fields_in_text_are_read_as_line_by_line(text: str) -> None:
    assert [(name, value) for name, value, _, _ in parse_fields(text)] == text_fields_by_line(text)


@pytest.mark.parametrize("eol", [b"\n", b"\r\n", b"\r"])
def test_a_field_folded_ten_thousand_times_is_one_field(eol: bytes) -> None:
    data = b"Subject: a" + (eol + b" b") * 10_000 + eol + b"To: bob@b.example" + eol + eol + b"text"
    root = MessageView.parse(data, Limits(field_octets=100_000)).root
    assert root.get("subject") == "a" + " b" * 10_000
    assert root.get("to") == "bob@b.example"
    assert root.text == "text"
    assert parse_fields(data.decode().replace("\r\n", "\n").replace("\r", "\n"))[0][1] == "a" + " b" * 10_000


def test_a_folded_recipient_takes_nothing_of_the_next_group() -> None:
    """Debian 12's Python gave bob's Original-Recipient to alice (needs/first-day.md B1)."""
    for eol in (b"\r\n", b"\n", b"\r"):
        raw = b"""Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822;
  alice@example.net
Action: failed
Status: 5.1.1

Original-Recipient: rfc822;
 bob@lists.example
Final-Recipient: rfc822; bob@example.net
Action: delayed
Status: 4.2.2
""".replace(b"\n", eol)
        found = [(r.final, r.original, r.action.value if r.action else None) for r in bk.parse(raw).recipients]
        assert found == [
            ("alice@example.net", None, "failed"),
            ("bob@example.net", "bob@lists.example", "delayed"),
        ]
