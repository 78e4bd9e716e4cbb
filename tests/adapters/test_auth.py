"""SPF against the public vectors of RFC 7208; DKIM, DMARC and ARC on messages signed here; DNS that fails, lies and loops."""

import base64
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import dkim
import pytest

from bouncekit.adapters.auth import check_spf, verify
from bouncekit.adapters.dns import Answer, Budgeted, FakeResolver, State
from bouncekit.auth import AuthResults, DmarcPolicy, Result, SpfIdentity
from bouncekit.errors import InvalidValueError
from bouncekit.policy import BALANCED, Grade, Verdict, read_query
from strategies.policy import question

VECTORS: Final = json.loads((Path(__file__).parent / "vectors" / "rfc7208.json").read_text(encoding="utf-8"))
CASES: Final = [
    pytest.param(scenario["zonedata"], test, id=name)
    for scenario in VECTORS
    for name, test in scenario["tests"].items()
]
NOW: Final = datetime(2026, 11, 23, 12, tzinfo=UTC)


def zone(data: dict[str, list[Any]]) -> FakeResolver:
    """The zone data of the vectors as answers: SPF records count as TXT where there is no TXT; CNAMEs are followed."""
    table: dict[tuple[str, str], tuple[str, ...] | State] = {}

    def text(value: Any) -> str:
        return "".join(value) if isinstance(value, list) else str(value)

    for name, entries in data.items():
        found: dict[str, list[str]] = {}
        has_txt = any(isinstance(e, dict) and "TXT" in e for e in entries)
        for entry in entries:
            if entry == "TIMEOUT":
                for rtype in ("A", "AAAA", "MX", "TXT", "PTR"):
                    if rtype not in found:
                        table[name, rtype] = State.FAILED
                continue
            ((rtype, value),) = entry.items()
            if value == "TIMEOUT":
                table[name, "TXT" if rtype == "SPF" else rtype] = State.FAILED
            elif rtype == "MX":
                found.setdefault("MX", []).append(f"{value[0]} {value[1]}")
            elif rtype == "SPF":
                if not has_txt:
                    found.setdefault("TXT", []).append(text(value))
            elif rtype == "TXT" and value == "NONE":
                continue
            else:
                found.setdefault(rtype, []).append(text(value))
        for rtype, records in found.items():
            table[name, rtype] = tuple(records)
        table.setdefault((name, "X"), ())
    for (name, rtype), value in list(table.items()):
        if rtype == "CNAME" and isinstance(value, tuple):
            for other in ("A", "AAAA", "MX", "TXT"):
                target = table.get((value[0].rstrip("."), other))
                if target is not None:
                    table[name, other] = target
    return FakeResolver(table)


@pytest.mark.rfc("RFC7208-2.6-01", "RFC7208-4.6.4-01")
@pytest.mark.parametrize(("data", "test"), CASES)
def test_the_vectors_of_rfc_7208(data: dict[str, list[Any]], test: dict[str, Any]) -> None:
    sender = test["mailfrom"]
    found = check_spf(test["host"], test["helo"], sender, zone(data))
    identity = SpfIdentity.MAILFROM if sender else SpfIdentity.HELO
    (result,) = (entry.result.value for entry in found if entry.identity is identity)
    expected = test["result"]
    assert result in (expected if isinstance(expected, list) else [expected])


# -- signatures made here, with a key that is used for nothing else

KEY: Final = (Path(__file__).parent / "vectors" / "test-only-1024.pem").read_bytes()
MESSAGE: Final = (
    b"From: Ann <ann@example.org>\r\nTo: bob@here.example\r\nSubject: hello\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n"
    b"Message-ID: <1@example.org>\r\n\r\nHello, Bob.\r\n"
)


def today() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


