"""Every pattern of flufl.bounce 6's two tables has a notice of our own that it finds, and we read each of them the same."""

import email
from email.iterators import body_line_iterator
from typing import Final

import pytest
from flufl.bounce._detectors import simplematch, simplewarning

from bouncekit.report.parse import parse
from bouncekit.vocabulary import Action
from report.mails import mail

_END: Final = "\nReceived: from q by z\nMessage-ID: <1@sender.example>\nFrom: ann@sender.example\nTo: carl@c.example\n"
_EXIM: Final = "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered"
_DAEMON: Final = "MAILER-DAEMON@mx.receiver.example"

FAILURES: Final = (
    "Here is your list of failed recipients.\n<bob@b.example>: cannot be found\n\nAnd here is your returned mail\n" + _END,
    "   ----- The following addresses had delivery problems -----\n<bob@b.example>\n\n  ----- Transcript of session follows -----\n",
    "This message was created automatically by mail delivery software.\n\nrcpt to: <bob@b.example>\nnot here\n\nOriginal message follows:\n" + _END,
    "****** Message from InterScan E-Mail VirusWall NT ******\n\nSent >>> RCPT TO: <bob@b.example>\nReceived <<< no\n\n**** End of message ****\n",
    "|---- Failed addresses follow: ----|\n bob@b.example ... unknown host\n|---- Message text follows: ----|\n" + _END,
    "This is the machine generated message from mail service.\n\n<bob@b.example>:\nis off\n\n--- Below the next line is a copy of the message.\n" + _END,
    "The following addresses did NOT receive a copy of your message:\n\n> bob@b.example\n\n--- Session Transcript ---\n",
    "Your message could not be delivered.\n\nIntended recipient:  <bob@b.example>\n\n--------RETURNED MAIL FOLLOWS--------\n" + _END,
    "Your message could not be delivered.\n\nUndeliverable Address: bob@b.example\nReason: full\n\nOriginal message attached.\n",
    "This message was created automatically by mail delivery software.\n\nMail addressed to 'bob@b.example' was not\nfetched.\n\n---- START OF RETURNED MESSAGE ----\n" + _END,
    "User's mailbox is full: <bob@b.example>\nUnable to deliver mail.\n",
    "The email below could not be delivered to the following user:\n\n<bob@b.example>\n\nOld message:\n" + _END,
    "Message from b.example.\nUnable to deliver message to the following address(es).\n\n<bob@b.example>:\nno account\n\n--- Original message follows.\n" + _END,
    "Delivery to the following recipient failed permanently:\n\n     bob@b.example\n\n   ----- Original message -----\n" + _END,
    _EXIM + " to one or more of\nits recipients. The following addresses failed:\n\n    <bob@b.example>\n\nfull\n\n--- The header of the original message is following. ---\n" + _END,
    _EXIM + " to one or more of\nits recipients. The following addresses failed:\n\nbob@b.example:\nno answer\n\n--- The header of the original message is following. ---\n" + _END,
    "Delevery to the following recipients was aborted after a day\n\n     * bob@b.example\n\nThe end of it\n",
    "Your message\n\n  Subject: Lunch\n\nwas not delivered to:\n\n  bob@b.example\n\nbecause:\n\n  the box is full\n",
    "Unable to deliver message to <bob@b.example>.\nThe host is unknown.\n\n******     End of message     ******\n",
    "Sorry, unable to deliver your message to bob@b.example for\nthe following reason:\n\n no more room\n\nA copy of the original message below this line:\n" + _END,
    "A message could not be delivered to:\n  bob@b.example\nSubject: lunch\n",
    "Invalid final delivery userid: bob@b.example\n\nOriginal message follows.\n" + _END,
    "------ Failed Recipients ------\n  <bob@b.example>: is not here\n\n-------- Returned Mail --------\n" + _END,
    _EXIM + ". There is no (bob@b.example) here.\n\n--- what you wrote\n",
    "--> Error description:\n\nError-for:  bob@b.example\nError-Text: no such box\n\nError-End: One error reported.\n",
    "Su mensaje no se pudo entregar.\nYour message could not be delivered.\n\n<bob@b.example>:\nno such box\n\n--- copy\n",
    "***\nYour message could not be delivered to\nbob@b.example\n\n***\n",
    "Your message has encountered delivery problems.\n\nIt was addressed to bob@b.example.\n\nYour message reads (in part):\n" + _END,
    "Did not reach the following recipient(s):\n bob@b.example\n\n",
    "This is the deliver program at mx.b.example.\nI wasn't able to deliver your message to the following addresses.\n\nbob@b.example\n\n--- Below this line is a copy of the message.\n" + _END,
    "Hi, this is the email server at b.example.\nSorry, mail to bob@b.example, could not be delivered.\n\n--- copy\n",
    "bob@b.example - no such user here.\n\nThere is no user by that name at this server.\n",
    "A message that you have sent could not be delivered to one or more\nrecipients.  The following address failed:\n\n  <bob@b.example>: is gone\n\nIncluded is a copy of the message header:\n" + _END,
    "The following recipient(s) could not be reached:\n\nbob@b.example\n   Error Type: SMTP\n   Error Description: no answer\n",
    "Could not deliver message to the following recipient(s):\n\nFailed Recipient: bob@b.example\nReason: no answer\n\n -- The header and top 20 lines of the message follows --\n" + _END,
    "------Message not delivered to the following addresses:\n\n   bob@b.example\n\n------Error details:\n\nNo matches.\n",
    "Your message to <bob@b.example> was automatically rejected:\nQuota exceeded\n",
    "A message that you sent was rejected by the local system. Recipient:\n\n  bob@b.example\n\nThis is a copy of your message\n" + _END,
    "Message could not be delivered to some recipients.\n\nRecipient: [SMTP:bob@b.example]\nReason: no such domain\n\nMessage headers follow:\n" + _END,
    "The server at b.example wasn't able to deliver the following message.\n\nTo: bob@b.example\n\n---Below this line is a copy of the message.\n" + _END,
    "This is a delivery failure notification message indicating that\nan email you addressed to email address :\n-- bob@b.example\n\ncould not be delivered. The problem appears to be :\n-- No answer\n",
    "Delivery has failed to [bob@b.example]: no more room.\n\nOriginal message details:\n" + _END,
)  # fmt: skip
DELAYS: Final = (
    "This message was created automatically by mail delivery software.\n\nThe address to which the message has not yet been delivered is:\n\n  bob@b.example\n\nNo action is required on your part.\n",
    "Your message to:\n     bob@b.example\ncould not be delivered so far.\n\nThis is just a warning, you do not need to take any action.\n",
    "Your message with Subject: Lunch\ncould not be delivered to:\n bob@b.example\nDelivery attempts will continue to be made for 5 days\n",
    "Delivery to the following recipient has been delayed:\n\n     bob@b.example\n\nMessage will be retried for 2 more day(s)\n",
    'This is an advisory-only email. Delivery to "bob@b.example"\nhas been postponed.\n',
    "The message has not yet been delivered to the following recipient:\n\n <bob@b.example>\n\nNo action is required on your part.\n",
)  # fmt: skip


