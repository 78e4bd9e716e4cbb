"""Lines of mail logs and JSON events, as the MTAs write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.classify.stream import classify_stream, read_line
from bouncekit.vocabulary import Action, Reason
from hostile_shapes import LOG_LINES
from steps import grows

POSTFIX = (
    "Nov 23 10:00:00 mx postfix/smtp[123]: 4F2A1: to=<bob@receiver.example>, relay=mx.receiver.example[192.0.2.25]:25, "
    "delay=1.2, delays=0.1/0/0.6/0.5, dsn=5.1.1, status=bounced (host mx.receiver.example[192.0.2.25] said: 550 5.1.1 "
    "<bob@receiver.example>: Recipient address rejected: User unknown (in reply to RCPT TO command))"
)
DEFERRED = (
    "Nov 23 10:00:00 mx postfix/smtp[123]: 4F2A1: to=<bob@receiver.example>, relay=none, delay=30, dsn=4.4.1, "
    "status=deferred (connect to mx.receiver.example[192.0.2.25]:25: Connection timed out)"
)
SENDMAIL = (
    "Nov 23 10:00:00 mx sendmail[123]: 0AN9x: to=<bob@receiver.example>, delay=00:00:02, mailer=esmtp, pri=1, "
    "relay=mx.receiver.example. [192.0.2.25], dsn=5.2.2, stat=Service unavailable: mailbox full"
)
EXIM = (
    "2026-11-23 10:00:00 1abcde-000001-AB ** bob@receiver.example R=dnslookup T=remote_smtp H=mx.receiver.example "
    "[192.0.2.25]: SMTP error from remote mail server after RCPT TO:<bob@receiver.example>: 550 5.7.1 Relay access denied"
)
OPENSMTPD = (
    "Nov 23 10:00:00 mx smtpd[1]: 7a1 mta delivery evpid=1 from=<ann@sender.example> to=<bob@receiver.example> "
    'relay="192.0.2.25 (mx.receiver.example)" delay=1s result="PermFail" stat="550 5.1.1 User unknown"'
)
JSON = '{"event": "bounce", "recipient": "bob@receiver.example", "code": 552, "response": "5.2.2 over quota"}'


@pytest.mark.parametrize(
    ("line", "action", "reason"),
    [
        (POSTFIX, Action.FAILED, Reason.USER_UNKNOWN),
        (DEFERRED, Action.DELAYED, Reason.NETWORK_ERROR),
        (SENDMAIL, Action.FAILED, Reason.MAILBOX_FULL),
        (EXIM, Action.FAILED, Reason.RELAYING_DENIED),
        (OPENSMTPD, Action.FAILED, Reason.USER_UNKNOWN),
        (JSON, Action.FAILED, Reason.MAILBOX_FULL),
    ],
)
def test_a_line_of_each_mta(line: str, action: Action, reason: Reason) -> None:
    (attempt,) = classify_stream([line])
    assert attempt.recipient.final == "bob@receiver.example"
    assert (attempt.recipient.action, attempt.classification.reason) == (action, reason)
    if "mx.receiver.example" in line and line != DEFERRED:
        assert attempt.recipient.remote_mta == "mx.receiver.example"


def test_a_good_delivery_is_delivered() -> None:
    line = POSTFIX.split("dsn=", maxsplit=1)[0] + "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 1)"
    (attempt,) = classify_stream([line])
    assert (attempt.recipient.action, attempt.classification.reason) == (Action.DELIVERED, Reason.DELIVERED)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            POSTFIX.split("dsn=", maxsplit=1)[0] + "dsn=4.4.1, status=expired, returned to sender",
            "bob@receiver.example failed 4.4.1 - returned to sender",
        ),
        (
            POSTFIX.replace("to=<bob", "to=<bob", 1).replace(", relay", ", orig_to=<b@here.example>, relay"),
            (
                "bob@receiver.example failed 5.1.1 550 host mx.receiver.example[192.0.2.25] said: 550 5.1.1 <bob@receiver.exam"
                "ple>: Recipient address rejected: User unknown (in reply to RCPT TO command)"
            ),
        ),
        (
            SENDMAIL.replace("stat=Service", "reply=550 5.7.1 no, never, stat=Service"),
            "bob@receiver.example failed 5.2.2 550 550 5.7.1 no, never",
        ),
        (
            SENDMAIL.split("dsn=", maxsplit=1)[0] + "dsn=4.0.0, stat=Deferred: Connection timed out",
            "bob@receiver.example delayed 4.0.0 - Deferred: Connection timed out",
        ),
        (
            "2026-11-23 10:00:00 1abcde-000001-AB ** bob@receiver.example: retry timeout exceeded",
            "bob@receiver.example failed - - retry timeout exceeded",
        ),
        (
            "2026-11-23 10:00:00 1abcde-000001-AB ** bob <bob@receiver.example> R=system_aliases: Unrouteable address",
            "bob@receiver.example failed - - Unrouteable address",
        ),
        (
            (
                "2026-11-23 10:00:00.123 [77] 1abcde-000001-AB => bob@receiver.example R=dnslookup T=remote_smtp "
                'H=mx.receiver.example [192.0.2.25] C="250 2.0.0 Ok: queued"'
            ),
            "bob@receiver.example delivered 2.0.0 250 250 2.0.0 Ok: queued",
        ),
        (
            (
                "2026-11-23 10:00:00 1abcde-000001-AB == bob@receiver.example R=dnslookup T=remote_smtp defer (-44) "
                'H=mx.receiver.example [192.0.2.25] DN="/O=Example: CA/CN=mx": SMTP error from remote mail server after '
                "RCPT TO:<bob@receiver.example>: 450-4.2.0 Greylisted,\\n450 4.2.0 try again"
            ),
            (
                "bob@receiver.example delayed 4.2.0 450 SMTP error from remote mail server after RCPT TO:<bob@receiver.example>: "
                "450-4.2.0 Greylisted, try again"
            ),
        ),
        (
            (
                '{"type": "Bounce", "recipient": "bob@receiver.example", "response": {"code": 550, "content": "User unknown", '
                '"enhanced_code": {"class": 5, "subject": 1, "detail": 1}}, "peer_address": {"name": "mx.receiver.example."}}'
            ),
            "bob@receiver.example failed 5.1.1 550 550 User unknown",
        ),
        (
            '{"recipient": "bob@receiver.example", "status": 550, "message": "no such user"}',
            "bob@receiver.example None - 550 550 no such user",
        ),
        (
            '{"email": "bob@receiver.example", "action": "failed", "diagnostic": "smtp; 550 5.1.1 x"}',
            "bob@receiver.example failed 5.1.1 550 550 5.1.1 x",
        ),
        ('{"recipient": "bob@receiver.example", "response": {"code": true, "enhanced_code": 5}}', None),
    ],
)
def test_what_a_line_says(line: str, expected: str | None) -> None:
    said = [
        f"{r.final} {r.action.value if r.action else None} {r.status or '-'} {r.reply or '-'} {r.diagnostic}"
        for r in read_line(line)
    ]
    assert said == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    "line",
    [
        SENDMAIL.replace("to=<bob@receiver.example>", "to=<bob@receiver.example>,<ann@receiver.example>"),
        '{"type": "Bounce", "recipient": ["bob@receiver.example", "ann@receiver.example"], "response": {"code": 550}}',
    ],
)
def test_a_line_about_several_recipients(line: str) -> None:
    attempts = list(classify_stream(["", line]))
    assert [(a.number, a.recipient.final) for a in attempts] == [
        (2, "bob@receiver.example"),
        (2, "ann@receiver.example"),
    ]


def test_other_lines_are_passed_over_and_numbers_stay() -> None:
    lines = ["", "Nov 23 mx postfix/qmgr[1]: 4F2A1: removed", "{not json", "[1]", '{"a": 1}', POSTFIX]
    assert [a.number for a in classify_stream(lines)] == [6]


@given(st.one_of(st.text(max_size=300), st.text(alphabet='{}"to=<>, status=bounced()**', max_size=300)))
def test_no_line_raises(line: str) -> None:
    for recipient in read_line(line):
        assert recipient.diagnostic is None or recipient.diagnostic.strip()
    assert len(list(classify_stream([line]))) == len(read_line(line))


@pytest.mark.parametrize("name", LOG_LINES)
def test_long_lines_are_bounded(name: str) -> None:
    less, more = LOG_LINES[name](10_000), LOG_LINES[name](20_000)
    assert all(len(recipient.diagnostic or "") <= 16 << 10 for recipient in read_line(more))
    assert grows(lambda: read_line(less), lambda: read_line(more)) < 2.1
