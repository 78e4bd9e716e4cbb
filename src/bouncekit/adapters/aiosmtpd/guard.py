"""The guard: asks the policy whenever a recipient fails; subclasses say who exists and what is proven."""

import ipaddress
import logging
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from aiosmtpd.smtp import SMTP, Session

from bouncekit.adapters.aiosmtpd.border import (
    UnreadableHeaderError,
    clean_message,
    received_field,
    results_field,
)
from bouncekit.adapters.aiosmtpd.ceilings import MemoryLimiter
from bouncekit.adapters.aiosmtpd.notice import write_notice
from bouncekit.adapters.aiosmtpd.seen import count_received, merge_content, see_content
from bouncekit.adapters.aiosmtpd.server import GuardedEnvelope, answer
from bouncekit.adapters.aiosmtpd.values import Accepted, Circumstances, Notification
from bouncekit.addresses import Mailbox, ReversePath
from bouncekit.auth import AuthResults
from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.policy import Decision, Limiter, Policy, Scope, rate_keys, refuse
from bouncekit.transaction import Client, Failure, Protocol, RcptTo, Stage, Transaction
from bouncekit.vocabulary import Reason

__all__ = ["Guard"]

_FEWEST: Final = 100  # RFC 5321 section 4.5.3.1.8
_MOST: Final = 1_000
_CALLBACK_SECONDS: Final = 120.0
_NAME_CHARS: Final = 255
_DAY: Final = 86_400
_NEEDS_SMTPUTF8: Final = "553 5.6.7 An address that is not ASCII needs SMTPUTF8"
_log: Final = logging.getLogger("bouncekit.aiosmtpd")


