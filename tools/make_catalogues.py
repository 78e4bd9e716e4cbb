"""Writes src/bouncekit/dsn/catalogues.py from locale/*.po, through Babel. With --check, only compares.

The catalogues are data in the package, so that building a report reads no file.
"""

import re
import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "src" / "bouncekit" / "dsn" / "catalogues.py"
HEAD = '''"""Texts of the human part, by language. Written by tools/make_catalogues.py from locale/*.po: do not edit."""

from collections.abc import Mapping
from typing import Final

__all__ = ["CATALOGUES"]

CATALOGUES: Final[Mapping[str, Mapping[str, str]]] = {
'''


def catalogue(path: Path) -> dict[str, str]:
    """Key → text of one language; every key must be there with the placeholders of its English text."""
    found: dict[str, str] = {}
    with path.open("rb") as stream:
        for message in read_po(stream):
            if not message.id:
                continue
            key, english, text = str(message.context), str(message.id), str(message.string)
            holes = [sorted(re.findall(r"\{[a-z]+\}", t)) for t in (english, text)]
            if not text or message.fuzzy or holes[0] != holes[1]:
                raise SystemExit(f"{path.name}: {key}: is missing, fuzzy or has other placeholders")
            found[key] = text
    return found


def page() -> str:
    """The module's text, formatted."""
    languages = {path.stem: catalogue(path) for path in sorted((ROOT / "locale").glob("*.po"))}
    keys = set(languages["en"])
    lines = [HEAD]
    for language, texts in languages.items():
        if set(texts) != keys:
            raise SystemExit(f"{language}.po: has not the keys of en.po: {sorted(set(texts) ^ keys)}")
        lines.append(f"    {language!r}: {{\n")
        lines += [f"        {key!r}: {text!r},\n" for key, text in texts.items()]
        lines.append("    },\n")
    lines.append("}\n")
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(TARGET), "-"]
    done = subprocess.run(command, input="".join(lines), capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout


if __name__ == "__main__":
    text = page()
    if "--check" in sys.argv:
        sys.exit(0 if TARGET.read_text("utf-8") == text else f"{TARGET}: is not what locale/*.po says")
    TARGET.write_text(text, "utf-8")
