"""All providers' own rows: codes and texts that one provider documents or uses, read as that provider means them."""

from typing import Final

from bouncekit.rules.providers_asia import ASIA
from bouncekit.rules.providers_europe import EUROPE
from bouncekit.rules.providers_filters import FILTERS
from bouncekit.rules.providers_world import WORLD
from bouncekit.rules.reply_model import PhraseRow

__all__ = ["PROVIDERS"]

PROVIDERS: Final[tuple[PhraseRow, ...]] = (*WORLD, *EUROPE, *ASIA, *FILTERS)
