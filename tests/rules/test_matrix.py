"""Every row × every sample × ordinary mail: a row speaks where a sample declares it, and nowhere else."""

import base64
import html
import quopri
import re
from collections import Counter
from pathlib import Path

import pytest

from bouncekit.message import MessageView
from bouncekit.report.engine import read_format, speaking
from bouncekit.report.index import index
from bouncekit.report.json_notice import decode_json, speaks_json
from bouncekit.report.notice import Notice
from bouncekit.report.parse import parse
from bouncekit.rules.formats import FORMATS
from bouncekit.rules.formats_json import JSON_FORMATS
from bouncekit.rules.kinds import KINDS
from bouncekit.rules.known_layouts import KNOWN_LAYOUTS
from bouncekit.rules.model import Format, Header, JsonFormat, KindRule, Line, Separator
from bouncekit.rules.separators import SEPARATORS
from samples.make_formats import SAMPLES, render
from samples.make_ordinary import Ordinary, ordinary
from samples.sample_model import Sample

_FOLDER = Path(__file__).parents[1] / "samples"
_ROWS: tuple[Format | JsonFormat, ...] = (*FORMATS, *JSON_FORMATS)
_ORDINARY = tuple(ordinary())
_LOCAL_PARTS = {row.id for row in FORMATS if row.local_domain}
_LINES = tuple((row, line) for row in FORMATS for block in row.blocks for line in block.lines)


def _spoke(raw: bytes) -> set[str]:
    """The ids of all rows whose marks *raw* meets, whatever else would keep them from being heard."""
    view = MessageView.parse(raw)
    notice = Notice(view.root, index(), whole=True)
    formats, _ = speaking(notice, index())
    document = decode_json(notice.text)
    json_rows = [] if document is None else [row.id for row in JSON_FORMATS if speaks_json(row, document)]
    return {row.id for row in formats} | set(json_rows)


# -- the table itself


def test_ids_are_unique_and_kebab_case() -> None:
    ids = [row.id for row in _ROWS] + [row.id for row in SEPARATORS]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", i) for i in ids)


@pytest.mark.parametrize("row", _ROWS, ids=lambda r: r.id)
def test_a_row_names_its_source_and_its_sample(row: Format | JsonFormat) -> None:
    assert len(row.source) > 10
    assert (_FOLDER / row.sample).is_file(), row.sample
    assert any(sample.row == row.id for sample in SAMPLES)


@pytest.mark.parametrize("row", FORMATS, ids=lambda r: r.id)
def test_a_header_alone_proves_nothing(row: Format) -> None:
    """A row needs a phrase of the text in every way that it can be met."""
    assert any(isinstance(m, str) for m in row.all_of) or (row.any_of and all(isinstance(m, str) for m in row.any_of))


def test_samples_on_disk_are_what_the_table_makes() -> None:
    for sample in SAMPLES:
        assert (_FOLDER / "formats" / f"{sample.name}.eml").read_bytes() == render(sample), sample.name
    on_disk = {path.stem for path in (_FOLDER / "formats").glob("*.eml")}
    assert on_disk == {sample.name for sample in SAMPLES}


@pytest.mark.whole(every=9)
@pytest.mark.parametrize(("row", "line"), _LINES, ids=lambda x: getattr(x, "id", None))
def test_patterns_are_linear(row: Format, line: Line) -> None:
    """No lookaround, no back-reference, every repeat bounded; benchmarks/hostile.py runs them on hostile lines."""
    pattern = line.pattern
    bare = re.sub(r"\\.", "e", re.sub(r"\[(?:\\.|[^\]\\])*\]", "C", pattern))
    assert "(?=" not in bare, row.id
    assert "(?!" not in bare, row.id
    assert not re.search(r"\(\?<[=!]|\(\?P=|[*+]|\{[0-9]*,\}|\\[1-9]", bare), row.id


