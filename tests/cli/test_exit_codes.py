"""One rule for exit codes, whatever becomes of the streams: 70 is a fault of bouncekit, and none of this is one."""

import json
import subprocess
import sys
import xml.dom.minidom
from pathlib import Path

import pytest
from click.testing import CliRunner

from bouncekit.cli.main import COMMANDS, bouncekit

DSN = (
    "Return-Path: <>\r\nFrom: MAILER-DAEMON@relay.example\r\nSubject: Undelivered Mail\r\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nfailed\r\n"
    "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n"
    "Final-Recipient: rfc822; v@example.net\r\nAction: f\uffffailed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
)
QUESTION = b'{"reverse_path":"a@example.org","recipients":[{"forward_path":"c@example.net"}]}\n'
SECRET = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "m.eml").write_bytes(DSN.encode())
    (tmp_path / "k").write_text(SECRET)
    (tmp_path / "q.json").write_bytes(QUESTION)
    (tmp_path / "r.toml").write_text("")
    (tmp_path / "s.jsonl").write_bytes(b'{"mta":"bounced","transaction":' + QUESTION.strip() + b"}\n")
    return tmp_path


# command, standard input, exit code when all is well
RUNS = (
    (("--help",), None, 0),
    (("classify", "m.eml"), None, 0),
    (("classify", "--json", "m.eml"), None, 0),
    (("explain", "m.eml"), None, 0),
    (("lint", "m.eml"), None, 1),
    (("lint", "--sarif", "m.eml"), None, 1),
    (("lint", "--junit", "m.eml"), None, 1),
    (("decide",), "q.json", 0),
    (("decide", "--jsonl"), "q.json", 0),
    (("shadow", "s.jsonl"), None, 0),
    (("sign", "batv", "ann@example.org", "--key-file", "k"), None, 0),
    (("check", "ann@example.org", "--key-file", "k"), None, 1),
    (("rules", "check", "r.toml"), None, 0),
    (("schema",), None, 0),
)


def shell(script: str, args: tuple[str, ...], folder: Path) -> subprocess.CompletedProcess[bytes]:
    command = ["sh", "-c", script, "sh", sys.executable, "-m", "bouncekit", *args]
    return subprocess.run(command, cwd=folder, capture_output=True, timeout=60, check=False)


@pytest.mark.parametrize(("args", "stdin", "code"), RUNS, ids=lambda v: " ".join(v) if isinstance(v, tuple) else None)
def test_streams_that_are_closed_or_full(folder: Path, args: tuple[str, ...], stdin: str | None, code: int) -> None:
    source = f"<{stdin}" if stdin else "</dev/null"
    script = (
        f'"$@" {source} >&-; echo closed=$? >&2; "$@" {source} >/dev/full; echo full=$? >&2; '
        f'"$@" {source} 2>&- >/dev/null; echo silent=$? >&2; '
        f'("$@" {source}; echo unread=$? >&3) 3>&2 | true'
    )
    said = shell(script, args, folder).stderr.decode()
    assert "closed=2" in said, said
    assert "full=2" in said, said
    assert f"silent={code}" in said, said
    assert "unread=141" in said or f"unread={code}" in said, said  # what fits the pipe before it closes is written
    assert "Traceback" not in said
    assert "Exception ignored" not in said


@pytest.mark.parametrize(
    "args",
    [("classify", "-"), ("explain", "-"), ("lint", "-"), ("decide",), ("decide", "--jsonl"), ("build",)],
    ids=" ".join,
)
def test_a_closed_stdin_is_an_input_that_cannot_be_read(folder: Path, args: tuple[str, ...]) -> None:
    run = shell('"$@" <&-', args, folder)
    assert (run.returncode, run.stderr.count(b"\n")) == (2, 1), run.stderr


