"""The quick reading of a status part gives what the general one gives, for whatever stands in it."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bouncekit.limits import DEFAULT_LIMITS, Limits
from bouncekit.message import MessageView, Part
from bouncekit.report.delivery_status import read_status
from bouncekit.report.draft import Draft, Notes
from bouncekit.report.plain_status import read_plain_status
from bouncekit.report.status_fields import StatusReport

CORPUS = sorted((Path(__file__).parent.parent / "corpus" / "captured").rglob("*.eml"))
HEADER = b"Content-Type: message/delivery-status\r\n\r\n"
GROUP = b"Final-Recipient: rfc822; bob@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"


def shown(report: StatusReport, notes: Notes) -> object:
    """All that a report holds, facts with their rules, tiers and places, in their order."""
    return (
        list(report.per_message.items()),
        report.extensions,
        [(list(d.facts.items()), d.texts, d.extensions) for d in report.recipients],
        notes.found,
    )


def both(part: Part, limits: Limits = DEFAULT_LIMITS) -> tuple[object | None, object]:
    quick, general = Notes(limits), Notes(limits)
    plain = part.plain_octets()
    found = None if plain is None else read_plain_status(part, plain, limits, quick)
    if found is None:
        assert not quick.found
    return found and shown(found, quick), shown(read_status(part, part.text, limits, general), general)


def part_of(body: bytes) -> Part:
    return MessageView.parse(HEADER + body).root


NAMES = (
    "Final-Recipient", "final-recipient", "Original-Recipient", "Action", "ACTION", "Status", "Remote-MTA", "Diagnostic-Code",
    "Last-Attempt-Date", "Will-Retry-Until", "Final-Log-Id", "X-Actual-Recipient", "Localized-Diagnostic", "Reporting-MTA",
    "Arrival-Date", "Received-From-MTA", "X-Queue-ID", "550-5", "SMTP-Remote-Recipient",
)  # fmt: skip
VALUES = (
    "rfc822; bob@b.example", "RFC822;<bob@b.example>", 'rfc822; "a b"@b.example', "x400; /S=bob", "utf-8; bob\\x{E4}@b.example",
    "unknown; bob@b.example.", "bob@b.example", "", " ", "failed", "Delayed (for now)", "relayed", "odd", "5.1.1", "5.1.1 (no)", "2.0.0",
    "5.01.1", "511", "no code", "dns; mx.b.example", "smtp; 550 5.1.1 no such user", "smtp; 550  5.1.1\tno", "X-Unix; 67",
    "smtp; =?utf-8?q?550_5=2E1=2E1_no?=", "smtp; 550 5.1.1 \x1c no\x0b", "a:b: c", "\x1fx",
)  # fmt: skip
FIELDS = st.builds(
    "{}{}:{}{}{}".format,
    st.sampled_from(NAMES),
    st.sampled_from(("", "", "", " ", "\t")),
    st.sampled_from((" ", " ", "", "  \t")),
    st.sampled_from(VALUES),
    st.sampled_from(("", "", "", " ", "{0} folded", "{0}\t folded more ", "{0}  {0} x", "{0} \x1cy")),
)
LINES = st.lists(
    FIELDS | st.sampled_from(("", "", "", " ", "\t ", "no field", " continued", "--", "550 5.1.1 said")), max_size=24
)
GROUPS = st.lists(
    st.sampled_from((
        "Final-Recipient: rfc822; bob@b.example", "Action: failed", "Status: 5.1.1", "", "",
        "Diagnostic-Code: smtp; 550 5.1.1 no", "Original-Recipient: rfc822; eve@b.example", "X-More: x",
        "Remote-MTA: dns; mx.b.example", "Final-Recipient: rfc822; eve@b.example", "Status: 4.2.2", "Action: delayed",
    )), max_size=30,
)  # fmt: skip


@given(LINES | GROUPS, st.sampled_from(("\n", "\r\n", "\r\n", "\r")), st.booleans(), st.sampled_from((1, 2, 5_000)))
@example(["Final-Recipient: rfc822; bob@b.example", "Action: failed", "Status: 5.1.1 "], "\r\n", True, 1)
def test_the_quick_reading_of_a_part_is_the_general_one(
    lines: list[str], eol: str, ended: bool, recipients: int
) -> None:
    body = eol.join(line.replace("{0}", eol) for line in lines) + (eol if ended else "")
    quick, general = both(part_of(body.encode("utf-8")), Limits(recipients=recipients))
    assert quick is None or quick == general


@pytest.mark.parametrize("eol", [b"\n", b"\r\n"])
def test_the_quick_reading_of_captured_reports_is_the_general_one_and_serves_nearly_all(eol: bytes) -> None:
    quick = total = 0
    for path in CORPUS:
        raw = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", eol)
        for part in MessageView.parse(raw).walk():
            if part.media_type == "message/delivery-status" and not part.is_embedded:
                total += 1
                found, general = both(part)
                quick += found is not None
                assert found is None or found == general
    assert total > 300
    assert quick > 0.95 * total


@pytest.mark.parametrize(
    ("why", "body"),
    [
        ("a field twice", GROUP + b"Status: 5.2.2\r\n"),
        ("groups that nothing sets apart", GROUP + GROUP.replace(b"bob", b"eve")),
        ("a blank line inside a group", b"Final-Recipient: rfc822; bob@b.example\r\n\r\nAction: failed\r\n"),
        ("a line that is no field", GROUP + b"and so on\r\n"),
        ("a reply that poses as a field", GROUP + b"550-5.1.1: no\r\n"),
        ("a bare CR", GROUP.replace(b"\r\n", b"\r", 1)),
        ("a message field in a group", GROUP + b"Reporting-MTA: dns; a.example\r\n"),
        ("letters outside ASCII", GROUP + "X-Note: Gruß\r\n".encode()),
        ("a group that names nobody", GROUP + b"\r\nAction: failed\r\nStatus: 5.0.0\r\n"),
    ],
)
def test_what_is_not_plain_is_left_to_the_general_reading(why: str, body: bytes) -> None:
    quick, general = both(part_of(body))
    assert quick is None, why
    assert general


def test_an_encoded_part_and_one_past_the_bound_are_left_to_the_general_reading() -> None:
    encoded = b"Content-Transfer-Encoding: quoted-printable\r\n" + HEADER + GROUP
    assert MessageView.parse(encoded).root.plain_octets() is None
    assert MessageView.parse(HEADER + GROUP, Limits(text_octets=20)).root.plain_octets() is None
    assert part_of(GROUP).plain_octets() is not None


def test_the_quick_reading_keeps_no_more_recipients_than_the_general_one() -> None:
    body = b"\r\n".join(GROUP.replace(b"bob", b"bob%d" % n) for n in range(5))
    assert both(part_of(body), Limits(recipients=4))[0] is None
    quick, general = both(part_of(body), Limits(recipients=5))
    assert quick == general
    found = read_status(part_of(body), body.decode(), Limits(recipients=5), Notes(DEFAULT_LIMITS)).recipients
    assert [type(d) for d in found] == [Draft] * 5
