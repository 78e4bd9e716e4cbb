"""The handler of docs/how-to/refuse-backscatter.md, as it stands there."""

import asyncio
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bouncekit.adapters.ledger.sqlite import SqliteLedger
from bouncekit.origin import Origin, Sent, Verdict, batv, verp
from bouncekit.report.model import Report

PAGE = Path(__file__).parent.parent.parent / "docs" / "how-to" / "refuse-backscatter.md"
BOUNCE = (
    b'From: mailer-daemon@example.net\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; boundary="b";\r\n'
    b" report-type=delivery-status\r\n\r\n--b\r\n\r\nNo such user.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    b"Reporting-MTA: dns; mx.example.net\r\n\r\nFinal-Recipient: rfc822; bob@example.net\r\nAction: failed\r\n"
    b"Status: 5.1.1\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <17@here.example>\r\n\r\n--b--\r\n"
)


@dataclass
class Envelope:
    mail_from: str = ""
    rcpt_tos: list[str] = field(default_factory=list)
    content: bytes = BOUNCE


@dataclass
class Session:
    peer: tuple[str, int] = ("192.0.2.7", 25)


@pytest.fixture
def page(tmp_path: Path) -> Iterator[dict[str, Any]]:
    code = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert len(code) == 1
    names: dict[str, Any] = {}
    exec(compile(code[0], str(PAGE), "exec"), names)
    with SqliteLedger(tmp_path / "ledger.db") as ledger:
        names["ledger"] = ledger
        names["handler"] = names["Bounces"](ledger)
        names["taken"] = []
        names["handler"].took = lambda report, found: names["taken"].append((report, found))
        yield names


def session(page: dict[str, Any], to: str, *, mail_from: str = "", peer: str = "192.0.2.7") -> tuple[str, str]:
    """The replies to RCPT and to the data."""
    envelope = Envelope(mail_from=mail_from)
    handler, who = page["handler"], Session(peer=(peer, 25))
    rcpt = asyncio.run(handler.handle_RCPT(None, who, envelope, to, []))
    if not rcpt.startswith("250"):
        return rcpt, ""
    return rcpt, asyncio.run(handler.handle_DATA(None, who, envelope))


def judged(page: dict[str, Any]) -> list[tuple[Verdict, frozenset[str] | None]]:
    taken: list[tuple[Report, Origin]] = page["taken"]
    return [(found.verdict, found.recipients) for _, found in taken]


def test_backscatter_is_refused_at_rcpt_and_ours_is_taken(page: dict[str, Any]) -> None:
    now, keys = datetime.fromtimestamp(time.time(), UTC), page["keys"]
    path = verp.mint("news@here.example", "bob@example.net", keys, now)
    for backscatter in ("news@here.example", path.replace("bob", "eve"), "anybody@parked.example"):
        assert session(page, backscatter) == ("550 5.7.1 No message of ours is reported on here", "")
    assert session(page, path)[1].startswith("250")
    tag = batv.mint("news@here.example", keys, now)
    assert session(page, tag)[1].startswith("250")
    assert session(page, tag, peer="127.0.0.1")[1].startswith("250")
    bob = frozenset({"bob@example.net"})
    assert judged(page) == [(Verdict.OURS, bob), (Verdict.UNPROVEN, None), (Verdict.OURS, bob)]
    assert session(page, "news@here.example", mail_from="ann@example.net") == ("250 2.1.5 OK", "250 2.0.0 OK")


def test_what_the_ledger_knows_is_ours_for_our_own_relay(page: dict[str, Any]) -> None:
    now = datetime.fromtimestamp(time.time(), UTC)
    sent = Sent(recipient="bob@example.net", message_id="<17@here.example>")
    page["ledger"].record(page["book"].entries([sent], now))
    assert session(page, "ann@elsewhere.example", peer="127.0.0.1")[1].startswith("250")
    assert judged(page) == [(Verdict.OURS, frozenset({"bob@example.net"}))]
