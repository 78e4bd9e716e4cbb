"""The schemas ship, are schemas, and speak the vocabularies that the code speaks."""

import json
from enum import Enum

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from bouncekit.cli.main import bouncekit
from bouncekit.cli.schema_cmd import schema_names, schema_text
from bouncekit.vocabulary import Action, Fault, Permanence, Reason, ReportKind


@pytest.mark.parametrize("name", schema_names())
def test_each_schema_is_one_and_is_printed(name: str) -> None:
    result = CliRunner().invoke(bouncekit, ["schema", name])
    assert result.exit_code == 0
    Draft202012Validator.check_schema(json.loads(result.stdout))
    assert result.stdout == schema_text(name)


def test_without_a_name_the_names_are_listed() -> None:
    result = CliRunner().invoke(bouncekit, ["schema"])
    assert tuple(result.stdout.split()) == schema_names()
    assert "classify" in schema_names()


def test_an_unknown_name_is_one_line() -> None:
    result = CliRunner().invoke(bouncekit, ["schema", "../x\x1b"])
    assert result.exit_code == 2
    assert result.stderr.startswith("bouncekit schema: NAME: there is no schema '../x\\x1b'; there are ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("path", "vocabulary"),
    [
        (("properties", "kind"), ReportKind),
        (("$defs", "recipient", "properties", "action"), Action),
        (("$defs", "recipient", "properties", "reason"), Reason),
        (("$defs", "recipient", "properties", "fault"), Fault),
        (("$defs", "recipient", "properties", "permanence"), Permanence),
    ],
)
def test_the_words_of_the_schema_are_those_of_the_code(path: tuple[str, ...], vocabulary: type[Enum]) -> None:
    node = json.loads(schema_text("classify"))
    for step in path:
        node = node[step]
    assert [word for word in node["enum"] if word is not None] == [member.value for member in vocabulary]
