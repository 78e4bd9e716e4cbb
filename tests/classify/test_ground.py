"""The rule of ground: nobody calls a failure the recipient's fault without words about the mailbox or a status of it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bouncekit.classify import classify
from bouncekit.classify.engine import Classifier
from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.registry.reasons import REASONS
from bouncekit.report.model import Recipient
from bouncekit.rules.phrases import PHRASES
from bouncekit.rules.providers import PROVIDERS
from bouncekit.rules.reply_model import PhraseRow
from bouncekit.rules.statuses import STATUSES
from bouncekit.vocabulary import Action, Fault, Permanence, Reason

WORD_ROWS = {row.id for row in (*PHRASES, *PROVIDERS)}
OF_RECIPIENT = {row.id for row in STATUSES if row.subject in {1, 2}}
PIECES = st.sampled_from(
    [
        *(row.sample.partition(" ")[2] for row in PHRASES[::3] if row.sample[:1].isdigit()),
        "sender",
        "your",
        "quota exceeded",
        "user unknown",
        "mailbox full",
        "we do not want this",
        "the queue",
        "verification failed for <ann@sender.example>",
        "(bob@receiver.example:550 5.1.1 user unknown)",
        "host mx.receiver.example said:",
    ]
)
CODES = st.sampled_from([250, 421, 450, 452, 501, 521, 525, 550, 551, 552, 553, 554, 556])
CLASSES = st.sampled_from(
    ["", "5.1.1", "5.1.2", "5.2.1", "5.2.2", "5.7.1", "4.2.2", "4.4.1", "5.4.1", "5.0.0", "2.0.0"]
)
COMMANDS = st.sampled_from([None, "EHLO", "AUTH", "STARTTLS", "MAIL FROM", "RCPT TO", "DATA"])


@given(st.lists(PIECES, max_size=4), CODES, CLASSES, COMMANDS, st.sampled_from([None, *Action]))
@example(["Le destinataire a changé d'adresse"], 421, "5.2.2", None, None)  # another reason, the same fault
def test_the_recipients_fault_has_ground(
    pieces: list[str], code: int, status: str, command: str | None, action: Action | None
) -> None:
    text = " ".join([str(code), status, *pieces])
    answer = classify(
        Recipient(
            diagnostic=text,
            reply=ReplyCode(code),
            status=EnhancedStatus.find(status) if status else None,
            command=command,
            action=action,
        )
    )
    if answer.fault is not Fault.RECIPIENT:
        return
    rules = {b.rule for b in answer.because}
    by_words = rules & WORD_ROWS or {rule for rule in rules if rule.startswith("sentence-")}
    assert by_words or rules & OF_RECIPIENT, "neither words nor a status of the recipient"
    assert command in {None, "RCPT TO", "DATA"}, "refused before a recipient was named"
    if not by_words:
        others = {b.rule for b in answer.also} & WORD_ROWS
        said = [row for row in (*PHRASES, *PROVIDERS) if row.id in others and row.fault is None]
        of_recipient = [row for row in said if REASONS[row.reason].fault is Fault.RECIPIENT]
        assert all(row in of_recipient or row.standing < 4 for row in said), "words say something else"


@given(CODES, st.text(alphabet="abcdefgh ", max_size=30))
def test_a_code_alone_blames_nobody(code: int, words: str) -> None:
    assert classify(f"{code} {words}").fault is not Fault.RECIPIENT


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("552 mail for nobody, today", {Reason.ON_HOLD}),
        ("556 the check of your address failed", {Reason.SENDER_REJECTED, Reason.BLOCKED}),
        ("551 we do not relay for you", {Reason.RELAYING_DENIED}),
        ("550 5.1.1 your IP is on our block list", {Reason.BLOCKED}),
        ("550 5.1.1 too many connections", {Reason.TOO_MANY_CONNECTIONS}),
        ("550 5.2.1 this was refused by our content policy", {Reason.POLICY_VIOLATION, Reason.CONTENT_REJECTED}),
        ("552 5.2.2 the message is larger than we take", {Reason.MESSAGE_TOO_LARGE}),
        ("451 4.1.1 our directory service does not answer, an internal error", {Reason.SYSTEM_ERROR}),
        ("450 mailbox unavailable", {Reason.ON_HOLD}),
        (("450 4.1.1 <bob@receiver.example>: Recipient address rejected: unverified address: Address verification in "
         "progress"), {Reason.SYSTEM_ERROR}),
    ],
)  # fmt: skip
def test_another_fault_or_none(text: str, reasons: set[Reason]) -> None:
    answer = classify(text)
    assert answer.reason in reasons
    assert answer.fault is not Fault.RECIPIENT


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("552 5.2.2 the mailbox of bob is full", Reason.MAILBOX_FULL),
        ("552 <bob@receiver.example>: over quota", Reason.MAILBOX_FULL),
        ("551 User not local; please try <bob@other.example>", Reason.MAILBOX_MOVED),
        ("556 5.1.10 Domain receiver.example does not accept mail (nullMX)", Reason.NO_MAIL_ACCEPTED),
        ("550 5.1.1", Reason.USER_UNKNOWN),
        ("550 5.1.1 nobody here of that kind", Reason.USER_UNKNOWN),
        ("550 mailbox unavailable", Reason.USER_UNKNOWN),
        ("550 5.7.1 no such user", Reason.USER_UNKNOWN),
    ],
)
def test_the_honest_twin_is_still_the_recipients(text: str, reason: Reason) -> None:
    answer = classify(text)
    assert (answer.reason, answer.fault) == (reason, Fault.RECIPIENT)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("554 5.7.1 Your sending quota is exhausted", Fault.POLICY),
        ("452 4.2.2 The relay's quota has been exceeded", Fault.POLICY),
        ("550 Outgoing mail quota exceeded for domain sender.example", Fault.POLICY),
        ("451 4.7.1 client 192.0.2.1 over quota", Fault.POLICY),
        ("550 quota exceeded for the sender", Fault.POLICY),
        ("552 quota of the relay exceeded", Fault.POLICY),
        ("552 sender mailbox is full", Fault.POLICY),
        ("550 your mailbox is full", Fault.POLICY),
        ("450 4.7.3 The organisation's mail quota is exceeded", Fault.POLICY),
        ("452 4.3.1 Spool disk quota exceeded", Fault.RECEIVER),
        ("452 4.3.1 mail queue over quota", Fault.RECEIVER),
        ("452 4.3.1 the file system of this server is over quota", Fault.RECEIVER),
    ],
)
def test_a_quota_of_somebody_else(text: str, fault: Fault) -> None:
    assert classify(text).fault is fault


@pytest.mark.parametrize(
    "text",
    [
        "552 5.2.2 The recipient's quota is exceeded",
        "452 4.2.2 quota exceeded for the recipient",
        "552 the sender's message was refused: mailbox full",
        "550 returned to sender: over quota",
        "552 host mx.receiver.example said: 552 quota exceeded",
        "552 5.2.2 your message to bob could not be delivered: over quota",
        "552 user disk quota exceeded",
        "552 maildir over quota",
    ],
)
def test_a_quota_of_the_mailbox(text: str) -> None:
    answer = classify(text)
    assert (answer.reason, answer.fault) == (Reason.MAILBOX_FULL, Fault.RECIPIENT)


@pytest.mark.parametrize(
    "text",
    [
        "550-Verification failed for <ann@sender.example>\n550-Unrouteable address\n550 Sender verify failed",
        "550-Callback setup failed while verifying <ann@sender.example>\n550 it said: 550 mailbox full",
        "550-Postmaster verification failed while checking <ann@sender.example>\n550-Response: 550 no such user",
        "550 unverified address: <ann@sender.example>: user unknown",
        (
            "450 4.1.7 <ann@sender.example>: Sender address rejected: undeliverable address: host mx.sender.example said: "
            "550 5.1.1 user unknown"
        ),
        "550 could not verify sender <ann@sender.example>: 550 account is disabled",
        "550 5.1.1 sender unknown: user does not exist",
    ],
)
def test_what_was_said_of_the_sender_by_its_own_server(text: str) -> None:
    answer = classify(text)
    assert (answer.reason, answer.fault) == (Reason.SENDER_REJECTED, Fault.POLICY)


@pytest.mark.parametrize(
    "text",
    [
        (
            "554 5.7.1 <bob@receiver.example>: Recipient address rejected: undeliverable address: host mx said: 550 5.1.1 "
            "no such user"
        ),
        "550 5.1.1 <bob@receiver.example>: Recipient verify failed: user unknown",
    ],
)
def test_what_was_said_of_the_recipient_by_its_own_server(text: str) -> None:
    assert classify(text).reason is Reason.USER_UNKNOWN


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("550 permanent failure for one or more recipients (bob@receiver.example:550 5.1.1 unknown)", Reason.USER_UNKNOWN),
        ("550 permanent failure for one or more recipients (bob@receiver.example:554 5.7.1 relay access denied)",
         Reason.RELAYING_DENIED),
        ("550 permanent failure for one or more recipients (bob@receiver.example:550 5.7.1 blocked by our list)",
         Reason.BLOCKED),
        ("554 the spam filter of the gateway got: 552 5.2.2 mailbox over quota", Reason.MAILBOX_FULL),
        ('554 Transaction failed, the server answered "550 5.2.1 account disabled"', Reason.MAILBOX_DISABLED),
        ("550 permanent failure for one or more recipients (bob@receiver.example:blocked)", Reason.SPAM_DETECTED),
    ],
)  # fmt: skip
def test_the_reply_inside_a_wrapper_says_why(text: str, reason: Reason) -> None:
    assert classify(text).reason is reason


@pytest.mark.parametrize(
    ("text", "reason", "fault"),
    [
        ("550 5.1.1 the recipient's account has expired", Reason.MAILBOX_DISABLED, Fault.RECIPIENT),
        ("550 this address expired last year", Reason.MAILBOX_DISABLED, Fault.RECIPIENT),
        ("550 5.7.1 ARC seal expired", Reason.AUTHENTICATION_FAILED, Fault.SENDER_AUTHENTICATION),
        ("550 our filter's licence has expired", Reason.SYSTEM_ERROR, Fault.RECEIVER),
        ("550 the certificate is expired", Reason.STARTTLS_FAILED, Fault.UNKNOWN),
        ("550 5.7.8 password expired", Reason.SECURITY_VIOLATION, Fault.POLICY),
        ("550 5.4.1 rejected", Reason.ON_HOLD, Fault.UNKNOWN),
        ("550 the voucher expired", Reason.ON_HOLD, Fault.UNKNOWN),
    ],
)
def test_a_refusal_is_no_expiry(text: str, reason: Reason, fault: Fault) -> None:
    answer = classify(text)
    assert (answer.reason, answer.fault) == (reason, fault)
    assert answer.permanence is Permanence.PERMANENT


@pytest.mark.parametrize(
    "text",
    [
        "message expired in queue",
        "550 4.4.7 QUEUE.Expired; message expired",
        "554 5.4.7 exceeded max time without delivery",
        "retry timeout exceeded",
        "delivery time expired",
    ],
)
def test_a_genuine_expiry(text: str) -> None:
    answer = classify(text)
    assert (answer.reason, answer.permanence) == (Reason.EXPIRED, Permanence.TRANSIENT)


def test_a_refusal_for_good_with_a_status_that_passes() -> None:
    assert classify("550 4.0.0 we do not want this").permanence is Permanence.PERMANENT
    field = Recipient(diagnostic="550 not today", reply=ReplyCode(550), status=EnhancedStatus.parse("4.0.0"))
    assert classify(field).permanence is Permanence.TRANSIENT, "the reporter's own field is its later word"


@pytest.mark.parametrize("action", [Action.DELIVERED, Action.RELAYED, Action.EXPANDED])
def test_what_arrived_has_no_permanence(action: Action) -> None:
    for text in ("250 2.0.0 ok", "550 5.1.1 user unknown", ""):
        answer = classify(Recipient(diagnostic=text or None, action=action))
        assert (answer.permanence, answer.fault) == (Permanence.UNKNOWN, Fault.UNKNOWN)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("MAIL FROM", Reason.SENDER_REJECTED),
        ("EHLO", Reason.BLOCKED),
        ("AUTH", Reason.SECURITY_VIOLATION),
        ("RCPT TO", Reason.USER_UNKNOWN),
        (None, Reason.USER_UNKNOWN),
        ("DATA", Reason.USER_UNKNOWN_OR_FILTERED),
    ],
)
def test_at_which_command(command: str | None, reason: Reason) -> None:
    said = Recipient(
        diagnostic="550 unknown user", reply=ReplyCode(550), command=command, status=EnhancedStatus(5, 0, 0)
    )
    assert classify(said).reason is reason


def test_a_users_row_may_say_what_it_likes() -> None:
    row = PhraseRow(id="acme", reason=Reason.MAILBOX_FULL, phrases=("sender quota",), sample="552 sender quota")
    answer = Classifier((row,)).classify("552 sender quota")
    assert (answer.reason, answer.fault) == (Reason.MAILBOX_FULL, Fault.RECIPIENT)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("connect to mx.receiver.example[192.0.2.25]:25: Connection timed out", Reason.NETWORK_ERROR),
        ("connect to mx.receiver.example[192.0.2.25]:25: Connection refused", Reason.NETWORK_ERROR),
        ("451 4.7.1 greylisted, the message expires in five days", Reason.GREYLISTED),
        ("452 4.2.2 mailbox full, this will expire on Friday", Reason.MAILBOX_FULL),
        ("451 try later, or it will be expired", Reason.ON_HOLD),
    ],
)
def test_what_is_tried_has_not_expired(said: str, reason: Reason) -> None:
    answer = classify(Recipient(diagnostic=said, action=Action.DELAYED))
    assert (answer.reason, answer.permanence, answer.waits) == (reason, Permanence.TRANSIENT, True)


def test_what_was_tried_in_vain_has_expired() -> None:
    text = "connect to mx.receiver.example[192.0.2.25]:25: Connection timed out"
    answer = classify(Recipient(diagnostic=text, action=Action.FAILED, status=EnhancedStatus.parse("4.4.1")))
    assert (answer.reason, answer.permanence) == (Reason.EXPIRED, Permanence.TRANSIENT)


def test_a_server_that_agreed_refused_nobody() -> None:
    said = Recipient(
        diagnostic="250 ok", reply=ReplyCode(250), action=Action.FAILED, status=EnhancedStatus.parse("5.1.1")
    )
    assert classify(said).fault is not Fault.RECIPIENT


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("550 5.1.1 Absender abgelehnt: Benutzer unbekannt", Reason.SENDER_REJECTED),
        ("550 quota de l'expéditeur dépassé", Reason.ON_HOLD),
        ("550 verifica del mittente: utente sconosciuto", Reason.SENDER_REJECTED),
        ("552 送信者のメールボックスがいっぱいです", Reason.SENDER_REJECTED),
        ("552 宛先のメールボックスがいっぱいです", Reason.MAILBOX_FULL),
        ("552 Das Postfach des Empfängers ist voll", Reason.MAILBOX_FULL),
        ("550 utente sconosciuto", Reason.USER_UNKNOWN),
    ],
)
def test_of_whom_in_other_languages(text: str, reason: Reason) -> None:
    assert classify(text).reason is reason
