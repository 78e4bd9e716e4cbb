"""BATV tags: vectors of real Exim, every way to be wrong, exact edges."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bouncekit.errors import InvalidValueError
from bouncekit.origin import batv
from bouncekit.origin.keys import Key, KeyRing
from bouncekit.origin.proof import ProofFault
from strategies.origin import KEYS, NOW, RING, addresses, moments

EXIM = KeyRing((Key(id=1, secret=b"0123456789abcdef"), Key(id=0, secret=b"k", unsafe_short=True)))
EXIM_NOW = datetime(2026, 11, 23, 20, 8, 12, tzinfo=UTC)
"""When Exim 4.96 wrote the vectors: `exim -be '${prvs{News@here.org}{0123456789abcdef}{1}}'`."""


@pytest.mark.rfc("BATV-4-01", "BATV-4-02")
@pytest.mark.parametrize("vector", ["prvs=1787672596=News@here.org", "prvs=0787210379=news@here.org"])
def test_reads_what_exim_wrote(vector: str) -> None:
    proof = batv.verify(vector, EXIM, EXIM_NOW)
    assert proof.valid
    assert proof.address == vector[16:]
    assert proof.recipients is None
    assert proof.day == 20780


@pytest.mark.rfc("BATV-4-01", "BATV-4-02")
def test_writes_what_exim_wrote() -> None:
    assert batv.mint("News@here.org", EXIM, EXIM_NOW, fold=False) == "prvs=1787672596=News@here.org"
    short = KeyRing((EXIM.keys[1],))
    assert batv.mint("news@here.org", short, EXIM_NOW) == "prvs=0787210379=news@here.org"


BATV_TOOLS = KeyRing((Key(id=0, secret=b"0123456789abcdef-of-the-live-test"),))
BATV_TOOLS_NOW = datetime(2026, 11, 26, 5, 41, tzinfo=UTC)
"""When batv-tools' prvs.cpp and address.cpp (commits 0ff86fe, 078147e), compiled alone, wrote the vectors and took ours."""


@pytest.mark.rfc("BATV-4-02")
@pytest.mark.parametrize(
    ("vector", "address", "style"),
    [
        ("prvs=07902d4619=news@here.example", "news@here.example", batv.Style.DRAFT),
        ("news+prvs=07902d4619@here.example", "news@here.example", batv.Style.SUBADDRESS),
        ("prvs=07906e77f6=News.Letter@Here.example", "News.Letter@Here.example", batv.Style.DRAFT),
        ("a+b=c+prvs=0790f61c77@here.example", "a+b=c@here.example", batv.Style.SUBADDRESS),
    ],
)
def test_reads_and_writes_what_batv_tools_wrote(vector: str, address: str, style: batv.Style) -> None:
    proof = batv.verify(vector, BATV_TOOLS, BATV_TOOLS_NOW)
    assert (proof.valid, proof.address) == (True, address)
    assert batv.mint(address, BATV_TOOLS, BATV_TOOLS_NOW, style=style, fold=False) == vector


@given(addresses(), moments(), st.sampled_from([batv.Style.DRAFT, batv.Style.SLASH, batv.Style.SUBADDRESS]))
def test_what_is_minted_verifies(address: str, now: datetime, style: batv.Style) -> None:
    assume(len(address.partition("@")[0]) <= 48)
    minted = batv.mint(address, RING, now, style=style)
    for form in (minted, minted.upper(), minted.lower()):
        proof = batv.verify(form, RING, now)
        assert proof.valid
        assert (proof.address or "").lower() == address.lower()
        assert proof.variant == style.value
    assert batv.strip(minted) == address.lower()


@given(addresses(), st.data())
def test_any_changed_character_fails(address: str, data: st.DataObject) -> None:
    assume(len(address.partition("@")[0]) <= 48)
    minted = batv.mint(address, RING, NOW)
    at = data.draw(st.integers(0, len(minted) - 1))
    other = data.draw(st.sampled_from("0123456789abcdefghijklmnopqrstuvwxyz=/+@.-٣é \r\n\0"))
    assume(other.lower() != minted[at].lower())
    proof = batv.verify(minted[:at] + other + minted[at + 1 :], RING, NOW)
    assert not proof.valid


@pytest.mark.rfc("BATV-4-03")
def test_life_ends_exactly_at_midnight_of_its_last_day() -> None:
    minted = batv.mint("news@here.example", RING, NOW)
    last = datetime(2026, 11, 30, 23, 59, 59, 999999, tzinfo=UTC)
    assert batv.verify(minted, RING, last).valid
    assert batv.verify(minted, RING, last + timedelta(microseconds=1)).fault is ProofFault.EXPIRED
    first = datetime(2026, 11, 23, tzinfo=UTC)
    assert batv.verify(minted, RING, first).valid
    assert batv.verify(minted, RING, first - timedelta(microseconds=1)).fault is ProofFault.EXPIRED  # future


@pytest.mark.rfc("BATV-4-03")
@given(st.integers(0, 3000), st.integers(0, 499), st.integers(-400, 400))
def test_days_wrap_at_a_thousand(start: int, life: int, shift: int) -> None:
    now = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=start)
    minted = batv.mint("news@here.example", RING, now, life=life)
    assert batv.verify(minted, RING, now + timedelta(days=shift), life=life).valid is (0 <= shift <= life)


