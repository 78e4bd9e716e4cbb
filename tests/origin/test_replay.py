"""Replay, as docs/explanation/origin.md writes it down, and guesses: what is refused, and what is counted."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bouncekit.adapters.ledger.sqlite import SqliteLedger
from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.origin import (
    Book,
    Entry,
    Origin,
    Reporter,
    Setup,
    Verdict,
    batv,
    check,
    count_guesses,
    count_uses,
    examine_envelope,
    examine_report,
    signed,
    srs,
    verp,
)
from bouncekit.origin.replay import MOST_GUESSES
from bouncekit.report.model import Recipient, Report, Returned
from bouncekit.vocabulary import ReportKind
from strategies.origin import NOW, RING

BOOK = Book(b"a secret of the ledger of replays")
NEWS = "news@here.example"
BOB, EVE = "bob@example.net", "eve@victim.example"
TAGGED = batv.mint(NEWS, RING, NOW)
PATH = verp.mint(NEWS, BOB, RING, NOW)
TAGS = Setup(always_tags=frozenset({NEWS}))


def about(recipient: str, message_id: str = "<17@here.example>") -> Report:
    returned = Returned(message_id=message_id, headers=(("Message-ID", message_id),))
    rows = (Recipient(final=recipient),)
    return Report(kind=ReportKind.DELIVERY_STATUS, recipients=rows, returned=returned)


def rules(origin: Origin) -> set[str]:
    return {b.rule for b in origin.because}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    with SqliteLedger(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.mark.parametrize(
    ("token", "setup", "passes", "rule"),
    [
        (PATH, Setup(), 10, "token-used-again"),
        (PATH, Setup(max_uses=2), 2, "token-used-again"),
        (TAGGED, Setup(max_shared_uses=3), 3, "shared-token-used-again"),
        (TAGGED, Setup(), 12, ""),
    ],
)
def test_a_token_used_again_is_counted_and_then_refused(
    ledger: SqliteLedger, token: str, setup: Setup, passes: int, rule: str
) -> None:
    verdicts = []
    for _ in range(12):
        proofs = count_uses(ledger, BOOK, examine_envelope(token, RING, NOW), NOW)
        origin = check(about(BOB), envelope_to=token, proofs=proofs, now=NOW, setup=setup)
        verdicts.append(origin.verdict)
        assert (rule in rules(origin)) is (origin.verdict is not Verdict.OURS)
    assert verdicts == [Verdict.OURS] * passes + [Verdict.UNPROVEN] * (12 - passes)


@pytest.mark.parametrize(("token", "days"), [(TAGGED, 7), (PATH, 14)])
def test_after_its_life_a_token_is_refused(token: str, days: int) -> None:
    for later, verdict in ((days, Verdict.OURS), (days + 1, Verdict.NOT_OURS)):
        at = NOW + timedelta(days=later)
        proofs = examine_envelope(token, RING, at)
        setup = Setup(always_tags=frozenset({"@here.example"}))
        origin = check(None, envelope_to=token, proofs=proofs, now=at, setup=setup)
        assert (origin.verdict, origin.reply is not None) == (verdict, verdict is Verdict.NOT_OURS)


@pytest.mark.rfc("OWN-1-13")
def test_for_another_recipient_no_token_may_be_held_against_it() -> None:
    bound = check(about(EVE), envelope_to=PATH, proofs=examine_envelope(PATH, RING, NOW), now=NOW)
    assert (bound.verdict, bound.bound_to_recipient) == (Verdict.UNPROVEN, False)
    shared = examine_envelope(TAGGED, RING, NOW)
    loose = check(about(EVE), envelope_to=TAGGED, proofs=shared, now=NOW)
    assert (loose.verdict, loose.bound_to_recipient, "recipient-not-bound" in rules(loose)) == (
        Verdict.OURS,
        False,
        True,
    )
    mallory = Reporter(names=frozenset({"mx.example.net"}), reverse_path="")
    replayed = check(about(EVE), envelope_to=TAGGED, proofs=shared, now=NOW, reporter=mallory)
    assert (replayed.verdict, "reporter-not-aligned" in rules(replayed)) == (Verdict.UNPROVEN, True)
    strict = check(about(EVE), envelope_to=TAGGED, proofs=shared, now=NOW, setup=Setup(unbound=frozenset()))
    assert (strict.verdict, "unbound-proof" in rules(strict)) == (Verdict.UNPROVEN, True)


def test_out_of_a_published_archive_nothing_is_proved() -> None:
    """An archive shows the header: an unbound Message-ID proves nothing, a bound one speaks for its own recipient."""
    loose = about(EVE, signed.mint_message_id("17", "here.example", RING, NOW))
    bound = about(EVE, signed.mint_message_id("17", "here.example", RING, NOW, recipient=BOB))
    for what in (loose, bound):
        proofs = examine_envelope(NEWS, RING, NOW) + examine_report(what, RING, NOW)
        assert check(what, envelope_to=NEWS, proofs=proofs, now=NOW).verdict is Verdict.UNPROVEN
        assert check(what, envelope_to=NEWS, proofs=proofs, now=NOW, setup=TAGS).verdict is Verdict.NOT_OURS


def guess(number: int) -> str:
    """A wrong tag of today, each number another."""
    return f"{TAGGED[:9]}{(int(TAGGED[9:15], 16) + number) & 0xFFFFFF:06x}{TAGGED[15:]}"


def seen(ledger: SqliteLedger, address: str, **options: int) -> Origin:
    proofs = count_guesses(ledger, BOOK, examine_envelope(address, RING, NOW, srs_minimum=4), NOW, **options)
    return check(None, envelope_to=address, proofs=proofs, now=NOW)


@pytest.mark.rfc("BATV-4-08")
def test_after_a_hundred_wrong_tags_of_a_mailbox_a_right_one_proves_nothing_that_day(ledger: SqliteLedger) -> None:
    for number in range(1, MOST_GUESSES):
        assert seen(ledger, guess(number)).verdict is Verdict.UNPROVEN
    for _ in range(MOST_GUESSES):  # the same one again is no new guess
        seen(ledger, guess(1))
    assert seen(ledger, TAGGED).verdict is Verdict.OURS
    seen(ledger, guess(MOST_GUESSES))
    origin = seen(ledger, TAGGED)
    assert (origin.verdict, "token-may-be-guessed" in rules(origin)) == (Verdict.UNPROVEN, True)
    other = batv.mint("other@here.example", RING, NOW)
    assert seen(ledger, other).verdict is Verdict.OURS
    assert seen(ledger, PATH).verdict is Verdict.OURS
    tomorrow = NOW + timedelta(days=1)
    proofs = count_guesses(ledger, BOOK, examine_envelope(TAGGED, RING, tomorrow), tomorrow)
    assert not proofs[0].doubtful


def test_short_srs_hashes_are_guessed_at_too(ledger: SqliteLedger) -> None:
    minted = srs.mint("ann@author.example", "here.example", RING, NOW, hash_length=4)
    for wrong in ("aaaa", "bbbb"):
        assert seen(ledger, minted[:5] + wrong + minted[9:], most=2).verdict is Verdict.NOT_OURS
    assert "token-may-be-guessed" in rules(seen(ledger, minted, most=2))


def test_what_can_be_no_guess_is_not_counted(ledger: SqliteLedger) -> None:
    old = batv.mint(NEWS, RING, NOW - timedelta(days=9))
    for address in (NEWS, old, "prvs=9" + TAGGED[6:], "prvs=1=x@here.example", PATH.replace("bob", "eve")):
        for _ in range(3):
            seen(ledger, address, most=1)
    assert seen(ledger, TAGGED, most=1).verdict is Verdict.OURS
    with pytest.raises(InvalidValueError, match="most: must be at least 1"):
        count_guesses(ledger, BOOK, (), NOW, most=0)


class _Down:
    retention = 30
    complete = True

    def record(self, entries: Sequence[Entry]) -> None:
        raise AdapterError("ledger: down")

    def find(self, keys: Sequence[int], day: int) -> tuple[int | None, ...]:
        raise AdapterError("ledger: down")

    def count(self, key: int, day: int) -> int:
        raise AdapterError("ledger: down")


@pytest.mark.rfc("OWN-1-02")
@pytest.mark.parametrize("counted", [count_guesses, count_uses])
def test_a_ledger_that_cannot_count_is_said_and_no_shared_token_is_ours(counted: type) -> None:
    proofs = counted(_Down(), BOOK, examine_envelope(TAGGED, RING, NOW), NOW)
    for what in (None, about(BOB)):
        origin = check(what, envelope_to=TAGGED, proofs=proofs, now=NOW)
        assert (origin.verdict, "ledger-unavailable" in rules(origin)) == (Verdict.UNPROVEN, True)
    assert [p for p in proofs if p.valid] == list(examine_envelope(TAGGED, RING, NOW))
