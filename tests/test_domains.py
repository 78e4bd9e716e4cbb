"""One reading of a domain name, and of who somebody is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bouncekit
from bouncekit.addresses import Mailbox, canonical_key, folded_mailbox_key, mailbox_key
from bouncekit.auth.alignment import ascii_domain, is_aligned
from bouncekit.domains import _converted, ascii_lower, domain_key, is_domain_key

SAME = [
    ("straße.de", "xn--strae-oqa.de"),
    ("STRASSE.de.", "strasse.de"),
    ("Example.ORG", "example.org."),
    ("ｅｘａｍｐｌｅ.org", "example.org"),
    ("bücher.example", "XN--BCHER-KVA.Example"),
    ("BÜCHER.example", "bu\u0308cher.example"),
    ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
    ("βόλος.gr", "xn--nxasmm1c.gr"),
    ("نامه\u200cای.com", "xn--mgba3gch31f060k.com"),
    ("_dmarc.bücher.example", "_dmarc.xn--bcher-kva.example"),
]
OTHER = [
    ("straße.de", "strasse.de"),
    ("βόλος.gr", "βόλοσ.gr"),
    ("نامه\u200cای.com", "نامهای.com"),
    ("pаypal.example", "paypal.example"),  # a Cyrillic a
    ("example.org..", "example.org"),
    (".example.org", "example.org"),
    ("ex\u200dample.org", "example.org"),
    ("＠.org", "@.org"),
    ("℀.org", "a/c.org"),
    ("x" * 64 + ".org", "x" * 63 + ".org"),
    ("I\u0307.example", "i.example"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_domain(one: str, other: str) -> None:
    assert domain_key(one) == domain_key(other)
    assert is_domain_key(domain_key(one))
    assert is_aligned(one, other)
    assert mailbox_key(f"ann@{one}") == mailbox_key(f"ann@{other}")


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_domains_that_are_two(one: str, other: str) -> None:
    assert domain_key(one) != domain_key(other)
    assert not is_aligned(one, other)
    assert mailbox_key(f"ann@{one}") != mailbox_key(f"ann@{other}")


@pytest.mark.parametrize(
    "text", ["", ".", "..", "a..b", "ü..de", "ü" * 64 + ".de", "x" * 64, "\ud800.org", "faß\u200d.de", "☃\ud800", "a b.org",
             "ü.a b", "a." * 130, "ü." * 130, "[192.0.2.1]", "\0", "ü\0.de", "\u00ad\u00ad.de"],
)  # fmt: skip
def test_what_is_no_domain_name_is_equal_to_itself_alone_and_proves_nothing(text: str) -> None:
    key = domain_key(text)
    assert not is_domain_key(key)
    assert domain_key(text) == key
    assert not is_aligned(text, text)
    assert not is_aligned("example.org", f"{text}.example.org") or is_domain_key(domain_key(f"{text}.example.org"))


@given(st.text(max_size=300))
def test_nothing_raises_and_a_key_is_its_own_key(text: str) -> None:
    key = domain_key(text)
    assert domain_key(key) == key or not is_domain_key(key)
    assert not is_domain_key(key) or (key.isascii() and key == key.lower())


@pytest.mark.parametrize("text", ["ü" * 255, "ü." * 128, "".join(map(chr, range(0x4E00, 0x4E00 + 60_000)))])
def test_what_is_longer_than_a_name_is_never_converted(text: str) -> None:
    """RFC 1035 section 2.3.4: no conversion, which takes more than linear time, is begun."""
    before = _converted.cache_info()
    assert domain_key(text) == text
    assert _converted.cache_info() == before


def test_what_is_remembered_is_bounded() -> None:
    for number in range(3000):
        domain_key(f"ü{number}.example")
    info = _converted.cache_info()
    assert info.maxsize is not None
    assert info.currsize <= info.maxsize <= 4096


def test_all_comparisons_use_this_one() -> None:
    assert ascii_domain is domain_key
    assert Mailbox.parse("ann@straße.de").ascii_domain == domain_key("straße.de")
    assert canonical_key("ann@straße.de") == "ann@xn--strae-oqa.de"


def test_no_module_uses_the_codec_of_2003() -> None:
    found = [
        path
        for path in Path(bouncekit.__file__).parent.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if any(f'{call}("idna"' in line or f"{call}('idna'" in line for call in ("encode", "decode", "lookup"))
    ]
    assert found == []


TWO = [
    ("weiß@provider.org", "weiss@provider.org"),
    ("ſam@provider.org", "sam@provider.org"),
    ("mi\u212ae@provider.org", "mike@provider.org"),
    ("ﬁn@provider.org", "fin@provider.org"),
    ("I\u0307@provider.org", "i@provider.org"),
    ("ann+list@provider.org", "ann@provider.org"),
    ("a.nn@provider.org", "ann@provider.org"),
    ("prvs=1234abcdef=ann@provider.org", "ann@provider.org"),
    ("prvs=x=ann@provider.org", "ann@provider.org"),
    ("ann@gmail.com", "ann@googlemail.com"),
    ("bu\u0308b@provider.org", "büb@provider.org"),
    ('"a b"@provider.org', "ab@provider.org"),
    ("ann@eve@provider.org", "eve@provider.org"),
]


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_mailboxes_of_one_provider_stay_two(one: str, other: str) -> None:
    assert mailbox_key(one) != mailbox_key(other)
    assert folded_mailbox_key(one) != folded_mailbox_key(other)


def test_one_mailbox_stays_one() -> None:
    assert mailbox_key('"ann"@Provider.ORG') == mailbox_key(" ann@provider.org. ")
    assert mailbox_key('"ann b"@provider.org') == mailbox_key('"ann b"@PROVIDER.org')
    assert mailbox_key("Ann@provider.org") != mailbox_key("ann@provider.org")
    assert folded_mailbox_key("Ann@provider.org") == folded_mailbox_key("ANN@provider.org")
    assert folded_mailbox_key("MAILER") == "mailer"


@given(st.text(max_size=20))
def test_only_ascii_is_folded(text: str) -> None:
    lowered = ascii_lower(text)
    assert len(lowered) == len(text)
    assert all(a == b or (a.isascii() and a.lower() == b) for a, b in zip(text, lowered, strict=True))
