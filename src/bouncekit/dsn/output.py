"""Findings for other programs: JSON, SARIF 2.1.0 and JUnit XML, as values and text; nothing is written here."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from bouncekit.dsn.lint_model import Finding, Level
from bouncekit.dsn.linter import ALL_RULES
from bouncekit.dsn.text import plain

__all__ = ["Linted", "junit_xml", "linted_json", "sarif"]

# What is no character of XML 1.0 (section 2.2).
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Linted = tuple[str, Sequence[Finding]]
"""A message's name and what was found in it."""

_SARIF_LEVEL: Final = {Level.MUST: "error", Level.SHOULD: "warning", Level.ADVICE: "note"}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def linted_json(path: str, findings: Iterable[Finding]) -> dict[str, Any]:
    """One message as `lint --json` writes it."""
    return {
        "path": path,
        "findings": [
            {
                "rule": f.rule,
                "requirement": f.requirement,
                "level": f.level.value,
                "section": f.section,
                "message": f.message,
                "span": None if f.span is None else [f.span.start, f.span.end],
                "recipient": f.recipient,
            }
            for f in findings
        ],
    }


def sarif(linted: Iterable[Linted], *, version: str) -> dict[str, Any]:
    """A SARIF 2.1.0 log; places are octets of the message."""
    rules = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.text},
            "defaultConfiguration": {"level": _SARIF_LEVEL[rule.level]},
            "properties": {"requirement": rule.requirement, "section": rule.section},
        }
        for rule in ALL_RULES
    ]
    results = [_result(path, finding) for path, findings in linted for finding in findings]
    driver = {"name": "bouncekit", "semanticVersion": version, "rules": rules}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _result(path: str, finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(path)}}
    if finding.span is not None:
        length = finding.span.end - finding.span.start
        place["region"] = {"byteOffset": finding.span.start, "byteLength": length}
    return {
        "ruleId": finding.rule,
        "level": _SARIF_LEVEL[finding.level],
        "message": {"text": f"{finding.section}: {finding.message}"},
        "locations": [{"physicalLocation": place}],
    }


def _uri(path: str) -> str:
    """*path* as a relative URI reference (RFC 3986)."""
    octets = path.encode("utf-8", "surrogateescape")
    return "".join(chr(c) if (chr(c).isalnum() and c < 128) or chr(c) in "/._-~" else f"%{c:02X}" for c in octets)


def junit_xml(linted: Iterable[Linted]) -> str:
    """One test case for each message; it fails when the message breaks a MUST, the rest is its output."""
    cases: list[str] = []
    failures = 0
    for path, findings in linted:
        must = [f for f in findings if f.level is Level.MUST]
        rest = [f for f in findings if f.level is not Level.MUST]
        failures += bool(must)
        body = "".join((_element("failure", must), _element("system-out", rest)))
        cases.append(f'  <testcase classname="bouncekit.lint" name={_attribute(path)}>{body}</testcase>\n')
    head = f'<testsuite name="bouncekit lint" tests="{len(cases)}" failures="{failures}">\n'
    xml = '<?xml version="1.0" encoding="UTF-8"?>\n' + head + "".join(cases) + "</testsuite>\n"
    # In ASCII, so that it is what it says in whatever encoding the output is written.
    return _NO_XML.sub("\ufffd", xml).encode("ascii", "xmlcharrefreplace").decode("ascii")


def _element(name: str, findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    lines = "\n".join(f"{f.rule}: {f.section}: {f.message}" for f in findings)
    title = f" message={_attribute(findings[0].rule)}" if name == "failure" else ""
    return f"<{name}{title}>{_text(lines)}</{name}>"


def _text(text: str) -> str:
    return plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return quoteattr(plain(text).replace("\n", " ").replace("\t", " "))