def test_every_known_mailer_has_rows_or_a_reason_why_not() -> None:
    ids = {row.id for row in _ROWS}
    for name, rows, remark in KNOWN_LAYOUTS:
        assert set(rows) <= ids, name
        assert rows or remark, name
    assert len({name for name, _, _ in KNOWN_LAYOUTS}) == len(KNOWN_LAYOUTS)


# -- rows × samples


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.name)
def test_only_declared_rows_speak(sample: Sample) -> None:
    spoke = _spoke(render(sample))
    assert sample.row in spoke
    assert spoke - {sample.row} <= set(sample.also), "a row speaks that the sample does not declare"
    assert set(sample.also) <= spoke, "the sample declares a row that does not speak"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.name)
def test_a_sample_yields_its_facts(sample: Sample) -> None:
    report = parse(render(sample))
    assert report.kind.value == sample.kind
    got = [
        f"{r.final} {r.action.value if r.action else '-'} {r.status or '-'} {r.reply or '-'}" for r in report.recipients
    ]
    assert got == [line for line in sample.expect.splitlines() if line]
    assert not [a for a in report.anomalies if a.id == "layouts-disagree"]
    read_by = {p.rule for r in report.recipients for p in r.provenance if p.field == "final"}
    assert read_by <= {sample.row, *sample.also}, "another row or the language of bounces named the recipient"


@pytest.mark.parametrize("row", FORMATS, ids=lambda r: r.id)
def test_some_sample_is_read_by_the_row_itself(row: Format) -> None:
    """Where rows share a layout the first that named the recipient is kept; each must be able to do it alone."""
    for sample in SAMPLES:
        if sample.row == row.id:
            view = MessageView.parse(render(sample))
            drafts = read_format(row, Notice(view.root, index(), whole=True), index())
            named = [d.value("final") for d in drafts if "final" in d.facts]
            if named:
                assert set(named) <= {line.split()[0] for line in sample.expect.splitlines()}
                return
    assert row.address_of_returned, "no block of the row names a recipient in any of its samples"


@pytest.mark.whole(every=9)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.name)
def test_the_same_facts_with_network_line_ends(sample: Sample) -> None:
    unix, network = parse(render(sample)), parse(render(sample).replace(b"\n", b"\r\n"))
    assert [(r.final, r.action, r.status, r.reply) for r in unix.recipients] == [
        (r.final, r.action, r.status, r.reply) for r in network.recipients
    ]


def _facts(raw: bytes) -> list[tuple[object, ...]]:
    return [(r.final, r.action, r.status, r.reply) for r in parse(raw).recipients]


def _written_as(sample: Sample, how: str) -> bytes:
    head, _, body = render(sample).partition(b"\n\n")
    text = body.decode()
    match how:
        case "base64":
            return head.replace(b"Encoding: 8bit", b"Encoding: base64") + b"\n\n" + base64.encodebytes(body)
        case "quoted-printable":
            return head.replace(b"Encoding: 8bit", b"Encoding: quoted-printable") + b"\n\n" + quopri.encodestring(body)
        case "pre":
            page = f"<html><body><pre>{html.escape(text)}</pre></body></html>"
        case "br":
            page = (
                "<html><body>" + html.escape(text).replace("\n", "<br>\n").replace("  ", "&nbsp; ") + "</body></html>"
            )
        case _:
            page = "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in text.splitlines())
    return head.replace(b"Content-Type: text/plain", b"Content-Type: text/html") + b"\n\n" + page.encode()


_ONE_TEXT = [
    s for s in SAMPLES if s.kind == "delivery-status" and not s.attached and not s.body.lstrip().startswith("{")
]


@pytest.mark.whole(every=9)
@pytest.mark.parametrize("how", ["base64", "quoted-printable", "pre", "br", "div"])
@pytest.mark.parametrize("sample", _ONE_TEXT, ids=lambda s: s.name)
def test_the_same_facts_however_it_is_written(sample: Sample, how: str) -> None:
    assert _facts(_written_as(sample, how)) == _facts(render(sample))


_BOB = "bob@example.com"


