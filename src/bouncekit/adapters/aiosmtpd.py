"""A guard for aiosmtpd (extra `aiosmtpd`): refuses in the session, and bounces later only what it may.

    class Mine(Guard):
        async def check_recipient(self, client, forward_path): ...   # a Failure for who does not exist here
        async def authenticate(self, client, reverse_path, data): ...   # the Authentication-Results of our border
        async def accept(self, accepted): ...   # queue it; of what fails later, ask self.late(accepted, failures)

    guard = Mine(policy=BALANCED, hostname="mx.here.example")
    server = await loop.create_server(lambda: GuardedSMTP(guard, hostname="mx.here.example"), host, port)

`GuardedSMTP` takes RET, ENVID, NOTIFY and ORCPT (RFC 3461), which aiosmtpd itself answers with 555.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from aiosmtpd.smtp import SMTP, Envelope, Session

from bouncekit.addresses import ReversePath, envid_decode
from bouncekit.auth import AuthResults
from bouncekit.codes import EnhancedStatus
from bouncekit.dsn import DeliveryReport, RecipientReport, ReturnContent, build
from bouncekit.errors import InvalidValueError
from bouncekit.policy import Content, Decision, DomainFacts, History, OwnToken, Permit, Policy
from bouncekit.transaction import Client, Failure, Notify, Protocol, RcptTo, Ret, Stage, Transaction
from bouncekit.vocabulary import Action

__all__ = [
    "Accepted",
    "Circumstances",
    "Guard",
    "GuardedEnvelope",
    "GuardedSMTP",
    "MailParameters",
    "Notification",
    "RcptParameters",
]

_MAIL_LINE: Final = 512 + 26 + 10 + 107
"""SIZE, SMTPUTF8, and RET with an ENVID of 100 characters."""
_RCPT_LINE: Final = 1036 + 2
_HELO_CHARS: Final = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class MailParameters:
    """The DSN parameters of a MAIL command (RFC 3461 sections 4.3 and 4.4); None: not given."""

    ret: Ret | None = None
    envid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RcptParameters:
    """The DSN parameters of a RCPT command (RFC 3461 sections 4.1 and 4.2); None: not given."""

    notify: frozenset[Notify] | None = None
    orcpt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A message for which responsibility was taken: its transaction, what is proven of its sender, its octets."""

    transaction: Transaction
    auth: AuthResults
    data: bytes
    arrived: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What may be known beside the transaction when a message fails later; the defaults are: not known."""

    dns: DomainFacts = field(default_factory=DomainFacts)
    content: Content = field(default_factory=Content)
    own_tokens: tuple[OwnToken, ...] = ()
    history: History = field(default_factory=History)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A DSN with the leave to send it: to `permit.notice.to`, from the null reverse-path."""

    permit: Permit
    data: bytes


def split_parameters(argument: str, names: frozenset[str]) -> tuple[str, dict[str, str]]:
    """Take the parameters called *names* out of the argument of MAIL or RCPT; gives the rest and what was taken.

    The path may hold spaces and `>` inside quotes; ENVID may hold `>` too. Raises InvalidValueError for one that
    is there twice.
    """
    end, quoted, escaped = len(argument), False, False
    for place, char in enumerate(argument):
        if escaped:
            escaped = False
        elif quoted and char == "\\":
            escaped = True
        elif char == '"':
            quoted = not quoted
        elif char == ">" and not quoted:
            end = place + 1
            break
    kept: list[str] = [argument[:end]]
    taken: dict[str, str] = {}
    for word in argument[end:].split():
        name, _, value = word.partition("=")
        key = name.upper()
        if key not in names:
            kept.append(word)
        elif key in taken:
            raise InvalidValueError(key, "is there twice")
        else:
            taken[key] = value
    return " ".join(kept), taken


def mail_parameters(taken: Mapping[str, str]) -> MailParameters:
    """RET and ENVID as values. Raises InvalidValueError that names the parameter."""
    ret = taken.get("RET")
    if ret is not None and ret.upper() not in Ret.__members__:
        raise InvalidValueError("RET", "must be FULL or HDRS")
    envid = taken.get("ENVID")
    if envid is not None:
        envid_decode(envid, field="ENVID")
    return MailParameters(ret=None if ret is None else Ret[ret.upper()], envid=envid)