def public_key() -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

    key = load_pem_private_key(KEY, password=None).public_key()
    return base64.b64encode(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


ZONE: Final[dict[tuple[str, str], tuple[str, ...] | State]] = {
    ("s1._domainkey.example.org", "TXT"): (f"v=DKIM1; k=rsa; p={public_key()}",),
    ("s1._domainkey.list.example.net", "TXT"): (f"v=DKIM1; k=rsa; p={public_key()}",),
    ("example.org", "TXT"): ("v=spf1 ip4:192.0.2.0/24 -all", "something else"),
    ("_dmarc.example.org", "TXT"): ("v=DMARC1; p=reject; sp=none",),
}


def sign(message: bytes = MESSAGE, **more: Any) -> bytes:
    signature: bytes = dkim.sign(message, b"s1", b"example.org", KEY, **more)
    return signature + message


def found(
    data: bytes, *, ip: str = "198.51.100.9", changes: dict[tuple[str, str], Any] | None = None, **more: Any
) -> AuthResults:
    resolver = FakeResolver({**ZONE, **(changes or {})})
    fields = {
        "client_ip": ip,
        "helo": "mx.example.org",
        "reverse_path": "ann@example.org",
        "now": today(),
        **more,
    }
    return verify(data, resolver=resolver, **fields)


def test_a_signature_is_verified_and_its_qualities_are_read() -> None:
    auth = found(sign())
    (signature,) = auth.dkim
    assert (signature.result, signature.domain, signature.signed_from) == (
        Result.PASS,
        "example.org",
        "ann@example.org",
    )
    assert (signature.key_bits, signature.algorithm, signature.body_length_limit) == (1024, "rsa-sha256", False)
    assert signature.age_days is not None
    assert signature.age_days < 1
    assert auth.dmarc is not None
    assert auth.dmarc.result is Result.PASS
    query = read_query(question())
    assert BALANCED.decide(query.txn, found(sign(), ip="192.0.2.7")).proof is Grade.STRONG


def test_a_changed_message_or_key_is_no_pass() -> None:
    assert found(sign() + b"more\r\n").dkim[0].result is not Result.PASS
    assert found(sign().replace(b"ann@", b"eve@")).dkim[0].result is Result.FAIL
    gone = {("s1._domainkey.example.org", "TXT"): State.EMPTY}
    assert found(sign(), changes=gone).dkim[0].result in {Result.PERMERROR, Result.FAIL}
    slow = {("s1._domainkey.example.org", "TXT"): State.FAILED}
    assert found(sign(), changes=slow).dkim[0].result is Result.TEMPERROR


def test_a_partial_signature_says_so() -> None:
    (signature,) = found(sign(length=True)).dkim
    assert signature.body_length_limit is True


def test_a_clock_that_jumps() -> None:
    old = found(sign(), now=today() + timedelta(days=30)).dkim[0]
    assert old.age_days is not None
    assert old.age_days > 29
    assert found(sign(), now=today() - timedelta(days=30)).dkim[0].age_days is None
    with pytest.raises(InvalidValueError, match="now"):
        found(sign(), now=datetime(2026, 11, 23))  # noqa: DTZ001


@pytest.mark.rfc("RFC9989-5.3.6-01", "RFC9989-4-01")
def test_dmarc() -> None:
    def result(data: bytes, **more: Any) -> Result | None:
        dmarc = found(data, **more).dmarc
        return None if dmarc is None else dmarc.result

    assert result(MESSAGE, ip="192.0.2.7") is Result.PASS
    assert result(MESSAGE, reverse_path="x@example.net") is Result.FAIL
    assert result(MESSAGE, changes={("example.org", "TXT"): State.FAILED}) is Result.TEMPERROR
    assert result(MESSAGE, changes={("_dmarc.example.org", "TXT"): State.EMPTY}) is Result.NONE
    assert result(b"Subject: no author\r\n\r\n") is None
    assert result(b"From: a@example.org, b@example.net\r\n\r\n") is None


def test_spf_that_lets_in_too_many_through_an_include() -> None:
    wide = {
        ("example.org", "TXT"): ("v=spf1 include:cloud.example.net -all",),
        ("cloud.example.net", "TXT"): ("v=spf1 ip4:192.0.0.0/14 include:example.org -all",),
    }
    auth = found(MESSAGE, ip="192.0.2.7", changes=wide)
    mail_from = auth.spf_of(SpfIdentity.MAILFROM, "example.org")
    assert mail_from is not None
    assert (mail_from.result, mail_from.permissive) == (Result.PASS, True)


@pytest.mark.rfc("RFC8617-5.2-03", "RFC8617-5.2-02", "RFC8617-4.1.1-01")
def test_arc() -> None:
    received = b"Authentication-Results: list.example.net; spf=pass smtp.mailfrom=ann@example.org\r\n" + sign()
    lines = dkim.arc_sign(received, b"s1", b"list.example.net", KEY, b"list.example.net")
    data = b"".join(lines) + received
    trusted = found(data, trusted_sealers={"LIST.example.net"}).arc
    assert trusted is not None
    assert (trusted.result, trusted.sealer, trusted.sealer_trusted) == (Result.PASS, "list.example.net", True)
    assert trusted.spf_for_reverse_path is Result.PASS
    stranger = found(data).arc
    assert stranger is not None
    assert not stranger.sealer_trusted
    other = found(data, trusted_sealers={"list.example.net"}, reverse_path="eve@example.net").arc
    assert other is not None
    assert other.spf_for_reverse_path is Result.NONE
    broken = found(data + b"x\r\n", trusted_sealers={"list.example.net"}).arc
    assert broken is not None
    assert broken.result is Result.FAIL


@pytest.mark.rfc("OWN-1-02", "OWN-1-08")
@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0", b"DKIM-Signature: \r\n\r\n", b"DKIM-Signature: v=1; a=rsa-sha256; b=x; d=\xff; h=from; s=s1; bh=x\r\n\r\n",
        b"DKIM-Signature: v=1; " + b"a=b; " * 5_000 + b"\r\n\r\n", b"ARC-Seal: i=1; cv=none\r\n\r\n",
        b"ARC-Seal: x\r\nARC-Seal: i=99999999999999999999; a=\r\n\r\n", b"DKIM-Signature: " * 100 + b"\r\n\r\n",
        b"From: " + b"(" * 3_000 + b"\r\nDKIM-Signature: v=1\r\n\r\n",
    ],
)  # fmt: skip
def test_hostile_messages_are_no_pass_and_no_exception(data: bytes) -> None:
    auth = found(data)
    assert not [s for s in auth.dkim if s.result is Result.PASS]
    assert auth.arc is None or auth.arc.result is not Result.PASS


