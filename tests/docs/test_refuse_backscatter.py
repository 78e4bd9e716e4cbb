"""The server of docs/how-to/refuse-backscatter.md, attacked over SMTP: aiosmtpd as it is, the page's file as it stands."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bouncekit.adapters.ledger.sqlite import SqliteLedger
from bouncekit.origin import Book, Key, KeyRing, Sent, batv, srs, verp
from docs.servers import Served, served
from docs.snippets import save

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "refuse-backscatter.md"
SECRET, LEDGER_SECRET = b"0123456789abcdef-of-the-test", b"fedcba9876543210-of-the-test"
OURS = KeyRing((Key(id=0, secret=SECRET),))
THEIRS = KeyRing((Key(id=0, secret=b"a secret of somebody else"),))
REFUSED = (550, b"5.7.1 No message of ours is reported on here")
TAKEN = (250, b"2.1.5 OK")
MARKERS = count()
NULLS = ("MAIL FROM:<>", "MAIL FROM: <>", "mail from:<> SIZE=900", "MAIL FROM:<> BODY=8BITMIME")


def bounce(of: str = "bob@example.net", *, message_id: str = "<17@here.example>", action: str = "failed") -> bytes:
    return (
        "From: mailer-daemon@example.net\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; boundary="b"; report-type=delivery-status\r\n\r\n--b\r\n\r\nNo such user.\r\n'
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n"
        f"Final-Recipient: rfc822; {of}\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\n\r\n--b--\r\n"
    ).encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("bounces")
    save(PAGE, folder)
    (folder / "secret").write_bytes(SECRET)
    (folder / "ledger-secret").write_bytes(LEDGER_SECRET)
    with served(folder, "import asyncio, bounces; asyncio.run(bounces.main(PORT))") as server:
        yield server


def now(days: int = 0) -> datetime:
    return datetime.fromtimestamp(time.time(), UTC) - timedelta(days=days)


def rcpt(server: Served, to: str, mail: str = NULLS[0]) -> tuple[int, bytes]:
    with server.client() as client:
        assert client.docmd(mail)[0] == 250
        return client.docmd(f"RCPT TO:<{to}>")


def session(server: Served, to: list[str], data: bytes, *, sender: str = "", source: str = "127.0.0.1") -> int:
    """The code of the answer to the data; every recipient must be taken."""
    with server.client(source=source) as client:
        client.mail(sender)
        for one in to:
            assert client.rcpt(one) == TAKEN, one
        return client.data(data)[0]


def assert_quiet(server: Served) -> None:
    """The server printed nothing: the next line is that of one more genuine bounce."""
    who = f"marker{next(MARKERS)}@example.net"
    assert session(server, [verp_to(who)], bounce(who)) == 250
    assert server.line() == f"ours ['{who}']"


def verp_to(who: str, *, keys: KeyRing = OURS, days: int = 0, mailbox: str = "news@here.example") -> str:
    return verp.mint(mailbox, who, keys, now(days))


FORGED: dict[str, Callable[[], str]] = {
    "untagged": lambda: "news@here.example",
    "untagged, upper case": lambda: "NEWS@HERE.EXAMPLE",
    "a sub-address": lambda: "news+x@here.example",
    "a quoted local part": lambda: '"news"@here.example',
    "another mailbox": lambda: "anybody.else@here.example",
    "never sends": lambda: "anybody@parked.example",
    "never sends, upper case": lambda: "postmaster@Parked.Example",
    "never sends, with a token of ours": lambda: verp_to("bob@example.net", mailbox="x@parked.example"),
    "forged BATV": lambda: "prvs=0999abcdef=news@here.example",
    "BATV of another": lambda: batv.mint("news@here.example", THEIRS, now()),
    "BATV for another mailbox": lambda: batv.mint("news@here.example", OURS, now()).replace("=news@", "=sales@"),
    "BATV for another domain": lambda: batv.mint("news@elsewhere.example", OURS, now()).replace("elsewhere", "here"),
    "BATV, one digit off": lambda: batv.mint("news@here.example", OURS, now())[:13] + "0=news@here.example",
    "expired BATV": lambda: batv.mint("news@here.example", OURS, now(9)),
    "BATV out of the future": lambda: batv.mint("news@here.example", OURS, now(-40)),
    "no hash at all": lambda: "prvs==news@here.example",
    "btv1": lambda: "btv1==0999==news@here.example",
    "VERP for another recipient": lambda: verp_to("bob@example.net").replace("bob", "eve"),
    "VERP of another": lambda: verp_to("bob@example.net", keys=THEIRS),
    "VERP for another mailbox": lambda: verp_to("bob@example.net").replace("news+", "sales+"),
    "expired VERP": lambda: verp_to("bob@example.net", days=16),
    "unsigned VERP": lambda: "news+bob=example.net@here.example",
    "SRS of another": lambda: srs.mint("ann@author.example", "here.example", THEIRS, now()),
    "SRS with four characters": lambda: srs.mint("ann@author.example", "here.example", OURS, now(), hash_length=4),
    "expired SRS": lambda: srs.mint("ann@author.example", "here.example", OURS, now(25)),
    "SRS for another author": lambda: srs.mint("ann@author.example", "here.example", OURS, now()).replace("=ann@", "=eve@"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_what_we_never_sent_is_refused_at_rcpt(server: Served, name: str) -> None:
    assert rcpt(server, FORGED[name]()) == REFUSED


@pytest.mark.parametrize("mail", NULLS)
def test_however_the_null_sender_is_written(server: Served, mail: str) -> None:
    assert rcpt(server, "news@here.example", mail) == REFUSED
    assert rcpt(server, verp_to("null@example.net"), mail) == TAKEN


def test_one_genuine_recipient_opens_no_door_for_the_others(server: Served) -> None:
    with server.client() as client:
        client.mail("")
        assert client.rcpt(verp_to("door@example.net")) == TAKEN
        assert client.rcpt("news@here.example") == REFUSED
        assert client.data(bounce("door@example.net"))[0] == 250
    assert server.line() == "ours ['door@example.net']"


def test_a_refused_recipient_leaves_nothing_behind(server: Served) -> None:
    with server.client() as client:
        client.mail("")
        assert client.rcpt("news@here.example") == REFUSED
        assert client.docmd("DATA")[0] == 503
        client.rset()
        client.mail("ann@example.net")
        assert client.rcpt("news@here.example") == TAKEN
        client.rset()
        client.mail("")
        assert client.rcpt("news@here.example") == REFUSED


def test_loopback_is_no_relay_of_ours(server: Served) -> None:
    """Number 36 of the attacks: a BATV tag and a ledger entry prove a message, and nobody is held to it from 127.0.0.1."""
    book = Book(LEDGER_SECRET)
    with SqliteLedger(server.folder / "ledger.db") as ledger:
        sent = [
            Sent(recipient=who, message_id="<36@here.example>") for who in ("carol@example.net", "dave@example.net")
        ]
        ledger.record(book.entries(sent, now()))
    tag = batv.mint("news@here.example", OURS, now())
    for source in ("127.0.0.1", "127.0.0.2"):
        for of in ("carol@example.net", "victim@example.net"):
            assert session(server, [tag], bounce(of, message_id="<36@here.example>"), source=source) == 250
            assert_quiet(server)


def test_a_token_of_one_is_no_proof_against_another(server: Served) -> None:
    """Eve got mail of ours, and bounces it as if it had been bob's."""
    eves = verp_to("eve@example.net")
    assert session(server, [eves], bounce("victim@example.net")) == 250
    assert_quiet(server)
    both = bounce("eve@example.net").replace(
        b"Status: 5.1.1\r\n\r\n--b",
        b"Status: 5.1.1\r\n\r\nFinal-Recipient: rfc822; victim@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b",
    )
    assert session(server, [eves], both) == 250
    assert_quiet(server)


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: hello\r\n\r\nI am no bounce\r\n",
        b"",
        b"\r\n.\r\n",
        b"\x00\xff\x80 \r\n\r\n" + b"\xff" * 900,
        b"From: victim@example.net\r\nSubject: Undelivered Mail Returned to Sender\r\n\r\nmy mail came back, why?\r\n",
    ],
    ids=["mail", "nothing", "a dot", "octets", "a person"],
)
def test_what_is_no_bounce_of_a_recipients_lowers_nobody(server: Served, data: bytes) -> None:
    assert session(server, [verp_to("rotten@example.net")], data) == 250
    assert_quiet(server)


