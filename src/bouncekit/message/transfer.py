"""Content-Transfer-Encodings (RFC 2045 section 6), read tolerantly and bounded."""

import binascii
import re
from typing import Final

__all__ = ["IDENTITY", "decode_transfer", "encoding_of"]

IDENTITY: Final = "identity"
_ENCODINGS: Final = {
    "": IDENTITY,
    "7bit": IDENTITY,
    "8bit": IDENTITY,
    "binary": IDENTITY,
    "7-bit": IDENTITY,
    "8-bit": IDENTITY,
    "base64": "base64",
    "base-64": "base64",
    "x-base64": "base64",
    "b": "base64",
    "quoted-printable": "quoted-printable",
    "quotedprintable": "quoted-printable",
    "quoted_printable": "quoted-printable",
    "qp": "quoted-printable",
    "x-uuencode": "x-uuencode",
    "uuencode": "x-uuencode",
    "x-uue": "x-uuencode",
    "uue": "x-uuencode",
}
_NOT_BASE64: Final = bytes(
    c for c in range(256) if c not in b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
)
_EOL: Final = re.compile(rb"\r\n?|\n")
_UU_BEGIN: Final = re.compile(rb"(?m)^begin [0-7]{3,4} ")


def encoding_of(value: str) -> str | None:
    """The encoding that a Content-Transfer-Encoding field names, or None when it is unknown (read as identity)."""
    token = value.strip().lower()
    return _ENCODINGS.get(token) or _ENCODINGS.get(token.partition(";")[0].partition("(")[0].strip(" \t\"'"))


def decode_transfer(octets: bytes, encoding: str, limit: int) -> bytes:
    """*octets* decoded from *encoding*, at most *limit* octets of them; never raises."""
    if encoding == "base64":
        return _base64(octets[: limit * 2 + 64])[:limit]
    if encoding == "quoted-printable":
        octets = octets[: limit * 4 + 64]
        if b"\r" in octets and b"\n" not in octets:
            octets = octets.replace(b"\r", b"\n")  # to the decoder a CR alone ends no line
        return binascii.a2b_qp(octets)[:limit]
    if encoding == "x-uuencode":
        return _uu(octets[: limit * 2 + 256])[:limit]
    return octets[:limit]


def _base64(octets: bytes) -> bytes:
    """Ignore what is not of the alphabet (RFC 2045 6.8); read each padded run for itself; mend missing padding."""
    clean = octets.translate(None, _NOT_BASE64)
    data = clean.rstrip(b"=")
    if b"=" not in data:
        return _base64_run(data)
    return b"".join(_base64_run(run) for run in data.split(b"=") if run)


def _base64_run(run: bytes) -> bytes:
    odd = len(run) % 4
    if odd == 1:
        run = run[:-1]
    elif odd:
        run += b"=" * (4 - odd)
    return binascii.a2b_base64(run)


def _uu(octets: bytes) -> bytes:
    begin = _UU_BEGIN.search(octets)
    if begin is None:
        return octets
    out = []
    for line in _EOL.split(octets[begin.start() :])[1:]:
        if line.strip() in {b"end", b"`"} or not line:
            break
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Encoders that pad wrongly: believe the length octet and cut the line to what it announces.
            count = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                out.append(binascii.a2b_uu(line[:count]))
            except binascii.Error:
                break
    return b"".join(out)
