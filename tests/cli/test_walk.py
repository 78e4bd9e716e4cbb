"""Every path gives its messages or one line, and the run goes on."""

import io
import os
import socket
from pathlib import Path

import pytest

from bouncekit.cli import walk
from bouncekit.cli.walk import Inputs

MESSAGE = b"Subject: one\n\nbody\n"
MBOX = (
    b"From ann@example.org Mon Nov 23 10:00:00 2026\nSubject: one\n\nbody\nFrom here on it is text\n\n"
    b"From here too, as no date follows\n\nFrom MAILER-DAEMON Mon Nov 23 10:00:01 2026\nSubject: two\n\n>From quoted\n"
)


def taken(*paths: object) -> tuple[list[tuple[str, int, bytes]], list[tuple[str, str]], Inputs]:
    faults: list[tuple[str, str]] = []
    inputs = Inputs([str(path) for path in paths], on_error=lambda path, fault: faults.append((path, fault)))
    return list(inputs), faults, inputs


def test_a_file_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MESSAGE)
    assert taken(tmp_path / "a.eml")[0] == [(str(tmp_path / "a.eml"), 0, MESSAGE)]


def test_an_empty_file_is_a_message_too(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    items, faults, _ = taken(tmp_path / "empty")
    assert items == [(str(tmp_path / "empty"), 0, b"")]
    assert faults == []


def test_an_mbox_is_split_at_its_from_lines_only(tmp_path: Path) -> None:
    path = tmp_path / "mbox"
    path.write_bytes(MBOX)
    items = taken(path)[0]
    assert [(index, data.split(b"\n")[0]) for _, index, data in items] == [(0, b"Subject: one"), (1, b"Subject: two")]
    assert b"From here on it is text" in items[0][2]
    assert items[1][2].endswith(b">From quoted\n")


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    for name in ("b", "a", "c/d", "c/b"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(MESSAGE)
    assert [os.path.relpath(path, tmp_path) for path, _, _ in taken(tmp_path)[0]] == ["a", "b", "c/b", "c/d"]


def test_a_maildir_gives_new_and_cur_and_its_subfolders_but_not_tmp(tmp_path: Path) -> None:
    for folder in ("", ".Bounces"):
        for name in ("cur", "new", "tmp"):
            (tmp_path / folder / name).mkdir(parents=True)
            (tmp_path / folder / name / f"1.{name}").write_bytes(MESSAGE)
    (tmp_path / "dovecot-uidlist").write_text("3 V1")
    assert [os.path.relpath(path, tmp_path) for path, _, _ in taken(tmp_path)[0]] == [
        ".Bounces/cur/1.cur",
        ".Bounces/new/1.new",
        "cur/1.cur",
        "new/1.new",
    ]


def test_loops_pipes_sockets_and_missing_files_are_a_line_each(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(MESSAGE)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        items, faults, inputs = taken(tmp_path, tmp_path / "none", "/dev/null", "a\0b")
    assert [path for path, _, _ in items] == [str(tmp_path / "a")]
    assert {Path(path).name: fault for path, fault in faults} == {
        "pipe": "is a named pipe: skipped (give - to read standard input)",
        "self": "too many levels of symbolic links",
        "socket": "is a socket: skipped (give - to read standard input)",
        "none": "no such file or directory",
        "null": "is a device: skipped (give - to read standard input)",
        "a\0b": "holds a NUL: there is no such path",
    }
    assert inputs.exit_code == 2


def test_nothing_that_could_be_read_is_exit_code_2(tmp_path: Path) -> None:
    assert taken(tmp_path / "none")[2].exit_code == 2
    assert taken(tmp_path)[2].exit_code == 0


def test_a_file_that_fails_while_it_is_read_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(MESSAGE)
    (tmp_path / "b").write_bytes(MESSAGE)

    def refuse(stream: io.BufferedReader, path: str, fail: object) -> object:
        if path.endswith("a"):
            raise PermissionError(13, "Permission denied")
        return iter([(path, 0, stream.read())])

    monkeypatch.setattr(walk, "_messages", refuse)
    items, faults, _ = taken(tmp_path)
    assert faults == [(str(tmp_path / "a"), "permission denied")]
    assert len(items) == 1


def test_a_folder_that_cannot_be_listed_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    items, faults, inputs = taken(tmp_path)
    assert items == []
    assert faults == [(str(tmp_path), "permission denied")]
    assert inputs.exit_code == 2


def test_a_huge_folder_is_streamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "_SORTED", 10)
    for number in range(25):
        (tmp_path / str(number)).write_bytes(MESSAGE)
    assert len({path for path, _, _ in taken(tmp_path)[0]}) == 25


def test_a_message_over_the_bound_is_cut_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MAX_MESSAGE_OCTETS", 40)
    (tmp_path / "a").write_bytes(b"x" * 100)
    (tmp_path / "b").write_bytes(MBOX)
    items, faults, _ = taken(tmp_path)
    assert [len(data) <= 66 for _, _, data in items] == [True, True, True]
    assert [fault.split(":")[1] for _, fault in faults] == [" its rest is not read"] * 2


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(MBOX)))
    assert [(path, index) for path, index, _ in taken("-")[0]] == [("-", 0), ("-", 1)]
