"""Writing delivery status notifications and their kin, and checking anyone's: `build` and `lint`."""

from bouncekit.dsn.builder import Dsn, build
from bouncekit.dsn.codec import BuildInput, read_build
from bouncekit.dsn.model import DeliveryReport, RecipientReport, ReturnContent

__all__ = ["BuildInput", "DeliveryReport", "Dsn", "RecipientReport", "ReturnContent", "build", "read_build"]