@pytest.mark.parametrize(
    "args", [("classify", "big"), ("classify", "--json", "big"), ("lint", "big"), ("explain", "m.eml")], ids=" ".join
)
def test_who_stops_reading_ends_the_run_with_141(folder: Path, args: tuple[str, ...]) -> None:
    with (folder / "big").open("wb") as out:
        for _ in range(800):
            out.write(b"From a@example.org Mon Nov 23 12:00:00 2026\n" + DSN.encode().replace(b"\r\n", b"\n") + b"\n")
    (folder / "m.eml").write_bytes((folder / "big").read_bytes())
    said = shell('("$@"; echo code=$? >&2) | head -1', args, folder).stderr.decode()
    assert said == "code=141\n"


def run(*args: str, stdin: bytes | str = b"") -> tuple[int, str, str]:
    got = CliRunner().invoke(bouncekit, list(args), input=stdin)
    return got.exit_code, got.stdout, got.stderr


BAD = "x\udcff\ud800"


@pytest.mark.parametrize(
    "args",
    [
        ("classify", BAD), ("explain", BAD), ("lint", BAD), ("lint", "--junit", BAD), ("domain", BAD), ("shadow", BAD),
        ("decide", "--policy-file", BAD), ("sign", "batv", f"{BAD}@example.org", "--key-file", "k"), ("schema", BAD),
        ("sign", "srs", f"{BAD}@example.org", "--forwarder", "f.example", "--key-file", "k"), ("rules", "check", BAD),
        ("sign", "verp", "n@example.org", "--recipient", f"{BAD}@example.org", "--key-file", "k"), (BAD,),
        ("sign", "message-id", f"{BAD}@example.org", "--key-file", "k"), ("sign", "batv", "a@example.org", "--key-file", BAD),
        ("sign", "batv", "a@example.org", "--key-file", "k", "--now", BAD), ("build", "--envelope", BAD),
        ("classify", "a\0b"), ("sign", "batv", "a@example.org", "--key-file", "a\0b"), ("decide", "--policy-file", "a\0b"),
        ("rules", "check", "a\0b"), ("shadow", "a\0b"), ("demo", "--load", "9" * 6000), ("classify", "--rules", "a\0b", "m.eml"),
    ],
    ids=ascii,
)  # fmt: skip
def test_arguments_that_are_no_text(folder: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]) -> None:
    monkeypatch.chdir(folder)
    code, _, said = run(*args, stdin=QUESTION)
    assert code == 2, said
    assert "\x1b" not in said
    said.encode()


@pytest.mark.parametrize(
    "value", [BAD + "@example.org", f"<{BAD}@example.org>", f"prvs=1234abcdef={BAD}@example.org"], ids=ascii
)
def test_a_token_of_odd_characters_is_checked_or_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.chdir(folder)
    assert run("check", value, "--key-file", "k")[0] in (1, 2)


@pytest.mark.parametrize(
    "text",
    [
        '{"reverse_path": "a@example.org", "recipients": [{"forward_path": "\\ud800@example.net"}]}',
        '{"reverse_path": "\\udfff@example.org", "recipients": [{"forward_path": "c@example.net"}]}',
        '{"reverse_path": "a@example.org", "recipients": [{"forward_path": "c@example.net"}], "auth": {"headers": "\\ud800", "trusted_authserv_ids": ["x"]}}',
        '{"reverse_path": "a@example.org", "recipients": [{"forward_path": "c@example.net"}], "deferred_seconds": ' + "9" * 6000 + "}",
        '{"reverse_path": "a@example.org", "recipients": [{"forward_path": "c@example.net"}], "deferred_seconds": 1e999}',
        '{"reverse_path": "a@example.org", "reverse_path": "b@example.org", "recipients": []}',
        "[" * 100_000,
        '{"a": ' * 50_000,
        "\udcff",
    ],
    ids=range(9),
)  # fmt: skip
def test_one_bad_line_has_its_error_and_the_next_its_answer(text: str) -> None:
    code, out, _ = run("decide", "--jsonl", stdin=QUESTION + text.encode("utf-8", "surrogateescape") + b"\n" + QUESTION)
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert ["error" in line for line in lines] == [False, True, False]


