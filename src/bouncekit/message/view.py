"""A bounded view of a message: parts and fields as spans over its octets, read when they are asked for.

Parts are values to look at: what is public is read-only. What costs something (fields, parameters, children, decoded
text) is worked out when it is first asked for and kept in a private slot; asking again gives the same object. A view
keeps one budget of parts for the whole message, spent in the order in which parts are asked for.
"""

import re
from collections.abc import Iterator, KeysView, Mapping
from typing import Final, Self

from bouncekit.limits import DEFAULT_LIMITS, Limits
from bouncekit.message.boundaries import guess_boundary, split_parts
from bouncekit.message.charsets import ASCII_SAFE, SHIFT, charset_codec, decode_octets
from bouncekit.message.fields import (
    FIELD_NAME,
    PLAIN_HEADER,
    HeaderField,
    RawField,
    bounded,
    field_text,
    header_block,
)
from bouncekit.message.lines import LineMap
from bouncekit.message.params import NO_PARAMS, content_type, parse_params, parse_value
from bouncekit.message.transfer import IDENTITY, decode_transfer, encoding_of
from bouncekit.message.words import decode_words
from bouncekit.spans import Anomaly, Span

__all__ = ["MessageView", "Part"]

# As _FIELD of message.fields finds them, in a header of fields alone.
_BODY: Final = rb"[ \t]*:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)"
_CONTENT_TYPE: Final = re.compile(rb"(?im)^(content-type)" + _BODY)
_ENCODING: Final = re.compile(rb"(?im)^(content-transfer-encoding)" + _BODY)
_LF: Final = 0x0A
_WINDOW: Final = 4096
_SPACES: Final = frozenset((b" ", b"\t", b"\r", b"\n"))
_EMBEDDED: Final = frozenset(("message/rfc822", "message/global", "message/news"))


class _Reading:
    """What the parts of one view share: limits, the budget of parts, the anomalies found so far."""

    __slots__ = ("anomalies", "limits", "parts", "reach")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.parts = 1
        self.reach = min(limits.header_octets, limits.field_octets, 2 * limits.header_fields)
        """Octets of a header that surely meets no bound: a field has two octets or more."""
        self.anomalies: list[Anomaly] = []

    def note(self, anomaly_id: str, detail: str, span: Span | None) -> None:
        if len(self.anomalies) < self.limits.anomalies:
            self.anomalies.append(Anomaly(id=anomaly_id, detail=detail, span=span))