@pytest.mark.parametrize(
    "record",
    [
        "v=spf1 include:example.org -all", "v=spf1 redirect=example.org", "v=spf1 exists:%{i}.%{d}.%{s} -all",
        "v=spf1 " + "a " * 2_000, "v=spf1 ip4:999.1.1.1 -all", "v=spf1 mx:%{", "v=spf1 \udcff", "v=spf1 a:" + "x." * 200,
    ],
)  # fmt: skip
def test_dns_that_lies_or_loops_is_no_pass(record: str) -> None:
    auth = found(MESSAGE, changes={("example.org", "TXT"): (record,)})
    mail_from = auth.spf_of(SpfIdentity.MAILFROM, "example.org")
    assert mail_from is not None
    assert mail_from.result is not Result.PASS


def test_a_spent_budget_is_temperror_everywhere_and_sends_nothing() -> None:
    spent = Budgeted(FakeResolver(ZONE), lookups=1)
    spent.lookup("x.example", "A")
    auth = verify(
        sign(),
        client_ip="192.0.2.7",
        helo="mx.example.org",
        reverse_path="ann@example.org",
        resolver=spent,
        now=today(),
    )
    assert {s.result for s in auth.spf} | {d.result for d in auth.dkim} == {Result.TEMPERROR}
    assert BALANCED.decide(read_query(question()).txn, auth).verdict is Verdict.DEFER


def test_a_null_reverse_path_has_helo_alone() -> None:
    auth = found(MESSAGE, reverse_path="")
    assert [s.identity for s in auth.spf] == [SpfIdentity.HELO]


class Broken:
    """A resolver that breaks its promise not to raise."""

    def lookup(self, name: str, rtype: str) -> Answer:
        raise ValueError(name, rtype)


def test_a_library_that_fails_makes_no_pass() -> None:
    assert [s.result for s in check_spf("192.0.2.7", "mx.example.org", "a@example.org", Broken())] == [
        Result.PERMERROR
    ] * 2
    assert [s.identity for s in check_spf("192.0.2.7", "", "a@example.org", FakeResolver(ZONE))] == [
        SpfIdentity.MAILFROM
    ]


