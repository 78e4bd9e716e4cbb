"""One sample message per layout, written by us in the vendor's layout with invented names; run it to write `formats/*.eml`.

`EXPECTED` says what each sample must yield: `address action status reply`, one line per recipient (`-`: none).
"""

from pathlib import Path

from samples.format_texts_mta import SAMPLES_MTA
from samples.format_texts_other import SAMPLES_OTHER
from samples.format_texts_provider import SAMPLES_PROVIDER
from samples.sample_model import Sample

__all__ = ["EXPECTED", "SAMPLES", "render"]

SAMPLES: tuple[Sample, ...] = (*SAMPLES_MTA, *SAMPLES_PROVIDER, *SAMPLES_OTHER)
EXPECTED: dict[str, Sample] = {sample.name: sample for sample in SAMPLES}

_ORIGINAL = """Return-Path: <ann@example.net>
Received: from client.example.net (client.example.net [198.51.100.7])
\tby mail.example.net with ESMTPSA id 77AB; Mon, 23 Nov 2026 09:00:00 +0000
From: Ann Example <ann@example.net>
To: bob@example.com
Subject: Lunch on Friday
Message-ID: <lunch.1@example.net>
Date: Mon, 23 Nov 2026 09:00:00 +0000

Shall we have lunch on Friday?
"""


def render(sample: Sample) -> bytes:
    """The octets of *sample*."""
    charset = "us-ascii" if sample.body.isascii() else "utf-8"
    head = [
        "Return-Path: <>",
        "Received: from mx.example.com (mx.example.com [192.0.2.5])",
        "\tby mail.example.net (Postfix) with ESMTPS id 4B2C1D0E9F",
        "\tfor <ann@example.net>; Mon, 23 Nov 2026 10:00:00 +0000",
        f"From: {sample.sender}",
        "To: ann@example.net",
        f"Subject: {sample.subject}",
        "Date: Mon, 23 Nov 2026 10:00:00 +0000",
        *(
            []
            if any(h.lower().startswith("message-id") for h in sample.fields)
            else [f"Message-ID: <{sample.name}@mx.example.com>"]
        ),
        "MIME-Version: 1.0",
        *sample.fields,
    ]
    body = sample.body.strip("\n") + "\n"
    if sample.attached:
        head.append('Content-Type: multipart/mixed; boundary="=_sample"')
        parts = (
            f"--=_sample\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n{body}\n"
            f"--=_sample\nContent-Type: message/rfc822\n\n{_ORIGINAL}\n--=_sample--\n"
        )
        return ("\n".join(head) + "\n\n" + parts).encode()
    head += [f"Content-Type: text/plain; charset={charset}", "Content-Transfer-Encoding: 8bit"]
    tail = f"\n{sample.separator}\n\n{_ORIGINAL}" if sample.separator else ""
    return ("\n".join(head) + "\n\n" + body + tail).encode()


def main() -> None:
    """Writes the samples beside this file."""
    folder = Path(__file__).parent / "formats"
    folder.mkdir(exist_ok=True)
    for sample in SAMPLES:
        (folder / f"{sample.name}.eml").write_bytes(render(sample))


if __name__ == "__main__":
    main()
