"""The author is exactly one RFC 5322 mailbox of the one From field, or nobody."""

import pytest

from bouncekit.auth.author import author_of, one_mailbox
from bouncekit.auth.block import read_block

HONEST = [
    ("ann@example.org", "ann@example.org"),
    ("<ann@example.org>", "ann@example.org"),
    ("Ann Smith <ann@example.org>", "ann@example.org"),
    ("Ann B. Smith <ann@example.org>", "ann@example.org"),
    ('"Smith, Ann" <ann@example.org>', "ann@example.org"),
    ('"Ann \\"the\\" Smith" <ann@example.org>', "ann@example.org"),
    ("Ann (of the (nested) office) <ann@example.org> (work)", "ann@example.org"),
    ("ann@example.org (Ann, at home: <ann@home.example>)", "ann@example.org"),
    ('"bob@example.net" <ann@example.org>', "ann@example.org"),
    ('"Ann via List" <ann@example.org>', "ann@example.org"),
    ("=?utf-8?q?J=C3=B6rg?= =?utf-8?q?_M=2E?= <ann@example.org>", "ann@example.org"),
    ("Jörg Müller <jörg@bücher.example>", "jörg@bücher.example"),
    ('"ann"@example.org', "ann@example.org"),
    ('"ann smith"@example.org', '"ann smith"@example.org'),
    ('"a@b"@example.org', '"a@b"@example.org'),
    ('"a\\"b\\\\c"@example.org', '"a\\"b\\\\c"@example.org'),
    ("ann+tag=x@example.org", "ann+tag=x@example.org"),
    ("o'neil@example.org", "o'neil@example.org"),
    ("ann@[192.0.2.7]", "ann@[192.0.2.7]"),
    ("< ann@example.org >", "ann@example.org"),
    # Obsolete syntax, read as its real address (RFC 5322 section 4.4).
    ("ann @example.org", "ann@example.org"),
    ("ann(x)@(y)example . org", "ann@example.org"),
    ('ann."b c".d@example.org', '"ann.b c.d"@example.org'),
]

NOBODY = [
    "", "   ", "ann", "ann@", "@example.org", "<>", "<ann>", "Ann Smith",
    "ann@example.org, bob@example.org", "ann@example.org,", ",ann@example.org", "ann@example.org bob@example.org",
    "<ann@example.org> <bob@example.org>", "Ann <ann@example.org>, Bob <bob@example.org>", "<ann@example.org> Bob",
    "Friends: ann@example.org;", "Friends:;", "undisclosed-recipients:;", "Friends: ann@example.org, bob@example.org;",
    "bob@example.net <ann@example.org>", "bob@example.net ann@example.org", "Ann: <ann@example.org>",
    "<@relay.example:ann@example.org>", "<ann@example.org", "ann@example.org>", "<<ann@example.org>>",
    '"ann@example.org', 'ann"@example.org', '"a"b@example.org', "(ann@example.org", "ann@example.org)", "ann@example.org (",
    "ann smith@example.org", ".ann@example.org", "ann.@example.org", "ann..b@example.org", "ann@example..org",
    "ann@.example.org", "ann@example.org.", "ann@exa mple.org", "ann@-example.org", "ann@example_x.org", "ann@[a]b",
    "ann@[192.0.2.7", "ann@b@example.org", "ann\\@example.org", "ann@example.org;", "ann@example.org\\",
    "=?utf-8?q?ann=40example=2Eorg?=", "=?utf-8?q?ann?=@example.org", "<=?utf-8?q?ann?=@example.org>",
    "ann@=?utf-8?q?example?=.org", "ann@example.org\x0b", "ann\x00@example.org", "ann@example.org\x1f", "ann\u200b@example.org",
    "\u202eann@example.org", "ann\u00a0@example.org", "ann@example\u2028.org", "\ufeffann@example.org",
    "ann@" + "a." * 200 + "org", "a" * 400 + "@example.org", "ann@example.org (" + "x" * 20_000 + ")",
]  # fmt: skip


@pytest.mark.parametrize(("text", "address"), HONEST)
def test_one_mailbox(text: str, address: str) -> None:
    assert one_mailbox(text) == address
    folded = text.replace(" ", "\r\n ") if not text.startswith(" ") else text
    block = read_block(f"From: {folded}\r\nSubject: x\r\n\r\n".encode())
    assert author_of(block) == address


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_no_one_mailbox_is_nobody(text: str) -> None:
    assert one_mailbox(text) is None


@pytest.mark.parametrize("victim", ["victim@p.org", "VICTIM@P.ORG"])
@pytest.mark.parametrize(
    "text",
    [
        "{v} <eve@p.org>", '"{v}" <eve @p.org>', '"{v}" <eve(x)@p.org>', "eve@p.org ({v})", "({v}) eve@p.org", "{v}: eve@p.org;",
        '"{v}" <eve@ p.org>', "<{v}>,<eve@p.org>", '"<{v}>" eve@p.org', "=?utf-8?q?{v}?= <eve@p.org>", "{v}@p.org", '"{v}"@p.org',
        "({v} eve@p.org", "eve@p.org({v}", '"{v}\\" <eve@p.org>', "{v}(<eve@p.org>", "eve.{v}", "eve .{v}", "{v}. <eve@p.org>", "[{v}] <eve@p.org>",
        "<eve@p.org>({v})", "<@{v}:eve@p.org>", "{v} eve@p.org", "{v}\\ <eve@p.org>", '""{v} <eve@p.org>', "'{v}' <eve@p.org>", "{v};eve@p.org",
    ],
)  # fmt: skip
def test_another_user_never_becomes_the_victim(text: str, victim: str) -> None:
    found = one_mailbox(text.format(v=victim))
    assert found is None or found.lower() in {"eve@p.org", "eve.victim@p.org", '"victim@p.org"@p.org'}


@pytest.mark.parametrize(
    "header",
    [
        b"From: ann@example.org\r\nFrom: bob@example.org\r\n\r\n",
        b"From: ann@example.org\r\nFROM : ann@example.org\r\n\r\n",
        b"Subject: x\r\n\r\nFrom: ann@example.org\r\n",
        b"From: ann@example.org\r\nX: \0\r\n\r\n",
        b"From: ann@example.org\r\n",
        b"From: \xffann@example.org\r\n\r\n",
        b"Resent-From: ann@example.org\r\nSender: ann@example.org\r\n\r\n",
    ],
)
def test_nobody_is_the_author_of_a_header_without_one_plain_from(header: bytes) -> None:
    assert author_of(read_block(header)) is None


def test_hostile_fields_cost_little() -> None:
    for piece in ("(", '"', "\\", "a.", "<", '""', "()", "[", "@", "a ", "(\\"):
        assert one_mailbox(piece * 9_000) is None or piece == "a "
