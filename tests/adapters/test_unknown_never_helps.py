"""Where we looked and could not tell, nothing is proven by it: SPF of unknown breadth, spent budgets, DMARC unread."""

from dataclasses import replace
from typing import Any, Final

import pytest

from bouncekit.adapters.auth import check_spf, verify_within
from bouncekit.adapters.dns import (
    Answer,
    Budgeted,
    FakeResolver,
    Resolver,
    State,
    dmarc_record_of,
    domain_facts,
    organisational_domain_by_walk,
    records_of,
    spf_lets_in_too_many,
)
from bouncekit.auth import AuthResults, DmarcPolicy, DmarcResult, Result, SpfIdentity, SpfResult
from bouncekit.errors import InvalidValueError
from bouncekit.policy import BALANCED, Grade, Verdict
from bouncekit.policy.posture import Forgeability, posture
from bouncekit.transaction import Client, Protocol
from signed_mail import CLIENT_IP, MAIL, Zone, proof, signed, today, transaction, verified, zone

SPF_NAME: Final = ("example.org", "TXT")
PLAIN: Final = b"Subject: x\r\n\r\nhi\r\n"


def spf_of(table: Zone, **more: Any) -> SpfResult:
    found = verified(PLAIN, table, **more).spf_of(SpfIdentity.MAILFROM, "example.org")
    assert found is not None
    return found


def graded(table: Zone, resolver: Resolver | None = None) -> Grade:
    """How well a pass proves the reverse-path, with the facts of its domain or without."""
    source = resolver or FakeResolver(table)
    auth = verified(PLAIN, table, resolver=source)
    with_facts = proof(auth, dns=domain_facts("example.org", source, client_ip=CLIENT_IP))
    assert with_facts <= proof(auth)
    return proof(auth)


@pytest.mark.rfc("RFC7208-4.6.4-01", "RFC7208-11.4-01")
@pytest.mark.parametrize(
    "more",
    [
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 include:wide.example -all",), ("wide.example", "TXT"): ("v=spf1 ip4:0.0.0.0/1 -all",)},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 include:wide.example -all",), ("wide.example", "TXT"): ("v=spf1 ip4:0.0.0.0/1 ?all",)},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 include:wide.example -all",), ("wide.example", "TXT"): ("v=spf1 +all",)},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 include:wide.example -all",), ("wide.example", "TXT"): ("v=spf1 ptr -all",)},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 redirect=wide.example",), ("wide.example", "TXT"): ("v=spf1 exists:x.example ?all",)},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 redirect=wide.example",), ("wide.example", "TXT"): ("v=spf1 ?all",)},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 include:a.example include:b.example -all",),
         ("a.example", "TXT"): ("v=spf1 ip4:10.0.0.0/16 -all",), ("b.example", "TXT"): ("v=spf1 ip4:10.9.0.0/24 -all",)},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 include:%{i}.wide.example -all",)},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 include:%{d}.wide.example -all",)},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 include:down.example -all",), ("down.example", "TXT"): State.FAILED},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 include:a.example -all",), ("a.example", "TXT"): ("v=spf1 include:down.example",),
         ("down.example", "TXT"): State.FAILED},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 include:two.example -all",), ("two.example", "TXT"): ("v=spf1 a", "v=spf1 mx")},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 include:odd.example -all",), ("odd.example", "TXT"): ("v=spf1 ip4:1.2.3.0/² -all",)},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 include:n0.example -all",),
         **{(f"n{n}.example", "TXT"): (f"v=spf1 ip4:10.0.{n}.1 include:n{n + 1}.example -all",) for n in range(12)}},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 " + " ".join(f"include:n{n}.example" for n in range(12)) + " -all",),
         **{(f"n{n}.example", "TXT"): (f"v=spf1 ip4:10.0.{n}.1 -all",) for n in range(12)}},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 a/0 -all",)},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 ip6:2000::/4 -all",)},
    ],
    ids=str,
)  # fmt: skip
def test_a_record_whose_breadth_is_wide_or_unknown_is_weak(more: Zone) -> None:
    table = zone() | more
    found = spf_of(table)
    assert (found.result, found.permissive) == (Result.PASS, True)
    assert graded(table) is Grade.WEAK


