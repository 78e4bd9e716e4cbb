"""ARC: a chain counts while it is whole, fresh, read as it was sealed, and by a sealer that is trusted."""

import re
import time
from typing import Any, Final

import dkim
import pytest

from bouncekit.adapters.dns import State
from bouncekit.auth import ArcResult, Result
from bouncekit.policy import Grade, History
from signed_mail import HEAD, KEY, MAIL, RECORD, Zone, proof, sealed, verified, zone

SEEN: Final = b"Authentication-Results: list.example.net; spf=pass smtp.mailfrom=ann@example.org\r\n"
KEYS: Final[Zone] = zone("example.org", "list.example.net", "hop.example")


def arc_of(data: bytes, *, table: Zone | None = None, **more: Any) -> ArcResult:
    auth = verified(data, {**KEYS, **(table or {})}, **{"trusted_sealers": ["list.example.net"], **more})
    assert auth.arc is not None
    return auth.arc


def grade(data: bytes, *, table: Zone | None = None, history: History | None = None, **more: Any) -> Grade:
    auth = verified(data, {**KEYS, **(table or {})}, **{"trusted_sealers": ["list.example.net"], **more})
    return proof(auth, more.get("reverse_path", "ann@example.org"), history=history or History())


def sealed_at(stamp: int, monkeypatch: pytest.MonkeyPatch) -> bytes:
    with monkeypatch.context() as patch:
        patch.setattr(time, "time", lambda: float(stamp))
        return sealed(SEEN + MAIL)


def test_a_fresh_chain_of_a_trusted_sealer() -> None:
    arc = arc_of(sealed(SEEN + MAIL))
    assert (arc.result, arc.sealer, arc.sealer_trusted) == (Result.PASS, "list.example.net", True)
    assert arc.spf_for_reverse_path is Result.PASS
    assert arc.age_days is not None
    assert grade(sealed(SEEN + MAIL)) is Grade.FAIR
    assert grade(sealed(SEEN + MAIL).replace(b"\r\n", b"\n")) is Grade.FAIR


def test_a_chain_of_two_sealers() -> None:
    first = sealed(SEEN.replace(b"list.example.net", b"hop.example") + MAIL, "hop.example")
    second = b"Authentication-Results: list.example.net; arc=pass; spf=pass smtp.mailfrom=ann@example.org\r\n" + first
    fields = dkim.arc_sign(second, b"s1", b"list.example.net", KEY, b"list.example.net", include_headers=[b"from"])
    data = b"".join(fields) + second
    assert arc_of(data).result is Result.PASS
    assert grade(data) is Grade.FAIR
    assert arc_of(data, trusted_sealers=["hop.example"]).spf_for_reverse_path is None
    broken = data.replace(b"ARC-Seal: i=1", b"ARC-Seal: i=1; n=x")
    assert arc_of(broken).result is Result.FAIL


@pytest.mark.parametrize("days", [6, 100, 2000])
def test_an_old_seal_proves_nothing(days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = sealed_at(int(time.time()) - days * 86_400, monkeypatch)
    assert arc_of(data).age_days == pytest.approx(days, abs=0.1)
    assert grade(data) is Grade.NONE


def test_a_seal_of_the_future_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    data = sealed_at(int(time.time()) + 86_400, monkeypatch)
    assert arc_of(data).spf_for_reverse_path is None
    assert grade(data) is Grade.NONE


def test_a_sealed_copy_that_was_seen_proves_nothing() -> None:
    assert grade(sealed(SEEN + MAIL), history=History(signature_seen=True)) is Grade.NONE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"spf=pass smtp.mailfrom=eve@", b"spf=pass smtp.mailfrom=ann@"),
        (b"ARC-Authentication-Results: i=1; list", b"ARC-Authentication-Results: i=1;  arc=none; list"),
        (b"From: Ann", b"From: Eve"),
        (b"Hello, Bob.", b"Pills"),
        (b"cv=none", b"cv=pass"),
        (b"ARC-Seal: i=1", b"ARC-Seal: i=2"),
        (b"ARC-Seal: i=1", b"ARC-Seal: i=1; i=1"),
        (b"ARC-Seal: i=1", b"ARC-Seal: i=1; h=from"),
        (b"ARC-Message-Signature: i=1", b"ARC-Message-Signature: i=1; l=0"),
        (b"ARC-Message-Signature", b"ARC-Message-Signatures"),
        (b"ARC-Seal", b"X: a\rb\r\nARC-Seal"),
        (b"From: Ann", b"X: \0\r\nFrom: Ann"),
        (b"From: Ann", b" \r\nFrom: Ann"),
        (b"From: Ann", b"X:\r\n" * 5_001 + b"From: Ann"),
    ],
)
def test_a_changed_or_odd_chain(old: bytes, new: bytes) -> None:
    data = sealed(SEEN.replace(b"ann@example.org", b"eve@example.net") + MAIL)
    changed = data if old not in data else data.replace(old, new)
    arc = verified(changed, KEYS, trusted_sealers=["list.example.net"]).arc
    assert arc is None or arc.result is Result.FAIL or old not in data
    assert grade(changed) is Grade.NONE


