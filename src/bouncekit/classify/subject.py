"""Of whom words are said: read from the words beside them, where they could be of the recipient.

The nearest owner that is named before the words decides, and else one that is named right behind them (`quota exceeded
for the sender`); where none is named, the words are of the mailbox. A verification of the sender makes all that it
quotes be of the sender.
"""

import re
from typing import Final

from bouncekit.rules.reply_model import Subject
from bouncekit.rules.subjects import SUBJECTS

__all__ = ["is_of_sender", "subject_of", "verified_sender_at"]

_NEAR: Final = 40
"""Characters in which an owner is looked for on each side."""
_BETWEEN: Final = 4
"""Words that may stand between the owner and what is said of it."""
_OWNERS: Final = {word: row.subject for row in SUBJECTS if not row.whole_text for word in row.words}
# Words of scripts that put no space between words have no bounds.
_SPACED, _UNSPACED = (
    "|".join(re.escape(word) for word in sorted(_OWNERS, key=len, reverse=True) if (word[0] > "\u2fff") is unspaced)
    for unspaced in (False, True)
)
_OWNER: Final = re.compile(rf"(?<![\w.@/'-])({_SPACED})(?:'s|s')?(?![\w@'-])|({_UNSPACED})")
_VERIFIED: Final = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(word) for row in SUBJECTS if row.whole_text for word in row.words) + r")(?!\w)"
)
_SENDER_HINTS: Final = re.compile(
    "send|return|revers|envelope|from|origin|submit|your|authenticated|mittente|itente|etente|metteur|diteur|avs|nad"
    "|odes|nderen|отправ|[送差发發寄보발]"
)
_BEHIND: Final = re.compile(r"^[^.;:!?(\[<]{0,24}?\b(?:for|of|by|on|in|at|from) (?:the |your |this |a |an )?")
_END: Final = re.compile(r"[;!?]|\.(?:\s|$)|\n|(?<![\w.])[245][0-5][0-9][ -]")
"""Where what was said before ends: a sentence, or the code of a reply that is quoted."""
_WORD: Final = re.compile(r"[\w'@.<>-]+")
_NOT_OWNED: Final = re.compile(r"[,;!.]|'?s? (?:messages?|mails?|e-mails?|emails?)\b(?! (?:quota|limit|storage|box))")
_TO_WHOM: Final = ("to ", "to the ", "dear ", "the following ", "back to ")
_MAILBOX_WORDS: Final = (
    "mailbox",
    "mail box",
    "inbox",
    "user",
    "recipient",
    "account",
    "maildir",
    "mailfolder",
    "address",
)
_ABOUT_RECIPIENT: Final = ("recipient", "rcpt", "addressee", "destination")


def verified_sender_at(low: str) -> int:
    """Where a text in lower case begins to tell how the sender was verified; -1 where it does not."""
    # Each of the words has one of these: cheap searches before the dear one.
    if "sender" not in low and "verif" not in low and "callback" not in low and "callout" not in low:
        return -1
    for m in _VERIFIED.finditer(low):
        before = low[max(0, m.start() - _NEAR) : m.start()]
        if not any(word in before for word in _ABOUT_RECIPIENT) and not low.startswith(("<", "rcpt"), m.end()):
            return m.start()
    return -1


def is_of_sender(low: str, start: int, end: int) -> bool:
    """Whether the words at *start* to *end* of a text in lower case are said of the sender."""
    hint = _SENDER_HINTS.search(low, max(0, start - _NEAR), end + _NEAR)
    return hint is not None and subject_of(low, start, end) is Subject.SENDER


def subject_of(low: str, start: int, end: int) -> Subject:
    """Of whom the words at *start* to *end* of a text in lower case are said."""
    said = low[start:end]
    cut = max(0, start - _NEAR)
    for stop in _END.finditer(low, cut, start):
        cut = stop.end()
    nearest: Subject | None = None
    for m in _OWNER.finditer(low, cut, start):
        between = low[m.end() : start]
        if _is_owner(low, m) and len(_WORD.findall(between)) <= _BETWEEN:
            subject = _OWNERS[m[1] or m[2]]
            # Before a colon stands who or what is spoken of; a host or a message there only tells the rest.
            if ":" not in between or subject in {Subject.SENDER, Subject.MAILBOX}:
                nearest = subject
    of_mailbox = any(word in said for word in _MAILBOX_WORDS)
    if of_mailbox and low.endswith("your ", cut, start):
        return Subject.SENDER
    if nearest is None and not of_mailbox:
        nearest = _owner_behind(low, start, end)
    if of_mailbox and nearest is not Subject.SENDER:
        return Subject.MAILBOX
    return nearest or Subject.MAILBOX


def _owner_behind(low: str, start: int, end: int) -> Subject | None:
    """Whose it is by the words in the gap of a phrase or right behind it: `quota of the relay exceeded`."""
    for words, at in ((low[start:end], start), (low[end : end + _NEAR], end)):
        behind = _BEHIND.match(words)
        owner = _OWNER.match(low, at + behind.end()) if behind is not None else None
        if owner is not None:
            return _OWNERS[owner[1] or owner[2]]
    return None


def _is_owner(text: str, m: re.Match[str]) -> bool:
    """False where the word only addresses or mentions somebody: `returned to sender:`, `the sender's message`."""
    return not (_NOT_OWNED.match(text, m.end()) or text.endswith(_TO_WHOM, 0, m.start()))
