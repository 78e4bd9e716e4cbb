"""Where `read_block` finds no fault, four readers read the same: ours, MessageView, dkimpy and the standard library."""

import email
import random
import re

import dkim
import pytest

from bouncekit.auth.author import author_of
from bouncekit.auth.block import read_block
from bouncekit.message import MessageView

PIECES = (
    b"From: ann@example.org", b"From : bob@example.org", b"from:eve@example.net", b"Subject: hello", b"X:", b"X", b":", b": x", b" folded", b"\tfolded",
    b" ", b"\t", b"", b"From ann Mon Nov 23", b">From ann", b"DKIM-Signature: v=1; b=a", b"\xc3\xa9: x", b"X: \xe9", b"X: a\x0bFrom: eve@example.net",
    b"X: a\x0cb", b"X: a\x1cFrom: eve@example.net", b"X: \xc2\x85From: eve@example.net", b"X: \xe2\x80\xa8From: eve@example.net", b"--b", b"X y: z",
)  # fmt: skip
ENDS = (b"\r\n",) * 12 + (b"\n", b"\r", b"\r\r\n", b"\n\r", b"\r\n\r\n", b"\0\r\n", b"")


def made(rng: random.Random) -> bytes:
    only = rng.choice((None, None, b"\r\n", b"\n"))
    lines = [rng.choice(PIECES) + (only or rng.choice(ENDS)) for _ in range(rng.randrange(1, 9))]
    return b"From: ann@example.org" + (only or b"\r\n") + b"".join(lines) + (only or b"\r\n") + b"body\r\n"


def squeezed(name: str, value: str) -> tuple[str, str]:
    return name.strip().lower(), re.sub(r"[\r\n]+", "", value).strip(" \t")


@pytest.mark.parametrize("seed", range(400))
def test_four_readers(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(10):
        data = made(rng)
        block = read_block(data)
        if block.fault is not None:
            assert author_of(block) is None
            continue
        ours = [squeezed(f.key, f.body.decode("latin-1")) for f in block.fields]
        theirs = [
            squeezed(h.name, data[h.value_span.start : h.value_span.end].decode("latin-1"))
            for h in MessageView.parse(data).root.headers
        ]
        assert ours == theirs, data
        if not re.search(rb"(?m)^[!-9;-~]+[ \t]+:", data):  # these two take no blank before the colon
            signed, _ = dkim.rfc822_parse(data)
            assert ours == [squeezed(n.decode(), v.decode("latin-1")) for n, v in signed], data
            parsed = email.message_from_bytes(data)
            library = [
                squeezed(name, str(value.encode("ascii", "surrogateescape"), "latin-1"))
                for name, value in parsed.raw_items()
            ]
            assert ours == library, data
