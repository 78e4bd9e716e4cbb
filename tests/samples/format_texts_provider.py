"""Samples of the layouts in `rules/formats_provider.py`, `rules/formats_asia.py` and `rules/formats_json.py`."""

import json
from typing import Any, Final

from samples.sample_model import Sample

__all__ = ["SAMPLES_PROVIDER"]

_EXIM_INTRO: Final = """
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of
its recipients. This is a permanent error. The following address
failed:
"""
_HEADER_FOLLOWS: Final = "--- The header of the original message is following. ---"
_GOOGLE: Final = "Mail Delivery Subsystem <mailer-daemon@googlemail.com>"
_MAIL: Final[dict[str, Any]] = {
    "messageId": "0101",
    "source": "ann@example.net",
    "commonHeaders": {"messageId": "<lunch.1@example.net>"},
}
_BOUNCED: Final[dict[str, Any]] = {
    "bounceType": "Permanent",
    "bouncedRecipients": [
        {
            "emailAddress": "bob@example.com",
            "action": "failed",
            "status": "5.1.1",
            "diagnosticCode": "smtp; 550 5.1.1 no such user",
        }
    ],
    "reportingMTA": "dsn; a1.ses.example",
}
_COMPLAINT: Final[dict[str, Any]] = {
    "complainedRecipients": [{"emailAddress": "bob@example.com"}],
    "complaintFeedbackType": "abuse",
}
_DELIVERY: Final[dict[str, Any]] = {
    "recipients": ["bob@example.com"],
    "smtpResponse": "250 ok",
    "reportingMTA": "a1.ses.example",
}


def _json(
    name: str, document: dict[str, Any], expect: str = "bob@example.com failed 5.1.1 550", kind: str = "delivery-status"
) -> Sample:
    return Sample(
        name=name,
        body=json.dumps(document),
        subject="AWS Notification Message",
        sender="Notifications <no-reply@notices.example>",
        fields=("X-Amz-Sns-Message-Id: 1af9f4b7-502e-510c-9aba-a418d71101fc",),
        expect=expect,
        kind=kind,
    )


_JSON: Final = (
    _json("ses-json-bounce", {"notificationType": "Bounce", "bounce": _BOUNCED, "mail": _MAIL}),
    _json(
        "ses-json-sns-bounce",
        {
            "Type": "Notification",
            "Message": json.dumps({"notificationType": "Bounce", "bounce": _BOUNCED, "mail": _MAIL}),
        },
    ),
    _json(
        "ses-json-complaint", {"notificationType": "Complaint", "complaint": _COMPLAINT, "mail": _MAIL}, "", "feedback"
    ),
    _json(
        "ses-json-sns-complaint",
        {"Type": "Notification", "Message": json.dumps({"notificationType": "Complaint", "complaint": _COMPLAINT})},
        "",
        "feedback",
    ),
    _json(
        "ses-json-delivery",
        {"notificationType": "Delivery", "delivery": _DELIVERY, "mail": _MAIL},
        "bob@example.com delivered - -",
    ),
    _json(
        "ses-json-sns-delivery",
        {"Type": "Notification", "Message": json.dumps({"notificationType": "Delivery", "delivery": _DELIVERY})},
        "bob@example.com delivered - -",
    ),
    _json("ses-json-event-bounce", {"eventType": "Bounce", "bounce": _BOUNCED, "mail": _MAIL}),
    _json(
        "ses-json-event-complaint", {"eventType": "Complaint", "complaint": _COMPLAINT, "mail": _MAIL}, "", "feedback"
    ),
    _json(
        "ses-json-event-delivery",
        {"eventType": "Delivery", "delivery": _DELIVERY, "mail": _MAIL},
        "bob@example.com delivered - -",
    ),
    _json(
        "ses-json-delay",
        {
            "eventType": "DeliveryDelay",
            "deliveryDelay": {
                "delayedRecipients": [
                    {
                        "emailAddress": "bob@example.com",
                        "status": "4.4.1",
                        "diagnosticCode": "smtp; 421 4.4.1 Unable to connect",
                    }
                ]
            },
            "mail": _MAIL,
        },
        "bob@example.com delayed 4.4.1 421",
    ),
    _json(
        "postmark-bounce",
        {"RecordType": "Bounce", "Type": "HardBounce", "Email": "bob@example.com"},
        "bob@example.com failed - -",
    ),
    _json("postmark-complaint", {"RecordType": "SpamComplaint", "Email": "bob@example.com"}, "", "feedback"),
    _json(
        "mailgun-failed",
        {
            "event-data": {
                "event": "failed",
                "severity": "permanent",
                "recipient": "bob@example.com",
                "delivery-status": {"message": "550 5.1.1 no such user", "enhanced-code": "5.1.1"},
            }
        },
    ),
    _json(
        "mailgun-delayed",
        {
            "event-data": {
                "event": "failed",
                "severity": "temporary",
                "recipient": "bob@example.com",
                "delivery-status": {"message": "451 4.3.0 try later"},
            }
        },
        "bob@example.com delayed 4.3.0 451",
    ),
    _json(
        "sparkpost-bounce",
        {
            "msys": {
                "message_event": {
                    "type": "bounce",
                    "rcpt_to": "bob@example.com",
                    "raw_reason": "550 5.1.1 no such user",
                }
            }
        },
    ),
    _json(
        "mailjet-bounce",
        {"event": "bounce", "email": "bob@example.com", "hard_bounce": True},
        "bob@example.com failed - -",
    ),
    _json(
        "resend-bounced", {"type": "email.bounced", "data": {"to": ["bob@example.com"]}}, "bob@example.com failed - -"
    ),
    _json(
        "kumomta-log-bounce",
        {"type": "Bounce", "recipient": "bob@example.com", "response": {"code": 550, "content": "no such user"}},
        "bob@example.com failed - -",
    ),
)

