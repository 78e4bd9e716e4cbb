"""`bouncekit decide` as a program."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bouncekit.cli.main import bouncekit
from strategies.policy import SPF_PASS, question, rcpt


def run(*args: str, stdin: str | bytes) -> Result:
    return CliRunner().invoke(bouncekit, ["decide", *args], input=stdin)


def test_one_transaction() -> None:
    result = run(stdin=json.dumps(question(auth=SPF_PASS)))
    assert result.exit_code == 0
    out = json.loads(result.stdout)
    assert out["verdict"] == "send"
    assert out["notice"]["to"] == "ann@example.org"


def test_explained() -> None:
    result = run("--explain", stdin=json.dumps(question()))
    assert result.exit_code == 0
    assert result.stdout.startswith("SUPPRESS: failed notice to ann@example.org (policy balanced)\n")
    assert "unproven forbids" in result.stdout


def test_a_stream_is_answered_line_by_line_and_a_bad_line_by_its_number() -> None:
    lines = [json.dumps(question(stage=stage)) for stage in ("rcpt", "nowhere", "accepted")]
    result = run("--jsonl", stdin="\n".join([*lines, "", "{", json.dumps(question(auth=SPF_PASS))]))
    assert result.exit_code == 2
    out = [json.loads(line) for line in result.stdout.splitlines()]
    assert [o.get("verdict") for o in out] == ["reject", None, "suppress", None, "send"]
    assert out[1]["error"] == {"line": 2, "field": "stage", "fault": "must be one of rcpt, data, accepted"}
    assert out[3]["error"]["line"] == 5
    assert len(result.stderr.splitlines()) == 2
    assert result.stderr.startswith("bouncekit: line 2: stage: must be one of")


@pytest.mark.parametrize(
    ("stdin", "named"),
    [
        ("", "input"),
        ("{", "input"),
        ("[]", "input"),
        (b"\xff\xfe", "input"),
        ('{"reverse_path": "", "reverse_path": ""}', "reverse_path"),
        (json.dumps(question(recipients=rcpt(notify=["NEVER", "DELAY"]))), "recipients[0].notify"),
        (json.dumps(question(reverse_path="a\r\nb@example.org")), "reverse_path"),
        (json.dumps(question(envid="+00")), "envid"),
        (json.dumps(question(unknown=1)), "unknown"),
        (
            json.dumps(question(recipients=rcpt(failure={"diagnostic": "\x1b]0;x\x07"}))),
            "recipients[0].failure.diagnostic",
        ),
        ('{"deferred_seconds": 1' + "0" * 5000 + "}", "input"),
        ("[" * 100_000, "input"),
    ],
)
def test_bad_input_is_one_line_that_names_the_field(stdin: Any, named: str) -> None:
    result = run(stdin=stdin)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"bouncekit: {named}")
    assert len(result.stderr.splitlines()) == 1
    assert "\x1b" not in result.stderr


def test_explain_and_jsonl_exclude_each_other() -> None:
    assert run("--explain", "--jsonl", stdin="").exit_code == 2