class Guard(ABC):
    """A handler that asks *policy* whenever a recipient fails; subclasses say who exists and what is proven.

    Callbacks may be plain functions or coroutines; one that raises or takes over *callback_seconds* is a temporary
    failure (451 4.3.0). A transaction has at most *max_recipients*. Notices are counted by *limiter* against the
    quotas of the policy (None: in the memory of this process). *authserv_ids* are further names of our own that no
    client may write Authentication-Results of. Raises InvalidValueError for settings that are none.
    """

    def __init__(
        self,
        *,
        policy: Policy,
        hostname: str,
        max_recipients: int = _MOST,
        callback_seconds: float = _CALLBACK_SECONDS,
        limiter: Limiter | None = None,
        authserv_ids: Iterable[str] = (),
    ) -> None:
        if max_recipients < _FEWEST:
            fault = f"must be at least {_FEWEST} (RFC 5321 section 4.5.3.1.8)"
            raise InvalidValueError("max_recipients", fault, max_recipients)
        if not 0 < callback_seconds < float("inf"):
            raise InvalidValueError("callback_seconds", "must be over 0 and finite", callback_seconds)
        self.policy = policy
        self.hostname = hostname
        """Our own name: the authserv-id and the Reporting-MTA."""
        self._wire_name = Mailbox.parse(f"postmaster@{hostname}", field="hostname").ascii_domain
        if not self._wire_name.isascii():
            raise InvalidValueError("hostname", "is no domain name", hostname)
        self.max_recipients = max_recipients
        self._callback_seconds = callback_seconds
        self._limiter: Limiter = MemoryLimiter() if limiter is None else limiter
        self._own_names = (hostname, self._wire_name, *authserv_ids)

    @property
    def callback_seconds(self) -> float:
        """How long a callback may take."""
        return self._callback_seconds

    # -- what a mail system knows ----------------------------------------------------------------------------------

    @abstractmethod
    async def check_recipient(self, client: Client, forward_path: str) -> Failure | None:
        """Say how mail to *forward_path* would fail, or None when it would not: now, while a reply is owed."""

    @abstractmethod
    async def authenticate(self, client: Client, reverse_path: str, data: bytes) -> AuthResults:
        """Say what is proven of the sender: by SPF, DKIM and the rest, as our own border checked them.

        *data* has our own Received at its top, and no Authentication-Results that claims our name: none is written yet.
        """

    @abstractmethod
    async def accept(self, accepted: Accepted) -> None:
        """Take responsibility for the message: queue it. What fails of it later goes to `late`."""

    async def check_message(self, accepted: Accepted) -> Failure | None:  # noqa: ARG002
        """Say how the whole message fails after its last line, or None (the default) when it does not."""
        return None

    def circumstances(self, accepted: Accepted) -> Circumstances:  # noqa: ARG002
        """Say what else is known when the message fails later; nothing by default."""
        return Circumstances()

    def may_use(self, login: str, reverse_path: str) -> bool:  # noqa: ARG002
        """Say whether *login* owns *reverse_path* (RFC 6409 section 6.1). By default nobody owns anything."""
        return False

    # -- what aiosmtpd asks ----------------------------------------------------------------------------------------

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: GuardedEnvelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Add DSN to what is offered."""
        del server, envelope
        session.host_name = hostname
        return [*responses[:-1], "250-ENHANCEDSTATUSCODES", "250-DSN", responses[-1]]

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: GuardedEnvelope, address: str, options: list[str]
    ) -> str:
        """Refuse a reverse-path that is none, or that the login does not own (RFC 6409 section 6.1)."""
        del server
        reverse_path = "" if address == "<>" else address
        try:
            ReversePath.parse(reverse_path)
        except InvalidValueError as error:
            return f"553 5.1.7 {error.field}: {error.fault}"
        if not reverse_path.isprintable():
            return "553 5.1.7 An address holds a character that is not printed"
        if not (reverse_path.isascii() or envelope.smtp_utf8):
            return _NEEDS_SMTPUTF8
        login = _login(session)
        owns = None
        if login is not None:
            owns = bool(await answer(self.may_use(login, reverse_path))) if reverse_path else False
            if reverse_path and not owns:
                return "550 5.7.1 This login may not use that reverse-path"
        envelope.may_use = owns
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        envelope.recipients.clear()
        return "250 2.1.0 Ok"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: GuardedEnvelope, address: str, options: list[str]
    ) -> str:
        """Accept one recipient, or refuse it now: the client keeps the responsibility, and no bounce is owed."""
        del server
        given = envelope.rcpt_parameters
        try:
            recipient = RcptTo(forward_path=address, notify=given.notify, orcpt=given.orcpt)
        except InvalidValueError as error:
            code = "501 5.5.4" if error.field in {"orcpt", "notify"} else "553 5.1.3"
            return f"{code} {error.field}: {error.fault}"
        if not address.isprintable():
            return "553 5.1.3 An address holds a character that is not printed"
        if not (address.isascii() or envelope.smtp_utf8):
            return _NEEDS_SMTPUTF8
        if recipient in envelope.recipients:
            return "250 2.1.5 Ok, named before"
        if len(envelope.recipients) >= self.max_recipients:
            return "452 4.5.3 Too many recipients"
        transaction = self._transaction(session, envelope, (recipient,), Stage.RCPT)
        failure = _checked(await answer(self.check_recipient(transaction.client, address)), Failure)
        if failure is not None:
            failing = replace(transaction, recipients=(replace(recipient, failure=failure),))
            return _reply(self.policy.decide(failing, AuthResults()))
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        envelope.recipients[recipient] = None
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: GuardedEnvelope) -> str:  # noqa: N802
        """Refuse the whole message, or take the responsibility for it."""
        arrived = datetime.now(UTC)
        transaction = self._transaction(session, envelope, tuple(envelope.recipients), Stage.DATA)
        try:
            message = clean_message(envelope.original_content or b"", (*self._own_names, str(server.hostname)))
        except UnreadableHeaderError as error:
            return _refusal(error.failure)
        if count_received(message) >= self.policy.settings.received_limit:
            return _refusal(Failure(reason=Reason.ROUTING_LOOP))  # RFC 5321 section 6.3
        client = transaction.client
        trace = received_field(
            helo=session.host_name, ip=client.ip, hostname=self._wire_name,
            protocol=_protocol(server, session, envelope), identity=uuid4().hex[:16], now=arrived,
        )  # fmt: skip
        reverse_path = "" if transaction.sender is None else str(transaction.sender)
        auth = await answer(self.authenticate(client, reverse_path, trace + message))
        if not isinstance(auth, AuthResults):
            raise InvalidValueError("authenticate", "must give AuthResults", type(auth).__name__)
        accepted = Accepted(
            transaction=replace(transaction, stage=Stage.ACCEPTED),
            auth=auth,
            data=results_field(self._wire_name, auth) + trace + message,
            arrived=arrived,
        )
        failure = _checked(await answer(self.check_message(accepted)), Failure)
        if failure is not None:
            failed = tuple(replace(recipient, failure=failure) for recipient in transaction.recipients)
            return _reply(self.policy.decide(replace(transaction, recipients=failed), auth))
        await answer(self.accept(accepted))
        return "250 2.0.0 Ok"

    def _transaction(
        self, session: Session, envelope: GuardedEnvelope, recipients: tuple[RcptTo, ...], stage: Stage
    ) -> Transaction:
        login = _login(session)
        client = Client(
            ip=_address(session.peer),
            helo=_name(session.host_name),
            login=login,
            login_may_use_reverse_path=None if login is None else envelope.may_use is True,
        )
        return Transaction(
            client=client,
            reverse_path="" if envelope.mail_from == "<>" else envelope.mail_from or "",
            recipients=recipients,
            stage=stage,
            protocol=Protocol.SMTP if login is None else Protocol.SUBMISSION,
            ret=envelope.mail_parameters.ret,
            envid=envelope.mail_parameters.envid,
            smtputf8=bool(envelope.smtp_utf8),
        )

    # -- what fails later ------------------------------------------------------------------------------------------

    def late(self, accepted: Accepted, failures: Mapping[str, Failure]) -> Decision:
        """Decide what becomes of the recipients (forward-path → failure) that failed after the message was accepted.

        What the octets of the message show (a report, a program's answer, a loop) is looked at beside `circumstances`.
        Raises InvalidValueError when *failures* names none of its recipients.
        """
        failed = tuple(
            replace(recipient, failure=failures[recipient.forward_path])
            for recipient in accepted.transaction.recipients
            if recipient.forward_path in failures
        )
        if not failed:
            raise InvalidValueError("failures", "names no recipient of the message", sorted(failures))
        known = self.circumstances(accepted)
        seen = see_content(
            accepted.data, recipients=[r.forward_path for r in failed], hostname=self._wire_name
        )  # fmt: skip
        return self.policy.decide(
            replace(accepted.transaction, recipients=failed),
            accepted.auth,
            dns=known.dns,
            content=merge_content(known.content, seen),
            own_tokens=known.own_tokens,
            history=known.history,
        )

    def notice(self, accepted: Accepted, decision: Decision, *, remote_mta: str | None = None) -> Notification | None:
        """Write the DSN that *decision* permits; None when it permits none, or when a ceiling is reached (H14).

        Each call counts one notice against the ceilings for the address and its domain.
        """
        permit = decision.permit
        if permit is None:
            return None
        # The quotas of the policy: for an address in a day, for a domain in an hour. Not the three an hour of `claim`:
        # one message of a genuine sender may fail in parts, and each part is owed a notice.
        keys = [
            key
            for key in rate_keys(self.policy, permit.notice.to, decision.proof)
            if key.scope is not Scope.ADDRESS or key.seconds >= _DAY
        ]
        try:
            full = self._limiter.take(keys)
        except AdapterError as error:
            _log.warning("the limiter does not answer, so no notice is written: %s", error)
            return None
        if full is not None:
            _log.info("H14: %d notices in %d s for this %s", full.most, full.seconds, full.scope.value)
            return None
        data = write_notice(
            accepted, decision, permit,
            hostname=self._wire_name, remote_mta=remote_mta, now=datetime.now(UTC), unique=uuid4().hex,
        )  # fmt: skip
        return Notification(permit=permit, data=data)


def _address(peer: object) -> str | None:
    """The client's address; a Unix socket has none."""
    text = str(peer[0]) if isinstance(peer, tuple) and peer else ""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return None
    return text


def _login(session: Session) -> str | None:
    """The name of who logged in, as the authenticator gave it: text, or an attribute that is a name.

    Nothing else of the authenticator's data is ever made text: it may hold the password.
    """
    if not session.authenticated:
        return None
    given: object = session.auth_data
    for candidate in (given, *(getattr(given, name, None) for name in ("login", "username"))):
        text = candidate.decode("utf-8", "replace") if isinstance(candidate, bytes) else candidate
        if isinstance(text, str):
            return _name(text)
    return None


def _name(text: str | None) -> str | None:
    """What a client called itself, if it can be kept; a client's nonsense is no caller's mistake."""
    return text if text and text.isprintable() and len(text) <= _NAME_CHARS else None


def _checked(given: Any, kind: type[Failure]) -> Failure | None:
    """A callback's answer, None or a failure; anything else is no answer, and never a yes."""
    if given is not None and not isinstance(given, kind):
        raise InvalidValueError("callback", "must give a Failure or None", type(given).__name__)
    return given


def _protocol(server: SMTP, session: Session, envelope: GuardedEnvelope) -> str:
    """The `with` of our Received (RFC 3848, RFC 6531 section 4.3)."""
    if not session.extended_smtp:
        return "SMTP"
    kind = "LMTP" if hasattr(server, "smtp_LHLO") else "SMTP"
    name = f"UTF8{kind}" if envelope.smtp_utf8 else kind if kind == "LMTP" else "ESMTP"
    return f"{name}{'S' if session.ssl is not None else ''}{'A' if session.authenticated else ''}"


def _refusal(failure: Failure) -> str:
    return str(refuse(failure, stage=Stage.DATA))


def _reply(decision: Decision) -> str:
    reply = decision.recipients[0].reply
    return str(reply) if reply is not None else "451 4.3.0 Try again later"