def test_octets_that_are_no_utf8_in_a_peers_text_do_not_lose_the_decision() -> None:
    question = json.loads(QUESTION)
    question["recipients"][0]["failure"] = {"diagnostic": "bo\udcefte pleine"}
    question["auth"] = {"headers": "Subject: caf\udce9\r\n", "trusted_authserv_ids": ["mx.example"]}
    code, out, said = run("decide", stdin=json.dumps(question).encode())
    assert code == 0, said
    assert json.loads(out)["verdict"]


@pytest.mark.parametrize(
    "toml",
    ["defer_seconds = " + "9" * 6000, "[settings]\nreceived_limit = 0x" + "f" * 6000, "[settings]\ndkim_age_days = 1e999",
     "[settings]\ndkim_age_days = nan", "a = " + "[" * 5000, "a = 1979-02-30", 'name = "\\ud800"',
     '[[content]]\ngrade = "FAIR"\nreturn = []'],
    ids=range(8),
)  # fmt: skip
def test_a_policy_file_that_is_no_policy(folder: Path, toml: str) -> None:
    (folder / "p.toml").write_text('name = "m"\ncites = "c"\n' + toml if "[" in toml[:2] else toml)
    for args in (("decide", "--policy-file", str(folder / "p.toml")), ("rules", "check", str(folder / "p.toml"))):
        code, _, said = run(*args, stdin=QUESTION)
        assert (code, said.count("\n")) == (2, 1), said


def test_junit_is_xml_in_any_encoding(folder: Path) -> None:
    run_ = subprocess.run(
        [sys.executable, "-m", "bouncekit", "lint", "--junit", "m.eml"],
        cwd=folder, env={"PYTHONIOENCODING": "latin-1", "PATH": "/usr/bin:/bin"}, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert xml.dom.minidom.parseString(run_.stdout).documentElement
    assert run_.stdout.isascii()


@pytest.mark.parametrize("paths", [("m.eml", "nosuch"), ("nosuch", "m.eml"), ("nosuch",)], ids=" ".join)
@pytest.mark.parametrize(
    "command", [("classify",), ("classify", "--json"), ("lint",), ("lint", "--junit")], ids=" ".join
)
def test_what_could_not_be_read_is_2_and_the_rest_is_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], paths: tuple[str, ...]
) -> None:
    monkeypatch.chdir(folder)
    code, out, said = run(*command, *paths)
    assert code == 2
    assert "nosuch" in said
    assert ("m.eml" in out) == ("m.eml" in paths)


def test_the_command_alone_is_its_help() -> None:
    for args in ((), ("rules",)):
        code, out, said = run(*args)
        assert (code, said) == (0, "")
        assert out.startswith("Usage:")
        assert "\\n" not in out
    assert run("-V")[0] == 0


@pytest.mark.parametrize(("typed", "meant"), [("classfy", "classify"), ("lnt", "lint"), ("decied", "decide")])
def test_a_command_that_was_meant(typed: str, meant: str) -> None:
    code, _, said = run(typed)
    assert code == 2
    assert f"Did you mean '{meant}'?" in said
    assert "Did you mean" not in run("zzzzzz")[2]


def test_every_command_names_its_exit_codes() -> None:
    for name in COMMANDS:
        code, out, _ = run(name, "--help")
        assert code == 0
        assert out.startswith("Usage:")


def test_interrupted_in_the_demo_at_once(folder: Path) -> None:
    script = '"$@" & p=$!; sleep 1.5; kill -INT $p; wait $p; echo code=$? >&2'
    run_ = subprocess.run(
        ["bash", "-c", "set -m; " + script, "sh", sys.executable, "-m", "bouncekit", "demo", "--load", "20"],
        cwd=folder, capture_output=True, timeout=20, check=False,
    )  # fmt: skip
    assert b"code=130" in run_.stderr, run_.stderr
    assert b"Traceback" not in run_.stderr
