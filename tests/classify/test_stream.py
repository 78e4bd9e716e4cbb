"""Lines of mail logs and JSON events, as the MTAs write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.classify.stream import classify_stream, read_line
from bouncekit.vocabulary import Action, Reason

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
        (DEFERRED, Action.DELAYED, Reason.EXPIRED),
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


def test_other_lines_are_passed_over_and_numbers_stay() -> None:
    lines = ["", "Nov 23 mx postfix/qmgr[1]: 4F2A1: removed", "{not json", "[1]", '{"a": 1}', POSTFIX]
    assert [a.number for a in classify_stream(lines)] == [6]


@given(st.one_of(st.text(max_size=300), st.text(alphabet='{}"to=<>, status=bounced()**', max_size=300)))
def test_no_line_raises(line: str) -> None:
    assert read_line(line) is None or read_line(line) == read_line(line)


@pytest.mark.parametrize(
    "line", ["to=<" * 50_000, "status=bounced " * 20_000, '{"text": "' + "[" * 100_000, " ** " * 40_000]
)
def test_long_lines_are_bounded(line: str) -> None:
    recipient = read_line(line)
    assert recipient is None or len(recipient.diagnostic or "") <= 16 << 10
