"""The tool that runs the pages: nothing is left out silently, and what a page says must be so."""

import socket
from pathlib import Path

import pytest

from docs.snippets import PageError, blocks, run


def page(folder: Path, text: str) -> Path:
    path = folder / "a-page.md"
    path.write_text(text.replace("'''", "```"), encoding="utf-8")
    return path


def goes(folder: Path, text: str) -> dict[str, str]:
    """Run the page; its files, by name."""
    with run(page(folder, text), folder / "page") as done:
        return {file.name: file.read_text("utf-8") for file in done.folder.iterdir() if file.is_file()}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("'''\nwhat is this\n'''\n", "no language"),
        ("'''toml\na = 1\n'''\n", "toml"),
        ("Put this into `a.toml`.\n\n'''toml\na = 1\n'''\n", "toml"),
        ("Save as `a.toml`:\n\nNo, wait.\n\n'''toml\na = 1\n'''\n", "toml"),
        ("'''bash\ntrue\n'''\n", "bash"),
        ("'''text\nan answer to nothing\n'''\n", "nothing before it"),
        ("'''python\nx = 1\n", "never ends"),
        ("'''python\nprint(1)\n'''\n\n'''text\n2\n'''\n", "the page says"),
        ("'''python\nprint(1)\nprint(2)\n'''\n\n'''text\n1\n'''\n", "the page says"),
        ("'''python\nprint(1)\nprint(2)\n'''\n\n'''text\n…\n'''\n", "the page says"),
        ("'''python\nprint(1)\n'''\n\n'''text\n1\n'''\n\n'''text\n1\n'''\n", "nothing before it"),
        ("'''sh\nfalse\ntrue\n'''\n", "exit code 1"),
        ("'''sh\nfalse | true\n'''\n", "exit code 1"),
        ("'''sh\necho $no_such\n'''\n", "no_such"),
        ("'''sh\necho a >&2\n'''\n\n'''text\nb\n'''\n", "the page says"),
        ("'''console\n$ echo a\nb\n'''\n", "the page says"),
        ("'''console\n$ echo a\n'''\n", "the page says"),
        ("'''console\necho a\n'''\n", "must begin"),
        ("'''console\n$ no-such-command\n'''\n", "exit code 127"),
        ("'''pycon\n>>> 1 + 1\n3\n'''\n", "Got"),
        ("'''pycon\nx\n'''\n", "no example"),
        ("Save as `../a.toml`:\n\n'''toml\na = 1\n'''\n", "outside"),
        ("Save as `/tmp/a.toml`:\n\n'''toml\na = 1\n'''\n", "outside"),
    ],
)
def test_what_does_not_hold_is_an_error(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(PageError, match=why):
        goes(tmp_path, text)


def test_an_error_of_a_block_is_where_the_page_has_it(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        goes(tmp_path, "one\n\n'''python\n1 // 0\n'''\n")
    assert caught.traceback[-1].lineno + 1 == 4


def test_blocks_share_a_folder_and_their_names(tmp_path: Path) -> None:
    text = (
        "Save as `one.py`:\n\n'''python\nx = 1\n'''\n\n'''python\nfrom one import x\ny = x + 1\nprint(y)\n'''\n\n"
        "'''text\n2\n'''\n\n'''pycon\n>>> y\n2\n>>> z = y + 1\n\n'''\n\n1. In a list, one may save it\n   as `a/b`, or\n"
        "   save as `two.txt`:\n\n   '''text\n   kept\n     as it is\n   '''\n\n"
        "'''sh\npython -c 'import one; print(one.x)' > ~/said\n'''\n\n'''python\nfrom pathlib import Path\n_ = Path('three').write_text(str(z))\n'''\n\n"
        "'''console\n$ cat two.txt said\nkept\n  as …\n1\n$ pwd | grep -c /page\n1\n'''\n\n~~~~sh\necho '```'\n~~~~\n"
    )
    assert goes(tmp_path, text) == {
        "one.py": "x = 1\n",
        "two.txt": "kept\n  as it is\n",
        "said": "1\n",
        "three": "3",
    }
    assert [block.language for block in blocks(tmp_path / "a-page.md")][-2:] == ["console", "sh"]


def test_a_page_sees_nothing_of_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_RUN", "x")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    goes(tmp_path / "a", "Save as `two.py`:\n\n'''python\nx = 1\n'''\n\n'''python\nfrom two import x\n'''\n")
    for code in ("x", "import two"):
        with pytest.raises((NameError, ImportError)):
            goes(tmp_path / "b", f"'''python\n{code}\n'''\n")
    goes(tmp_path / "b", "'''console\n$ echo ${SECRET_OF_THE_RUN-none}\nnone\n'''\n")


def test_a_server_is_waited_for_and_stopped(tmp_path: Path) -> None:
    text = (
        "Save as `server.py`:\n\n'''python\nimport socket, time\ntime.sleep(0.3)\n"
        "with socket.create_server(('127.0.0.1', 0)) as s:\n    print(s.getsockname()[1], flush=True)\n    time.sleep(60)\n'''\n\n"
        "'''sh\npython server.py | tee port &\n'''\n\n'''text\n…\n'''\n"
    )
    with run(page(tmp_path, text), tmp_path / "page") as done:
        said = (done.folder / "port").read_text("utf-8")
        port = int(said)
        socket.create_connection(("127.0.0.1", port), 5).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 5)
