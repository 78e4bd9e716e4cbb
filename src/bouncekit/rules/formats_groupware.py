"""Layouts of groupware and mail servers for Windows and appliances: Domino, Notes, GroupWise, MDaemon, IMail and others."""

from typing import Final

from bouncekit.rules.lines import ADDRESS, ADDRESS_COLON, ALONE, ANGLE, ANGLE_COLON, ANY_ANGLE, BULLET, RCPT_TO
from bouncekit.rules.model import Block, Format, Header, Line, Role, Tail, Unit
from bouncekit.vocabulary import Action

__all__ = ["FORMATS_GROUPWARE"]

_DOMINO: Final = (
    "was not delivered to:",
    "n'a pas été remis à",
    "n'a pas été distribué à",
    "wurde nicht zugestellt an",
    "konnte nicht zugestellt werden an",
    "no se ha entregado a",
    "non è stato consegnato a",
    "não foi entregue a",
    "次の宛先に送信できませんでした",
    "次の宛先には配信されませんでした",
)
_INTERNET_ADDRESS: Final = (
    r"(?P<address>[^\s<>@\"'(),;:\[\]][^\s<>@\"(),;:\[\]]{0,127}@[^\s<>@\"'(),;:.]{1,63}\.[^\s<>@\"'(),;:]{1,190})"
)
"""An address with a dot in its domain: a Notes name (`Bob Example/Sales/ACME@ACME`) has none."""
_DOMINO_REASON: Final = Line(
    pattern=rf"^\s{{1,12}}(?P<diagnostic>[^()]{{1,160}}\({_INTERNET_ADDRESS}\).{{0,500}})$", needle="("
)
"""The reason names the Internet address where the list has only a Notes name."""

