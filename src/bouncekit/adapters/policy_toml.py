"""A policy out of TOML: a profile with changes and rows of your own, checked as any policy is.

name = "mine"                        base = "balanced"           cites = "ticket 4711"
others_need = "STRONG"               distrusted = ["spf-helo-pass"]
needs = [{ most_risk = 1, grade = "FAIR" }, { grade = "PROVEN" }]
quotas = [{ grade = "FAIR", address = 5, domain = 30 }]         # grades left out are the base's
[settings]
defer_seconds = 3600                 sinks = ["bounce@here.example"]
[[rows]]
id = "partner"                       text = "a partner whose SPF we trust"          cites = "contract 12"
when = ["spf-pass"]                  domains = ["partner.example"]                  proof = "STRONG"
"""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.policy import PROFILES, ContentBound, Evidence, Grade, Need, Owed, Policy, Quota, Return, Row, Settings

__all__ = ["load_policy", "read_policy"]

_POLICY: Final = frozenset(
    ("name", "base", "cites", "needs", "quotas", "content", "others_need", "distrusted", "settings", "rows")
)
_SETTINGS: Final = {
    "defer_seconds": int, "dkim_age_days": float, "received_limit": int, "single_organisation": list, "sinks": list,
    "hostile_override": bool,
}  # fmt: skip
_ROW: Final = {
    "id": str, "text": str, "cites": str, "when": list, "domains": list, "proof": str, "risk": int, "forbids": bool,
}  # fmt: skip


def load_policy(path: Path) -> Policy:
    """The policy in the file *path*. AdapterError when it cannot be read, InvalidValueError as `read_policy`."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise AdapterError(f"{path}: is not UTF-8 at octet {error.start}") from error
    except ValueError as error:
        raise AdapterError(f"{path}: is no path: {error}") from None
    except OSError as error:
        raise AdapterError(f"{path}: cannot be read: {error.strerror or type(error).__name__}") from error
    return read_policy(text)


def read_policy(text: str) -> Policy:
    """The policy that the TOML *text* states. Raises InvalidValueError that names the field and the fault."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidValueError("policy", f"is not TOML: {error}") from None
    except RecursionError:
        raise InvalidValueError("policy", "is not taken: nested too deeply") from None
    except ValueError:  # more digits than int() takes
        raise InvalidValueError(
            "policy", "is not taken: a number has too many digits, or a date does not exist"
        ) from None
    _known(document, _POLICY, "")
    base_name = _one(document.get("base", "balanced"), str, "base")
    base = PROFILES.get(base_name)
    if base is None or base.owed is not Owed.PROVEN:
        safe = ", ".join(name for name, policy in PROFILES.items() if policy.owed is Owed.PROVEN)
        raise InvalidValueError("base", f"must be one of {safe}", base_name)
    name = _one(document.get("name", ""), str, "name")
    if name in PROFILES:
        raise InvalidValueError("name", "is that of a profile; give yours another", name)
    changes: dict[str, Any] = {"name": name, "cites": _one(document.get("cites", ""), str, "cites")}
    for field, reader in _READERS.items():
        if field in document:
            changes[field] = reader(document[field], field, base)
    return replace(base, **changes)


def _known(table: Mapping[str, Any], names: Any, path: str) -> None:
    for name in table:
        if name not in names:
            raise InvalidValueError(f"{path}{name}", "is not known")


def _one(value: Any, kind: type, path: str) -> Any:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise InvalidValueError(path, f"must be a {kind.__name__}", value)
    return value


def _grade(value: Any, path: str) -> Grade:
    known = {grade.name: grade for grade in Grade}
    if not isinstance(value, str) or value not in known:
        raise InvalidValueError(path, f"must be one of {', '.join(known)}", value)
    return known[value]


def _texts(value: Any, path: str) -> list[str]:
    return [_one(text, str, f"{path}[{n}]") for n, text in enumerate(_one(value, list, path))]


def _evidence(value: Any, path: str) -> frozenset[Evidence]:
    known = {e.value: e for e in Evidence}
    for n, name in enumerate(_texts(value, path)):
        if name not in known:
            raise InvalidValueError(f"{path}[{n}]", "is no evidence of the table", name)
    return frozenset(known[name] for name in value)


def _tables(value: Any, path: str, names: Any) -> list[tuple[str, dict[str, Any]]]:
    out = []
    for n, table in enumerate(_one(value, list, path)):
        place = f"{path}[{n}]"
        _known(_one(table, dict, place), names, f"{place}.")
        out.append((place, table))
    return out


def _needs(value: Any, path: str, _base: Policy) -> tuple[Need, ...]:
    found = []
    for place, table in _tables(value, path, ("most_risk", "grade")):
        risk = table.get("most_risk")
        most = None if risk is None else _one(risk, int, f"{place}.most_risk")
        found.append(Need(most_risk=most, grade=_grade(table.get("grade"), f"{place}.grade")))
    return tuple(found)


def _quotas(value: Any, path: str, base: Policy) -> tuple[Quota, ...]:
    found = {quota.grade: quota for quota in base.quotas}
    for place, table in _tables(value, path, ("grade", "address", "domain")):
        grade = _grade(table.get("grade"), f"{place}.grade")
        numbers = {k: _one(table[k], int, f"{place}.{k}") for k in ("address", "domain") if k in table}
        found[grade] = replace(found[grade], **numbers)
    return tuple(found.values())


def _content(value: Any, path: str, base: Policy) -> tuple[ContentBound, ...]:
    found = {bound.grade: bound for bound in base.content}
    known = {r.value: r for r in Return}
    for place, table in _tables(value, path, ("grade", "return", "max_bytes")):
        grade = _grade(table.get("grade"), f"{place}.grade")
        returned = table.get("return", found[grade].returned.value)
        if not isinstance(returned, str) or returned not in known:
            raise InvalidValueError(f"{place}.return", f"must be one of {', '.join(known)}", returned)
        most = _one(table.get("max_bytes", found[grade].max_bytes), int, f"{place}.max_bytes")
        found[grade] = ContentBound(grade=grade, returned=known[returned], max_bytes=most)
    return tuple(found.values())


def _settings(value: Any, path: str, base: Policy) -> Settings:
    table = _one(value, dict, path)
    _known(table, _SETTINGS, f"{path}.")
    found: dict[str, Any] = {}
    for name, entry in table.items():
        place = f"{path}.{name}"
        found[name] = (
            frozenset(_texts(entry, place)) if _SETTINGS[name] is list else _one(entry, _SETTINGS[name], place)
        )
    return replace(base.settings, **found)


def _rows(value: Any, path: str, _base: Policy) -> tuple[Row, ...]:
    found = []
    for place, table in _tables(value, path, _ROW):
        fields: dict[str, Any] = {"id": "", "text": "", "cites": ""}
        for name, entry in table.items():
            at = f"{place}.{name}"
            if name == "when":
                fields[name] = _evidence(entry, at)
            elif name == "domains":
                fields[name] = frozenset(_texts(entry, at))
            elif name == "proof":
                fields[name] = _grade(entry, at)
            else:
                fields[name] = _one(entry, _ROW[name], at)
        found.append(Row(**fields))
    return tuple(found)


def _others_need(value: Any, path: str, _base: Policy) -> Grade:
    return _grade(value, path)


def _distrusted(value: Any, path: str, _base: Policy) -> frozenset[Evidence]:
    return _evidence(value, path)


_READERS: Final = {
    "needs": _needs,
    "quotas": _quotas,
    "content": _content,
    "others_need": _others_need,
    "distrusted": _distrusted,
    "settings": _settings,
    "rows": _rows,
}
