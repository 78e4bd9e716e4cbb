"""Duties of those who write reports that a whole decision or a parameter shows."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from bouncekit.classify import classify
from bouncekit.cli.main import bouncekit
from bouncekit.codes import EnhancedStatus
from bouncekit.dsn import DeliveryReport, RecipientReport, build, lint
from bouncekit.errors import InvalidValueError
from bouncekit.report.parse import parse
from bouncekit.transaction import ByMode, DeliverBy, Ret
from bouncekit.vocabulary import Action, Fault, Permanence
from strategies.dsn import BOUNDARY, MESSAGE_ID, NOW


def decide(**changes: Any) -> Any:
    transaction = {
        "event": "disposition",
        "stage": "accepted",
        "reverse_path": "ann@sender.example",
        "recipients": [{"forward_path": "bob@here.example"}],
        **changes,
    }
    return CliRunner().invoke(bouncekit, ["decide"], input=json.dumps(transaction))


@pytest.mark.rfc("RFC8098-2.1-03", "RFC3464-2-08")
@pytest.mark.parametrize("event", ["disposition", "failed"])
def test_nobody_is_notified_twice(event: str) -> None:
    once = json.loads(decide(event=event, history={"already_notified": False}).stdout)
    twice = json.loads(decide(event=event, history={"already_notified": True}).stdout)
    assert "H09" not in once["recipients"][0]["because"]
    assert "H09" in twice["recipients"][0]["because"]
    assert twice["verdict"] == "suppress"


@pytest.mark.rfc("RFC3461-4.3-01")
def test_ret_is_full_or_hdrs() -> None:
    assert {ret.value for ret in Ret} == {"FULL", "HDRS"}
    for ret in ("FULL", "HDRS"):
        assert decide(ret=ret).exit_code == 0
    refused = decide(ret="HALF")
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "ret" in refused.stderr


@pytest.mark.rfc("RFC2852-4-01", "RFC2852-4-02")
@pytest.mark.parametrize(
    ("text", "seconds", "mode", "trace"),
    [
        ("120;R", 120, ByMode.RETURN, False),
        ("+9;nt", 9, ByMode.NOTIFY, True),
        ("-999999999;N", -999_999_999, ByMode.NOTIFY, False),
        ("0;N", 0, ByMode.NOTIFY, False),
    ],
)
def test_by(text: str, seconds: int, mode: ByMode, trace: bool) -> None:
    assert DeliverBy.parse(text) == DeliverBy(seconds=seconds, mode=mode, trace=trace)


@pytest.mark.rfc("RFC2852-4-01", "RFC2852-4-02")
@pytest.mark.parametrize(
    "text", ["", "120", "120;", "120;X", "1234567890;R", "12 ;R", "120;RT\r\n", "0;R", "-5;R", "٣;R"]
)
def test_by_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"^(by|deliver_by\.seconds): "):
        DeliverBy.parse(text)


@pytest.mark.rfc("RFC5429-2.1.1-02")
def test_a_reason_outside_ascii_becomes_an_ascii_reply_within_the_limits() -> None:
    failure = {
        "reason": "content-rejected",
        "reply": "550",
        "status": "5.7.1",
        "diagnostic": "Größe und Grüße " + "x" * 700,
    }
    done = decide(event="failed", stage="rcpt", recipients=[{"forward_path": "bob@here.example", "failure": failure}])
    reply = json.loads(done.stdout)["recipients"][0]["reply"]
    assert reply.isascii()
    assert reply.startswith("550 5.7.1 ")
    assert len(reply) + 2 <= 512


@pytest.mark.rfc("RFC5436-2.7.1-01")
def test_a_notification_is_never_answered() -> None:
    notified = {"auto_submitted": 'auto-notified; owner-email="ann@sender.example"', "verdict": "clean"}
    for event in ("auto-reply", "disposition"):
        found = json.loads(decide(event=event, content=notified).stdout)
        assert found["verdict"] == "suppress"
    assert (
        "auto-submitted-reply"
        in json.loads(decide(event="auto-reply", content=notified).stdout)["recipients"][0]["because"]
    )
    plain = json.loads(decide(event="auto-reply", content={"verdict": "clean"}).stdout)
    assert "auto-submitted-reply" not in plain["recipients"][0]["because"]


@pytest.mark.rfc("RFC5321-4.2.5-04")
def test_a_returned_transient_failure_is_non_delivery() -> None:
    one = RecipientReport(
        final="bob@receiver.example",
        action=Action.FAILED,
        status=EnhancedStatus(4, 4, 7),
        diagnostic="451 4.4.1 not now",
    )
    report = DeliveryReport(reporting_mta="mx.receiver.example", reverse_path="ann@sender.example", recipients=(one,))
    data = bytes(build(report, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY))
    assert parse(data).recipients[0].action is Action.FAILED
    assert lint(data) == ()


@pytest.mark.rfc("RFC7293-5-01")
@pytest.mark.parametrize("reply", ["550 5.7.17 Mailbox owner has changed", "550 5.7.18 Domain owner has changed"])
def test_a_changed_owner_is_hard_for_that_address(reply: str) -> None:
    found = classify(reply)
    assert (found.fault, found.permanence) == (Fault.RECIPIENT, Permanence.PERMANENT)
