"""How the formats engine reads a row: marks, blocks, lines, tails, roles and merging."""

import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.classify.classify import classify
from bouncekit.message import MessageView
from bouncekit.report.draft import Draft
from bouncekit.report.engine import read_format, speaking
from bouncekit.report.index import Index, index
from bouncekit.report.model import Tier
from bouncekit.report.notice import Notice
from bouncekit.report.parse import parse
from bouncekit.rules.model import Block, Format, Header, Line, Role, Tail, Unit
from bouncekit.rules.separators import SEPARATORS
from bouncekit.vocabulary import Action, Reason
from report.mails import mail

ANGLE = Line(pattern=r"^<(?P<address>[^<>\s]{1,320})>:[ \t]?(?P<diagnostic>.{0,500})$", needle=">:")


def read(row: Format, body: str, **header: str) -> list[Draft]:
    idx = Index([row], (), SEPARATORS, (), ())
    notice = Notice(MessageView.parse(mail(body, more=header)).root, idx, whole=True)
    formats, _ = speaking(notice, idx)
    return read_format(row, notice, idx) if formats else []


def row(**more: object) -> Format:
    values: dict[str, object] = {
        "id": "frob",
        "source": "invented",
        "sample": "none",
        "all_of": ("the frob mailer says",),
    }
    return Format(**{**values, "blocks": (Block(lines=(ANGLE,)),), **more})  # type: ignore[arg-type]


def facts(drafts: list[Draft], *names: str) -> list[tuple[object, ...]]:
    return [tuple(d.value(n) for n in names) for d in drafts]


def test_a_row_speaks_only_where_all_its_marks_are() -> None:
    marked = row(all_of=("the frob mailer says", Header(field="x-frob", needle="7")), none_of=("just kidding",))
    body = "The frob\nmailer  SAYS:\n<bob@b.example>: no\n"
    assert facts(read(marked, body, **{"X-Frob": "17"}), "final") == [("bob@b.example",)]
    assert read(marked, body) == []
    assert read(marked, body + "\nJust kidding.\n", **{"X-Frob": "17"}) == []
    assert read(marked, "> The frob mailer says\n<bob@b.example>: no\n", **{"X-Frob": "17"}) == []


def test_any_of_needs_one() -> None:
    marked = row(all_of=(), any_of=("alpha beta", "gamma delta"))
    assert facts(read(marked, "gamma delta\n<bob@b.example>: no\n"), "final") == [("bob@b.example",)]
    assert read(marked, "gamma\n<bob@b.example>: no\n") == []


def test_a_block_lies_between_its_phrases() -> None:
    marked = row(blocks=(Block(start=("list begins",), stop=("list ends",), lines=(ANGLE,)),))
    body = (
        "The frob mailer says list ends\n<a@b.example>: 1\nList begins\n<c@b.example>: 2\nlist ends\n<d@b.example>: 3\n"
    )
    assert facts(read(marked, body), "final", "diagnostic") == [("c@b.example", "2")]


def test_until_ends_a_block_where_no_phrase_can() -> None:
    marked = row(blocks=(Block(lines=(ANGLE,), until=r"^-{3}$"),))
    assert facts(read(marked, "The frob mailer says\n<a@b.example>: 1\n---\n<c@b.example>: 2\n"), "final") == [
        ("a@b.example",)
    ]


@pytest.mark.parametrize(
    ("tail", "diagnostics"),
    [(Tail.NONE, ["one", "four"]), (Tail.PARAGRAPH, ["one two", "four"]), (Tail.BLOCK, ["one two three", "four five"])],
)
def test_tails(tail: Tail, diagnostics: list[str]) -> None:
    marked = row(blocks=(Block(lines=(ANGLE,), tail=tail),))
    body = "The frob mailer says\n\n<a@b.example>: one\n  two\n\nthree\n<c@b.example>: four\n\n  five\n"
    assert [d.value("diagnostic") for d in read(marked, body)] == diagnostics


def test_a_blank_line_right_after_the_address_does_not_end_the_paragraph() -> None:
    marked = row(blocks=(Block(lines=(ANGLE,), tail=Tail.PARAGRAPH),))
    assert facts(read(marked, "The frob mailer says\n<a@b.example>:\n\nno room\n\nbye\n"), "diagnostic") == [
        ("no room",)
    ]


