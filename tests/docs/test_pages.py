"""Every fenced block of the how-tos, the tutorial, the explanations and the README is run as it stands; each page in an empty folder."""

import fcntl
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.snippets import Block, blocks, run

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [path for name in ("how-to", "tutorial", "explanation") for path in (ROOT / "docs" / name).rglob("*.md")]
    + [ROOT / "README.md"]
)
ELSEWHERE = {
    ("README.md", "sh"): (".ci/run", "quick_start"),
    ("refuse-backscatter-in-postfix.md", "ini"): ("tests/live/test_pages.py", '"ini"'),
    ("simulation.md", "text"): ("benchmarks/simulation.py", "--write"),
    ("refuse-backscatter.md", "exim"): ("tests/live/test_pages.py", '"exim"'),
}
"""What needs more than an empty folder: (page, language) → the file that runs it, and what it is called there."""


@pytest.fixture
def _alone() -> Iterator[None]:
    """Pages name their ports: only one run of them at a time on this machine."""
    with (Path(tempfile.gettempdir()) / "bouncekit-pages.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def elsewhere(path: Path) -> list[Block]:
    return [block for block in blocks(path) if (path.name, block.language) in ELSEWHERE]


@pytest.mark.usefixtures("_alone")
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_page_runs_as_it_stands(path: Path, tmp_path: Path) -> None:
    with run(path, tmp_path / "page", elsewhere=elsewhere(path)) as page:
        assert blocks(path) or path.parent.name == "explanation"
        assert page.folder.is_dir()


@pytest.mark.parametrize(("page", "language"), ELSEWHERE)
def test_what_is_run_elsewhere_is_there_and_is_run(page: str, language: str) -> None:
    (path,) = (path for path in PAGES if path.name == page)
    assert len(elsewhere(path)) == (2 if page == "README.md" else 1)
    file, word = ELSEWHERE[page, language]
    text = (ROOT / file).read_text(encoding="utf-8")
    assert page in text
    assert word in text
