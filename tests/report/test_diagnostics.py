"""Codes, command and remote MTA out of diagnostics."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.report import diagnostics
from bouncekit.report.diagnostics import command_in, remote_in, reply_in, stated_in, statuses_in


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("550 5.1.1 <bob@b.example> unknown", "550"),
        ("550-5.1.1 no\n550 5.1.1 really", "550"),
        ("host mx.b.example[192.0.2.1] said: 554 go away (in reply to DATA command)", "554"),
        ("Remote host said: 553 sorry", "553"),
        ("<<< 521 closed", "521"),
        (
            "SMTP error from remote mail server after RCPT TO:<b@b.example>: host mx.b.example [192.0.2.1]: 552 full",
            "552",
        ),
        ("#<mx.b.example #5.1.1 smtp;550 5.1.1 unknown>", "550"),
        ("(SMTP error 550)", "550"),
        ("220-welcome 421 4.2.1 try later", "421"),
        ("554 <bob@b.example>... 550 Host unknown", "550"),
        ("queued on port 550 of the pier", None),
        ("message of 551 bytes", "551"),
        ("192.0.2.550", None),
        ("ticket #550", None),
        ("x-550", None),
        ("699 no such class", None),
        ("no code at all", None),
        ("", None),
    ],
)
def test_reply_codes(text: str, reply: str | None) -> None:
    found = reply_in(text)
    assert (None if found is None else str(found[0])) == reply
    if found is not None:
        assert text[found[1] : found[1] + 3] == reply


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("550 5.1.1 no", ["5.1.1"]),
        ("(#5.1.1)", ["5.1.1"]),
        ("#4.4.7", ["4.4.7"]),
        ("5.7.26 and 5.7.0.", ["5.7.26", "5.7.0"]),
        ("5.01.1", ["5.1.1"]),
        ("192.0.2.5.1.1", []),
        ("5.1.1.2", []),
        ("version 5.1.1", []),
        ("3.1.1 6.0.0 5.1", []),
        ("5.1.1111", []),
    ],
)
def test_enhanced_codes(text: str, statuses: list[str]) -> None:
    assert [str(s) for s, _ in statuses_in(text)] == statuses


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("(in reply to RCPT TO command)", "RCPT TO"),
        ("(in reply to end of DATA command)", "DATA"),
        (">>> MAIL From:<a@b.example>", "MAIL FROM"),
        (">>> RCPT TO:<a@b.example>", "RCPT TO"),
        ("SMTP error from remote mail server after MAIL FROM:<a@b.example> SIZE=7:", "MAIL FROM"),
        ("the data are lost", None),
        ("192.0.2.5 does not like recipient. Remote host said: 550 no", "RCPT TO"),
        ("Connected to 192.0.2.5 but sender was rejected. Remote host said: 550 no", "MAIL FROM"),
        ("Connected to 192.0.2.5 but my name was rejected. Remote host said: 550 no", "HELO"),
        ("192.0.2.5 failed after I sent the message. Remote host said: 554 no", "DATA"),
        ("192.0.2.5 failed on DATA command. Remote host said: 554 no", "DATA"),
        ("Remote host said: 550 5.1.1 nobody [RCPT_TO]", "RCPT TO"),
        ("host mx.b.example[192.0.2.1] said: 550 No such user here (in\n    reply to RCPT TO command)", "RCPT TO"),
        ("said: 554 no (in reply to\n    end of DATA command)", "DATA"),
        ("said: 550 no (in reply to MAIL\n    FROM command)", "MAIL FROM"),
        ("The error that the other server returned was: 550 550 not here (state 14).", "RCPT TO"),
        ("The error that the other server returned was: 550 550 not here (state 18).", "DATA"),
        ("no SMTP connection got far enough; most progress was RCPT TO response", "RCPT TO"),
        ("rejected recipient <b@b.example> (Error following RCPT command). It responded: [550 no]", "RCPT TO"),
    ],
)
def test_commands(text: str, command: str | None) -> None:
    assert command_in(text) == command


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("host mx.b.example[192.0.2.1] said: 550 no", "mx.b.example"),
        ("... while talking to mx.b.example.:", "mx.b.example"),
        ("Connected to 192.0.2.1 but sender was rejected.", "192.0.2.1"),
        ("the host is down", None),
        ("550 no", None),
    ],
)
def test_remote_hosts(text: str, host: str | None) -> None:
    assert remote_in(text) == host


@given(st.text(alphabet="0123456789.-#: ()<>@abcdefsmtpSMTPUID\n", max_size=300))
def test_whatever_is_found_stands_in_the_text(text: str) -> None:
    stated = stated_in(text)
    if stated.reply is not None:
        assert text[stated.reply_at : stated.reply_at + 3] == str(stated.reply)
    for status, at in stated.statuses:
        assert text[at] == str(status.klass)
    command_in(text)
    remote_in(text)


PIECES = st.sampled_from(
    [
        *("host ", "HOST:", "hosthost ", "while talking to mx", "to mx1 ", "server", " connected to ", "connect"),
        *("peer[", "message to", "mx", "mx.example.org", " ", ":", "[", "<", ".", "-", "\n"),
    ]
)


@given(pieces=st.lists(PIECES, max_size=12))
def test_a_host_is_found_where_the_pattern_finds_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    by_pattern = [m.span(1) for m in diagnostics._REMOTE.finditer(text, 0, 512)]
    assert [m.span(1) for m in diagnostics._remotes(text, text[:512].lower())] == by_pattern
