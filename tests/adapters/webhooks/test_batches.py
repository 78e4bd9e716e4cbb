"""Addresses in any form, and one poor event that loses no other."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from bouncekit.adapters.webhooks import brevo, mailgun, mailjet, postmark, resend, sendgrid, ses, sparkpost
from bouncekit.adapters.webhooks.model import address_of
from bouncekit.vocabulary import ReportKind

BOB: Final = "bob@remote.example"


def _ses(address: str | None) -> dict[str, Any]:
    return {"notificationType": "Bounce", "mail": {}, "bounce": {"bouncedRecipients": [{"emailAddress": address}]}}


def _sparkpost(address: str | None) -> dict[str, Any]:
    return {"msys": {"message_event": {"type": "out_of_band", "raw_rcpt_to": address, "event_id": "9"}}}


EVENTS: Final[dict[str, tuple[Any, Callable[[str | None], Any]]]] = {
    "ses": (ses, _ses),
    "sendgrid": (sendgrid, lambda a: {"event": "bounce", "email": a, "reason": "550 no"}),
    "mailgun": (mailgun, lambda a: {"event-data": {"event": "failed", "recipient": a}}),
    "postmark": (postmark, lambda a: {"RecordType": "Bounce", "Type": "HardBounce", "Email": a}),
    "sparkpost": (sparkpost, _sparkpost),
    "brevo": (brevo, lambda a: {"event": "hard_bounce", "email": a}),
    "mailjet": (mailjet, lambda a: {"event": "bounce", "email": a, "hard_bounce": True}),
    "resend": (resend, lambda a: {"type": "email.bounced", "data": {"to": [a or ""], "bounce": {}}}),
}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("bob@remote.example", BOB),
        (" <bob@remote.example> ", BOB),
        ("Bob <bob@remote.example>", BOB),
        ('"Example, Bob" <bob@remote.example>', BOB),
        ('"Bob <b>" <bob@remote.example>', BOB),
        ("=?utf-8?q?B=C3=B6b?= <bob@remote.example>", BOB),
        ("mailto:bob@remote.example", BOB),
        ("Bob", None),
        ("@", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_in_any_form(text: str | None, address: str | None) -> None:
    assert address_of(text) == address


@pytest.mark.parametrize("name", EVENTS)
@pytest.mark.parametrize("form", ["Bob Example <{}>", "<{}>", '"Example, Bob" <{}>', "{}"])
def test_each_provider_s_address_is_bare(name: str, form: str) -> None:
    module, event = EVENTS[name]
    (read,) = module.read(event(form.format(BOB)))
    assert [r.final for r in read.report.recipients] == [BOB]


@pytest.mark.parametrize("poor", [None, "", "undisclosed"])
@pytest.mark.parametrize("name", EVENTS)
def test_an_event_without_an_address_names_nobody(name: str, poor: str | None) -> None:
    module, event = EVENTS[name]
    (read,) = module.read(event(poor))
    assert (read.report.kind, [r.final for r in read.report.recipients]) == (ReportKind.DELIVERY_STATUS, [None])


@pytest.mark.parametrize("poor", [{}, 7, None, [], {"event": [1]}, {"event": {}}, {"msys": 3}])
@pytest.mark.parametrize("name", ["sendgrid", "sparkpost", "brevo", "mailjet"])
def test_one_wrong_event_loses_no_other(name: str, poor: Any) -> None:
    module, event = EVENTS[name]
    first, second, third = module.read([event(BOB), poor, event("kim@remote.example")])
    assert [r.final for e in (first, third) for r in e.report.recipients] == [BOB, "kim@remote.example"]
    assert first.problem is third.problem is None
    assert second.report.recipients == ()
    # Some take an object without anything in it for an event of another kind.
    assert second.problem is None or second.problem.startswith("[1]")


def test_the_problem_names_the_field() -> None:
    (read,) = sparkpost.read([{}])
    assert read.problem is not None
    assert read.problem.startswith("[0].msys")


def test_ses_keeps_the_header_in_which_our_proof_may_stand() -> None:
    event = _ses(BOB) | {"mail": {"headers": [{"name": "X-Bounce-Proof", "value": "r1"}, {"name": "Subject"}]}}
    (read,) = ses.read(event)
    assert read.report.returned is not None
    assert read.report.returned.headers == (("X-Bounce-Proof", "r1"),)