FORMATS_GROUPWARE: Final[tuple[Format, ...]] = (
    Format(
        id="domino",
        source="IBM/HCL Domino 5 to 14, router's failure report in its languages; Sisimai 4.25 Lhost::Domino",
        sample="formats/domino.eml",
        any_of=_DOMINO,
        blocks=(
            Block(
                start=_DOMINO,
                lines=(Line(pattern=rf"^\s{{0,24}}(?:[^@<>]{{1,80}} )?<?{_INTERNET_ADDRESS}>?$"),),
                tail=Tail.BLOCK,
            ),
            Block(start=_DOMINO, role=Role.DETAIL, lines=(_DOMINO_REASON,)),
        ),
    ),
    Format(
        id="notes",
        source="Lotus Notes SMTP MTA 4; Sisimai 4.25 Lhost::Notes",
        sample="formats/notes.eml",
        all_of=("------- failure reasons --------",),
        blocks=(
            Block(
                start=("failure reasons",),
                until=r"^-{5,} Returned",
                lines=(ALONE, Line(pattern=r"^(?P<diagnostic>[^@\s-][^@]{1,300})$", needle="")),
                tail=Tail.NONE,
            ),
        ),
        address_of_returned=True,
    ),
    Format(
        id="groupwise",
        source="Novell GroupWise 5 to 8, GWIA and Mercury: `The message that you sent was undeliverable to the following:`; flufl.bounce 6 (groupwise)",
        sample="formats/groupwise.eml",
        any_of=(
            "the message that you sent was undeliverable to the following",
            "the mail that you sent to the following recipients was undeliverable",
        ),
        blocks=(
            Block(
                start=("undeliverable to the following", "recipients was undeliverable"),
                stop=("original message follows",),
                lines=(
                    Line(pattern=rf"^\s{{0,12}}<?{ADDRESS}>?\s{{0,4}}(?:\((?P<diagnostic>[^()]{{1,200}})\)?)?$"),
                    Line(
                        pattern=r"^\s{0,12}(?P<address>[A-Za-z0-9][A-Za-z0-9._-]{0,63}) {1,4}\((?P<diagnostic>[^()]{1,200})\)$",
                        needle="(",
                    ),
                ),
            ),
        ),
        local_domain="@",
    ),
    Format(
        id="mdaemon",
        source="MDaemon 3 to 24, templates Receipt.dat and NoUser.dat; flufl.bounce 6 (simplematch)",
        sample="formats/mdaemon.eml",
        any_of=(
            "the following addresses did not receive a copy of your message",
            "the attached message had permanent fatal delivery errors",
            "your message has encountered delivery problems",
        ),
        blocks=(
            Block(
                start=("did not receive a copy of your message",),
                stop=("session transcript",),
                lines=(Line(pattern=rf"^\s{{0,8}}> {{0,4}}{ADDRESS}", needle=">"), ALONE),
            ),
            Block(
                start=("permanent fatal delivery errors", "delivery problems"),
                role=Role.DETAIL,
                lines=(
                    RCPT_TO,
                    Line(pattern=rf"addressed to {{0,4}}<?{ADDRESS}>?", needle="addressed to"),
                    Line(pattern=r"<--- (?P<diagnostic>[245][0-9][0-9][ -].{1,2000})$", needle="<---"),
                    Line(pattern=rf"^\s{{0,8}}Failed address: <?{ADDRESS}>?", needle="failed address"),
                ),
            ),
        ),
    ),
    Format(
        id="mdaemon-nouser",
        source="MDaemon 3 to 24, template NoUser.dat; flufl.bounce 6 (simplematch)",
        sample="formats/mdaemon-nouser.eml",
        any_of=("- no such user here",),
        all_of=("there is no user by that name at this server",),
        blocks=(
            Block(lines=(Line(pattern=rf"^\s{{0,4}}<?{ADDRESS}>? - (?P<diagnostic>no such user here.{{0,200}})$"),)),
        ),
    ),
    Format(
        id="imail",
        source="Ipswitch IMail (SMTP32); flufl.bounce 6 (smtp32); Sisimai 4.25 Lhost::IMailServer",
        sample="formats/imail.eml",
        any_of=(
            "unknown user:",
            "unknown user",
            "user mailbox exceeds allowed size",
            "undeliverable to",
            "invalid final delivery userid",
            "delivery failed 20 attempts",
            "delivery failed",
            "body of message generated response",
            "unknown host",
            "requested action not taken: virus detected",
        ),
        all_of=(Header(field="subject", needle="undeliverable mail"),),
        blocks=(
            Block(
                stop=("original message follows",),
                lines=(
                    Line(
                        pattern=r"^(?P<diagnostic>(?:unknown user|user mailbox[^:@]{0,80}|delivery failed[^:@]{0,80}|unknown host"
                        r"|invalid final delivery userid|requested action[^@]{0,80})):? {0,4}"
                        r"(?P<address>[^\s<>@]{1,128}@[^\s<>]{1,255})$"
                    ),
                    Line(
                        pattern=r"^(?P<diagnostic>undeliverable to) {1,4}<?(?P<address>[^\s<>@]{1,128}@[^\s<>]{1,255})>?$",
                        needle="undeliverable to",
                    ),
                    ALONE,
                ),
                tail=Tail.BLOCK,
            ),
        ),
    ),
    Format(
        id="mailenable",
        source="MailEnable, MTA's delivery failure; flufl.bounce 6 (simplematch)",
        sample="formats/mailenable.eml",
        any_of=("message could not be delivered to some recipients",),
        all_of=("recipient: [smtp:",),
        blocks=(
            Block(
                lines=(
                    Line(pattern=rf"Recipient: \[SMTP:{ADDRESS}\]", needle="[smtp:"),
                    Line(pattern=r"^Reason: {0,4}(?P<diagnostic>.{1,2000})$", needle="reason:"),
                ),
                tail=Tail.NONE,
            ),
        ),
    ),
    Format(
        id="hmailserver",
        source="hMailServer 5, SMTPDeliverer: SEND_FAILED_NOTIFICATION; flufl.bounce 6 (simplematch: fastdnsservers)",
        sample="formats/hmailserver.eml",
        all_of=("the following recipient(s) could not be reached",),
        any_of=("error type", "error description", "hmailserver sent", "hmailserver"),
        blocks=(
            Block(
                start=("the following recipient(s) could not be reached",),
                stop=("additional information about this error",),
                lines=(
                    Line(
                        pattern=r"^\s{0,8}hMailServer sent: (?P<command>[A-Z]{4}(?: TO| FROM)?)",
                        needle="hmailserver sent",
                    ),
                    Line(
                        pattern=r"^\s{0,8}(?:Error Description|Remote server replied): (?P<diagnostic>.{1,2000})$",
                        needle=": ",
                    ),
                    Line(pattern=rf"^\s{{0,8}}{ADDRESS}(?::.{{0,200}})?$"),
                    Line(pattern=r"^\s{0,8}(?P<diagnostic>[45][0-9][0-9][ -].{1,2000})$", needle=""),
                ),
            ),
        ),
    ),
    Format(
        id="kerio",
        source="Kerio Connect and MailServer: `was not delivered to` reports",
        sample="formats/kerio.eml",
        any_of=("your message could not be delivered to one or more recipients",),
        all_of=(Header(field="x-mailer", needle="kerio"),),
        blocks=(Block(lines=(ANGLE_COLON, BULLET, ADDRESS_COLON, ALONE), tail=Tail.PARAGRAPH),),
    ),
    Format(
        id="icewarp",
        source="IceWarp (Merak) mail server: `The message could not be delivered` reports",
        sample="formats/icewarp.eml",
        any_of=("could not be delivered. the message was addressed to",),
        blocks=(
            Block(
                lines=(
                    Line(pattern=rf"addressed to:? {{0,4}}<?{ADDRESS}>?", needle="addressed to"),
                    Line(pattern=r"^\s{0,8}(?P<diagnostic>[45][0-9][0-9][ -].{1,2000})$", needle=""),
                )
            ),
        ),
    ),
    Format(
        id="communigate",
        source="CommuniGate Pro, Enqueuer: `Failed to deliver to`",
        sample="formats/communigate.eml",
        any_of=("failed to deliver to", "delayed delivery to"),
        blocks=(
            Block(
                start=("failed to deliver to",),
                lines=(Line(pattern=rf"Failed to deliver to '{ADDRESS}'", needle="failed to deliver to"),),
                tail=Tail.BLOCK,
            ),
            Block(
                start=("delayed delivery to",),
                action=Action.DELAYED,
                lines=(Line(pattern=rf"delayed delivery to '{ADDRESS}'", needle="delayed delivery to"),),
                tail=Tail.BLOCK,
            ),
        ),
    ),
    Format(
        id="lsmtp",
        source="LSMTP for Windows; flufl.bounce 6 (simplematch)",
        sample="formats/lsmtp.eml",
        any_of=("--> error description:", "error description:"),
        all_of=("error-for:",),
        blocks=(
            Block(
                start=("error description",),
                lines=(
                    Line(pattern=rf"^Error-for: {{1,8}}<?{ADDRESS}>?", needle="error-for"),
                    Line(pattern=r"^Error-(?:Text|Code|Message): {0,8}(?P<diagnostic>.{1,2000})$", needle="error-"),
                ),
            ),
        ),
    ),
    Format(
        id="demon",
        source="Demon Internet's punt: `addressed to '…'`; flufl.bounce 6 (simplematch)",
        sample="formats/demon.eml",
        any_of=("this message was created automatically by mail delivery",),
        all_of=("addressed to '",),
        blocks=(
            Block(lines=(Line(pattern=rf"addressed to '{ADDRESS}'", needle="addressed to '"),), tail=Tail.PARAGRAPH),
        ),
    ),
    Format(
        id="dadoservice",
        source="flufl.bounce 6 (simplematch: dadoservice.it)",
        sample="formats/dadoservice.eml",
        all_of=("your message has encountered delivery problems", "addressed to"),
        blocks=(
            Block(
                lines=(Line(pattern=rf"addressed to {{0,4}}<?{ADDRESS}>?", needle="addressed to"),), tail=Tail.PARAGRAPH
            ),
        ),
    ),
    Format(
        id="failed-recipients-list",
        source="flufl.bounce 6 (simplematch: sdm.de, lerctr.org): a list of failed recipients before the returned mail",
        sample="formats/failed-recipients-list.eml",
        any_of=("here is your list of failed recipients", "------ failed recipients ------", "failed recipients"),
        blocks=(
            Block(
                start=("list of failed recipients", "failed recipients"),
                lines=(ANY_ANGLE,),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="failed-recipient-field",
        source="SmarterMail; flufl.bounce 6 (simplematch: simple_36): `Failed Recipient: …`",
        sample="formats/failed-recipient-field.eml",
        all_of=("could not deliver message to the following recipient", "failed recipient:"),
        blocks=(
            Block(
                lines=(
                    Line(pattern=rf"Failed Recipient: {{0,4}}<?{ADDRESS}>?", needle="failed recipient"),
                    Line(pattern=r"^Reason: {0,4}(?P<diagnostic>.{1,2000})$", needle="reason:"),
                ),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="messageswitch",
        source="MessageSwitch: the delay notice; flufl.bounce 6 (simplewarning)",
        sample="formats/messageswitch.eml",
        all_of=("this is just a warning, you do not need to take any action",),
        any_of=("your message to:",),
        action=Action.DELAYED,
        blocks=(Block(start=("your message to:",), stop=("this is just a warning",), lines=(ALONE, ADDRESS_COLON)),),
    ),
    Format(
        id="yale",
        source="Yale and UC Irvine: `Message not delivered to the following:`; flufl.bounce 6 (yale, simplematch)",
        sample="formats/yale.eml",
        any_of=("message not delivered to the following addresses", "message not delivered to the following"),
        all_of=("error detail",),
        blocks=(
            Block(
                start=("message not delivered to the following",),
                stop=("error detail",),
                lines=(
                    Line(pattern=rf"^\s{{0,12}}<?{ADDRESS}>?(?:\s.{{0,200}})?$"),
                    Line(pattern=r"(?P<diagnostic>[45][0-9][0-9][ -].{1,2000})$", needle=""),
                ),
            ),
        ),
        address_of_returned=True,
    ),
    Format(
        id="netscape",
        source="Netscape Messaging Server 3 and 4; flufl.bounce 6 (netscape)",
        sample="formats/netscape.eml",
        any_of=(
            "this message could not be delivered to the following recipients for the following reason",
            "this message was undeliverable due to the following reason",
            "your message was not delivered because the destination computer was not reachable",
        ),
        blocks=(
            Block(
                start=("for the following reason", "due to the following reason"),
                stop=("please reply to",),
                lines=(
                    Line(
                        pattern=r"^(?:SMTP |(?P<diagnostic>[^<>]{0,200}))<(?P<address>[^<>\s@]{1,128}@[^<>\s]{1,255})>",
                        needle="<",
                    ),
                ),
            ),
            Block(
                # What is said of all stands before the first of them.
                start=("for the following reason", "due to the following reason"),
                stop=("please reply to",),
                role=Role.DETAIL,
                unit=Unit.PARAGRAPH,
                lines=(Line(pattern=r"^(?P<diagnostic>The following [^<>]{4,600}|[^<>]{4,600}[^:<>\s])$", needle=""),),
            ),
        ),
    ),
    Format(
        id="compuserve",
        source="CompuServe's postmaster; flufl.bounce 6 (compuserve samples)",
        sample="formats/compuserve.eml",
        any_of=("your message could not be delivered for the following reason",),
        all_of=("receiver:",),
        blocks=(
            Block(
                lines=(
                    Line(pattern=rf"Receiver: {{0,4}}(?:INTERNET:)?<?{ADDRESS}>?", needle="receiver"),
                    Line(pattern=rf"Invalid receiver address: {{0,4}}<?{ADDRESS}>?", needle="invalid receiver"),
                )
            ),
        ),
    ),
    Format(
        id="compuserve-local",
        source="CompuServe's postmaster, names without a domain; Mail::DeliveryStatus::BounceParser 1.5 (p_compuserve)",
        sample="formats/compuserve-local.eml",
        any_of=("receiver not found:",),
        all_of=("your message could not be delivered as addressed",),
        blocks=(
            Block(
                stop=("your message could not be delivered as addressed",),
                lines=(
                    Line(
                        pattern=r"^\s{0,4}(?P<diagnostic>Receiver not found): {0,4}(?P<address>[^\s<>]{1,128})$",
                        needle="receiver not found",
                    ),
                ),
            ),
        ),
        local_domain="@",
    ),
    Format(
        id="delivery-errors-list",
        source="Sisimai 4.25 Lhost::X1",
        sample="formats/delivery-errors-list.eml",
        all_of=("the following addresses had delivery errors",),
        none_of=(Header(field="subject", needle="could not send m"),),
        blocks=(
            Block(
                start=("the following addresses had delivery errors",),
                lines=(
                    Line(
                        pattern=rf"^\s{{0,8}}<?{ADDRESS}>?\s{{1,4}}\[(?P<diagnostic>[^\[\]]{{1,500}})\]?$", needle="["
                    ),
                    ALONE,
                ),
            ),
        ),
    ),
    Format(
        id="bracketed-warning",
        source="Sisimai 4.25 Lhost::X1: `Warning--Could not send mail for past … hours`",
        sample="formats/bracketed-warning.eml",
        all_of=(Header(field="subject", needle="could not send m"),),
        any_of=("the following addresses had delivery errors", "the following addresses had delivery problems"),
        action=Action.DELAYED,
        blocks=(
            Block(
                role=Role.LIST,
                lines=(Line(pattern=rf"^\s{{0,8}}<?{ADDRESS}>?\s{{1,4}}\[(?P<diagnostic>[^\[\]]{{1,500}})\]?$"), ANGLE),
            ),
        ),
    ),
    Format(
        id="error-sending-mail",
        source="Sisimai 4.25 Lhost::X6 (Winmail and its kin): `There was an error sending your mail`",
        sample="formats/error-sending-mail.eml",
        any_of=("we had trouble delivering your message", "error(s):", "errors:"),
        all_of=(Header(field="subject", needle="error sending your mail"),),
        blocks=(
            Block(
                lines=(
                    Line(
                        pattern=rf"^(?P<diagnostic>SMTP Server .{{0,120}}rejected recipient <{ADDRESS}>.{{0,500}})$",
                        needle="rejected recipient",
                    ),
                    Line(
                        pattern=rf"^(?P<diagnostic>.{{0,200}}errors: {{0,3}}<?{ADDRESS}>?.{{0,200}})$", needle="errors:"
                    ),
                    Line(pattern=rf"^(?P<diagnostic>.{{0,200}}<{ADDRESS}>.{{0,500}})$", needle="<"),
                ),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
)
