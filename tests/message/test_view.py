"""What a view says of messages that real mailers write, one oddity at a time."""

import base64
import binascii
import codecs

import pytest

from bouncekit.limits import Limits
from bouncekit.message import MessageView, html_text, parse_fields
from bouncekit.message.charsets import charset_codec, decode_octets
from bouncekit.message.params import parse_params
from bouncekit.message.words import decode_words


def view(text: str) -> MessageView:
    return MessageView.parse(text.encode())


def ids(message: MessageView) -> list[str]:
    return [anomaly.id for anomaly in message.anomalies]


def test_only_bytes_are_taken() -> None:
    with pytest.raises(TypeError, match="data"):
        MessageView.parse("Subject: x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "head", ["From a@b.example Mon Nov 23 10:00:00 2026\n", ">From x\r\n", "\n", " \n\r\n", "From x\r"]
)
def test_what_mailboxes_put_before_the_header_is_skipped(head: str) -> None:
    message = view(head + "Subject: hello\nFrom: a@b.example\n\nbody")
    assert message.root.get("subject") == "hello"
    assert message.root.text == "body"
    assert message.root.header_span.start == len(head)


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
def test_line_ends(eol: str) -> None:
    raw = eol.join(["Subject: a", " b", "X-Y : z", "", "one", "", "zwei ü", "end"])
    root = view(raw).root
    assert [(f.name, f.value) for f in root.headers] == [("Subject", "a b"), ("X-Y", "z")]
    assert root.text == "one\n\nzwei ü\nend"
    for word in ("one", "zwei ü", "end"):
        at = root.text.index(word)
        span = root.span_of(at, at + len(word))
        assert raw.encode()[span.start : span.end].decode() == word


def test_line_ends_may_be_mixed_and_a_header_may_end_without_an_empty_line() -> None:
    message = view("A: 1\r\nB: 2\nC: 3\rD: 4\n 5\r\nnot a field\nrest")
    assert [(f.key, f.value) for f in message.root.headers] == [("a", "1"), ("b", "2"), ("c", "3"), ("d", "4 5")]
    assert message.root.text == "not a field\nrest"
    assert ids(message) == ["header-not-ended"]


def test_fields_are_found_by_name_in_their_order_with_their_places() -> None:
    raw = "Received: one\nRECEIVED:  two\n more\nSubject: =?utf-8?q?=C3=BC?=\n\n"
    root = view(raw).root
    assert root.get_all("received") == ("one", "two more")
    assert root.get("received") == "one"
    assert root.get("absent") is None
    assert root.field("absent") is None
    assert root.get_all("absent") == ()
    subject = root.field("subject")
    assert subject is not None
    assert (subject.value, subject.decoded) == ("=?utf-8?q?=C3=BC?=", "ü")
    assert raw[subject.value_span.start : subject.value_span.end] == "=?utf-8?q?=C3=BC?="
    assert raw[subject.span.start : subject.span.end] == "Subject: =?utf-8?q?=C3=BC?=\n"
    assert [f.value for f in root.fields("received")] == ["one", "two more"]
    assert root.items() == (("Received", "one"), ("RECEIVED", "two more"), ("Subject", "ü"))
    assert "Subject" in repr(subject)


def test_the_body_of_a_crlf_field_ends_before_its_line_end() -> None:
    raw = b"A: b\r\nC: d\r\n\r\n"
    (first, second) = MessageView.parse(raw).root.headers
    assert raw[first.value_span.start : first.value_span.end] == b"b"
    assert raw[second.value_span.start : second.value_span.end] == b"d"


@pytest.mark.parametrize(
    ("said", "media"),
    [
        ("Text/HTML; charset=x", "text/html"),
        ("text / plain", "text/plain"),
        ("message/delivery-status (the report)", "message/delivery-status"),
        ("nonsense", "text/plain"),
        ("a/b/c", "text/plain"),
        ("", "text/plain"),
    ],
)
def test_media_types(said: str, media: str) -> None:
    assert view(f"Content-Type: {said}\n\n").root.media_type == media


def test_parts_of_a_digest_are_messages_unless_they_say_otherwise() -> None:
    message = view(
        "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\ntext\n"
        "--b\nContent-Type: text/plain\n\nplain\n--b--\n"
    )
    types = [(part.media_type, part.depth, part.is_embedded) for part in message.walk()]
    assert types == [
        ("multipart/digest", 0, False),
        ("message/rfc822", 1, False),
        ("text/plain", 2, True),
        ("text/plain", 1, False),
    ]


def test_a_multipart_that_names_no_boundary_or_the_wrong_one_is_read_by_the_one_that_it_uses() -> None:
    body = "--real\nContent-Type: text/html\n\n<p>hi\n--real--\n"
    for param in ("", "; boundary=wrong"):
        message = view(f"Content-Type: multipart/mixed{param}\n\n{body}")
        assert [part.media_type for part in message.walk()] == ["multipart/mixed", "text/html"]
        assert ids(message) == ["multipart-boundary-guessed"]


