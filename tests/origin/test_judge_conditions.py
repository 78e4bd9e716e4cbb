"""Conditions of tokens and of the judgement that no other test asks for by name (found by tools/mutants)."""

from dataclasses import replace
from typing import Any

import pytest

from attacks.attack_kit import bounce
from bouncekit import origin, parse
from bouncekit.origin import batv, verp
from bouncekit.origin.verp import UnsignedStyle, read_unsigned
from strategies.origin import NOW, RING

M, S, E = UnsignedStyle.MAILMAN, UnsignedStyle.SYMPA, UnsignedStyle.EZMLM


@pytest.mark.parametrize(
    ("address", "mailbox", "recipient", "style"),
    [
        ("list-bounces+bob=example.net@here.example", "list-bounces@here.example", "bob@example.net", M),
        ("List-Bounces+bob=example.net@here.example", "List-Bounces@here.example", "bob@example.net", M),
        ("list-bounce+bob=example.net@here.example", "list-bounce@here.example", "bob@example.net", M),
        ("list-bounces+a+b=example.net@here.example", "list-bounces@here.example", "a+b@example.net", M),
        ("list-bounces+a=b=example.net@here.example", "list-bounces@here.example", "a=b@example.net", M),
        ("bounce+bob==a==example.net==list@here.example", "list@here.example", "bob@example.net", S),
        ("bounce+bob==a==example.net==list==w@here.example", "list@here.example", "bob@example.net", S),
        ("bounce+a+b==a==example.net==list==17@here.example", "list@here.example", "a+b@example.net", S),
        ("list-return-17-bob=example.net@here.example", "list@here.example", "bob@example.net", E),
        ("list-return-17-a-b=example.net@here.example", "list@here.example", "a-b@example.net", E),
        ("list-return-17-a=b=example.net@here.example", "list@here.example", "a=b@example.net", E),
        ("a-return-1-x-return-2-b=example.net@here.example", "a@here.example", "x-return-2-b@example.net", E),
    ],
)
def test_the_unsigned_forms(address: str, mailbox: str, recipient: str, style: UnsignedStyle) -> None:
    found = read_unsigned(address)
    assert found is not None
    assert (found.mailbox, found.recipient, found.style) == (mailbox, recipient, style)


@pytest.mark.parametrize(
    "address",
    [
        "list-bounces+bob=example.net",
        "list-bounces+bob=host@here.example",
        "list-bounces+=example.net@here.example",
        "list-bounces+bobexample.net@here.example",
        "list+bob=example.net@here.example",
        "list-bounces-bob=example.net@here.example",
        "bounce+==a==example.net==list@here.example",
        "bounce+bob==a====list@here.example",
        "bounce+bob==a==example.net@here.example",
        "list-return-x7-bob=example.net@here.example",
        "list-return--bob=example.net@here.example",
        "list-return-17-=example.net@here.example",
        "list-return-17-bob=host@here.example",
        "list-return-17-bobexample.net@here.example",
        "-return-17-bob=example.net@here.example",
        "list-return-17@here.example",
        "list-bounces+" + "b" * 400 + "=example.net@here.example",
    ],
)
def test_what_is_no_unsigned_form(address: str) -> None:
    assert read_unsigned(address) is None


def test_a_return_path_under_a_tag_is_examined_as_both() -> None:
    path = verp.mint("news@here.example", "bob@example.net", RING, NOW)
    tagged = batv.mint(path, RING, NOW)
    found = origin.examine_envelope(tagged, RING, NOW)
    assert [(proof.kind, proof.valid, proof.subject) for proof in found] == [
        (origin.ProofKind.BATV, True, tagged),
        (origin.ProofKind.VERP, True, tagged),
    ]
    assert [proof.address for proof in found] == [path, "news@here.example"]
    assert found[1].recipients == frozenset({"bob@example.net"})


def test_the_json_of_a_judgement() -> None:
    path = verp.mint("news@here.example", "bob@example.net", RING, NOW)
    report = parse(bounce("bob@example.net"))
    judged = origin.check(report, envelope_to=path, proofs=origin.examine_envelope(path, RING, NOW), now=NOW)
    found = judged.to_json()
    assert list(found) == ["verdict", "because", "recipients", "bound_to_recipient"]
    assert (found["verdict"], found["recipients"], found["bound_to_recipient"]) == ("ours", ["bob@example.net"], True)
    assert found["because"]
    assert all(list(row) == ["rule", "text"] for row in found["because"])
    assert "bound-proof-valid" in {row["rule"] for row in found["because"]}


COMPLAINT = (
    b"From: fbl@isp.example\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n--b\r\n\r\nspam\r\n--b\r\n"
    b"Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: x/1\r\nVersion: 1\r\n"
    b"Original-Rcpt-To: <carol@isp.example>\r\n\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    ("names", "reverse_path", "speaks"),
    [
        ({"fbl.isp.example"}, "fbl@isp.example", True),
        ({"fbl.isp.example."}, "<fbl@isp.example>", True),
        ({"fbl.isp.example"}, "fbl@evil.example", False),
        ({"fbl.isp.example"}, "", False),
        ({"fblisp.example"}, "fbl@isp.example", False),
        ({"isp.example.evil.example"}, "fbl@isp.example", False),
        (set(), "fbl@isp.example", False),
    ],
)
def test_who_may_complain_for_a_domain(names: set[str], reverse_path: str, *, speaks: bool) -> None:
    """A host below the domain whose verified reverse-path is at the very domain; nobody else without an MX or SPF."""
    tag = batv.mint("news@here.example", RING, NOW)
    judged = origin.check(
        parse(COMPLAINT), envelope_to=tag, proofs=origin.examine_envelope(tag, RING, NOW), now=NOW,
        reporter=origin.Reporter(names=frozenset(names), reverse_path=reverse_path),
    )  # fmt: skip
    assert ("reporter-speaks" in {b.rule for b in judged.because}) is speaks


def test_a_relay_of_ours_is_known_by_its_address() -> None:
    setup: dict[str, Any] = {
        "keys": RING,
        "setup": origin.Setup(),
        "own_relays": frozenset({"192.0.2.25", "2001:db8::25"}),
    }
    inbound = origin.Inbound(**setup)
    assert inbound.own_relays == frozenset({"192.0.2.25", "2001:db8::25"})
    assert replace(inbound, own_relays=frozenset({"2001:DB8:0::25"})).own_relays == frozenset({"2001:db8::25"})
