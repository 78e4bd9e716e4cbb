"""Two addresses are one only if mail to both goes to one mailbox; a name is converted by one IDNA, in linear time."""

import pytest

import bouncekit as bk
from attacks.attack_kit import BORDER, NOW, bounce, sends
from bouncekit import AuthResults, origin, suppression
from bouncekit.auth import DkimResult, Result, SpfIdentity, SpfResult
from bouncekit.origin import batv
from bouncekit.policy import STRICT

KEYS = origin.KeyRing((origin.Key(id=1, secret=b"0123456789abcdef0123"),))

NOT_THE_SAME = [
    ("weiss@p.org", "wei\u00df@p.org"),
    ("ann@strasse.de", "ann@stra\u00dfe.de"),
    ("ann@xn--strae-oqa.de", "ann@strasse.de"),
    ("ann@\u03b2\u03cc\u03bb\u03bf\u03c3.com", "ann@\u03b2\u03cc\u03bb\u03bf\u03c2.com"),
    ("ann@p.org", "ann+x@p.org"),
    ("ann@p.org", "ann-x@p.org"),
    ("a.nn@gmail.com", "ann@gmail.com"),
    ("ann@googlemail.com", "ann@gmail.com"),
    ("ann@p.org", "\uff41nn@p.org"),
    ("ann@p.org", "ann@p.org.evil.org"),
    ("ann@p.org", "ann@xp.org"),
    ("ann@co.uk", "ann@x.co.uk"),
    ("i@p.org", "\u0130@p.org"),
    ("k@p.org", "\u212a@p.org"),
    ("\u00e9@p.org", "e\u0301@p.org"),
    ("ann@p\u0131.org", "ann@pi.org"),
]


def signed_by(author: str) -> AuthResults:
    domain = author.rpartition("@")[2]
    return AuthResults(
        dkim=(
            DkimResult(
                result=Result.PASS,
                domain=domain,
                signed_from=author,
                age_days=0.1,
                body_length_limit=False,
                key_bits=2048,
                algorithm="rsa-sha256",
            ),
        )
    )


@pytest.mark.parametrize(("one", "other"), NOT_THE_SAME)
def test_a_signed_author_like_the_reverse_path_is_another(one: str, other: str) -> None:
    for sender, author in ((one, other), (other, one)):
        assert not sends(sender, signed_by(author), policy=STRICT, smtputf8=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ann@p.org", "ann@P.ORG"),
        ("ann@stra\u00dfe.de", "ann@xn--strae-oqa.de"),
        ("ann@B\u00dcCHER.de", "ann@xn--bcher-kva.de"),
        ("ann@p.org", '"ann"@p.org'),
    ],
)
def test_the_same_mailbox_in_another_spelling_is_the_same(one: str, other: str) -> None:
    assert sends(one, signed_by(other), policy=STRICT, smtputf8=True)


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("stra\u00dfe.de", "strasse.de"),
        ("xn--strae-oqa.de", "strasse.de"),
        ("p.org.", "xp.org"),
        ("b\uff0eorg", "xb.org"),
        ("org", "p.org"),
    ],
)
def test_spf_of_a_domain_like_it_is_anothers(name: str, domain: str) -> None:
    auth = AuthResults(
        spf=(SpfResult(result=Result.PASS, identity=SpfIdentity.MAILFROM, domain=name, permissive=False),)
    )
    assert not sends(f"ann@{domain}", auth)


def proved(names: set[str], hosts: set[str], *, recipient: str = "victim@isp.net") -> bool:
    tag = batv.mint("news@here.example", KEYS, NOW)
    report = bk.parse(bounce(recipient, head=f"To: {tag}\r\n"))
    judged = origin.check(
        report,
        envelope_to=tag,
        proofs=[*origin.examine_envelope(tag, KEYS, NOW), *origin.examine_report(report, KEYS, NOW)],
        now=NOW,
        setup=origin.Setup(always_tags=frozenset({"@here.example"})),
        reporter=origin.Reporter(names=frozenset(names), reverse_path="", hosts_of_recipient=frozenset(hosts)),
    )
    return (
        suppression.RecipientFault.prove(
            bk.classify(report.recipients[0]), judged, recipient=recipient, message="m", report="r", at=NOW
        )
        is not None
    )


STRANGERS = [
    "c-1-2-3.customers.isp.net",
    "smtp.isp.net",
    "mx2.isp.net",
    "xisp.net",
    "isp.net.evil.org",
    "mx.isp.net.evil.org",
    "xmx.isp.net",
    "net",
    "mx.isp.net\x00",
    "a.mx.isp.net",
    "MX.ISP.NET.X",
    "mx-isp.net",
    "\uff4dx.isp.net.evil.org",
]


@pytest.mark.parametrize("name", STRANGERS)
def test_a_host_like_the_domains_mx_does_not_speak_for_it(name: str) -> None:
    assert not proved({name}, {"mx.isp.net"})


@pytest.mark.parametrize("name", ["mx.isp.net", "MX.isp.net", "isp.net", "mx.isp.net."])
def test_its_mx_and_the_very_name_do(name: str) -> None:
    assert proved({name}, {"mx.isp.net"})


def long_label(size: int) -> str:
    return "".join(chr(0x4E00 + n % 20_000) for n in range(size))


def test_names_of_any_length_cost_what_they_are_long() -> None:
    """Python's own codec takes minutes for one of these."""
    size = 200_000
    raw = (
        f"Authentication-Results: {BORDER}; dkim=pass header.d={long_label(size)}.org header.b=AbCdEfGh; spf=pass smtp.mailfrom=a@{long_label(size)}.org\r\n"
        f"Received: from x by {BORDER}; x\r\nDKIM-Signature: v=1; d={long_label(size)}.org; b=AbCdEfGhIJ\r\nFrom: a@{long_label(size)}.org\r\n\r\n"
    ).encode()
    AuthResults.from_headers(raw, trusted={BORDER, long_label(100)}, now=NOW)
    bk.parse(bounce(f"a@{long_label(size)}.org"))
    origin.examine_envelope(f"a+b=c@{long_label(size)}.org", KEYS, NOW)
    assert not proved(
        {"mx.evil.org", long_label(5_000) + ".org"}, {long_label(5_000) + ".net"}, recipient="victim@isp.net"
    )
    report = bk.parse(bounce("v@b.org"))
    origin.check(report, envelope_to=f"a@{long_label(size)}.org", proofs=(), now=NOW)


@pytest.mark.parametrize(
    "author", ["prvs=0123abcdef=ann@p.org", "btv1==abc==ann@p.org", "SRS0=aaaa=bb=q.org=ann@p.org"]
)
def test_an_author_with_a_tag_is_another(author: str) -> None:
    assert not sends("ann@p.org", signed_by(author), policy=STRICT)


def test_a_tagged_reverse_path_is_its_authors() -> None:
    assert sends("prvs=0123abcdef=ann@p.org", signed_by("ann@p.org"), policy=STRICT)
