"""Layouts of Japanese and Chinese carriers, providers and list servers: au, docomo, SoftBank, Biglobe, fml, QQ, NetEase."""

from typing import Final

from bouncekit.rules.lines import ADDRESS, ADDRESS_COLON, ALONE, ANGLE, ANGLE_COLON, ANY_ANGLE
from bouncekit.rules.model import Block, Format, Header, Line, Tail
from bouncekit.vocabulary import Action, Reason

__all__ = ["FORMATS_ASIA"]

_EZWEB: Final = (
    ANGLE_COLON,
    ANGLE,
    Line(pattern=r"^\s{1,12}Recipient: {0,4}<(?P<address>[^<>\s]{1,320})>", needle="recipient:"),
    Line(pattern=r"^\s{1,12}>>> (?P<command>RCPT TO)", needle="rcpt to"),
    Line(pattern=r"^\s{1,12}<<< (?P<diagnostic>[45][0-9][0-9].{0,2000})$", needle="<<<"),
)
_EZWEB_END: Final = r"^-{40}"
"""The line before the original's header."""

FORMATS_ASIA: Final[tuple[Format, ...]] = (
    Format(
        id="ezweb",
        source="au EZweb (KDDI); Sisimai 4.25 Lhost::EZweb",
        sample="formats/ezweb.eml",
        any_of=(
            "each of the following recipients was rejected by a remote mail server",
            "the following recipients did not receive this message",
        ),
        none_of=("your message was not delivered within", "the user(s) account is"),
        blocks=(Block(until=_EZWEB_END, lines=_EZWEB),),
    ),
    Format(
        id="ezweb-filtered",
        source="au EZweb and au by KDDI: the recipient's own filter, which the header says; Sisimai 4.25 Lhost::EZweb",
        sample="formats/ezweb-filtered.eml",
        all_of=(Header(field="x-spasign", needle="ng"),),
        any_of=(
            "each of the following recipients was rejected by a remote mail server",
            "the following recipients did not receive this message",
            "次のあて先へのメッセージはエラーのため送信できませんでした",
        ),
        none_of=("your message was not delivered within", "the user(s) account is"),
        reason_hint=Reason.FILTERED,
        blocks=(Block(until=_EZWEB_END, lines=_EZWEB),),
    ),
    Format(
        id="ezweb-account",
        source="au EZweb (KDDI): account disabled, limited or over quota; Sisimai 4.25 Lhost::EZweb",
        sample="formats/ezweb-account.eml",
        any_of=(
            "the user(s) account is disabled",
            "the user(s) account is temporarily limited",
            "the user(s) account is temporarily over quota",
            "the user(s) account is",
        ),
        blocks=(
            Block(
                until=_EZWEB_END,
                lines=(
                    *_EZWEB,
                    Line(
                        pattern=r"^(?P<diagnostic>The user\(s\) account is temporarily over quota.{0,100})$",
                        needle="over quota",
                        reason_hint=Reason.MAILBOX_FULL,
                    ),
                    Line(
                        pattern=r"^(?P<diagnostic>The user\(s\) account is (?:disabled|temporarily limited).{0,100})$",
                        needle="account is",
                        reason_hint=Reason.MAILBOX_DISABLED,
                    ),
                ),
            ),
        ),
    ),
    Format(
        id="ezweb-expired",
        source="au EZweb (KDDI): not delivered in time; Sisimai 4.25 Lhost::EZweb",
        sample="formats/ezweb-expired.eml",
        any_of=("your message was not delivered within",),
        reason_hint=Reason.EXPIRED,
        blocks=(
            Block(
                until=_EZWEB_END,
                lines=(
                    *_EZWEB,
                    Line(
                        pattern=r"^(?P<diagnostic>Your message was not delivered within .{0,200})$",
                        needle="not delivered within",
                    ),
                ),
            ),
        ),
    ),
    Format(
        id="kddi",
        source="au by KDDI (dion.ne.jp); Sisimai 4.25 Lhost::KDDI",
        sample="formats/kddi.eml",
        any_of=("your mail sent on:", "your mail attempted to be delivered on:"),
        all_of=("could not be delivered to:", Header(field="from", needle="no-reply@")),
        blocks=(
            Block(
                start=("your mail sent on", "your mail attempted to be delivered on"),
                lines=(
                    Line(
                        pattern=rf"Could not be delivered to: {{0,4}}<?{ADDRESS}>?", needle="could not be delivered to"
                    ),
                    Line(
                        pattern=r"^\s{1,12}(?P<diagnostic>As their mailbox is full.{0,100})$",
                        needle="mailbox is full",
                        reason_hint=Reason.MAILBOX_FULL,
                    ),
                    Line(
                        pattern=r"^\s{1,12}(?P<diagnostic>As the remote domain doesn.{0,100})$",
                        needle="as the remote domain",
                        reason_hint=Reason.HOST_UNKNOWN,
                    ),
                    Line(pattern=r"^\s{1,12}(?P<diagnostic>(?:As|Due to) .{1,500})$", needle=""),
                ),
                tail=Tail.PARAGRAPH,
            ),
        ),
    ),
    Format(
        id="docomo",
        source="NTT docomo (Sendmail's headings, in Japanese and English)",
        sample="formats/docomo.eml",
        any_of=(
            "次のあて先へのメッセージはエラーのため送信できませんでした",
            "次のあて先へのメッセージは、エラーのため送信できませんでした",
            "次の宛先へのメッセージはエラーのため送信できませんでした",
            "以下の宛先にメールを送信できませんでした",
            "以下のアドレスにメールを送信できませんでした",
            "宛先のメールアドレスが見つかりません",
        ),
        none_of=(
            "each of the following recipients was rejected by a remote mail server",
            "the following recipients did not receive this message",
            "your message was not delivered within",
            "the user(s) account is",
        ),
        blocks=(Block(lines=(ANGLE_COLON, ANGLE, ALONE, ADDRESS_COLON), tail=Tail.PARAGRAPH),),
    ),
    Format(
        id="softbank",
        source="SoftBank (disney.ne.jp, i.softbank.jp): notices in Japanese",
        sample="formats/softbank.eml",
        any_of=(
            "下記の宛先へのメールは送信できませんでした",
            "以下の宛先へのメールの送信に失敗しました",
            "以下の宛先に送信できませんでした",
        ),
        blocks=(Block(lines=(ANGLE_COLON, ANGLE, ALONE, ADDRESS_COLON), tail=Tail.PARAGRAPH),),
    ),
    Format(
        id="biglobe",
        source="BIGLOBE; Sisimai 4.25 Lhost::Biglobe",
        sample="formats/biglobe.eml",
        all_of=("the following addresses had delivery problems", "non-delivered information"),
        blocks=(
            Block(
                start=("the following addresses had delivery problems",),
                stop=("non-delivered information",),
                lines=(ALONE,),
            ),
            Block(
                start=("non-delivered information",),
                lines=(
                    Line(
                        pattern=r"^(?P<diagnostic>The number of messages in recipient's mailbox exceeded.{0,100})$",
                        needle="exceeded",
                        reason_hint=Reason.MAILBOX_FULL,
                    ),
                    Line(pattern=r"^(?P<diagnostic>Mail Delivery Failed.{0,300})$", needle="mail delivery failed"),
                ),
            ),
        ),
    ),
    Format(
        id="fml",
        source="fml 4 and 8 list servers; Sisimai 4.25 Lhost::FML",
        sample="formats/fml.eml",
        any_of=(
            "duplicated message-id in",
            "loop back warning:",
            "loop alert",
            "security alert",
            "you are not a member",
            "not member article",
            "reject mail from",
            "reject spammers:",
            "mail from a spammer is rejected",
            "may cause mail loop",
            "has detected a loop condition",
            "please check your from: address",
            "the reason of rejection",
        ),
        all_of=(Header(field="message-id", needle=".fml"),),
        reason_hint=Reason.POLICY_VIOLATION,
        blocks=(Block(lines=(Line(pattern=rf"(?P<diagnostic>.{{0,200}}<{ADDRESS}>\.)$", needle=">."),)),),
    ),
    Format(
        id="qq",
        source="QQ Mail and exmail.qq.com: `PostMaster@qq.com`, in Chinese and English",
        sample="formats/qq.eml",
        any_of=(
            "很抱歉您发送的邮件被退回",
            "您的邮件被退回到您的收件箱",
            "抱歉，您的邮件被退回来了",
            "抱歉，您的邮件被退回",
            "your email was returned",
            "it's regretful that the mail",
        ),
        blocks=(
            Block(
                lines=(
                    Line(
                        pattern=rf"(?:(?:收件人|收 件 人|接收者)(?:邮件地址|（[^（）]{{0,20}}）)?[ ：:]{{1,4}}|(?:Recipient|To) {{0,2}}[:：] {{0,4}})[<(（]?{ADDRESS}",
                        needle="@",
                    ),
                    Line(pattern=r"(?P<diagnostic>(?:host .{0,200}said: ?)?[45][0-9][0-9][ -].{1,1500})$", needle=""),
                    ANY_ANGLE,
                    ALONE,
                ),
            ),
        ),
    ),
    Format(
        id="netease",
        source="NetEase Coremail (163.com, 126.com): `系统退信`, and Coremail elsewhere",
        sample="formats/netease.eml",
        any_of=("收件人邮件地址", "您的邮件由于以下原因无法投递", "由于以下原因，您的邮件无法投递", "系统退信"),
        blocks=(
            Block(
                lines=(
                    Line(
                        pattern=rf"(?:收件人邮件地址|收件人地址|收件人)(?:（[^（）]{{0,20}}）)?[ ：:]{{0,4}}<?{ADDRESS}>?",
                        needle="@",
                    ),
                    Line(pattern=r"(?P<diagnostic>[45][0-9][0-9][ -].{1,1500})$", needle=""),
                    ALONE,
                ),
            ),
        ),
    ),
    Format(
        id="jetmail",
        source="mailers of the 1990s that name `Mail Error` as subject and the reason before the address; flufl.bounce 6 (samples)",
        sample="formats/jetmail.eml",
        any_of=(
            "the following message was not delivered",
            "your message to the following recipients was not delivered",
        ),
        blocks=(Block(lines=(ADDRESS_COLON, ALONE), tail=Tail.PARAGRAPH),),
    ),
    Format(
        id="japanese-delay",
        source="Japanese mailers: still trying",
        sample="formats/japanese-delay.eml",
        any_of=("まだ配信されていません", "配信が遅延しています", "引き続き配信を試みます", "再送を続けます"),
        action=Action.DELAYED,
        blocks=(Block(lines=(ANGLE_COLON, ANGLE, ALONE, ADDRESS_COLON), tail=Tail.PARAGRAPH),),
    ),
)
