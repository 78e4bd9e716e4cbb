"""A guard for aiosmtpd (extra `aiosmtpd`): refuses in the session, and bounces later only what it may.

    class Mine(Guard):
        async def check_recipient(self, client, forward_path): ...   # a Failure for who does not exist here
        async def authenticate(self, client, reverse_path, data): ...   # what is proven of the sender
        async def accept(self, accepted): ...   # queue it; of what fails later, ask self.late(accepted, failures)

    guard = Mine(policy=BALANCED, hostname="mx.here.example")
    server = await loop.create_server(lambda: GuardedSMTP(guard, hostname="mx.here.example"), host, port)

`GuardedSMTP` takes RET, ENVID, NOTIFY and ORCPT (RFC 3461), which aiosmtpd itself answers with 555.
"""

from bouncekit.adapters.aiosmtpd.ceilings import MemoryLimiter
from bouncekit.adapters.aiosmtpd.guard import Guard
from bouncekit.adapters.aiosmtpd.server import GuardedEnvelope, GuardedSMTP
from bouncekit.adapters.aiosmtpd.values import (
    Accepted,
    Circumstances,
    MailParameters,
    Notification,
    RcptParameters,
    split_parameters,
)

__all__ = [
    "Accepted",
    "Circumstances",
    "Guard",
    "GuardedEnvelope",
    "GuardedSMTP",
    "MailParameters",
    "MemoryLimiter",
    "Notification",
    "RcptParameters",
    "split_parameters",
]
