"""What one recipient costs in reports of 200, 2,000 and 20,000: microseconds, and the most memory held.

python benchmarks/recipients.py
"""

import time
import tracemalloc
from collections.abc import Callable
from typing import Final

from bouncekit.report.parse import parse

_HEAD: Final = "From: MAILER-DAEMON@mx.example\nTo: ann@sender.example\nSubject: Undelivered Mail Returned to Sender\n"
_REPORT: Final = 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n\n{text}\n--b\n'


def _name(n: int) -> str:
    return f"user{n}@receiver{n % 97}.example"


def _group(n: int) -> str:
    return (
        f"Final-Recipient: rfc822; {_name(n)}\nOriginal-Recipient: rfc822;{_name(n)}\nAction: failed\nStatus: 5.1.1\n"
        f"Remote-MTA: dns; mx{n % 7}.receiver.example\nDiagnostic-Code: smtp; 550 5.1.1 <{_name(n)}>: Recipient address"
        " rejected: User unknown in virtual mailbox table\n\n"
    )


def _dsn(many: int, text: str = "Sorry.\n") -> bytes:
    fields = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n" + "".join(
        map(_group, range(many))
    )
    return (_HEAD + _REPORT.format(text=text) + fields + "--b--\n").encode()


def _postfix(many: int) -> bytes:
    return _dsn(many, "".join(f"<{_name(n)}>: host mx said: 550 5.1.1\n    User unknown\n\n" for n in range(many)))


def _exim(many: int) -> bytes:
    return (
        f"{_HEAD}\nThis message was created automatically by mail delivery software.\n\nA message that you sent could"
        " not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es)"
        " failed:\n\n" + "".join(f"  {_name(n)}\n    550 5.1.1 no such user\n" for n in range(many))
    ).encode()


def _unknown(many: int) -> bytes:
    return (
        f"{_HEAD}\nIt was undeliverable:\n\n" + "".join(f"{_name(n)}: user unknown\n" for n in range(many))
    ).encode()


_FORMS: Final[tuple[tuple[str, Callable[[int], bytes]], ...]] = (
    ("status part", _dsn),
    ("status part and text", _postfix),
    ("text, known layout", _exim),
    ("text, no layout", _unknown),
)


def main() -> None:
    """Prints the table."""
    parse(_dsn(10)).settled()
    print(f"{'form':22}{'recipients':>12}{'MB':>8}{'µs each':>10}{'peak MB':>10}")
    for name, form in _FORMS:
        for many in (200, 2_000, 20_000):
            raw = form(many)
            start = time.process_time()
            report = parse(raw).settled()
            spent = time.process_time() - start
            if len(report.recipients) != many:
                raise SystemExit(f"{name}: {len(report.recipients)} of {many} recipients")
            tracemalloc.start()
            parse(raw).settled()
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            print(f"{name:22}{many:12}{len(raw) / 1e6:8.1f}{spent * 1e6 / many:10.1f}{peak / 1e6:10.1f}")


if __name__ == "__main__":
    main()
