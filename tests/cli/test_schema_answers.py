"""What the commands really print is what the schemas say."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from bouncekit.cli.main import bouncekit
from bouncekit.cli.schema_cmd import schema_text

CAPTURED = Path(__file__).parent.parent / "corpus" / "captured"


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text(name)))


def faults(name: str, lines: str) -> list[str]:
    check = validator(name)
    return [
        f"{json.loads(line).get('path')}: {error.json_path} {error.message}"
        for line in lines.splitlines()
        for error in check.iter_errors(json.loads(line))
    ]


@pytest.mark.parametrize("mta", sorted(path.name for path in CAPTURED.iterdir() if path.is_dir()))
def test_classify_answers_in_its_schema(mta: str) -> None:
    result = CliRunner().invoke(bouncekit, ["classify", "--json", str(CAPTURED / mta)])
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) == sum(path.is_file() for path in (CAPTURED / mta).rglob("*"))
    assert faults("classify", result.stdout) == []


@pytest.mark.parametrize("mta", sorted(path.name for path in CAPTURED.iterdir() if path.is_dir()))
def test_lint_answers_in_its_schema(mta: str) -> None:
    result = CliRunner().invoke(bouncekit, ["lint", "--json", *map(str, sorted((CAPTURED / mta).glob("*.eml")))])
    assert result.exit_code in {0, 1}, result.stderr
    assert result.stdout
    assert faults("lint", result.stdout) == []


QUERIES: list[dict[str, Any]] = [
    {"reverse_path": "", "recipients": [{"forward_path": "bob@example.net"}]},
    {
        "event": "failed",
        "protocol": "smtp",
        "stage": "data",
        "client": {"ip": "192.0.2.7", "helo": "mx.example.org", "login": None, "trusted_relay": False},
        "reverse_path": "ann@example.org",
        "ret": "HDRS",
        "envid": "one",
        "recipients": [
            {"forward_path": "bob@example.net", "notify": ["FAILURE"], "failure": {"reason": "user-unknown"}},
            {"forward_path": "carol@example.net"},
        ],
        "auth": {
            "headers": "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=ann@example.org",
            "trusted_authserv_ids": ["mx.example.net"],
        },
        "dns": {"domain_exists": True, "null_mx": False, "spf_record": None, "mx": "ok"},
        "content": {"verdict": "clean", "kept": True},
        "own_tokens": [{"kind": "verp", "valid": True}],
        "history": {"already_notified": False},
        "policy": "strict",
    },
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("stage", ["rcpt", "data", "accepted"])
def test_decide_takes_and_gives_what_its_schemas_say(query: dict[str, Any], stage: str) -> None:
    asked = {**query, "stage": stage}
    validator("decide-in").validate(asked)
    result = CliRunner().invoke(bouncekit, ["decide"], input=json.dumps(asked))
    assert result.exit_code == 0, result.stderr
    assert faults("decide-out", result.stdout) == []


@pytest.mark.parametrize("name", ["decide-in", "build"])
def test_a_field_that_is_not_in_the_schema_is_refused_by_both(name: str) -> None:
    minimal = {"reverse_path": "a@example.org", "recipients": [{"forward_path": "b@example.net"}], "bogus": 1}
    assert any("bogus" in error.message for error in validator(name).iter_errors(minimal))
    result = CliRunner().invoke(bouncekit, [name.removesuffix("-in")], input=json.dumps(minimal))
    assert result.exit_code == 2
    assert "bogus" in result.stderr
