"""Building a failure DSN for a 10 KB message: bouncekit beside the same shape made with `email.message`.

usage: python benchmarks/build.py [--check]: prints microseconds; with --check, exits 1 when not three times as fast.
"""

import sys
import timeit
from datetime import UTC, datetime
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from email.policy import SMTP
from email.utils import format_datetime

from bouncekit.codes import EnhancedStatus
from bouncekit.dsn import DeliveryReport, RecipientReport, build
from bouncekit.vocabulary import Action

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
HEADER = (
    b"From: Ann <ann@sender.example>\r\nTo: bob@receiver.example\r\nSubject: hello\r\n"
    b"Message-ID: <o1@sender.example>\r\n"
)
ORIGINAL = HEADER + b"\r\n" + b"All work and no play makes Jack a dull boy.\r\n" * 225
MESSAGE_ID, BOUNDARY = "<r1@mx.receiver.example>", "=_benchmark"
TEXT = """This is an automatic message from the mail system at mx.receiver.example.

Your message could not be delivered to:

  bob@receiver.example
    This address does not exist.

    550 5.1.1 no such user
"""


def ours() -> bytes:
    """From the report's values to bytes, everything checked."""
    recipient = RecipientReport(
        final="bob@receiver.example", action=Action.FAILED, status=EnhancedStatus(5, 1, 1),
        diagnostic="550 5.1.1 no such user", remote_mta="mx.remote.example",
    )  # fmt: skip
    report = DeliveryReport(
        reporting_mta="mx.receiver.example", reverse_path="ann@sender.example", recipients=(recipient,),
        original=ORIGINAL, arrival_date=NOW,
    )  # fmt: skip
    return bytes(build(report, now=NOW, message_id=MESSAGE_ID, boundary=BOUNDARY))


def standard_library() -> bytes:
    """The same parts and fields, with nothing checked and no translation; the original's header read for threading."""
    header = BytesHeaderParser().parsebytes(ORIGINAL)
    message = EmailMessage(policy=SMTP)
    message["From"] = "Mail Delivery System <postmaster@mx.receiver.example>"
    message["To"] = "<ann@sender.example>"
    message["Subject"] = "Your message could not be delivered"
    message["Date"] = format_datetime(NOW)
    message["Message-ID"] = MESSAGE_ID
    message["Auto-Submitted"] = "auto-replied"
    message["In-Reply-To"] = message["References"] = header["Message-ID"]
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = f'multipart/report; report-type=delivery-status; boundary="{BOUNDARY}"'
    human = EmailMessage(policy=SMTP)
    human.set_content(TEXT)
    status = Message(policy=SMTP)
    status["Content-Type"] = "message/delivery-status"
    groups = [Message(policy=SMTP), Message(policy=SMTP)]
    groups[0]["Reporting-MTA"] = "dns; mx.receiver.example"
    groups[0]["Arrival-Date"] = format_datetime(NOW)
    for name, value in (
        ("Final-Recipient", "rfc822; bob@receiver.example"),
        ("Action", "failed"),
        ("Status", "5.1.1"),
        ("Remote-MTA", "dns; mx.remote.example"),
        ("Diagnostic-Code", "smtp; 550 5.1.1 no such user"),
    ):
        groups[1][name] = value
    status.set_payload(groups)
    returned = Message(policy=SMTP)
    returned["Content-Type"] = "message/rfc822"
    inner = header
    inner.set_payload(ORIGINAL.partition(b"\r\n\r\n")[2].decode())
    returned.set_payload([inner])
    message.set_payload([human, status, returned])
    return message.as_bytes()


def microseconds(what: object) -> float:
    """The best of seven rounds of 200."""
    return min(timeit.repeat(what, number=200, repeat=7)) / 200 * 1e6  # type: ignore[call-overload, no-any-return]


if __name__ == "__main__":
    assert len(ORIGINAL) > 10_000
    mine, theirs = microseconds(ours), microseconds(standard_library)
    print(f"bouncekit {mine:.0f} µs, email.message {theirs:.0f} µs: {theirs / mine:.1f} times as fast")
    if "--check" in sys.argv and theirs < 3 * mine:
        sys.exit("not three times as fast")
