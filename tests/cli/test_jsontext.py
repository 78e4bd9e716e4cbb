"""JSON from callers: what is wrong is named in one line."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.cli import jsontext
from bouncekit.cli.jsontext import dump_json, json_lines, load_json, read_json
from bouncekit.errors import InvalidValueError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


@given(JSON)
def test_what_is_dumped_is_one_printable_line_and_loads_again(value: object) -> None:
    text = dump_json(value)
    assert text.isascii()
    assert text.isprintable()
    assert load_json(text) == value


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"{", "input: is not JSON: .* at line 1, column 2"),
        (b'{"a": 1, "a": 2}', "^a: is there twice in one object"),
        (b'{"a": NaN}', "must be finite"),
        (b"[-Infinity]", "must be finite"),
        (b'"\xff"', "not UTF-8 at octet 1"),
        (b"[" * 200_000, "nested too deeply"),
        (b"9" * 5_000, "too many digits"),
        (b"\xef\xbb\xbf{}", "is not JSON"),
        (b"{} {}", "is not JSON: Extra data"),
        (b"", "is not JSON"),
    ],
)
def test_what_is_not_json_is_refused_by_name(data: bytes, fault: str) -> None:
    with pytest.raises(InvalidValueError, match=fault) as caught:
        load_json(data)
    assert "\n" not in str(caught.value)


def test_an_empty_input_says_what_is_expected() -> None:
    with pytest.raises(InvalidValueError, match="input: is empty: one JSON object is expected"):
        read_json(io.BytesIO(b" \n"))


def test_an_input_over_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsontext, "MAX_JSON_OCTETS", 10)
    with pytest.raises(InvalidValueError, match="longer than 10 octets"):
        read_json(io.BytesIO(b'"' + b"x" * 20 + b'"'))
    with pytest.raises(InvalidValueError, match="line 2: is longer than 10 octets"):
        list(json_lines(io.BytesIO(b"{}\n" + b"1" * 20)))


def test_lines_are_named_by_their_number() -> None:
    lines = list(json_lines(io.BytesIO(b'{"a":1}\n\n  \n{"b":2}')))
    assert [(name, json.loads(line)) for name, line in lines] == [("line 1", {"a": 1}), ("line 4", {"b": 2})]