def rcpt_parameters(taken: Mapping[str, str]) -> RcptParameters:
    """NOTIFY and ORCPT as values. Raises InvalidValueError for a keyword that is none; `RcptTo` checks the rest."""
    words = taken.get("NOTIFY")
    if words is None:
        return RcptParameters(orcpt=taken.get("ORCPT"))
    keys = words.upper().split(",")
    if any(key not in Notify.__members__ for key in keys):
        raise InvalidValueError("NOTIFY", "must be NEVER, or some of SUCCESS, FAILURE, DELAY")
    return RcptParameters(notify=frozenset(Notify[key] for key in keys), orcpt=taken.get("ORCPT"))


class GuardedEnvelope(Envelope):
    """aiosmtpd's envelope, with what DSN adds to it."""

    def __init__(self) -> None:
        super().__init__()
        self.mail_parameters = MailParameters()
        self.rcpt_parameters = RcptParameters()
        """Of the RCPT command that is being handled."""
        self.recipients: list[RcptTo] = []
        """The recipients that were accepted."""


class GuardedSMTP(SMTP):
    """aiosmtpd's server with the DSN extension (RFC 3461); its handler is a `Guard`."""

    envelope: GuardedEnvelope
    line_length_limit = _RCPT_LINE
    """Octets of a line that are read; the longest command sets it, as lines of a message may be shorter."""

    def __init__(self, handler: "Guard", *args: Any, **options: Any) -> None:
        super().__init__(handler, *args, **options)
        # aiosmtpd shares one table among all connections. The bounds are those of RFC 3461 section 5.4 and RFC 1870.
        self.command_size_limits = defaultdict(lambda: SMTP.command_size_limit, MAIL=_MAIL_LINE, RCPT=_RCPT_LINE)

    def _create_envelope(self) -> GuardedEnvelope:
        return GuardedEnvelope()

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802
        """Offer DSN among the extensions."""
        self.command_size_limits["MAIL"] = _MAIL_LINE
        await super().smtp_EHLO(hostname)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        """Take RET and ENVID away, keep them, and let aiosmtpd do the rest."""
        try:
            rest, taken = split_parameters(arg or "", frozenset({"RET", "ENVID"}))
            parameters = mail_parameters(taken)
        except InvalidValueError as error:
            await self.push(f"501 5.5.4 {error.field}: {error.fault}")
            return
        self.envelope.mail_parameters = parameters
        await super().smtp_MAIL(rest or None)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        """Take NOTIFY and ORCPT away, keep them, and let aiosmtpd do the rest."""
        try:
            rest, taken = split_parameters(arg or "", frozenset({"NOTIFY", "ORCPT"}))
            parameters = rcpt_parameters(taken)
        except InvalidValueError as error:
            await self.push(f"501 5.5.4 {error.field}: {error.fault}")
            return
        self.envelope.rcpt_parameters = parameters
        await super().smtp_RCPT(rest or None)


