"""An address over time, and that only proven faults of the recipient lower it."""

import copy
import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit import suppression
from bouncekit.classify import classify
from bouncekit.codes import EnhancedStatus
from bouncekit.errors import InvalidValueError
from bouncekit.origin.model import Origin, Verdict
from bouncekit.report.model import Feedback, Recipient
from bouncekit.spans import Because
from bouncekit.suppression import (
    DEFAULT_RULES,
    MAILMAN3,
    ActionKind,
    AddressState,
    Bounced,
    Delivered,
    RecipientFault,
    Reinstated,
    Standing,
    SuppressionRules,
    Tick,
    apply,
)
from bouncekit.vocabulary import Action as MtaAction
from bouncekit.vocabulary import Fault, Permanence

DAY = timedelta(days=1)
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
BOB = "bob@receiver.example"
OURS = Origin(
    verdict=Verdict.OURS,
    because=(Because(rule="bound-proof-valid", text="the return path is ours"),),
    recipients=frozenset({BOB}),
)


def fault(
    day: float, reply: str = "550 5.1.1 User unknown", *, report: str = "", probe: bool = False
) -> RecipientFault:
    proof = RecipientFault.prove(
        classify(reply),
        OURS,
        recipient=BOB,
        message=f"m{day}",
        report=report or f"r{day}",
        at=START + day * DAY,
        probe=probe,
    )
    assert proof is not None
    return proof


def run(
    rules: SuppressionRules, *events: Bounced | Delivered | Tick | Reinstated
) -> tuple[AddressState, list[ActionKind]]:
    state, kinds = AddressState(), []
    for event in events:
        state, actions = apply(state, event, rules)
        kinds += [a.kind for a in actions]
    return state, kinds


@pytest.mark.parametrize(
    "reply",
    [
        "554 5.7.1 Client host [192.0.2.7] blocked using zen.spamhaus.org",
        "550 5.7.1 Message rejected as spam",
        "550 5.7.26 Unauthenticated email is not accepted due to domain's DMARC policy",
        "552 5.3.4 Message size exceeds fixed limit",
        "451 4.3.0 Temporary lookup failure",
        "554 5.0.0 Sorry",
        "",
    ],
)
def test_what_is_not_the_recipients_fault_proves_nothing(reply: str) -> None:
    assert classify(reply).fault is not Fault.RECIPIENT
    assert RecipientFault.prove(classify(reply), OURS, recipient=BOB, message="m", report="r", at=START) is None


@pytest.mark.rfc("RFC3464-4.1-01")
@pytest.mark.parametrize("verdict", [Verdict.UNPROVEN, Verdict.NOT_OURS])
def test_what_is_not_proved_ours_proves_nothing(verdict: Verdict) -> None:
    origin = dataclasses.replace(OURS, verdict=verdict)
    unknown = classify("550 5.1.1 User unknown")
    assert RecipientFault.prove(unknown, origin, recipient=BOB, message="m", report="r", at=START) is None


def test_a_proof_for_somebody_else_proves_nothing() -> None:
    bound = dataclasses.replace(OURS, recipients=frozenset({"carol@receiver.example"}))
    unknown = classify("550 5.1.1 User unknown")
    assert RecipientFault.prove(unknown, bound, recipient=BOB, message="m", report="r", at=START) is None
    hers = RecipientFault.prove(unknown, bound, recipient="carol@receiver.example", message="m", report="r", at=START)
    assert hers is not None


@pytest.mark.rfc("OWN-1-13")
@pytest.mark.parametrize("recipients", [None, frozenset()])
def test_a_proof_that_is_bound_to_nobody_lowers_nobody(recipients: frozenset[str] | None) -> None:
    """A BATV tag is on every mail of a day: whoever got one could say of anybody that the mail came back."""
    loose = dataclasses.replace(OURS, recipients=recipients)
    unknown, abuse = classify("550 5.1.1 User unknown"), Feedback(feedback_type="abuse")
    assert RecipientFault.prove(unknown, loose, recipient=BOB, message="m", report="r", at=START) is None
    assert RecipientFault.prove_complaint(abuse, loose, recipient=BOB, message="m", report="r", at=START) is None


