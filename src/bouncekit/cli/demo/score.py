"""The count of one server: what its clients were told, and what arrived at its sink."""

from dataclasses import dataclass, field

from bouncekit.cli.demo.sink import Sink
from bouncekit.cli.demo.wire import Outcome
from bouncekit.cli.demo.world import Act, Mail

__all__ = ["ROWS", "Score"]


@dataclass(slots=True)
class Score:
    """Everything is counted from the sink and from the replies that the clients got; the servers are not asked."""

    mails: dict[str, Mail]
    sink: Sink
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    """Message → the reply that settled it."""

    def offered(self) -> int:
        return len(self.outcomes)

    def refused(self) -> int:
        return sum(code >= 400 for code, _ in self.outcomes.copy().values())

    def delivered(self) -> int:
        return len(self.sink.delivered)

    def normal_delivered(self) -> int:
        return sum(self.mails[name].act is Act.NORMAL for name in self.sink.delivered.copy())

    def to_strangers(self) -> int:
        """Bounces that arrived at people who never wrote the message."""
        return sum(not self.mails[name].honest for _, name in self.sink.bounced)

    def owed(self) -> int:
        """Messages of proven senders that the server accepted and did not deliver."""
        return len(self._owed())

    def got(self) -> int:
        """Of those, the ones whose sender has the bounce."""
        return len(self._owed() & {name for _, name in self.sink.bounced})

    def postmaster(self) -> int:
        """Notices in our own postmaster's mailbox."""
        return self.sink.to_postmaster

    def lost(self) -> int:
        """Honest messages that were accepted, not delivered, and of which nobody was told."""
        told = {name for _, name in self.sink.bounced} | self.sink.kept
        return sum(mail.honest for mail in self._undelivered() if mail.name not in told)

    def _undelivered(self) -> list[Mail]:
        taken = [name for name, (code, _) in self.outcomes.copy().items() if code < 400]
        return [self.mails[name] for name in taken if name not in self.sink.delivered]

    def _owed(self) -> set[str]:
        return {mail.name for mail in self._undelivered() if mail.proven}


ROWS = (
    ("messages offered", Score.offered),
    ("refused in session", Score.refused),
    ("delivered", Score.delivered),
    ("  of it normal mail", Score.normal_delivered),
    ("bounces sent to people who never wrote", Score.to_strangers),
    ("bounces owed to proven senders", Score.owed),
    ("  of them got", Score.got),
    ("notices in our postmaster's mailbox", Score.postmaster),
    ("honest mail lost without a word", Score.lost),
)
"""The final table: what a row is called, and how it is counted."""
