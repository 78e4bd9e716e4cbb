"""The registry as data: complete, current, and what RFC 3463 and RFC 5248 ask of its reader."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bouncekit.classify import classify
from bouncekit.codes import EnhancedStatus
from bouncekit.registry.enhanced_status import BY_CODE, CLASSES, REGISTRY, SUBJECTS, VERSION
from bouncekit.rules.statuses import STATUSES
from bouncekit.vocabulary import Permanence

ROOT = Path(__file__).parents[2]
SNAPSHOT = ROOT.parent / "shared" / "rfc" / "enhanced-status-codes.json"
NOT_A_FAILURE = {(0, 0), (5, 0), (1, 5), (3, 6), (6, 4)}
"""Codes that cannot say why something failed."""


@pytest.mark.rfc("RFC5248-2-01")
def test_the_registry_is_whole() -> None:
    assert len(REGISTRY) == len(BY_CODE) == 81
    assert set(CLASSES) == {2, 4, 5}
    assert set(SUBJECTS) == set(range(8))
    assert VERSION == "2024-12-06"
    assert BY_CODE[1, 1].text == "Bad destination mailbox address"
    assert BY_CODE[7, 28].replies == ()
    assert [c for c in REGISTRY if c.deprecated] == [BY_CODE[6, 10]]


@pytest.mark.shared
def test_the_table_is_what_the_tool_makes_of_the_snapshot() -> None:
    tool = [sys.executable, str(ROOT / "tools" / "make_enhanced_status.py"), str(SNAPSHOT)]
    made = subprocess.run(tool, check=True, capture_output=True, text=True).stdout
    namespace: dict[str, object] = {"__name__": "made"}
    exec(
        made.replace("@dataclass(frozen=True, slots=True, kw_only=True)", "@dataclass(frozen=True, kw_only=True)"),
        namespace,
    )
    assert str(namespace["REGISTRY"]) == str(REGISTRY)
    assert json.loads(SNAPSHOT.read_text())["registry_updated"] == namespace["VERSION"] == VERSION


def test_every_registered_failure_has_a_row() -> None:
    rows = {(r.subject, r.detail) for r in STATUSES}
    assert set(BY_CODE) - rows == NOT_A_FAILURE
    assert rows <= set(BY_CODE)


@pytest.mark.rfc("RFC3463-3-01", "RFC3463-3-03")
@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("5.9.999", Permanence.PERMANENT),
        ("4.9.999", Permanence.TRANSIENT),
        ("5.1.999", Permanence.PERMANENT),
        ("5.7.515", Permanence.PERMANENT),
    ],
)
def test_the_class_of_an_unknown_code_is_recognised(code: str, expected: Permanence) -> None:
    answer = classify(f"{code[0]}50 {code} words that no row knows")
    assert answer.permanence is expected
    assert any(code in b.text for b in answer.because)


@pytest.mark.rfc("RFC3463-3-02")
@pytest.mark.parametrize("code", ["5.9.999", "2.1.7", "4.123.0"])
def test_a_code_that_is_not_understood_is_kept(code: str) -> None:
    assert str(EnhancedStatus.parse(code)) == code


@pytest.mark.rfc("RFC5248-2.4-01")
def test_the_codes_of_authentication() -> None:
    assert {535, 554} <= set(BY_CODE[7, 8].replies)
    assert "trust" in BY_CODE[7, 14].text.lower()
