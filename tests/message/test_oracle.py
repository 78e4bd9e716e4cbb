"""Our view against the standard library's parser on every well-formed message: same tree, same fields, same text.

Well-formed: the standard library's parser, having decoded every payload, reports no defect on any part. What differs
on purpose, and how it is kept out of the comparison:

- message/delivery-status and its kin are leaves here (their text is read by the report floor); the standard library
  makes blocks of the first and embedded messages of the others. Compared as leaves, without their text.
- Empty lines before a message's header are skipped here; the standard library takes all that follows as the body,
  without a defect. Such messages are counted apart.
- A charset that only one of the two knows, or whose octets are not valid in it, is no ground for comparison: counted.
- White space after the name of a transfer encoding is let go here; the standard library then decodes nothing: counted.
- Octets outside ASCII in a file name are read as UTF-8 here and as U+FFFD there: not compared.
- Text past `limits.text_octets` is not read here: compared up to there.
"""

import email
import re
from collections import Counter
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from pathlib import Path

import pytest
from hypothesis import given

from bouncekit.limits import DEFAULT_LIMITS
from bouncekit.message import MessageView, Part
from strategies.message import Made, messages

CAPTURED = Path(__file__).parent.parent / "corpus" / "captured"
LABELLED = Path(__file__).parent.parent.parent.parent / "shared" / "corpus" / "dev" / "messages"
EMBEDDING = {"message/rfc822", "message/global", "message/news"}
# Read here in the superset that senders mean; the standard library is asked for the same.
SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949"}


def parts_of(message: Message) -> Iterator[Message]:
    pending = [message]
    while pending:
        part = pending.pop()
        yield part
        kind = part.get_content_type()
        if part.is_multipart() and (kind in EMBEDDING or not kind.startswith("message/")):
            pending.extend(reversed(part.get_payload()))  # type: ignore[arg-type]


def fault(parts: list[Message]) -> str | None:
    """Why the message is not compared: not well-formed, or a difference on purpose."""
    for part in parts:
        if not part.is_multipart():
            part.get_payload(decode=True)
    if any(part.defects for part in parts):
        return "defects"
    whole = [parts[0]]
    for part in parts:
        if part.get_content_type() in EMBEDDING and part.is_multipart():
            whole += [inner for inner in part.get_payload() if isinstance(inner, Message)]
    if any(not part.keys() and part.get_payload() for part in whole):
        return "empty lines first"
    return None


def text_of(part: Message) -> str | None:
    encoding = str(part.get("content-transfer-encoding", ""))
    if encoding != encoding.strip():
        return None
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    charset = (part.get_content_charset() or "us-ascii").lower()
    try:
        text = payload[: DEFAULT_LIMITS.text_octets].decode(SUPERSETS.get(charset, charset))
    except (LookupError, UnicodeError):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def words_of(value: str) -> str:
    """A field's value, encoded-words decoded by the standard library; without white space, which it does not keep."""
    out = []
    for piece, charset in decode_header(value):
        if isinstance(piece, str):
            out.append(piece)
        elif charset is None:
            out.append(piece.decode("ascii"))
        else:
            out.append(piece.decode(SUPERSETS.get(charset, charset)))
    return re.sub(r"\s", "", "".join(out))


def compare_fields(ours: Part, theirs: Message, seen: Counter[str]) -> None:
    assert [field.name for field in ours.headers] == [name for name, _ in theirs.raw_items()]
    for field, (_, raw) in zip(ours.headers, theirs.raw_items(), strict=True):
        octets = raw.encode("ascii", "surrogateescape")
        try:
            value = octets.decode("utf-8")
        except UnicodeDecodeError:
            value = octets.decode("latin-1")
        value = value.replace("\r", "").replace("\n", "").strip(" \t")
        assert field.value == value
        seen["fields"] += 1
        if "=?" in value:
            try:
                decoded = words_of(value)
            except (LookupError, ValueError):
                seen["fields that the standard library cannot decode"] += 1
                continue
            assert re.sub(r"\s", "", field.decoded) == decoded
            seen["encoded fields"] += 1


def compare(raw: bytes, seen: Counter[str]) -> None:
    theirs = list(parts_of(email.message_from_bytes(raw)))
    why = fault(theirs)
    if why:
        seen[why] += 1
        return
    view = MessageView.parse(raw)
    ours = list(view.walk())
    assert [part.media_type for part in ours] == [part.get_content_type() for part in theirs]
    assert view.anomalies == () or {a.id for a in view.anomalies} <= {"charset-unknown", "limit-text-octets"}
    for part, their in zip(ours, theirs, strict=True):
        compare_fields(part, their, seen)
        seen["parts"] += 1
        if part.children or part.media_type.startswith("message/") or their.is_multipart():
            continue
        text = text_of(their)
        if text is None:
            seen["texts in no common charset or encoding"] += 1
            continue
        assert part.text == (text[: text.rfind("\n") + 1] if part.cut else text)
        seen["texts"] += 1
        name = their.get_filename()
        if name is not None and "=?" not in name and "\ufffd" not in name:
            assert (part.filename or "").strip() == name
            seen["filenames"] += 1
    seen["messages"] += 1


@given(made=messages())
def test_a_well_formed_message_is_read_as_it_was_made_and_as_the_standard_library_reads_it(made: Made) -> None:
    seen: Counter[str] = Counter()
    compare(made.octets, seen)
    assert seen["messages"] == 1, seen
    view = MessageView.parse(made.octets)
    assert tuple(part.media_type for part in view.walk()) == made.types
    assert tuple(part.text.rstrip("\n") for part in view.walk() if not part.children) == tuple(
        text.rstrip("\n") for text in made.texts
    )


@given(made=messages())
def test_spans_are_inside_one_another_and_point_at_what_they_name(made: Made) -> None:
    view = MessageView.parse(made.octets)
    for part in view.walk():
        assert part.header_span.end == part.body_span.start
        for child in part.children:
            assert part.body_span.start <= child.header_span.start <= child.body_span.end <= part.body_span.end
        for field in part.headers:
            octets = made.octets[field.span.start : field.span.end]
            assert octets.startswith(field.name.encode())
            assert made.octets[field.value_span.start : field.value_span.end] in octets
        if part.encoding == "identity" and not part.children:
            for start in range(0, len(part.text), 3):
                span = part.span_of(start, start + 3)
                assert part.body_span.start <= span.start <= span.end <= part.body_span.end
                if part.text.isascii():
                    piece = made.octets[span.start : span.end].decode().replace("\r\n", "\n")
                    assert piece.strip("\r\n") == part.text[start : start + 3].strip("\n")


def test_the_captured_reports() -> None:
    seen: Counter[str] = Counter()
    for path in sorted(CAPTURED.rglob("*.eml")):
        compare(path.read_bytes(), seen)
    print(dict(seen))  # noqa: T201
    assert seen["messages"] >= 450
    assert seen["texts"] >= 600


@pytest.mark.shared
def test_the_labelled_corpus() -> None:
    seen: Counter[str] = Counter()
    for path in sorted(LABELLED.rglob("*")):
        if path.is_file():
            compare(path.read_bytes(), seen)
    print(dict(seen))  # noqa: T201
    assert seen["messages"] >= 550
    assert seen["texts"] >= 800
