"""aiosmtpd's server with the DSN extension (RFC 3461), and with nothing in it that a client or a callback can upset.

Three rules. A callback that fails or hangs is `451 4.3.0`; what it says goes to the log. A command that is refused
leaves the session as it was. What cannot be kept as text (octets that are no UTF-8) is refused, not carried along.
"""

import asyncio
import inspect
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol

from aiosmtpd.smtp import MISSING, SMTP, AuthResult, Envelope, Session, TLSSetupException

from bouncekit.adapters.aiosmtpd.values import (
    MailParameters,
    RcptParameters,
    mail_parameters,
    rcpt_parameters,
    split_parameters,
)
from bouncekit.errors import InvalidValueError
from bouncekit.transaction import RcptTo

__all__ = ["CallbackError", "GuardedEnvelope", "GuardedSMTP", "Handler", "answer"]

_MAIL_LINE: Final = 512 + 26 + 10 + 107
"""SIZE, SMTPUTF8, and RET with an ENVID of 100 characters."""
_RCPT_LINE: Final = 1036 + 2
_REPLY_LINE: Final = 510
"""Octets of a reply line without its end (RFC 5321 section 4.5.3.1.5)."""
_DATA_OCTETS: Final = 32 << 20
_LATER: Final = "451 4.3.0 A fault of this system, try again later"
_NOT_UTF8: Final = "501 5.5.2 Octets that are no UTF-8"
_log: Final = logging.getLogger("bouncekit.aiosmtpd")


class CallbackError(Exception):
    """A callback raised, gave what is no answer, or took too long; the cause is in the log."""


class Handler(Protocol):
    """What the server asks of its handler."""

    @property
    def callback_seconds(self) -> float:
        """How long a callback may take."""
        ...


async def answer(given: Any) -> Any:
    """What a callback gave, waited for where it is awaitable: callbacks may be plain functions."""
    return await given if inspect.isawaitable(given) else given


class GuardedEnvelope(Envelope):
    """aiosmtpd's envelope, with what DSN adds to it."""

    def __init__(self) -> None:
        super().__init__()
        self.mail_parameters = MailParameters()
        self.rcpt_parameters = RcptParameters()
        """Of the RCPT command that is being handled."""
        self.recipients: dict[RcptTo, None] = {}
        """The recipients that were accepted, each once, in their order."""
        self.may_use: bool | None = None
        """Does the session's login own the reverse-path? None: there is no login."""


