"""The JSON forms: what is not in the schema is an error with its place; schema, reader and values agree."""

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit.errors import InvalidValueError
from bouncekit.policy import PROFILES, read_query
from bouncekit.transaction import Event
from strategies.policy import DKIM, DKIM_WHOLE, SPF_PASS, SUBMITTED, ask, question, rcpt


def schema(name: str) -> dict[str, Any]:
    text = (resources.files("bouncekit") / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(found)
    return found


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("input", []), ("recipients", question(recipients=None)), ("reverse_path", question(reverse_path=None)),
        ("recipient", question(recipient=[])),
        ("recipients", question(recipients=[])),
        ("recipients[0]", question(recipients=["bob"])),
        ("recipients[0].forward_path", question(recipients=[{}])),
        ("recipients[1].notify", question(recipients=[*rcpt(), *rcpt(notify="NEVER")])),
        ("recipients[0].notify[1]", question(recipients=rcpt(notify=["DELAY", "ALWAYS"]))),
        ("recipients[0].notify", question(recipients=rcpt(notify=["NEVER", "DELAY"]))),
        ("recipients[0].notify", question(recipients=rcpt(notify=["DELAY", "DELAY"]))),
        ("recipients[0].notify", question(recipients=rcpt(notify=[]))),
        ("recipients[0].failure.reason", question(recipients=rcpt(failure={"reason": "userunknown"}))),
        ("recipients[0].failure.reason", question(recipients=rcpt(failure={"reason": "vacation"}))),
        ("recipients[0].failure.reply", question(recipients=rcpt(failure={"reply": 550}))),
        ("recipients[0].failure.reply", question(recipients=rcpt(failure={"reply": "600"}))),
        ("recipients[0].failure.status", question(recipients=rcpt(failure={"status": "5.1"}))),
        ("event", question(event="bounced")), ("stage", question(stage="DATA")),
        ("protocol", question(protocol="esmtp")),
        ("policy", question(policy="mild")), ("smtputf8", question(smtputf8=1)), ("ret", question(ret="HEADERS")),
        ("deferred_seconds", question(deferred_seconds=-1)), ("deferred_seconds", question(deferred_seconds=1.5)),
        ("deliver_by.seconds", question(deliver_by={"mode": "R"})),
        ("deliver_by.seconds", question(deliver_by={"mode": "R", "seconds": 0})),
        ("client.ip", question(client={"ip": "300.0.0.1"})), ("client.x", question(client={"x": None})),
        ("auth.spf[0].identity", question(auth={"spf": [{"result": "pass"}]})),
        ("auth.spf[0].result", question(auth={"spf": [{"result": "passed", "identity": "helo"}]})),
        ("auth.dkim[0].age_days", question(auth={"dkim": [{**DKIM_WHOLE, "age_days": -1}]})),
        ("auth.dkim[0].key_bits", question(auth={"dkim": [{**DKIM_WHOLE, "key_bits": True}]})),
        ("auth.headers", question(auth={"trusted_authserv_ids": []})),
        ("auth.trusted_authserv_ids", question(auth={"headers": ""})),
        ("auth.trusted_authserv_ids", question(auth={"headers": "", "trusted_authserv_ids": [""]})),
        ("auth.spf", question(auth={"headers": "", "trusted_authserv_ids": [], "spf": []})),
        ("content.verdict", question(content={"verdict": "bad"})),
        ("content.received_count", question(content={"received_count": "3"})),
        ("own_tokens[0].valid", question(own_tokens=[{"kind": "batv"}])),
        ("history.recent_notices_to_address", question(history={"recent_notices_to_address": -1})),
        ("dns.mx", question(dns={"mx": "yes"})), ("dns", question(dns="ok")),
        ("recipients", question(recipients=rcpt() * 10_001)),
    ],
)  # fmt: skip
def test_faults_have_their_place(place: str, value: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        read_query(value)
    assert caught.value.field == place
    assert len(str(caught.value).splitlines()) == 1


GOOD = [
    question(), question(auth=SPF_PASS), question(auth=DKIM, policy="strict"), question(**SUBMITTED),
    question(recipients=rcpt(notify=["SUCCESS", "DELAY"], orcpt="rfc822;x@y.example"), event="delivered"),
    question(auth={"headers": "x", "trusted_authserv_ids": ["a.example"]}, content={"kept": True, "verdict": None}),
    question(stage="rcpt", deliver_by={"seconds": 5, "mode": "N", "trace": None}, dns={"our_domain": False}),
    question(own_tokens=[{"kind": "verp", "valid": False}], history={"already_notified": True}, requiretls=True),
]  # fmt: skip


@pytest.mark.parametrize("value", GOOD)
def test_what_is_read_is_in_the_schema_and_so_is_the_answer(value: dict[str, Any]) -> None:
    jsonschema.validate(value, schema("decide-in"))
    jsonschema.validate(read_query(value).decide().to_json(), schema("decide-out"))


@pytest.mark.whole(every=7)
@pytest.mark.parametrize("event", [e.value for e in Event])
@pytest.mark.parametrize("policy", PROFILES)
@pytest.mark.parametrize("stage", ["rcpt", "data", "accepted"])
def test_every_answer_is_in_the_schema(event: str, policy: str, stage: str) -> None:
    out = schema("decide-out")
    for auth in (None, SPF_PASS, DKIM, {"spf": [{**SPF_PASS["spf"][0], "result": "temperror"}]}):
        jsonschema.validate(ask(event=event, policy=policy, stage=stage, auth=auth).to_json(), out)


def objects(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Every object of a schema with the names of its members."""
    if isinstance(node, dict):
        if "properties" in node:
            yield path, set(node["properties"])
        for name, member in node.get("properties", {}).items():
            yield from objects(member, (*path, name))
        for name in ("items",):
            if name in node:
                yield from objects(node[name], path)
        for member in node.get("anyOf", []):
            yield from objects(member, path)


def test_schema_and_reader_know_the_same_fields() -> None:
    """Every field of the schema is taken by the reader (null is 'not known'), and no other is."""
    for path, names in objects(schema("decide-in")):
        for name in [*sorted(names), "not-there"]:
            value = question()
            probe: Any = {name: None}
            if "headers" in names:
                probe = {"headers": "", "trusted_authserv_ids": [], name: None} if name == "not-there" else probe
            for step in reversed(path):
                probe = {step: [probe] if step in {"spf", "dkim", "own_tokens", "recipients"} else probe}
            value.update(probe)
            try:
                read_query(value)
                refused = False
            except InvalidValueError as error:
                refused = error.fault == "is not a field of the schema"
            assert refused == (name == "not-there"), (path, name)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*question(), "auth", "x"]), inner),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_an_answer_or_a_named_fault(value: Any) -> None:
    faults: list[str] = []
    try:
        assert read_query(value).decide().because
    except InvalidValueError as error:
        faults.append(error.field)
    assert all(faults)


@given(st.sampled_from(sorted(question())), JSON)
def test_any_value_in_any_field_is_an_answer_or_a_fault_there(name: str, value: Any) -> None:
    faults: list[str] = []
    try:
        assert read_query({**question(), name: value}).decide().because
    except InvalidValueError as error:
        faults.append(error.field)
    assert all(fault.startswith(name) for fault in faults)


def test_headers_that_are_too_long() -> None:
    value = question(auth={"headers": "x" * ((4 << 20) + 1), "trusted_authserv_ids": []})
    with pytest.raises(InvalidValueError, match="auth.headers"):  # noqa: RUF043
        read_query(value)


def test_values_check_themselves_too() -> None:
    from bouncekit.policy import Content, History

    with pytest.raises(InvalidValueError, match="received_count"):
        Content(received_count=-1)
    with pytest.raises(InvalidValueError, match="recent_notices_to_domain"):
        History(recent_notices_to_domain=-1)