@pytest.mark.parametrize("separator", [b"\r", b"\n", b"\r\r", b"\0\r\n", b"\x0b"])
def test_a_set_that_one_reader_sees_and_another_does_not(separator: bytes) -> None:
    honest = sealed(SEEN.replace(b"ann@example.org", b"eve@example.net") + MAIL)
    fake = (
        b"ARC-Seal: i=1; cv=none; a=rsa-sha256; d=list.example.net; s=s1; b=AAAA",
        b"ARC-Message-Signature: i=1; a=rsa-sha256; d=list.example.net; s=s1; h=from; bh=AAAA; b=AAAA",
        b"ARC-Authentication-Results: i=1; list.example.net; spf=pass smtp.mailfrom=ann@example.org",
    )
    for place in (b"X: a" + separator + separator.join(fake) + b"\r\n" + honest,
                  honest.replace(b"\r\n\r\n", b"\r\nX: a" + separator + separator.join(fake) + b"\r\n\r\n", 1)):  # fmt: skip
        assert grade(place) is Grade.NONE


@pytest.mark.parametrize("doubled", ["ARC-Seal", "ARC-Message-Signature", "ARC-Authentication-Results"])
def test_a_field_of_the_chain_that_is_there_twice(doubled: str) -> None:
    data = sealed(SEEN + MAIL)
    field = re.search(rf"{doubled}: (?:.*\r\n)(?:[ \t].*\r\n)*".encode(), data)
    assert field is not None
    assert arc_of(field[0] + data).result is Result.FAIL


@pytest.mark.parametrize(
    "seen",
    [
        b"spf=pass smtp.mailfrom=ann@example.net",
        b"spf=fail smtp.mailfrom=ann@example.org",
        b"spf=pass smtp.mailfrom=ann@example.org; spf=fail smtp.mailfrom=bob@example.org",
        b"spf=pass smtp.mailfrom=ann@example.org smtp.mailfrom=ann@example.net",
        b"spf=pass smtp.helo=example.org",
        b"spf=pass header.from=ann@example.org",
        b"spf=pass",
        b"dkim=pass header.d=news.example.org",
        b"dkim=pass header.d=example.net",
        b"dkim=fail header.d=example.org",
        b"dmarc=pass header.from=example.org",
        b"none",
    ],
)
def test_what_the_sealer_saw_must_be_this_reverse_path(seen: bytes) -> None:
    data = sealed(b"Authentication-Results: list.example.net; " + seen + b"\r\n" + MAIL)
    arc = arc_of(data)
    assert arc.result is Result.PASS
    assert arc.spf_for_reverse_path is not Result.PASS
    assert grade(data) is Grade.NONE


@pytest.mark.parametrize(
    "seen",
    [
        b"dkim=pass header.d=example.org",
        b"spf=pass smtp.mailfrom=example.org",
        b"spf=pass (x) smtp.mailfrom=ann@EXAMPLE.org",
    ],
)
def test_what_speaks_for_it(seen: bytes) -> None:
    assert grade(sealed(b"Authentication-Results: list.example.net; " + seen + b"\r\n" + MAIL)) is Grade.FAIR


def test_keys_of_sealers_are_held_to_the_same() -> None:
    name = ("s1._domainkey.list.example.net", "TXT")
    data = sealed(SEEN + MAIL)
    for record in (RECORD.replace("k=rsa", "t=y; k=rsa"), "v=DKIM1; p=", "v=DKIM1; k=ed25519; p=AAAA"):
        assert arc_of(data, table={name: (record,)}).result is Result.FAIL
    assert arc_of(data, table={name: State.FAILED}).result is Result.TEMPERROR
    assert grade(data, table={name: State.FAILED}) is Grade.NONE
    assert grade(data, trusted_sealers=[]) is Grade.NONE
    assert grade(data, reverse_path="ann@example.net") is Grade.NONE


def test_no_chain_is_none() -> None:
    assert verified(HEAD + b"\r\n").arc is None