@pytest.mark.whole(every=9)
@pytest.mark.parametrize(
    "address", ["o'brien@a.b.c.example.museum", "bob+tag=x_1%y@sub-1.example.com", "bob@xn--bcher-kva.example"]
)
@pytest.mark.parametrize("sample", [s for s in _ONE_TEXT if _BOB in s.body], ids=lambda s: s.name)
def test_other_addresses_are_read_as_well(sample: Sample, address: str) -> None:
    body = sample.body.strip("\n").encode()
    raw = render(sample).replace(body, body.replace(_BOB.encode(), address.encode()), 1)
    named = {line.split()[0].replace(_BOB, address) for line in sample.expect.splitlines()}
    assert {r.final for r in parse(raw).recipients} == named


@pytest.mark.whole(every=9)
@pytest.mark.parametrize("before", ["[EXTERNAL] Do not follow links. Report to security@example.net\n\n", "  "])
@pytest.mark.parametrize("sample", _ONE_TEXT, ids=lambda s: s.name)
def test_a_banner_or_an_indent_before_the_notice_names_nobody(sample: Sample, before: str) -> None:
    body = sample.body.strip("\n")
    changed = before + body if before.strip() else re.sub(r"(?m)^(?=.)", before, body)
    raw = render(sample).replace(body.encode(), changed.encode(), 1)
    assert [f[:2] for f in _facts(raw)] == [f[:2] for f in _facts(render(sample))]


@pytest.mark.whole(every=9)
@pytest.mark.parametrize("sample", SAMPLES[::4], ids=lambda s: s.name)
def test_a_truncated_sample_names_nobody_else(sample: Sample) -> None:
    raw = render(sample)
    expected = [line.split()[0] for line in sample.expect.splitlines()]
    if sample.row in _LOCAL_PARTS:  # half a local part gets the whole domain
        expected = [name.rpartition("@")[0] for name in expected]
    for end in range(0, len(raw), 7):
        for recipient in parse(raw[:end]).recipients:
            final = recipient.final
            if final is not None and sample.row in _LOCAL_PARTS:
                final = final.rpartition("@")[0]
            assert final is None or any(name.startswith(final) for name in expected), end


@pytest.mark.whole(every=9)
@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.kind == "delivery-status"], ids=lambda s: s.name)
def test_a_sample_inside_a_list_post_is_no_failure(sample: Sample) -> None:
    raw = render(sample).replace(
        f"From: {sample.sender}\n".encode(),
        b"From: Ann Example <ann@example.org>\nList-Id: <talk.lists.example.org>\nList-Post: <mailto:talk@lists.example.org>\n",
    )
    raw = raw.replace(b"Return-Path: <>\n", b"Return-Path: <talk-bounces@lists.example.org>\n")
    report = parse(raw)
    assert report.recipients == (), report.because


@pytest.mark.whole(every=9)
@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.kind == "delivery-status"], ids=lambda s: s.name)
def test_a_sample_in_a_persons_reply_is_no_failure(sample: Sample) -> None:
    head, _, body = render(sample).partition(b"\n\n")
    head = re.sub(
        rb"(?m)^(?:Return-Path|From|Subject|X-[A-Za-z-]+|Auto-Submitted|Message-ID):.*\n(?:[ \t].*\n)*",
        b"",
        head + b"\n",
    )
    raw = (
        b"Return-Path: <ann@example.org>\nFrom: Ann Example <ann@example.org>\nSubject: Re: what came back\n"
        b"In-Reply-To: <talk.1@example.net>\nReferences: <talk.1@example.net>\n" + head + b"\n" + body
    )
    report = parse(raw)
    assert report.recipients == (), report.because


# -- rows of other sorts: each has a message that it decides


