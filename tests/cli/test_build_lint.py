"""`bouncekit build` and `bouncekit lint` as programs: forms, exit codes, one line for every mistake."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from bouncekit.cli.main import bouncekit
from bouncekit.cli.schema_cmd import schema_text

REPORT: dict[str, Any] = {
    "reporting_mta": "mx.receiver.example",
    "reverse_path": "ann@sender.example",
    "envid": None,
    "arrival_date": "2026-11-23T10:00:00Z",
    "received_from_mta": None,
    "smtputf8": False,
    "language": "de",
    "postmaster": None,
    "recipients": [
        {
            "final": "bob@receiver.example",
            "original": "rfc822;Bob+40x.example",
            "action": "failed",
            "status": "5.1.1",
            "diagnostic": "550 5.1.1 no such user",
            "remote_mta": "mx.remote.example",
            "last_attempt": None,
            "will_retry_until": None,
            "reason": "user-unknown",
        }
    ],
    "original": {"text": "Subject: x\n\nhello\n"},
    "return": "full",
    "max_bytes": None,
    "now": "2026-11-23T11:00:00+01:00",
    "message_id": "<r1@mx.receiver.example>",
    "boundary": "=_b",
}


def run(*arguments: str, given: bytes | str = b"") -> Result:
    return CliRunner().invoke(bouncekit, list(arguments), input=given)


def changed(where: str | None = None, /, **changes: Any) -> str:
    report = json.loads(json.dumps(REPORT))
    (report["recipients"][0] if where == "recipient" else report).update(changes)
    return json.dumps(report)


def test_build() -> None:
    done = run("build", given=json.dumps(REPORT))
    assert done.exit_code == 0
    assert json.loads(done.stderr) == {
        "mail_from": "",
        "mail_parameters": [],
        "rcpt_to": ["ann@sender.example"],
        "rcpt_parameters": ["NOTIFY=NEVER"],
    }
    assert "Original-Recipient: rfc822; Bob@x.example\n" in done.stdout
    assert b"\r" not in done.stdout_bytes
    again = run("build", "--crlf", given=json.dumps(REPORT))
    assert again.stdout_bytes.replace(b"\r\n", b"\n") == done.stdout_bytes
    assert again.stdout_bytes.count(b"\r\n") == again.stdout_bytes.count(b"\n")


def test_what_is_built_lints_clean_and_what_is_left_out_is_made(tmp_path: Path) -> None:
    (tmp_path / "original").write_bytes(b"Subject: x\n\n--=_b\n")
    for given in (
        changed(now=None, message_id=None, boundary=None, original={"path": str(tmp_path / "original")}),
        changed(now=None, message_id=None, boundary=None, original=None),
    ):
        done = run("build", "--envelope", str(tmp_path / "envelope"), given=given)
        assert done.exit_code == 0
        assert done.stderr == ""
        assert json.loads((tmp_path / "envelope").read_text())["mail_from"] == ""
        assert run("lint", "-", given=done.stdout_bytes).exit_code == 0


BAD: list[tuple[str, str]] = [
    ("input", ""),
    ("input", "[]"),
    ("input", "{"),
    ("reporting_mta", "{}"),
    ("colour", changed(colour=1)),
    ("recipients[0].colour", changed("recipient", colour=1)),
    ("recipients[0].final", changed("recipient", final="a@b.example\r\nX: y")),
    ("recipients[0].final", changed("recipient", final="a" * 65 + "@b.example")),
    ("recipients[0].original", changed("recipient", original="bob@x.example")),
    ("recipients[0].original", changed("recipient", original="rfc822;a\0b")),
    ("recipients[0].diagnostic", changed("recipient", diagnostic="550 a\nb")),
    ("recipients[0].diagnostic", changed("recipient", diagnostic="550 a\0b")),
    ("recipients[0].diagnostic", changed("recipient", diagnostic=550)),
    ("recipients[0].action", changed("recipient", action="bounced")),
    ("recipients[0].status", changed("recipient", status="5.1")),
    ("recipients[0].status", changed("recipient", status="2.1.1")),
    ("recipients[0].reason", changed("recipient", reason="because")),
    ("recipients[0].notify", changed("recipient", notify=["NEVER", "FAILURE"])),
    ("recipients[0].notify", changed("recipient", notify=["SOMETIMES"])),
    ("recipients[0].extensions[0]", changed("recipient", extensions=[["a"]])),
    ("recipients", changed("recipient", notify=["NEVER"])),
    ("recipients", changed(recipients={})),
    ("recipients[0]", changed(recipients=[1])),
    ("reverse_path", changed(reverse_path="")),
    ("reverse_path", changed(reverse_path="a@b.example\nX: y")),
    ("envid", changed(envid="a b")),
    ("envid", changed(envid="a\rb")),
    ("arrival_date", changed(arrival_date="yesterday")),
    ("arrival_date", changed(arrival_date="2026-11-23T10:00:00")),
    ("now", changed(now="2026-11-23T10:00:00")),
    ("return", changed(**{"return": "half"})),
    ("max_bytes", changed(max_bytes="8")),
    ("max_bytes", changed(max_bytes=True)),
    ("smtputf8", changed(smtputf8="no")),
    ("language", changed(language="\x1b[31m")),
    ("reporting_mta", changed(reporting_mta="\ud800")),
    ("original", changed(original={"path": "a", "text": "b"})),
    ("original.path", changed(original={"path": "/nonexistent"})),
    ("original.path", changed(original={"path": "/"})),
    ("boundary", changed(boundary="a\tb")),
    ("boundary", changed(original={"text": "x: y\n\n--=_b\n"})),
    ("message_id", changed(message_id="x")),
]


@pytest.mark.parametrize(("field", "given"), BAD)
def test_a_mistake_is_one_line_that_names_the_field(field: str, given: str) -> None:
    done = run("build", given=given)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert field in done.stderr
    assert "\x1b" not in done.stderr


def test_the_schema_of_build_agrees_with_the_command() -> None:
    schema = json.loads(schema_text("build"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(REPORT, schema)
    for field in schema["properties"]:
        refused = run("build", given=changed(**{field: {"no": "such"}})).stderr
        assert field in refused
        assert "is not a known field" not in refused or field == "original"
    from bouncekit.dsn import codec

    assert set(codec._MESSAGE) == set(schema["properties"])
    assert set(codec._RECIPIENT) == set(schema["properties"]["recipients"]["items"]["properties"])


BROKEN = b"From: <>\nContent-Type: multipart/report; boundary=b\n\n--b\n\nhi\n--b\nContent-Type: message/delivery-status\n\nA: b\n--b--\n"


def test_lint_json_and_exit_codes(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(BROKEN)
    (tmp_path / "b.eml").write_bytes(b"Subject: hi\n\nhello\n")
    done = run("lint", "--json", str(tmp_path))
    assert done.exit_code == 1
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    schema = json.loads(schema_text("lint"))
    for line in lines:
        jsonschema.validate(line, schema)
    assert [len(line["findings"]) > 3 for line in lines] == [True, False]
    assert run("lint", str(tmp_path / "b.eml")).exit_code == 0
    assert run("lint", str(tmp_path / "none.eml")).exit_code == 2
    assert run("lint").exit_code == 2


def test_lint_for_people_cannot_drive_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(
        BROKEN.replace(b"A: b", b"\x1b[31mA: b\nReporting-MTA: \x1b[31m\nAction: \xe2\x80\xae")
    )
    done = run("lint", str(tmp_path / "a.eml"))
    assert done.exit_code == 1
    assert "\x1b[31m" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "missing-reporting-mta" in done.stdout or "untyped-reporting-mta" in done.stdout


def test_lint_sarif_and_junit(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(BROKEN)
    log = json.loads(run("lint", "--sarif", str(tmp_path)).stdout)
    assert log["version"] == "2.1.0"
    assert {r["ruleId"] for r in log["runs"][0]["results"]} >= {"report-type", "missing-reporting-mta"}
    assert run("lint", "--junit", str(tmp_path)).stdout.startswith("<?xml")


def test_lint_fix_writes_elsewhere(tmp_path: Path) -> None:
    built = run("build", given=json.dumps(REPORT)).stdout_bytes.replace(b"auto-replied", b"auto-generated")
    (tmp_path / "a.eml").write_bytes(built)
    assert run("lint", "--fix", str(tmp_path / "out"), str(tmp_path / "a.eml")).exit_code == 1
    assert (tmp_path / "a.eml").read_bytes() == built
    assert run("lint", str(tmp_path / "out" / "a.eml")).exit_code == 0


def test_lint_transcript() -> None:
    assert run("lint", "--transcript", "-", given=b"C: MAIL FROM:<>\nC: RCPT TO:<a@b.example>\n").exit_code == 0
    done = run("lint", "--transcript", "--json", "-", given=b"MAIL FROM:<x@y.example> RET=FULL\n")
    assert done.exit_code == 1
    assert [f["rule"] for f in json.loads(done.stdout)["findings"]] == ["transcript-sender-not-null", "transcript-ret"]