def test_a_multipart_without_parts_keeps_its_text() -> None:
    message = view("Content-Type: multipart/report; boundary=b\n\nonly words")
    assert message.root.children == ()
    assert message.root.text == "only words"
    assert ids(message) == ["multipart-without-parts"]


def test_a_multipart_that_is_cut_off_keeps_its_last_part() -> None:
    message = view("Content-Type: multipart/report; boundary=b\n\n--b\n\none\n--b\n\ntw")
    assert [part.text for part in message.root.children] == ["one", "tw"]
    assert ids(message) == ["multipart-not-closed"]


def test_an_encoded_multipart_and_an_encoded_message_are_opened_and_their_spans_are_what_encodes_them() -> None:
    inner = b"Content-Type: message/delivery-status\n\nStatus: 5.1.1\n"
    many = base64.encodebytes(b"--b\n" + inner + b"\n--b--\n")
    head = b"Content-Transfer-Encoding: base64\nContent-Type: "
    for raw in (
        head + b"multipart/report; boundary=b\n\n" + many,
        head + b"message/rfc822\n\n" + base64.encodebytes(inner),
    ):
        root = MessageView.parse(raw).root
        (child,) = root.children
        assert child.media_type == "message/delivery-status"
        assert child.text.strip() == "Status: 5.1.1"
        assert child.body_span == child.header_span == child.span_of(0, 3) == root.body_span
        assert all(field.span == field.value_span == root.body_span for field in child.headers)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("base64", base64.b64encode(b"user unknown").decode()),
        ("BASE64 ", base64.b64encode(b"user unknown").decode().rstrip("=") + "\n"),
        ("base64", "dXNl*ciB1\n bmt ub3du!"),
        ("base64", base64.b64encode(b"user ").decode() + "\n" + base64.b64encode(b"unknown").decode()),
        ("base64", base64.b64encode(b"user unknown").decode() + "A"),
        ("quoted-printable", "us=65r=20unk=\nnown"),
        ("Quoted_Printable", "user unk=6Eown"),
        ("x-uuencode", "begin 644 a\n" + binascii.b2a_uu(b"user unknown").decode() + "`\nend\n"),
        ("uuencode", "words\nbegin 644 a\n" + binascii.b2a_uu(b"user unknown").decode() + "end\n"),
        ("8bit", "user unknown"),
        ("x-strange", "user unknown"),
        ("7bit (really)", "user unknown"),
    ],
)
def test_transfer_encodings(encoding: str, body: str) -> None:
    root = view(f"Content-Transfer-Encoding: {encoding}\n\n{body}").root
    assert root.text == "user unknown"
    assert root.payload == b"user unknown"


def test_uuencode_without_a_beginning_is_left_as_it_came() -> None:
    assert view("Content-Transfer-Encoding: x-uuencode\n\nno begin").root.text == "no begin"


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("unicode-1-1-utf-7", "utf-7"),
        ("cp-850", "cp850"),
        ("ISO-2022-JP", "iso2022_jp_ext"),
        ("gb2312", "gb18030"),
        ("ks_c_5601-1987", "cp949"),
        ("x-unknown", "ascii"),
        ("utf8mb4", "utf-8"),
        ("Windows-1251", "cp1251"),
        ("iso_8859-15", "iso8859_15"),
        ("unknown-8bit", "ascii"),
    ],
)
def test_charset_names(name: str, codec: str) -> None:
    assert charset_codec(name) == codec
    assert codecs.lookup(codec)


@pytest.mark.parametrize(
    "name", ["zip", "rot13", "hex", "idna", "punycode", "unicode_escape", "undefined", "mbcs", "no-such"]
)
def test_codecs_that_are_no_charsets_are_never_reached(name: str) -> None:
    assert charset_codec(name) is None
    assert decode_octets("ü".encode(), name) == "ü"
    assert decode_octets(b"\xfc", name) == "ü"


def test_octets_that_do_not_fit_their_charset() -> None:
    assert decode_octets("ü".encode(), "us-ascii") == "ü"
    assert decode_octets(b"\xfc", "us-ascii") == "ü"
    assert decode_octets("ü宛".encode(), "euc-jp") == "ü宛"
    assert "\ufffd" in decode_octets(b"ok \xff\xff", "utf-8")
    assert decode_octets(b"a\x1b$B0\x1b(B", "iso-2022-jp").startswith("a")


@pytest.mark.parametrize("charset", ["us-ascii", "", "x-nobody-knows"])
def test_shifts_to_two_octet_characters_are_read_though_no_charset_says_so(charset: str) -> None:
    assert decode_octets("宛先 bob@example.jp".encode("iso2022_jp"), charset) == "宛先 bob@example.jp"
    assert decode_octets(b"a\x1b$B0", charset) == "a\x1b$B0"  # shifts that lead nowhere stay as they came


