"""The first part of a report: what happened, to whom, what to do; the technical part after it (RFC 6522 section 3).

Texts come from the catalogues, by language; English is always there. Nothing that a peer wrote can leave its place: it
is made harmless, set in its own lines and indented, and no text of it is ever a template.
"""

import textwrap
from collections.abc import Mapping
from typing import Final

from bouncekit.dsn.catalogues import CATALOGUES
from bouncekit.dsn.disclosure import Disclosure
from bouncekit.dsn.model import DeliveryReport, RecipientReport
from bouncekit.dsn.text import date_text, one_line, visible
from bouncekit.errors import InvalidValueError
from bouncekit.vocabulary import Action, Reason

__all__ = ["ENGLISH", "Texts", "choose_language", "human_text", "languages", "subject_text"]

ENGLISH: Final = "en"

Texts = Mapping[str, Mapping[str, str]]
"""A caller's own texts: language → key of the English catalogue → text, with the same placeholders."""

_ORDER: Final = (Action.FAILED, Action.DELAYED, Action.RELAYED, Action.EXPANDED, Action.DELIVERED)
_SUBJECT: Final = {Action.FAILED: "subject-failed", Action.DELAYED: "subject-delayed"}
_WIDTH: Final = 72
_UNSPACED: Final = frozenset(("ja", "zh-Hans"))
_SEPARATOR: Final = "-" * 24
_MOST_SHOWN: Final = 100
"""Recipients that the text names; how many more there are is said as a number, the same in all languages."""
_MOST_TECHNICAL: Final = 50

_WORDS: Final[Mapping[Reason, str]] = {
    Reason.USER_UNKNOWN: "no-such-address",
    Reason.MAILBOX_MOVED: "no-such-address",
    Reason.MAILBOX_DISABLED: "mailbox-closed",
    Reason.SUPPRESSED: "mailbox-closed",
    Reason.MAILBOX_FULL: "mailbox-full",
    Reason.SIZE_LIMIT_OF_RECIPIENT: "too-large",
    Reason.MESSAGE_TOO_LARGE: "too-large",
    Reason.HOST_UNKNOWN: "no-such-domain",
    Reason.NO_MAIL_ACCEPTED: "no-such-domain",
    Reason.SPAM_DETECTED: "refused-as-unwanted",
    Reason.BLOCKED: "refused-as-unwanted",
    Reason.BAD_REPUTATION: "refused-as-unwanted",
    Reason.MISSING_PTR: "refused-as-unwanted",
    Reason.FILTERED: "refused-as-unwanted",
    Reason.VIRUS_DETECTED: "refused-content",
    Reason.CONTENT_REJECTED: "refused-content",
    Reason.AUTHENTICATION_FAILED: "not-authenticated",
    Reason.SENDER_REJECTED: "not-authenticated",
    Reason.RATE_LIMITED: "busy",
    Reason.TOO_MANY_CONNECTIONS: "busy",
    Reason.GREYLISTED: "busy",
    Reason.SYSTEM_FULL: "busy",
    Reason.NETWORK_ERROR: "unreachable",
    Reason.ROUTING_LOOP: "unreachable",
    Reason.STARTTLS_FAILED: "not-secure",
    Reason.SECURITY_VIOLATION: "not-secure",
    Reason.EXPIRED: "expired",
    Reason.POLICY_VIOLATION: "refused-by-rules",
    Reason.RELAYING_DENIED: "refused-by-rules",
}
_BY_STATUS: Final[Mapping[tuple[int, int], str]] = {
    (1, 1): "no-such-address",
    (1, 10): "no-such-domain",
    (1, 2): "no-such-domain",
    (1, 6): "no-such-address",
    (2, 1): "mailbox-closed",
    (2, 2): "mailbox-full",
    (2, 3): "too-large",
    (3, 4): "too-large",
    (4, 7): "expired",
    (4, 1): "unreachable",
    (4, 4): "unreachable",
    (7, 1): "refused-by-rules",
    (7, 10): "not-secure",
    (7, 30): "not-secure",
    (7, 26): "not-authenticated",
}


def languages() -> tuple[str, ...]:
    """The languages that there are catalogues for."""
    return tuple(sorted(CATALOGUES))


def choose_language(wanted: str | None) -> str:
    """The best of our languages for a list such as `de-AT, de;q=0.9, en;q=0.5` (RFC 3282); English when none fits."""
    ranked: list[tuple[float, int, str]] = []
    for place, item in enumerate((wanted or "")[:500].split(",")):
        tag, _, weight = item.partition(";")
        found = _known(tag.strip())
        if found is not None:
            ranked.append((-_quality(weight), place, found))
    return min(ranked)[2] if ranked and min(ranked)[0] < 0 else ENGLISH