def _notice(text: str) -> bytes:
    return mail(text, sender=_DAEMON, subject="Undeliverable mail", more={"Return-Path": "<>"})


def _found_by(patterns: list[tuple[object, ...]], text: str) -> set[int]:
    """The numbers of the patterns that find bob in *text*, each asked alone as flufl.bounce asks it."""
    message = email.message_from_bytes(_notice(text))
    found = set()
    for number, (start, end, address) in enumerate(patterns):
        seen = False
        for line in body_line_iterator(message):
            seen = seen or bool(start.search(line))  # type: ignore[attr-defined]
            if not seen:
                continue
            if (m := address.search(line)) is not None:  # type: ignore[attr-defined]
                if "bob@b.example" in m["addr"]:
                    found.add(number)
            elif end.search(line):  # type: ignore[attr-defined]
                break
    return found


@pytest.mark.parametrize(
    ("patterns", "texts"),
    [(simplematch.PATTERNS, FAILURES), (simplewarning.PATTERNS, DELAYS)],
    ids=["match", "warning"],
)
def test_every_pattern_has_a_notice(patterns: list[tuple[object, ...]], texts: tuple[str, ...]) -> None:
    missing = set(range(len(patterns))).difference(*(_found_by(patterns, text) for text in texts))
    assert not missing


@pytest.mark.parametrize("text", [*FAILURES, *DELAYS])
def test_we_read_the_same_of_it(text: str) -> None:
    action = Action.DELAYED if text in DELAYS else Action.FAILED
    assert [(r.final, r.action) for r in parse(_notice(text)).recipients] == [("bob@b.example", action)]
