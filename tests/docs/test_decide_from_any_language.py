"""The transactions of docs/how-to/decide-from-any-language.md through the command, with what a hostile peer could put in."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from docs.snippets import environment, save

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "decide-from-any-language.md"


@pytest.fixture
def transaction(tmp_path: Path) -> dict[str, Any]:
    save(PAGE, tmp_path)
    found: dict[str, Any] = json.loads((tmp_path / "transaction.json").read_text("utf-8"))
    return found


def decide(folder: Path, lines: list[bytes]) -> tuple[int, list[dict[str, Any]]]:
    done = subprocess.run(
        ["bouncekit", "decide", "--jsonl"],
        input=b"\n".join(lines) + b"\n", cwd=folder, env=environment(folder), check=False, capture_output=True, timeout=60,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def line(transaction: dict[str, Any], **changed: Any) -> bytes:
    return json.dumps({**transaction, **changed}).encode()


def spf(transaction: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {"spf": [transaction["auth"]["spf"][0] | changed]}


def test_only_the_proven_sender_is_told(transaction: dict[str, Any], tmp_path: Path) -> None:
    without = {name: value for name, value in transaction.items() if name != "auth"}
    lines = [
        line(transaction),
        line(without),
        line(transaction, auth=None),
        line(transaction, auth=spf(transaction, result="fail")),
        line(transaction, auth=spf(transaction, result="temperror")),
        line(transaction, auth=spf(transaction, domain="example.com")),
        line(transaction, auth=spf(transaction, identity="helo")),
        line(transaction, reverse_path="victim@example.com"),
        line(transaction, reverse_path=""),
        line(transaction, reverse_path="<>"),
        line(transaction),
    ]
    code, answers = decide(tmp_path, lines)
    assert (code, len(answers)) == (0, len(lines))
    assert [answer["verdict"] for answer in answers] == ["send", *["suppress"] * 3, "defer", *["suppress"] * 5, "send"]
    assert {answer["notice"]["to"] for answer in answers if answer["notice"]} == {"ann@example.org"}


def test_a_bad_line_is_answered_in_its_place_and_decides_nothing(transaction: dict[str, Any], tmp_path: Path) -> None:
    bad = [
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"stage": "accepted"}',
        line(transaction, auht={}),
        line(transaction, stage="ACCEPTED"),
        line(transaction, reverse_path="a\r\nb@example.org"),
        line(transaction, recipients=[]),
        line(transaction, auth={"spf": [{"result": "passed", "identity": "mailfrom", "domain": "example.org"}]}),
        b'{"stage": "accepted", ' + line(transaction)[1:],
        b"[" * 5000,
    ]
    lines = [part for one in bad for part in (one, line(transaction))]
    code, answers = decide(tmp_path, lines)
    assert (code, len(answers)) == (2, len(lines))
    for number, answer in enumerate(answers, 1):
        if number % 2:
            assert set(answer) == {"error"}, answer
            assert answer["error"]["line"] == number
        else:
            assert answer["verdict"] == "send"