def test_wrap_from_999_to_000() -> None:
    now = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=20995)
    minted = batv.mint("news@here.example", RING, now)
    assert minted.startswith("prvs=1002")
    assert batv.verify(minted, RING, now + timedelta(days=7)).valid
    assert batv.verify(minted, RING, now + timedelta(days=8)).fault is ProofFault.EXPIRED


@pytest.mark.parametrize(
    ("address", "fault", "variant"),
    [
        ("news@here.example", ProofFault.NOT_SIGNED, ""),
        ("", ProofFault.NOT_SIGNED, ""),
        ("@", ProofFault.NOT_SIGNED, ""),
        ("prvs=", ProofFault.MALFORMED, ""),
        ("prvs=1787672596=", ProofFault.MALFORMED, ""),
        ("prvs=1787672596=@here.example", ProofFault.MALFORMED, "draft"),
        ("prvs=178767259=n@here.example", ProofFault.NOT_SIGNED, "nine-digits"),
        ("prvs=17876725966=n@here.example", ProofFault.MALFORMED, ""),
        ("prvs=178767259g=n@here.example", ProofFault.MALFORMED, ""),
        ("prvs=١٧٨٧672596=n@here.example", ProofFault.MALFORMED, ""),
        ("prvs=1787672596=prvs=1787672596=n@here.example", ProofFault.MALFORMED, "draft"),
        ("prvs=9787672596=n@here.example", ProofFault.UNKNOWN_KEY, "draft"),
        ("prvs=1787672596=n@here.example", ProofFault.BAD_SIGNATURE, "draft"),
        ("prvs=joe=0123456789@here.example", ProofFault.NOT_SIGNED, "swapped"),
        ("prvs=joe=0000bf8a8@here.example", ProofFault.NOT_SIGNED, "swapped"),
        ("btv1==1234567==joe@here.example", ProofFault.NOT_SIGNED, "btv1"),
        ("prvs=" + "a" * 500 + "@here.example", ProofFault.MALFORMED, ""),
    ],
)
@pytest.mark.rfc("BATV-4-04", "BATV-4-07")
def test_every_way_to_be_wrong_has_its_reason(address: str, fault: ProofFault, variant: str) -> None:
    proof = batv.verify(address, RING, NOW)
    assert (proof.fault, proof.variant) == (fault, variant)


@pytest.mark.rfc("BATV-4-06")
@pytest.mark.parametrize(
    "tagged",
    [
        "PRVS=1787672596=joe@here.example",
        "prvs=joe/1787672596@here.example",
        "joe+prvs=1787672596@here.example",
        "prvs=joe=1787672596@here.example",
        "prvs=178767259=joe@here.example",
        "btv1==1234567==joe@here.example",
        "joe@here.example",
    ],
)
def test_strip_gives_the_address_under_any_tag(tagged: str) -> None:
    assert batv.strip(tagged) == "joe@here.example"


def test_a_tag_of_one_domain_is_none_of_another() -> None:
    minted = batv.mint("news@here.example", RING, NOW)
    assert batv.verify(minted.replace("here", "there"), RING, NOW).fault is ProofFault.BAD_SIGNATURE


def test_rotation_old_key_verifies_new_key_signs_dropped_key_is_unknown() -> None:
    old = batv.mint("news@here.example", KeyRing((KEYS[1],)), NOW)
    assert batv.verify(old, RING, NOW).valid
    assert batv.mint("news@here.example", RING, NOW).startswith("prvs=1")
    assert batv.verify(old, KeyRing((KEYS[0],)), NOW).fault is ProofFault.UNKNOWN_KEY


def test_local_parts_up_to_64_octets_and_no_further() -> None:
    fits = "a" * 48 + "@here.example"
    assert batv.verify(batv.mint(fits, RING, NOW), RING, NOW).valid
    with pytest.raises(InvalidValueError, match="too long for a tag: 65"):
        batv.mint("a" + fits, RING, NOW)


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("prvs=1787672596=joe@here.example", "already carries"),
        ('"a b"@here.example', "quoted"),
        ("jö@here.example", "not ASCII"),
        ("nobody", "local-part@domain"),
    ],
)
def test_callers_mistakes_are_named(address: str, fault: str) -> None:
    with pytest.raises(InvalidValueError, match=fault):
        batv.mint(address, RING, NOW)


def test_more_mistakes() -> None:
    with pytest.raises(InvalidValueError, match="time zone"):
        batv.mint("news@here.example", RING, datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(InvalidValueError, match="only its maker"):
        batv.mint("news@here.example", RING, NOW, style=batv.Style.BTV1)
    with pytest.raises(InvalidValueError, match="0 to 499"):
        batv.mint("news@here.example", RING, NOW, life=500)
    with pytest.raises(InvalidValueError, match="Exim's limit"):
        batv.mint("news@here.example", KeyRing((Key(id=0, secret=b"x" * 65),)), NOW)


@given(st.text(max_size=100))
def test_nothing_raises_on_content(text: str) -> None:
    for address in (text, f"prvs={text}", f"prvs=1787672596={text}", f"{text}+prvs=1787672596@{text}"):
        assert not batv.verify(address, RING, NOW).valid
        batv.strip(address)
