"""Conditions of Authentication-Results that no other test asks for by name (found by tools/mutants)."""

import pytest

from bouncekit import AuthResults
from bouncekit.auth import DmarcPolicy, Result

ME = "mx.here.example"


def read(*fields: str) -> AuthResults:
    head = "".join(f"Authentication-Results: {ME}; {text}\r\n" for text in fields)
    return AuthResults.from_headers(
        f"{head}Received: from a by {ME}; x\r\nFrom: ann@p.org\r\n\r\n".encode(), trusted={ME}
    )


@pytest.mark.parametrize(
    ("text", "result", "author", "policy"),
    [
        ("dmarc=pass header.from=p.org policy.dmarc=reject", Result.PASS, "p.org", DmarcPolicy.REJECT),
        ("dmarc=pass header.from=p.org policy.dmarc=QUARANTINE", Result.PASS, "p.org", DmarcPolicy.QUARANTINE),
        ("dmarc=pass header.from=p.org", Result.PASS, "p.org", None),
        ("dmarc=pass", Result.PASS, None, None),
        ("dmarc=fail header.from=p.org policy.dmarc=x", Result.FAIL, "p.org", None),
        ('dmarc=fail header.from="a b"', Result.FAIL, "a b", None),
    ],
)
def test_dmarc(text: str, result: Result, author: str | None, policy: DmarcPolicy | None) -> None:
    found = read(text).dmarc
    assert found is not None
    assert (found.result, found.from_, found.policy) == (result, author, policy)


def test_a_dmarc_pass_for_what_is_no_domain_is_none() -> None:
    assert read('dmarc=pass header.from="a b"').dmarc is None


@pytest.mark.parametrize("order", [("pass", "fail"), ("fail", "pass")])
def test_the_worse_of_two_results_counts(order: tuple[str, str]) -> None:
    found = read(*(f"dmarc={one} header.from=p.org; iprev={one} policy.iprev=192.0.2.1" for one in order))
    assert found.dmarc is not None
    assert found.dmarc.result is Result.FAIL
    assert found.iprev is Result.FAIL


@pytest.mark.parametrize(
    ("text", "identity", "domain"),
    [
        ("spf=pass smtp.mailfrom=ann@p.org", "mailfrom", "p.org"),
        ("spf=pass smtp.mailfrom=p.org smtp.helo=h.example", "mailfrom", "p.org"),
        ("spf=pass smtp.helo=h.p.org", "helo", "h.p.org"),
        ("spf=pass smtp.mailfrom=<> smtp.helo=h.p.org", "helo", "h.p.org"),
        ("spf=fail smtp.helo=postmaster@h.p.org", "helo", "h.p.org"),
    ],
)
def test_whom_an_spf_result_is_about(text: str, identity: str, domain: str) -> None:
    (found,) = read(text).spf
    assert (found.identity.value, found.domain) == (identity, domain)


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("dkim=pass header.d=p.org", "p.org"),
        ("dkim=pass header.d=p.org header.i=@news.p.org", "p.org"),
        ("dkim=fail header.i=@p.org", "p.org"),
        ("dkim=fail header.i=ann@p.org", "p.org"),
    ],
)
def test_whose_signature_a_result_is_about(text: str, domain: str) -> None:
    (found,) = read(text).dkim
    assert found.domain == domain
