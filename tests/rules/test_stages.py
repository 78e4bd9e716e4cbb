"""The command that was refused, where notices, logs and replies say it."""

import pytest

from bouncekit.classify.stream import read_line
from bouncekit.report.diagnostics import command_in, inner_reply_at

SAID = (
    ("SMTP error from remote mail server after {}: 550 x", ("pipelined MAIL FROM:<ann@sender.example> SIZE=12", "MAIL FROM")),
    ("SMTP error from remote mail server after {}: 550 x", ("pipelined RCPT TO:<bob@receiver.example>", "RCPT TO")),
    ("SMTP error from remote mail server after {}: 550 x", ("pipelined end of data", "DATA")),
    ("SMTP error from remote mail server after {}: 550 x", ("pipelined sending data block", "DATA")),
    ("SMTP timeout after {}: connection lost", ("end of data (12 bytes written)", "DATA")),
    ("remote host answered in response to {}: 550 x", ("pipelined MAIL FROM:<ann@sender.example>", "MAIL FROM")),
    ("550 x (in reply to {} command)", ("end of DATA", "DATA")),
    ("550 x (in reply to {} command)", ("MAIL FROM", "MAIL FROM")),
    ("550 x (in response to the {} command)", ("RCPT TO", "RCPT TO")),
    ("mx.receiver.example did not like our {}: 550 x", ("RCPT TO", "RCPT TO")),
    ("lost connection while sending {}", ("DATA", "DATA")),
    ("550 x, refused at {}", ("MAIL FROM", "MAIL FROM")),
    ("error after {}: 454 x", ("STARTTLS", "STARTTLS")),
    ("error after {}: 550 x", ("HELO mx.sender.example", "HELO")),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "pair"), SAID)
def test_what_stands_before_the_command(sentence: str, pair: tuple[str, str]) -> None:
    said, command = pair
    assert command_in(sentence.format(said)) == command


@pytest.mark.parametrize(
    "text",
    [
        "in reply to mail you sent on Monday",
        "during mailbox lookup",
        "after data was lost nobody answered",
        "550 the authentication of data failed",
        "after initial connection: 554 x",
    ],
)
def test_what_only_looks_like_a_command(text: str) -> None:
    assert command_in(text) is None


def test_in_a_log() -> None:
    line = (
        "2026-03-16 10:00:00 1vX000-000000001AB-2C3d == bob@receiver.example R=dnslookup T=remote_smtp defer (-46) "
        "H=mx.receiver.example [192.0.2.5]: SMTP error from remote mail server after pipelined end of data: 451 later"
    )
    assert [r.command for r in read_line(line)] == ["DATA"]


def test_the_queue_managers_line_is_no_attempt() -> None:
    stamp = "Mar 16 10:00:00 mail postfix/"
    assert read_line(stamp + "qmgr[1]: 4xP: from=<ann@sender.example>, status=expired, returned to sender") == ()
    (one,) = read_line(
        stamp
        + "error[1]: 4xP: to=<bob@receiver.example>, relay=none, dsn=4.4.1, status=deferred (delivery temporarily "
        "suspended: connect to mx.receiver.example[192.0.2.5]:25: Connection timed out)"
    )
    assert one.final == "bob@receiver.example"


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("550 failed (bob@receiver.example:552 5.2.2 full)", "552 5.2.2"),
        ("550 failed: host said: 450 4.2.1 busy", "450 4.2.1"),
        ('the server answered "554 go away"', "554 go"),
        ("550 5.1.1 user unknown", None),
        ("550 we take 450 messages", None),
        ("550 room 550 is closed", None),
    ],
)
def test_the_innermost_reply(text: str, inner: str | None) -> None:
    at = inner_reply_at(text)
    assert (text[at : at + len(inner)] == inner) if inner else at == -1
