"""All phrase rows, in every language."""

from typing import Final

from bouncekit.rules.phrases_cjk import CJK
from bouncekit.rules.phrases_en import ENGLISH
from bouncekit.rules.phrases_germanic import GERMANIC
from bouncekit.rules.phrases_romance import ROMANCE
from bouncekit.rules.phrases_slavic import SLAVIC_AND_TURKISH
from bouncekit.rules.reply_model import PhraseRow

__all__ = ["PHRASES"]

PHRASES: Final[tuple[PhraseRow, ...]] = (*ENGLISH, *GERMANIC, *ROMANCE, *SLAVIC_AND_TURKISH, *CJK)
