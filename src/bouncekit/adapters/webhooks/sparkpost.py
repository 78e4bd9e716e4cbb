"""SparkPost's webhooks: a list of `{"msys": {...}}`. Check the authentication (basic or OAuth) that you set."""

from collections.abc import Mapping
from typing import Any, Final

from bouncekit.adapters.webhooks.model import (
    Fields,
    ProviderEvent,
    address_in,
    complaint,
    load,
    no_report,
    read_batch,
    recipient,
    status_report,
)
from bouncekit.registry.reasons import SPARKPOST
from bouncekit.report.model import Report
from bouncekit.vocabulary import Action, Reason

__all__ = ["read"]

_NAME: Final = "sparkpost"
_WHO: Final = ("rcpt_to", "raw_rcpt_to")
"""An out-of-band bounce may lack the first (SparkPost, event reference)."""
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
    """The events as reports, in their order; one of a list that cannot be read says so (`problem`).

    Raises InvalidValueError that names the field when a lone event is wrong.
    """
    return read_batch(_NAME, load(events), _event)


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
        return complaint(_NAME, (address_in(fields, *_WHO),), feedback_type=fields.maybe("fbtype") or "abuse")
    if name not in _ACTIONS:
        return no_report(_NAME, name, opt_out=name in {"list_unsubscribe", "link_unsubscribe"})
    code = fields.maybe("bounce_class") or ""
    reason = SPARKPOST.get(int(code)) if code.isascii() and code.isdigit() and len(code) <= 3 else None
    one = recipient(
        _NAME,
        address_in(fields, *_WHO),
        _ACTIONS[name],
        diagnostic=fields.maybe("raw_reason") or fields.maybe("reason"),
        reply=fields.maybe("error_code"),
        host=fields.maybe("routing_domain"),
        hint=(f"class-{code}", reason) if reason is not None and reason not in _VAGUE else None,
    )
    return status_report(_NAME, (one,))
