"""What a record lets in by itself: what cannot be told counts as everybody."""

import pytest

from bouncekit.policy.spf_record import breadth_of, is_permissive, never_sends


@pytest.mark.rfc("RFC7208-11.4-01")
@pytest.mark.parametrize(
    "record",
    [
        "v=spf1 +all", "v=spf1 all", "v=spf1 ?all", "V=SPF1 ALL", "v=spf1 a -exists:x.example all",
        "v=spf1 a/0 -all", "v=spf1 mx/0 -all", "v=spf1 a:x.example/8 -all", "v=spf1 mx:x.example/8//64 -all", "v=spf1 +a/12 ~all",
        "v=spf1 a/15 -all", "v=spf1 a//16 -all", "v=spf1 a/24//0 -all", "v=spf1 mx//31 -all", "v=spf1 a/33 -all", "v=spf1 a/ -all", "v=spf1 a/² -all",
        "v=spf1 ip4:0.0.0.0/0 -all", "v=spf1 ip4:10.0.0.0/15 -all", "v=spf1 ip4:10.0.0.0/16 ip4:10.1.0.0/24 -all",
        "v=spf1 ip4:10.0.0.0/33 -all", "v=spf1 ip4:1.2.3.0/² -all", "v=spf1 ip4:1.2.3 -all", "v=spf1 ip4: -all", "v=spf1 ip4:::1 -all",
        "v=spf1 ip6:2000::/3 -all", "v=spf1 ip6:2001:db8::/31 -all", "v=spf1 ip6:2001:db8::/32 ip6:2001:db9::/48 -all",
        "v=spf1 ip6:1.2.3.4/32 -all", "v=spf1 ip6:2001:db8::/129 -all",
        "v=spf1 ptr -all", "v=spf1 ptr:x.example -all", "v=spf1 +ptr ~all",
        "v=spf1 exists:x.example -all", "v=spf1 exists:%{i}.x.example -all",
        "v=spf1 a:%{i}.x.example -all", "v=spf1 mx:%{h} -all", "v=spf1 a:%{d} -all",
        "v=spf1 all-of-us -all", "v=spf1 ip5:1.2.3.4 -all", "v=spf1 a\t+all", "v=spf1 " + "ip4:10.0.0.1 " * 900 + "-all",
        "v=spf1 ip4:10.0.0.0/14 ?all",
    ],
)  # fmt: skip
def test_what_lets_in_too_many(record: str) -> None:
    assert is_permissive(record)


@pytest.mark.parametrize(
    "record",
    [
        "v=spf1 -all", "v=spf1 a mx -all", "v=spf1 a mx ~all", "v=spf1 a:x.example mx:y.example -all", "v=spf1 a/24 mx/24 -all",
        "v=spf1 a/24//64 -all", "v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.7 ip6:2001:db8::/48 -all", "v=spf1 ip4:10.0.0.0/16 -all",
        "v=spf1 ip6:2001:db8::/32 -all", "v=spf1 include:x.example -all", "v=spf1 redirect=x.example", "v=spf1 a exp=x.%{d} -all",
        "v=spf1 -ip4:0.0.0.0/0 a -all", "v=spf1 ?ip4:0.0.0.0/0 -all", "v=spf1 ~exists:x.example -all", "v=spf1 -ptr a -all",
        "v=spf1 -all +all", "v=spf1 a ~all ip4:0.0.0.0/0", "v=spf1", "v=spf1   a   -all ", "spf2.0/pra +all", "", None,
        "v=spf1 unknown=x.example a -all",
    ],
)  # fmt: skip
def test_what_does_not(record: str | None) -> None:
    assert not is_permissive(record)


def test_what_it_refers_to() -> None:
    found = breadth_of("v=spf1 include:A.example +include:b.example -include:c.example redirect=d.example")
    assert (found.includes, found.redirect) == (("a.example", "b.example"), "d.example")
    assert breadth_of("v=spf1 redirect=d.example -all").redirect is None
    assert breadth_of("something else").everybody


def test_never() -> None:
    assert never_sends("v=spf1 -all")
    assert never_sends("v=spf1 exp=x.example -all")
    assert not never_sends("v=spf1 ~all")
    assert not never_sends(None)
