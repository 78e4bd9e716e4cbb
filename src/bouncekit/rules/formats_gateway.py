"""Layouts of filters and gateways: Barracuda, Mimecast, Trend Micro, McAfee, MailMarshal, m-FILTER and others."""

from typing import Final

from bouncekit.rules.lines import (
    ADDRESS,
    ADDRESS_COLON,
    ALONE,
    ANGLE,
    ANGLE_COLON,
    ANY_ANGLE,
    BULLET,
    RCPT_TO,
    SMTP_ANSWER,
)
from bouncekit.rules.model import Block, Format, Header, Line, Role, Tail, Unit
from bouncekit.vocabulary import Action, Reason

__all__ = ["FORMATS_GATEWAY"]

FORMATS_GATEWAY: Final[tuple[Format, ...]] = (
    Format(
        id="amavis",
        source="amavisd-new 2.11, README.customize: notification templates; Sisimai 4.25 Lhost::Amavis",
        sample="formats/amavis.eml",
        any_of=("could not be delivered to:", "was not delivered to:", "your message was not delivered to"),
        all_of=(Header(field="from", needle="content-filter at"),),
        blocks=(
            Block(
                start=("delivered to",),
                lines=(ANGLE_COLON, ANGLE, ALONE, SMTP_ANSWER),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="barracuda",
        source="Barracuda Email Security Gateway; Sisimai 4.25 Lhost::Barracuda",
        sample="formats/barracuda.eml",
        any_of=(
            "was blocked by our spam firewall",
            "was blocked by our bulk email filter",
            "was blocked by our spam filter",
        ),
        all_of=("your message to:",),
        reason_hint=Reason.SPAM_DETECTED,
        blocks=(
            Block(
                start=("your message to:",),
                stop=("was blocked by our",),
                lines=(Line(pattern=rf"^(?:Your message to: {{0,4}})?<?{ADDRESS}>?[,;]?$"), ALONE),
            ),
        ),
    ),
    Format(
        id="mimecast",
        source="Mimecast: `[Postmaster] Email Delivery Failure`, https://community.mimecast.com; Sisimai 5 Lhost::Mimecast",
        sample="formats/mimecast.eml",
        any_of=(
            "this is a delivery failure notification message indicating that an email you addressed to email address",
            "could not be delivered. the problem appears to be",
            "an email that you attempted to send to the following address could not be delivered",
            "this is a delivery failure notification message",
        ),
        blocks=(
            Block(
                start=("delivery failure notification message", "an email that you attempted to send to the following"),
                lines=(
                    Line(pattern=rf"^\s{{0,8}}-- {{0,4}}<?{ADDRESS}>?", needle="-- "),
                    Line(
                        pattern=rf"^.{{0,200}}addressed to (?:email address )?:?[ -]{{0,6}}<?{ADDRESS}>?",
                        needle="addressed to",
                    ),
                    Line(pattern=r"^\s{0,8}-- (?P<diagnostic>.{1,2000})$", needle="-- "),
                    Line(pattern=rf"^\s{{0,8}}<?{ADDRESS}>?$"),
                ),
            ),
        ),
    ),
    Format(
        id="proofpoint",
        source="Proofpoint Protection Server: notices with Sendmail's headings and a banner of its own",
        sample="formats/proofpoint.eml",
        any_of=("the proofpoint protection server", "proofpoint email protection"),
        all_of=("could not be delivered",),
        blocks=(Block(lines=(ANGLE_COLON, ADDRESS_COLON, BULLET, ALONE), tail=Tail.PARAGRAPH),),
    ),
    Format(
        id="interscan-viruswall",
        source="Trend Micro InterScan E-Mail VirusWall NT; flufl.bounce 6 (simplematch)",
        sample="formats/interscan-viruswall.eml",
        any_of=("message from interscan e-mail viruswall nt", "message from interscan messaging security suite"),
        all_of=(Header(field="subject", needle="mail could not be delivered"),),
        blocks=(
            Block(
                lines=(
                    RCPT_TO,
                    Line(pattern=rf"^Unable to deliver message to {{0,4}}<?{ADDRESS}>?", needle="unable to deliver"),
                    Line(pattern=r"(?:<<<|>>>) (?P<diagnostic>[45][0-9][0-9][ -].{1,2000})$", needle=""),
                ),
            ),
        ),
    ),
    Format(
        id="interscan-mss",
        source="Trend Micro InterScan MSS; Sisimai 4.25 Lhost::InterScanMSS; flufl.bounce 6 (simplematch: kviv.be)",
        sample="formats/interscan-mss.eml",
        any_of=(
            "unable to deliver message to",
            "sent <<< rcpt to",
            "received >>> 550",
            "received >>> 554",
            "the message could not be delivered for the following reason",
        ),
        all_of=(Header(field="from", needle="interscan"),),
        blocks=(
            Block(
                lines=(
                    Line(pattern=r"<<< (?P<command>RCPT TO): ?<(?P<address>[^<>\s]{1,320})>", needle="rcpt to"),
                    Line(pattern=r">>> (?P<command>RCPT TO): ?<(?P<address>[^<>\s]{1,320})>", needle="rcpt to"),
                    Line(pattern=r">>> (?P<diagnostic>[245][0-9][0-9][ -].{1,2000})$", needle=">>>"),
                    Line(pattern=r"<<< (?P<diagnostic>[245][0-9][0-9][ -].{1,2000})$", needle="<<<"),
                    Line(
                        pattern=rf"^(?P<diagnostic>(?:Reason: {{0,4}})?Unable to deliver message to {{0,4}}<?{ADDRESS}>?.{{0,500}})$",
                        needle="unable to deliver",
                    ),
                ),
            ),
        ),
    ),
    Format(
        id="interscan-nt",
        source="Trend Micro InterScan NT; flufl.bounce 6 (simplematch: kviv.be)",
        sample="formats/interscan-nt.eml",
        all_of=("unable to deliver message to", "end of message"),
        blocks=(Block(start=("unable to deliver message to",), stop=("end of message",), lines=(ANY_ANGLE,)),),
    ),
    Format(
        id="trendmicro-ims",
        source="Trend Micro InterScan and Hosted Email Security: notices in Japanese; Sisimai 4.25 Lhost::InterScanMSS",
        sample="formats/trendmicro-ims.eml",
        any_of=(
            "以下のメールアドレスにメッセージを配信できませんでした",
            "メッセージを配信できません",
            "メールを配信できませんでした",
        ),
        blocks=(
            Block(
                lines=(
                    Line(pattern=r"[<>]{3} (?P<command>RCPT TO): ?<(?P<address>[^<>\s]{1,320})>", needle="rcpt to"),
                    Line(pattern=r"[<>]{3} (?P<diagnostic>[245][0-9][0-9][ -].{1,2000})$", needle=""),
                    ANGLE_COLON,
                    ANGLE,
                    ALONE,
                ),
            ),
        ),
    ),
    Format(
        id="mailmarshal",
        source="Trustwave MailMarshal SMTP; Sisimai 4.25 Lhost::MailMarshalSMTP",
        sample="formats/mailmarshal.eml",
        any_of=("could not be delivered because of",),
        all_of=("the following recipients were affected",),
        blocks=(
            Block(
                start=("could not be delivered because of",),
                stop=("the following recipients were affected",),
                role=Role.DETAIL,
                lines=(Line(pattern=r"^\s{0,8}(?P<diagnostic>\S.{0,2000})$", needle=""),),
            ),
            Block(
                start=("the following recipients were affected",),
                stop=("additional information",),
                lines=(ALONE,),
            ),
        ),
    ),
    Format(
        id="mcafee",
        source="McAfee Email and Web Security Appliance; Sisimai 4.25 Lhost::McAfee",
        sample="formats/mcafee.eml",
        any_of=("the following addresses had delivery problems",),
        blocks=(
            Block(
                start=("the following addresses had delivery problems",),
                until=r"^\s{0,8}-{3,8} (?:Non-delivered|Transcript|Message)",
                lines=(
                    Line(
                        pattern=r"^\s{0,8}<(?P<address>[^<>\s]{1,320})>\s{1,8}\((?P<diagnostic>[^()]{1,500})\)?",
                        needle="<",
                    ),
                    ALONE,
                ),
            ),
            Block(
                start=("non-delivered information",),
                role=Role.DETAIL,
                lines=(Line(pattern=r"^(?P<diagnostic>[A-Za-z0-9].{3,500})$", needle=""),),
            ),
        ),
    ),
    Format(
        id="mxlogic",
        source="MX Logic (McAfee SaaS); flufl.bounce 6 (simplematch); Sisimai 4.25 Lhost::MXLogic",
        sample="formats/mxlogic.eml",
        all_of=("a message that you have sent could not be delivered to one or more",),
        blocks=(
            Block(
                start=(
                    "the following address failed",
                    "the following addresses failed",
                    "the following address(es) failed",
                ),
                lines=(ANGLE_COLON, ALONE),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="messagelabs",
        source="MessageLabs (Symantec.cloud): the text of its reports; Sisimai 4.25 Lhost::MessageLabs",
        sample="formats/messagelabs.eml",
        any_of=(
            "this is a message from the messagelabs email security system",
            "this is the mail delivery agent at messagelabs.com",
        ),
        blocks=(
            Block(
                lines=(
                    ANGLE_COLON,
                    Line(pattern=rf"^\s{{0,8}}<?{ADDRESS}>?:?$"),
                    Line(pattern=r"^\s{0,8}(?P<diagnostic>[45][0-9][0-9][ -].{1,2000})$", needle=""),
                ),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="mailfoundry",
        source="MailFoundry; Sisimai 4.25 Lhost::MailFoundry",
        sample="formats/mailfoundry.eml",
        all_of=("delivery failed for the following reason",),
        any_of=("unable to deliver message to:", "no further delivery attempts will be made"),
        blocks=(
            Block(
                start=("unable to deliver message to",),
                stop=("this has been a permanent failure",),
                lines=(
                    Line(pattern=rf"Unable to deliver message to: {{0,4}}<?{ADDRESS}>?", needle="unable to deliver"),
                    Line(
                        pattern=r"^Delivery failed for the following reason:(?P<diagnostic>.{0,200})$",
                        needle="delivery failed",
                    ),
                ),
                tail=Tail.BLOCK,
            ),
        ),
    ),
    Format(
        id="surfcontrol",
        source="SurfControl E-mail Filter (Websense); Sisimai 4.25 Lhost::SurfControl",
        sample="formats/surfcontrol.eml",
        all_of=("your message could not be sent",),
        any_of=(
            "a transcript of the attempts to send the message follows",
            "the number of attempts made",
        ),
        blocks=(
            Block(
                lines=(
                    Line(pattern=rf"^Addressed To: {{0,4}}<?{ADDRESS}>?", needle="addressed to"),
                    Line(
                        pattern=rf"^<?{ADDRESS}>?: {{0,2}}\[[0-9.:a-f]{{3,45}}\], {{0,2}}(?P<diagnostic>.{{1,2000}})$",
                        needle="[",
                    ),
                ),
            ),
        ),
    ),
    Format(
        id="symantec-smtp-gateway",
        source="Symantec AntiVirus for SMTP Gateways: the delay notice; flufl.bounce 6 (simplewarning)",
        sample="formats/symantec-smtp-gateway.eml",
        all_of=("your message with subject", "delivery attempts will continue to be made"),
        action=Action.DELAYED,
        blocks=(
            Block(
                start=("your message with subject",),
                stop=("delivery attempts will continue",),
                lines=(ALONE, BULLET, ANY_ANGLE),
            ),
        ),
    ),
    Format(
        id="mfilter",
        source="Digital Arts m-FILTER; Sisimai 4.25 Lhost::mFILTER",
        sample="formats/mfilter.eml",
        any_of=(
            "-------server message",
            "「m-filter」が自動的に生成して送信しています",
        ),
        all_of=("-------smtp command",),
        blocks=(
            Block(
                stop=("-------server message", "-------smtp command"),
                lines=(ALONE,),
            ),
            Block(
                start=("-------server message",),
                stop=("-------smtp command",),
                role=Role.DETAIL,
                lines=(Line(pattern=r"^(?P<diagnostic>[^-\s].{2,2000})$", needle=""),),
            ),
            Block(
                start=("-------smtp command",),
                stop=("-------original message", "-------original mail info"),
                role=Role.DETAIL,
                lines=(Line(pattern=r"^(?P<command>[A-Z]{4}(?: TO| FROM)?)\b", needle=""),),
            ),
        ),
    ),
    Format(
        id="mfilter-text",
        source="Digital Arts m-FILTER: notices without a server's message; Sisimai 4.25 Lhost::mFILTER",
        sample="formats/mfilter-text.eml",
        all_of=("以下のメールアドレスへの送信に失敗しました",),
        none_of=("-------smtp command",),
        blocks=(
            Block(
                start=("以下のメールアドレスへの送信に失敗しました",),
                until=r"^-{5,}original",
                lines=(ALONE,),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="activehunter",
        source="TransWARE Active!hunter: Sendmail's headings with `>>> name <address>`; Sisimai 4.25 Lhost::Activehunter",
        sample="formats/activehunter.eml",
        any_of=("the following addresses had permanent fatal errors",),
        all_of=(Header(field="x-ahmailid"),),
        blocks=(
            Block(
                start=("the following addresses had permanent fatal errors",),
                lines=(
                    Line(pattern=r"^\s{0,8}>>> .{0,200}<(?P<address>[^<>\s]{1,320})>$", needle=">>>"),
                    Line(pattern=r"^(?P<diagnostic>[45][0-9][0-9][ -].{1,2000})$", needle=""),
                ),
            ),
        ),
    ),
    Format(
        id="halon",
        source="Halon MTA: dsn() defaults, https://docs.halon.io",
        sample="formats/halon.eml",
        any_of=(
            "undelivered message due to the following error",
            "your message couldn't be delivered due to the following error",
        ),
        blocks=(
            Block(
                lines=(
                    Line(pattern=rf"^\s{{0,8}}(?:Recipient|To): {{1,8}}<?{ADDRESS}>?$", needle=":"),
                    ANGLE_COLON,
                    ADDRESS_COLON,
                    Line(pattern=r"^\s{0,8}(?P<diagnostic>[45][0-9][0-9][ -].{1,2000})$", needle=""),
                ),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="dovecot-rejected",
        source="Dovecot LDA and Pigeonhole, the rejection as a disposition notice; the lab's captures; flufl.bounce 6 (simplematch)",
        sample="formats/dovecot-rejected.eml",
        all_of=("was automatically rejected",),
        any_of=("your message to",),
        blocks=(
            Block(
                start=("your message to",),
                unit=Unit.PARAGRAPH,
                lines=(
                    Line(
                        pattern=rf"Your message to {{1,3}}<?{ADDRESS}>? was automatically rejected:?(?P<diagnostic>.{{0,2000}})$",
                        needle="automatically rejected",
                    ),
                ),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="powermta",
        source="PowerMTA 4 and 5: the text of its delivery reports; Sisimai 4.25 Lhost::PowerMTA",
        sample="formats/powermta.eml",
        all_of=("hello, this is the mail server on",),
        blocks=(
            Block(
                start=("list of the affected recipients", "hello, this is the mail server on"),
                lines=(
                    Line(
                        pattern=r"^\s{0,8}<(?P<address>[^<>\s]{1,320})>[ :]{1,4}"
                        r"(?P<diagnostic>delivery failed;.{0,200}|failed.{0,200}|.{0,40}will not continue trying.{0,40})$",
                        needle="<",
                    ),
                    Line(
                        pattern=r"^\s{0,8}<(?P<address>[^<>\s]{1,320})>[ :]{1,4}(?P<diagnostic>.{0,80}(?:delayed|still trying|will continue).{0,120})$",
                        needle="<",
                        action=Action.DELAYED,
                    ),
                    Line(
                        pattern=r"^\s{0,8}<(?P<address>[^<>\s]{1,320})>[ :]{1,4}(?P<diagnostic>.{0,40}(?:relayed).{0,120})$",
                        needle="relayed",
                        action=Action.RELAYED,
                    ),
                    Line(
                        pattern=r"^\s{0,8}<(?P<address>[^<>\s]{1,320})>[ :]{1,4}(?P<diagnostic>.{0,40}(?:delivery succeeded|delivered).{0,120})$",
                        needle="deliver",
                        action=Action.DELIVERED,
                    ),
                ),
            ),
        ),
    ),
)
