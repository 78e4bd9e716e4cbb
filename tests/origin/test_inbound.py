"""The judgement in a session, whatever the server: null reverse-paths, our own relays, several recipients, no ledger."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bouncekit.adapters.ledger.sqlite import SqliteLedger
from bouncekit.errors import InvalidValueError
from bouncekit.origin import Book, Inbound, Key, KeyRing, Reporter, Sent, Setup, Verdict, batv, is_null, verp
from bouncekit.report.parse import parse

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEYS = KeyRing((Key(id=0, secret=b"sixteen octets, or more"),))
BOOK = Book(b"sixteen octets, of the ledger")
INBOUND = Inbound(
    keys=KEYS,
    setup=Setup(always_tags=frozenset({"@here.example"}), never_sends=frozenset({"parked.example"})),
    own_relays=frozenset({"192.0.2.25", "2001:DB8::25"}),
)
TAG = batv.mint("news@here.example", KEYS, NOW)
REPORT = parse(
    b"From: mailer-daemon@example.net\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; boundary=b;\r\n"
    b" report-type=delivery-status\r\n\r\n--b\r\n\r\nNo such user.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    b"Reporting-MTA: dns; mx.example.net\r\n\r\nFinal-Recipient: rfc822; bob@example.net\r\nAction: failed\r\n"
    b"Status: 5.1.1\r\n\r\n--b--\r\n"
)


@pytest.mark.parametrize("path", [None, "", "<>", " <> ", "< >", "<<>>", "\t"])
def test_the_null_reverse_path_in_every_spelling_is_judged(path: str | None) -> None:
    assert is_null(path)
    judged = INBOUND.at_rcpt(path, "news@here.example", NOW)
    assert judged is not None
    assert judged.verdict is Verdict.NOT_OURS
    whole = INBOUND.after_data(path, ["news@here.example"], REPORT, NOW)
    assert whole is not None
    assert whole.verdict is Verdict.NOT_OURS


@pytest.mark.parametrize("path", ["ann@example.net", "<ann@example.net>", "postmaster", "a", '""@example.net'])
def test_a_reverse_path_that_names_somebody_is_no_bounce(path: str) -> None:
    assert not is_null(path)
    assert INBOUND.at_rcpt(path, "news@here.example", NOW) is None
    assert INBOUND.after_data(path, ["news@here.example"], REPORT, NOW) is None


@pytest.mark.parametrize("client", ["192.0.2.25", "::ffff:192.0.2.25", "2001:db8:0::25"])
def test_our_own_relay_speaks_for_the_recipient(client: str) -> None:
    found = INBOUND.after_data("", [TAG], REPORT, NOW, client=client)
    assert found is not None
    assert (found.verdict, found.recipients) == (Verdict.OURS, frozenset({"bob@example.net"}))


@pytest.mark.parametrize(
    "client", [None, "", "127.0.0.1", "::1", "192.0.2.250", "192.0.2.25.", "mx.here.example", "unix"]
)
def test_nobody_else_does(client: str | None) -> None:
    found = INBOUND.after_data("", [TAG], REPORT, NOW, client=client)
    assert found is not None
    assert found.verdict is Verdict.UNPROVEN


@pytest.mark.parametrize(
    "relay",
    [
        "127.0.0.1",
        "127.9.9.9",
        "::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "::",
        "224.0.0.1",
        "mx.here.example",
        "",
        "192.0.2.0/24",
    ],
)
def test_an_address_that_anybody_comes_from_is_no_relay(relay: str) -> None:
    with pytest.raises(InvalidValueError, match=r"^own_relays: "):
        replace(INBOUND, own_relays=frozenset({"192.0.2.25", relay}))
    with pytest.raises(InvalidValueError, match=r"^own_relays: "):
        replace(INBOUND, own_relays="192.0.2.25")  # type: ignore[arg-type]


def test_what_was_verified_of_the_client_counts() -> None:
    reporter = Reporter(names=frozenset({"mx.example.net"}), hosts_of_recipient=frozenset({"mx.example.net"}))
    found = INBOUND.after_data("<>", [TAG], REPORT, NOW, client="192.0.2.7", reporter=reporter)
    assert found is not None
    assert (found.verdict, found.recipients) == (Verdict.OURS, frozenset({"bob@example.net"}))


def test_every_recipient_is_looked_at() -> None:
    path = verp.mint("news@here.example", "bob@example.net", KEYS, NOW)
    alone = INBOUND.after_data("", [path], REPORT, NOW)
    beside = INBOUND.after_data("", [path, "news@here.example"], REPORT, NOW)
    behind = INBOUND.after_data("", ["x@parked.example", path], REPORT, NOW)
    assert [one and one.verdict for one in (alone, beside, behind)] == [
        Verdict.OURS,
        Verdict.NOT_OURS,
        Verdict.NOT_OURS,
    ]


def test_a_ledger_counts_and_knows_what_was_sent(tmp_path: Path) -> None:
    path = verp.mint("news@here.example", "bob@example.net", KEYS, NOW)
    with SqliteLedger(tmp_path / "ledger.db", complete=True) as ledger:
        inbound = replace(INBOUND, ledger=ledger, book=BOOK)
        never = inbound.after_data("", ["ann@elsewhere.example"], REPORT, NOW)
        ledger.record(BOOK.entries([Sent(recipient="bob@example.net")], NOW))
        known = inbound.after_data("", ["ann@elsewhere.example"], REPORT, NOW)
        worn = [inbound.after_data("", [path], REPORT, NOW) for _ in range(11)]
    closed = inbound.after_data("", [path], REPORT, NOW)
    assert [one and one.verdict for one in (never, known, worn[0], worn[9], worn[10])] == [
        Verdict.UNPROVEN,
        Verdict.UNPROVEN,
        Verdict.OURS,
        Verdict.OURS,
        Verdict.UNPROVEN,
    ]
    assert closed is not None
    assert "proof-unavailable" in {because.rule for because in closed.because}


def test_a_ledger_needs_its_book(tmp_path: Path) -> None:
    with SqliteLedger(tmp_path / "ledger.db") as ledger, pytest.raises(InvalidValueError, match=r"^book: "):
        Inbound(keys=KEYS, ledger=ledger)
    with pytest.raises(InvalidValueError, match=r"^book: "):
        Inbound(keys=KEYS, book=BOOK)


@pytest.mark.parametrize("setup", ["always", "one", "never"])
@pytest.mark.parametrize(
    "to",
    [
        "news@bücher.example",
        "news@xn--bcher-kva.example",
        "NEWS@XN--BCHER-KVA.Example",
        "news@BÜCHER.example",
        "news@bücher.example.",
        "news@xn--bcher-kva.example.",
        '"news"@bücher.example',
        '"n\\ews"@xn--bcher-kva.example.',
        "news+tag@bücher.example.",
        "prvs=0999abcdef=news@bücher.example.",
    ],
)
@pytest.mark.parametrize("written", ["bücher.example", "xn--bcher-kva.example", "BÜCHER.Example"])
def test_one_mailbox_is_one_however_it_is_written(written: str, to: str, setup: str) -> None:
    """A client that writes our domain with the root's dot, or in other labels, comes no further."""
    ours = {
        "always": Setup(always_tags=frozenset({f"@{written}"})),
        "one": Setup(always_tags=frozenset({f"news@{written}"})),
        "never": Setup(never_sends=frozenset({written})),
    }[setup]
    found = replace(INBOUND, setup=ours).at_rcpt("<>", to, NOW)
    assert found is not None
    assert found.verdict is Verdict.NOT_OURS


@pytest.mark.parametrize(
    "to", ["news@bucher.example", "news@sub.bücher.example", "news@bücher.example.org", "news@bücher"]
)
def test_another_domain_is_another(to: str) -> None:
    setup = Setup(always_tags=frozenset({"@bücher.example"}), never_sends=frozenset({"xn--bcher-kva.example"}))
    found = replace(INBOUND, setup=setup).at_rcpt("<>", to, NOW)
    assert found is not None
    assert found.verdict is Verdict.UNPROVEN


def test_a_long_name_costs_nothing() -> None:
    for domain in ("ü" * 500_000, "ü." * 200_000, "." * 500_000, "a" * 500_000):
        for local in ("x", '"' + "\\a" * 200_000 + '"', "+" * 200_000):
            assert INBOUND.at_rcpt("<>", f"{local}@{domain}", NOW) is not None