@pytest.mark.parametrize(
    "more",
    [
        {SPF_NAME: ("v=spf1 ip4:203.0.113.9 -all",)},
        {SPF_NAME: ("v=spf1 ip4:203.0.113.0/24 a mx include:a.example ~all",), ("a.example", "TXT"): ("v=spf1 ip4:10.0.0.0/20 ?all",)},
        {SPF_NAME: ("v=spf1 redirect=a.example",), ("a.example", "TXT"): ("v=spf1 ip4:203.0.113.9 -all",)},
        {SPF_NAME: ("v=spf1 include:a.example include:b.example -all", "another text"),
         ("a.example", "TXT"): ("v=spf1 ip4:203.0.113.9 -all",), ("b.example", "TXT"): ("v=spf1 ip6:2001:db8::/48 -all",)},
    ],
    ids=str,
)  # fmt: skip
def test_an_ordinary_record_is_fair(more: Zone) -> None:
    table = zone() | more
    assert spf_of(table).permissive is False
    assert graded(table) is Grade.FAIR


def test_a_border_that_hands_over_the_result_alone_keeps_its_grade() -> None:
    alone = AuthResults(spf=(SpfResult(result=Result.PASS, identity=SpfIdentity.MAILFROM, domain="example.org"),))
    assert proof(alone) is Grade.FAIR
    wide = FakeResolver(zone() | {SPF_NAME: ("v=spf1 include:b.example -all",), ("b.example", "TXT"): ("v=spf1 all",)})
    assert proof(alone, dns=domain_facts("example.org", wide)) is Grade.WEAK
    down = FakeResolver(zone() | {SPF_NAME: State.FAILED})
    assert proof(alone, dns=domain_facts("example.org", down)) is Grade.WEAK
    spent = Budgeted(FakeResolver(zone()), lookups=1)
    spent.lookup("x.example", "A")
    assert proof(alone, dns=domain_facts("example.org", spent)) is Grade.WEAK


class Recording:
    """Keeps what was asked, in order."""

    def __init__(self, table: Zone) -> None:
        self.asked: list[str] = []
        self._inner = FakeResolver(table)

    def lookup(self, name: str, rtype: str) -> Answer:
        self.asked.append(name)
        return self._inner.lookup(name, rtype)


@pytest.mark.rfc("RFC7208-2.4-01")
def test_mail_from_is_looked_up_before_helo_which_has_a_budget_of_its_own() -> None:
    burner = "v=spf1 " + " ".join(f"mx:m{n}.evil.example" for n in range(9)) + " ip4:203.0.113.9 -all"
    table = zone() | {
        SPF_NAME: ("v=spf1 ip4:203.0.113.9 include:cloud.example ~all",),
        ("evil.example", "TXT"): (burner,),
    }
    table["cloud.example", "TXT"] = ("v=spf1 ip4:203.0.0.0/12 -all",)
    for n in range(9):
        table[f"m{n}.evil.example", "MX"] = tuple(f"{j} h{j}.m{n}.evil.example" for j in range(9))
        table.update({(f"h{j}.m{n}.evil.example", "A"): ("192.0.2.1",) for j in range(9)})
    seen = Recording(table)
    auth = verified(signed(), table, resolver=seen, helo="evil.example")
    hostile = [name for name in seen.asked if name.endswith("evil.example")]
    assert len(hostile) <= 10
    assert seen.asked[-len(hostile) :] == hostile
    assert [s.identity for s in auth.spf] == [SpfIdentity.HELO, SpfIdentity.MAILFROM]
    assert auth.spf[0].result is Result.TEMPERROR
    assert graded(table, Budgeted(FakeResolver(table), lookups=60)) is Grade.WEAK


@pytest.mark.parametrize(
    "helo",
    ["my pc", "[192.0.2.1]", "localhost", "x" * 5_000, "a." * 3_000 + "b", "a..b", "\udcff.example", "é.example\r\n"],
)
def test_a_helo_that_is_no_name_is_not_looked_up(helo: str) -> None:
    seen = Recording(zone())
    found = check_spf(CLIENT_IP, helo, "", seen)
    assert [(s.identity, s.result, s.domain) for s in found] == [(SpfIdentity.HELO, Result.NONE, None)]
    assert seen.asked == []