def test_a_paragraph_is_read_as_one_line() -> None:
    line = Line(pattern=r"message to (?P<address>[^\s]{1,300}) bounced because (?P<diagnostic>.{1,200})$")
    marked = row(blocks=(Block(lines=(line,), unit=Unit.PARAGRAPH),))
    body = "The frob mailer says\n\nYour message to\nbob@b.example bounced\nbecause of\nthe moon\n\nbye\n"
    assert facts(read(marked, body), "final", "diagnostic") == [("bob@b.example", "of the moon")]


def test_details_add_to_known_recipients_only() -> None:
    rcpt = Line(pattern=r"RCPT TO:<(?P<address>[^<>]{1,300})> (?P<diagnostic>.{1,200})$", needle="rcpt to")
    marked = row(blocks=(Block(lines=(ANGLE,)), Block(role=Role.DETAIL, lines=(rcpt,))))
    body = "The frob mailer says\n<a@b.example>:\n<c@b.example>:\nRCPT TO:<c@b.example> 550 5.1.1 no\nRCPT TO:<x@b.example> 550 x\n"
    assert facts(read(marked, body), "final", "diagnostic") == [("a@b.example", None), ("c@b.example", "550 5.1.1 no")]
    assert facts(read(marked, "The frob mailer says\nRCPT TO:<x@b.example> 550 x\n"), "final") == [("x@b.example",)]


def test_actions_of_lines_beat_those_of_blocks_and_rows() -> None:
    late = Line(pattern=r"^late (?P<address>\S{1,300})$", action=Action.DELAYED)
    gone = Line(pattern=r"^gone (?P<address>\S{1,300})$")
    marked = row(blocks=(Block(lines=(late, gone), action=Action.RELAYED),))
    drafts = read(marked, "The frob mailer says\nlate a@b.example\ngone c@b.example\n")
    assert facts(drafts, "action") == [(Action.DELAYED,), (Action.RELAYED,)]


def test_facts_without_a_recipient_belong_to_the_one_that_follows() -> None:
    status = Line(pattern=r"^code (?P<status>[245]\.[0-9]{1,3}\.[0-9]{1,3}) reply (?P<reply>[0-9]{3})$", needle="code")
    marked = row(blocks=(Block(lines=(status, ANGLE)),))
    (draft,) = read(marked, "The frob mailer says\ncode 5.2.2 reply 552\n<a@b.example>: full\n")
    assert (str(draft.value("status")), str(draft.value("reply"))) == ("5.2.2", "552")


def test_header_addresses_count_only_together_with_the_layout() -> None:
    marked = row(blocks=(), address_fields=("x-failed-recipients",))
    fields = {"X-Failed-Recipients": "a@b.example, c@b.example"}
    assert facts(read(marked, "The frob mailer says no\n", **fields), "final") == [("a@b.example",), ("c@b.example",)]
    assert read(marked, "Hello\n", **fields) == []


def test_a_bare_local_part_gets_the_domain_of_the_layout() -> None:
    name = Line(pattern=r"^ {2}(?P<address>[a-z]{1,20})$", needle="")
    marked = row(blocks=(Block(lines=(name,)),), local_domain="carrier.example")
    assert facts(read(marked, "The frob mailer says\n  bob\n"), "final") == [("bob@carrier.example",)]


def test_a_bare_local_part_may_be_in_the_senders_domain_and_is_marked_as_a_guess() -> None:
    name = Line(pattern=r"^ {2}(?P<address>[a-z]{1,20})$", needle="")
    marked = row(blocks=(Block(lines=(name,)),), local_domain="@")
    (draft,) = read(marked, "The frob mailer says\n  bob\n")
    assert (draft.value("final"), draft.facts["final"].tier) == ("bob@mx.receiver.example", Tier.HEURISTIC)
    assert read(marked, "The frob mailer says\n  bob\n", From="<>") == []


def test_the_original_is_the_recipient_where_the_final_one_is_no_mailbox() -> None:
    final = Line(pattern=r"^to (?P<address>\S{1,80})$", needle="to ")
    original = Line(pattern=r"^for (?P<original>\S{1,80})$", needle="for ")
    marked = row(blocks=(Block(lines=(final, original)),))
    assert facts(read(marked, "The frob mailer says\nto bob@inner\nfor bob@b.example\n"), "final") == [
        ("bob@b.example",)
    ]
    assert facts(read(marked, "The frob mailer says\nto bob@c.example\nfor bob@b.example\n"), "final", "original") == [
        ("bob@c.example", "bob@b.example")
    ]


