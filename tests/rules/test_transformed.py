"""What the wild does to notices on their way, done to every sample and to captured reports: recipients and kind survive.

What a way legitimately loses is said in `_LOST`, with the reason; even then nobody else is named.
"""

from typing import Final

import pytest

from bouncekit.report.parse import parse
from report.captured import FILES
from rules.transformed import OF_STATUS, TRANSFORMATIONS
from samples.make_formats import SAMPLES, render
from samples.make_ordinary import ordinary
from samples.sample_model import Sample

_SAMPLES: Final = tuple(s for s in SAMPLES if s.kind == "delivery-status")
_CAPTURED: Final = tuple(path for path in FILES[::5] if path.parent.name != "mailman")

_NO_DAEMON: Final = "the quoted From is no mail system's: it may be anybody's mail about a failure"
_ONLY_RETURNED: Final = "the returned original alone names the recipient, and a forward in the text leaves it behind"
_JSON: Final = (
    "a program's JSON is read where it is all of a text's beginning; with more around it somebody wrote about it"
)
_IN_TEXT: Final = {
    "google-groups": "the recipient stands in a header field alone, which a forward in the text leaves behind",
    "gmail-card~alias": _ONLY_RETURNED,
    "groupwise~local": "the recipient's domain is the sender's, and the header that says it is the forwarder's",
    "postfix-unavailable": _ONLY_RETURNED,
    "verizon-mms": _ONLY_RETURNED,
    "compuserve-local": "one recipient's domain is the sender's, and the header that says it is the forwarder's",
    "kddi": _NO_DAEMON,
    "fml": _NO_DAEMON,
    "fml~not-member": _NO_DAEMON,
}
_LOST: Final[dict[str, dict[str, str]]] = {
    "inline": _IN_TEXT,
    "inline-quoted": _IN_TEXT | dict.fromkeys(("notes~nobody", "exim-rejected", "exim-rejected~size"), _ONLY_RETURNED),
}
"""Way → sample → why."""
_JSON_LOST: Final = ("banner", "html-pre", "html-br", "html-p", "html-footer", "inline", "inline-quoted")
_LOST_OF_REPORTS: Final = {
    "inline": "the status fields are no text: a forward in the text leaves them behind",
    "inline-quoted": "the status fields are no text: a forward in the text leaves them behind",
}
_ONLY_LABELLED: Final = ("many-mixed.eml", "many-mixed-2.eml")
"""Haraka's reports without Action and Status: only the label of the part says what it is."""

_Named = set[tuple[str | None, str]]


def _named(raw: bytes) -> tuple[str, _Named]:
    report = parse(raw)
    return report.kind.value, {(r.final, r.action.value if r.action else "-") for r in report.recipients}


def _reason(sample: Sample, way: str) -> str | None:
    if sample.body.lstrip().startswith("{"):
        return _JSON if way in _JSON_LOST else None
    return _LOST.get(way, {}).get(sample.name)


@pytest.mark.whole(every=4)
@pytest.mark.parametrize("way", TRANSFORMATIONS)
def test_a_sample_says_the_same(way: str) -> None:
    wrong = {}
    for sample in _SAMPLES:
        raw = render(sample)
        want, got = _named(raw), _named(TRANSFORMATIONS[way](raw))
        if got == want:
            assert _reason(sample, way) is None, f"{sample.name} survives {way}: say so"
        elif _reason(sample, way) is None or not got[1] <= want[1]:
            wrong[sample.name] = got
    assert not wrong


@pytest.mark.whole(every=4)
@pytest.mark.parametrize("way", [w for w in TRANSFORMATIONS if w not in _LOST_OF_REPORTS])
def test_a_captured_report_says_the_same(way: str) -> None:
    wrong = {}
    for path in _CAPTURED:
        raw = path.read_bytes().replace(b"\r\n", b"\n")
        want, got = _named(raw), _named(TRANSFORMATIONS[way](raw))
        if got != want:
            wrong[f"{path.parent.name}/{path.name}"] = (want, got)
    assert not wrong


@pytest.mark.parametrize("way", OF_STATUS)
def test_status_fields_say_the_same_however_they_are_kept(way: str) -> None:
    wrong = {}
    seen = 0
    for path in _CAPTURED:
        raw = path.read_bytes().replace(b"\r\n", b"\n")
        changed = OF_STATUS[way](raw)
        if path.name in _ONLY_LABELLED or b"delivery-status" not in raw:
            continue
        seen += changed != raw
        want, got = _named(raw), _named(changed)
        if got != want:
            wrong[f"{path.parent.name}/{path.name}"] = (want, got)
    assert not wrong
    assert seen > 30, "the way changes hardly any report"


@pytest.mark.whole(every=4)
@pytest.mark.parametrize("way", TRANSFORMATIONS)
def test_ordinary_mail_stays_ordinary(way: str) -> None:
    wrong = {}
    for message in list(ordinary())[::3]:
        _, named = _named(TRANSFORMATIONS[way](message.raw))
        if named:
            wrong[message.name] = named
    assert not wrong
