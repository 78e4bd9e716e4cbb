"""How hard a domain is to forge, and what to publish."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.auth import DmarcPolicy
from bouncekit.policy.posture import DomainRecords, Forgeability, Posture, posture

REJECT, QUARANTINE, NONE = DmarcPolicy.REJECT, DmarcPolicy.QUARANTINE, DmarcPolicy.NONE


def of(*, sends: bool | None = None, **fields: Any) -> Posture:
    return posture(DomainRecords(domain="example.org", **{"exists": True, "has_mx": True, **fields}), sends=sends)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Forgeability.OPEN),
        ({"spf": "v=spf1 +all", "dmarc": REJECT}, Forgeability.OPEN),
        ({"spf": "v=spf1 all"}, Forgeability.OPEN),
        ({"dmarc": REJECT}, Forgeability.EASY),
        ({"spf": "v=spf1 mx ~all", "dmarc": REJECT}, Forgeability.EASY),
        ({"spf": "v=spf1 mx", "dmarc": REJECT}, Forgeability.EASY),
        ({"spf": "v=spf1 ip4:10.0.0.0/8 -all", "dmarc": REJECT}, Forgeability.EASY),
        ({"spf": "v=spf1 include:c.example -all", "spf_permissive": True}, Forgeability.EASY),
        ({"spf": "v=spf1 mx -all"}, Forgeability.GUARDED),
        ({"spf": "v=spf1 mx -all", "dmarc": NONE}, Forgeability.GUARDED),
        ({"spf": "v=spf1 mx -all", "dmarc": QUARANTINE}, Forgeability.HARD),
        ({"spf": "v=spf1 -all", "dmarc": REJECT, "null_mx": True}, Forgeability.HARD),
        ({"spf": "v=spf1 redirect=example.net", "dmarc": REJECT}, Forgeability.HARD),
        ({"spf_known": False}, Forgeability.UNKNOWN),
        ({"exists": None, "dmarc_known": False}, Forgeability.UNKNOWN),
    ],
)
def test_forgeability(fields: dict[str, Any], expected: Forgeability) -> None:
    assert of(**fields).forgeability is expected


@pytest.mark.rfc("RFC7505-4.2-01")
def test_a_domain_that_never_sends() -> None:
    found = of(sends=False, has_mx=False)
    assert [a.record for a in found.advice] == [
        'example.org. IN TXT "v=spf1 -all"',
        '_dmarc.example.org. IN TXT "v=DMARC1; p=reject; sp=reject; np=reject"',
        '*._domainkey.example.org. IN TXT "v=DKIM1; p="',
        "example.org. IN MX 0 .",
    ]
    done = of(sends=False, spf="v=spf1 -all", dmarc=REJECT, null_mx=True)
    assert [a.id for a in done.advice] == ["publish-dkim-revoked"]
    takes_mail = of(sends=False, has_mx=True)
    assert "publish-null-mx" not in {a.id for a in takes_mail.advice}
    assert of(spf="v=spf1 -all").advice[0].id == "publish-dmarc-reject"


def test_a_domain_that_sends() -> None:
    found = of(spf="v=spf1 include:a.example ~all", spf_permissive=True)
    assert [a.id for a in found.advice] == ["publish-spf", "narrow-spf", "publish-dmarc", "enforce-dmarc"]
    assert found.advice[0].record == 'example.org. IN TXT "v=spf1 include:a.example -all"'
    assert of(spf="v=spf1 mx -all", dmarc=REJECT).advice == ()
    assert {f.id for f in found.findings} == {"spf-softfail", "spf-wide", "dmarc-missing"}


def test_findings_say_what_is_not_known() -> None:
    found = of(exists=False, spf_known=False, dmarc_known=False)
    assert {f.id for f in found.findings} == {"spf-unknown", "dmarc-unknown", "no-such-domain"}
    assert {f.id for f in of(null_mx=True, spf="v=spf1 -all").findings} == {"spf-never", "dmarc-missing", "null-mx"}


ORDER = (Forgeability.OPEN, Forgeability.EASY, Forgeability.GUARDED, Forgeability.HARD)


@given(
    st.sampled_from([None, "v=spf1 +all", "v=spf1 mx", "v=spf1 mx ~all", "v=spf1 mx -all", "v=spf1 -all"]),
    st.sampled_from([None, NONE, QUARANTINE, REJECT]),
    st.booleans(),
)
def test_more_protection_is_never_easier_to_forge(spf: str | None, dmarc: DmarcPolicy | None, wide: bool) -> None:
    now = ORDER.index(of(spf=spf, dmarc=dmarc, spf_permissive=wide).forgeability)
    assert ORDER.index(of(spf=spf, dmarc=REJECT, spf_permissive=wide).forgeability) >= now
    assert ORDER.index(of(spf=spf, dmarc=dmarc, spf_permissive=False).forgeability) >= now
    assert ORDER.index(of(spf="v=spf1 -all", dmarc=dmarc).forgeability) >= now
    assert of(spf=spf, dmarc=dmarc).to_json()["domain"] == "example.org"
