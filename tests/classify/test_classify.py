"""Reason, fault and permanence from a recipient or a bare reply, with the proof; and whatever peers may send."""

import copy
import dataclasses
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.classify import Classifier, classify
from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.errors import InvalidValueError
from bouncekit.report.model import Provenance, Recipient, Tier
from bouncekit.rules.phrases import PHRASES
from bouncekit.rules.providers import PROVIDERS
from bouncekit.rules.reply_model import PhraseRow
from bouncekit.spans import Span
from bouncekit.vocabulary import Action, Fault, Permanence, Reason
from steps import grows


def status(text: str) -> EnhancedStatus:
    return EnhancedStatus.parse(text)


@pytest.mark.parametrize(
    ("reply", "reason", "fault", "permanence"),
    [
        ("550 5.1.1 <x@y.example> User unknown", Reason.USER_UNKNOWN, Fault.RECIPIENT, Permanence.PERMANENT),
        ("550 User unknown", Reason.USER_UNKNOWN, Fault.RECIPIENT, Permanence.PERMANENT),
        ("452 4.2.2 Mailbox full", Reason.MAILBOX_FULL, Fault.RECIPIENT, Permanence.TRANSIENT),
        ("552 5.2.2 Mailbox full", Reason.MAILBOX_FULL, Fault.RECIPIENT, Permanence.PERMANENT),
        (
            "554 5.7.1 Client host [192.0.2.7] blocked using zen.spamhaus.org",
            Reason.BLOCKED,
            Fault.REPUTATION,
            Permanence.PERMANENT,
        ),
        (
            "550 5.7.26 Unauthenticated email",
            Reason.AUTHENTICATION_FAILED,
            Fault.SENDER_AUTHENTICATION,
            Permanence.PERMANENT,
        ),
        ("554 5.7.1 Message rejected as spam", Reason.SPAM_DETECTED, Fault.CONTENT, Permanence.PERMANENT),
        ("450 4.2.0 Greylisted, try again in 300 seconds", Reason.GREYLISTED, Fault.POLICY, Permanence.TRANSIENT),
        ("421 4.4.2 connection timed out", Reason.EXPIRED, Fault.NETWORK, Permanence.TRANSIENT),
        ("451 4.3.0 Temporary lookup failure", Reason.SYSTEM_ERROR, Fault.RECEIVER, Permanence.TRANSIENT),
        (
            "556 5.1.10 Domain does not accept mail (nullMX)",
            Reason.NO_MAIL_ACCEPTED,
            Fault.RECIPIENT,
            Permanence.PERMANENT,
        ),
        ("554 5.0.0 Sorry", Reason.ON_HOLD, Fault.UNKNOWN, Permanence.PERMANENT),
        ("Sorry", Reason.ON_HOLD, Fault.UNKNOWN, Permanence.UNKNOWN),
        ("", Reason.UNKNOWN, Fault.UNKNOWN, Permanence.UNKNOWN),
        ("250 2.0.0 Ok", Reason.DELIVERED, Fault.UNKNOWN, Permanence.UNKNOWN),
    ],
)
def test_the_three_axes(reply: str, reason: Reason, fault: Fault, permanence: Permanence) -> None:
    answer = classify(reply)
    assert (answer.reason, answer.fault, answer.permanence) == (reason, fault, permanence)
    assert answer.because


def test_blocked_by_a_list_never_blames_the_recipient_even_under_5_1_1() -> None:
    answer = classify("550 5.1.1 <bob@receiver.example> blocked using bl.spamcop.net")
    assert (answer.reason, answer.fault) == (Reason.BLOCKED, Fault.REPUTATION)
    assert "status-x-1-1" in {b.rule for b in answer.also}


@pytest.mark.rfc("RFC2034-4-01", "RFC2034-4-03")
def test_a_reply_of_several_lines_repeats_its_codes() -> None:
    reply = (
        "550-5.1.1 The email account that you tried to reach\r\n550-5.1.1 does not exist. Please try\r\n550 5.1.1 again"
    )
    answer = classify(reply)
    assert answer.reason is Reason.USER_UNKNOWN
    assert not answer.anomalies
    span = answer.because[0].span
    assert span is not None
    assert reply[span.start : span.end].startswith("The email account")