@pytest.mark.rfc("RFC5965-8.2-01")
@pytest.mark.parametrize(
    ("kind", "proved"), [("abuse", True), ("Opt-Out", True), ("not-spam", False), ("auth-failure", False)]
)
def test_a_complaint_suspends_only_when_it_is_one_and_proved_ours(kind: str, proved: bool) -> None:
    feedback = Feedback(feedback_type=kind)
    names = {"recipient": BOB, "message": "m", "report": "r"}
    proof = RecipientFault.prove_complaint(feedback, OURS, **names, at=START)
    assert (proof is not None) is proved
    stranger = dataclasses.replace(OURS, verdict=Verdict.UNPROVEN)
    assert RecipientFault.prove_complaint(feedback, stranger, **names, at=START) is None
    if proof is not None:
        assert run(DEFAULT_RULES, Bounced(fault=proof))[0].standing is Standing.SUSPENDED
        assert run(MAILMAN3, Bounced(fault=proof))[0].standing is Standing.ACTIVE


def test_nobody_else_can_make_or_change_a_proof() -> None:
    proof = fault(0)
    values = {f.name: getattr(proof, f.name) for f in dataclasses.fields(proof)}
    with pytest.raises(InvalidValueError, match="prove alone"):
        RecipientFault(**values, seal=object())  # type: ignore[arg-type]
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(proof, recipient="victim@receiver.example")  # type: ignore[call-arg]
    with pytest.raises(dataclasses.FrozenInstanceError):
        proof.recipient = "victim@receiver.example"  # type: ignore[misc]
    assert copy.copy(proof) == proof


def test_the_types_refuse_every_other_way() -> None:
    """Every `type: ignore` here is one that mypy asks for: strict mode reports those that it does not need."""
    unknown = classify("550 5.1.1 User unknown")

    class Forged(RecipientFault):  # type: ignore[misc]
        def __post_init__(self, seal: object) -> None:
            """Ask for no seal."""

    with pytest.raises(TypeError, match="seal"):
        RecipientFault(  # type: ignore[call-arg]
            recipient=BOB, message="m", report="r", reason=unknown.reason, permanence=unknown.permanence, at=START
        )
    with pytest.raises(InvalidValueError, match="prove alone"):
        RecipientFault(
            recipient=BOB,
            message="m",
            report="r",
            reason=unknown.reason,
            permanence=unknown.permanence,
            at=START,
            seal=object(),  # type: ignore[arg-type]
        )
    values = {f.name: getattr(fault(0), f.name) for f in dataclasses.fields(RecipientFault)}
    with pytest.raises(InvalidValueError, match=r"bounced\.fault"):
        Bounced(fault=Forged(**values, seal=None))  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"bounced\.fault"):
        Bounced(fault=unknown)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"bounced\.fault"):
        Bounced(fault=unknown.fault)  # type: ignore[arg-type]
    unproven = Origin(verdict=Verdict.UNPROVEN, because=OURS.because)
    nothing = RecipientFault.prove(unknown, unproven, recipient=BOB, message="m", report="r", at=START)
    with pytest.raises(InvalidValueError, match=r"bounced\.fault"):
        Bounced(fault=nothing)  # type: ignore[arg-type]
    for event in (unknown, fault(0), None):
        with pytest.raises(InvalidValueError, match="event"):
            apply(AddressState(), event, DEFAULT_RULES)  # type: ignore[arg-type]


def test_a_notice_that_the_message_waits_proves_nothing() -> None:
    full = Recipient(final=BOB, status=EnhancedStatus(4, 2, 2), diagnostic="452 4.2.2 mailbox full")
    waits = classify(dataclasses.replace(full, action=MtaAction.DELAYED))
    assert (waits.fault, waits.waits) == (Fault.RECIPIENT, True)
    assert RecipientFault.prove(waits, OURS, recipient=BOB, message="m", report="r", at=START) is None
    gave_up = classify(dataclasses.replace(full, action=MtaAction.FAILED))
    assert RecipientFault.prove(gave_up, OURS, recipient=BOB, message="m", report="r", at=START) is not None


def test_names_and_times_are_asked_for() -> None:
    unknown = classify("550 5.1.1 User unknown")
    with pytest.raises(InvalidValueError, match="time zone"):
        RecipientFault.prove(unknown, OURS, recipient=BOB, message="m", report="r", at=datetime(2026, 3, 1))  # noqa: DTZ001
    with pytest.raises(InvalidValueError, match="message"):
        RecipientFault.prove(unknown, OURS, recipient=BOB, message="", report="r", at=START)


