"""Rows out of TOML: what they say, and every mistake named."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bouncekit.adapters.rules_toml import load_rules, read_rules
from bouncekit.classify import Classifier, classify
from bouncekit.classify.check import FindingKind, check_rows
from bouncekit.cli.main import bouncekit
from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.rules.reply_model import PhraseRow
from bouncekit.vocabulary import Fault, Permanence, Reason

GOOD = """
[[rule]]
id = "acme-quota"
reason = "mailbox-full"
phrases = ["storage allotment ... used up"]
statuses = ["5.7.x"]
permanence = "transient"
source = "ticket 4711"
sample = "550 5.7.9 storage allotment of bob used up"

[[rule]]
id = "acme-greeting"
reason = "blocked"
replies = [554]
hosts = ["MX.acme.example"]
fault = "policy"
"""


def row(body: str) -> PhraseRow:
    return read_rules(f'[[rule]]\nid = "r"\nreason = "blocked"\n{body}')[0]


def test_rows_bind_before_ours() -> None:
    reply = "550 5.7.9 storage allotment of bob used up: message rejected as spam"
    assert classify(reply).reason is Reason.SPAM_DETECTED
    answer = Classifier(read_rules(GOOD)).classify(reply)
    assert (answer.reason, answer.fault, answer.permanence) == (
        Reason.MAILBOX_FULL,
        Fault.RECIPIENT,
        Permanence.TRANSIENT,
    )
    assert answer.because[0].rule == "acme-quota"
    assert "en-spam-detected" in {b.rule for b in answer.also}


def test_a_row_of_a_host() -> None:
    answer = Classifier(read_rules(GOOD)).classify("host mx.acme.example[192.0.2.9] said: 554 no")
    assert (answer.because[0].rule, answer.fault) == ("acme-greeting", Fault.POLICY)


def test_a_row_of_a_code_alone() -> None:
    own = Classifier(read_rules('[[rule]]\nid = "odd"\nreason = "filtered"\nstatuses = ["5.9.x"]'))
    assert own.classify("550 5.9.3 no").because[0].rule == "odd"
    assert own.classify("550 5.1.1 no").because[0].rule != "odd"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[[rule]", "rules"),
        ("rule = 3", "rule"),
        ('[[rules]]\nid = "a"', "rules"),
        ('[[rule]]\nreason = "blocked"\nphrases = ["x y"]', "rule[0]: id"),
        ('[[rule]]\nid = "a"\nphrases = ["x y"]', "rule a: reason"),
        ('[[rule]]\nid = "a"\nreason = "hard"\nphrases = ["x y"]', "rule a: reason"),
        ('[[rule]]\nid = "a"\nreason = "blocked"', "rule a"),
        ('[[rule]]\nid = "a"\nreason = "blocked"\nphrase = ["x y"]', "rule a: phrase"),
        ('[[rule]]\nid = "a"\nreason = "blocked"\nphrases = "x y"', "rule a: phrases"),
        ('[[rule]]\nid = "a"\nreason = "blocked"\nphrases = ["..."]', "rule a: phrases"),
        ('[[rule]]\nid = "a"\nreason = "blocked"\nreplies = [999]', "rule a: replies"),
        ('[[rule]]\nid = "a"\nreason = "blocked"\nstatuses = ["5.1"]', "rule a: statuses"),
        ('[[rule]]\nid = "a"\nreason = "blocked"\nphrases = ["x y"]\ncommands = ["VRFY"]', "rule a: commands"),
        ('[[rule]]\nid = "a"\nreason = "blocked"\nphrases = ["x y"]\nfault = "ours"', "rule a: fault"),
        ('[[rule]]\nid = "a"\nreason = "blocked"\nphrases = ["x y"]\nhost_only = 1', "rule a: host_only"),
    ],
)
def test_every_mistake_names_its_field(text: str, named: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        read_rules(text)
    assert caught.value.field == named


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(AdapterError):
        load_rules(tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(AdapterError):
        load_rules(tmp_path / "binary.toml")


@pytest.mark.whole(every=4)
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('phrases = ["never in the sample"]\nsample = "550 something else"', FindingKind.UNUSED),
        ('phrases = ["ip is blocked"]\nsample = "554 your IP is blocked"', FindingKind.REDUNDANT),
        ('phrases = ["no way"]', FindingKind.NO_SAMPLE),
        ('phrases = ["no"]\nsample = "554 no"', FindingKind.COSTLY),
        ('phrases = ["the ... ip"]\nsample = "554 the other ip"', FindingKind.COSTLY),
        ('phrases = ["message"]\nsample = "554 message"', FindingKind.COSTLY),
        (
            'phrases = ["go away"]\nhosts = ["mx.example.org"]\nhost_only = true\nsample = "554 stay"',
            FindingKind.UNUSED,
        ),
        ('phrases = ["go away"]\nhost_only = true\nsample = "554 go away"', FindingKind.UNUSED),
        ('statuses = ["5.9.x"]\nsample = "550 5.8.1 no"', FindingKind.UNUSED),
    ],
)
def test_what_is_wrong_with_one_row(body: str, kind: FindingKind) -> None:
    assert kind in {f.kind for f in check_rows((row(body),))}


@pytest.mark.whole(every=5)
@pytest.mark.parametrize(
    "body",
    [
        'phrases = ["crocodile guard"]\nsample = "554 crocodile guard"',
        'phrases = ["crocodile guard"]\ncommands = ["DATA"]\nsample = "554 crocodile guard"',
        'phrases = ["guard"]\nhosts = ["mx.example.org"]\nhost_only = true\nsample = "554 the guard"',
        'hosts = ["mx.example.org"]\nreplies = [554]\nsample = "554 no"',
        'statuses = ["5.9.x"]\nsample = "550 5.9.1 no"',
    ],
)
def test_a_row_that_does_what_it_says_is_praised_wherever_it_speaks(body: str) -> None:
    assert check_rows((row(body),)) == ()


def test_an_ambiguous_row_is_told_with_the_rows_that_speak_too() -> None:
    text = "550 the crocodile ate the letter"
    one = PhraseRow(id="one", reason=Reason.SPAM_DETECTED, phrases=("crocodile ate",), sample=text)
    two = PhraseRow(id="two", reason=Reason.BLOCKED, phrases=("ate the letter",), sample=text)
    told = {f.rule: f.text for f in check_rows((one, two)) if f.kind is FindingKind.AMBIGUOUS}
    assert told == {
        "one": "its sample is also read by two, for another reason",
        "two": "its sample is also read by one, for another reason",
    }
    done = PhraseRow(id="done", reason=Reason.UNKNOWN, phrases=("crocodile",), sample="250 2.0.0 crocodile")
    assert [f.text for f in check_rows((done,))] == ["its sample is read as delivered, by action-done"]


def test_what_is_wrong_between_rows() -> None:
    text = "550 the crocodile ate the letter"
    one = PhraseRow(id="one", reason=Reason.SPAM_DETECTED, phrases=("crocodile ate",), sample=text)
    two = PhraseRow(id="two", reason=Reason.BLOCKED, phrases=("ate the letter",), sample=text)
    inside = PhraseRow(id="inside", reason=Reason.SPAM_DETECTED, phrases=("the crocodile ate the",), sample=text)
    kinds = {(f.rule, f.kind) for f in check_rows((one, two, inside, one))}
    assert ("two", FindingKind.AMBIGUOUS) in kinds
    assert ("inside", FindingKind.SHADOWED) in kinds
    assert ("one", FindingKind.DUPLICATE_ID) in kinds
    assert (
        check_rows(
            (PhraseRow(id="fine", reason=Reason.BLOCKED, phrases=("crocodile guard",), sample="554 crocodile guard"),)
        )
        == ()
    )


def test_the_command(tmp_path: Path) -> None:
    good, bad, wrong = tmp_path / "good.toml", tmp_path / "bad.toml", tmp_path / "wrong.toml"
    good.write_text(GOOD)
    bad.write_text('[[rule]]\nid = "a"\nreason = "blocked"\nphrases = ["never"]\nsample = "550 else"')
    wrong.write_text('[[rule]]\nid = "a"\nreason = "hard"\nphrases = ["x y"]')
    run = CliRunner()
    answer = run.invoke(bouncekit, ["rules", "check", str(good)])
    assert (answer.exit_code, answer.stdout.splitlines()[-1][:16]) == (0, "2 rows, 0 errors")
    answer = run.invoke(bouncekit, ["rules", "check", str(bad)])
    assert answer.exit_code == 1
    assert "error: a: unused" in answer.stdout
    answer = run.invoke(bouncekit, ["rules", "check", str(wrong)])
    assert answer.exit_code == 2
    assert len(answer.stderr.splitlines()) == 1
    assert "rule a: reason" in answer.stderr


def test_the_command_classify_reads_rows_of_ones_own(tmp_path: Path) -> None:
    rows, message = tmp_path / "rows.toml", tmp_path / "dsn.eml"
    rows.write_text('[[rule]]\nid = "mine"\nreason = "rate-limited"\nphrases = ["the crocodile"]')
    message.write_text(
        "From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        "Final-Recipient: rfc822; bob@receiver.example\nAction: failed\nStatus: 4.2.2\n"
        "Diagnostic-Code: smtp; 452 4.2.2 the crocodile\n\n--b--\n"
    )
    run = CliRunner()
    (without,) = map(json.loads, run.invoke(bouncekit, ["classify", "--json", str(message)]).stdout.splitlines())
    answer = run.invoke(bouncekit, ["classify", "--json", "--rules", str(rows), str(message)])
    (mine,) = map(json.loads, answer.stdout.splitlines())
    assert [a["recipients"][0]["reason"] for a in (without, mine)] == ["mailbox-full", "rate-limited"]
    assert "action-contradicts-status" in {a["id"] for a in mine["anomalies"]}
    rows.write_text("[[rule]]")
    answer = run.invoke(bouncekit, ["classify", "--json", "--rules", str(rows), str(message)])
    assert (answer.exit_code, answer.stdout, len(answer.stderr.splitlines())) == (2, "", 1)