def test_an_unknown_charset_is_an_anomaly_once_its_text_is_read() -> None:
    message = view("Content-Type: text/plain; charset=martian\n\nbody")
    assert ids(message) == []
    assert message.root.text == "body"
    assert ids(message) == ["charset-unknown"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "plain"),
        ("=?utf-8?Q?a_b?= =?utf-8?Q?c?=", "a bc"),
        ("=?utf-8?B?w7w=?= and =?iso-8859-1*de?q?=FC?=", "ü and ü"),
        ("=?utf-8?q?=C3?= =?utf-8?q?=BC?=", "ü"),
        ("=?utf-8?b?w7w?=", "ü"),
        ("=?utf-8?q?two words?=", "two words"),
        ("=?iso-8859-1?q?Jü?=", "Jü"),
        ("=?no-such?q?x?=", "x"),
        ("=?utf-8?x?no?= =? ?= =?", "=?utf-8?x?no?= =? ?= =?"),
    ],
)
def test_encoded_words(value: str, text: str) -> None:
    assert decode_words(value) == text


def test_parameters() -> None:
    value = (
        'multipart/report; Report-Type=delivery-status; boundary="a;b\\"c"; charset = utf-8 ; name*0*=utf-8\'\'%C3%BC;'
        ' name*1="x"; name*3=lost; charset=second; title*=iso-8859-1\'en\'%FC; old="=?utf-8?q?=C3=BC?="; =; ;; open="end'
    )
    assert dict(parse_params(value)) == {
        "report-type": "delivery-status",
        "boundary": 'a;b"c',
        "charset": "utf-8",
        "name": "üx",
        "title": "ü",
        "old": "ü",
        "open": "end",
    }


def test_disposition_and_filename() -> None:
    root = view('Content-Type: a/b; name="n.txt"\nContent-Disposition: Attachment; filename=f.txt\n\n').root
    assert (root.disposition, root.filename) == ("attachment", "f.txt")
    other = view('Content-Type: a/b; name="n.txt"\n\n').root
    assert (other.disposition, other.filename) == (None, "n.txt")


def test_the_depth_of_messages_is_bounded() -> None:
    message = MessageView.parse(b"Content-Type: message/rfc822\n\n" * 9, Limits(depth=3))
    assert [part.depth for part in message.walk()] == [0, 1, 2, 3]
    assert ids(message) == ["limit-depth"]


def test_fields_in_a_text() -> None:
    text = "Hello\nFinal-Recipient: rfc822;\n  bob@b.example\nStatus : 5.1.1\n\nnot: this\n word:no\nX:\n"
    found = parse_fields(text)
    assert [(name, value) for name, value, _, _ in found] == [
        ("Final-Recipient", "rfc822;  bob@b.example"),
        ("Status", "5.1.1"),
        ("not", "this word:no"),
        ("X", ""),
    ]
    for name, _, start, end in found:
        assert text[start:end].startswith(name)
        assert text[end : end + 1] in {"\n", ""}
    start = text.index("Status")
    assert [name for name, *_ in parse_fields(text, start, text.index("not"))] == ["Status"]


def test_the_words_of_html() -> None:
    source = (
        "<html><head><style>p{x}</style><SCRIPT>a<b</SCRIPT ></head><body><p>Your&nbsp;message\n to <b>bob@b.example</b>"
        "<br>was <!-- not > -->rejected &amp; lost<table><tr><td>550<td>5.1.1</table>1 < 2<script>open"
    )
    assert html_text(source).split("\n") == [
        "Your message to bob@b.example",
        "was rejected & lost",
        "550 5.1.1",
        "1 < 2",
    ]


def test_a_view_and_its_parts_say_what_they_are() -> None:
    message = view("Subject: x\n\nbody")
    assert "octets" in repr(message)
    assert "text/plain" in repr(message.root)


@pytest.mark.parametrize(
    "line", [b"From daemon Mon Nov 23 10:00:00 2026\n", b">From daemon Mon Nov 23 10:00:00 2026\r\n"]
)
def test_an_mbox_line_between_fields_is_passed_over(line: bytes) -> None:
    message = MessageView.parse(b"X-Via: hub\n" + line + b"From: ann@sender.example\n\nHello\n")
    assert [(h.name, h.value) for h in message.root.headers] == [("X-Via", "hub"), ("From", "ann@sender.example")]
    assert message.root.text == "Hello\n"
    assert ids(message) == []


def test_many_mbox_lines_are_no_header() -> None:
    message = MessageView.parse(b"X-Via: hub\n" + b"From a\n" * 50 + b"To: b@b.example\n\nHello\n")
    assert ids(message) == ["header-not-ended"]
    assert MessageView.parse(b"A: b\nFrom " + b"x" * 5_000 + b"\nTo: b@b.example\n\n").root.get("to") is None


def test_quoted_printable_with_line_ends_of_old_macs() -> None:
    message = MessageView.parse(
        b"Content-Type: text/plain\rContent-Transfer-Encoding: quoted-printable\r\rone line=\r of two=21\rend\r"
    )
    assert message.root.text == "one line of two!\nend\n"
