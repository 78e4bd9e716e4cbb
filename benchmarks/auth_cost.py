"""What hostile authentication costs: seconds of processor time for each shape at two sizes, and for each megabyte.

python benchmarks/auth_cost.py [--check]

`--check` fails when one call takes more than a second, or twice the size more than three times as long (above 50 ms).
"""

# ruff: noqa: E501

import argparse
import base64
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import bouncekit as bk
from bouncekit.adapters.auth import check_spf, verify
from bouncekit.adapters.dkim import verify_returned
from bouncekit.adapters.dns import FakeResolver, spf_lets_in_too_many
from bouncekit.auth import AuthResults

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = (
    RSAPublicNumbers(65537, (1 << 2047) | 1).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
)
RECORD = f"v=DKIM1; k=rsa; p={base64.b64encode(KEY).decode()}"
BORDER = "mx.here.example"
OURS = f"Received: from a by {BORDER}; x\r\n".encode()
SIGNATURE = b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=evil.example; s=s; h=from:x; bh=AAAA; b=AAAA\r\n"
MOST_SECONDS, MOST_GROWTH, NOISE = 1.0, 3.0, 0.05


def verifying(data: bytes) -> None:
    resolver = FakeResolver({("s._domainkey.evil.example", "TXT"): (RECORD,)})
    verify(
        data, client_ip="203.0.113.9", helo="a.example", reverse_path="a@evil.example", resolver=resolver, now=NOW,
        trusted_sealers=["evil.example"],
    )  # fmt: skip


def reading(data: bytes) -> None:
    AuthResults.from_headers(data, trusted={BORDER}, now=NOW, rsa_floor_bits=1024)


def returned(data: bytes) -> None:
    head = b"From: m@a.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\n"
    head += b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a.example\r\n\r\nFinal-Recipient: rfc822; v@b.example\r\n"
    head += b"Action: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
    raw = head + data + b"\r\n--b--\r\n"
    report = bk.parse(raw)
    begin = time.process_time()
    verify_returned(raw, report, domains=["evil.example"], lookup=lambda _: RECORD.encode())
    return_times.append(time.process_time() - begin)


return_times: list[float] = []


def spf(data: bytes) -> None:
    table = {("evil.example", "TXT"): (data.decode(),)}
    check_spf("203.0.113.9", "", "a@evil.example", FakeResolver(table))
    spf_lets_in_too_many("evil.example", FakeResolver(table))


def signature(more: bytes) -> bytes:
    return SIGNATURE.replace(b"b=AAAA\r\n", more + b"\r\n") + b"From: a@evil.example\r\n\r\nx\r\n"


ARC_SET = (
    b"ARC-Seal: i=%d; cv=%s; a=rsa-sha256; d=evil.example; s=s; b=AAAA\r\n"
    b"ARC-Message-Signature: i=%d; a=rsa-sha256; d=evil.example; s=s; h=from; bh=AAAA; b=AAAA\r\n"
    b"ARC-Authentication-Results: i=%d; evil.example; spf=pass\r\n"
)

