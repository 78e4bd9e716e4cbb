"""A person's mail never yields a failure, whatever words of bounces it holds and whatever its subject says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.report.parse import parse
from bouncekit.rules.formats import FORMATS
from bouncekit.rules.kinds import FAILURE_PHRASES, FAILURE_SUBJECTS
from samples.make_formats import SAMPLES, render
from samples.sample_model import Sample

_WORDS = [m for row in FORMATS for m in (*row.all_of, *row.any_of) if isinstance(m, str)]
_LINES = st.one_of(
    st.sampled_from(FAILURE_PHRASES),
    st.sampled_from(_WORDS),
    st.sampled_from(
        ("bob@example.com", "<bob@example.com>:", "550 5.1.1 <bob@example.com>: unknown", "Final-Recipient: bob")
    ),
    st.text(max_size=40).filter(lambda t: "\n" not in t and "\r" not in t),
)


@given(lines=st.lists(_LINES, max_size=12), subject=st.sampled_from(("Lunch", "hello", *FAILURE_SUBJECTS)))
def test_a_persons_mail_is_never_a_failure(lines: list[str], subject: str) -> None:
    head = (
        "Return-Path: <ann@example.org>\nFrom: Ann Example <ann@example.org>\nTo: me@example.net\n"
        f"Subject: {subject}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    )
    assert parse((head + "\n".join(lines) + "\n").encode("utf-8", "replace")).recipients == ()


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.kind == "delivery-status"], ids=lambda s: s.name)
def test_a_bounce_from_a_person_is_none(sample: Sample) -> None:
    """Whatever fields it carries, and whether it returns a message of the one it is sent to or not."""
    raw = render(sample).replace(b"Return-Path: <>", b"Return-Path: <ann@example.org>")
    raw = raw.replace(f"From: {sample.sender}\n".encode(), b"From: Ann Example <ann@example.org>\n")
    report = parse(raw)
    assert report.recipients == (), report.because