def test_a_replayed_token_wears_out(server: Served) -> None:
    for number in range(13):
        assert session(server, [verp_to("again@example.net")], bounce("again@example.net")) == 250
        if number < 10:
            assert server.line() == "ours ['again@example.net']"
    assert_quiet(server)


def test_a_delay_and_then_the_failure_is_ours_twice(server: Served) -> None:
    for action in ("delayed", "failed"):
        assert session(server, [verp_to("slow@example.net")], bounce("slow@example.net", action=action)) == 250
        assert server.line() == "ours ['slow@example.net']"


def test_an_old_but_valid_token_is_ours(server: Served) -> None:
    assert session(server, [verp_to("old@example.net", days=6)], bounce("old@example.net")) == 250
    assert server.line() == "ours ['old@example.net']"
    assert rcpt(server, batv.mint("news@here.example", OURS, now(6))) == TAKEN


def test_an_answer_of_the_recipients_is_ours(server: Served) -> None:
    vacation = (
        b"From: away@example.net\r\nAuto-Submitted: auto-replied\r\nSubject: Out of office\r\n\r\nback on Monday\r\n"
    )
    for who, data in (("away@example.net", vacation), ("cut@example.net", bounce("cut@example.net")[:-40])):
        assert session(server, [verp_to(who)], data) == 250
        assert server.line() == f"ours ['{who}']"


def test_a_token_in_any_case_is_ours(server: Served) -> None:
    assert session(server, [verp_to("case@example.net").upper()], bounce("Case@Example.net")) == 250
    assert server.line() == "ours ['case@example.net']"


def test_mail_that_names_its_sender_is_delivered(server: Served) -> None:
    for to in ("news@here.example", "anybody@parked.example", "prvs=0999abcdef=news@here.example"):
        assert session(server, [to], b"Subject: hello\r\n\r\nhello\r\n", sender="ann@example.net") == 250
    assert_quiet(server)


def test_a_bounce_to_an_address_that_never_tags_is_taken_and_proves_nothing(server: Served) -> None:
    assert session(server, ["ann@elsewhere.example"], bounce()) == 250
    assert_quiet(server)
    assert rcpt(server, "postmaster") == TAKEN
    assert session(server, [srs.mint("ann@author.example", "here.example", OURS, now())], bounce()) == 250
    assert_quiet(server)


def test_a_client_learns_nothing_of_a_fault(server: Served, tmp_path: Path) -> None:
    save(PAGE, tmp_path)
    (tmp_path / "secret").write_bytes(SECRET)
    (tmp_path / "ledger-secret").write_bytes(LEDGER_SECRET)
    broken = "import asyncio, bounces\nbounces.bk.parse = lambda data: 1 // 0\nasyncio.run(bounces.main(PORT))"
    with served(tmp_path, broken) as other, other.client() as client:
        client.mail("")
        client.rcpt(verp_to("bob@example.net"))
        assert client.data(bounce()) == (451, b"4.3.0 Try again later")