def test_mistakes_of_the_caller() -> None:
    with pytest.raises(InvalidValueError, match="client_ip"):
        found(MESSAGE, ip="300.0.0.1")
    with pytest.raises(InvalidValueError, match="reverse_path"):
        found(MESSAGE, reverse_path="ann")


@pytest.mark.rfc("RFC6376-6.1.1-01")
def test_a_signature_that_has_expired_is_no_pass() -> None:
    expires = str(int(time.time()) + 3600).encode()

    class Expiring(dkim.DKIM):  # type: ignore[misc]
        def gen_header(self, fields: list[tuple[bytes, bytes]], *args: Any, **more: Any) -> Any:
            return super().gen_header([*fields[:-1], (b"x", expires), fields[-1]], *args, **more)

    data = Expiring(MESSAGE).sign(b"s1", b"example.org", KEY) + MESSAGE
    assert found(data).dkim[0].result is Result.PASS
    assert found(data, now=today() + timedelta(days=1)).dkim[0].result is Result.FAIL


@pytest.mark.rfc("RFC8617-5.2-03")
def test_arc_that_cannot_be_looked_up_or_says_nothing() -> None:
    received = b"Authentication-Results: list.example.net; none\r\n" + sign()
    data = b"".join(dkim.arc_sign(received, b"s1", b"list.example.net", KEY, b"list.example.net")) + received
    down = found(data, changes={("s1._domainkey.list.example.net", "TXT"): State.FAILED}).arc
    assert down is not None
    assert down.result is not Result.PASS
    silent = found(data, trusted_sealers={"list.example.net"}).arc
    assert silent is not None
    assert (silent.result, silent.spf_for_reverse_path) == (Result.PASS, Result.NONE)
    null = found(data, trusted_sealers={"list.example.net"}, reverse_path="").arc
    assert null is not None
    assert null.spf_for_reverse_path is None


@pytest.mark.rfc("RFC7208-2.3-01", "RFC7208-2.4-01")
@pytest.mark.parametrize("helo_record", ["v=spf1 -all", "v=spf1 ?all", "v=spf1 a:gone.example -all", ""])
def test_helo_is_checked_first_and_mail_from_whatever_it_said(helo_record: str) -> None:
    records: dict[tuple[str, str], Any] = {("mx.example.org", "TXT"): (helo_record,) if helo_record else State.EMPTY}
    auth = found(MESSAGE, ip="192.0.2.7", changes=records)
    assert [entry.identity for entry in auth.spf] == [SpfIdentity.HELO, SpfIdentity.MAILFROM]
    assert auth.spf[0].result is not Result.PASS
    assert auth.spf[1].result is Result.PASS


@pytest.mark.rfc("RFC7208-2.4-02")
def test_the_identity_of_a_null_reverse_path_is_postmaster_at_helo() -> None:
    records = {
        ("mx.example.org", "TXT"): ("v=spf1 exists:%{l}.at.%{o} -all",),
        ("postmaster.at.mx.example.org", "A"): ("127.0.0.2",),
    }
    assert [(s.identity, s.result) for s in found(MESSAGE, reverse_path="", changes=records).spf] == [
        (SpfIdentity.HELO, Result.PASS)
    ]
    del records["postmaster.at.mx.example.org", "A"]
    assert found(MESSAGE, reverse_path="", changes=records).spf[0].result is Result.FAIL


@pytest.mark.rfc("RFC7208-11.5.2-01")
def test_the_explanation_of_a_stranger_is_not_carried_on() -> None:
    records = {
        ("example.org", "TXT"): ("v=spf1 -all exp=why.example.org",),
        ("why.example.org", "TXT"): ("Call +1-555-0100 now",),
    }
    auth = found(MESSAGE, changes=records)
    assert auth.spf[1].result is Result.FAIL
    assert "555" not in repr(auth)


@pytest.mark.rfc("RFC8301-3.1-01", "RFC8301-3.2-01")
def test_signatures_of_a_kind_that_nobody_may_take(monkeypatch: pytest.MonkeyPatch) -> None:
    old = found(sign(signature_algorithm=b"rsa-sha1"))
    assert [s.result for s in old.dkim] == [Result.PERMERROR]
    assert old.dmarc is not None
    assert old.dmarc.result is Result.FAIL
    monkeypatch.setattr("bouncekit.adapters.auth._KEY_BITS", 1025)
    assert [s.result for s in found(sign()).dkim] == [Result.PERMERROR]


