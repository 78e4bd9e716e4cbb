"""A user's row: checked at once, so that one that cannot speak, or would break a search, is named when it is given."""

from bouncekit.codes import ReplyCode
from bouncekit.errors import InvalidValueError
from bouncekit.rules.reply_model import COMMANDS, PhraseRow, Standing
from bouncekit.vocabulary import Fault, Permanence, Reason

__all__ = ["as_users"]


def as_users(row: PhraseRow) -> PhraseRow:
    """*row* with the standing of a user's. Raises InvalidValueError that names the row, the field and the value."""
    given: object = row
    if not isinstance(given, PhraseRow):
        raise InvalidValueError("rules", "must be PhraseRows", type(given).__name__)
    where = f"rules.{row.id}"
    for name in ("phrases", "statuses", "commands", "hosts"):
        texts: object = getattr(row, name)
        if not isinstance(texts, tuple) or not all(isinstance(text, str) and text for text in texts):
            raise InvalidValueError(f"{where}.{name}", "must be a tuple of texts that are not empty", texts)
    for phrase in row.phrases:
        if not all(any(c.isalnum() for c in piece) for piece in phrase.split(" ... ")):
            raise InvalidValueError(f"{where}.phrases", "each piece of a phrase needs a letter or a digit", phrase)
    for command in row.commands:
        if command not in COMMANDS:
            raise InvalidValueError(f"{where}.commands", "must be of " + ", ".join(sorted(COMMANDS)), command)
    replies: object = row.replies
    if not isinstance(replies, tuple) or not all(ReplyCode.find(str(code)) for code in replies):
        raise InvalidValueError(f"{where}.replies", "must be a tuple of SMTP reply codes such as 550", replies)
    for name, kind in (("reason", Reason), ("fault", Fault | None), ("permanence", Permanence | None)):
        value: object = getattr(row, name)
        if not isinstance(value, kind):
            raise InvalidValueError(f"{where}.{name}", f"must be a member of {name.title()}", value)
    if not (row.phrases or row.statuses or row.replies or row.hosts):
        raise InvalidValueError(where, "needs phrases, statuses, replies or hosts")
    fields = {name: getattr(row, name) for name in PhraseRow.__slots__}
    return PhraseRow(**{**fields, "standing": Standing.USER})
