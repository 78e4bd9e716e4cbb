"""Well-formed messages as octets, with what a reader must find in them."""

import base64
import quopri
from dataclasses import dataclass, field
from email.header import Header

from hypothesis import strategies as st

CHARSETS = {
    "us-ascii": "abc XYZ 019 ~!?.,;:-_=",
    "utf-8": "aé ßœ 宛先 ไม่ 😀 я =",
    "iso-8859-1": "aé ßñ ü =",
    "iso-8859-15": "a€ é =",
    "windows-1252": "a’ “” é =",
    "koi8-r": "aяж =",
    "iso-2022-jp": "a宛先 メール =",
    "shift_jis": "a宛先 メール =",
    "euc-kr": "a사용자 =",
    "gb2312": "a用户 不存在 =",
    "big5": "a用戶 不存在 =",
}
NAMES = ["X-Note", "Subject", "Comments", "X-Long-Field-Name", "Received", "Keywords"]


@dataclass(frozen=True)
class Leaf:
    """A leaf as it was made: its octets with header, and the text that it carries."""

    media_type: str
    text: str
    octets: bytes


@dataclass(frozen=True)
class Made:
    """A message, the media types of its parts in preorder and the texts of its leaves."""

    octets: bytes
    types: tuple[str, ...]
    texts: tuple[str, ...] = field(default=())


@st.composite
def words(draw: st.DrawFn, charset: str) -> str:
    return draw(st.text(st.sampled_from(CHARSETS[charset]), min_size=1, max_size=30))


@st.composite
def fields(draw: st.DrawFn, eol: str) -> bytes:
    """Some header fields: plain, folded, encoded-words in several charsets, raw UTF-8."""
    out = []
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=4)):
        kind = draw(st.sampled_from(["plain", "folded", "encoded", "raw"]))
        if kind == "encoded":
            charset = draw(st.sampled_from(["utf-8", "iso-8859-1", "koi8-r", "gb2312"]))
            value = Header(draw(words(charset)).strip() or "x", charset, maxlinelen=60).encode(linesep=eol)
        elif kind == "raw":
            value = draw(words("utf-8")).strip()
        else:
            gap = eol + draw(st.sampled_from([" ", "\t", "   "])) if kind == "folded" else " "
            value = gap.join(draw(st.lists(st.text("abc<>@.;=\"'()", min_size=1, max_size=12), min_size=1, max_size=4)))
        out.append(f"{name}:{draw(st.sampled_from([' ', '', '  ']))}{value}{eol}")
    return "".join(out).encode()


@st.composite
def filename(draw: st.DrawFn, eol: str) -> tuple[str, str]:
    """A file name and the parameters that say it: plain, RFC 2231 extended, or RFC 2231 in sections."""
    name = draw(st.text("abc é宛.-", min_size=1, max_size=12))
    if name.isascii() and draw(st.booleans()):
        return name.strip(), f'; filename="{name.strip()}"'
    percent = "".join(f"%{octet:02X}" for octet in name.encode())
    if draw(st.booleans()):
        return name, f"; filename*=utf-8'en'{percent}"
    cut = draw(st.integers(0, len(percent) // 3)) * 3
    return name, f";{eol} filename*0*=utf-8''{percent[:cut]};{eol} filename*1*={percent[cut:]}"


@st.composite
def leaves(draw: st.DrawFn, eol: str) -> Leaf:
    charset = draw(st.sampled_from(sorted(CHARSETS)))
    lines = draw(st.lists(st.one_of(st.just(""), words(charset)), min_size=1, max_size=5))
    lines = [line.rstrip() for line in lines]
    text = "\n".join(lines)
    octets = text.replace("\n", eol).encode(charset)
    encoding = draw(st.sampled_from(["7bit" if octets.isascii() else "8bit", "base64", "quoted-printable", "BASE64"]))
    if encoding.lower() == "base64":
        octets = base64.encodebytes(octets).replace(b"\n", eol.encode())
    elif encoding == "quoted-printable":
        octets = quopri.encodestring(octets.replace(b"\r\n", b"\n")).replace(b"\n", eol.encode())
    kind = draw(
        st.sampled_from(["text/plain", "TEXT/Plain", "text/html", "application/x-notice", "text/rfc822-headers"])
    )
    quote = '"' if draw(st.booleans()) else ""
    header = f"Content-Type: {kind}; charset={quote}{charset}{quote}{eol}Content-Transfer-Encoding: {encoding}{eol}"
    if draw(st.booleans()):
        header += f"Content-Disposition: attachment{draw(filename(eol))[1]}{eol}"
    return Leaf(kind.lower(), text, draw(fields(eol)) + header.encode() + eol.encode() + octets)


@st.composite
def entities(draw: st.DrawFn, eol: str, depth: int) -> Made:
    """A leaf, a multipart or an embedded message, no deeper than *depth*."""
    kind = draw(st.sampled_from(["leaf", "leaf", "multipart", "embedded"])) if depth else "leaf"
    line = eol.encode()
    if kind == "leaf":
        leaf = draw(leaves(eol))
        return Made(leaf.octets, (leaf.media_type,), (leaf.text,))
    if kind == "embedded":
        inner = draw(entities(eol, depth - 1))
        media = draw(st.sampled_from(["message/rfc822", "message/global"]))
        octets = f"Content-Type: {media}{eol}{eol}From: a@example.org{eol}".encode() + inner.octets
        return Made(octets, (media, *inner.types), inner.texts)
    parts = draw(st.lists(entities(eol, depth - 1), min_size=1, max_size=3))
    # Boundaries that are prefixes of those further in or further out: only whole lines count.
    boundary = "=_b" + "x" * depth
    media = draw(st.sampled_from(["multipart/mixed", "multipart/report", "Multipart/Alternative"]))
    param = draw(st.sampled_from([f'boundary="{boundary}"', f'charset=utf-8;{eol}\tBOUNDARY="{boundary}"']))
    octets = draw(fields(eol)) + f"Content-Type: {media}; {param}{eol}{eol}".encode()
    octets += draw(st.sampled_from([b"", b"preamble" + line, b"--=_other" + line]))
    mark = b"--" + boundary.encode()
    pad = draw(st.sampled_from([b"", b" ", b"\t "]))
    octets += b"".join(mark + pad + line + part.octets + line for part in parts) + mark + b"--" + line
    octets += draw(st.sampled_from([b"", b"epilogue" + line, mark + b" no delimiter" + line]))
    types = (media.lower(), *(name for part in parts for name in part.types))
    return Made(octets, types, tuple(text for part in parts for text in part.texts))


@st.composite
def messages(draw: st.DrawFn) -> Made:
    eol = draw(st.sampled_from(["\n", "\r\n"]))
    made = draw(entities(eol, 3))
    return Made(f"From: a@example.org{eol}MIME-Version: 1.0{eol}".encode() + made.octets, made.types, made.texts)