def test_mailman_3_as_it_is_documented() -> None:
    """Five bounces on five days disable; three warnings a week apart; then the member is removed."""
    state, kinds = run(MAILMAN3, *(Bounced(fault=fault(n)) for n in range(5)))
    assert kinds == [ActionKind.SCORED] * 5 + [ActionKind.SUSPEND]
    assert state.standing is Standing.SUSPENDED
    warned = []
    for day in range(5, 40):
        state, actions = apply(state, Tick(at=START + day * DAY), MAILMAN3)
        warned += [(day, a.kind) for a in actions if not a.again]
    assert warned == [
        (5, ActionKind.WARN),
        (12, ActionKind.WARN),
        (19, ActionKind.WARN),
        (26, ActionKind.REMOVE),
    ]
    assert state.standing is Standing.REMOVED


class Mailman:
    """A member of a list as Mailman 3.3 keeps it (src/mailman/model/bounce.py, with its defaults), told on its own."""

    def __init__(self) -> None:
        self.score, self.last, self.disabled, self.removed = 0, datetime.min.replace(tzinfo=UTC), False, False
        self.sent, self.sent_at = 0, datetime.min.replace(tzinfo=UTC)

    def bounce(self, at: datetime) -> None:
        if self.disabled:
            return
        new_day = at.date() != self.last.date()
        if new_day:
            fresh = self.last > datetime.min.replace(tzinfo=UTC) and self.last >= at - 7 * DAY
            self.score = self.score + 1 if fresh else 1
        self.last = at
        if new_day and self.score >= 5:
            self.disabled, self.sent, self.sent_at = True, 0, datetime.min.replace(tzinfo=UTC)

    def periodic(self, at: datetime) -> None:
        """The runner's rounds: a warning when one is due, removal when all were sent and the last has had its time."""
        if not self.disabled or self.removed or at - self.sent_at < 7 * DAY:
            return
        if self.sent < 3:
            self.sent, self.sent_at = self.sent + 1, at
        else:
            self.removed = True


@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from([1, 5, 11, 12, 13, 24, 25, 36, 48, 95, 160, 167, 168, 169, 200])),
        max_size=60,
    )
)
def test_mailman_3_and_the_rules_agree_on_any_course_of_events(course: list[tuple[bool, int]]) -> None:
    member, state, at = Mailman(), AddressState(), START
    for number, (is_bounce, hours) in enumerate(course):
        at += timedelta(hours=hours)
        if is_bounce:
            proof = fault((at - START) / DAY, report=str(number))
            member.bounce(proof.at)
            state, _ = apply(state, Bounced(fault=proof), MAILMAN3)
        else:
            member.periodic(at)
            state, _ = apply(state, Tick(at=at), MAILMAN3)
        theirs = Standing.REMOVED if member.removed else Standing.SUSPENDED if member.disabled else Standing.ACTIVE
        assert (state.standing, state.score, state.warnings) == (theirs, member.score, member.sent), number


def test_mailman_3_counts_one_bounce_a_day() -> None:
    state, kinds = run(MAILMAN3, *(Bounced(fault=fault(n / 10, report=str(n))) for n in range(4)))
    assert (state.score, kinds) == (1.0, [ActionKind.SCORED] + [ActionKind.IGNORED] * 3)


def test_mailman_3_forgets_stale_bounces() -> None:
    state, _ = run(MAILMAN3, *(Bounced(fault=fault(n)) for n in (0, 1, 2, 10)))
    assert state.score == 1.0


def test_the_same_report_counts_once() -> None:
    state, kinds = run(DEFAULT_RULES, *(Bounced(fault=fault(3, report="same")) for _ in range(9)))
    assert (state.score, kinds) == (1.0, [ActionKind.SCORED] + [ActionKind.IGNORED] * 8)


def test_what_counts_once_is_one_report_about_one_message() -> None:
    first = fault(0)
    copies = [dataclasses.asdict(first) | {"seal": suppression._SEAL} | change for change in (
        {}, {"message": "other"}, {"report": "other"}, {"recipient": "carol@receiver.example"},
    )]  # fmt: skip
    keys = {RecipientFault(**copy).key for copy in (*copies, copies[0])}
    assert len(keys) == 4


