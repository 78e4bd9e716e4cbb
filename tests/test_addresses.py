"""Addresses: what callers hand in is refused by name, what peers wrote is read without raising."""

from contextlib import suppress
from itertools import pairwise

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.addresses import (
    ForwardPath,
    Mailbox,
    ReversePath,
    TypedAddress,
    canonical_key,
    envid_decode,
    find_addresses,
    strip_source_route,
    unitext_decode,
    unitext_encode,
    xtext_decode,
    xtext_encode,
)
from bouncekit.errors import InvalidValueError
from steps import grows

ASCII = st.text(st.characters(max_codepoint=0x7F))
SPELT = st.text(st.characters(exclude_categories=["Cs"], min_codepoint=0x20), min_size=1)


@pytest.mark.rfc("RFC3461-4-01", "RFC3461-4-02")
@given(ASCII)
def test_xtext_round_trip(text: str) -> None:
    encoded = xtext_encode(text)
    assert xtext_decode(encoded) == text
    assert all("!" <= c <= "~" and c != "=" for c in encoded)


@pytest.mark.rfc("RFC3461-4-01")
@pytest.mark.parametrize("text", ["a=b", "a+b", "a+2", "a+2b", "a b", "é", "a+FF", "+"])
def test_what_is_not_xtext(text: str) -> None:
    assert xtext_decode(text) is None


def test_xtext_cannot_carry_other_scripts() -> None:
    with pytest.raises(InvalidValueError, match=r"^envid: is not ASCII"):
        xtext_encode("é", field="envid")


@pytest.mark.rfc("RFC6533-3-02", "RFC6533-3-04", "RFC6533-3-12")
@given(SPELT, st.booleans())
def test_unitext_round_trip(text: str, ascii_only: bool) -> None:
    encoded = unitext_encode(text, ascii_only=ascii_only)
    assert unitext_decode(encoded) == text
    assert encoded.isascii() or not ascii_only
    assert not set(encoded) & set(" +=")


@pytest.mark.rfc("RFC6533-3-10")
@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        (r"\x{F6}", "ö"),
        (r"\x{2B}", "+"),
        (r"\x{5C}x{F6}", r"\x{F6}"),  # decoded once only
        (r"\x{1F600}", "\U0001f600"),
        (r"\x{10FFFF}", "\U0010ffff"),
        (r"\x{f6}", None),
        (r"\x{0F6}", None),
        (r"\x{D800}", None),
        (r"\x{DFFF}", None),
        (r"\x{110000}", None),
        (r"\x{41}", None),
        (r"\x{0A}", None),
        (r"\x{0D}", None),
        (r"\x{00}", None),
        (r"\x{}", None),
        (r"\x{F6", None),
        ("a+b", None),
        ("", None),
    ],
)
def test_hexpoint(text: str, decoded: str | None) -> None:
    assert unitext_decode(text) == decoded


@pytest.mark.parametrize("bad", ["a\rb", "a\nb", "a\0b", "a\ud800b"])
def test_unitext_has_no_spelling(bad: str) -> None:
    with pytest.raises(InvalidValueError):
        unitext_encode(bad, ascii_only=True)


# -- typed addresses ------------------------------------------------------------------------------------------------


@pytest.mark.rfc("RFC3464-2.1.2-01")
@pytest.mark.parametrize(
    ("text", "type_", "address"),
    [
        ("rfc822; bob@example.net", "rfc822", "bob@example.net"),
        ("RFC822;bob@example.net", "rfc822", "bob@example.net"),
        ("rfc822 ;\r\n bob@example.net ", "rfc822", "bob@example.net"),
        (r"utf-8; j\x{F6}rg@example.net", "utf-8", "jörg@example.net"),
        ("utf-8; jörg@example.net", "utf-8", "jörg@example.net"),
        ("x400; /S=bob/;x", "x400", "/S=bob/;x"),
    ],
)
def test_typed_address(text: str, type_: str, address: str) -> None:
    assert TypedAddress.find(text) == TypedAddress(type=type_, address=address)


