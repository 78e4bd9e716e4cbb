"""Small messages for the tests of `bouncekit.report`, with invented names and reserved domains."""

from collections.abc import Mapping

SENDER = "ann@sender.example"
DAEMON = "Mail Delivery System <mailer-daemon@mx.receiver.example>"

STATUS = """\
Reporting-MTA: dns; mx.receiver.example
Arrival-Date: Mon, 23 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; bob@receiver.example
Original-Recipient: rfc822;b.smith@forward.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.remote.example
Diagnostic-Code: smtp; 550 5.1.1 <bob@receiver.example>: User unknown
"""
ORIGINAL = """\
Received: from client.sender.example
From: Ann <ann@sender.example>
To: Bob <bob@receiver.example>
Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
Message-ID: <1@sender.example>

Hello
"""


def mail(
    body: str,
    *,
    subject: str = "Undelivered Mail Returned to Sender",
    sender: str = DAEMON,
    more: Mapping[str, str] = {},
) -> bytes:
    """A plain text message."""
    fields = {"From": sender, "To": SENDER, "Subject": subject, "MIME-Version": "1.0", **more}
    return ("".join(f"{k}: {v}\n" for k, v in fields.items()) + "\n" + body).encode()


def multipart(
    *parts: tuple[str, str], subtype: str = "report", report_type: str = "delivery-status", **header: str
) -> bytes:
    """A multipart of (content type, body) parts."""
    fields = {"From": DAEMON, "To": SENDER, "Subject": "Undelivered Mail Returned to Sender"}
    fields |= {k.replace("_", "-"): v for k, v in header.items()}
    extra = f"; report-type={report_type}" if report_type else ""
    fields["Content-Type"] = f'multipart/{subtype}{extra}; boundary="b"'
    head = "".join(f"{k}: {v}\n" for k, v in fields.items())
    return (
        head + "\n" + "".join(f"--b\nContent-Type: {kind}\n\n{body}\n" for kind, body in parts) + "--b--\n"
    ).encode()


def dsn(status: str = STATUS, text: str = "Sorry.\n", original: str = ORIGINAL, **header: str) -> bytes:
    """A delivery status notification as RFC 3464 has it."""
    return multipart(("text/plain", text), ("message/delivery-status", status), ("message/rfc822", original), **header)