def _quality(weight: str) -> float:
    digits = weight.strip().removeprefix("q=").strip()
    return (
        float(digits) if digits[:1].isdigit() and digits.replace(".", "", 1).isdecimal() and digits.isascii() else 1.0
    )


def _known(tag: str) -> str | None:
    low = tag.lower()
    if low in ("zh-tw", "zh-hk", "zh-mo") or low.startswith("zh-hant"):
        low = "zh-hant"
    elif low == "zh" or low.startswith("zh-"):
        low = "zh-hans"
    elif low in ("nb", "nn") or low.startswith(("nb-", "nn-")):
        low = "no"
    by_low = {name.lower(): name for name in CATALOGUES}
    return by_low.get(low) or by_low.get(low.partition("-")[0])


class _Catalogue:
    """The texts of one language, a caller's own first."""

    __slots__ = ("_texts",)

    def __init__(self, language: str, own: Texts | None) -> None:
        self._texts = {**CATALOGUES[ENGLISH], **CATALOGUES.get(language, {})}
        for key, text in (own or {}).get(language, {}).items():
            if key not in CATALOGUES[ENGLISH]:
                raise InvalidValueError("texts", "has a key that the catalogue does not", key)
            if any(c < " " or c == "\x7f" for c in text):
                raise InvalidValueError("texts", "holds a control character", text)
            self._texts[key] = text

    def __call__(self, key: str, **values: str) -> str:
        text = self._texts[key]
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
        return text


def subject_text(actions: frozenset[Action], language: str, own: Texts | None) -> str:
    """The Subject, for the gravest action there is."""
    gravest = next(action for action in _ORDER if action in actions)
    return _Catalogue(language, own)(_SUBJECT.get(gravest, "subject-delivered"))


def human_text(
    report: DeliveryReport,
    recipients: tuple[RecipientReport, ...],
    *,
    disclosure: Disclosure,
    postmaster: str,
    subject: str | None,
    language: str,
    own: Texts | None,
) -> str:
    """The whole first part, lines ending in LF: *language*, then English, then the technical details."""
    lines: list[str] = []
    for tag in dict.fromkeys((language, ENGLISH)):
        if lines:
            lines += [_SEPARATOR, ""]
        words = _Catalogue(tag, own)
        lines += _told(
            report, recipients, words, disclosure, postmaster=postmaster, subject=subject, wrap=tag not in _UNSPACED
        )
    technical = [line for recipient in recipients[:_MOST_TECHNICAL] for line in _technical(recipient, disclosure)]
    if technical:
        lines += [_SEPARATOR, "", _Catalogue(ENGLISH, own)("technical-details"), "", *technical]
    return "\n".join(lines)


def _told(
    report: DeliveryReport,
    recipients: tuple[RecipientReport, ...],
    words: _Catalogue,
    disclosure: Disclosure,
    *,
    postmaster: str,
    subject: str | None,
    wrap: bool,
) -> list[str]:
    width = _WIDTH if wrap else 4 * _WIDTH
    out = _wrapped(words("introduction", host=report.reporting_mta), width)
    if subject:
        out += _wrapped(words("your-message", subject=subject), width)
    for action in _ORDER:
        group = [r for r in recipients if r.action is action]
        if not group:
            continue
        out += _wrapped(words(f"heading-{action.value}"), width)
        for recipient in group[:_MOST_SHOWN]:
            out += [f"  {visible(disclosure.final(recipient))}", ""]
            for advice in _advice(recipient, words):
                out += [*textwrap.wrap(advice, width, initial_indent="    ", subsequent_indent="    "), ""]
        if len(group) > _MOST_SHOWN:
            out += [f"  [... + {len(group) - _MOST_SHOWN}]", ""]
    return out + _wrapped(words("contact", postmaster=postmaster), width)


def _advice(recipient: RecipientReport, words: _Catalogue) -> list[str]:
    if recipient.action is Action.DELAYED:
        until = recipient.will_retry_until
        return [] if until is None else [words("retry-until", date=date_text(until))]
    if recipient.action is not Action.FAILED:
        return []
    status = recipient.status
    key = _WORDS.get(recipient.reason) if recipient.reason is not None else None
    if key is None:
        key = _BY_STATUS.get((status.subject, status.detail), "refused")
    return [words(key)]


def _technical(recipient: RecipientReport, disclosure: Disclosure) -> list[str]:
    """What the remote MTA said; without an answer there is nothing that the next part does not say better."""
    if not recipient.diagnostic:
        return []
    out = [f"  {visible(disclosure.final(recipient))}", f"    {recipient.action.value}, {recipient.status}"]
    remote = disclosure.remote_mta(recipient)
    if remote is not None:
        out.append(f"    host: {remote}")
    said = disclosure.text(recipient, one_line(recipient.diagnostic, 600))
    out += textwrap.wrap(said, _WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    return [*out, ""]


def _wrapped(text: str, width: int) -> list[str]:
    return [*textwrap.wrap(text, width), ""]
