"""The labelled set: none forged called ours; ours found by BATV alone, and by two proofs."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

import bouncekit
from bouncekit.adapters.ledger.sqlite import SqliteLedger
from bouncekit.origin import Reporter, Setup, Verdict, check, consult, examine_envelope, examine_report
from origin.labelled import BOOK, KEYS, NOW, Inbound, labelled, sent

TAGS = Setup(always_tags=frozenset({"@collect.test"}))
SOME = Setup()


@pytest.fixture(scope="module")
def everything() -> list[Inbound]:
    return list(labelled())


def table(everything: list[Inbound], ledger: SqliteLedger | None, setup: Setup) -> dict[str, Counter[Verdict]]:
    counts: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for inbound in everything:
        report = bouncekit.parse(inbound.raw)
        proofs = examine_envelope(inbound.envelope_to, KEYS, NOW) + examine_report(report, KEYS, NOW)
        if ledger is not None:
            proofs += consult(ledger, BOOK, report, NOW)
        origin = check(
            report, envelope_to=inbound.envelope_to, proofs=proofs, now=NOW, setup=setup, reporter=inbound.reporter
        )
        counts[inbound.label][origin.verdict] += 1
    return counts


def share(counts: dict[str, Counter[Verdict]]) -> float:
    ours = counts["ours"] + counts["lost"]
    return ours[Verdict.OURS] / ours.total()


def test_the_set_is_large_and_has_every_sort(everything: list[Inbound]) -> None:
    counts = Counter(inbound.label for inbound in everything)
    assert counts.total() >= 200
    assert min(counts[label] for label in ("ours", "forged", "blowback", "copied")) >= 40, counts
    assert counts["lost"] >= 2


def test_batv_alone(everything: list[Inbound]) -> None:
    counts = table(everything, None, TAGS)
    for label in ("forged", "blowback", "copied"):
        assert counts[label][Verdict.OURS] == 0
    assert counts["forged"][Verdict.NOT_OURS] == counts["forged"].total()
    assert counts["blowback"][Verdict.NOT_OURS] == counts["blowback"].total()
    assert share(counts) >= 0.95, counts


def test_two_proofs(everything: list[Inbound], tmp_path: Path) -> None:
    with SqliteLedger(tmp_path / "ledger.db") as ledger:
        ledger.record(BOOK.entries(sent(), NOW))
        counts = table(everything, ledger, SOME)
    for label in ("forged", "blowback", "copied"):
        assert counts[label][Verdict.OURS] == 0, counts
    assert share(counts) >= 0.99, counts


def test_at_rcpt_forged_and_blowback_are_refused_by_the_token_alone(everything: list[Inbound]) -> None:
    for inbound in everything:
        proofs = examine_envelope(inbound.envelope_to, KEYS, NOW)
        origin = check(None, envelope_to=inbound.envelope_to, proofs=proofs, now=NOW, setup=TAGS)
        refused = inbound.label in ("forged", "blowback", "lost")
        assert (origin.reply is not None) is refused, inbound.name


def test_a_copy_for_another_recipient_is_held_against_nobody_whatever_is_known_of_the_reporter(
    everything: list[Inbound], tmp_path: Path
) -> None:
    """BATV is bound to no recipient: without a word of the reporter the message is ours, and lowers nobody."""
    copies = [inbound for inbound in everything if inbound.label == "copied"]
    with SqliteLedger(tmp_path / "ledger.db") as ledger:
        ledger.record(BOOK.entries(sent(), NOW))
        for inbound in copies:
            report = bouncekit.parse(inbound.raw)
            tag = examine_envelope(inbound.envelope_to, KEYS, NOW)
            for proofs in (tag, (*tag, *consult(ledger, BOOK, report, NOW))):
                for reporter in (None, Reporter(), inbound.reporter):
                    found = check(
                        report, envelope_to=inbound.envelope_to, proofs=proofs, now=NOW, setup=TAGS, reporter=reporter
                    )
                    assert found.recipients is None, inbound.name
                    assert (found.verdict is Verdict.OURS) is (reporter is None), inbound.name


def test_with_strict_binding_a_copy_is_never_ours(everything: list[Inbound]) -> None:
    strict = Setup(unbound=frozenset())
    for inbound in everything:
        if inbound.label == "copied":
            report = bouncekit.parse(inbound.raw)
            proofs = examine_envelope(inbound.envelope_to, KEYS, NOW)
            for reporter in (None, Reporter(), inbound.reporter):
                found = check(
                    report, envelope_to=inbound.envelope_to, proofs=proofs, now=NOW, setup=strict, reporter=reporter
                )
                assert found.verdict is Verdict.UNPROVEN


def test_what_is_ours_and_comes_from_a_relay_or_a_host_of_the_recipient_is_bound_to_it(
    everything: list[Inbound],
) -> None:
    bound = total = 0
    for inbound in everything:
        if inbound.label == "ours":
            report = bouncekit.parse(inbound.raw)
            proofs = examine_envelope(inbound.envelope_to, KEYS, NOW)
            found = check(report, envelope_to=inbound.envelope_to, proofs=proofs, now=NOW, reporter=inbound.reporter)
            total += any(r.final or r.original for r in report.recipients)
            bound += found.bound_to_recipient
    assert bound == total > 200
