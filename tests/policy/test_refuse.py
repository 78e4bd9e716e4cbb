"""Failure, stage and protocol into a reply."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.errors import InvalidValueError
from bouncekit.policy import REPLY_ROWS, refuse, refuse_all
from bouncekit.transaction import Failure, Protocol, RcptTo, Stage, Transaction
from bouncekit.vocabulary import Reason

NOT_FAILURES = {Reason.DELIVERED, Reason.VACATION, Reason.FEEDBACK}


def test_every_failure_has_its_row() -> None:
    assert set(REPLY_ROWS) == set(Reason) - NOT_FAILURES


@pytest.mark.parametrize("reason", REPLY_ROWS, ids=lambda r: r.value)
@pytest.mark.parametrize("stage", [Stage.RCPT, Stage.DATA])
@pytest.mark.rfc("RFC5321-3.3-01", "RFC2034-4-01", "RFC2034-4-02", "RFC5321-4.2-03")
def test_every_row_can_be_sent_at_every_stage(reason: Reason, stage: Stage) -> None:
    reply = refuse(Failure(reason=reason), stage=stage)
    assert reply.code.klass in {4, 5}
    assert reply.status is not None
    assert reply.text.isascii()
    assert (reply.code.klass == 4) == reply.text.endswith("try again later")


@pytest.mark.parametrize(
    ("failure", "stage", "expected"),
    [
        (Failure(reason=Reason.USER_UNKNOWN), Stage.RCPT, "550 5.1.1 no such user here"),
        (Failure(reason=Reason.MAILBOX_FULL), Stage.RCPT, "452 4.2.2 the mailbox is full, try again later"),
        (Failure(reason=Reason.MAILBOX_FULL, status=EnhancedStatus(5, 2, 2)), Stage.RCPT,
         "550 5.2.2 the mailbox is full"),
        (Failure(reason=Reason.USER_UNKNOWN, reply=ReplyCode(450)), Stage.RCPT,
         "450 4.1.1 no such user here, try again later"),
        (Failure(reason=Reason.NO_MAIL_ACCEPTED), Stage.RCPT, "556 5.1.10 the domain takes no mail (null MX)"),
        (Failure(reason=Reason.NO_MAIL_ACCEPTED), Stage.DATA, "554 5.1.10 the domain takes no mail (null MX)"),
        (Failure(reason=Reason.SYNTAX_ERROR), Stage.DATA, "554 5.1.3 the address is not well formed"),
        (Failure(reply=ReplyCode(521)), Stage.RCPT, "550 5.0.0 refused"),
        (Failure(reply=ReplyCode(550), diagnostic="550 5.1.1 <b@x.example>: unknown"), Stage.RCPT,
         "550 5.0.0 <b@x.example>: unknown"),
        (Failure(reply=ReplyCode(550), diagnostic="5.1.1"), Stage.RCPT, "550 5.0.0 refused"),
        (None, Stage.DATA, "550 5.0.0 refused"),
    ],
)  # fmt: skip
@pytest.mark.rfc("RFC7505-4.1-02", "RFC7208-8.4-01")
def test_reply(failure: Failure | None, stage: Stage, expected: str) -> None:
    assert str(refuse(failure, stage=stage)) == expected


@given(
    st.text(st.characters(blacklist_categories=["Cc", "Zl", "Zp"]), max_size=2_000), st.sampled_from([450, 550, 554])
)
def test_any_diagnostic_makes_a_line_that_can_be_sent(diagnostic: str, code: int) -> None:
    reply = refuse(Failure(reply=ReplyCode(code), diagnostic=diagnostic), stage=Stage.DATA)
    assert len(str(reply)) + 2 <= 512
    assert str(reply).isprintable()


def test_no_reply_once_accepted() -> None:
    with pytest.raises(InvalidValueError, match="stage"):
        refuse(None, stage=Stage.ACCEPTED)


def transaction(stage: Stage, protocol: Protocol, *failures: Failure | None) -> Transaction:
    recipients = tuple(RcptTo(forward_path=f"u{n}@here.example", failure=f) for n, f in enumerate(failures))
    return Transaction(reverse_path="a@example.org", recipients=recipients, stage=stage, protocol=protocol)


UNKNOWN, FULL = Failure(reason=Reason.USER_UNKNOWN), Failure(reason=Reason.MAILBOX_FULL)


def codes(txn: Transaction) -> list[int | None]:
    return [None if reply is None else reply.code.value for reply in refuse_all(txn)]


@pytest.mark.rfc("RFC2033-4.2-01", "RFC5321-4.4-06", "RFC5429-2.1.2-01", "RFC5321-4.2.5-03")
def test_refuse_all() -> None:
    assert codes(transaction(Stage.RCPT, Protocol.SMTP, None, UNKNOWN)) == [None, 550]
    assert codes(transaction(Stage.DATA, Protocol.LMTP, None, UNKNOWN, FULL)) == [None, 550, 452]
    assert codes(transaction(Stage.DATA, Protocol.SMTP, None, UNKNOWN)) == [None, None]
    assert codes(transaction(Stage.DATA, Protocol.SMTP, UNKNOWN, UNKNOWN)) == [550, 550]
    assert codes(transaction(Stage.DATA, Protocol.SMTP, UNKNOWN, FULL)) == [452, 452]
    assert codes(transaction(Stage.ACCEPTED, Protocol.SMTP, UNKNOWN)) == [None]