MESSAGES: dict[str, Callable[[int], bytes]] = {
    "blanks in a body": lambda n: SIGNATURE + b"From: a@evil.example\r\n\r\n" + b" " * n + b"x\r\n",
    "lines of blanks": lambda n: SIGNATURE + b"From: a@evil.example\r\n\r\n" + b" \r\n" * (n // 3),
    "empty lines": lambda n: SIGNATURE + b"From: a@evil.example\r\n\r\n" + b"\r\n" * (n // 2),
    "blanks in b=": lambda n: signature(b"b=A" + b" " * n + b"!"),
    "folds in z=": lambda n: signature(b"z=x" + b"\r\n ." * (n // 4) + b"; b=AAAA"),
    "semicolons": lambda n: signature(b";" * n + b"b=AAAA"),
    "names in h=": lambda n: signature(b"b=AAAA").replace(b"h=from:x", b"h=from" + b":x" * (n // 2)),
    "labels in d=": lambda n: signature(b"b=AAAA").replace(b"d=evil", b"d=" + b"a." * (n // 2) + b"evil"),
    "letters in d=": lambda n: signature(b"b=AAAA").replace(b"d=evil", b"d=" + "é".encode() * (n // 2)),
    "fields": lambda n: SIGNATURE + b"X: y\r\n" * (n // 6) + b"From: a@evil.example\r\n\r\nx\r\n",
    "signatures": lambda n: SIGNATURE * (n // 100) + b"From: a@evil.example\r\n\r\nx\r\n",
    "seals": lambda n: b"".join(ARC_SET % (i, b"pass" if i > 1 else b"none", i, i) for i in range(1, n // 250)) + b"From: a@evil.example\r\n\r\n",
    "comments in From": lambda n: b"From: " + b"(" * n + b"\r\n\r\n",
    "quotes in From": lambda n: b"From: " + b'""' * (n // 2) + b"\r\n\r\n",
    "backslashes in From": lambda n: b'From: "' + b"\\" * n + b"\r\n\r\n",
    "no colon": lambda n: b"x" * n + b"\r\n\r\n",
    "carriage returns": lambda n: b"X: " + b"\r" * n + b"\r\n\r\n",
}  # fmt: skip
RESULTS: dict[str, Callable[[int], bytes]] = {
    "results": lambda n: b"Authentication-Results: mx.here.example" + b"; spf=pass" * (n // 10) + b"\r\n" + OURS + b"\r\n",
    "properties": lambda n: b"Authentication-Results: mx.here.example; spf=pass" + b" a.b=c" * (n // 6) + b"\r\n" + OURS + b"\r\n",
    "comments": lambda n: b"Authentication-Results: mx.here.example; " + b"(" * n + b"\r\n" + OURS + b"\r\n",
    "quotes": lambda n: b'Authentication-Results: mx.here.example; spf="' + b'\\"' * (n // 2) + b"\r\n" + OURS + b"\r\n",
    "fields of results": lambda n: b"Authentication-Results: mx.here.example; spf=pass\r\n" * (n // 50) + OURS + b"\r\n",
    "comments in Received": lambda n: b"Received: from a " + b"()" * (n // 2) + b" by mx.here.example\r\n\r\n",
    "blanks after =": lambda n: b"Authentication-Results: mx.here.example; spf=pass smtp.mailfrom=" + b" " * n + b"smtp" + b" " * n + b"\r\n" + OURS + b"\r\n",
}  # fmt: skip
RECORDS: dict[str, Callable[[int], bytes]] = {
    "labels": lambda n: b"v=spf1 a:" + b"x." * (n // 2) + b"y -all",
    "macros": lambda n: b"v=spf1 exists:" + b"%{i}" * (n // 4) + b" -all",
    "terms": lambda n: b"v=spf1 " + b"ip4:1.2.3.4 " * (n // 12) + b"-all",
    "modifiers": lambda n: b"v=spf1 " + b" ".join(b"a%d=b" % i for i in range(n // 6)) + b" -all",
    "blanks": lambda n: b"v=spf1" + b" " * n + b"-all",
    "redirect": lambda n: b"v=spf1 redirect=" + b"a." * (n // 2),
}


def cost(work: Callable[[bytes], None], data: bytes) -> float:
    begin = time.process_time()
    work(data)
    return return_times.pop() if return_times else time.process_time() - begin


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    rows = [(f"verify: {name}", verifying, make, 500_000) for name, make in MESSAGES.items()]
    rows += [(f"returned: {name}", returned, make, 60_000) for name, make in MESSAGES.items()]
    rows += [(f"from_headers: {name}", reading, make, 500_000) for name, make in RESULTS.items()]
    rows += [
        (f"from_headers: {name}", reading, lambda n, m=make: OURS + m(n), 500_000) for name, make in MESSAGES.items()
    ]
    rows += [(f"spf: {name}", spf, make, 2_000) for name, make in RECORDS.items()]
    failed, worst = 0, ("", 0.0)
    print(f"{'shape':<42} {'octets':>9} {'ms':>8} {'ms at twice':>12} {'s per MB':>9}")
    for name, work, make, size in rows:
        small, large = cost(work, make(size)), cost(work, make(2 * size))
        per_mb = large / (2 * size) * 1e6
        bad = large > MOST_SECONDS or (large > NOISE and large > MOST_GROWTH * small)
        failed += bad
        worst = max(worst, (name, large), key=lambda pair: pair[1])
        print(
            f"{name:<42} {2 * size:>9,} {small * 1e3:>8.1f} {large * 1e3:>12.1f} {per_mb:>9.2f}{'  FAIL' if bad else ''}"
        )
    print(f"worst: {worst[0]}, {worst[1] * 1e3:.0f} ms; {failed} of {len(rows)} shapes over the bound")
    return 1 if check and failed else 0


if __name__ == "__main__":
    sys.exit(main())