@pytest.mark.rfc("RFC9989-5.3.1-01")
def test_the_author_domain_is_looked_up_as_a_labels_and_must_be_one() -> None:
    records = {
        ("_dmarc.xn--bcher-kva.example", "TXT"): ("v=DMARC1; p=reject",),
        ("xn--bcher-kva.example", "TXT"): ("v=spf1 ip4:192.0.2.0/24 -all",),
    }
    message = "From: ann@bücher.example\r\n\r\nhi\r\n".encode()
    passed = found(message, ip="192.0.2.7", reverse_path="ann@xn--bcher-kva.example", changes=records).dmarc
    assert passed is not None
    assert (passed.result, passed.policy) == (Result.PASS, DmarcPolicy.REJECT)
    failed = found(message, changes=records).dmarc
    assert failed is not None
    assert failed.result is Result.FAIL
    for author in (
        b"",
        b"From: \r\n",
        b"From: a@example.org, b@example.net\r\n",
        b"From: a@example.org\r\nFrom: b@example.net\r\n",
    ):
        assert found(author + b"Subject: x\r\n\r\n", ip="192.0.2.7").dmarc is None


def chain(*sets: tuple[object, str], leave_out: str = "") -> bytes:
    fields = []
    for number, cv in sets:
        fields += [
            f"ARC-Seal: i={number}; a=rsa-sha256; cv={cv}; d=list.example.net; s=s1; t=1; b=AAAA",
            f"ARC-Message-Signature: i={number}; a=rsa-sha256; d=list.example.net; s=s1; h=from; bh=AAAA; b=AAAA",
            f"ARC-Authentication-Results: i={number}; list.example.net; spf=pass smtp.mailfrom=ann@example.org",
        ]
    kept = [field for field in fields if not (leave_out and field.startswith(leave_out))]
    return "".join(f"{field}\r\n" for field in kept).encode() + MESSAGE


class Counting:
    """A resolver that knows nothing and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def lookup(self, name: str, rtype: str) -> Answer:
        self.asked.append(f"{name} {rtype}")
        return FakeResolver({}).lookup(name, rtype)


def arc_of(data: bytes) -> tuple[Result, bool]:
    """The result of the chain, and whether a key was asked for: only a chain of the right shape is worth that."""
    resolver = Counting()
    fields: dict[str, Any] = {"client_ip": "192.0.2.7", "helo": "h.example", "reverse_path": "ann@example.org"}
    arc = verify(data, resolver=resolver, now=today(), trusted_sealers={"list.example.net"}, **fields).arc
    assert arc is not None
    assert arc.spf_for_reverse_path is None
    return arc.result, any("_domainkey" in name for name in resolver.asked)


@pytest.mark.rfc("RFC8617-4.2.1-01")
@pytest.mark.parametrize(
    "data",
    [
        chain((2, "pass")),
        chain((1, "none"), (3, "pass")),
        chain((1, "none"), (1, "none")),
        chain((0, "none"), (1, "pass")),
        chain(("x", "none")),
        chain((1, "none"), leave_out="ARC-Message-Signature"),
        chain((1, "none"), leave_out="ARC-Authentication-Results"),
        chain(*((n, "pass" if n > 1 else "none") for n in range(1, 52))),
    ],
)
def test_arc_sets_that_have_gaps_or_doubles_or_are_too_many_fail_before_anything_is_asked(data: bytes) -> None:
    assert arc_of(chain((1, "none"))) == (Result.FAIL, True)
    assert arc_of(data) == (Result.FAIL, False)


@pytest.mark.rfc("RFC8617-5.2-01")
@pytest.mark.parametrize(
    "data",
    [
        chain((1, "pass")),
        chain((1, "fail")),
        chain((1, "none"), (2, "none")),
        chain((1, "none"), (2, "fail")),
        chain((1, "none"), (2, "pass"), (3, "fail")),
        chain((1, "")),
    ],
)
def test_arc_seals_that_state_another_chain_fail_before_anything_is_asked(data: bytes) -> None:
    assert arc_of(chain((1, "none"), (2, "pass"))) == (Result.FAIL, True)
    assert arc_of(data) == (Result.FAIL, False)
