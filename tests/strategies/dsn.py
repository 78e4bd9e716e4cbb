"""Delivery reports of every kind, and the hostile parts of them."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from hypothesis import strategies as st

from bouncekit.addresses import TypedAddress, xtext_encode
from bouncekit.codes import EnhancedStatus
from bouncekit.dsn.model import DeliveryReport, RecipientReport, ReturnContent
from bouncekit.vocabulary import Action, Reason

NOW: Final = datetime(2026, 11, 23, 10, 0, 0, tzinfo=UTC)
MESSAGE_ID: Final = "<report.1@mx.receiver.example>"
BOUNDARY: Final = "=_report_1"
ORIGINAL: Final = (
    b"From: Ann <ann@sender.example>\r\nTo: bob@receiver.example\r\nSubject: hello\r\n"
    b"Message-ID: <orig.1@sender.example>\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\n\r\nHi Bob\r\n"
)

HOSTS: Final = st.from_regex(r"[a-z][a-z0-9]{0,8}\.[a-z]{1,8}\.example", fullmatch=True)
LOCALS: Final = st.from_regex(r"[A-Za-z0-9](?:[A-Za-z0-9_+-]{0,12}[A-Za-z0-9])?", fullmatch=True)
ADDRESSES: Final = st.builds("{}@{}".format, LOCALS, HOSTS)
WORDS: Final = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=30)
_DATES: Final = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1))  # noqa: DTZ001
_ZONES: Final = st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes)))
DATES: Final = st.builds(lambda when, zone: when.replace(microsecond=0, tzinfo=zone), _DATES, _ZONES)
REPLIES: Final = st.builds(
    lambda klass, words: f"{klass}50 {klass}.7.0 " + " ".join(words), st.sampled_from("45"), st.lists(WORDS, min_size=1, max_size=8)
)  # fmt: skip
ORIGINALS: Final = st.one_of(
    st.none(), st.just(ORIGINAL), st.binary(max_size=300), st.binary(max_size=200).map(lambda b: ORIGINAL + b)
)
_CLASSES: Final = {Action.FAILED: (4, 5), Action.DELAYED: (4,)}


@st.composite
def recipients(draw: st.DrawFn) -> RecipientReport:
    action = draw(st.sampled_from(Action))
    klass = draw(st.sampled_from(_CLASSES.get(action, (2,))))
    detail = draw(st.sampled_from(((1, 1), (2, 2), (3, 4), (4, 7), (7, 1), (7, 26))))
    original = draw(st.none() | ADDRESSES)
    return RecipientReport(
        final=draw(ADDRESSES),
        original=None if original is None else f"rfc822;{xtext_encode(original)}",
        action=action,
        status=EnhancedStatus(klass, *detail),
        diagnostic=draw(st.none() | REPLIES),
        remote_mta=draw(st.none() | HOSTS),
        last_attempt=draw(st.none() | DATES),
        will_retry_until=draw(st.none() | DATES) if action is Action.DELAYED else None,
        final_log_id=draw(st.none() | WORDS),
        reason=draw(st.none() | st.sampled_from(Reason)),
    )


@st.composite
def reports(draw: st.DrawFn) -> DeliveryReport:
    return DeliveryReport(
        reporting_mta=draw(HOSTS),
        reverse_path=draw(ADDRESSES),
        recipients=tuple(draw(st.lists(recipients(), min_size=1, max_size=4, unique_by=lambda r: r.final.lower()))),
        original=draw(ORIGINALS),
        return_content=draw(st.sampled_from(ReturnContent)),
        max_bytes=draw(st.none() | st.integers(0, 400)),
        envid=draw(st.none() | st.from_regex(r"[A-Za-z0-9._-]{1,30}", fullmatch=True)),
        arrival_date=draw(st.none() | DATES),
        received_from_mta=draw(st.none() | HOSTS),
        smtputf8=draw(st.booleans()),
        eight_bit=draw(st.booleans()),
        disclose_internal_UNSAFE=True,
        language=draw(st.none() | st.sampled_from(("de", "ja", "tr", "zh-Hans", "ru", "xx"))),
    )


def addressed(report: DeliveryReport) -> list[tuple[str, str | None]]:
    """Final and original recipient of each, decoded: what every reader must find."""
    return [
        (r.final, None if r.original is None else TypedAddress.from_orcpt(r.original).address)
        for r in report.recipients
    ]
