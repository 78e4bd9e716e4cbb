"""What docs/how-to/suppress-addresses.md sets up, attacked: whatever a stranger sends, Bob's address stands as it stood."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import bouncekit as bk
from bouncekit import origin, suppression
from docs.snippets import run

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "suppress-addresses.md"
THEIRS = origin.KeyRing((origin.Key(id=0, secret=b"a secret of somebody else"),))


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with run(PAGE, tmp_path_factory.mktemp("suppress") / "page") as page:
        yield page.names


def path(
    names: dict[str, Any], who: str = "bob@example.net", *, days: int = 0, keys: origin.KeyRing | None = None
) -> str:
    return origin.verp.mint("news@here.example", who, keys or names["keys"], names["now"] - timedelta(days=days))


def proved(
    names: dict[str, Any],
    to: str,
    of: str = "bob@example.net",
    said: str = "550 5.1.1 User unknown",
    sender: str | None = "",
) -> suppression.RecipientFault | None:
    """As the page does it, for a bounce that came to *to* and is about *of*."""
    now: datetime = names["now"]
    head = "From: MAILER-DAEMON@mx.example.net\nSubject: Undelivered Mail Returned to Sender\n"
    report = bk.parse(f"{head}\n<{of}>: host mx.example.net said: {said}\n".encode())
    found = names["inbound"].after_data(sender, [to], report, now)
    if found is None:
        return None
    prove = suppression.RecipientFault.prove
    return prove(
        bk.classify(report.recipients[0]), found, recipient=of, message=to, report="<x@mx.example.net>", at=now
    )


def test_a_genuine_bounce_is_proof(names: dict[str, Any]) -> None:
    for to in (path(names), path(names).upper(), path(names, days=10)):
        proof = proved(names, to)
        assert proof is not None
        assert (proof.recipient, proof.permanence) == ("bob@example.net", bk.Permanence.PERMANENT)
    full = proved(names, path(names), said="452 4.2.2 mailbox full")
    assert full is None or full.permanence is not bk.Permanence.PERMANENT


FORGED = {
    "no token": lambda names: proved(names, "news@here.example"),
    "a token of another key": lambda names: proved(names, path(names, keys=THEIRS)),
    "an expired token": lambda names: proved(names, path(names, days=20)),
    "a token out of the future": lambda names: proved(names, path(names, days=-20)),
    "another's token": lambda names: proved(names, path(names, "eve@example.net")),
    "another's token, bob's name in it": lambda names: proved(names, path(names, "eve@example.net").replace("eve", "bob")),
    "a token for another mailbox": lambda names: proved(names, path(names).replace("news+", "sales+")),
    "BATV": lambda names: proved(names, origin.batv.mint("news@here.example", names["keys"], names["now"])),
    "SRS": lambda names: proved(names, origin.srs.mint("bob@example.net", "here.example", names["keys"], names["now"])),
    "not from the null sender": lambda names: proved(names, path(names), sender="eve@example.com"),
    "blocked": lambda names: proved(names, path(names), said="550 5.7.1 blocked using zen.spamhaus.org"),
    "spam": lambda names: proved(names, path(names), said="550 5.7.1 Spam detected, message refused"),
    "our DNS": lambda names: proved(names, path(names), said="450 4.1.8 sender domain not found"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_what_a_stranger_sends_or_what_is_our_fault_is_none(names: dict[str, Any], name: str) -> None:
    assert FORGED[name](names) is None


def test_one_report_a_hundred_times_counts_once(names: dict[str, Any]) -> None:
    proof = proved(names, path(names))
    assert proof is not None
    state = suppression.AddressState()
    for _ in range(100):
        state, _ = suppression.apply(state, suppression.Bounced(fault=proof), suppression.DEFAULT_RULES)
    assert (state.score, state.standing) == (1.0, suppression.Standing.ACTIVE)


def test_nobody_makes_a_proof_without_proving(names: dict[str, Any]) -> None:
    proof: Any = proved(names, path(names))
    assert proof is not None
    with pytest.raises((TypeError, ValueError)):
        replace(proof, recipient="victim@example.com")