SAMPLES_PROVIDER: Final[tuple[Sample, ...]] = (
    *_JSON,
    Sample(
        name="gmail-text",
        subject="Delivery Status Notification (Failure)",
        sender=_GOOGLE,
        separator="----- Original message -----",
        expect="bob@example.com failed 5.1.1 550",
        body="""
Delivery to the following recipient failed permanently:

     bob@example.com

Technical details of permanent failure:
Google tried to deliver your message, but it was rejected by the server for the recipient domain example.com by mx.example.com. [192.0.2.5].

The error that the other server returned was:
550 5.1.1 <bob@example.com>: nobody of that name
""",
    ),
    Sample(
        name="gmail-delay",
        subject="Delivery Status Notification (Delay)",
        sender=_GOOGLE,
        separator="----- Original message -----",
        expect="bob@example.com delayed 4.2.2 450",
        body="""
This is an automatically generated Delivery Status Notification

THIS IS A WARNING MESSAGE ONLY.

YOU DO NOT NEED TO RESEND YOUR MESSAGE.

Delivery to the following recipient has been delayed:

     bob@example.com

Message will be retried for 2 more day(s)

Technical details of temporary failure:
Google tried to deliver your message, but it was rejected by the recipient domain. The error that the other server returned was: 450 4.2.2 the mailbox takes no more mail
""",
    ),
    Sample(
        name="gmail-card",
        subject="Delivery Status Notification (Failure)",
        sender=_GOOGLE,
        expect="bob@example.com failed 5.1.1 550",
        body="""
** Address not found **

Your message wasn't delivered to bob@example.com because the address couldn't be found. Check for typos or unnecessary spaces and try again.

The response from the remote server was:

550 5.1.1 nobody of that name
""",
    ),
    Sample(
        name="gmail-card~de",
        subject="Delivery Status Notification (Failure)",
        sender=_GOOGLE,
        expect="bob@example.com failed 5.1.1 550",
        body="""
** Adresse nicht gefunden **

Ihre Nachricht wurde nicht an bob@example.com zugestellt, weil die Adresse nicht gefunden wurde.

Die Antwort lautet:

550 5.1.1 nobody of that name
""",
    ),
    Sample(
        name="gmail-card~alias",
        subject="Delivery Status Notification (Failure)",
        sender=_GOOGLE,
        attached=True,
        body="""
** Message not delivered **

You're sending this from a different address or alias using the 'Send mail as' feature. The settings of that account are out of date.

The response was:

Unspecified Error (SENT_SECOND_EHLO): Smtp server does not advertise AUTH capability
""",
    ),
    Sample(
        name="gmail-card-delay",
        subject="Delivery Status Notification (Delay)",
        sender=_GOOGLE,
        expect="bob@example.com delayed 4.4.1 421",
        body="""
** Delivery incomplete **

There was a temporary problem delivering your message to bob@example.com. Gmail will retry for 46 more hours. You'll be notified if the delivery fails permanently.

The response was:

421 4.4.1 the other server does not answer
""",
    ),
    Sample(
        name="google-groups",
        subject="Delivery Status Notification (Failure)",
        sender=_GOOGLE,
        fields=("X-Failed-Recipients: gardeners@googlegroups.example",),
        expect="gardeners@googlegroups.example failed - -",
        body="""
Hello ann@example.net,

We're writing to let you know that the group you tried to contact (gardeners) may not exist, or you may not have permission to post messages to the group.
""",
    ),
    Sample(
        name="yahoo",
        subject="Failure Notice",
        sender="MAILER-DAEMON@yahoo.example",
        separator="--- Below this line is a copy of the message.",
        expect="bob@example.com failed 5.1.1 550",
        body="""
Sorry, we were unable to deliver your message to the following address.

<bob@example.com>:
Remote host said: 550 5.1.1 <bob@example.com>... nobody of that name [RCPT_TO]
""",
    ),
    Sample(
        name="yahoo~x2",
        subject="Delivery failure",
        sender="MAILER-DAEMON@example.com",
        separator="--- Original message follows.",
        body="""
Message from example.com.
Unable to deliver message to the following address(es).

<bob@example.com>:
This user doesn't have an account here (bob@example.com) [0]
""",
    ),
    Sample(
        name="yahoo-to",
        subject="Delivery failure",
        separator="---Below this line is a copy of the message.",
        body="""
The mail server wasn't able to deliver the following message.

To: bob@example.com
""",
    ),
    Sample(
        name="aol",
        subject="Mail Delivery Problem",
        sender='"Mail Delivery Subsystem" <MAILER-DAEMON@aol.example>',
        body="""
Your mail to the following recipients could not be delivered because they are not accepting mail from ann@example.net:

\tbob@example.com
""",
    ),
    Sample(
        name="caiwireless",
        subject="Undeliverable mail",
        body="""
Your message could not be delivered. The following recipients were affected.

The error which occured was: Unknown recipient

bob@example.com
""",
    ),
    Sample(
        name="gmx",
        also=("exim-text",),
        subject="Mail delivery failed: returning message to sender",
        sender="GMX Mailer Daemon <mailer-daemon@gmx.example>",
        separator=_HEADER_FOLLOWS,
        expect="bob@example.com failed 5.1.1 -",
        body=_EXIM_INTRO
        + """
"bob@example.com":
SMTP error from remote server after RCPT command:
host: mx.example.com
5.1.1 <bob@example.com>... nobody of that name
""",
    ),
    Sample(
        name="gmx~kundenserver",
        also=("exim-text",),
        subject="Mail delivery failed: returning message to sender",
        sender='"Mail Delivery System" <mailer-daemon@kundenserver.example>',
        separator=_HEADER_FOLLOWS,
        expect="bob@example.com failed 5.2.0 550",
        body=_EXIM_INTRO
        + """
bob@example.com:
SMTP error from remote server for TEXT command, host: mx.example.com (192.0.2.5) reason: 550 5.2.0 refused
""",
    ),
    Sample(
        name="kundenserver-delay",
        subject="Warning: message delayed",
        expect="bob@example.com delayed - -",
        also=("exim-delay",),
        body="""
This message was created automatically by mail delivery software.

Your message has not yet been delivered to the following recipient:

<bob@example.com>

No action is required on your part. We keep trying for two more days.
""",
    ),
    Sample(
        name="mail-ru",
        subject="Ваше сообщение не доставлено. Mail failure.",
        sender="mailer-daemon@corp.mail.example",
        separator="------ This is a copy of the message, including all the headers. ------",
        expect="bob@example.com failed - 550",
        also=("exim-text", "gmx"),
        body="""
Это письмо создано автоматически сервером, отвечать на него не нужно.

К сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:

  bob@example.com
    SMTP error from remote mail server after RCPT TO:<bob@example.com>:
    host mx.example.com [192.0.2.5]: 550 nobody of that name

Рекомендуем Вам проверить корректность указания адресов получателей.

**********************

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  bob@example.com
    SMTP error from remote mail server after RCPT TO:<bob@example.com>:
    host mx.example.com [192.0.2.5]: 550 nobody of that name
""",
    ),
    Sample(
        name="yandex-text",
        subject="Недоставленное сообщение",
        expect="bob@example.com failed 5.1.1 550",
        also=("postfix-text",),
        body="""
This is the mail system at host yandex.example.

Ваше письмо не доставлено адресату.

<bob@example.com>: host mx.example.com[192.0.2.5] said: 550 5.1.1 nobody of that
    name (in reply to RCPT TO command)
""",
    ),
    Sample(
        name="zoho",
        subject="Undelivered Mail Returned to Sender",
        sender="mailer-daemon@mail.zoho.example",
        expect="bob@example.com failed 5.1.1 550",
        also=("exim-text",),
        body="""
This message was created automatically by mail delivery software.
A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.

bob@example.com Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 nobody of that name
""",
    ),
    Sample(
        name="zoho-delay",
        subject="Mail Delivery Status Notification (Delay)",
        sender="mailer-daemon@mail.zoho.example",
        expect="bob@example.com delayed - 421",
        body="""
This message was created automatically by mail delivery system.

THIS IS A WARNING MESSAGE ONLY.

YOU DO NOT NEED TO RESEND YOUR MESSAGE.

----- The following addresses had fatal errors -----
[Status: Error, Address: <bob@example.com>, ResponseCode 421, , Host not reachable.]

Message will be retried for 4 more day(s)
""",
        also=("sendmail-text",),
    ),
    Sample(
        name="amazon-ses-text",
        subject="Delivery Status Notification (Failure)",
        sender="MAILER-DAEMON@amazonses.example",
        attached=True,
        expect="bob@example.com failed 5.1.1 550",
        body="""
An error occurred while trying to deliver the mail to the following recipients:
bob@example.com

550 5.1.1 nobody of that name
""",
    ),
    Sample(
        name="amazon-ses-following",
        subject="Delivery Status Notification (Failure)",
        sender="MAILER-DAEMON@email-bounces.example",
        attached=True,
        expect="bob@example.com failed 5.1.0 550",
        body="""
The following message to <bob@example.com> was undeliverable.
The reason for the problem:
5.1.0 - Unknown address error 550-'nobody of that name'
""",
    ),
    Sample(
        name="amazon-workmail",
        subject="Delivery Status Notification (Failure)",
        sender="postmaster@example.com",
        fields=("X-Ses-Outgoing: 2026.11.23-192.0.2.5",),
        attached=True,
        body="""
This message could not be delivered.

bob@example.com
Mailbox does not exist
""",
    ),
    Sample(
        name="sendgrid",
        subject="Undelivered Mail Returned to Sender",
        expect="bob@example.com failed 5.1.1 550",
        body="""
This is an automatically generated message from SendGrid.

I'm sorry to have to tell you that your message was not able to be
delivered to one of its intended recipients.

If you require assistance with this, please contact SendGrid support.

queue:000000:<bob@example.com> : 192.0.2.250 : mx.example.com:[192.0.2.5] :
  550 5.1.1 nobody of that name  in RCPT TO
""",
    ),
    Sample(
        name="facebook",
        subject="Sorry, your message could not be delivered",
        expect="bob@example.com failed 5.1.1 550",
        body="""
This message was created automatically by Facebook.

Sorry, your message could not be delivered to:

<bob@example.com>:
550 5.1.1 RCP-P2 https://postmaster.example/response_codes
""",
    ),
    Sample(
        name="verizon-mms",
        subject="Undeliverable Message",
        sender="sysadmin@mms.vzwpix.example",
        expect="15550100@vzwpix.example failed - -",
        body="""
Message could not be delivered to mobile.
Error: No valid recipients for this MM

Original Message:
From: Ann <ann@example.net>
To: 15550100@vzwpix.example
Subject: Lunch
""",
    ),
    Sample(
        name="verizon-sms",
        subject="Undeliverable Message",
        sender="post_master@vtext.example",
        expect="15550100@vtext.example failed - 550",
        body="""
Error: 550
550 - Requested action not taken: no such user here

Message details:
  Subject: Lunch
  Sent date: Mon Nov 23 09:00:00 GMT 2026
  MAIL FROM: ann@example.net
  RCPT TO: 15550100@vtext.example
""",
    ),
    Sample(
        name="sina",
        subject="Returned mail",
        sender="MAILER-DAEMON@sina.example",
        body="""
Your message could not be delivered:

<bob@example.com>:
the user takes no mail
""",
    ),
    Sample(
        name="prodigy",
        subject="Mail delivery error",
        body="""
Unable to deliver mail.
User's mailbox is full: <bob@example.com>
""",
    ),
    Sample(
        name="usa-net",
        subject="Delivery Error Report",
        separator="--------RETURNED MAIL FOLLOWS--------",
        body="""
The message you sent was undeliverable.

Intended recipient:  <bob@example.com>
""",
    ),
    Sample(
        name="hotpop",
        subject="Undeliverable mail",
        body="""
Your message could not be delivered.

Undeliverable Address: bob@example.com

Original message attached.
""",
    ),
    Sample(
        name="earthlink",
        subject="failure notice",
        separator="A copy of the original message below this line:",
        expect="bob@example.com failed - 552",
        body="""
Sorry, unable to deliver your message to bob@example.com for
the following reason:

552 the mailbox takes no more mail
""",
    ),
    Sample(
        name="earthling",
        subject="Delivery has failed",
        body="""
Delivery has failed because the mailbox of [bob@example.com] is over its quota.

Original message details:
  Subject: Lunch on Friday
""",
    ),
    Sample(
        name="could-not-be-delivered-to",
        subject="non remis (delivery failed)",
        body="""
*********************************
Your message could not be delivered to
bob@example.com

*********************************
""",
    ),
    Sample(
        name="robanal",
        subject="Mail could not be delivered",
        separator="Original message follows.",
        expect="bob@example.com failed - 550",
        body="""
This message was created automatically by mail delivery software.

The mail could not be delivered. This is what was said:

RCPT TO:<bob@example.com>
550 nobody of that name
""",
    ),
    Sample(
        name="proton",
        subject="Undelivered Mail Returned to Sender",
        expect="bob@example.com failed 5.1.1 550",
        body="""
Proton Mail could not deliver your message.

<bob@example.com>: 550 5.1.1 nobody of that name
""",
    ),
    Sample(
        name="icloud",
        subject="Delivery Notification: Delivery has failed",
        expect="bob@example.com failed 5.1.1 550",
        body="""
Your message cannot be delivered to the following recipients:

  Recipient address: bob@example.com
  Reason: Remote SMTP server has rejected address
  Diagnostic code: smtp;550 5.1.1 nobody of that name
""",
    ),
    Sample(
        name="fastmail",
        subject="Undelivered Mail Returned to Sender",
        expect="bob@example.com failed 5.1.1 550",
        body="""
This is the Fastmail mail system at host mail1.messagingengine.example.

<bob@example.com>: host mx.example.com[192.0.2.5] said: 550 5.1.1 nobody of that name
""",
    ),
    # -- formats_asia
    Sample(
        name="ezweb",
        subject="Mail System Error - Returned Mail",
        sender="Postmaster@ezweb.example",
        expect="bob@example.com failed - 550",
        body="""
Each of the following recipients was rejected by a remote mail server.

    Recipient: <bob@example.com>
    >>> RCPT TO:<bob@example.com>
    <<< 550 <bob@example.com>: nobody of that name
""",
    ),
    Sample(
        name="ezweb-account",
        subject="Mail System Error - Returned Mail",
        sender="Postmaster@ezweb.example",
        expect="bob@ezweb.example failed - -",
        body="""
The user(s) account is temporarily over quota.

<bob@ezweb.example>
""",
    ),
    Sample(
        name="ezweb-account~copy",
        subject="Mail System Error - Returned Mail",
        sender="Postmaster@ezweb.example",
        separator="--------------------------------------------------",
        expect="bob@ezweb.example failed - -",
        body="""
The user(s) account is disabled.

<bob@ezweb.example>
""",
    ),
    Sample(
        name="ezweb-filtered",
        subject="Mail System Error - Returned Mail",
        sender="Postmaster@ezweb.example",
        fields=("X-SPASIGN: NG",),
        also=("ezweb",),
        expect="bob@ezweb.example failed - -",
        body="""
The following recipients did not receive this message:

<bob@ezweb.example>
""",
    ),
    Sample(
        name="ezweb-expired",
        subject="Mail System Error - Returned Mail",
        sender="Postmaster@ezweb.example",
        body="""
Your message was not delivered within 0 days and 1 hours.
Remote host is not responding.

The following recipients did not receive this message:

<bob@example.com>
""",
    ),
    Sample(
        name="kddi",
        subject="Mail",
        sender="no-reply@0000.dion.example",
        body="""
Your mail sent on: Mon, 23 Nov 2026 09:00:00 +0900
     Could not be delivered to: <bob@example.com>
     As their mailbox is full.
""",
    ),
    Sample(
        name="docomo",
        subject="Mail System Error",
        body="""
次のあて先へのメッセージはエラーのため送信できませんでした。

<bob@docomo.example>
""",
        expect="bob@docomo.example failed - -",
    ),
    Sample(
        name="softbank",
        subject="送信エラー",
        expect="bob@softbank.example failed - -",
        body="""
下記の宛先へのメールは送信できませんでした。

bob@softbank.example
""",
    ),
    Sample(
        name="biglobe",
        subject="Returned mail: Local Users Limit Error",
        sender="postmaster@biglobe.example",
        also=("mcafee",),
        body="""
   ----- The following addresses had delivery problems -----
bob@example.com

   ----- Non-delivered information -----
The number of messages in recipient's mailbox exceeded the local limit.
""",
    ),
    Sample(
        name="fml",
        subject="Loop Alert: Duplicated Message-ID (garden ML)",
        sender="garden-admin@lists.example.org",
        fields=("Message-ID: <20261123.FML1000.garden@lists.example.org>",),
        expect="garden@lists.example.org failed - -",
        body="""
Duplicated Message-ID in <garden@lists.example.org>.
Original mail as follows:
""",
    ),
    Sample(
        name="fml~not-member",
        subject="NOT MEMBER article from ann@example.net",
        sender="garden-admin@lists.example.org",
        fields=("Message-ID: <20261123.FML1001.garden@lists.example.org>", "X-MLServer: fml 4.0"),
        expect="garden@lists.example.org failed - -",
        body="""
NOT MEMBER article from ann@example.net to <garden@lists.example.org>.
Original mail as follows:
""",
    ),
    Sample(
        name="qq",
        subject="系统退信/Systems bounce",
        sender="PostMaster@qq.example",
        expect="bob@example.com failed - 550",
        body="""
抱歉，您的邮件被退回来了……

收件人：bob@example.com
host mx.example.com[192.0.2.5] said: 550 nobody of that name
""",
    ),
    Sample(
        name="netease",
        subject="系统退信",
        sender="Postmaster@netease.example",
        expect="bob@example.com failed - 550",
        body="""
您的邮件由于以下原因无法投递：

收件人邮件地址：bob@example.com
550 nobody of that name
""",
    ),
    Sample(
        name="jetmail",
        subject="Mail Error",
        sender='"Mail System" <>',
        body="""
The following message was not delivered.

bob@example.com: the user is not known here
""",
    ),
    Sample(
        name="japanese-delay",
        subject="メール配信の遅延",
        expect="bob@example.com delayed - -",
        body="""
お客様のメールはまだ配信されていません。引き続き配信を試みます。

<bob@example.com>
""",
    ),
)