def test_an_answer_is_a_value() -> None:
    answer = classify("550-5.1.1 User unknown\r\n450 4.2.2 mailbox full")
    assert pickle.loads(pickle.dumps(answer)) == answer == copy.deepcopy(answer)
    assert hash(answer) == hash(copy.copy(answer))
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.reason = Reason.BLOCKED  # type: ignore[misc]


def test_spans_of_a_recipient_lead_into_the_message() -> None:
    text = "550 5.1.1 User unknown"
    place = Provenance(field="diagnostic", rule="rfc3464", tier=Tier.STRUCTURED, span=Span(1000, 1000 + len(text)))
    answer = classify(Recipient(diagnostic=text, provenance=(place,)))
    assert answer.because[0].span == Span(1010, 1022)
    wider = Provenance(field="diagnostic", rule="rfc3464", tier=Tier.STRUCTURED, span=Span(1000, 1100))
    assert classify(Recipient(diagnostic=text, provenance=(wider,))).because[0].span == Span(1000, 1100)


@pytest.mark.parametrize(
    ("recipient", "anomaly", "permanence"),
    [
        (Recipient(action=Action.FAILED, status=status("4.2.2")), "action-contradicts-status", Permanence.TRANSIENT),
        (Recipient(action=Action.DELAYED, status=status("5.4.1")), "action-contradicts-status", Permanence.TRANSIENT),
        (Recipient(reply=ReplyCode(550), status=status("4.7.1")), "reply-contradicts-status", Permanence.TRANSIENT),
        (Recipient(status=status("5.1.1"), diagnostic="450 4.2.1 wait"), "statuses-contradict", Permanence.PERMANENT),
    ],
)
def test_contradictions_are_kept(recipient: Recipient, anomaly: str, permanence: Permanence) -> None:
    answer = classify(recipient)
    assert anomaly in {a.id for a in answer.anomalies}
    assert answer.permanence is permanence


def test_the_command_tells_an_unknown_user_from_a_filter() -> None:
    words = "550 Unknown user bob"
    told = {
        command: classify(Recipient(diagnostic=words, reply=ReplyCode(550), command=command)).reason
        for command in ("RCPT TO", "DATA", "MAIL FROM", None)
    }
    assert told == {
        "RCPT TO": Reason.USER_UNKNOWN,
        "DATA": Reason.USER_UNKNOWN_OR_FILTERED,
        "MAIL FROM": Reason.SENDER_REJECTED,
        None: Reason.USER_UNKNOWN_OR_FILTERED,
    }
    assert classify(Recipient(diagnostic="User unknown")).reason is Reason.USER_UNKNOWN, "a host's own user, no reply"


def test_a_provider_is_known_by_its_host() -> None:
    here = Recipient(status=status("5.7.509"), reply=ReplyCode(550), remote_mta="mail.protection.outlook.com")
    assert classify(here).because[0].rule == "microsoft-authentication-codes"
    elsewhere = Recipient(status=status("5.7.509"), reply=ReplyCode(550), remote_mta="outlook.com.evil.example")
    assert classify(elsewhere).because[0].rule == "status-x-7-x"


def test_a_gave_up_report_without_codes_is_not_hard() -> None:
    answer = classify(Recipient(action=Action.FAILED, diagnostic="mailbox is full"))
    assert (answer.reason, answer.permanence) == (Reason.MAILBOX_FULL, Permanence.UNKNOWN)


def test_a_programs_words_are_about_the_program() -> None:
    answer = classify(
        Recipient(status=status("5.1.1"), diagnostic="procmail: no such user: quota", diagnostic_type="x-unix")
    )
    assert answer.reason is Reason.MAILER_ERROR


def test_rows_of_the_user_bind() -> None:
    row = PhraseRow(id="mine", reason=Reason.RATE_LIMITED, phrases=("user unknown",))
    answer = Classifier((row,)).classify("550 5.1.1 user unknown")
    assert (answer.reason, answer.because[0].rule) == (Reason.RATE_LIMITED, "mine")
    with pytest.raises(InvalidValueError, match=r"rules\.empty"):
        Classifier((PhraseRow(id="empty", reason=Reason.BLOCKED),))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phrases", "user unknown"),
        ("phrases", ("",)),
        ("phrases", ("...",)),
        ("phrases", ("user ... --",)),
        ("phrases", [b"x"]),
        ("replies", (999,)),
        ("replies", [550]),
        ("commands", ("rcpt to",)),
        ("hosts", ("",)),
        ("reason", "blocked"),
        ("fault", "policy"),
        ("permanence", Reason.BLOCKED),
    ],
)
def test_a_row_that_cannot_be_names_its_field(field: str, value: object) -> None:
    row = PhraseRow(id="mine", reason=Reason.BLOCKED, phrases=("crocodile",))
    object.__setattr__(row, field, value)
    with pytest.raises(InvalidValueError) as caught:
        Classifier((row,))
    assert caught.value.field == f"rules.mine.{field}"
    with pytest.raises(InvalidValueError, match="PhraseRow"):
        Classifier(("mine",))  # type: ignore[arg-type]