@pytest.mark.parametrize(
    "record",
    ["v=spf1 " + "a" * 5_000 + " -all", "v=spf1 " + "ip4:203.0.113.9 " * 300, "v=spf1 exists:" + "%{i}" * 2_000],
)
def test_a_record_that_is_too_long_is_not_handed_on(record: str) -> None:
    assert spf_of(zone() | {SPF_NAME: (record,)}).result is Result.PERMERROR


# -- DMARC


def dmarc(data: bytes, table: Zone, **more: Any) -> DmarcResult:
    found = verified(data, zone("example.org", "news.example.org", "esp.example") | table, **more).dmarc
    assert found is not None
    return found


DMARC: Final = ("_dmarc.example.org", "TXT")


@pytest.mark.rfc("RFC9989-5.3.6-01", "RFC9989-4.10-01")
@pytest.mark.parametrize(
    ("table", "result", "policy"),
    [
        ({}, Result.NONE, None),
        ({DMARC: ("v=DMARC1; p=reject",)}, Result.PASS, DmarcPolicy.REJECT),
        ({DMARC: ("v=DMARC1; p=none; rua=mailto:a@example.org;;",)}, Result.PASS, DmarcPolicy.NONE),
        ({DMARC: ("v = DMARC1 ; p = Quarantine", "unrelated")}, Result.PASS, DmarcPolicy.QUARANTINE),
        ({DMARC: ("v=DMARC1; rua=mailto:a@example.org",)}, Result.PASS, DmarcPolicy.NONE),
        ({DMARC: ("v=DMARC1; p=perhaps; rua=mailto:a@example.org",)}, Result.PASS, DmarcPolicy.NONE),
        ({DMARC: State.FAILED}, Result.TEMPERROR, None),
        ({DMARC: State.EMPTY, ("_dmarc.org", "TXT"): State.FAILED}, Result.TEMPERROR, None),
        ({DMARC: ("v=DMARC1; p=none", "v=DMARC1; p=reject")}, Result.PERMERROR, None),
        ({DMARC: ("v=DMARC1; p=none; p=reject",)}, Result.PERMERROR, None),
        ({DMARC: ("v=DMARC1; p=perhaps",)}, Result.PERMERROR, None),
        ({DMARC: ("v=DMARC1",)}, Result.PERMERROR, None),
        ({DMARC: ("v=DMARC1; p=reject; adkim=x",)}, Result.PERMERROR, None),
        ({DMARC: ("v=DMARC1; p=reject; junk",)}, Result.PERMERROR, None),
        ({DMARC: ("v=DMARC10; p=reject",)}, Result.NONE, None),
        ({DMARC: ("v=spf1 -all",)}, Result.NONE, None),
    ],
)
def test_what_a_dmarc_record_says(table: Zone, result: Result, policy: DmarcPolicy | None) -> None:
    found = dmarc(signed(), table)
    assert (found.result, found.policy, found.from_) == (result, policy, "ann@example.org")


@pytest.mark.parametrize(
    ("signer", "tags", "result"),
    [
        ("example.org", "", Result.PASS),
        ("example.org", "adkim=s; aspf=s", Result.PASS),
        ("example.org", "adkim=S", Result.PASS),
        ("news.example.org", "", Result.PASS),
        ("news.example.org", "adkim=r; aspf=s", Result.PASS),
        ("news.example.org", "adkim=s", Result.FAIL),
        ("news.example.org", "adkim=s; aspf=r", Result.FAIL),
        ("esp.example", "", Result.FAIL),
    ],
)
def test_alignment_of_signatures(signer: str, tags: str, result: Result) -> None:
    table: Zone = {DMARC: (f"v=DMARC1; p=reject; {tags}",), ("_dmarc.esp.example", "TXT"): ("v=DMARC1; p=none",)}
    assert dmarc(signed(domain=signer), table).result is result


