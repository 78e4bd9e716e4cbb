"""Nothing that a message contains drives a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.cli.terminal import safe


@given(st.text(alphabet=st.characters(), max_size=200))
def test_what_is_safe_has_no_control_and_can_be_encoded(text: str) -> None:
    shown = safe(text)
    shown.encode("utf-8")
    assert all(unicodedata.category(c) not in {"Cc", "Cs"} or c == "\t" for c in shown)
    assert not any(
        unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"} for c in shown
    )


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\u202f"), max_size=50))
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;title\x07", "\\e]0;title\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("a\r\nb", "a\\r\\nb"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_controls_are_shown_as_escapes(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_line_ends_stay_where_they_are_asked_for() -> None:
    assert safe("a\r\nb\nc\rd\x1b", newlines=True) == "a\nb\nc\\rd\\e"
