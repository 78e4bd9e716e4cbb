"""Octets to text through a safe table of charsets.

A name out of a message is never handed to `codecs.lookup`: that would reach codecs that are no charsets (`zip`, `hex`,
`rot13`, `idna`), codecs of the user's own and the platform's (`mbcs`). What the table does not know is read as UTF-8
and, failing that, as ISO-8859-1, which always succeeds.
"""

import re
from typing import Final

__all__ = ["ASCII_SAFE", "SHIFT", "charset_codec", "decode_octets"]

_SAME: Final = [
    "utf-8",
    "utf-16",
    "utf-16-be",
    "utf-16-le",
    "utf-32",
    "utf-32-be",
    "utf-32-le",
    "utf-7",
    "latin-1",
    "big5hkscs",
    "gb18030",
    "hz",
    "johab",
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "cp437",
    "cp737",
    "cp775",
    "cp850",
    "cp852",
    "cp855",
    "cp857",
    "cp858",
    "cp860",
    "cp861",
    "cp862",
    "cp863",
    "cp864",
    "cp865",
    "cp866",
    "cp869",
    "cp874",
    "cp932",
    "cp949",
    "cp950",
    "koi8-r",
    "koi8-u",
    "kz1048",
    "ptcp154",
    "tis-620",
    "mac-roman",
    "mac-cyrillic",
    "mac-greek",
    "mac-latin2",
    "mac-turkish",
]

_ALIASES: Final = {
    # UTF-8 as people misspell it
    "utf8": "utf-8",
    "utf8mb4": "utf-8",
    "utf8mb3": "utf-8",
    "xutf8": "utf-8",
    "unicode11utf8": "utf-8",
    "unicode20utf8": "utf-8",
    "cp65001": "utf-8",
    "unicode": "utf-16",
    "ucs2": "utf-16",
    "utf16": "utf-16",
    "unicode11utf7": "utf-7",
    "unicode20utf7": "utf-7",
    "xunicode20utf7": "utf-7",
    # a superset is read where senders write it under the subset's name
    "gb2312": "gb18030",
    "gb231280": "gb18030",
    "euccn": "gb18030",
    "eucgb2312cn": "gb18030",
    "gbk": "gb18030",
    "xgbk": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "windows936": "gb18030",
    "csgb2312": "gb18030",
    "hzgb2312": "hz",
    "ksc56011987": "cp949",
    "ksc56011989": "cp949",
    "ksc5601": "cp949",
    "euckr": "cp949",
    "ksx1001": "cp949",
    "windows949": "cp949",
    "ms949": "cp949",
    "uhc": "cp949",
    "csksc56011987": "cp949",
    "iso2022kr": "iso2022_kr",
    "shiftjis": "cp932",
    "sjis": "cp932",
    "xsjis": "cp932",
    "mskanji": "cp932",
    "windows31j": "cp932",
    "cswindows31j": "cp932",
    "cp943": "cp932",
    "iso2022jp": "iso2022_jp_ext",
    "iso2022jp1": "iso2022_jp_ext",
    "iso2022jp2": "iso2022_jp_2",
    "iso2022jp3": "iso2022_jp_3",
    "iso2022jp2004": "iso2022_jp_2004",
    "iso2022jpms": "iso2022_jp_ext",
    "csiso2022jp": "iso2022_jp_ext",
    "cp50220": "iso2022_jp_ext",
    "cp50221": "iso2022_jp_ext",
    "eucjp": "euc_jp",
    "xeucjp": "euc_jp",
    "eucjpms": "euc_jp",
    "ujis": "euc_jp",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "cnbig5": "big5hkscs",
    "xxbig5": "big5hkscs",
    "csbig5": "big5hkscs",
    # ISO 8859 and the pages that are written for it
    "latin1": "latin-1",
    "iso88591": "latin-1",
    "l1": "latin-1",
    "iso8859": "latin-1",
    "iso885911987": "latin-1",
    "iso88591windows30latin1": "cp1252",
    "xansi": "cp1252",
    "ansi": "cp1252",
    "iso88598i": "iso8859_8",
    "iso88598e": "iso8859_8",
    "iso88596i": "iso8859_6",
    "iso88596e": "iso8859_6",
    "logical": "iso8859_8",
    "visual": "iso8859_8",
    "iso885911": "iso8859_11",
    "tis620": "iso8859_11",
    "windows874": "cp874",
    "koi8": "koi8_r",
    "koi8ru": "koi8_u",
    "cskoi8r": "koi8_r",
    "cyrillic": "iso8859_5",
    "greek": "iso8859_7",
    "hebrew": "iso8859_8",
    "arabic": "iso8859_6",
    "macintosh": "mac_roman",
    "xmacroman": "mac_roman",
    "mac": "mac_roman",
    "xmaccyrillic": "mac_cyrillic",
    "ibm437": "cp437",
    "ibm850": "cp850",
    "ibm852": "cp852",
    "ibm866": "cp866",
    # no more than "some octets": UTF-8, else ISO-8859-1, is the best that can be read
    "usascii": "ascii",
    "ascii": "ascii",
    "ansix341968": "ascii",
    "ansix341986": "ascii",
    "iso646us": "ascii",
    "us": "ascii",
    "646": "ascii",
    "7bit": "ascii",
    "8bit": "ascii",
    "binary": "ascii",
    "unknown8bit": "ascii",
    "xunknown": "ascii",
    "unknown": "ascii",
    "default": "ascii",
    "defaultcharset": "ascii",
    "xuserdefined": "ascii",
    "none": "ascii",
    "charset": "ascii",
    "": "ascii",
}


