"""`bouncekit shadow`, on a log that the adapter wrote."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bouncekit.adapters.shadow import ShadowLog
from bouncekit.cli.main import bouncekit
from bouncekit.errors import AdapterError, InvalidValueError
from strategies.policy import DKIM, SPF_PASS, question


def run(*args: str) -> Result:
    return CliRunner().invoke(bouncekit, ["shadow", *args])


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "shadow.jsonl"
    with ShadowLog(path) as out:
        out.record("bounced", question(), at="2026-11-23T10:00:00Z")
        out.record("bounced", question(reverse_path=""))
        out.record("bounced", question(auth=SPF_PASS))
        out.record("dropped", question(auth=DKIM))
        out.record("refused", question(stage="rcpt"))
    return path


def test_the_difference(log: Path) -> None:
    out: dict[str, Any] = json.loads(run(str(log), "--json").stdout)
    assert (out["lines"], out["same"], out["not_read"]) == (5, 2, 0)
    assert {(r["mta"], r["verdict"]): r["count"] for r in out["table"]} == {
        ("bounced", "suppress"): 2, ("bounced", "send"): 1, ("dropped", "send"): 1, ("refused", "reject"): 1,
    }  # fmt: skip
    assert out["bounces_kept_back_by"] == {"unproven": 1, "H01": 1}
    assert out["examples"]["dropped → send"] == ["line 4"]
    text = run(str(log)).stdout
    assert text.startswith("5 transactions, 2 decided as the MTA did, 0 lines not read\n")


def test_bad_lines_are_named_and_the_others_count(log: Path) -> None:
    with log.open("a", encoding="utf-8") as out:
        out.write(
            '{"mta": "exploded", "transaction": {}}\n[]\n{"x": 1}\n{"mta": "bounced", "transaction": {"x": 1}}\n{\n'
        )
    result = run(str(log), "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["not_read"] == 5
    lines = result.stderr.splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("bouncekit: line 6: mta: must be one of bounced")


def test_with_a_policy_of_ones_own(log: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('name = "mine"\nbase = "relay"\ncites = "a test"\n', encoding="utf-8")
    out = json.loads(run(str(log), "--json", "--policy-file", str(policy)).stdout)
    assert {(r["mta"], r["verdict"]) for r in out["table"]} >= {("bounced", "suppress"), ("dropped", "suppress")}
    decided = CliRunner().invoke(
        bouncekit, ["decide", "--explain", "--policy-file", str(policy)], input=json.dumps(question(auth=DKIM))
    )
    assert decided.stdout.startswith("SUPPRESS: failed notice to ann@example.org (policy mine)")


@pytest.mark.parametrize("args", [["/no/such/file"], ["/"], ["-", "--policy-file", "/no/such/file"]])
def test_mistakes_are_one_line(args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_the_log_takes_only_what_can_be_judged(tmp_path: Path) -> None:
    log = ShadowLog(tmp_path / "x.jsonl")
    with pytest.raises(AdapterError):
        log.record("bounced", question())
    with log, pytest.raises(InvalidValueError):
        log.record("exploded", question())
    with log, pytest.raises(InvalidValueError):
        log.record("bounced", question(unknown=1))
    with pytest.raises(AdapterError), ShadowLog(tmp_path):
        pass