@pytest.mark.parametrize("text", ["bob@example.net", "", ";bob", "not a type; bob", "a/b;c"])
def test_no_typed_address(text: str) -> None:
    assert TypedAddress.find(text) is None


@pytest.mark.rfc("RFC6533-3-09")
def test_utf8_that_does_not_conform_is_copied_unchanged() -> None:
    found = TypedAddress.find(r"utf-8; bob\x{41}@example.net")
    assert found == TypedAddress(type="utf-8", address=r"bob\x{41}@example.net")
    kept = TypedAddress.from_orcpt(r"utf-8;bob\x{41}@example.net")
    assert kept.field_value(utf8=True) == r"utf-8; bob\x{41}@example.net"


@pytest.mark.rfc("RFC3461-4.2-01", "RFC3461-4.2-04")
def test_orcpt() -> None:
    assert TypedAddress.from_orcpt("rfc822;Bob+2Btag@Example.net").address == "Bob+tag@Example.net"
    assert TypedAddress.from_orcpt("rfc822;" + "a" * 493).address == "a" * 493


@pytest.mark.rfc("RFC3461-4.2-01", "RFC3461-4.2-04")
@pytest.mark.parametrize(
    "text",
    ["bob@example.net", "rfc822;", "rfc822;a=b", "rfc822;a+0Ab", "rfc822;a\r\nX: y", ";a", "rfc822;" + "a" * 494],
)
def test_orcpt_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"^orcpt: "):
        TypedAddress.from_orcpt(text)


@pytest.mark.rfc("RFC6533-3-01", "RFC6533-3-03", "RFC6533-3-05", "RFC6533-3-07", "RFC6533-3-02")
def test_orcpt_forms() -> None:
    plain, special = TypedAddress.of("jörg@example.net"), TypedAddress.of("jörg+x@example.net")
    assert plain.orcpt(smtputf8=True) == "utf-8;jörg@example.net"
    assert special.orcpt(smtputf8=True) == r"utf-8;jörg\x{2B}x@example.net"
    assert special.orcpt(smtputf8=False) == r"utf-8;j\x{F6}rg\x{2B}x@example.net"
    assert TypedAddress.from_orcpt("utf-8;jörg@example.net") == plain
    assert TypedAddress.of("a+b@example.net").orcpt(smtputf8=True) == "rfc822;a+2Bb@example.net"


@pytest.mark.rfc("RFC6533-3-06", "RFC6533-3-08", "RFC6533-4.1-03")
def test_field_forms() -> None:
    address = TypedAddress.from_orcpt(r"utf-8;j\x{F6}rg@example.net")
    assert address.field_value(utf8=True) == "utf-8; jörg@example.net"
    assert address.field_value(utf8=False) == r"utf-8; j\x{F6}rg@example.net"


@pytest.mark.rfc("RFC3461-4.4-01")
def test_envid() -> None:
    assert envid_decode("Abc+2B+20d") == "Abc+ d"
    for bad in ("a b", "", "a" * 101, "a+0D", "a\rb", "a+F6"):
        with pytest.raises(InvalidValueError, match=r"^envid: "):
            envid_decode(bad)


# -- mailboxes and paths --------------------------------------------------------------------------------------------

ATEXT = "abcXYZ019!#$%&'*+/=?^_`{|}~-"
LDH = st.text("abcXYZ019-", min_size=1, max_size=12)
DOT_STRING = st.lists(st.text(ATEXT, min_size=0, max_size=9), min_size=1, max_size=4).map(".".join)
NAME = st.lists(LDH, min_size=1, max_size=5).map(".".join)


@given(DOT_STRING, NAME)
def test_the_fast_path_is_a_subset_of_email_validators_grammar(local: str, domain: str) -> None:
    text = f"{local}@{domain}.example"
    try:
        Mailbox.parse(text)
    except InvalidValueError:
        return
    validate_email(text, check_deliverability=False, globally_deliverable=False, test_environment=True)


@given(DOT_STRING, NAME)
def test_what_email_validator_accepts_is_accepted(local: str, domain: str) -> None:
    text = f"{local}@{domain}.example"
    try:
        validate_email(text, check_deliverability=False, globally_deliverable=False, strict=True, test_environment=True)
    except EmailNotValidError:
        return
    assert str(Mailbox.parse(text)) == text


