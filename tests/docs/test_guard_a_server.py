"""The server of docs/how-to/guard-a-server.md, attacked over SMTP: its file as it stands, on aiosmtpd as it is."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from docs.servers import Served, served
from docs.snippets import save

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "guard-a-server.md"
KEPT = "kept for the postmaster: suppress"
NUMBERS = count()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("gate")
    save(PAGE, folder)
    with served(folder, "import asyncio, gate; asyncio.run(gate.main(PORT))") as server:
        yield server


def late(server: Served, sender: str, *fields: str, mail: tuple[str, ...] = (), rcpt: tuple[str, ...] = ()) -> str:
    """What becomes of a message to Eve, whose mailbox turns out to be full after it was accepted."""
    head = "".join(f"{line}\r\n" for line in (*fields, f"From: {sender or 'mailer-daemon@example.com'}"))
    text = f"{head}Message-ID: <{next(NUMBERS)}@example.org>\r\nSubject: hello\r\n\r\nhello\r\n"
    with server.client() as client:
        assert client.mail(sender, mail)[0] == 250
        assert client.rcpt("eve@here.example", rcpt)[0] == 250
        assert client.data(text)[0] == 250
    return server.line()


def test_who_is_proven_is_told(server: Served) -> None:
    assert late(server, "ann@example.org") == "send from <> to ann@example.org"
    assert (
        late(server, "ann@example.org", mail=("RET=HDRS",), rcpt=("NOTIFY=FAILURE",))
        == "send from <> to ann@example.org"
    )


def test_who_asked_for_none_gets_none(server: Served) -> None:
    assert late(server, "ann@example.org", rcpt=("NOTIFY=NEVER",)) == KEPT


PASS = "spf=pass smtp.mailfrom=victim@example.com; dkim=pass header.d=example.com; dmarc=pass header.from=example.com"


@pytest.mark.parametrize(
    "fields",
    [
        (),
        (f"Authentication-Results: mx.here.example; {PASS}",),
        (f"Authentication-Results: mx.here.example 1; {PASS}", "Received: from x by mx.here.example; Mon, 23 Nov 2026 10:00:00 +0000"),
        ("Received: from x by mx.here.example; Mon, 23 Nov 2026 10:00:00 +0000", f"Authentication-Results: mx.here.example; {PASS}"),
        (f"AUTHENTICATION-RESULTS:\r\n MX.HERE.EXAMPLE;\r\n {PASS}",),
        (f"ARC-Authentication-Results: i=1; mx.here.example; {PASS}", "ARC-Seal: i=1; a=rsa-sha256; d=here.example; s=s; cv=none; b=AAAA"),
        ("Received-SPF: pass (mx.here.example) client-ip=127.0.0.1; envelope-from=victim@example.com",),
        ("DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; h=from; bh=AAAA; b=AAAA",),
        ("Sender: ann@example.org", "Return-Path: <ann@example.org>", "Errors-To: ann@example.org"),
    ],
    ids=["nothing", "ours", "ours above Received", "ours below it", "upper case", "arc", "received-spf", "dkim", "others"],
)  # fmt: skip
def test_a_message_that_speaks_for_itself_is_not_believed(server: Served, fields: tuple[str, ...]) -> None:
    assert late(server, "victim@example.com", *fields) == KEPT


@pytest.mark.parametrize(
    "sender",
    [
        "",
        "mailer-daemon@example.com",
        "ann@example.org.example.com",
        "ann@sub.example.org",
        '"ann@example.org"@example.com',
    ],
)
def test_nobody_who_is_not_proven_is_told(server: Served, sender: str) -> None:
    assert late(server, sender) == KEPT


def test_an_unknown_recipient_is_refused_while_the_client_is_there(server: Served) -> None:
    with server.client() as client:
        for sender in ("ann@example.org", "victim@example.com", ""):
            client.mail(sender)
            code, said = client.rcpt("nobody@here.example")
            assert (code, said[:6]) == (550, b"5.1.1 ")
            assert client.docmd("DATA")[0] == 503
            client.rset()


def test_mail_for_bob_is_delivered(server: Served) -> None:
    with server.client() as client:
        client.mail("victim@example.com")
        assert client.rcpt("bob@here.example")[0] == 250
        assert client.rcpt("nobody@here.example")[0] == 550
        assert client.data("Subject: hello\r\n\r\nhello\r\n")[0] == 250
    assert server.line() == "delivered"
