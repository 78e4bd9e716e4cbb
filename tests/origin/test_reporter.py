"""Who speaks for a recipient's domain, and what the judgement costs; the conditions that no test asked for."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bouncekit.origin import (
    Proof,
    ProofFault,
    ProofKind,
    Reporter,
    Setup,
    Verdict,
    batv,
    check,
    examine_envelope,
    examine_report,
    signed,
    verp,
)
from bouncekit.origin.keys import day_number
from bouncekit.report.model import Recipient, Report, Returned
from bouncekit.spans import Anomaly
from bouncekit.vocabulary import ReportKind
from strategies.origin import NOW, RING

NEWS = "news@here.example"
TAG = batv.mint(NEWS, RING, NOW)
ISP = frozenset({"mx.isp.example"})


def report(*recipients: str, **more: object) -> Report:
    made = Report(kind=ReportKind.DELIVERY_STATUS, recipients=tuple(Recipient(final=to) for to in recipients))
    return replace(made, **more)  # type: ignore[arg-type]


def held(reporter: Reporter, *recipients: str, setup: Setup | None = None) -> bool:
    found = check(
        report(*recipients or ("victim@isp.example",)), envelope_to=TAG, proofs=examine_envelope(TAG, RING, NOW),
        now=NOW, reporter=reporter, setup=setup or Setup(),
    )  # fmt: skip
    assert found.bound_to_recipient is (found.verdict is Verdict.OURS)
    return found.bound_to_recipient


def named(*names: str, hosts: Mapping[str, frozenset[str]] | frozenset[str] = ISP, **more: object) -> Reporter:
    return Reporter(names=frozenset(names), hosts_of_recipient=hosts, reverse_path="", **more)  # type: ignore[arg-type]


STRANGERS = {
    "a customer's line": named("c-73-1-2-3.hsd1.pa.isp.example"),
    "below the MX host": named("evil.mx.isp.example"),
    "below a domain that is its own MX": named("c-1.isp.example", hosts=frozenset({"isp.example"})),
    "the domain above": named("example"),
    "a name that ends alike": named("evilisp.example", "evilmx.isp.example"),
    "the domain inside a name": named("isp.example.evil.example"),
    "no name": named(""),
    "the root": named("."),
    "an empty host": named("x.evil.example", hosts=frozenset({"", "."})),
    "two dots": named("isp.example.."),
    "SPF of another domain": named("x.evil.example", spf_domains=frozenset({"evil.example"})),
    "SPF of the domain above": named("x.evil.example", spf_domains=frozenset({"example"})),
    "SPF of a host below": named("x.evil.example", spf_domains=frozenset({"c-1.isp.example"})),
    "a host of another recipient's domain": named(
        "mx.evil.example", hosts={"evil.example": frozenset({"mx.evil.example"})}
    ),
    "below a hoster that was named as a host": named("evil.hoster.example", hosts=frozenset({"hoster.example"})),
    "HELO fails SPF": named("mx.isp.example", helo_spf_fails=True),
}
SPEAKERS = {
    "the MX host": named("mx.isp.example"),
    "the MX host, in other letters": named("MX.Isp.EXAMPLE."),
    "the very name": named("isp.example"),
    "one of two names": named("c-1.evil.example", "mx.isp.example"),
    "by domain": named("mx.isp.example", hosts={"ISP.example.": ISP}),
    "its SPF": named("out.hoster.example", spf_domains=frozenset({"isp.example"})),
    "all hosts of a hoster": named("out7.hoster.example", hosts=frozenset({".hoster.example"})),
    "a relay of ours": Reporter(own_relay=True),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_is_held_against_nobody(name: str) -> None:
    assert not held(STRANGERS[name])


@pytest.mark.parametrize("name", SPEAKERS)
def test_who_speaks_for_the_domain_is_heard(name: str) -> None:
    assert held(SPEAKERS[name])


def test_an_internationalised_domain_has_one_name() -> None:
    hosts = {"straße.example": frozenset({"mx.xn--strae-oqa.example"})}
    assert held(named("mx.straße.example", hosts=hosts), "bob@xn--strae-oqa.example")
    assert not held(named("mx.strasse.example", hosts=hosts), "bob@straße.example")
    assert not held(named("strasse.example"), "bob@straße.example")


def test_hosts_without_a_domain_say_nothing_of_two_domains() -> None:
    """The union of both domains' MX hosts would let eve's speak for the victim."""
    both = ("eve@evil.example", "victim@isp.example")
    assert not held(named("mx.evil.example", hosts=ISP | {"mx.evil.example"}), *both)
    apart = {"isp.example": ISP, "evil.example": frozenset({"mx.evil.example"})}
    assert not held(named("mx.evil.example", hosts=apart), *both)
    assert held(named("mx.evil.example", "mx.isp.example", hosts=apart), *both)
    assert held(named("mx.isp.example"), "a@isp.example", "b@isp.example")


def test_an_organisation_makes_nobody_speak_and_a_public_suffix_never_does() -> None:
    def organisation(name: str) -> str | None:
        return None if name in {"example", "pages.example"} else ".".join(name.split(".")[-2:])

    setup = Setup(organisational_domain=organisation)
    assert not held(STRANGERS["a customer's line"], setup=setup)
    assert held(SPEAKERS["the MX host"], setup=setup)
    assert held(named("pages.example"), "a@pages.example")
    assert not held(named("pages.example"), "a@pages.example", setup=setup)


def test_what_is_said_of_strangers_is_bounded() -> None:
    many = report(*(f"a@b{n}.example" for n in range(5000)))
    found = check(many, envelope_to=TAG, proofs=examine_envelope(TAG, RING, NOW), now=NOW, reporter=named("x.example"))
    assert found.verdict is Verdict.UNPROVEN
    assert 1 <= sum(b.rule == "reporter-not-aligned" for b in found.because) <= 20


def test_many_envelopes_and_proofs_are_looked_at_once_each() -> None:
    class Counted(str):
        """Counts how often the text is lowered."""

        __slots__ = ()
        times = 0

        def strip(self, *chars: str) -> str:  # type: ignore[override]
            Counted.times += 1
            return str.strip(self, *chars)

    proofs = [Proof(kind=ProofKind.BATV, fault=ProofFault.NOT_SIGNED, subject=Counted(f"a{n}@h")) for n in range(2000)]
    check(None, envelope_to=[f"a{n}@h" for n in range(2000)], proofs=proofs, now=NOW)
    assert Counted.times <= 2 * len(proofs)


# -- conditions ----------------------------------------------------------------------------------------------------------

BOB = "bob@example.net"
DAY = day_number(NOW)
LOST = Proof(kind=ProofKind.LEDGER, fault=ProofFault.UNAVAILABLE, subject="", detail="down")


def returned(message_id: str, *fields: tuple[str, str]) -> Report:
    return report(BOB, returned=Returned(message_id=message_id, headers=fields))


def test_the_proof_of_another_report_proves_nothing() -> None:
    other = returned(signed.mint_message_id("1", "here.example", RING, NOW, recipient=BOB))
    header = signed.mint_header("<2@here.example>", RING, NOW, recipient=BOB)
    third = returned("<2@here.example>", (signed.HEADER_NAME, header))
    ledger = Proof(kind=ProofKind.LEDGER, fault=None, subject="<3@h.example>", recipients=frozenset({BOB}), day=DAY)
    dkim = replace(ledger, kind=ProofKind.DKIM)
    proofs = [*examine_report(other, RING, NOW), *examine_report(third, RING, NOW)]
    assert sum(p.valid for p in proofs) == 2
    mine = returned("<this@here.example>", ("X-Bounce-Proof", "x"))
    for proof in (*(p for p in proofs if p.valid), ledger, dkim):
        found = check(mine, envelope_to=NEWS, proofs=[proof], now=NOW)
        assert found.verdict is Verdict.UNPROVEN
        assert "proof-of-something-else" in {b.rule for b in found.because}
    for own in (other, third):
        assert check(own, envelope_to=NEWS, proofs=examine_report(own, RING, NOW), now=NOW).verdict is Verdict.OURS


def test_what_a_person_passed_on_needs_a_bound_proof_and_one_is_enough() -> None:
    passed_on = report(BOB, anomalies=(Anomaly(id="report-forwarded"),))
    path = verp.mint(NEWS, BOB, RING, NOW)
    for token, verdict in ((TAG, Verdict.UNPROVEN), (path, Verdict.OURS)):
        found = check(passed_on, envelope_to=token, proofs=examine_envelope(token, RING, NOW), now=NOW)
        assert found.verdict is verdict
        assert ("reported-by-a-person" in {b.rule for b in found.because}) is (verdict is Verdict.UNPROVEN)


def test_a_ledger_that_is_down_spoils_no_bound_proof() -> None:
    path = verp.mint(NEWS, BOB, RING, NOW)
    for token, verdict in ((TAG, Verdict.UNPROVEN), (path, Verdict.OURS)):
        proofs = [*examine_envelope(token, RING, NOW), LOST]
        assert check(report(BOB), envelope_to=token, proofs=proofs, now=NOW).verdict is verdict


def test_a_domain_that_never_sends_has_one_name() -> None:
    setup = Setup(never_sends=frozenset({"straße.example"}), always_tags=frozenset({"News@bücher.example"}))
    for to in ("x@xn--strae-oqa.example", "x@STRASSE.example"):
        found = check(None, envelope_to=to, proofs=(), now=NOW, setup=setup)
        assert found.verdict is (Verdict.NOT_OURS if "xn--" in to else Verdict.UNPROVEN)
    untagged = check(None, envelope_to="news@xn--bcher-kva.example", proofs=(), now=NOW, setup=setup)
    assert untagged.verdict is Verdict.NOT_OURS
