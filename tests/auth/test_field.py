"""The grammar of RFC 8601 section 2.2, as servers write it and as an attacker might."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.auth.field import parse_field
from steps import grows


def one(text: str) -> tuple[str, str, dict[tuple[str, str], str]]:
    field = parse_field(text)
    assert len(field.results) == 1
    found = field.results[0]
    return found.method, found.result, {(t, n): v for t, n, v in found.properties}


@pytest.mark.rfc("RFC8601-2.2-01")
@pytest.mark.parametrize(
    "text", ["mx.example.org 1; none", "mx.example.org;none", " (a) mx.example.org (b) 1 (c) ; (d) none"]
)
def test_none(text: str) -> None:
    field = parse_field(text)
    assert (field.authserv_id, field.version, field.results, field.broken) == ("mx.example.org", 1, (), False)


@pytest.mark.rfc("RFC8601-2.2-01", "RFC8601-2.2-02")
@pytest.mark.parametrize(
    ("text", "properties"),
    [
        ("h.example; spf=pass smtp.mailfrom=ann@example.org", {("smtp", "mailfrom"): "ann@example.org"}),
        ("h.example; SPF = pass (x (y) \\) ) smtp . mailfrom = ann@x.example", {("smtp", "mailfrom"): "ann@x.example"}),
        ('"h.example" ; spf / 1 = pass reason = "a; b=\\"c\\"" smtp.mailfrom="a b"@x.example',
         {("smtp", "mailfrom"): "a b@x.example"}),
        ("h.example;spf=pass smtp.mailfrom=SRS0=x=y=z.example=a@f.example smtp.helo=m.example",
         {("smtp", "mailfrom"): "SRS0=x=y=z.example=a@f.example", ("smtp", "helo"): "m.example"}),
        ("h.example; spf=pass action=none policy.x=y(z)", {("policy", "x"): "y"}),
        ("h.example; spf=pass smtp.mailfrom=", {("smtp", "mailfrom"): ""}),
    ],
)  # fmt: skip
def test_one_result(text: str, properties: dict[tuple[str, str], str]) -> None:
    assert one(text) == ("spf", "pass", properties)


def test_reason_and_several_methods() -> None:
    field = parse_field(
        'mx.example.org; dkim=fail reason="signature (did) not; verify" header.d=a.example header.b="ab=="; '
        "dkim=pass header.d=b.example header.b=cd/ef=; dmarc=pass header.from=b.example"
    )
    assert [r.result for r in field.results] == ["fail", "pass", "pass"]
    assert field.results[0].reason == "signature (did) not; verify"
    assert field.results[0].value("header", "b") == "ab=="
    assert field.results[1].value("header", "b") == "cd/ef="
    assert field.results[1].value("header", "x") is None


@pytest.mark.parametrize(
    "text",
    [
        "mx.example.org; spf=pass (never ends; dkim=pass",
        'mx.example.org; spf=pass reason="never ends; dkim=pass header.d=x.example',
        "mx.example.org; spf=pass smtp.mailfrom=a@b.example (((((",
    ],
)
def test_what_does_not_end_is_broken(text: str) -> None:
    assert parse_field(text).broken


@pytest.mark.parametrize(
    "text", ["", "  ", ";", "; spf=pass", "=x; spf=pass", "spf=pass smtp.mailfrom=x", "(", '"x', "a b; spf=pass"]
)
def test_no_authserv_id_no_results(text: str) -> None:
    field = parse_field(text)
    assert (field.authserv_id, field.results) == (None, ())


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("h.example; spf=pass stray header.d=x", [True]),
        ("h.example; spf=pass smtp.=x; dkim=pass header.d=a.example", [True, False]),
        ("h.example; =pass; dkim=pass", [False]),
        ("h.example; spf=pass ,; dkim=pass", [True, False]),
        ('h.example; spf=pass "a;b" (c;d) e; dkim=pass', [True, False]),
    ],
)
def test_a_result_with_rubbish_is_broken_and_its_neighbours_are_not(text: str, broken: list[bool]) -> None:
    assert [r.broken for r in parse_field(text).results] == broken


def test_a_thousand_results_and_more() -> None:
    assert not parse_field("h.example" + "; dkim=pass header.d=x.example" * 1000).broken
    assert parse_field("h.example" + "; dkim=pass header.d=x.example" * 1001).broken
    assert parse_field("h.example; dkim=pass" + " header.d=x.example" * 33).results[0].broken


@pytest.mark.rfc("OWN-1-08")
@pytest.mark.parametrize("unit", ["(", "((x)", '"', '"\\"', "; x=", "a.", " x", ";", "\\", "=", "(\\", 'a"b"'])
def test_hostile_repetition_is_linear(unit: str) -> None:
    small, large = ("h.example; spf=pass " + unit * count for count in (2_000, 16_000))
    assert grows(lambda: parse_field(small), lambda: parse_field(large)) < 9


@given(st.text(alphabet=st.sampled_from(list('ab;="().\\ /1@\t')), max_size=200))
def test_nothing_raises(text: str) -> None:
    field = parse_field("h.example;" + text)
    assert field.authserv_id in {"h.example", None}
