"""Whether a webhook is the provider's, by the provider's public key: Amazon SNS and SendGrid (extra `webhooks`).

Keys and certificates are arguments: fetch them yourself, SNS's from `sns_certificate_url` and nowhere else.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import load_pem_x509_certificate

from bouncekit.adapters.webhooks.model import Fields, load
from bouncekit.adapters.webhooks.verify import Checked, field, in_time
from bouncekit.errors import InvalidValueError
from bouncekit.origin import ProofFault
from bouncekit.origin.keys import day_number

__all__ = ["sendgrid", "sns", "sns_certificate_url"]

_HOST: Final = re.compile(r"sns\.[a-z]{2}[a-z0-9-]{1,30}\.amazonaws\.com(?:\.cn)?")
_NOTIFICATION: Final = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
_CONFIRMATION: Final = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
_LONGEST: Final = 4_000


def sns_certificate_url(body: str | bytes | Mapping[str, Any]) -> str | None:
    """The URL of the certificate that SNS names, if it is on a host of SNS by https; None: fetch nothing."""
    try:
        url = Fields.of(load(body if isinstance(body, str | bytes) else dict(body))).text("SigningCertURL")
        parts = urlsplit(url)
        port = parts.port
    except (InvalidValueError, ValueError):
        return None
    plain = parts.scheme == "https" and port in (None, 443) and parts.username is None and parts.password is None
    return url if plain and _HOST.fullmatch(parts.hostname or "") and parts.path.endswith(".pem") else None


def sns(
    body: str | bytes | Mapping[str, Any],
    certificate: bytes,
    now: datetime,
    *,
    topics: frozenset[str],
    max_age: timedelta = timedelta(hours=1),
) -> Checked:
    """Amazon SNS: RSA over the fields that the SNS guide lists, of one of our *topics* (ARNs): others have theirs.

    *certificate*: PEM, from `sns_certificate_url`. Raises InvalidValueError for one that is none, or no topics.
    """
    if not topics:
        raise InvalidValueError("topics", "must name at least one topic: SNS signs for everybody")
    key = _certified(certificate, now)
    try:
        fields = Fields.of(load(body if isinstance(body, str | bytes) else dict(body)))
        given = base64.b64decode(fields.text("Signature")[:_LONGEST], validate=True)
        names = _NOTIFICATION if fields.text("Type") == "Notification" else _CONFIRMATION
        pairs = [(name, fields.maybe(name)) for name in names]
        stamp = datetime.fromisoformat(fields.text("Timestamp")[:40])
    except (InvalidValueError, ValueError, binascii.Error) as error:
        return Checked(provider="ses", fault=ProofFault.NOT_SIGNED, detail=str(error)[:200])
    once = fields.maybe("MessageId")
    if key is None:
        return Checked(provider="ses", fault=ProofFault.EXPIRED, detail="the certificate is out of its time", once=once)
    if fields.maybe("TopicArn") not in topics:
        return Checked(provider="ses", fault=ProofFault.UNKNOWN_KEY, detail="another topic", once=once)
    stamp = stamp if stamp.tzinfo is not None else stamp.replace(tzinfo=UTC)
    if abs(now - stamp) > max_age:
        return Checked(provider="ses", fault=ProofFault.EXPIRED, detail=f"signed at {stamp.isoformat()}", once=once)
    signed = "".join(f"{name}\n{value}\n" for name, value in pairs if value is not None)
    algorithm = hashes.SHA256() if fields.maybe("SignatureVersion") == "2" else hashes.SHA1()  # noqa: S303
    try:
        key.verify(given, signed.encode("utf-8", "replace"), padding.PKCS1v15(), algorithm)
    except (InvalidSignature, UnsupportedAlgorithm):
        return Checked(provider="ses", fault=ProofFault.BAD_SIGNATURE, once=once)
    return Checked(provider="ses", fault=None, once=once)


def _certified(certificate: bytes, now: datetime) -> rsa.RSAPublicKey | None:
    """The key of *certificate*; None when it is out of its time."""
    day_number(now)
    try:
        found = load_pem_x509_certificate(certificate)
        key = found.public_key()
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise InvalidValueError("certificate", "must be a certificate in PEM") from error
    if not isinstance(key, rsa.RSAPublicKey):
        raise InvalidValueError("certificate", "must hold an RSA key")
    return key if found.not_valid_before_utc <= now <= found.not_valid_after_utc else None


def sendgrid(
    headers: Mapping[str, str],
    body: bytes,
    public_key: str | bytes,
    now: datetime,
    *,
    max_age: timedelta = timedelta(minutes=15),
) -> Checked:
    """SendGrid: ECDSA (P-256, SHA-256) over timestamp and body, with the public key of the webhook's settings (base64).

    Raises InvalidValueError for what is no such key.
    """
    try:
        key = serialization.load_der_public_key(base64.b64decode(public_key, validate=True))
    except (ValueError, TypeError, binascii.Error, UnsupportedAlgorithm) as error:
        raise InvalidValueError("public_key", "must be the base64 of a public key") from error
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise InvalidValueError("public_key", "must be an elliptic curve's")
    stamp = field(headers, "x-twilio-email-event-webhook-timestamp")
    try:
        given = base64.b64decode(field(headers, "x-twilio-email-event-webhook-signature")[:_LONGEST], validate=True)
    except (ValueError, binascii.Error):
        given = b""
    if not given:
        return Checked(provider="sendgrid", fault=ProofFault.NOT_SIGNED, detail="no signature")
    if (late := in_time("sendgrid", stamp, now, max_age)) is not None:
        return late
    try:
        key.verify(given, stamp.encode() + body, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return Checked(provider="sendgrid", fault=ProofFault.BAD_SIGNATURE)
    return Checked(provider="sendgrid", fault=None, once=given.hex()[:64])
