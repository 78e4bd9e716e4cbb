"""`bouncekit classify` and `bouncekit explain` over the command line."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from bouncekit.cli.classify_cmd import classify
from bouncekit.cli.explain_cmd import explain
from bouncekit.cli.schema_cmd import schema_text
from bouncekit.report.parse import parse
from report.mails import STATUS, dsn, mail
from samples.make_formats import SAMPLES, render
from samples.sample_model import Sample

CAPTURED = Path(__file__).parents[1] / "corpus" / "captured"


def run(*args: str, data: bytes | None = None) -> Result:
    return CliRunner().invoke(classify, list(args), input=data)


def objects(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_keeps_the_contract(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(dsn())
    (tmp_path / "b.eml").write_bytes(mail("hello", subject="hi", sender="kim@c.example"))
    (tmp_path / "c.eml").write_bytes(b"")
    (tmp_path / "d.eml").write_bytes(bytes(range(256)))
    found = objects(run("--json", str(tmp_path)))
    schema = json.loads(schema_text("classify"))
    for each in found:
        jsonschema.validate(each, schema)
    assert [Path(str(o["path"])).name for o in found] == ["a.eml", "b.eml", "c.eml", "d.eml"]
    assert [o["kind"] for o in found] == ["delivery-status", "none", "none", "none"]
    (r,) = found[0]["recipients"]
    assert (r["final"], r["original"], r["action"], r["status"], r["reply"]) == (
        "bob@receiver.example", "b.smith@forward.example", "failed", "5.1.1", "550",
    )  # fmt: skip
    assert (r["reason"], r["sisimai_reason"], r["fault"], r["permanence"]) == (
        "user-unknown", "userunknown", "recipient", "permanent",
    )  # fmt: skip
    assert found[0]["returned"] == {
        "message_id": "<1@sender.example>", "from": "Ann <ann@sender.example>", "to": "Bob <bob@receiver.example>",
        "subject": "Grüße",
    }  # fmt: skip


def test_every_captured_message_keeps_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema_text("classify")))
    paths = [str(p) for p in sorted(CAPTURED.glob("*/*.eml"))]
    found = objects(run("--json", *paths))
    assert [o["path"] for o in found] == paths
    for each in found:
        validator.validate(each)


def test_an_mbox_has_an_object_per_message(tmp_path: Path) -> None:
    box = tmp_path / "box"
    line = b"From MAILER-DAEMON Mon Nov 23 10:00:00 2026\n"
    box.write_bytes(line + dsn() + b"\n" + line + mail("hello", subject="hi", sender="kim@c.example"))
    assert [(o["index"], o["kind"]) for o in objects(run("--json", str(box)))] == [(0, "delivery-status"), (1, "none")]


def test_standard_input_and_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(dsn())
    result = run("--json", str(tmp_path / "nothing"), "-", str(tmp_path / "a.eml"), data=dsn())
    assert [json.loads(line)["path"] for line in result.stdout.splitlines()] == ["-", str(tmp_path / "a.eml")]
    assert result.exit_code == 2
    assert "nothing" in result.stderr
    assert run("--json", str(tmp_path / "nothing")).exit_code == 2


def test_the_table_names_what_bounced() -> None:
    result = run(str(CAPTURED / "postfix" / "rcpt-u511.eml"))
    assert result.exit_code == 0
    assert "u511@sink.test" in result.output
    assert "user-unknown" in result.output
    assert "1 messages: 1 delivery-status" in result.output


def test_only_shows_what_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(dsn())
    (found,) = objects(run("--json", "--only", "delayed", str(tmp_path)))
    assert found["recipients"] == []


HOSTILE = STATUS.replace("bob@receiver", "bob\x1b[31m\u202e@receiver").replace(
    "User unknown", "User \x1b]0;owned\x07unknown"
)


@pytest.mark.parametrize("command", [classify, explain], ids=["classify", "explain"])
def test_nothing_that_a_message_holds_drives_the_terminal(command: object, tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(dsn(HOSTILE, original="Subject: \x1b[2J\u202e\nMessage-ID: <\x9b1@a.example>\n\nhi\n"))
    output = CliRunner().invoke(command, [str(path)]).output  # type: ignore[arg-type]
    assert not [
        c for c in output if c != "\n" and (c < " " or "\x7f" <= c <= "\x9f" or c in "\u202a\u202b\u202c\u202d\u202e")
    ]


def test_explain_shows_each_fact_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(dsn())
    result = CliRunner().invoke(explain, [str(path)])
    assert result.exit_code == 0
    line = dsn().decode().splitlines().index("Status: 5.1.1") + 1
    assert f'line {line}, column 1: "Status: 5.1.1"' in result.output
    for word in ("rfc3464, structured", "user-unknown", "because", "message-id  <1@sender.example>"):
        assert word in result.output


def test_explain_says_what_contradicts_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(dsn().replace(b"Status: 5.1.1", b"Status: 4.2.2").replace(b"550 5.1.1", b"550 4.2.2"))
    output = CliRunner().invoke(explain, [str(path)]).output
    assert "anomaly reply-contradicts-status: reply 550 and status 4.2.2" in output
    assert "anomaly action-contradicts-status: action failed with status 4.2.2" in output


def test_explain_quotes_a_place_once_among_the_facts(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(dsn())
    facts = CliRunner().invoke(explain, [str(path)]).output.partition("    original ")[2]
    assert facts.count('"Diagnostic-Code: smtp; 550') == 1
    line = (
        dsn().decode().splitlines().index("Diagnostic-Code: smtp; 550 5.1.1 <bob@receiver.example>: User unknown") + 1
    )
    assert f"line {line}, column 1, as above" in facts


def test_explain_says_why_a_mail_is_no_bounce(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(mail("hello", subject="hi", sender="kim@c.example"))
    result = CliRunner().invoke(explain, [str(path)])
    assert "none" in result.output.splitlines()[0]
    for rule in ("not-a-report", "sender-is-no-mail-system", "no-words-of-failure"):
        assert rule in result.output


def test_explain_shows_what_is_only_claimed(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(dsn(From="Eve <eve@evil.example>"))
    output = CliRunner().invoke(explain, [str(path)]).output
    assert output.splitlines()[0].endswith(": none")
    assert "claimed, and not believed: bob@receiver.example" in output
    assert 'line 1, column 1: "From: Eve <eve@evil.example>' in output
    found = json.loads(CliRunner().invoke(explain, ["--json", str(path)]).output)
    assert found["recipients"] == []
    assert [(r["final"], bool(r["provenance"])) for r in found["claimed"]] == [("bob@receiver.example", True)]


@pytest.mark.parametrize("sample", SAMPLES[::5], ids=lambda s: s.name)
def test_explain_shows_the_rows_that_spoke_with_their_places(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(render(sample))
    lines = CliRunner().invoke(explain, [str(path)]).output.splitlines()
    for row in (sample.row, *sample.also):
        at = next(i for i, line in enumerate(lines) if line.startswith((f"  because  {row}: ", f"  also     {row}: ")))
        assert lines[at + 1].startswith("           line "), lines[at]


def test_every_fact_has_a_place_unless_a_row_implies_it() -> None:
    messages = [*map(render, SAMPLES), *(p.read_bytes() for p in sorted(CAPTURED.glob("*/*.eml"))[::4])]
    facts = [p for raw in messages for r in parse(raw).recipients for p in r.provenance]
    assert {p.field for p in facts if p.span is None} <= {"action", "reason_hint"}


def test_explain_as_json_has_every_provenance(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(dsn())
    found = json.loads(CliRunner().invoke(explain, ["--json", str(path)]).output)
    fields = {p["field"] for p in found["recipients"][0]["provenance"]}
    assert {"final", "original", "action", "status", "reply", "diagnostic"} <= fields


def test_json_costs_no_import_of_rich(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(dsn())
    code = (
        "import sys; from bouncekit.cli.classify_cmd import classify;"
        f"classify.main(['--json', {str(tmp_path)!r}], standalone_mode=False);"
        "sys.exit('rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
