"""Lines after which a notice quotes the message that it is about. What follows is never read as a fact of the notice."""

from typing import Final

from bouncekit.rules.model import Separator

__all__ = ["SEPARATORS"]

SEPARATORS: Final[tuple[Separator, ...]] = (
    Separator(id="qmail-below", source="qmail 1.03, QSBMF", phrase="Below this line is a copy of the message."),
    Separator(
        id="qmail-below-next", source="qmail derivates", phrase="--- Below the next line is a copy of the message."
    ),
    Separator(
        id="qmail-below-header", source="qmail derivates", phrase="--- Below this line is a copy of the mail header."
    ),
    Separator(id="qmail-enclosed", source="qmail with ezmlm", phrase="--- Enclosed is a copy of the message."),
    Separator(
        id="qmail-attached", source="qmail derivates", phrase="--- Enclosed are the original headers of the message."
    ),
    Separator(
        id="exim-copy",
        source="Exim 4",
        phrase="------ This is a copy of the message, including all the headers. ------",
    ),
    Separator(id="exim-copy-headers", source="Exim 4", phrase="------ This is a copy of the message's headers. ------"),
    Separator(id="exim-copy-part", source="Exim 4", phrase="------ The body of the message is"),
    Separator(id="sendmail-unsent", source="Sendmail 5 and 8", phrase="----- Unsent message follows -----"),
    Separator(id="sendmail-original", source="Sendmail 8", phrase="----- Original message follows -----"),
    Separator(id="sendmail-header", source="Sendmail 8", phrase="----- Message header follows -----"),
    Separator(id="sendmail-message-text", source="Sendmail 5", phrase="----- Message text follows -----"),
    Separator(id="smail-text", source="Smail 3", phrase="Message text follows:"),
    Separator(id="smail-header", source="Smail 3, T-Online", phrase="- Message header follows: -"),
    Separator(id="original-message-dashes", source="Gmail and many", phrase="----- Original message -----"),
    Separator(id="original-message-dashes-long", source="Outlook and many", phrase="-----Original Message-----"),
    Separator(id="original-message-follows", source="many", phrase="Original message follows."),
    Separator(id="original-message-follows-dashes", source="Yahoo", phrase="--- Original message follows."),
    Separator(id="original-message-header", source="many", phrase="Original message header:"),
    Separator(id="original-message-headers", source="Microsoft Exchange", phrase="Original message headers:"),
    Separator(id="original-headers-follow", source="dma", phrase="Message headers follow"),
    Separator(id="original-follows", source="many", phrase="Original message follows:"),
    Separator(id="original-follows-dashes", source="many", phrase="Original message follows -"),
    Separator(id="original-follows-dashes-close", source="many", phrase="Original message follows-"),
    Separator(id="original-header-below", source="many", phrase="The header of the original message is following"),
    Separator(id="original-header-below-de", source="1&1", phrase="The header of the original message is following."),
    Separator(id="header-of-original", source="1&1", phrase="--- The header of the original message is following. ---"),
    Separator(id="returned-message", source="many", phrase="----- Returned message -----"),
    Separator(id="returned-mail-follows", source="usa.net", phrase="--------RETURNED MAIL FOLLOWS--------"),
    Separator(id="returned-message-start", source="Demon", phrase="---- START OF RETURNED MESSAGE ----"),
    Separator(id="returned-mail-dashes", source="LSMTP", phrase="-------- Returned Mail --------"),
    Separator(id="returned-text-follows", source="many", phrase="Text of your message follows"),
    Separator(id="copy-of-message", source="mail.ru", phrase="This is a copy of your message"),
    Separator(id="copy-of-header", source="MXLogic", phrase="Included is a copy of the message header"),
    Separator(id="copy-of-original-below", source="many", phrase="A copy of the original message below this line:"),
    Separator(id="copy-of-original-headers", source="many", phrase="A copy of the original message headers"),
    Separator(id="headers-of-original-follow", source="many", phrase="The headers of the original message follow"),
    Separator(id="opensmtpd-below", source="OpenSMTPD", phrase="Below is a copy of the original message:"),
    Separator(id="received-headers", source="EarthLink", phrase="A copy of the original message follows"),
    Separator(id="message-below", source="many", phrase="The following is a copy of the original message"),
    Separator(id="undelivered-follows", source="Postfix, old", phrase="----- Undelivered message follows -----"),
    Separator(id="old-message", source="Microsoft SMTPSVC", phrase="Old message:"),
    Separator(id="your-message-reads", source="dadoservice", phrase="Your message reads (in part):"),
    Separator(id="body-of-message-follows", source="many", phrase="Below this line is the original bounce."),
    Separator(id="message-header-below", source="Sina", phrase="-------- Message header --------"),
    Separator(id="original-header-ja", source="Japanese mailers", phrase="----- Original Header -----"),
)
