"""What callers and peers get wrong: a line that names it or an answer, the documented exit code, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bouncekit.cli.main import COMMANDS, bouncekit
from hostile_shapes import SHAPES

DECIDE: dict[str, Any] = {
    "stage": "accepted",
    "reverse_path": "ann@example.org",
    "recipients": [{"forward_path": "bob@example.net", "failure": {"reason": "mailbox-full", "diagnostic": "full"}}],
    "auth": {"spf": [{"result": "pass", "identity": "mailfrom", "domain": "example.org"}]},
}
BUILD: dict[str, Any] = {
    "reporting_mta": "mx.example.net",
    "reverse_path": "ann@example.org",
    "recipients": [{"final": "bob@example.net", "action": "failed", "status": "5.1.1", "diagnostic": "550 5.1.1 no"}],
    "return": "none",
}
VALID = {"decide": DECIDE, "build": BUILD}
LONG = f"{'a' * 65}@example.org"
LONGER = f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.example.org"

Case = tuple[str, tuple[str | int, ...], Any, str]


def bad(command: str, *path: str | int, values: list[Any], named: str = "") -> list[Case]:
    """Each of *values* at *path*; the line must name the last step, or *named*."""
    return [(command, path, value, named or str(path[-1])) for value in values]


PATHS = ["a\r\nb@example.org", "a\0@example.org", "a\nRCPT TO:<x@y.example>", LONG, LONGER, "no-at", 7]
CHANGES = [
    *bad("decide", "reverse_path", values=PATHS),
    *bad("decide", "recipients", 0, "forward_path", values=PATHS),
    *bad("decide", "envid", values=["a\r\nb", "a\0", "a b", "x" * 101, "+zz", 7]),
    *bad(
        "decide", "recipients", 0, "orcpt",
        values=["rfc822;a+0D+0Ab", "rfc822;a\nb", "rfc822;a\0", "rfc822", "rfc822;" + "x" * 500, []],
    ),
    *bad("decide", "recipients", 0, "failure", "diagnostic", values=["a\r\nb", "a\0b", 7]),
    *bad("decide", "recipients", 0, "notify", values=[["NEVER", "FAILURE"], [], ["SOMETIMES"], "NEVER"]),
    *bad("decide", "recipients", 0, "failure", "reason", values=["because", 5]),
    *bad("decide", "recipients", 0, "failure", "reply", values=["999", "250"]),
    *bad("decide", "recipients", 0, "failure", "status", values=["5.1", "2.0.0"]),
    *bad("decide", "recipients", values=[[], {}, None]),
    *bad("decide", "stage", values=["never", 1]),
    *bad("decide", "policy", values=["lax"]),
    *bad("decide", "auth", values=[{"spf": [{"result": "PASSED", "identity": "mailfrom"}]}], named="result"),
    *bad("decide", "auth", values=[{"headers": "A: b"}], named="trusted_authserv_ids"),
    *bad("decide", "client", values=[{"ip": "999.1.1.1"}], named="ip"),
    *bad("decide", "bogus", values=[1]),
    *bad("decide", "recipients", 0, "bogus", values=[1]),
    *bad("decide", "history", values=[{"recent_notices_to_address": -1}], named="recent_notices_to_address"),
    *bad("build", "reverse_path", values=["a\r\nb@example.org", "a\0@example.org", "", LONG, LONGER, 7]),
    *bad("build", "recipients", 0, "final", values=["a\r\nb@example.org", "a\0@example.org", LONG, 7]),
    *bad("build", "envid", values=["a\r\nb", "a\0", 7]),
    *bad("build", "recipients", 0, "original", values=["rfc822;a\r\nb", "rfc822;a\0", 7]),
    *bad("build", "recipients", 0, "diagnostic", values=["550 a\r\nX: b", "a\0b", 7]),
    *bad("build", "reporting_mta", values=["mx\r\nX: y", "mx\0", "", 7]),
    *bad("build", "recipients", 0, "action", values=["lost"]),
    *bad("build", "recipients", 0, "status", values=["2.1.1", "five"]),
    *bad("build", "recipients", values=[[], {}]),
    *bad("build", "return", values=["some"]),
    *bad("build", "bogus", values=[1]),
    *bad("build", "now", values=["yesterday", "2026-11-23T10:00:00"]),
    *bad("build", "boundary", values=["a\r\nb"]),
    *bad("build", "message_id", values=["a\r\nb"]),
]  # fmt: skip

TEXTS = [
    (b"", "empty"),
    (b"{", "not JSON"),
    (b"nonsense", "not JSON"),
    (b"\xff\xfe", "not UTF-8"),
    (b"[1]", "object"),
    (b'"text"', "object"),
    (b'{"reverse_path": "a@example.org", "reverse_path": "b@example.org"}', "reverse_path: is there twice"),
    (b'{"risk": NaN}', "finite"),
    (b"[" * 100_000, "nested too deeply"),
    (b"\x00" * 100, "not JSON"),
    (b"\x1b[31m", "not JSON"),
]


def run(*args: str, text: bytes = b"") -> Result:
    return CliRunner().invoke(bouncekit, list(args), input=text)


def changed(command: str, path: tuple[str | int, ...], value: Any) -> bytes:
    whole = json.loads(json.dumps(VALID[command]))
    node = whole
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return json.dumps(whole).encode()


def assert_one_line(result: Result, named: str) -> None:
    assert result.exit_code == 2, (result.stdout, result.stderr)
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr[:-1].isprintable()
    assert named in result.stderr
    assert "fault of its own" not in result.stderr


@pytest.mark.parametrize("command", sorted(VALID))
def test_what_is_changed_below_is_good_as_it_is(command: str) -> None:
    result = run(command, text=json.dumps(VALID[command]).encode())
    assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize(("command", "path", "value", "named"), CHANGES)
def test_a_bad_value_is_named_and_nothing_is_done(
    command: str, path: tuple[str | int, ...], value: Any, named: str
) -> None:
    assert_one_line(run(command, text=changed(command, path, value)), named)


@pytest.mark.parametrize("command", sorted(VALID))
@pytest.mark.parametrize(("text", "named"), TEXTS)
def test_what_is_no_json_object_is_named(command: str, text: bytes, named: str) -> None:
    assert_one_line(run(command, text=text), named)


def test_a_stream_names_the_line_that_is_wrong_and_goes_on() -> None:
    good = json.dumps(DECIDE)
    result = run("decide", "--jsonl", text=f"{good}\n{{\n{good}\n".encode())
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "line 2" in result.stderr
    first, second, third = (json.loads(line) for line in result.stdout.splitlines())
    assert first == third
    assert second["error"]["line"] == 2
    assert "verdict" not in second


NASTY = {
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "zeros": b"\0" * 5_000,
    "elf": b"\x7fELF\x02\x01\x01" + os.urandom(3_000),
    "one-long-line": b"x" * 300_000,
    "only-newlines": b"\r\n" * 10_000,
    "bare-cr": b"Subject: x\rContent-Type: text/plain\r\rbody\r",
    "controls": (
        b"From: MAILER-DAEMON@mx.example.net\nSubject: \x1b]0;owned\x07 failure notice\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\n\x1b[2J\x9b31m\n"
        b"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\x1b[31m.example.net\n\n"
        b"Final-Recipient: rfc822; b\x1b[31mob@example.net\nAction: failed\nStatus: 5.1.1\n"
        b"Diagnostic-Code: smtp; 550 5.1.1 \x1b[2J\x07 \xe2\x80\xae user unknown \xc2\x9b31m\n--b--\n"
    ),
    "deep": b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2_000)),
}


@pytest.mark.whole(every=3)
@pytest.mark.parametrize("name", sorted(NASTY))
@pytest.mark.parametrize("args", [("classify",), ("classify", "--json"), ("explain",), ("lint",), ("lint", "--json")])
def test_any_file_gets_an_answer(tmp_path: Path, name: str, args: tuple[str, ...]) -> None:
    (tmp_path / name).write_bytes(NASTY[name])
    result = run(*args, str(tmp_path / name))
    assert result.exit_code in {0, 1}, result.stderr
    shown = result.stdout + result.stderr
    assert all(char.isprintable() or char in "\n\t" for char in shown), ascii(shown)[:2_000]


@pytest.mark.whole(every=7)
@pytest.mark.parametrize("args", [("classify",), ("classify", "--json"), ("explain",), ("explain", "--json")])
@pytest.mark.parametrize("name", SHAPES)
def test_what_means_harm_gets_an_answer(tmp_path: Path, name: str, args: tuple[str, ...]) -> None:
    (tmp_path / "a.eml").write_bytes(SHAPES[name](200))
    result = run(*args, str(tmp_path / "a.eml"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.count("a.eml") >= 1
    assert all(char.isprintable() or char == "\n" for char in result.stdout), ascii(result.stdout)[:2_000]


@pytest.mark.parametrize("args", [("classify",), ("classify", "--json"), ("explain",), ("lint",)])
def test_a_file_that_is_not_there_is_one_line(tmp_path: Path, args: tuple[str, ...]) -> None:
    result = run(*args, str(tmp_path / "no\x1bne"))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "no\\ene" in result.stderr
    assert "o such file" in result.stderr


def test_the_run_goes_on_past_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(NASTY["controls"])
    os.mkfifo(tmp_path / "b")
    (tmp_path / "c").symlink_to(tmp_path / "nowhere")
    (tmp_path / "d").write_bytes(b"")
    result = run("classify", "--json", str(tmp_path))
    assert result.exit_code == 2
    assert [Path(json.loads(line)["path"]).name for line in result.stdout.splitlines()] == ["a", "d"]
    assert result.stderr.count("\n") == 2


def test_a_message_of_50_megabytes_gets_an_answer(tmp_path: Path) -> None:
    head = NASTY["controls"].replace(b"\x1b", b"").removesuffix(b"--b--\n")
    big = (
        head
        + b"--b\nContent-Type: message/rfc822\n\nSubject: big\n\n"
        + b"0123456789abcdef" * 65_536 * 50
        + b"\n--b--\n"
    )
    (tmp_path / "big").write_bytes(big)
    assert len(big) > 50_000_000
    result = run("classify", "--json", str(tmp_path / "big"))
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["kind"] == "delivery-status"
    assert answer["recipients"][0]["status"] == "5.1.1"


@pytest.mark.whole
def test_a_big_folder_is_read_one_message_at_a_time(tmp_path: Path) -> None:
    for number in range(3_000):
        (tmp_path / f"{number:05}").touch()
    code = (
        "import sys; from bouncekit.cli import main\ntry: main()\n"
        "finally: print(next(l for l in open('/proc/self/status') if l[:5] == 'VmHWM').split()[1], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "classify", "--json", str(tmp_path)], capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert [Path(json.loads(line)["path"]).name for line in lines] == [f"{number:05}" for number in range(3_000)]
    assert int(done.stderr) < 150_000  # kB


def test_a_real_process_shows_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from bouncekit.cli import main; main()", "decide"]
    done = subprocess.run(command, input=b'{"reverse_path": 1', capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"demo"}))
@pytest.mark.parametrize("name", ["missing", "binary", "folder", "json"])
def test_no_command_shows_a_traceback_whatever_it_is_given(tmp_path: Path, command: str, name: str) -> None:
    (tmp_path / "binary").write_bytes(NASTY["binary"])
    (tmp_path / "json").write_text('[{"a": "\\u001b[31m"}]')
    (tmp_path / "folder").mkdir()
    path = str(tmp_path / name)
    for args in ([], [path], [path, path], ["-"], ["--json", path], ["--key-file", path, "x"], ["check", path]):
        for text in (b"", NASTY["binary"], b"null\n[]\n"):
            result = run(command, *args, text=text)
            assert result.exit_code in {0, 1, 2}, (args, result.stderr, result.exception)
            assert "fault of its own" not in result.stderr
            shown = result.stdout + result.stderr
            assert all(char.isprintable() or char in "\n\t" for char in shown), (args, ascii(shown)[:500])


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_a_help_that_says_something(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 5
    assert "\\b" not in result.stdout


def test_lint_does_not_praise_what_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "lunch.eml"
    path.write_bytes(b"From: kim@c.example\nTo: ann@b.example\nSubject: lunch\n\nhello\n")
    result = CliRunner().invoke(bouncekit, ["lint", str(path)])
    assert (result.exit_code, result.stdout) == (0, f"{path}: no report, so nothing was checked\n")


@pytest.mark.parametrize("args", [("classify", "--rules"), ("decide", "--policy-file"), ("rules", "check")])
def test_a_toml_file_that_is_no_utf8_is_said_to_be_so(args: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"# \xff\n")
    more = (str(path),) if args[0] == "classify" else ()
    result = CliRunner().invoke(bouncekit, [*args, str(path), *more], input="{}")
    assert result.exit_code == 2
    assert result.stderr == f"bouncekit: {path}: is not UTF-8 at octet 2\n"


def test_the_table_names_its_columns_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(b"Subject: hi\n\nhello\n")
    head = CliRunner().invoke(bouncekit, ["classify", str(path)]).stdout.splitlines()[0]
    assert head.split()[-1] == "permanence"
