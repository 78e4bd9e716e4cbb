"""SparkPost's webhooks: a list of `{"msys": {...}}`. Check the authentication (basic or OAuth) that you set."""

from collections.abc import Mapping
from typing import Any, Final

from bouncekit.adapters.webhooks.model import (
    Fields,
    ProviderEvent,
    complaint,
    load,
    no_report,
    recipient,
    status_report,
)
from bouncekit.errors import InvalidValueError
from bouncekit.registry.reasons import SPARKPOST
from bouncekit.report.model import Report
from bouncekit.vocabulary import Action, Reason

__all__ = ["read"]

_NAME: Final = "sparkpost"
_ACTIONS: Final = {
    "bounce": Action.FAILED,
    "out_of_band": Action.FAILED,
    "policy_rejection": Action.FAILED,
    "generation_failure": Action.FAILED,
    "generation_rejection": Action.FAILED,
    "delay": Action.DELAYED,
    "delivery": Action.DELIVERED,
}
_VAGUE: Final = frozenset({Reason.UNKNOWN, Reason.ON_HOLD})


def read(events: str | bytes | list[Any] | Mapping[str, Any]) -> tuple[ProviderEvent, ...]:
    """The events as reports, in their order. Raises InvalidValueError that names the field that is wrong."""
    loaded = load(events)
    if isinstance(loaded, dict):
        loaded = [loaded]
    if not isinstance(loaded, list):
        raise InvalidValueError("event", "must be a list of objects")
    return tuple(_event(Fields.of(each, f"[{n}]")) for n, each in enumerate(loaded))


def _event(outer: Fields) -> ProviderEvent:
    msys = outer.inside("msys")
    name = next(iter(msys.values), None)
    fields = msys.inside(name) if name is not None else Fields({})
    return ProviderEvent(
        provider=_NAME,
        event_id=fields.maybe("event_id"),
        message_id=fields.maybe("message_id"),
        report=_report(fields) if name is not None else no_report(_NAME, "ping"),
        raw=outer.values,
    )


def _report(fields: Fields) -> Report:
    name = fields.text("type")
    if name == "spam_complaint":
        return complaint(_NAME, (fields.text("rcpt_to"),), feedback_type=fields.maybe("fbtype") or "abuse")
    if name not in _ACTIONS:
        return no_report(_NAME, name, opt_out=name in {"list_unsubscribe", "link_unsubscribe"})
    code = fields.maybe("bounce_class") or ""
    reason = SPARKPOST.get(int(code)) if code.isascii() and code.isdigit() and len(code) <= 3 else None
    one = recipient(
        _NAME,
        fields.text("rcpt_to"),
        _ACTIONS[name],
        diagnostic=fields.maybe("raw_reason") or fields.maybe("reason"),
        reply=fields.maybe("error_code"),
        host=fields.maybe("routing_domain"),
        hint=(f"class-{code}", reason) if reason is not None and reason not in _VAGUE else None,
    )
    return status_report(_NAME, (one,))