class Part:
    """One MIME entity (RFC 2045 section 2.4): the message itself, a part of a multipart, or an embedded message."""

    __slots__ = (
        "_body",
        "_buffer",
        "_children",
        "_cut",
        "_default",
        "_embedded",
        "_encoding",
        "_end",
        "_fixed",
        "_found",
        "_headers",
        "_index",
        "_keys",
        "_lines",
        "_params",
        "_payload",
        "_reading",
        "_start",
        "_text",
        "_type",
        "depth",
    )

    depth: int
    """How many parts lie around this one; 0 for the message itself."""

    def __init__(
        self,
        reading: _Reading,
        buffer: bytes,
        start: int,
        end: int,
        *,
        depth: int,
        embedded: bool,
        default: str,
        fixed: Span | None,
    ) -> None:
        self._reading = reading
        self._buffer = buffer
        self._start = start
        self._end = end
        self.depth = depth
        self._embedded = embedded
        self._default = default
        self._fixed = fixed
        self._found: list[RawField] | None = None
        header = None
        if depth and (start == 0 or buffer[start - 1] == _LF):
            # Most parts are asked for one field or none.
            reach = start + reading.reach
            header = PLAIN_HEADER.match(buffer, start, min(end, reach))
        if header is None:
            self._scan()
        else:
            self._body = header.end()
        self._keys: list[str] = []
        self._index: dict[str, RawField] | None = None
        self._headers: tuple[HeaderField, ...] | None = None
        self._type: str | None = None
        self._encoding: str | None = None
        self._params: Mapping[str, str] | None = None
        self._children: tuple[Part, ...] | None = None
        self._payload: bytes | None = None
        self._text: str | None = None
        self._cut = False
        self._lines: LineMap | None = None

    def __repr__(self) -> str:
        return f"Part({self.media_type}, header_span={self.header_span}, body_span={self.body_span})"

    # -- header

    def _note_long_fields(self, fields: list[RawField], most: int) -> None:
        for m in fields:
            if m.end(2) - m.start(2) > most:
                self._reading.note("limit-field-octets", f"a field of more than {most} octets", Span(*m.span()))
                return

    @property
    def header_span(self) -> Span:
        """The header block with the empty line that ends it; of a part inside an encoded one: what encodes it."""
        return self._fixed or tuple.__new__(Span, (self._start, self._body))

    @property
    def body_span(self) -> Span:
        """The body as it came (still encoded); of a part inside an encoded one: what encodes it."""
        return self._fixed or tuple.__new__(Span, (self._body, self._end))

    @property
    def is_embedded(self) -> bool:
        """True inside a message/rfc822 or message/global: in a report, inside what was returned."""
        return self._embedded

    @property
    def headers(self) -> tuple[HeaderField, ...]:
        """The header fields in their order."""
        if self._headers is None:
            limit = self._reading.limits.field_octets
            self._headers = tuple(HeaderField(m, limit, self._fixed) for m in self._fields)
        return self._headers

    def _scan(self) -> list[RawField]:
        """Reads the header and notes what is odd about it; a part's header that is not is read when it is asked for."""
        limits = self._reading.limits
        self._found, self._body, odd = header_block(
            self._buffer, self._start, self._end, octets=limits.header_octets, count=limits.header_fields
        )
        if odd is not None:
            self._reading.note(odd, "", self._fixed or Span(self._start, self._body))
        if self._body - self._start > limits.field_octets:
            self._note_long_fields(self._found, limits.field_octets)
        return self._found

    @property
    def _fields(self) -> list[RawField]:
        return self._scan() if self._found is None else self._found

    def _by_name(self) -> dict[str, RawField]:
        if self._index is None:
            fields = self._fields
            self._keys = [m[1].lower().decode() for m in fields]
            self._index = dict(zip(reversed(self._keys), reversed(fields), strict=True))  # the first of each
        return self._index

    def in_header(self, pattern: re.Pattern[bytes]) -> bool:
        """True when *pattern* (linear) is found in the octets of the header; spares reading its fields."""
        return pattern.search(self._buffer, self._start, self._body) is not None

    def _first(self, name: str) -> RawField | None:
        return (self._by_name() if self._index is None else self._index).get(name)

    @property
    def names(self) -> KeysView[str]:
        """The names of the header's fields, in lower case."""
        return self._by_name().keys()

    def _named(self, name: str) -> list[RawField]:
        first = self._first(name)
        if first is None:
            return []
        if self._keys.count(name) == 1:
            return [first]
        return [m for key, m in zip(self._keys, self._fields, strict=True) if key == name]

    def _decoded(self, m: RawField) -> str:
        raw = m[2]
        most = self._reading.limits.field_octets
        text = field_text(raw if len(raw) <= most else bounded(raw, most))
        return decode_words(text) if "=?" in text else text

    def get(self, name: str) -> str | None:
        """The first field called *name* (in lower case) as unfolded, decoded text (RFC 2047), or None."""
        m = (self._by_name() if self._index is None else self._index).get(name)
        return None if m is None else self._decoded(m)

    def get_all(self, name: str) -> tuple[str, ...]:
        """All fields called *name* (in lower case), as `get` gives them."""
        return tuple([self._decoded(m) for m in self._named(name)])

    def field(self, name: str) -> HeaderField | None:
        """The first field called *name* (in lower case) with its place."""
        m = self._first(name)
        return None if m is None else HeaderField(m, self._reading.limits.field_octets, self._fixed)

    def items(self) -> tuple[tuple[str, str], ...]:
        """All fields in their order as (name as written, value as `get` gives it)."""
        return tuple([(m[1].decode(), self._decoded(m)) for m in self._fields])

    def fields(self, name: str) -> tuple[HeaderField, ...]:
        """All fields called *name* (in lower case) with their places."""
        limit = self._reading.limits.field_octets
        return tuple(HeaderField(m, limit, self._fixed) for m in self._named(name))

    def _raw(self, name: str) -> str:
        m = self._first(name)
        return "" if m is None else field_text(bounded(m[2], self._reading.limits.field_octets))

    # -- type

    @property
    def media_type(self) -> str:
        """`type/subtype` in lower case (RFC 2045 section 5); when not said text/plain, in a digest message/rfc822."""
        if self._type is None:
            if self._found is None:
                m = _CONTENT_TYPE.search(self._buffer, self._start, self._body)
            else:
                m = self._first("content-type")
            if m is None:
                self._type = self._default
            else:
                said, self._params = content_type(bounded(m[2], self._reading.limits.field_octets))
                self._type = said or self._default
        return self._type

    @property
    def params(self) -> Mapping[str, str]:
        """The parameters of Content-Type, decoded (RFC 2231); names in lower case."""
        if self._params is None:
            _ = self.media_type
        return self._params or NO_PARAMS

    @property
    def disposition(self) -> str | None:
        """`attachment`, `inline`, … in lower case (RFC 2183), or None when not said."""
        return parse_value(self._raw("content-disposition")) or None

    @property
    def filename(self) -> str | None:
        """The file name of Content-Disposition, else the name of Content-Type; None when neither is said."""
        value = self._raw("content-disposition")
        return (parse_params(value).get("filename") if value else None) or self.params.get("name")

    @property
    def encoding(self) -> str:
        """The transfer encoding of the body: `identity`, `base64`, `quoted-printable` or `x-uuencode`."""
        if self._encoding is None:
            if self._found is None:
                m = _ENCODING.search(self._buffer, self._start, self._body)
            else:
                m = self._first("content-transfer-encoding")
            said = "" if m is None else field_text(bounded(m[2], self._reading.limits.field_octets))
            self._encoding = (encoding_of(said) or IDENTITY) if said else IDENTITY
        return self._encoding

    # -- tree

    @property
    def children(self) -> tuple["Part", ...]:
        """The parts of a multipart, or the one message inside a message/rfc822 or message/global; else nothing."""
        if self._children is None:
            self._children = ()
            kind = self._type or self.media_type
            if kind.startswith("multipart/"):
                self._children = self._multipart(kind)
            elif kind in _EMBEDDED:
                self._children = self._message()
        return self._children

    def _room(self) -> bool:
        limits = self._reading.limits
        if self.depth >= limits.depth:
            self._reading.note("limit-depth", f"parts nest deeper than {limits.depth}", self.body_span)
            return False
        return True

    def _spend(self) -> bool:
        reading = self._reading
        if reading.parts >= reading.limits.parts:
            reading.note("limit-parts", f"more than {reading.limits.parts} parts", self.body_span)
            return False
        reading.parts += 1
        return True

    def _multipart(self, kind: str) -> tuple["Part", ...]:
        if not self._room():
            return ()
        buffer, start, end, fixed = self._buffer, self._body, self._end, self._fixed
        boundary = self.params.get("boundary", "").encode("utf-8", "surrogateescape").rstrip()
        most = self._reading.limits.parts - self._reading.parts + 1
        spans, closed = split_parts(buffer, start, end, boundary, most)
        if not spans and self.encoding != IDENTITY:
            # RFC 2045 6.4 forbids to encode a multipart; gateways do it all the same.
            buffer, start, fixed = self.payload, 0, self.body_span
            end = len(buffer)
            spans, closed = split_parts(buffer, start, end, boundary, most)
        if not spans and (guess := guess_boundary(buffer, start, end)) and guess != boundary:
            self._reading.note("multipart-boundary-guessed", ascii(guess), self.body_span)
            spans, closed = split_parts(buffer, start, end, guess, most)
        if not spans:
            self._reading.note("multipart-without-parts", "", self.body_span)
        elif not closed:
            self._reading.note("multipart-not-closed", "", self.body_span)
        default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        reading, depth, embedded = self._reading, self.depth + 1, self._embedded
        return tuple(
            [
                Part(reading, buffer, a, b, depth=depth, embedded=embedded, default=default, fixed=fixed)
                for a, b in spans
                if self._spend()
            ]
        )

    def _message(self) -> tuple["Part", ...]:
        if not (self._room() and self._spend()):
            return ()
        if self.encoding == IDENTITY:
            buffer, start, end, fixed = self._buffer, self._body, self._end, self._fixed
        else:
            buffer, start, fixed = self.payload, 0, self.body_span
            end = len(buffer)
        start = header_start(buffer, start, end)
        depth = self.depth + 1
        return (Part(self._reading, buffer, start, end, depth=depth, embedded=True, default="text/plain", fixed=fixed),)

    # -- content

    @property
    def payload(self) -> bytes:
        """The body with its transfer encoding undone, at most `limits.decoded_octets` of it."""
        if self._payload is None:
            limit = self._reading.limits.decoded_octets
            self._payload = self._decode(limit + 1)
            if len(self._payload) > limit:
                self._reading.note("limit-decoded-octets", f"more than {limit} octets", self.body_span)
                self._payload = self._payload[:limit]
        return self._payload

    def _decode(self, limit: int) -> bytes:
        encoding = self.encoding
        if encoding == IDENTITY:
            return self._buffer[self._body : min(self._end, self._body + limit)]
        return decode_transfer(self._buffer[self._body : self._end], encoding, limit)

    @property
    def text(self) -> str:
        r"""The body as text, lines ended by `\n`, at most `limits.text_octets` octets; empty for what has children."""
        if self._text is None:
            self._text = "" if self._children or self.children else self._read_text()
        return self._text

    @property
    def cut(self) -> bool:
        """True when `text` is not all of the body: it ends after the last whole line within `limits.text_octets`."""
        _ = self.text
        return self._cut

    def _read_text(self) -> str:
        limit = self._reading.limits.text_octets
        octets = self._decode(limit + 1) if self._payload is None else self._payload[: limit + 1]
        if len(octets) > limit:
            self._reading.note("limit-text-octets", f"more than {limit} octets", self.body_span)
            octets = octets[:limit]
            self._cut = True
        charset = self.params.get("charset", "")
        if charset and charset_codec(charset) is None:
            self._reading.note("charset-unknown", ascii(charset[:64]), self.body_span)
        text = decode_octets(octets, charset)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        # Half a line may hold half an address, which is somebody else's.
        return text[: text.rfind("\n") + 1] or text if self._cut else text

    def plain_octets(self) -> tuple[bytes, int, int] | None:
        """(octets, start, end) of a body whose text is these octets but for their line ends; None when it is not.

        Such a body is ASCII and not encoded, within `limits.text_octets`, and has no parts.
        """
        start, end = self._body, self._end
        if self._fixed is not None or end - start > self._reading.limits.text_octets or self.encoding != IDENTITY:
            return None
        charset = self.params.get("charset", "")
        if charset and charset_codec(charset) not in ASCII_SAFE:
            return None
        octets = self._buffer[start:end]
        return (self._buffer, start, end) if octets.isascii() and SHIFT not in octets and not self.children else None

    def span_of(self, start: int, end: int) -> Span:
        """The octets behind `text[start:end]`: exact where the body is not encoded, else the whole body."""
        if self._lines is None:
            if self._fixed is not None or self.children or self.encoding != IDENTITY:
                return self.body_span
            limit = self._reading.limits.text_octets
            octets = self._buffer[self._body : min(self._end, self._body + limit)]
            self._lines = LineMap(octets, self.text, charset_codec(self.params.get("charset", "")), self._body)
        return self._lines.span(start, end) or self.body_span


