"""Enhanced status codes (RFC 3463), reply codes (RFC 5321) and the SMTP reply that carries both."""

import re
from dataclasses import dataclass
from typing import Final, final

from bouncekit.errors import InvalidValueError

__all__ = ["EnhancedStatus", "ReplyCode", "SmtpReply"]

# status-code = class "." subject "." detail ; class = "2"/"4"/"5" ; subject, detail = 1*3digit without leading zeros
# (RFC 3463 section 2)
_STATUS: Final = re.compile(r"([245])\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})", re.ASCII)
_TEXT: Final = re.compile(r"[\t\x20-\x7e]*", re.ASCII)
_LINE: Final = 512
"""Octets of a reply line with its code and CRLF (RFC 5321 4.5.3.1.5)."""


@final
@dataclass(frozen=True, slots=True, order=True)
class EnhancedStatus:
    """An enhanced status code, `class.subject.detail` (RFC 3463 section 2).

    Raises InvalidValueError outside the grammar.
    """

    klass: int
    subject: int
    detail: int

    def __post_init__(self) -> None:
        if self.klass not in (2, 4, 5):
            raise InvalidValueError("status.class", "must be 2, 4 or 5", self.klass)
        if not (0 <= self.subject <= 999 and 0 <= self.detail <= 999):
            raise InvalidValueError("status", "subject and detail must be 0 to 999", str(self))

    @classmethod
    def parse(cls, text: str) -> "EnhancedStatus":
        """The code that *text* is, exactly; raises InvalidValueError otherwise. For peers' texts see `find`."""
        found = cls.find(text)
        if found is None:
            raise InvalidValueError("status", "is not an enhanced status code (RFC 3463 section 2)", text)
        return found

    @classmethod
    def find(cls, text: str) -> "EnhancedStatus | None":
        """The code that *text* is, exactly, or None."""
        usual = _USUAL_STATUSES.get(text)
        if usual is not None:
            return usual
        m = _STATUS.fullmatch(text)
        return cls(int(m[1]), int(m[2]), int(m[3])) if m else None

    @property
    def is_generic(self) -> bool:
        """True for x.0.0, which states nothing but its class."""
        return self.subject == 0 and self.detail == 0

    def __str__(self) -> str:
        return f"{self.klass}.{self.subject}.{self.detail}"


@final
@dataclass(frozen=True, slots=True, order=True)
class ReplyCode:
    """A three-digit SMTP reply code, 200 to 559 (RFC 5321 section 4.2); InvalidValueError outside the grammar."""

    value: int

    def __post_init__(self) -> None:
        if type(self.value) is not int or not (200 <= self.value <= 559 and self.value // 10 % 10 <= 5):
            raise InvalidValueError("reply", "is not an SMTP reply code (RFC 5321 section 4.2)", self.value)

    @classmethod
    def find(cls, text: str) -> "ReplyCode | None":
        """The code that *text* is, exactly, or None."""
        return _REPLIES.get(text)

    @property
    def klass(self) -> int:
        """The first digit: 2 done, 3 go on, 4 try again, 5 never."""
        return self.value // 100

    def __str__(self) -> str:
        return str(self.value)


# Codes are values: the ones that diagnostics state over and over are made once.
_USUAL_STATUSES: Final = {
    f"{klass}.{subject}.{detail}": EnhancedStatus(klass, subject, detail)
    for klass in (2, 4, 5)
    for subject in range(8)
    for detail in range(16)
}
# Reply-code = %x32-35 %x30-35 %x30-39 (RFC 5321 4.2)
_REPLIES: Final = {
    f"{first}{second}{third}": ReplyCode(100 * first + 10 * second + third)
    for first in range(2, 6)
    for second in range(6)
    for third in range(10)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpReply:
    """One SMTP or LMTP reply: code, enhanced code of the same class (RFC 2034 section 4), one line of printable ASCII.

    Raises InvalidValueError when the classes differ, a 3yz carries an enhanced code, or the line cannot be sent.
    """

    code: ReplyCode
    status: EnhancedStatus | None
    text: str

    def __post_init__(self) -> None:
        if self.status is not None and self.status.klass != self.code.klass:
            fault = f"must have the class of the reply code {self.code}"
            raise InvalidValueError("reply.status", fault, str(self.status))
        if not _TEXT.fullmatch(self.text):
            raise InvalidValueError("reply.text", "must be one line of printable ASCII", self.text)
        if len(str(self)) + 2 > _LINE:
            fault = f"makes the line longer than {_LINE} octets (RFC 5321 section 4.5.3.1.5)"
            raise InvalidValueError("reply.text", fault, self.text)

    def __str__(self) -> str:
        return " ".join(part for part in (str(self.code), str(self.status or ""), self.text) if part)