@pytest.mark.parametrize("status", ["5.7", "5.7.1.1", "x", "", "5.a.1", "5.7.\u0661"])
def test_a_status_that_is_no_pattern_is_the_callers_mistake(status: str) -> None:
    row = PhraseRow(id="mine", reason=Reason.BLOCKED, statuses=(status,))
    with pytest.raises(InvalidValueError, match=r"rules\.mine\.statuses"):
        Classifier((row,))


@pytest.mark.whole(every=4)
@pytest.mark.parametrize(
    ("remote_mta", "rule"),
    [
        ("mail.example.org", "at-host"),
        ("MX1.Mail.Example.ORG. (192.0.2.1)", "at-host"),
        (" mail.example.org", "at-host"),
        ("xmail.example.org", "status-5-7-1"),
        ("example.org", "status-5-7-1"),
        ("mail.example.org.evil.example", "status-5-7-1"),
        ("." * 16_000, "status-5-7-1"),
        ("a." * 8_000 + "mail.example.org", "at-host"),
        (None, "status-5-7-1"),
    ],
)
def test_a_row_with_hosts_speaks_at_them_and_below(remote_mta: str | None, rule: str) -> None:
    row = PhraseRow(id="at-host", reason=Reason.RATE_LIMITED, statuses=("5.7.x",), hosts=("mail.example.org",))
    recipient = Recipient(status=status("5.7.1"), remote_mta=remote_mta)
    assert Classifier((row,)).classify(recipient).because[0].rule == rule


@pytest.mark.parametrize("what", [None, 550, b"550", object()])
def test_anything_else_is_the_callers_mistake(what: object) -> None:
    with pytest.raises(InvalidValueError, match="classify"):
        classify(what)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reply", "anomaly"),
    [
        ("999 no", "reply-code-not-known"),
        ("550 9.1.1 no", "status-not-known"),
        ("", "empty-reply"),
        ("   \r\n\t", "empty-reply"),
        ("550 \x1b[31mred\x07", "control-characters"),
        ("550 " + "x" * 70_000, "limit-diagnostic-chars"),
        ("450 5.1.1 unknown", "reply-contradicts-status"),
        ("550 5.1.1 but also 4.2.2", "statuses-contradict"),
        ("550-5.1.1 user unknown\r\n450 5.1.1 wait", "reply-lines-contradict"),
        ("550-5.1.1 user unknown\r\n550 4.2.2 mailbox full", "statuses-contradict"),
        ("550 5.9.99 nonsense", "status-not-known"),
        ("5.9.99", "status-not-known"),
        ("550 5.1.1 Pr\ufffdmio \udcff", "undecoded-characters"),
    ],
)
def test_odd_replies_get_an_answer_and_an_anomaly(reply: str, anomaly: str) -> None:
    answer = classify(reply)
    assert anomaly in {a.id for a in answer.anomalies}
    assert answer.because


@pytest.mark.parametrize(
    "reply",
    [
        "mail from IP 5.1.1.1 refused",
        "see ticket 550",
        "your host 192.0.2.5 spoke",
        "version 4.2.2 of the software",
        "call 550123",
    ],
)
def test_numbers_that_only_look_like_codes_are_none(reply: str) -> None:
    answer = classify(reply)
    assert not {b.rule for b in (*answer.because, *answer.also)} & {
        "permanence-status-class",
        "permanence-reply-class",
        "status-x-1-1",
        "status-x-2-2",
    }


@pytest.mark.parametrize(
    "reply", ["\r\n".join(["550-5.1.1 no"] * 99 + ["550 5.1.1 no"]), "550 5.1.1 5.1.1", "550 5.7.509 x"]
)
def test_codes_that_agree_and_codes_of_providers_are_not_odd(reply: str) -> None:
    assert classify(reply).anomalies == ()