def header_start(data: bytes, start: int, end: int) -> int:
    """Where the header begins: after an mbox `From ` line (or a quoted one) and empty lines, when they come first."""
    if data.startswith((b"From ", b">From "), start, end):
        window = data[start : min(end, start + _WINDOW)]
        line = window.splitlines(keepends=True)[0]
        start += len(line) if len(line) < _WINDOW else 0
    if data[start : min(end, start + 1)] in _SPACES:
        window = data[start : min(end, start + _WINDOW)]
        skipped = len(window) - len(window.lstrip(b" \t\r\n"))
        if skipped and window[skipped - 1] in b"\r\n" and FIELD_NAME.match(window, skipped):
            start += skipped
    return start


class MessageView:
    """A message as a tree of parts over `data`; made by `parse`. Nothing is read before it is asked for."""

    __slots__ = ("_reading", "_walked", "data", "root")

    data: bytes
    """The message as it came."""
    root: Part
    """The message as a part."""

    def __init__(self, data: bytes, root: Part, reading: _Reading) -> None:
        self.data = data
        self.root = root
        self._reading = reading
        self._walked = False

    @classmethod
    def parse(cls, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Self:
        """A view of *data*; content never raises. Raises TypeError when *data* is not bytes."""
        if not isinstance(data, bytes):
            raise TypeError(f"data: must be bytes (got {type(data).__name__})")
        reading = _Reading(limits)
        start = header_start(data, 0, len(data))
        root = Part(reading, data, start, len(data), depth=0, embedded=False, default="text/plain", fixed=None)
        return cls(data, root, reading)

    def walk(self) -> Iterator[Part]:
        """All parts in preorder: a part before its children, siblings in their order. Iterative."""
        pending = [self.root]
        while pending:
            part = pending.pop()
            yield part
            pending.extend(reversed(part.children))

    @property
    def anomalies(self) -> tuple[Anomaly, ...]:
        """What is odd about the structure (the whole tree is walked for it) and about what has been decoded so far."""
        if not self._walked:
            self._walked = True
            for _ in self.walk():
                pass
        return tuple(self._reading.anomalies)

    def __repr__(self) -> str:
        return f"MessageView({len(self.data)} octets, {self.root!r})"