@pytest.mark.parametrize("row", SEPARATORS, ids=lambda r: r.id)
def test_a_separator_ends_the_notice(row: Separator) -> None:
    before = "Your message could not be delivered:\n\n<bob@example.com>: 550 5.1.1 user unknown\n\n"
    after = "\n\nFrom: ann@example.net\nTo: kim@example.org\nMessage-ID: <1@example.net>\n\ncarl@example.org: user unknown\n"
    raw = f"From: MAILER-DAEMON@mx.example.com\nSubject: returned mail\n\n{before}{row.phrase}{after}".encode()
    assert Notice(MessageView.parse(raw).root, index(), whole=True).cut == len(before)
    report = parse(raw)
    assert [r.final for r in report.recipients] == ["bob@example.com"]
    assert report.returned is not None
    assert report.returned.message_id == "<1@example.net>"


_DECIDED = {
    "auto-submitted-replied": ("Auto-Submitted: auto-replied", "Your mail", "Thank you. I read mail on Mondays only."),
    "autoreply-fields": ("X-Autoreply: yes", "Your mail", "Thank you. I read mail on Mondays only."),
    "out-of-office-subject": ("X-Mailer: x", "Out of office: Lunch", "Back on Monday."),
    "vacation-text": ("X-Mailer: x", "Lunch", "I am on vacation until Monday. In urgent cases ask bob@example.com."),
    "challenge-text": (
        "X-Mailer: x",
        "Your mail",
        "It waits at https://c.example/1 for one click, to verify that you are human.",
    ),
    "challenge-subject": ("X-Mailer: x", "Please confirm your message", "It waits for you at https://c.example/1"),
    "complaint-jmrp": ("From: staff@hotmail.com", "complaint about message from 192.0.2.7", "From: ann@example.net"),
    "opt-out-subject": ("X-Mailer: x", "unsubscribe", "Please."),
    "absence-of-exchange": (
        "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All",
        "On leave: Lunch",
        "Back on Monday.",
    ),
    "address-moved": ("X-Mailer: x", "Lunch", "Your mail has been forwarded to the new address."),
    "challenge-tmda": ("X-Delivery-Agent: TMDA/1.1\nAuto-Submitted: auto-replied", "Lunch", "Please reply once."),
    "challenge-link": (
        "X-Mailer: x",
        "Lunch",
        "Your message waits to be delivered. Click the following link to confirm: https://c.example/1",
    ),
    "report-on-mail": ("X-Mailer: x", "Postfix log summaries of Monday", "3 bounced, 12 deferred."),
    "complaint-scomp": ("From: scomp@aol.net", "Email Feedback Report for IP 192.0.2.7", "A complaint."),
    "read-receipt-en": ("X-Mailer: x", "Read: Lunch", "Your message to Bob was read on Monday."),
    "read-receipt-receipt": (
        "X-Mailer: x",
        "Return Receipt (displayed)",
        "This is a Return Receipt for the mail of Monday.",
    ),
    "read-receipt-notice": ("X-Mailer: x", "Confirmation of reading", "Your message was read at 9:00."),
    "read-receipt-de": ("X-Mailer: x", "Gelesen: Essen", "Ihre Nachricht wurde am Montag gelesen."),
    "read-receipt-fr": ("X-Mailer: x", "Lu : repas", "Votre message a été lu lundi."),
    "read-receipt-es": ("X-Mailer: x", "Leído: comida", "El mensaje se ha leído el lunes."),
    "read-receipt-it": ("X-Mailer: x", "Letto: pranzo", "Il messaggio è stato letto lunedì."),
    "read-receipt-pt": ("X-Mailer: x", "Lida: almoço", "A mensagem foi lida na segunda-feira."),
    "read-receipt-nl": ("X-Mailer: x", "Gelezen: lunch", "Uw bericht is gelezen op maandag."),
    "read-receipt-sv": ("X-Mailer: x", "Läst: lunch", "Ditt meddelande lästes i måndags."),
    "read-receipt-da": ("X-Mailer: x", "Læst: frokost", "Din meddelelse blev læst mandag."),
    "read-receipt-pl": ("X-Mailer: x", "Przeczytano: obiad", "Twoja wiadomość została przeczytana."),
    "read-receipt-ru": ("X-Mailer: x", "Прочтено: обед", "Ваше сообщение было прочитано."),
    "read-receipt-ja": ("X-Mailer: x", "開封済み: 昼食", "メッセージは 開封されました。"),
    "read-receipt-zh": ("X-Mailer: x", "已读: 午餐", "您的邮件 已阅读。"),
}
"""Row of kinds → a field, subject and body by which it alone decides."""


