"""A digest of what `bouncekit classify --json` answers: the same, octet for octet, on every Python.

    python tools/answers.py [--jsonl FILE]

Asked about: every captured report and sample, the captured reports with each of the three line ends, and the hostile
shapes of the tests. `.ci/run` compares the digests of all Pythons and, where they differ, the lines in FILE.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from hostile_shapes import BODIES, SHAPES  # noqa: E402 - the tests are on the path from here on

EOLS = {"lf": b"\n", "crlf": b"\r\n", "cr": b"\r"}
CLASSIFY = "import sys; from bouncekit.cli import main; sys.argv[0] = 'bouncekit'; main()"


def messages() -> Iterator[tuple[str, bytes]]:
    """Name and octets of everything that is asked about."""
    for folder in (ROOT / "tests" / "corpus" / "captured", ROOT / "tests" / "samples"):
        for path in sorted(folder.rglob("*.eml")):
            raw = path.read_bytes()
            yield f"as-it-came/{path.relative_to(folder.parent)}", raw
            for name, eol in EOLS.items():
                yield f"{name}/{path.relative_to(folder.parent)}", raw.replace(b"\r\n", b"\n").replace(b"\n", eol)
    for name, shape in {**SHAPES, **{f"body of {name}": body for name, body in BODIES.items()}}.items():
        for size in (10, 300):
            yield f"hostile/{size}/{''.join(c if c.isalnum() else '-' for c in name)}.eml", shape(size)


def answers() -> bytes:
    """The lines that the command writes; its paths are relative, so that they are the same wherever this runs."""
    with tempfile.TemporaryDirectory() as folder:
        for name, raw in messages():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        command = [sys.executable, "-c", CLASSIFY, "classify", "--json", "."]
        return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603


def main() -> None:
    """Prints the Python, how many answers there are, and their digest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jsonl", type=Path, metavar="FILE", help="also write the answers to FILE")
    options = parser.parse_args()
    lines = answers()
    if options.jsonl is not None:
        options.jsonl.write_bytes(lines)
    python = ".".join(map(str, sys.version_info[:3]))
    sys.stdout.write(f"{python}  {len(lines.splitlines())} answers  {hashlib.sha256(lines).hexdigest()}\n")


if __name__ == "__main__":
    main()
