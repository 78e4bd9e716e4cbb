"""A suppression that ends: nobody bounces for ever, what is to be done is said until it is, the state is small and kept."""

import json
from datetime import timedelta
from typing import Any, Final

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.cli.schema_cmd import schema_text
from bouncekit.errors import InvalidValueError
from bouncekit.suppression import (
    DEFAULT_RULES,
    MAILMAN3,
    ActionKind,
    AddressState,
    Bounced,
    Delivered,
    Done,
    Event,
    Reinstated,
    Standing,
    SuppressionRules,
    Tick,
    apply,
)
from test_suppression import DAY, START, fault

_SCHEMA: Final = json.loads(schema_text("suppression"))


def _run(events: list[Event], rules: SuppressionRules = DEFAULT_RULES) -> tuple[AddressState, list[list[ActionKind]]]:
    state, said = AddressState(), []
    for event in events:
        state, actions = apply(state, event, rules)
        said.append([action.kind for action in actions])
    return state, said


@pytest.mark.parametrize("reply", ["550 5.1.1 User unknown", "452 4.2.2 Mailbox full"])
@pytest.mark.parametrize("probes", ["never", "sent", "sent and reported"])
def test_who_bounces_for_eighty_days_is_suspended(reply: str, probes: str) -> None:
    state = AddressState()
    for day in range(80):
        state, actions = apply(state, Bounced(fault=fault(day, reply)), DEFAULT_RULES)
        if probes != "never" and any(a.kind is ActionKind.PROBE for a in actions):
            state, _ = apply(state, Done(at=START + day * DAY, kind=ActionKind.PROBE), DEFAULT_RULES)
        if probes == "sent and reported" and state.probing:
            state, _ = apply(state, Bounced(fault=fault(day + 0.1, reply, probe=True)), DEFAULT_RULES)
    assert state.standing is Standing.SUSPENDED


def test_the_probe_has_a_week_before_its_address_is_suspended() -> None:
    state, said = _run([Bounced(fault=fault(day)) for day in range(12)])
    assert said[3][:2] == [ActionKind.SCORED, ActionKind.PROBE]
    assert [ActionKind.SUSPEND in kinds for kinds in said] == [False] * 10 + [True] * 2
    assert state.suspended_at == START + 10 * DAY


def test_who_takes_mail_again_while_probed_is_not_suspended() -> None:
    bounced: list[Event] = [Bounced(fault=fault(day)) for day in range(6)]
    good: list[Event] = [Delivered(at=START + 7 * DAY), Delivered(at=START + 8 * DAY)]
    state, said = _run([*bounced, *good, *(Bounced(fault=fault(day)) for day in range(11, 14))])
    assert state.standing is Standing.ACTIVE
    assert said[7] == [ActionKind.RESET]
    assert state.due == ()


def test_a_few_bounces_far_apart_suspend_nobody() -> None:
    state, _ = _run([Bounced(fault=fault(day)) for day in range(0, 400, 20)])
    assert state.standing is Standing.ACTIVE


def test_an_action_is_said_until_it_is_done() -> None:
    state, _ = _run([Bounced(fault=fault(day)) for day in range(4)])
    for hour in (1, 2, 3):
        state, actions = apply(state, Tick(at=START + 3 * DAY + hour * timedelta(hours=1)), DEFAULT_RULES)
        assert [(a.kind, a.again) for a in actions] == [(ActionKind.PROBE, True)]
    state, actions = apply(state, Done(at=START + 4 * DAY, kind=ActionKind.PROBE), DEFAULT_RULES)
    assert actions == ()
    assert apply(state, Tick(at=START + 4 * DAY), DEFAULT_RULES)[1] == ()


def test_an_action_that_nobody_wants_any_more_is_not_said_again() -> None:
    state, _ = _run([Bounced(fault=fault(day)) for day in range(5)], MAILMAN3)
    assert state.due == (ActionKind.SUSPEND,)
    state, actions = apply(state, Reinstated(at=START + 6 * DAY), MAILMAN3)
    assert [a.kind for a in actions] == [ActionKind.RESUME]
    assert state.due == (ActionKind.RESUME,)


def test_done_of_what_is_not_due_changes_nothing() -> None:
    assert apply(AddressState(), Done(at=START, kind=ActionKind.REMOVE), DEFAULT_RULES) == (AddressState(), ())
    with pytest.raises(InvalidValueError):
        apply(AddressState(), Done(at=START.replace(tzinfo=None), kind=ActionKind.PROBE), DEFAULT_RULES)


_EVENTS = st.lists(
    st.one_of(
        st.builds(lambda day, probe: Bounced(fault=fault(day, probe=probe)), st.integers(0, 60), st.booleans()),
        st.builds(lambda day: Delivered(at=START + day * DAY), st.integers(0, 60)),
        st.builds(lambda day: Tick(at=START + day * DAY), st.integers(0, 300)),
        st.builds(lambda kind: Done(at=START, kind=kind), st.sampled_from(ActionKind)),
        st.builds(lambda day: Reinstated(at=START + day * DAY), st.integers(0, 60)),
    ),
    max_size=40,
)


@given(_EVENTS, st.sampled_from([DEFAULT_RULES, MAILMAN3]))
def test_a_state_is_kept_as_json(events: list[Event], rules: SuppressionRules) -> None:
    state, _ = _run(events, rules)
    text = json.dumps(state.to_json())
    jsonschema.validate(json.loads(text), _SCHEMA)
    assert AddressState.from_json(json.loads(text)) == state
    assert len(text) < 2_500


def test_a_state_holds_no_address_and_no_message() -> None:
    state, _ = _run([Bounced(fault=fault(day)) for day in range(80)])
    assert "@" not in json.dumps(state.to_json())
    assert "m79" not in json.dumps(state.to_json())
    assert len(state.seen) == 64
    assert {len(one) for one in state.seen} == {16}


def test_sixty_four_reports_are_remembered() -> None:
    state, _ = _run([Bounced(fault=fault(day)) for day in range(64)])
    assert apply(state, Bounced(fault=fault(0)), DEFAULT_RULES)[1][0].why == "this report was counted before"


def test_an_address_of_which_nothing_is_known_is_short() -> None:
    assert AddressState().to_json() == {"version": 1}


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ([], "state"),
        ({}, "state.version"),
        ({"version": 2}, "state.version"),
        ({"version": True}, "state.version"),
        ({"version": 1, "note": 1}, "state.note"),
        ({"version": 1, "standing": "asleep"}, "state.standing"),
        ({"version": 1, "score": -1}, "state.score"),
        ({"version": 1, "score": float("nan")}, "state.score"),
        ({"version": 1, "score": True}, "state.score"),
        ({"version": 1, "deliveries": 1.5}, "state.deliveries"),
        ({"version": 1, "probing": 1}, "state.probing"),
        ({"version": 1, "last_bounce": "soon"}, "state.last_bounce"),
        ({"version": 1, "last_bounce": "2026-03-01T12:00:00"}, "state.last_bounce"),
        ({"version": 1, "last_bounce": 3}, "state.last_bounce"),
        ({"version": 1, "seen": "abc"}, "state.seen"),
        ({"version": 1, "seen": ["a"] * 65}, "state.seen"),
        ({"version": 1, "due": ["scored"]}, "state.due"),
    ],
)
def test_a_wrong_state_names_its_field(value: Any, field: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        AddressState.from_json(value)
    assert caught.value.field == field