def test_a_code_that_does_not_exist_still_has_its_class() -> None:
    assert classify("550 5.9.99 nonsense").permanence is Permanence.PERMANENT


def test_mixed_scripts_and_a_hundred_lines() -> None:
    lines = [
        "550-5.1.1 " + text for text in ("Пользователь не найден", "宛先不明", "Benutzer unbekannt", "\ufffd\udcff")
    ]
    answer = classify("\r\n".join(lines * 25) + "\r\n550 5.1.1 bye")
    assert (answer.reason, answer.permanence) == (Reason.USER_UNKNOWN, Permanence.PERMANENT)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "host antispam.receiver.example said: 550 5.1.1 <bob@receiver.example> refused",
            Reason.USER_UNKNOWN,
        ),
        ("550 5.1.1 <virus@receiver.example>... refused", Reason.USER_UNKNOWN),
        ("550 5.1.1 <bob@timeout.example>... refused", Reason.USER_UNKNOWN),
        ("host antispam.receiver.example said: 550 5.1.1 refused by antispam", Reason.SPAM_DETECTED),
        ("550 5.1.1 SPAM.", Reason.SPAM_DETECTED),
    ],
)
def test_a_word_within_a_name_says_nothing(text: str, reason: Reason) -> None:
    assert classify(text).reason is reason


@pytest.mark.parametrize("text", ["250 2.1.0 Ok, 550 5.1.1 no", "550 5.1.1 no, 250 2.0.0 Ok"])
def test_a_refusal_is_no_delivery_whatever_else_was_said(text: str) -> None:
    assert classify(text).reason is Reason.USER_UNKNOWN
    assert classify(Recipient(diagnostic=text)).reason is Reason.USER_UNKNOWN
    assert classify("550 2.1.5 no").reason is Reason.ON_HOLD


@given(st.text(max_size=600))
def test_any_text_is_answered(text: str) -> None:
    answer = classify(text)
    assert answer.because
    assert answer == classify(text)


@given(
    st.builds(
        Recipient,
        action=st.none() | st.sampled_from(Action),
        status=st.none() | st.builds(EnhancedStatus, st.sampled_from([2, 4, 5]), st.integers(0, 9), st.integers(0, 30)),
        reply=st.none() | st.sampled_from([ReplyCode(n) for n in (250, 421, 450, 452, 503, 550, 552, 554)]),
        diagnostic=st.none()
        | st.text(max_size=80)
        | st.sampled_from(["User unknown", "over quota", "blocked using x"]),
        command=st.none() | st.sampled_from(["MAIL FROM", "RCPT TO", "DATA", "EHLO"]),
        reason_hint=st.none() | st.sampled_from(Reason),
    )
)
def test_any_facts_are_answered_and_permanent_is_never_a_guess(recipient: Recipient) -> None:
    answer = classify(recipient)
    assert answer.because
    if answer.permanence is Permanence.PERMANENT:
        stated = recipient.status is not None or recipient.reply is not None
        said = {b.rule for b in answer.because} & {
            "permanence-usual",
            "permanence-status-class",
            "permanence-reply-class",
        }
        assert stated or said or any(b.rule not in {"text-unread", "nothing-said"} for b in answer.because)


def test_every_phrase_in_one_text_is_answered_in_steps_of_its_length() -> None:
    words = " ".join(phrase for row in (*PHRASES, *PROVIDERS) for phrase in row.phrases)
    for start in range(0, len(words), 16_000):
        assert classify(words[start:]).because
    assert grows(lambda: classify(words[:8_000]), lambda: classify(words[:16_000])) < 3


@pytest.mark.parametrize(
    "unit",
    [
        "user ", "550 5.1.1 ", "550-5.1.1 user unknown\r\n", "mail server ", "a@", "... ", "client host client host ",
        "mailbox unknown rejected full ", "日", "\x00", " ", "\t", " \n", "\r", "5.1.1", "<", "in reply to ", "host ",
    ],
)  # fmt: skip
def test_hostile_texts_cost_no_more_than_their_length(unit: str) -> None:
    short, long = "a\n" + unit * (4_000 // len(unit)) + "a", "a\n" + unit * (64_000 // len(unit)) + "a"
    assert grows(lambda: classify(short), lambda: classify(long)) < 5  # limits.diagnostic_chars: four times as much