@pytest.mark.rfc("RFC6533-3-11", "RFC6531-3.3-01")
@pytest.mark.parametrize(
    "text",
    [
        "bob@example.net",
        "bob@localhost",
        "bob@mx.invalid",
        '"bob smith"@example.net',
        '"a\\"b"@localhost',
        "bob@[192.0.2.1]",
        "bob@[IPv6:2001:db8::1]",
        "jörg@bücher.example",
        "jörg@localhost",
        "用户@例え.example",
        "a" * 64 + "@example.net",
    ],
)
def test_mailbox(text: str) -> None:
    assert str(Mailbox.parse(text)) == text
    assert str(ReversePath.parse(f"<{text}>")) == text
    assert str(ForwardPath.parse(text)) == text


@pytest.mark.rfc("RFC6533-3-11")
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("bob", "must be local-part@domain"),
        ("@example.net", "must be local-part@domain"),
        ("bob@", "must be local-part@domain"),
        ("bob@example.net\r\nRCPT TO:<x@y.example>", "holds a CR"),
        ("bob\n@example.net", "holds a LF"),
        ("bob\0@example.net", "holds a NUL"),
        ("bob\x1b@example.net", "holds a control character"),
        ("bob smith@example.net", "is not a mailbox"),
        ("a..b@example.net", "is not a mailbox"),
        ("bob@exa_mple.net", "is not a mailbox"),
        ("bob@-a.example", "is not a mailbox"),
        ("bob@[192.0.2.256]", "is not a mailbox"),
        ("bob@xn--a.example", "is not a mailbox"),
        ("a@" + "b" * 64 + ".example", "is not a mailbox"),
        ("bob\u202e@example.net", "is not a mailbox"),
        ("Bob <bob@example.net>", "is not a mailbox"),
        ("a" * 65 + "@example.net", "has a local part longer than 64 octets"),
        ("ö" * 33 + "@example.net", "has a local part longer than 64 octets"),
        ("a@" + "b." * 125 + "example", "has a domain longer than 255 octets"),
        ("abcd@" + "b." * 122 + "example", "has a mailbox longer than 254 octets"),
    ],
)
def test_mailbox_refused(text: str, fault: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Mailbox.parse(text, field="orcpt")
    assert caught.value.field == "orcpt"
    assert caught.value.fault.startswith(fault)
    assert "\n" not in str(caught.value)


@given(st.text())
def test_a_mailbox_is_read_as_written_or_refused(text: str) -> None:
    with suppress(InvalidValueError):
        assert str(Mailbox.parse(text)) == text


def test_null_reverse_path_and_postmaster() -> None:
    assert ReversePath.parse("<>").is_null
    assert ReversePath.parse("").is_null
    assert str(ForwardPath.parse("postmaster")) == "Postmaster"
    with pytest.raises(InvalidValueError, match=r"^forward_path: "):
        ForwardPath.parse("")
    with pytest.raises(InvalidValueError, match=r"^reverse_path: "):
        ReversePath.parse("postmaster")


@pytest.mark.rfc("RFC5321-6.1-05", "RFC5321-C-01")
def test_source_route_is_stripped() -> None:
    assert str(ReversePath.parse("<@a.example,@b.example:ann@c.example>")) == "ann@c.example"
    assert str(ForwardPath.parse("@a.example:bob@c.example")) == "bob@c.example"
    assert strip_source_route("@nothing") == "@nothing"


def test_needs_smtputf8() -> None:
    assert Mailbox.parse("ann@bücher.example").needs_smtputf8
    assert Mailbox.parse("ann@bücher.example").ascii_domain == "xn--bcher-kva.example"
    assert not Mailbox.parse("ann@xn--bcher-kva.example").needs_smtputf8


# -- peers' text ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("550 <bob@example.net>: user unknown", ["bob@example.net"]),
        ("RCPT TO:<bob@example.net> SIZE=5", ["bob@example.net"]),
        ("to=<bob@example.net>, from=ann@example.org,", ["bob@example.net", "ann@example.org"]),
        ("rfc822;bob@example.net.", ["bob@example.net"]),
        ("mailto:bob@example.net?x", ["bob@example.net"]),
        ("'bob@example.net'", ["bob@example.net"]),
        ('"bob smith"@example.net', ['"bob smith"@example.net']),
        ("bob@[192.0.2.1]", ["bob@[192.0.2.1]"]),
        ("收件人bob@example.net不存在", ["bob@example.net"]),
        ("<用户@例え.example>", ["用户@例え.example"]),
        ("jörg@bücher.example nicht gefunden", ["jörg@bücher.example"]),
        ("l+bob=c.example@lists.example", ["l+bob=c.example@lists.example"]),
        ("a@b@c", ["a@b"]),
        ("@@ @. .@ @-x bob@ @example.net a@.b", []),
        ("", []),
    ],
)
def test_find_addresses(text: str, addresses: list[str]) -> None:
    assert [f.address for f in find_addresses(text)] == addresses


