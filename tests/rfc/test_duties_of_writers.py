"""Duties of those who write reports that a whole decision or a parameter shows."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from bouncekit.cli.main import bouncekit
from bouncekit.errors import InvalidValueError
from bouncekit.transaction import ByMode, DeliverBy, Ret


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