_RCPT = Line(pattern=r"^RCPT TO:<(?P<address>[^<>]{1,80})>$", needle="rcpt")
_ANSWER = Line(pattern=r"^(?P<diagnostic>[245][0-9][0-9] .{1,80})$", needle="")


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        ("RCPT TO:<a@b.example>\n250 ok\nRCPT TO:<c@b.example>\n550 no\n", [("c@b.example", "550 no")]),
        ("RCPT TO:<a@b.example>\n550 no\nRCPT TO:<c@b.example>\n250 ok\n221 bye\n", [("a@b.example", "550 no")]),
        (
            "RCPT TO:<a@b.example>\n250 ok\nRCPT TO:<c@b.example>\n250 ok\n451 disk full\n",
            [("a@b.example", "451 disk full"), ("c@b.example", "451 disk full")],
        ),
        ("RCPT TO:<a@b.example>\n250 ok\n", [("a@b.example", None)]),
        ("220 hello\n250 ok\nRCPT TO:<a@b.example>\n", [("a@b.example", None)]),
    ],
    ids=["taken-first", "taken-last", "after-the-message", "nobody-refused", "greeting"],
)
def test_whom_the_server_took_has_not_failed(session: str, expected: list[tuple[str, str | None]]) -> None:
    marked = row(blocks=(Block(lines=(_RCPT, _ANSWER)),))
    assert facts(read(marked, f"The frob mailer says\n{session}"), "final", "diagnostic") == expected
    delivered = row(blocks=(Block(lines=(_RCPT, _ANSWER)),), action=Action.DELIVERED)
    assert len(read(delivered, f"The frob mailer says\n{session}")) == session.count("RCPT")


def test_facts_know_their_place() -> None:
    raw = mail("The frob mailer says\n<bob@b.example>: no\n")
    idx = Index([row()], (), SEPARATORS, (), ())
    (draft,) = read_format(row(), Notice(MessageView.parse(raw).root, idx, whole=True), idx)
    fact = draft.facts["final"]
    assert fact.tier is Tier.LAYOUT
    assert fact.span is not None
    assert raw[fact.span.start : fact.span.end] == b"bob@b.example"


# -- the rows that ship

ROWS = index().formats
PATTERNS = sorted(
    {line.pattern for r in ROWS for b in r.blocks for line in b.lines}
    | {b.until for r in ROWS for b in r.blocks if b.until}
)


def test_ids_are_public_names_and_unique() -> None:
    names = [r.id for r in ROWS]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)
    assert all(r.source and r.sample for r in ROWS)


def test_every_row_has_a_phrase_for_a_mark() -> None:
    for r in ROWS:
        assert any(isinstance(m, str) for m in (*r.all_of, *r.any_of)), f"{r.id}: a header alone proves nothing"


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_are_restricted_to_what_is_linear(pattern: str) -> None:
    import re._parser as parser  # type: ignore[import-not-found]

    tree = parser.parse(pattern)
    assert not re.search(r"\(\?[=!<][=!]?(?!P)", pattern.replace("(?P<", "")), "no lookaround"

    def walk(node: object, *, repeated: bool) -> None:
        for op, argument in node:  # type: ignore[attr-defined]
            name = str(op)
            assert name not in {"ASSERT", "ASSERT_NOT", "GROUPREF", "GROUPREF_EXISTS"}, name
            if name in {"MAX_REPEAT", "MIN_REPEAT"}:
                low, high, inner = argument
                many = high > 1 and low != high
                assert not (many and repeated), f"a repeat inside a repeat: {pattern}"
                walk(inner, repeated=repeated or many)
            elif name == "SUBPATTERN":
                walk(argument[3], repeated=repeated)
            elif name == "BRANCH":
                for branch in argument[1]:
                    walk(branch, repeated=repeated)

    walk(tree, repeated=False)


@given(st.text(alphabet=string.printable, max_size=400))
def test_any_text_is_read_by_every_row_without_raising(text: str) -> None:
    idx = index()
    notice = Notice(MessageView.parse(mail(text)).root, idx, whole=True)
    for r in ROWS:
        read_format(r, notice, idx)


def test_what_is_said_of_all_before_the_first_of_them_is_the_diagnostic() -> None:
    sample = Path(__file__).parents[1] / "samples" / "formats" / "netscape~reply.eml"
    (recipient,) = parse(sample.read_bytes()).recipients
    assert classify(recipient).reason is Reason.USER_UNKNOWN