class GuardedSMTP(SMTP):
    """aiosmtpd's server with the DSN extension (RFC 3461); its handler is a `Guard`. Options are those of aiosmtpd."""

    envelope: GuardedEnvelope
    line_length_limit = _RCPT_LINE
    """Octets of a line that are read; the longest command sets it, as lines of a message may be shorter."""

    def __init__(self, handler: Handler, *args: Any, **options: Any) -> None:
        options.setdefault("data_size_limit", _DATA_OCTETS)
        super().__init__(handler, *args, **options)
        self._callback_seconds = handler.callback_seconds
        # aiosmtpd shares one table among all connections. The bounds are those of RFC 3461 section 5.4 and RFC 1870.
        self.command_size_limits = defaultdict(lambda: SMTP.command_size_limit, MAIL=_MAIL_LINE, RCPT=_RCPT_LINE)
        if self._auth_callback is not None:
            self._auth_callback = _plain(self._auth_callback, bool)
        if self._authenticator is not None:
            self._authenticator = _plain(self._authenticator, _auth_result)
        if "STARTTLS" in self._handle_hooks:
            self._handle_hooks["STARTTLS"] = _or_false(self._handle_hooks["STARTTLS"])

    def _create_envelope(self) -> GuardedEnvelope:
        return GuardedEnvelope()

    # -- callbacks

    async def _call_handler_hook(self, command: str, *args: Any) -> Any:
        """Ask the handler, within its time; a failure is a temporary one of ours."""
        hook = self._handle_hooks.get(command)
        if hook is None:
            return MISSING
        if command == "DATA":
            self._reset_timeout()  # the time of a slow client is not the handler's
        try:
            return await self._in_time(lambda: hook(self, self.session, self.envelope, *args))
        except CallbackError:
            if command == "PROXY":
                return False
            if command == "EHLO":
                raise
            return _LATER

    async def _in_time(self, call: Callable[[], Awaitable[Any] | Any]) -> Any:
        """The answer of *call*. Raises CallbackError for whatever it raises, and when it takes too long."""
        task = asyncio.current_task()
        try:
            async with asyncio.timeout(self._callback_seconds):
                return await answer(call())
        except CallbackError:
            raise
        except asyncio.CancelledError as error:
            if task is None or task.cancelling():
                raise  # the client went away
            _log.exception("a callback was cancelled")
            raise CallbackError from error
        except Exception as error:
            _log.exception("a callback failed")
            raise CallbackError from error

    async def handle_exception(self, error: Exception) -> str:
        """Log what went wrong; the client is told nothing but to try again."""
        if not isinstance(error, (CallbackError, TLSSetupException)):
            _log.error("a command failed", exc_info=error)
        return _LATER

    async def push(self, status: str | bytes) -> None:
        """Send a reply: printable ASCII, no longer than a reply line may be, whoever wrote it."""
        text = status.decode("utf-8", "replace") if isinstance(status, bytes) else str(status)
        lines = (
            "".join(char if " " <= char <= "~" else "?" for char in line)[:_REPLY_LINE] for line in text.split("\r\n")
        )
        await super().push("\r\n".join(lines))

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """As aiosmtpd reads it; what its parser cannot take is no address."""
        try:
            address, rest = super()._getaddr(arg)
        except Exception:  # noqa: BLE001  (the parser of the standard library raises many kinds)
            return None, None
        return address, rest

    # -- commands

    async def smtp_HELO(self, hostname: str) -> None:  # noqa: N802
        """Refuse what is no text; let aiosmtpd do the rest."""
        if _is_odd(hostname):
            await self.push(_NOT_UTF8)
            return
        await super().smtp_HELO(hostname)

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802
        """Offer DSN among the extensions. Where the handler refuses, all stays as it was (RFC 5321 section 4.1.4)."""
        if _is_odd(hostname):
            await self.push(_NOT_UTF8)
            return
        self.command_size_limits["MAIL"] = _MAIL_LINE
        session, envelope = self._session(), self.envelope
        before = session.extended_smtp, session.host_name
        try:
            await super().smtp_EHLO(hostname)
        except Exception:
            (session.extended_smtp, session.host_name), self.envelope = before, envelope
            raise

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        """Not within a transaction (RFC 4954 section 4): who sends it would change under way."""
        if self.envelope.mail_from:
            await self.push("503 5.5.1 No AUTH within a transaction")
            return
        try:
            await super().smtp_AUTH(arg)
        except ConnectionResetError as error:
            if self.transport is None or self.transport.is_closing():
                raise
            raise CallbackError from error  # a mechanism's own connection, not the client's

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        """Take RET and ENVID away, and let aiosmtpd do the rest; a refused MAIL leaves nothing behind."""
        if self.envelope.mail_from:
            await self.push("503 5.5.1 Nested MAIL command")
            return
        if arg is not None and _is_odd(arg):
            await self.push(_NOT_UTF8)
            return
        rest, taken = arg, dict[str, str]()
        try:
            if self._session().extended_smtp:
                rest, taken = split_parameters(arg or "", frozenset({"RET", "ENVID"}))
            self.envelope.mail_parameters = mail_parameters(taken)
        except InvalidValueError as error:
            await self.push(f"501 5.5.4 {error.field}: {error.fault}")
            return
        try:
            await super().smtp_MAIL(rest or None)
        finally:
            if not self.envelope.mail_from:
                self.envelope = self._create_envelope()

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        """Take NOTIFY and ORCPT away, and let aiosmtpd do the rest; a refused RCPT leaves nothing behind."""
        if arg is not None and _is_odd(arg):
            await self.push(_NOT_UTF8)
            return
        rest, taken = arg, dict[str, str]()
        try:
            if self._session().extended_smtp:
                rest, taken = split_parameters(arg or "", frozenset({"NOTIFY", "ORCPT"}))
            self.envelope.rcpt_parameters = rcpt_parameters(taken)
        except InvalidValueError as error:
            await self.push(f"501 5.5.4 {error.field}: {error.fault}")
            return
        try:
            await super().smtp_RCPT(rest or None)
        finally:
            self.envelope.rcpt_parameters = RcptParameters()

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Hang up where reading the message fails: its lines must never be read as commands."""
        envelope = self.envelope
        try:
            await super().smtp_DATA(arg)
        except Exception as error:
            if envelope.original_content is not None:
                self.envelope = self._create_envelope()
                raise
            _log.exception("the message could not be read")
            await self.push("421 4.3.0 A fault of this system, try again later")
            if self.transport is not None:
                self.transport.close()
            raise asyncio.CancelledError from error

    def _session(self) -> Session:
        assert self.session is not None
        return self.session


def _is_odd(text: str) -> bool:
    """True for octets that are no UTF-8, which aiosmtpd keeps as lone surrogates."""
    return not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)


def _plain(callback: Callable[..., Any], checked: Callable[[Any], Any]) -> Callable[..., Any]:
    """*callback*, which aiosmtpd calls and does not await: it must give its answer at once.

    A coroutine is true, and would let everybody in: it is refused as the owner's mistake.
    """

    def called(*args: Any) -> Any:
        try:
            given = callback(*args)
            if inspect.iscoroutine(given):
                given.close()
            if inspect.isawaitable(given):
                fault = "the authenticator must be a plain function: aiosmtpd does not await it"
                raise TypeError(fault)  # noqa: TRY301
            return checked(given)
        except Exception as error:
            _log.exception("the authenticator failed")
            raise CallbackError from error

    return called


def _auth_result(given: Any) -> AuthResult:
    if not isinstance(given, AuthResult):
        fault = "the authenticator must give an AuthResult"
        raise TypeError(fault)
    return given


def _or_false(hook: Callable[..., Any]) -> Callable[..., Any]:
    """The hook of STARTTLS, which aiosmtpd calls outside every command: a failure is no security."""

    def called(*args: Any) -> Any:
        try:
            return hook(*args)
        except Exception:  # noqa: BLE001  (logged with its traceback)
            _log.exception("the hook of STARTTLS failed")
            return False

    return called