class Guard(ABC):
    """A handler that asks *policy* whenever a recipient fails; subclasses say who exists and what is proven."""

    def __init__(self, *, policy: Policy, hostname: str) -> None:
        self.policy = policy
        self.hostname = hostname
        """Our own name: the authserv-id and the Reporting-MTA."""

    # -- what a mail system knows ----------------------------------------------------------------------------------

    @abstractmethod
    async def check_recipient(self, client: Client, forward_path: str) -> Failure | None:
        """Say how mail to *forward_path* would fail, or None when it would not: now, while a reply is owed."""

    @abstractmethod
    async def authenticate(self, client: Client, reverse_path: str, data: bytes) -> AuthResults:
        """Say what is proven of the sender: by SPF, DKIM and the rest, as our own border checked them."""

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
        login = _login(session)
        if login is not None and reverse_path and not self.may_use(login, reverse_path):
            return "550 5.7.1 This login may not use that reverse-path"
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
        transaction = self._transaction(session, envelope, (recipient,), Stage.RCPT)
        failure = await self.check_recipient(transaction.client, address)
        if failure is not None:
            failing = replace(transaction, recipients=(replace(recipient, failure=failure),))
            return _reply(self.policy.decide(failing, AuthResults()))
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        envelope.recipients.append(recipient)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: GuardedEnvelope) -> str:  # noqa: N802
        """Refuse the whole message, or take the responsibility for it."""
        del server
        transaction = self._transaction(session, envelope, tuple(envelope.recipients), Stage.DATA)
        content: bytes = envelope.original_content or b""
        reverse_path = "" if transaction.sender is None else str(transaction.sender)
        auth = await self.authenticate(transaction.client, reverse_path, content)
        accepted = Accepted(
            transaction=replace(transaction, stage=Stage.ACCEPTED), auth=auth, data=content, arrived=datetime.now(UTC)
        )
        failure = await self.check_message(accepted)
        if failure is not None:
            failed = tuple(replace(recipient, failure=failure) for recipient in transaction.recipients)
            return _reply(self.policy.decide(replace(transaction, recipients=failed), auth))
        await self.accept(accepted)
        return "250 2.0.0 Ok"

    def _transaction(
        self, session: Session, envelope: GuardedEnvelope, recipients: tuple[RcptTo, ...], stage: Stage
    ) -> Transaction:
        reverse_path = "" if envelope.mail_from == "<>" else envelope.mail_from or ""
        login = _login(session)
        client = Client(
            ip=_address(session.peer),
            helo=_printable(session.host_name),
            login=login,
            login_may_use_reverse_path=None if login is None else self.may_use(login, reverse_path),
        )
        return Transaction(
            client=client,
            reverse_path=reverse_path,
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
        return self.policy.decide(
            replace(accepted.transaction, recipients=failed),
            accepted.auth,
            dns=known.dns,
            content=known.content,
            own_tokens=known.own_tokens,
            history=known.history,
        )

    def notice(self, accepted: Accepted, decision: Decision, *, remote_mta: str | None = None) -> Notification | None:
        """Write the DSN that *decision* permits; None when it permits none."""
        permit = decision.permit
        if permit is None:
            return None
        transaction = decision.transaction
        report = DeliveryReport(
            reporting_mta=self.hostname,
            reverse_path=permit.notice.to,
            recipients=tuple(
                self._recipient(recipient, remote_mta)
                for recipient in transaction.recipients
                if recipient.forward_path in permit.recipients
            ),
            original=accepted.data,
            return_content=ReturnContent(permit.notice.returned.value),
            max_bytes=permit.notice.max_bytes,
            envid=transaction.envid,
            arrival_date=accepted.arrived,
            received_from_mta=transaction.client.helo,
            smtputf8=transaction.smtputf8,
            requiretls=permit.notice.requiretls,
        )
        unique = uuid4().hex
        dsn = build(report, now=datetime.now(UTC), message_id=f"<{unique}@{self.hostname}>", boundary=f"=_{unique}")
        return Notification(permit=permit, data=bytes(dsn))

    def _recipient(self, recipient: RcptTo, remote_mta: str | None) -> RecipientReport:
        failure = recipient.failure or Failure()
        reply = " ".join(str(part) for part in (failure.reply, failure.status, failure.diagnostic) if part is not None)
        return RecipientReport(
            final=str(recipient.mailbox or f"postmaster@{self.hostname}"),
            original=recipient.orcpt,
            action=Action.FAILED,
            status=failure.status or EnhancedStatus(5, 0, 0),
            diagnostic=reply or None,
            remote_mta=remote_mta,
            reason=failure.reason,
            notify=recipient.notify,
        )


def _address(peer: object) -> str | None:
    """The client's address; a Unix socket has none."""
    return str(peer[0]) if isinstance(peer, tuple) and peer else None


def _login(session: Session) -> str | None:
    name: object = session.auth_data  # whatever the authenticator gave
    return str(name) if session.authenticated and name else None


def _printable(text: str | None) -> str | None:
    """What a client called itself, if it can be kept; a client's nonsense is no caller's mistake."""
    return text if text and text.isprintable() and len(text) <= _HELO_CHARS else None


def _reply(decision: Decision) -> str:
    reply = decision.recipients[0].reply
    return str(reply) if reply is not None else "451 4.3.0 Try again later"
