"""`suppression.MAILMAN3` beside Mailman's own bounce processor. MAILMAN names an interpreter that has Mailman."""

import json
import os
import random
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bouncekit.classify import classify
from bouncekit.origin import Origin, Verdict
from bouncekit.spans import Because
from bouncekit.suppression import MAILMAN3, AddressState, Bounced, RecipientFault, Standing, Tick, apply

pytestmark = pytest.mark.live

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOURS = (1, 5, 11, 12, 13, 24, 25, 36, 48, 95, 160, 167, 168, 169, 200)
DOCUMENTED = [*[(True, 24)] * 5, *[(False, 24)] * 25]


def courses() -> list[list[tuple[bool, int]]]:
    """As documented, and any others: many bounces, few bounces, and rounds in between."""
    draw = random.Random(3)
    found = [DOCUMENTED]
    for share in (0.9, 0.7, 0.5, 0.3):
        found += [[(draw.random() < share, draw.choice(HOURS)) for _ in range(40)] for _ in range(6)]
        found += [[(draw.random() < share, draw.choice((24, 25, 168))) for _ in range(40)] for _ in range(4)]
    return found


def ours(course: list[tuple[bool, int]]) -> list[tuple[str, float, int]]:
    state, at, answers = AddressState(), START, []
    origin = Origin(
        verdict=Verdict.OURS, because=(Because("bound-proof-valid", ""),), recipients=frozenset({"b@r.example"})
    )
    unknown = classify("550 5.1.1 User unknown")
    for number, (is_bounce, hours) in enumerate(course):
        at += timedelta(hours=hours)
        if is_bounce:
            proof = RecipientFault.prove(
                unknown, origin, recipient="b@r.example", message=str(number), report=str(number), at=at
            )
            assert proof is not None
            state, _ = apply(state, Bounced(fault=proof), MAILMAN3)
        else:
            state, _ = apply(state, Tick(at=at), MAILMAN3)
        # Mailman takes the score back to 0 when it disables (its issue 1061); ours stays, and counts for nothing then
        score = state.score if state.standing is Standing.ACTIVE else 0.0
        answers.append((state.standing.value, score, state.warnings))
    return answers


def test_the_rules_are_mailmans(tmp_path: Path) -> None:
    python = os.environ.get("MAILMAN")
    assert python, "needs an interpreter with Mailman"
    driver = Path(__file__).with_name("mailman_member.py")
    asked = courses()
    done = subprocess.run(
        [python, "-W", "ignore", str(driver), str(tmp_path)],
        input=json.dumps(asked), check=False, capture_output=True, text=True, timeout=500,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    theirs = [[tuple(step) for step in course] for course in json.loads(done.stdout)]
    assert {step[0] for course in theirs for step in course} == {"active", "suspended", "removed"}
    for course, one, other in zip(asked, theirs, [ours(course) for course in asked], strict=True):
        assert one == other, course
