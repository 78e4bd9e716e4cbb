"""A part whose header is read as a whole says what one says whose fields were read first."""

from hypothesis import example, given
from hypothesis import strategies as st

from bouncekit.limits import Limits
from bouncekit.message import MessageView, Part
from bouncekit.message.lines import LineMap
from bouncekit.spans import Span
from steps import grows

NAMES = st.sampled_from(
    ("Content-Type", "content-type", "CONTENT-TRANSFER-ENCODING", "Content-Disposition", "X-Content-Type", "A")
)
VALUES = st.sampled_from((
    "text/html", "Text/Plain; charset=utf-8", "message/rfc822", "multipart/mixed;{0} boundary=c", "", " ", "base64", "quoted-printable",
    "7bit", "x{0}\tcontent-type: text/html", "odd", 'text/plain;{0} name="a\\"b"', "{0} text/html", "a\x0bb",
))  # fmt: skip
HEADERS = st.lists(
    st.builds("{}{}:{}{}".format, NAMES, st.sampled_from(("", "", " ")), st.sampled_from((" ", "", "\t")), VALUES)
    | st.sampled_from(("no field", "  ", "\x80: x")),
    max_size=6,
)
EOLS = st.sampled_from(("\r\n", "\n", "\r"))


def said(part: Part) -> object:
    return (
        part.media_type, dict(part.params), part.encoding, part.header_span, part.body_span, part.disposition, part.filename,
        part.text, [(f.name, f.value, f.span) for f in part.headers],
    )  # fmt: skip


@given(HEADERS, EOLS, st.booleans(), st.sampled_from((Limits(), Limits(header_octets=40), Limits(header_fields=2))))
@example(["Content-Type: text/html"], "\r", True, Limits())
def test_the_header_as_a_whole_and_its_fields_agree(lines: list[str], eol: str, ended: bool, limits: Limits) -> None:
    header = eol.join(line.replace("{0}", eol) for line in lines) + eol
    data = (
        f"Content-Type: multipart/mixed; boundary=b{eol}{eol}--b{eol}{header}{eol if ended else ''}text{eol}--b--{eol}"
    )
    octets = data.encode("latin-1")
    quick, slow = MessageView.parse(octets, limits), MessageView.parse(octets, limits)
    for part in slow.walk():
        _ = part.headers
    assert [said(p) for p in quick.walk()] == [said(p) for p in slow.walk()]
    assert quick.anomalies == slow.anomalies


def test_headers_of_many_fields_and_of_none_cost_no_more_than_their_size() -> None:
    def walk(header: bytes) -> int:
        data = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + header + b"\n\ntext\n--b--\n"
        return len(list(MessageView.parse(data).walk()))

    for line in (b"A: b\n", b"A", b"A: b\n \n", b" ", b"A:"):
        less, more = (line * (size // len(line)) for size in (500_000, 1_000_000))
        assert walk(more) == 2
        assert grows(lambda: walk(less), lambda: walk(more)) < 2.1  # noqa: B023


@given(
    st.text(st.sampled_from("ab\u00fc\u20ac\U0001f600\ufeff\n"), max_size=40),
    st.sampled_from(("utf-8", "latin-1", "cp1252", "gb18030", "big5hkscs")),
    st.sampled_from(("\n", "\r\n", "\r")),
)
def test_places_in_encoded_texts_are_those_of_their_characters(text: str, codec: str, eol: str) -> None:
    octets = text.replace("\n", eol).encode(codec, "ignore")
    decoded = octets.decode(codec).replace(eol, "\n")
    lines = LineMap(octets, decoded, codec, 100)
    for at in range(len(decoded)):
        if decoded[at] == "\n":
            continue
        before = len(decoded[:at].replace("\n", eol).encode(codec))
        size = len(decoded[at].encode(codec))
        assert lines.span(at, at + 1) == Span(100 + before, 100 + before + size)
