"""A webhook that is the provider's own is a proof; anything else, however it is broken, is none and raises nothing."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from bouncekit import classify, suppression
from bouncekit.adapters.webhooks import mailgun, ses, sparkpost, verify, verify_public
from bouncekit.errors import InvalidValueError
from bouncekit.origin import ProofFault, Verdict, check_event

NOW: Final = datetime(2026, 3, 16, 12, tzinfo=UTC)
STAMP: Final = str(int(NOW.timestamp()))
KEY: Final = "the webhook signing key"
TOPIC: Final = "arn:aws:sns:eu-west-1:1:bounces"
BOB: Final = "bob@remote.example"


def _mailgun(key: str = KEY, stamp: str = STAMP, **event: Any) -> bytes:
    made = hmac.new(key.encode(), (stamp + "token-1").encode(), hashlib.sha256).hexdigest()
    data = {"event": "failed", "severity": "permanent", "recipient": BOB, "id": "e-1", "reason": "bounce",
            "delivery-status": {"code": 550, "message": "550 5.1.1 user unknown"}} | event  # fmt: skip
    return json.dumps(
        {"signature": {"timestamp": stamp, "token": "token-1", "signature": made}, "event-data": data}
    ).encode()


def _actions(body: bytes, checked: verify.Checked, reader: Any = mailgun) -> list[str]:
    (event,) = reader.read(body)
    origin = check_event(event.report, proofs=[verify.proof_of(checked, event, NOW)], now=NOW)
    found: list[str] = []
    for recipient in event.report.recipients:
        fault = suppression.RecipientFault.prove(
            classify(recipient), origin, recipient=recipient.final or "-", message="m", report="r", at=NOW
        )
        if fault is not None:
            event_ = suppression.Bounced(fault=fault)
            found += [
                a.kind.value for a in suppression.apply(suppression.AddressState(), event_, suppression.MAILMAN3)[1]
            ]
    return found


def test_a_verified_event_counts_and_an_unverified_one_does_not() -> None:
    body = _mailgun()
    assert _actions(body, verify.mailgun(body, KEY, NOW)) == ["scored"]
    forged = _mailgun(key="guessed")
    assert _actions(forged, verify.mailgun(forged, KEY, NOW)) == []


def test_a_verified_complaint_is_proved() -> None:
    body = _mailgun(event="complained")
    (event,) = mailgun.read(body)
    origin = check_event(event.report, proofs=[verify.proof_of(verify.mailgun(body, KEY, NOW), event, NOW)], now=NOW)
    assert (origin.verdict, origin.recipients) == (Verdict.OURS, frozenset((BOB,)))


def test_a_proof_speaks_for_its_own_provider_and_recipients_alone() -> None:
    body = _mailgun()
    (other,) = sparkpost.read({"msys": {"message_event": {"type": "bounce", "rcpt_to": BOB}}})
    checked = verify.mailgun(body, KEY, NOW)
    with pytest.raises(InvalidValueError):
        verify.proof_of(checked, other, NOW)
    (event,) = mailgun.read(body)
    proof = verify.proof_of(checked, event, NOW)
    (eve,) = mailgun.read(_mailgun(recipient="eve@remote.example"))
    assert check_event(eve.report, proofs=[proof], now=NOW).verdict is not Verdict.OURS
    (nobody,) = mailgun.read(_mailgun(recipient=""))
    assert not verify.proof_of(checked, nobody, NOW).valid


@pytest.mark.parametrize(
    ("checked", "fault"),
    [
        (verify.mailgun(_mailgun(), KEY, NOW), None),
        (verify.mailgun(_mailgun(), KEY, NOW + timedelta(hours=1)), ProofFault.EXPIRED),
        (verify.mailgun(_mailgun(stamp="x"), KEY, NOW), ProofFault.MALFORMED),
        (verify.mailgun(_mailgun(stamp="9" * 400), KEY, NOW), ProofFault.MALFORMED),
        (verify.mailgun(b"{}", KEY, NOW), ProofFault.NOT_SIGNED),
        (verify.mailgun(b"\xff", KEY, NOW), ProofFault.NOT_SIGNED),
        (verify.mailgun(b'{"signature":{"timestamp":"1","token":"\\ud800","signature":"\\ud800"}}', KEY, NOW),
         ProofFault.EXPIRED),
        (verify.basic("postmark", "Basic " + base64.b64encode(b"u:p").decode(), "u", "p"), None),
        (verify.basic("postmark", "basic " + base64.b64encode(b"u:q").decode(), "u", "p"), ProofFault.BAD_SIGNATURE),
        (verify.basic("postmark", "Bearer p", "u", "p"), ProofFault.NOT_SIGNED),
        (verify.bearer("brevo", "Bearer t0ken", "t0ken"), None),
        (verify.bearer("brevo", "Bearer t0ke", "t0ken"), ProofFault.BAD_SIGNATURE),
        (verify.bearer("brevo", "", "t0ken"), ProofFault.NOT_SIGNED),
    ],
)  # fmt: skip
def test_outcomes(checked: verify.Checked, fault: ProofFault | None) -> None:
    assert checked.fault is fault


def test_an_empty_key_verifies_nothing() -> None:
    calls: tuple[Callable[[], object], ...] = (
        lambda: verify.mailgun(_mailgun(key=""), "", NOW),
        lambda: verify.svix({}, b"", "whsec_", NOW),
        lambda: verify.svix({}, b"", "whsec_%%", NOW),
        lambda: verify.mandrill("https://x.example/", {}, "", ""),
        lambda: verify.basic("postmark", "", "u", ""),
        lambda: verify.bearer("brevo", "", ""),
        lambda: verify_public.sendgrid({}, b"", "!", NOW),
        lambda: verify_public.sns({}, b"no pem", NOW, topics=frozenset((TOPIC,))),
        lambda: verify_public.sns({}, b"", NOW, topics=frozenset()),
    )
    for call in calls:
        with pytest.raises(InvalidValueError):
            call()


def _svix(body: bytes, secret: bytes, stamp: str = STAMP) -> dict[str, str]:
    made = base64.b64encode(hmac.new(secret, f"msg_1.{stamp}.".encode() + body, hashlib.sha256).digest()).decode()
    return {"Svix-Id": "msg_1", "svix-timestamp": stamp, "SVIX-Signature": f"v1,AAAA v2,x v1,{made}"}


def test_svix() -> None:
    body, key = b'{"type":"email.bounced"}', b"twenty-four octets of key"
    secret = "whsec_" + base64.b64encode(key).decode()
    assert verify.svix(_svix(body, key), body, secret, NOW).fault is None
    assert verify.svix(_svix(body, key), body, secret, NOW).once == "msg_1"
    assert verify.svix(_svix(body, key), body + b" ", secret, NOW).fault is ProofFault.BAD_SIGNATURE
    assert verify.svix(_svix(body, b"other"), body, secret, NOW).fault is ProofFault.BAD_SIGNATURE
    assert verify.svix(_svix(body, key), body, secret, NOW + timedelta(hours=1)).fault is ProofFault.EXPIRED
    assert verify.svix({}, body, secret, NOW).fault is ProofFault.NOT_SIGNED
    assert verify.svix(_svix(body, key, "²"), body, secret, NOW).fault is ProofFault.MALFORMED


def test_mandrill() -> None:
    url, params = "https://here.example/hook", {"mandrill_events": "[]", "a": "b"}
    made = base64.b64encode(hmac.new(b"k", (url + "abmandrill_events[]").encode(), hashlib.sha1).digest()).decode()
    assert verify.mandrill(url, params, made, "k").fault is None
    assert verify.mandrill(url, params | {"a": "c"}, made, "k").fault is ProofFault.BAD_SIGNATURE


_EC: Final = ec.generate_private_key(ec.SECP256R1())
_PUBLIC: Final = base64.b64encode(
    _EC.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
).decode()


def _sendgrid(body: bytes, stamp: str = STAMP) -> dict[str, str]:
    made = _EC.sign(stamp.encode() + body, ec.ECDSA(hashes.SHA256()))
    return {
        "X-Twilio-Email-Event-Webhook-Signature": base64.b64encode(made).decode(),
        "X-Twilio-Email-Event-Webhook-Timestamp": stamp,
    }


def test_sendgrid() -> None:
    body = b'[{"event":"bounce"}]'
    assert verify_public.sendgrid(_sendgrid(body), body, _PUBLIC, NOW).fault is None
    assert verify_public.sendgrid(_sendgrid(body), body + b"\n", _PUBLIC, NOW).fault is ProofFault.BAD_SIGNATURE
    late = NOW + timedelta(hours=1)
    assert verify_public.sendgrid(_sendgrid(body), body, _PUBLIC, late).fault is ProofFault.EXPIRED
    assert verify_public.sendgrid({}, body, _PUBLIC, NOW).fault is ProofFault.NOT_SIGNED
    broken = _sendgrid(body) | {"X-Twilio-Email-Event-Webhook-Signature": "AAAA"}
    assert verify_public.sendgrid(broken, body, _PUBLIC, NOW).fault is ProofFault.BAD_SIGNATURE


_RSA: Final = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _certificate(begins: datetime = NOW - timedelta(days=1)) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.eu-west-1.amazonaws.com")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(_RSA.public_key())
    made = made.serial_number(7).not_valid_before(begins).not_valid_after(begins + timedelta(days=30))
    return made.sign(_RSA, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _sns(version: str = "2", **more: str) -> dict[str, str]:
    message = {"notificationType": "Bounce", "mail": {"messageId": "m"}, "bounce": {
        "bounceType": "Permanent", "bounceSubType": "NoEmail", "feedbackId": "f",
        "bouncedRecipients": [{"emailAddress": BOB, "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 user unknown"}]}}  # fmt: skip
    fields = {"Type": "Notification", "MessageId": "i-1", "TopicArn": TOPIC, "Message": json.dumps(message),
              "Timestamp": "2026-03-16T11:59:00.000Z", "SignatureVersion": version}  # fmt: skip
    signed = "".join(f"{n}\n{fields[n]}\n" for n in ("Message", "MessageId", "Timestamp", "TopicArn", "Type"))
    algorithm = hashes.SHA256() if version == "2" else hashes.SHA1()
    fields["Signature"] = base64.b64encode(_RSA.sign(signed.encode(), padding.PKCS1v15(), algorithm)).decode()
    return fields | more


@pytest.mark.parametrize("version", ["1", "2"])
def test_sns(version: str) -> None:
    body = json.dumps(_sns(version)).encode()
    checked = verify_public.sns(body, _certificate(), NOW, topics=frozenset((TOPIC,)))
    assert (checked.fault, checked.once) == (None, "i-1")
    assert _actions(body, checked, ses) == ["scored"]


@pytest.mark.parametrize(
    ("body", "begins", "fault"),
    [
        (_sns(Message="{}"), NOW, ProofFault.BAD_SIGNATURE),
        (_sns(SignatureVersion="1"), NOW, ProofFault.BAD_SIGNATURE),
        (_sns(Subject="added"), NOW, ProofFault.BAD_SIGNATURE),
        (_sns(Signature="é"), NOW, ProofFault.NOT_SIGNED),
        (_sns(TopicArn="arn:aws:sns:eu-west-1:2:eve"), NOW, ProofFault.UNKNOWN_KEY),
        (_sns(Timestamp="2026-03-15T11:59:00.000Z"), NOW, ProofFault.EXPIRED),
        (_sns(Timestamp="soon"), NOW, ProofFault.NOT_SIGNED),
        (_sns(), NOW - timedelta(days=90), ProofFault.EXPIRED),
        ({}, NOW, ProofFault.NOT_SIGNED),
    ],
)
def test_what_sns_did_not_sign(body: dict[str, str], begins: datetime, fault: ProofFault) -> None:
    checked = verify_public.sns(body, _certificate(begins), NOW, topics=frozenset((TOPIC,)))
    assert checked.fault is fault


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem", True),
        ("https://sns.cn-north-1.amazonaws.com.cn/S-1.pem", True),
        ("http://sns.eu-west-1.amazonaws.com/S-1.pem", False),
        ("https://sns.eu-west-1.amazonaws.com.eve.example/S-1.pem", False),
        ("https://eve@sns.eu-west-1.amazonaws.com/S-1.pem", False),
        ("https://sns.eu-west-1.amazonaws.com:444/S-1.pem", False),
        ("https://eve.s3.amazonaws.com/S-1.pem", False),
        ("https://[sns/S-1.pem", False),
    ],
)
def test_a_certificate_is_fetched_from_sns_alone(url: str, right: bool) -> None:
    assert verify_public.sns_certificate_url({"SigningCertURL": url}) == (url if right else None)
    assert verify_public.sns_certificate_url("{}") is None
