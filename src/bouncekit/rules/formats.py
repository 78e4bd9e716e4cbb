"""Vendor layouts as rows (see `bouncekit.rules.model` for how the engine reads them and how a new one is added)."""

from typing import Final

from bouncekit.rules.formats_asia import FORMATS_ASIA
from bouncekit.rules.formats_exchange import FORMATS_EXCHANGE
from bouncekit.rules.formats_gateway import FORMATS_GATEWAY
from bouncekit.rules.formats_groupware import FORMATS_GROUPWARE
from bouncekit.rules.formats_mta import FORMATS_MTA
from bouncekit.rules.formats_provider import FORMATS_PROVIDER
from bouncekit.rules.model import Format

__all__ = ["FORMATS"]

FORMATS: Final[tuple[Format, ...]] = (
    *FORMATS_MTA,
    *FORMATS_EXCHANGE,
    *FORMATS_GROUPWARE,
    *FORMATS_GATEWAY,
    *FORMATS_PROVIDER,
    *FORMATS_ASIA,
)
"""All layouts, in no order that matters."""
