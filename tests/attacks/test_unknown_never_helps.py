"""Where we looked and could not tell, the sender gains nothing; a record that lets everybody in proves nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from attacks.attack_kit import CLIENT_IP, NOW, key_record, sends, sign, verified, zone
from bouncekit import AuthResults
from bouncekit.adapters.dns import Budgeted, FakeResolver, State, domain_facts
from bouncekit.auth import Result
from bouncekit.policy import STRICT

FAILED = State.FAILED
MX = {("v.org", "MX"): ("10 mx.v.org",), ("mx.v.org", "A"): ("93.184.216.34",), ("v.org", "A"): ("93.184.216.35",)}


def asked(table: dict[tuple[str, str], Any], *, helo: str = "evil.example", lookups: int | None = None) -> bool:
    resolver: Any = FakeResolver({**MX, **table})
    if lookups is not None:
        resolver = Budgeted(resolver, seconds=60, lookups=lookups)
    auth = verified(b"From: ann@v.org\r\n\r\nx\r\n", "ann@v.org", {}, helo=helo, resolver=resolver)
    return sends("ann@v.org", auth, dns=domain_facts("v.org", FakeResolver({**MX, **table}), client_ip=CLIENT_IP))


FOR_EVERYBODY: dict[str, dict[tuple[str, str], Any]] = {
    "+all": {("v.org", "TXT"): ("v=spf1 +all",)},
    "all": {("v.org", "TXT"): ("v=spf1 all",)},
    "a/0": {("v.org", "TXT"): ("v=spf1 a/0 -all",)},
    "a/8": {("v.org", "TXT"): ("v=spf1 a:x.org/8 -all",), ("x.org", "A"): ("203.1.1.1",)},
    "mx/0": {("v.org", "TXT"): ("v=spf1 mx/0 -all",)},
    "mx/4": {
        ("v.org", "TXT"): ("v=spf1 mx:x.org/4 -all",),
        ("x.org", "MX"): ("1 h.x.org",),
        ("h.x.org", "A"): ("203.1.1.1",),
    },
    "halves": {("v.org", "TXT"): ("v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all",)},
    "eighths": {("v.org", "TXT"): ("v=spf1 " + " ".join(f"ip4:{n}.0.0.0/8" for n in range(200, 210)) + " -all",)},
    "exists": {("v.org", "TXT"): ("v=spf1 exists:v.org -all",)},
    "exists of the client": {
        ("v.org", "TXT"): ("v=spf1 exists:%{i}.x.org -all",),
        ("203.0.113.9.x.org", "A"): ("127.0.0.2",),
    },
    "ptr": {
        ("v.org", "TXT"): ("v=spf1 ptr -all",),
        ("9.113.0.203.in-addr.arpa", "PTR"): ("h.v.org",),
        ("h.v.org", "A"): ("203.0.113.9",),
    },
    "by include": {("v.org", "TXT"): ("v=spf1 include:x.org -all",), ("x.org", "TXT"): ("v=spf1 +all",)},
    "by redirect": {("v.org", "TXT"): ("v=spf1 redirect=x.org",), ("x.org", "TXT"): ("v=spf1 a/0 -all",)},
    "by include of an include": {
        ("v.org", "TXT"): ("v=spf1 include:x.org -all",),
        ("x.org", "TXT"): ("v=spf1 include:y.org ?all",),
        ("y.org", "TXT"): ("v=spf1 ip4:203.0.0.0/9 -all",),
    },
    "wide beside narrow": {("v.org", "TXT"): ("v=spf1 ip4:203.0.113.9 a/0 -all",)},
    "many cidrs by include": {
        ("v.org", "TXT"): ("v=spf1 include:x.org include:y.org -all",),
        ("x.org", "TXT"): ("v=spf1 ip4:203.0.0.0/12 -all",),
        ("y.org", "TXT"): ("v=spf1 ip4:10.0.0.0/8 -all",),
    },
}


@pytest.mark.parametrize("name", FOR_EVERYBODY)
def test_a_pass_that_everybody_gets_proves_nothing(name: str) -> None:
    assert not asked(FOR_EVERYBODY[name])


UNLEARNT: dict[str, dict[tuple[str, str], Any]] = {
    "an include that fails": {
        ("v.org", "TXT"): ("v=spf1 ip4:203.0.113.9 include:x.org -all",),
        ("x.org", "TXT"): FAILED,
    },
    "an a that fails": {("v.org", "TXT"): ("v=spf1 ip4:203.0.113.9 a:x.org/8 -all",), ("x.org", "A"): FAILED},
    "an mx that fails": {("v.org", "TXT"): ("v=spf1 ip4:203.0.113.9 mx:x.org/8 -all",), ("x.org", "MX"): FAILED},
    "an include within an include that fails": {
        ("v.org", "TXT"): ("v=spf1 ip4:203.0.113.9 include:x.org -all",),
        ("x.org", "TXT"): ("v=spf1 include:y.org -all",),
        ("y.org", "TXT"): FAILED,
    },
    "eleven includes": {
        ("v.org", "TXT"): ("v=spf1 ip4:203.0.113.9 " + " ".join(f"include:x{n}.org" for n in range(1, 12)) + " -all",),
        **{(f"x{n}.org", "TXT"): ("v=spf1 ip4:192.0.2.1 -all",) for n in range(11)},
        ("x11.org", "TXT"): ("v=spf1 +all",),
    },
    "a circle": {
        ("v.org", "TXT"): ("v=spf1 ip4:203.0.113.9 include:x.org -all",),
        ("x.org", "TXT"): ("v=spf1 include:v.org -all",),
    },
    "two records in an include": {
        ("v.org", "TXT"): ("v=spf1 ip4:203.0.113.9 include:x.org -all",),
        ("x.org", "TXT"): ("v=spf1 -all", "v=spf1 +all"),
    },
}


@pytest.mark.parametrize("name", UNLEARNT)
def test_a_record_whose_breadth_was_not_learnt_counts_as_broad(name: str) -> None:
    assert not asked(UNLEARNT[name])


def test_a_narrow_record_is_believed() -> None:
    assert asked(
        {
            ("v.org", "TXT"): ("v=spf1 ip4:203.0.113.0/28 mx a include:x.org -all",),
            ("x.org", "TXT"): ("v=spf1 ip4:192.0.2.0/24 -all",),
        }
    )


def test_the_helo_has_a_budget_of_its_own() -> None:
    table: dict[tuple[str, str], Any] = {
        ("v.org", "TXT"): ("v=spf1 include:x.org -all",),
        ("x.org", "TXT"): ("v=spf1 ip4:203.0.113.8/29 -all",),
        ("evil.example", "TXT"): ("v=spf1 " + " ".join(f"a:a{n}.evil.example" for n in range(10)) + " -all",),
        **{(f"a{n}.evil.example", "A"): ("192.0.2.1",) for n in range(10)},
    }
    assert asked(table, lookups=40)


@pytest.mark.parametrize("lookups", range(1, 12))
def test_a_spent_budget_sends_nothing_that_a_full_one_holds_back(lookups: int) -> None:
    wide = {
        ("v.org", "TXT"): ("v=spf1 include:x.org -all",),
        ("x.org", "TXT"): ("v=spf1 include:y.org -all",),
        ("y.org", "TXT"): ("v=spf1 ip4:203.0.0.0/8 -all",),
    }
    assert not asked(wide, lookups=lookups)


FROM_ANN = b"From: ann@v.org\r\nTo: b@here.example\r\nSubject: x\r\nDate: Mon, 23 Nov 2026 12:00:00 +0000\r\n\r\nhi\r\n"


@pytest.mark.parametrize(
    "records",
    [FAILED, ("v=DMARC1; p=reject", "v=DMARC1; p=none"), ("v=DMARC1; p=\xff",), ("v=DMARC1; p=",)],
    ids=["failed", "two", "no ASCII", "empty"],
)
def test_dmarc_that_could_not_be_read_is_no_absence_and_no_pass(records: Any) -> None:
    auth = verified(sign(FROM_ANN, "v.org"), "ann@v.org", zone("v.org") | {("_dmarc.v.org", "TXT"): records})
    assert auth.dmarc is not None
    assert auth.dmarc.result is (Result.TEMPERROR if records is FAILED else Result.PERMERROR)


@pytest.mark.parametrize(
    ("record", "passes"), [("adkim=s", False), ("adkim=r", True), ("", True), ("adkim=S", False), ("aspf=s", True)]
)
def test_strict_alignment_is_what_the_record_says(record: str, *, passes: bool) -> None:
    table = zone("news.v.org", "v.org") | {("_dmarc.v.org", "TXT"): (f"v=DMARC1; p=reject; {record}",)}
    auth = verified(sign(FROM_ANN, "news.v.org"), "ann@v.org", table)
    assert auth.dmarc is not None
    assert (auth.dmarc.result is Result.PASS) is passes


KEYS = {
    "in testing mode": "t=y; ",
    "in testing mode among flags": "t=s:y; ",
    "in testing mode, blanks": "t= y : s ; ",
    "for another service": "s=tlsrpt; ",
    "for another hash": "h=sha1; ",
    "of another type": "k=ed25519; ",
}


@pytest.mark.parametrize("name", KEYS)
def test_a_key_that_is_not_for_this_proves_nothing(name: str) -> None:
    record = key_record().replace("k=rsa; ", KEYS[name] + ("" if "k=" in KEYS[name] else "k=rsa; "))
    auth = verified(sign(FROM_ANN, "v.org"), "ann@v.org", zone("v.org") | {("s._domainkey.v.org", "TXT"): (record,)})
    assert not sends("ann@v.org", auth, policy=STRICT)


@pytest.mark.parametrize("record", ["v=DKIM1; p=", "v=DKIM2; p=x", "p=!!!", "", "v=DKIM1"])
def test_a_key_that_is_none_proves_nothing(record: str) -> None:
    auth = verified(sign(FROM_ANN, "v.org"), "ann@v.org", zone("v.org") | {("s._domainkey.v.org", "TXT"): (record,)})
    assert not sends("ann@v.org", auth, policy=STRICT)


def test_a_key_with_the_flag_for_strict_domains_is_a_key() -> None:
    record = key_record("t=s; s=email; h=sha256; n=hello; ")
    auth = verified(sign(FROM_ANN, "v.org"), "ann@v.org", zone("v.org") | {("s._domainkey.v.org", "TXT"): (record,)})
    assert sends("ann@v.org", auth, policy=STRICT)


@pytest.mark.parametrize("more", [{"length": True}, {"signature_algorithm": b"rsa-sha1"}], ids=["l=", "sha1"])
def test_a_weak_signature_is_no_strong_proof(more: dict[str, Any]) -> None:
    auth = verified(sign(FROM_ANN, "v.org", **more) + b"and more\r\n", "ann@v.org", zone("v.org"))
    assert not sends("ann@v.org", auth, policy=STRICT)


@pytest.mark.parametrize("days", [6, 30, 400, -2])
def test_an_old_or_future_signature_is_no_strong_proof(days: int) -> None:
    at = datetime.now(UTC) + timedelta(days=days)
    auth = verified(sign(FROM_ANN, "v.org"), "ann@v.org", zone("v.org"), now=at)
    assert not sends("ann@v.org", auth, policy=STRICT)


@pytest.mark.parametrize("stamp", ["", "t=; ", "t=-5; ", "t=99999999999999999999; ", "t=1e9; ", "t=\u0663\u0664; "])
def test_a_signature_whose_age_cannot_be_read_is_no_strong_proof_by_the_header(stamp: str) -> None:
    raw = (
        "Authentication-Results: mx.here.example; dkim=pass header.d=v.org header.s=s header.b=AbCdEfGh\r\n"
        "Received: from x by mx.here.example; Mon, 23 Nov 2026 12:00:00 +0000\r\n"
        f"DKIM-Signature: v=1; a=rsa-sha256; d=v.org; s=s; {stamp}h=from:to; bh=x; b=AbCdEfGhIJ\r\nFrom: ann@v.org\r\n\r\nx\r\n"
    ).encode()
    auth = AuthResults.from_headers(raw, trusted={"mx.here.example"}, now=NOW, rsa_floor_bits=1024)
    assert not any(found.age_days is not None and found.age_days <= 5 for found in auth.dkim)