@pytest.mark.parametrize(
    ("path", "tags", "result"),
    [
        ("ann@example.org", "aspf=s", Result.PASS),
        ("b@bounce.example.org", "", Result.PASS),
        ("b@bounce.example.org", "aspf=s", Result.FAIL),
        ("b@bounce.example.org", "adkim=s", Result.PASS),
        ("b@esp.example", "", Result.FAIL),
    ],
)
def test_alignment_of_spf(path: str, tags: str, result: Result) -> None:
    table: Zone = {DMARC: (f"v=DMARC1; p=reject; {tags}",)}
    for name in ("example.org", "bounce.example.org", "esp.example"):
        table[name, "TXT"] = ("v=spf1 ip4:203.0.113.9 -all",)
    assert dmarc(MAIL, table, reverse_path=path).result is result


def test_a_parent_is_another_organisation_where_its_owner_says_so() -> None:
    table: Zone = {DMARC: ("v=DMARC1; p=reject; psd=n",), ("_dmarc.org", "TXT"): ("v=DMARC1; p=reject; psd=y",)}
    assert dmarc(signed(), table).result is Result.PASS
    shared: Zone = {
        ("_dmarc.a.pages.example", "TXT"): ("v=DMARC1; p=reject",),
        ("_dmarc.pages.example", "TXT"): ("v=DMARC1; p=none; psd=y",),
    }
    mail = MAIL.replace(b"ann@example.org", b"ann@a.pages.example")
    found = verified(signed(mail, "b.pages.example"), zone("a.pages.example", "b.pages.example") | shared).dmarc
    assert found is not None
    assert found.result is Result.FAIL


def test_the_policy_for_what_lies_below() -> None:
    table = {DMARC: ("v=DMARC1; p=reject; sp=quarantine; np=none",), ("real.example.org", "A"): ("192.0.2.1",)}
    below = dmarc_record_of("real.example.org", FakeResolver(table))
    assert (below.policy, below.domain) == (DmarcPolicy.QUARANTINE, "example.org")
    assert dmarc_record_of("gone.example.org", FakeResolver(table)).policy is DmarcPolicy.NONE
    plain = FakeResolver({DMARC: ("v=DMARC1; p=reject",)})
    assert dmarc_record_of("a.b.example.org", plain).policy is DmarcPolicy.REJECT


def test_a_walk_that_failed_is_no_misalignment() -> None:
    table: Zone = {DMARC: ("v=DMARC1; p=reject",), ("_dmarc.news.example.org", "TXT"): State.FAILED}
    assert dmarc(signed(domain="news.example.org"), table).result is Result.TEMPERROR
    assert organisational_domain_by_walk("news.example.org", FakeResolver(table)) is None


def test_what_could_not_be_read_is_no_posture() -> None:
    guarded: Zone = {
        SPF_NAME: ("v=spf1 include:down.example -all",),
        DMARC: ("v=DMARC1; p=reject",),
        ("down.example", "TXT"): State.FAILED,
    }
    found = posture(records_of("example.org", FakeResolver(zone() | guarded)))
    assert found.forgeability is Forgeability.EASY
    assert "spf-breadth-unknown" in {finding.id for finding in found.findings}
    guarded["down.example", "TXT"] = ("v=spf1 ip4:192.0.2.1 -all",)
    assert posture(records_of("example.org", FakeResolver(zone() | guarded))).forgeability is Forgeability.HARD
    guarded[DMARC] = ("v=DMARC1; p=none", "v=DMARC1; p=reject")
    twice = posture(records_of("example.org", FakeResolver(zone() | guarded)))
    assert "dmarc-unknown" in {finding.id for finding in twice.findings}


def test_a_loop_ends_and_lets_nobody_in() -> None:
    loop = FakeResolver(
        {
            ("a.example", "TXT"): ("v=spf1 include:b.example ip4:192.0.2.1",),
            ("b.example", "TXT"): ("v=spf1 include:a.example",),
        }
    )
    assert spf_lets_in_too_many("a.example", loop) is None  # whose breadth is not learnt counts as broad


# -- off the event loop


class Stuck:
    """A resolver that answers nobody for a while."""

    def __init__(self) -> None:
        import threading

        self.free = threading.Event()

    def lookup(self, name: str, rtype: str) -> Answer:
        self.free.wait(20)
        return Answer(State.FAILED)


