"""Vendor layouts as rows (see `bouncekit.rules.model` for how the engine reads them and how a new one is added)."""

from typing import Final

from bouncekit.rules.model import Block, Format, Header, Line, Role, Tail

__all__ = ["FORMATS"]

FORMATS: Final[tuple[Format, ...]] = (
    Format(
        id="qmail",
        source="qmail 1.03, qmail-send.c: the QSBMF of https://cr.yp.to/proto/qsbmf.txt",
        sample="qmail/no-mailbox.eml",
        all_of=("this is the qmail-send program at",),
        blocks=(Block(lines=(Line(pattern=r"^<(?P<address>[^<>\s]{1,320})>:$", needle=">:"),), tail=Tail.PARAGRAPH),),
    ),
    Format(
        id="exim-text",
        source="Exim 4, src/deliver.c; the lab's captures of Exim 4.96",
        sample="exim/permanent-error.eml",
        all_of=("this message was created automatically by mail delivery software",),
        any_of=(
            "the following address failed",
            "the following address(es) failed",
            "a message that you sent could not be delivered to one or more of its recipients",
            Header(field="x-failed-recipients"),
        ),
        blocks=(
            Block(
                start=("the following address(es) failed", "the following address failed"),
                lines=(Line(pattern=r"^ {1,8}(?:[^<>]{0,80}<)?(?P<address>[^\s<>@]{1,128}@[^\s<>:]{1,255})>?:?$"),),
                tail=Tail.BLOCK,
            ),
            Block(
                role=Role.DETAIL,
                lines=(Line(pattern=r"(?P<command>RCPT TO):<(?P<address>[^<>\s]{1,320})>", needle="rcpt to"),),
            ),
        ),
        address_fields=("x-failed-recipients",),
    ),
)
