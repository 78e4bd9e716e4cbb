"""What one sample of a layout is."""

from dataclasses import dataclass

__all__ = ["DAEMON", "Sample"]

DAEMON = "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.com>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One message in a vendor's layout and what must be read out of it."""

    name: str
    """The row's id, with a suffix where a row has several samples: `gmx~delay`."""
    body: str
    expect: str = "bob@example.com failed - -"
    """Lines of `address action status reply`; `-` where the message says nothing."""
    subject: str = "Returned mail: see below"
    sender: str = DAEMON
    fields: tuple[str, ...] = ()
    separator: str = ""
    """The line after which the original is quoted; empty: it is not."""
    attached: bool = False
    """The original comes as a message/rfc822 part."""
    kind: str = "delivery-status"
    also: tuple[str, ...] = ()
    """Other rows that speak on this sample, and may."""

    @property
    def row(self) -> str:
        """The id of the row that the sample is for."""
        return self.name.partition("~")[0]
