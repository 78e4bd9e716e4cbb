"""Spam verdicts: of our own filters only, above our own Received fields only."""

import pytest

from bouncekit.adapters.verdicts import content_verdict
from bouncekit.errors import InvalidValueError
from bouncekit.policy import ContentVerdict

V = ContentVerdict
CHECKER = "X-Spam-Checker-Version: SpamAssassin 4.0.1 (2024-03-26) on mx.here.example\r\n"
RECEIVED = "Received: from a by mx.here.example; Mon, 23 Nov 2026 10:00:00 +0000\r\n"
HERE = {"mx.here.example"}


def assassin(status: str) -> str:
    return CHECKER + f"X-Spam-Status: {status} required=5.0\r\n tests=A,B\r\n"


def rspamd(result: str, host: str = "mx.here.example") -> str:
    return f"X-Rspamd-Server: {host}\r\nX-Spamd-Result: {result};\r\n\tA(1.00)[]\r\n"


@pytest.mark.parametrize(
    ("headers", "verdict"),
    [
        (assassin("No, score=-1.9"), V.CLEAN), (assassin("No, score=3.0"), V.SUSPECT),
        (assassin("Yes, score=6.1"), V.SPAM), (assassin("Yes, score=15.0"), V.HOSTILE), (assassin("Yes, hits=7"), V.SPAM),
        (rspamd("default: False [1.20 / 15.00]"), V.CLEAN), (rspamd("default: True [9.10 / 15.00]"), V.SPAM),
        (rspamd("default: True [21.10 / 15.00]"), V.HOSTILE),
        (assassin("No, score=0.1") + rspamd("default: True [8.00 / 15.00]"), V.SPAM),
        (assassin("No, score=0.1") + "X-Spam-Status: Yes, score=9\r\n", V.SPAM),
        (assassin("maybe"), None), (rspamd("default: Perhaps"), None), ("", None),
        (assassin("Yes, score=9").replace("mx.here", "mx.there"), None), (rspamd("default: True [9 / 15]", "evil.example"), None),
        (CHECKER + assassin("Yes, score=9"), None),
    ],
)  # fmt: skip
def test_verdicts(headers: str, verdict: ContentVerdict | None) -> None:
    assert content_verdict(headers + RECEIVED + "\r\nbody", trusted=HERE) is verdict


def test_below_the_boundary_anyone_can_have_written_it() -> None:
    assert content_verdict(RECEIVED + assassin("Yes, score=99"), trusted=HERE) is None
    assert content_verdict(RECEIVED + assassin("Yes, score=99") + RECEIVED, trusted=HERE, boundary=2) is V.HOSTILE
    assert content_verdict(assassin("Yes, score=99"), trusted=()) is None


@pytest.mark.parametrize("trusted", ["mx.here.example", {""}])
def test_trusted_is_a_collection_of_names(trusted: object) -> None:
    with pytest.raises(InvalidValueError, match="trusted"):
        content_verdict("", trusted=trusted)  # type: ignore[arg-type]
