"""Every layout that names its recipient reads every form of address: RFC 5321 section 4.1.2, RFC 6531, and what peers use."""

from dataclasses import replace
from typing import Final

import pytest

from bouncekit.report.parse import parse
from samples.make_formats import SAMPLES, render
from samples.sample_model import Sample

_BOB: Final = "bob@example.com"
_NAMING: Final = tuple(
    s for s in SAMPLES if s.kind == "delivery-status" and _BOB in s.body and not s.body.lstrip().startswith("{")
)
_FORMS: Final = {
    "quoted": '"bob smith"@example.com',
    "smtputf8": "bób@exämple.example",
    "han": "用户@例え.example",
    "a-label": "bob@xn--exmple-cua.example",
    "tag": "bob+tag@example.com",
    "verp": "list-return-7-bob=example.com@lists.example.org",
    "batv": "prvs=1234abcdef=bob@example.com",
    "slash": "bob/dept=x@example.com",
    "apostrophe": "o'bob@example.com",
    "percent": "bob%example.org@example.com",
    "bang": "host!bob@example.com",
    "literal": "bob@[192.0.2.7]",
    "two-dots": "bob..x@example.com",
    "capitals": "BOB@EXAMPLE.COM",
    "underscore": "_bob_@ex_ample.example.com",
    "ampersand": "a&b@example.com",
    "hash": "b#1@example.com",
    "number": "15550100@mms.example",
    "dashes": "-bob-@ex--ample.example",
    "long": f"{'b' * 64}@{'x' * 60}.example.com",
    "deep": "bob@a.b.c.d.example.co.uk",
}


def _with(sample: Sample, old: str, new: str) -> bytes:
    """*sample* about another recipient; a subject that names the recipient is left out."""
    return render(
        replace(
            sample,
            body=sample.body.replace(old, new),
            fields=tuple(f.replace(old, new) for f in sample.fields),
            subject="Returned mail" if _BOB in sample.subject else sample.subject,
        )
    )


def _expected(sample: Sample, address: str) -> list[str]:
    return [address if name == _BOB else name for name in (line.split()[0] for line in sample.expect.splitlines())]


@pytest.mark.parametrize("form", _FORMS)
def test_every_layout_reads_it(form: str) -> None:
    address, wrong = _FORMS[form], {}
    for sample in _NAMING:
        got = [r.final for r in parse(_with(sample, _BOB, address)).recipients]
        if got != _expected(sample, address):
            wrong[sample.name] = got
    assert not wrong


@pytest.mark.rfc("RFC5321-4.1.1.3-01")
@pytest.mark.parametrize("route", ["@relay.example.net:", "@relay.example.net,@gate.example.org:"])
def test_a_source_route_in_angle_brackets_is_left_out(route: str) -> None:
    wrong, seen = {}, 0
    for sample in _NAMING:
        old = f"<{_BOB}>"
        if sample.body.count(_BOB) == sample.body.count(old):
            seen += 1
            got = [r.final for r in parse(_with(sample, old, f"<{route}{_BOB}>")).recipients]
            if got != _expected(sample, _BOB):
                wrong[sample.name] = got
    assert not wrong
    assert seen > 30
