"""One message in, one `Report` out: the kind first, then structure, then layouts, then the language of bounces."""

from email.message import Message

from bouncekit.limits import DEFAULT_LIMITS, Limits
from bouncekit.message import MessageView
from bouncekit.report.model import Report
from bouncekit.report.reading import Reading
from bouncekit.report.structured import read_structured
from bouncekit.report.unstructured import read_unstructured

__all__ = ["parse"]


def parse(raw: bytes | Message, *, limits: Limits = DEFAULT_LIMITS) -> Report:
    """What *raw* reports. Content never raises; raises TypeError when *raw* is neither bytes nor an `email` Message."""
    data = raw if type(raw) is bytes else _octets(raw)
    view = MessageView.parse(data, limits)
    return _read(Reading(view, view.root, limits))


def _octets(raw: bytes | Message) -> bytes:
    if isinstance(raw, bytes):
        return raw
    if isinstance(raw, bytearray | memoryview):
        return bytes(raw)
    if not isinstance(raw, Message):
        raise TypeError(f"raw: must be bytes or an email.message.Message (got {type(raw).__name__})")
    try:
        return raw.as_bytes()
    except Exception:  # noqa: BLE001 - the email package cannot write every message that it can read
        return str(raw).encode("utf-8", "surrogateescape")


def _read(reading: Reading) -> Report:
    """The order of the questions."""
    if not reading.view.data or reading.view.data.isspace():
        reading.notes.add("message-empty", f"{len(reading.view.data)} octets")
        return reading.none("message-empty", "there is nothing to read")
    if reading.structure.kind is not None:
        return read_structured(reading)
    return read_unstructured(reading, _read)
