"""Shapes of lines that many mailers share; the rows of `formats*.py` and `heuristics.py` are made of them."""

from typing import Final

from bouncekit.rules.model import Line

__all__ = [
    "ADDRESS",
    "ADDRESS_COLON",
    "ALONE",
    "ANGLE",
    "ANGLE_COLON",
    "ANY_ANGLE",
    "BULLET",
    "EXPANDED_FROM",
    "GENERATED_FROM",
    "INDENTED",
    "MAILTO",
    "NAME_ANGLE",
    "NAME_PARENS",
    "ORIGINAL",
    "RCPT_TO",
    "REASON_IN_PARENS",
    "SENTENCE_TO",
    "SMTP_ANSWER",
]

ADDRESS: Final = r"(?P<address>(?:\"[^\"<>]{1,64}\"|[^\s<>@\"'(),;:\[\]]{1,128})@[^\s<>@\"'(),;:]{1,255})"
"""An address as it stands in running text: a quoted or plain local part, no brackets around it."""
ORIGINAL: Final = r"(?P<original>(?:\"[^\"<>]{1,64}\"|[^\s<>@\"'(),;:\[\]]{1,128})@[^\s<>@\"'(),;:]{1,255})"

ANGLE_COLON: Final = Line(
    pattern=r"^\s{0,8}(?:To ?:)?<(?P<address>[^<>]{1,320})>:[ \t]{0,8}(?P<diagnostic>.{0,2000})$", needle=">:"
)
"""`<bob@example.net>: reason`, the reason here or in the lines that follow (qmail, Postfix)."""
ANGLE: Final = Line(pattern=r"^\s{0,12}<(?P<address>[^<>\s]{1,320})>[.,;:]?$", needle="<")
"""`<bob@example.net>` on a line of its own."""
ANY_ANGLE: Final = Line(pattern=r"<(?P<address>[^<>\s]{1,128}@[^<>\s]{1,255})>", needle="<")
"""The first `<bob@example.net>` of a line."""
ALONE: Final = Line(pattern=rf"^\s{{0,24}}[<\"'\[]?{ADDRESS}[>\"'\]]?[.,;:]?$")
"""An address on a line of its own, however it is wrapped."""
INDENTED: Final = Line(pattern=rf"^\s{{1,24}}<?{ADDRESS}>?[.,;:]?$")
"""An address on a line of its own that is set in."""
BULLET: Final = Line(pattern=rf"^\s{{0,12}}[*>-]\s{{1,8}}<?{ADDRESS}>?[.,;:]?$")
"""`* bob@example.net` or `- bob@example.net`."""
ADDRESS_COLON: Final = Line(pattern=rf"^\s{{0,12}}{ADDRESS}>?\s?:[ \t]{{0,8}}(?P<diagnostic>.{{0,2000}})$")
"""`bob@example.net: reason`."""
NAME_ANGLE: Final = Line(
    pattern=r"^\s{0,12}[^<>@]{1,120}<(?:mailto:)?(?P<address>[^<>\s]{1,128}@[^<>\s]{1,255})>[.,;:]?$"
)
"""`Bob Example <bob@example.net>` on a line of its own."""
NAME_PARENS: Final = Line(pattern=rf"^[^<>@()]{{1,120}}\((?:mailto:)?{ADDRESS}\)[.,;:]?$", needle="(")
"""`Bob Example (bob@example.net)` on a line of its own."""
MAILTO: Final = Line(pattern=rf"^[^<>]{{0,160}}<mailto:{ADDRESS}>", needle="<mailto:")
"""`Bob Example<mailto:bob@example.net>`: what a link becomes in plain text."""
RCPT_TO: Final = Line(
    pattern=r"(?P<command>RCPT TO): {0,3}<(?P<address>[^<>\s]{1,128}@[^<>\s]{1,255})>", needle="rcpt to"
)
"""A command of a session's transcript that names the recipient."""
SMTP_ANSWER: Final = Line(
    pattern=rf"^\s{{0,8}}(?P<diagnostic>[245][0-9][0-9][ -][^<>]{{0,80}}<?{ADDRESS}>?(?:\.\.\.|[:,. ]).{{0,2000}})$"
)
"""`550 5.1.1 <bob@example.net>... User unknown`: a server's answer that names the recipient."""
REASON_IN_PARENS: Final = Line(pattern=r"^\s{1,12}\(reason: (?P<diagnostic>.{1,2000}?)\)?$", needle="(reason:")
"""Sendmail's `(reason: 550 User unknown)` under an address."""
EXPANDED_FROM: Final = Line(
    pattern=r"^\s{1,12}\(expanded from: {1,3}<?(?P<original>[^<>\s()]{1,320})>?\)$", needle="expanded from"
)
"""Sendmail's `(expanded from: <list@example.net>)` under an address."""
GENERATED_FROM: Final = Line(
    pattern=rf"^\s{{1,12}}\(?(?:ultimately )?generated (?:from|by) <?{ORIGINAL}>?\)?:?$", needle="generated "
)
"""Exim's `(generated from bob@example.net)` under a pipe, a file or an address."""
SENTENCE_TO: Final = Line(
    pattern=rf"(?:^|\s)(?:to|for|recipient|address|user|mailbox|account):?\s{{1,4}}[<\"'(\[]?{ADDRESS}",
)
"""A sentence that says for whom: `… could not be delivered to bob@example.net …`."""
