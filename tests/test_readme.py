"""The README: its example is on the first screen, its commands are two, every page is in the index."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_is_on_the_first_screen(readme: str) -> None:
    assert readme.index("```\n\nA server") < len("x" * 120) * 25
    assert readme.count("\n", 0, readme.index("## Quick start")) < 25


def test_quick_start_is_two_commands(readme: str) -> None:
    section = readme.split("## Quick start", 1)[1].split("\n## ", 1)[0]
    fences = re.findall(r"^```(\w*)\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    assert [language for language, _ in fences] == ["sh", "sh"]
    assert all(command.count("\n") == 1 for _, command in fences)


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")} - {
        "README.md",
        "index.md",
    }
    pages -= {page for page in pages if page.startswith("reference/api/") and page != "reference/api/index.md"}
    assert sorted(page for page in pages if f"]({page})" not in index) == []