def test_a_check_that_takes_too_long_is_given_up_and_proves_nothing() -> None:
    import asyncio

    fields: dict[str, Any] = {
        "client_ip": CLIENT_IP,
        "helo": "x.example",
        "reverse_path": "ann@example.org",
        "now": today(),
    }

    async def run() -> tuple[AuthResults, AuthResults]:
        stuck = Stuck()
        late = await verify_within(0.05, MAIL, resolver=stuck, **fields)
        stuck.free.set()
        return late, await verify_within(20, signed(), resolver=FakeResolver(zone()), **fields)

    late, found = asyncio.run(run())
    assert proof(late) is Grade.NONE
    assert late.spf[0].result is Result.TEMPERROR
    assert proof(found, policy=BALANCED) is Grade.STRONG
    with pytest.raises(InvalidValueError, match="seconds"):
        asyncio.run(verify_within(0, MAIL, resolver=FakeResolver({}), **fields))


def test_what_the_client_chose_leaves_enough_of_the_budget() -> None:
    """Signers and an author with deep names, and a costly HELO, cannot hide that the reverse-path takes no mail."""
    deep = [".".join(f"l{n}" for n in range(12)) + f".d{m}.example" for m in range(5)]
    mail = MAIL.replace(b"ann@example.org", f"eve@{'.'.join('abcdefghij')}.evil.example".encode())
    for name in deep:
        mail = signed(mail, name)
    table = zone("example.org", *deep) | {
        SPF_NAME: ("v=spf1 ip4:203.0.113.9 -all",),
        ("example.org", "MX"): ("0 .",),
        ("_dmarc.evil.example", "TXT"): ("v=DMARC1; p=none",),
        ("evil.example", "TXT"): ("v=spf1 " + " ".join(f"a:a{n}.evil.example" for n in range(10)) + " -all",),
    }
    budget = Budgeted(FakeResolver(table), lookups=60)
    auth = verified(mail, table, resolver=budget, helo="evil.example")
    assert len([d for d in auth.dkim if d.result is Result.PASS]) == 5
    assert auth.dmarc is not None
    assert auth.dmarc.result is Result.TEMPERROR
    assert domain_facts("example.org", budget).null_mx is True


def test_the_address_of_a_client_is_one() -> None:
    with pytest.raises(InvalidValueError, match="client_ip"):
        domain_facts("example.org", FakeResolver(zone()), client_ip="300.1.1.1")


@pytest.mark.parametrize(
    "down",
    [
        {("example.org", "MX"): State.FAILED},
        {("mx.example.org", "A"): State.FAILED},
        {SPF_NAME: State.FAILED},
        {SPF_NAME: ("v=spf1 include:down.example -all",), ("down.example", "TXT"): State.FAILED},
    ],
    ids=str,
)
def test_facts_that_could_not_be_learnt_put_the_notice_off(down: Zone) -> None:
    """A null MX or a broad record that was not seen may not help: ask again, and after the deadline decide without."""
    narrow: Zone = zone() | {SPF_NAME: ("v=spf1 ip4:203.0.113.9 -all",)}
    auth = verified(PLAIN, narrow)
    facts = domain_facts("example.org", FakeResolver(narrow | down))
    txn = transaction()
    assert BALANCED.decide(txn, auth, dns=domain_facts("example.org", FakeResolver(narrow))).verdict is Verdict.SEND
    assert facts.lookup_failed
    assert BALANCED.decide(txn, auth, dns=facts).verdict is Verdict.DEFER
    late = replace(txn, deferred_seconds=432_000)
    assert BALANCED.decide(late, auth, dns=facts).verdict is (
        Verdict.SUPPRESS if facts.spf_permissive else Verdict.SEND
    )
    assert BALANCED.decide(txn, AuthResults(), dns=facts).verdict is Verdict.DEFER
    own = replace(txn, client=Client(login="ann", login_may_use_reverse_path=True), protocol=Protocol.SUBMISSION)
    assert BALANCED.decide(own, dns=facts).verdict is Verdict.SEND
