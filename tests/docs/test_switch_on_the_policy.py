"""What docs/how-to/switch-on-the-policy.md sets up, attacked: strangers' fields, ceilings, stores that are gone, bad rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import bouncekit as bk
from bouncekit.adapters.limiter import LibraryLimiter
from bouncekit.adapters.policy_toml import load_policy
from bouncekit.policy import BALANCED, Verdict, claim
from docs.snippets import run

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "switch-on-the-policy.md"
OURS = "Authentication-Results: mx.here.example; spf=pass smtp.mailfrom=ann@example.org\n"


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with run(PAGE, tmp_path_factory.mktemp("policy") / "page") as page:
        yield page.names | {"folder": page.folder}


def verdict(names: dict[str, Any], raw: bytes) -> Verdict:
    """As the page does it, with what the border of *raw* says."""
    auth = bk.AuthResults.from_headers(raw, trusted={"mx.here.example"}, now=names["now"], rsa_floor_bits=1024)
    return BALANCED.decide(names["txn"], auth, dns=names["dns"]).verdict


def test_what_our_own_border_wrote_is_believed(names: dict[str, Any]) -> None:
    raw: bytes = names["raw"]
    assert verdict(names, raw) is Verdict.SEND
    assert verdict(names, raw.replace(b"\n", b"\r\n")) is Verdict.SEND
    assert verdict(names, raw.replace(b"mx.here.example; spf", b"MX.Here.Example 1; spf")) is Verdict.SEND


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OURS, ""),
        (OURS, OURS.replace("here", "there")),
        (OURS, OURS.replace("mx.here", "evil.mx.here")),
        (OURS, OURS.replace("mx.here.example", "mx.here.example.org")),
        (OURS, OURS.replace("pass", "fail")),
        (OURS, OURS.replace("pass", "none")),
        (OURS, OURS.replace("example.org", "example.com")),
        (OURS, OURS.replace("smtp.mailfrom=", "smtp.helo=")),
        (OURS, OURS.replace("mx.here.example;", "mx.here.example 9;")),
        (OURS, f"X-{OURS}"),
        (OURS, f"Subject: x\n\n{OURS}"),
        (OURS, f"Received: from mail.example.org by mx.here.example; Mon, 23 Nov 2026 10:00:00 +0000\n{OURS}"),
    ],
)
def test_what_a_stranger_wrote_is_not(names: dict[str, Any], old: str, new: str) -> None:
    raw: bytes = names["raw"]
    assert old.encode() in raw
    assert verdict(names, raw.replace(old.encode(), new.encode())) is Verdict.SUPPRESS


def test_another_client_proves_nothing(names: dict[str, Any]) -> None:
    for ip, path in (("192.0.2.8", "ann@example.org"), ("192.0.2.7", "ann@sub.example.org"), ("192.0.2.7", "")):
        auth = names["verify"](
            names["raw"],
            client_ip=ip,
            helo="mail.example.org",
            reverse_path=path,
            resolver=names["shared"],
            now=names["now"],
        )
        assert BALANCED.decide(names["txn"], auth).verdict is Verdict.SUPPRESS


def test_a_store_that_is_gone_sends_nothing(names: dict[str, Any]) -> None:
    claimed = claim(names["decision"], BALANCED, LibraryLimiter("redis://127.0.0.1:1/0"), per_hour=500)
    assert claimed.permit is None
    assert "does not answer" in str(claimed.refused)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('"spf-pass"', '"spf-fail"', "rows"),
        ('"spf-pass"', '"spf-passs"', "rows"),
        ('["spf-pass"]', "[]", "rows"),
        ('"STRONG"', '"STRONGER"', "rows"),
        ('"balanced"', '"lax"', "base"),
        ("proof =", "prof =", "rows"),
    ],
)
def test_a_row_that_lets_worse_evidence_help_is_refused(
    names: dict[str, Any], tmp_path: Path, old: str, new: str, field: str
) -> None:
    text = (names["folder"] / "policy.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "policy.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(bk.InvalidValueError) as caught:
        load_policy(tmp_path / "policy.toml")
    assert field in caught.value.field