def _table() -> dict[str, str]:
    table = {_key(name): name for name in _SAME}
    for page in (*range(1, 12), *range(13, 17)):
        table[f"iso8859{page}"] = f"iso8859_{page}"
        table[f"xiso8859{page}"] = f"iso8859_{page}"
        table[f"latin{page}"] = table[f"iso8859{page}"]
    for number in (1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258):
        for prefix in ("windows", "win", "xcp", "ms", "xwindows"):
            table[f"{prefix}{number}"] = f"cp{number}"
    table.update({"latin2": "iso8859_2", "latin3": "iso8859_3", "latin4": "iso8859_4", "latin5": "iso8859_9"})
    table.update({"latin6": "iso8859_10", "latin7": "iso8859_13", "latin8": "iso8859_14", "latin9": "iso8859_15"})
    table.update({"latin10": "iso8859_16"})
    table.update(_ALIASES)
    return table


_DROP: Final = re.compile(r"[^a-z0-9]+")


def _key(name: str) -> str:
    return _DROP.sub("", name[:64].lower())


_TABLE: Final = _table()


def charset_codec(name: str) -> str | None:
    """The codec for the charset *name* (any case, any punctuation), `ascii` for "not said", None when unknown."""
    return _USUAL.get(name) or _TABLE.get(_key(name))


_STATEFUL: Final = ("utf-7", "utf-16", "utf-32", "hz", "iso2022", "iso-2022")
ASCII_SAFE: Final = frozenset(codec for codec in _TABLE.values() if not codec.startswith(_STATEFUL))
"""Codecs in which ASCII is ASCII."""
_USUAL: Final = {
    name: _TABLE[_key(name)]
    for name in ("", "us-ascii", "US-ASCII", "utf-8", "UTF-8", "iso-8859-1", "ISO-8859-1", "windows-1252")
}
"""As most senders write them: no need to take the punctuation out."""


SHIFT: Final = b"\x1b$"
"""What shifts ASCII octets to characters of two octets (RFC 1468): mailers of Japan often do not name the charset."""


def decode_octets(octets: bytes, charset: str = "us-ascii") -> str:
    """*octets* as text; never raises.

    The charset that is named is tried first, then UTF-8. Octets that fit neither are read in the named charset
    with U+FFFD for each fault, or as ISO-8859-1 when the name says nothing (us-ascii, unknown).
    """
    codec = charset_codec(charset)
    if (codec is None or codec in ASCII_SAFE) and octets.isascii():
        if SHIFT in octets and (codec is None or codec == "ascii"):
            try:
                return octets.decode("iso2022_jp_ext")
            except UnicodeError:
                pass
        return octets.decode("ascii")
    if codec is not None and codec != "ascii":
        try:
            return octets.decode(codec)
        except (UnicodeError, ValueError):
            pass
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if codec is None or codec == "ascii":
        return octets.decode("latin-1")
    try:
        return octets.decode(codec, "replace")
    except (UnicodeError, ValueError):
        return octets.decode("latin-1")
