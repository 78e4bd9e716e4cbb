"""The one call: `classify(recipient)` or `classify("550 5.1.1 …")`."""

from functools import cache

from bouncekit.classify.engine import Classifier
from bouncekit.classify.model import Classification
from bouncekit.report.model import Recipient

__all__ = ["classify"]


@cache
def _default() -> Classifier:
    # Made at the first call: compiling the phrases costs more than the import of a command that needs none of them.
    return Classifier()


def classify(what: Recipient | str) -> Classification:
    """Why *what* failed: a recipient of a report, or an SMTP reply as text (`"550 5.1.1 <x@y.example> User unknown"`).

    Content never raises; anything but a Recipient or a str raises InvalidValueError.
    """
    return _default().classify(what)
