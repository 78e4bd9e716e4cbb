"""SRS as libsrs2 and postsrsd have it: vectors of real postsrsd, hops, folding, edges."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bouncekit.errors import InvalidValueError
from bouncekit.origin import srs
from bouncekit.origin.keys import Key, KeyRing
from bouncekit.origin.proof import ProofFault
from strategies.origin import KEYS, NOW, RING, addresses, moments

POSTSRSD = KeyRing((Key(id=0, secret=b"a-secret-of-the-lab-postsrsd"),))
POSTSRSD_NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)


@given(addresses(), moments())
@pytest.mark.rfc("SRS-1-01")
def test_forward_and_back(address: str, now: datetime) -> None:
    minted = srs.mint(address, "fwd.example", RING, now, allow_long=True)
    assert minted.startswith("SRS0=")
    proof = srs.verify(minted, RING, now)
    assert (proof.valid, proof.address) == (True, address)
    lowered = srs.verify(minted.lower(), RING, now)
    assert (lowered.valid, lowered.address) == (True, address.lower())


@pytest.mark.rfc("SRS-1-02")
def test_two_and_three_hops_keep_the_first_forwarder_and_nest_no_further() -> None:
    first = srs.mint("ann@author.example", "one.example", RING, NOW)
    second = srs.mint(first, "two.example", RING, NOW, allow_long=True)
    third = srs.mint(second, "three.example", RING, NOW, allow_long=True)
    assert second.startswith("SRS1=")
    assert third.startswith("SRS1=")
    assert "=one.example==" in second
    assert "=one.example==" in third
    assert "two.example" not in third
    for hop in (second, third):
        proof = srs.verify(hop, RING, NOW)
        assert (proof.valid, proof.address) == (True, first)


@pytest.mark.rfc("SRS-1-01")
@pytest.mark.parametrize("separator", ["=", "-", "+"])
def test_each_first_separator(separator: str) -> None:
    minted = srs.mint("ann@author.example", "fwd.example", RING, NOW, separator=separator)
    assert minted[4] == separator
    assert srs.verify(minted, RING, NOW).address == "ann@author.example"
    again = srs.mint(minted, "two.example", RING, NOW, separator=separator, allow_long=True)
    assert srs.verify(again, RING, NOW).address == minted


@pytest.mark.rfc("SRS-1-03", "SRS-1-04")
def test_age_is_exact_and_forgeries_are_never_reversed() -> None:
    minted = srs.mint("ann@author.example", "fwd.example", RING, NOW)
    midnight = datetime(2026, 11, 23, tzinfo=UTC)
    end = midnight + timedelta(days=22)
    assert srs.verify(minted, RING, end - timedelta(microseconds=1)).valid
    assert srs.verify(minted, RING, end).fault is ProofFault.EXPIRED
    assert srs.verify(minted, RING, midnight - timedelta(microseconds=1)).fault is ProofFault.EXPIRED
    victim = minted.replace("ann@", "eve@").replace("=ann", "=eve")
    forged = srs.verify(victim, RING, NOW)
    assert (forged.fault, forged.address) == (ProofFault.BAD_SIGNATURE, None)
    assert srs.verify(minted, KeyRing((KEYS[1],)), NOW).fault is ProofFault.BAD_SIGNATURE


def test_the_hash_does_not_mark_where_the_domain_ends_in_libsrs2_nor_here() -> None:
    """Who has a good address can move letters across; docs/explanation/origin.md says what that can do."""
    minted = srs.mint("ann@author.example", "fwd.example", RING, NOW)
    moved = srs.verify(minted.replace("example=ann", "exampl=eann"), RING, NOW)
    assert (moved.valid, moved.address) == (True, "eann@author.exampl")


def test_any_key_of_the_ring_verifies() -> None:
    old = srs.mint("ann@author.example", "fwd.example", KeyRing((KEYS[1],)), NOW)
    assert srs.verify(old, RING, NOW).valid


@given(addresses(), st.data())
def test_any_changed_character_fails(address: str, data: st.DataObject) -> None:
    minted = srs.mint(address, "fwd.example", RING, NOW, allow_long=True)
    last = minted.rindex("@") - 1
    at = data.draw(st.integers(5, last))
    other = data.draw(st.sampled_from("0123456789abcdefghijklmnopqrstuvwxyz+/=.-"))
    assume(other != minted[at].lower())
    assert not srs.verify(minted[:at] + other + minted[at + 1 :], RING, NOW).valid


def test_exact_case_can_be_asked_for() -> None:
    minted = srs.mint("ann@author.example", "fwd.example", RING, NOW)
    assert minted != minted.lower()
    assert srs.verify(minted, RING, NOW, fold_case=False).valid
    assert not srs.verify(minted.lower(), RING, NOW, fold_case=False).valid


@pytest.mark.parametrize("hops", [0, 1])
def test_hashes_of_eight_characters_are_minted_and_wanted_and_four_only_when_asked_for(hops: int) -> None:
    path = "ann@author.example"
    for _ in range(hops):
        path = srs.mint(path, "one.example", RING, NOW)
    for length in (4, 7, 8, 12, 26):
        minted = srs.mint(path, "fwd.example", RING, NOW, hash_length=length, allow_long=True)
        assert len(minted.split("=")[1]) == length
        proof = srs.verify(minted, RING, NOW)
        assert proof.valid is (length >= 8)
        if length < 8:
            assert proof.fault is ProofFault.MALFORMED
            assert proof.detail == f"a hash of {length} characters, and 8 are wanted"
        short = srs.verify(minted, RING, NOW, hash_minimum=4)
        assert short.valid
        assert short.detail == (
            f"a hash of {length} characters, of which one guess in 2^{5 * length} is right" * (length < 8)
        )
    by_default = srs.mint(path, "fwd.example", RING, NOW, allow_long=True)
    assert by_default == srs.mint(path, "fwd.example", RING, NOW, hash_length=srs.HASH_LENGTH, allow_long=True)


@pytest.mark.parametrize("hops", [0, 1])
def test_a_longer_hash_must_be_right_to_its_end_and_no_longer_than_there_is(hops: int) -> None:
    path = "ann@author.example"
    for _ in range(hops):
        path = srs.mint(path, "one.example", RING, NOW)
    minted = srs.mint(path, "fwd.example", RING, NOW, hash_length=26, allow_long=True)
    for at in range(5, 31):
        other = "x" if minted[at] not in "xX" else "y"
        assert not srs.verify(minted[:at] + other + minted[at + 1 :], RING, NOW).valid
    assert srs.verify(minted[:31] + "a" + minted[31:], RING, NOW).fault is ProofFault.MALFORMED
    assert srs.verify(minted[:5] + minted[31:], RING, NOW, hash_minimum=4).fault is ProofFault.MALFORMED


@pytest.mark.parametrize("length", [3, 27, 0, -1])
def test_lengths_that_cannot_be(length: int) -> None:
    with pytest.raises(InvalidValueError, match="hash_length: must be 4 to 26"):
        srs.mint("ann@author.example", "fwd.example", RING, NOW, hash_length=length)
    with pytest.raises(InvalidValueError, match="hash_minimum: must be 4 to 26"):
        srs.verify("ann@author.example", RING, NOW, hash_minimum=length)


@pytest.mark.parametrize(
    "address",
    [
        "SRS0=@f.example",
        "SRS0=abcd=JM@f.example",
        "SRS0=abcd=1!=a.example=b@f.example",
        "SRS1=abcd=one.example=@f.example",
        "SRS0=abc=JM=a.example=b@f.example",
        "SRS0=abcd=JM==b@f.example",
        "SRS1=abcd==x@f.example",
        "SRS0=äbcd=JM=a=b@f.example",
    ],
)
def test_malformed(address: str) -> None:
    assert srs.verify(address, RING, NOW).fault is ProofFault.MALFORMED


@pytest.mark.rfc("SRS-1-07")
@pytest.mark.parametrize("null", ["", "<>"])
def test_the_null_reverse_path_is_never_rewritten(null: str) -> None:
    with pytest.raises(InvalidValueError, match="never rewritten"):
        srs.mint(null, "fwd.example", RING, NOW)


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("x" * 60 + "@author.example", "too long"),
        ("nobody", "local-part@domain"),
        ("jö@author.example", "not ASCII"),
        ("SRS1=abcd@f.example", "without its parts"),
        ('"a b"@author.example', "quoted"),
    ],
)
def test_what_cannot_be_rewritten_is_refused(path: str, fault: str) -> None:
    with pytest.raises(InvalidValueError, match=fault):
        srs.mint(path, "fwd.example", RING, NOW)


@pytest.mark.rfc("SRS-1-06")
def test_a_foreign_srs_address_is_seen_as_a_forwarders_and_proves_nothing() -> None:
    assert srs.is_srs("SRS0+abcd=JM=author.example=ann@elsewhere.example")
    assert not srs.is_srs("srs0ann@author.example")
    foreign = "SRS0+abcd=JM=author.example=ann@elsewhere.example"
    assert srs.verify(foreign, RING, NOW).fault is ProofFault.MALFORMED
    assert srs.verify(foreign, RING, NOW, hash_minimum=4).fault is ProofFault.BAD_SIGNATURE


@given(st.text(max_size=80))
def test_nothing_raises_on_content(text: str) -> None:
    for address in (text, f"SRS0={text}", f"SRS0={text}@f.example", f"SRS1+abcd={text}@f.example"):
        assert not srs.verify(address, RING, NOW).valid
