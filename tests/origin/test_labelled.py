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


def test_without_a_word_of_the_reporter_a_replayed_tag_passes_and_with_strict_binding_it_does_not(
    everything: list[Inbound],
) -> None:
    """What the docs say of BATV: it is bound to no recipient."""
    copies = [inbound for inbound in everything if inbound.label == "copied"]
    for inbound in copies:
        report = bouncekit.parse(inbound.raw)
        proofs = examine_envelope(inbound.envelope_to, KEYS, NOW)
        for reporter in (Reporter(), inbound.reporter):
            strict = Setup(unbound=frozenset())
            found = check(
                report, envelope_to=inbound.envelope_to, proofs=proofs, now=NOW, setup=strict, reporter=reporter
            )
            assert found.verdict is not Verdict.OURS