@pytest.mark.parametrize("row", KINDS, ids=lambda r: r.id)
def test_a_row_of_kinds_decides_a_message(row: KindRule) -> None:
    field, subject, body = _DECIDED[row.id]
    sender = "" if field.startswith("From:") else "From: Ann <ann@example.org>\n"
    report = parse(f"{sender}{field}\nTo: me@example.net\nSubject: {subject}\n\n{body}\n".encode())
    assert [b.rule for b in report.because] == [row.id]
    assert report.because[0].span is not None
    assert (report.kind, report.opt_out, report.recipients, report.also) == (row.kind, row.opt_out, (), ())


# -- rows × ordinary mail


_QUOTES = {
    # People who write about a mailer's words, or attach them: the words are there, and the row would speak.
    "about-5": {"qmail"},
    "about-9": {"exim-text"},
    "about-20": {"sendmail-transcript"},
    "attached-notes-0": {"postfix-text"},
    "attached-notes-1": {"qmail"},
    "attached-notes-2": {"exim-text", "gmx"},
    "attached-notes-4": {"exchange-ndr"},
    "attached-notes-5": {"sendmail-text"},
    "machine-parcel-delivered": {"success-text"},
    "machine-messages-delivered": {"success-text"},
}
"""Ordinary message → the rows whose layout it holds in full; no report comes of it. Any other hit is a mistake."""


def _declared(name: str) -> set[str]:
    """What is declared for the text, as a letter, a reply to it, a list's post, or from a postmaster."""
    text = re.sub("(-(postmaster|reply|bounces|null|mailer))+$", "", name).replace("list-about-bounces-", "about-")
    return _QUOTES.get(text, set())


@pytest.mark.whole(every=9)
@pytest.mark.parametrize("message", _ORDINARY, ids=lambda m: m.name)
def test_no_row_speaks_on_ordinary_mail_unless_declared_and_is_never_heard(message: Ordinary) -> None:
    assert _spoke(message.raw) == _declared(message.name)
    assert parse(message.raw).recipients == ()


def test_ordinary_mail_is_of_every_kind_that_could_be_mistaken() -> None:
    kinds = Counter(re.split(r"-[0-9]", message.name)[0] for message in _ORDINARY)
    for kind, least in {
        "letter": 200, "list": 20, "list-about-bounces": 20, "about": 60, "quotes": 30, "newsletter": 60, "machine": 100,
        "subject": 10, "attached-notes": 5, "auto-reply": 40, "forged": 8, "read-receipt": 4, "challenge": 3, "dmarc": 3,
    }.items():  # fmt: skip
        found = sum(n for name, n in kinds.items() if name == kind or name.startswith(f"{kind}-"))
        assert found >= least, kind
    assert len({row.id for row in _ROWS}) > 140
    assert len(_ORDINARY) > 600


# -- languages: every heading of a row is found in running text


_HEADINGS = tuple(
    (row, mark)
    for row in FORMATS
    for mark in row.any_of
    if isinstance(mark, str) and not any(isinstance(m, Header) for m in (*row.all_of, *row.none_of))
)


@pytest.mark.whole(every=9)
@pytest.mark.parametrize(("row", "mark"), _HEADINGS, ids=lambda x: x.id if isinstance(x, Format) else x[:30])
def test_every_heading_of_a_row_is_found(row: Format, mark: str) -> None:
    needed = [m for m in row.all_of if isinstance(m, str)]
    text = "\n\n".join([*needed, f"{mark}:", "bob@example.com"])
    raw = (
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.com\nTo: ann@example.net\nSubject: returned mail\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n"
    )
    assert row.id in _spoke(raw.encode()), mark
