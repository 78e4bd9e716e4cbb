"""Whether a webhook is the provider's: HMAC and shared secrets, with the standard library alone.

Keys and *now* are arguments; nothing is fetched. Every check is over the octets of the body as they came and ends in a
`Checked`, never in an exception for what a peer wrote. `proof_of` makes of it what `origin.check_event` reads.
Public keys (SNS, SendGrid) are in `verify_public`, which needs the extra `webhooks`.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bouncekit.adapters.webhooks.model import Fields, ProviderEvent, load
from bouncekit.errors import InvalidValueError
from bouncekit.origin import Proof, ProofFault, ProofKind
from bouncekit.origin.keys import day_number
from bouncekit.origin.proof import folded

__all__ = ["Checked", "basic", "bearer", "mailgun", "mandrill", "proof_of", "svix"]

_MOST_SIGNATURES: Final = 20
_LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The outcome of one check; `fault` None means that the provider sent it, in time."""

    provider: str
    fault: ProofFault | None
    detail: str = ""
    once: str | None = None
    """What the provider uses once (a token, an id): refuse it the second time, or an old event can be sent again."""


def proof_of(checked: Checked, event: ProviderEvent, now: datetime) -> Proof:
    """The proof that *event*, of the body that was *checked*, is the provider's: bound to the recipients it names.

    The provider is a relay of ours and says what became of our mail: nobody else can have made the signature. Raises
    InvalidValueError when the event is another provider's.
    """
    if checked.provider != event.provider:
        raise InvalidValueError("event", f"is one of {event.provider}, and {checked.provider} was checked")
    named = folded(event.report.named_recipients)
    fault = checked.fault if named or checked.fault is not None else ProofFault.NOT_SIGNED
    return Proof(
        kind=ProofKind.PROVIDER,
        fault=fault,
        subject=event.report.original_message_id or "",
        recipients=named if fault is None else None,
        day=day_number(now),
        variant=checked.provider,
        detail=checked.detail if named else "the event names nobody",
    )


def secret_of(name: str, value: str | bytes) -> bytes:
    """A key as octets. Raises InvalidValueError when it is empty: an empty key would verify what anybody signs."""
    octets = value.encode() if isinstance(value, str) else value
    if not octets:
        raise InvalidValueError(name, "must not be empty")
    return octets


def in_time(provider: str, stamp: str, now: datetime, max_age: timedelta) -> Checked | None:
    """What is wrong with the timestamp (seconds since 1970) of a signature; None when it is fresh."""
    day_number(now)  # a time without zone is the caller's mistake
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        return Checked(provider=provider, fault=ProofFault.MALFORMED, detail="no timestamp")
    if abs(now.timestamp() - int(stamp)) > max_age.total_seconds():
        return Checked(provider=provider, fault=ProofFault.EXPIRED, detail=f"signed at {stamp}")
    return None


def field(headers: Mapping[str, str], name: str) -> str:
    """The header field *name* (in lower case), whatever case *headers* has it in; empty when it is not there."""
    return next((value for key, value in headers.items() if key.lower() == name and isinstance(value, str)), "")


def same(made: bytes, given: bytes) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(made, given)


def _outcome(provider: str, right: bool, once: str | None = None) -> Checked:  # noqa: FBT001
    return Checked(provider=provider, fault=None if right else ProofFault.BAD_SIGNATURE, once=once)


def mailgun(
    body: str | bytes | Mapping[str, object],
    key: str | bytes,
    now: datetime,
    *,
    max_age: timedelta = timedelta(minutes=15),
) -> Checked:
    """Mailgun: `signature` is HMAC-SHA256 of timestamp and token with the HTTP webhook signing key.

    It does not cover the event: refuse a token (`once`) that you saw. Raises InvalidValueError for an empty key.
    """
    secret = secret_of("key", key)
    try:
        fields = Fields.of(load(body if isinstance(body, str | bytes) else dict(body))).inside("signature")
        stamp, token, given = fields.text("timestamp"), fields.text("token"), fields.text("signature")
    except InvalidValueError as error:
        return Checked(provider="mailgun", fault=ProofFault.NOT_SIGNED, detail=str(error)[:200])
    if (late := in_time("mailgun", stamp, now, max_age)) is not None:
        return late
    made = hmac.new(secret, (stamp + token).encode("utf-8", "replace"), hashlib.sha256).hexdigest()
    return _outcome("mailgun", same(made.encode(), given.lower().encode("utf-8", "replace")), token)


def svix(
    headers: Mapping[str, str],
    body: bytes,
    secret: str,
    now: datetime,
    *,
    provider: str = "resend",
    max_age: timedelta = timedelta(minutes=5),
) -> Checked:
    """Resend, as Svix signs: HMAC-SHA256 of id, timestamp and body with the secret after `whsec_`, in base64.

    Raises InvalidValueError for a secret that is no base64.
    """
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (ValueError, binascii.Error) as error:
        raise InvalidValueError("secret", "must be base64, after `whsec_` where that stands") from error
    key = secret_of("secret", key)
    ident, stamp = (
        field(headers, name) or field(headers, name.replace("svix", "webhook"))
        for name in ("svix-id", "svix-timestamp")
    )
    given = field(headers, "svix-signature") or field(headers, "webhook-signature")
    if not given:
        return Checked(provider=provider, fault=ProofFault.NOT_SIGNED, detail="no svix-signature")
    if (late := in_time(provider, stamp, now, max_age)) is not None:
        return late
    made = hmac.new(key, f"{ident}.{stamp}.".encode("utf-8", "replace") + body, hashlib.sha256).digest()
    wanted = base64.b64encode(made)
    several = [one[3:].encode("utf-8", "replace") for one in given[:_LONGEST].split() if one.startswith("v1,")]
    return _outcome(provider, any(same(wanted, one) for one in several[:_MOST_SIGNATURES]), ident or None)


def mandrill(url: str, params: Mapping[str, str], signature: str, key: str | bytes) -> Checked:
    """Mandrill (Mailchimp Transactional): HMAC-SHA1, base64, of the URL and each parameter's name and value, sorted."""
    secret = secret_of("key", key)
    signed = url + "".join(name + params[name] for name in sorted(params))
    made = base64.b64encode(hmac.new(secret, signed.encode("utf-8", "replace"), hashlib.sha1).digest())
    return _outcome("mandrill", same(made, signature.strip().encode("utf-8", "replace")))


def basic(provider: str, authorization: str, user: str, password: str) -> Checked:
    """`Authorization` with the user and password of the webhook's URL (Postmark, SparkPost, Brevo, Mailjet)."""
    secret_of("password", password)
    scheme, _, given = authorization.strip().partition(" ")
    if scheme.lower() != "basic":
        return Checked(provider=provider, fault=ProofFault.NOT_SIGNED, detail="no basic authentication")
    return _outcome(
        provider, same(base64.b64encode(f"{user}:{password}".encode()), given.strip().encode("utf-8", "replace"))
    )


def bearer(provider: str, authorization: str, token: str) -> Checked:
    """The token that you gave the provider for its webhook (Brevo, SparkPost's OAuth 2.0), by `Authorization`."""
    secret_of("token", token)
    scheme, _, given = authorization.strip().partition(" ")
    if scheme.lower() != "bearer":
        return Checked(provider=provider, fault=ProofFault.NOT_SIGNED, detail="no bearer token")
    return _outcome(provider, same(token.encode(), given.strip().encode("utf-8", "replace")))