def test_default_rules_probe_after_four_days_and_suspend_when_the_probe_bounces() -> None:
    four = [Bounced(fault=fault(n)) for n in range(4)]
    state, kinds = run(DEFAULT_RULES, *four)
    assert kinds == [ActionKind.SCORED] * 4 + [ActionKind.PROBE]
    assert state.standing is Standing.ACTIVE
    state, kinds = run(DEFAULT_RULES, *four, Bounced(fault=fault(5, probe=True)))
    assert (state.standing, kinds[-1]) == (Standing.SUSPENDED, ActionKind.SUSPEND)


@pytest.mark.rfc("RFC3464-C-04")
@pytest.mark.parametrize("rules", [DEFAULT_RULES, MAILMAN3])
@pytest.mark.parametrize("reply", ["550 5.1.1 User unknown", "550 5.1.6 Mailbox has moved", "556 5.1.10 null MX"])
def test_one_failure_alone_ends_nothing(rules: SuppressionRules, reply: str) -> None:
    proof = RecipientFault.prove(classify(reply), OURS, recipient=BOB, message="m", report="r", at=START)
    events = [Bounced(fault=proof)] if proof is not None else []
    state, kinds = run(rules, *events, Tick(at=START + 400 * DAY))
    assert state.standing is Standing.ACTIVE
    assert ActionKind.SUSPEND not in kinds


def test_good_deliveries_forgive() -> None:
    two = [Bounced(fault=fault(n)) for n in range(2)]
    state, kinds = run(DEFAULT_RULES, *two, Delivered(at=START + 3 * DAY), Delivered(at=START + 4 * DAY))
    assert (state.score, kinds[-1]) == (0.0, ActionKind.RESET)


def test_a_full_mailbox_weighs_less_and_a_score_halves() -> None:
    state, _ = run(DEFAULT_RULES, Bounced(fault=fault(0, "452 4.2.2 mailbox full")))
    assert state.score == 0.25
    state, _ = run(DEFAULT_RULES, Bounced(fault=fault(0)), Bounced(fault=fault(14)))
    assert state.score == pytest.approx(1.5)


def test_a_second_bounce_of_a_day_adds_nothing_and_keeps_the_first_from_going_stale() -> None:
    twice = [Bounced(fault=fault(0)), Bounced(fault=fault(0.4))]
    state, kinds = run(MAILMAN3, *twice, Bounced(fault=fault(7.3)))
    assert (state.score, kinds) == (2.0, [ActionKind.SCORED, ActionKind.IGNORED, ActionKind.SCORED])
    once, _ = run(DEFAULT_RULES, Bounced(fault=fault(0)), Bounced(fault=fault(3)))
    with_second, _ = run(DEFAULT_RULES, *twice, Bounced(fault=fault(3)))
    assert with_second.score == pytest.approx(once.score), "halving goes on all the while"


def test_a_suspension_expires_and_can_be_lifted() -> None:
    down = [*(Bounced(fault=fault(n)) for n in range(4)), Bounced(fault=fault(5, probe=True))]
    _, kinds = run(DEFAULT_RULES, *down, Tick(at=START + 184 * DAY))
    assert kinds[-1] is ActionKind.SUSPEND
    state, kinds = run(DEFAULT_RULES, *down, Tick(at=START + 185 * DAY))
    assert (state.standing, kinds[-1]) == (Standing.ACTIVE, ActionKind.RESUME)
    state, _ = run(DEFAULT_RULES, *down, Reinstated(at=START + 6 * DAY))
    assert state.standing is Standing.ACTIVE


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"threshold": 0}, "rules.threshold"),
        ({"scores": {Permanence.PERMANENT: 1.0}}, "rules.scores"),
        ({"warnings": -1}, "rules.warnings"),
        ({"half_life": timedelta(0)}, "rules.half_life"),
        ({"reset_after_deliveries": 0}, "rules.reset_after_deliveries"),
    ],
)
def test_rules_that_cannot_be_are_named(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        dataclasses.replace(DEFAULT_RULES, **changes)  # type: ignore[arg-type]
    assert caught.value.field == field


@given(st.lists(st.integers(min_value=0, max_value=400), max_size=80), st.sampled_from([DEFAULT_RULES, MAILMAN3]))
def test_a_state_stays_bounded_and_the_answer_is_a_function(days: list[int], rules: SuppressionRules) -> None:
    events = [Bounced(fault=fault(n, report=str(i))) for i, n in enumerate(sorted(days))]
    first, second = run(rules, *events), run(rules, *events)
    assert first == second
    assert len(first[0].seen) <= 64
    assert 0 <= first[0].score <= rules.threshold + 80