@given(st.text(st.sampled_from("ab@.\"<>[]é用 =-\n'")))
def test_found_addresses_stand_where_they_say(text: str) -> None:
    found = find_addresses(text)
    assert all(text[f.start : f.end] == f.address and "@" in f.address for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("unit", ["@", "a@", "a", '"@', "<用", "a.", "[@", "@[", "@例", "to=@"])
def test_finding_is_linear(unit: str) -> None:
    less, more = (unit * (size // len(unit)) for size in (20_000, 40_000))
    assert grows(lambda: find_addresses(less), lambda: find_addresses(more)) < 2.1


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("Bob+news@Example.NET", "bob@example.net"),
        ("<bob@example.net>", "bob@example.net"),
        ("prvs=1234abcdef=bob@example.net", "bob@example.net"),
        ('"bob"@example.net', "bob@example.net"),
        ("@a.example:bob@example.net", "bob@example.net"),
        ("+x@example.net", "+x@example.net"),
        ("bob@bücher.example", "bob@xn--bcher-kva.example"),
        ("bob@\udcff.example", "bob@\udcff.example"),
        ("Postmaster", "postmaster"),
        ("", ""),
    ],
)
def test_canonical_key(address: str, key: str) -> None:
    assert canonical_key(address) == key


def test_own_delimiters() -> None:
    assert canonical_key("bob-x+y@example.net", delimiters="-") == "bob@example.net"
    assert canonical_key("bob+y@example.net", delimiters="") == "bob+y@example.net"


@given(st.text(), st.text(max_size=2))
def test_canonical_key_never_raises(text: str, delimiters: str) -> None:
    key = canonical_key(text, delimiters=delimiters or "+")
    assert canonical_key(key, delimiters=delimiters or "+").count("@") == key.count("@")


@pytest.mark.rfc("RFC5321-2.3.11-01", "RFC5321-2.4-01", "RFC8098-2.1-04")
@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bob@Example.NET", "Bob@example.net", True),
        ("Bob@example.net", "bob@example.net", False),
        ('"Bob"@example.net', "Bob@example.net", True),
        ('"B\\ob"@example.net', "Bob@example.net", True),
        ('"B\\\\ob"@example.net', '"B\\ob"@example.net', False),
        ("bob@bücher.example", "bob@xn--bcher-kva.example", True),
        ("bob+x@example.net", "bob@example.net", False),
        ("b.ob@example.net", "bob@example.net", False),
    ],
)
def test_same_mailbox(one: str, other: str, same: bool) -> None:
    assert Mailbox.parse(one).is_same(Mailbox.parse(other)) is same
    assert str(Mailbox.parse(one)) == one


@pytest.mark.rfc("RFC3464-D-01")
def test_the_registered_address_types() -> None:
    for type_, address in (("rfc822", "a@b.example"), ("x400", "/C=xx/S=a/"), ("utf-8", "ä@b.example")):
        assert TypedAddress.find(f"{type_.upper()}; {address}") == TypedAddress(type=type_, address=address)
