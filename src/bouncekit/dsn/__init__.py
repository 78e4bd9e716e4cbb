"""Writing delivery status notifications and their kin, and checking anyone's: `build` and `lint`."""

from bouncekit.dsn.builder import Dsn, build
from bouncekit.dsn.codec import BuildInput, read_build
from bouncekit.dsn.fix import fix
from bouncekit.dsn.lint_model import Finding, Level
from bouncekit.dsn.linter import ALL_RULES, lint
from bouncekit.dsn.model import DeliveryReport, RecipientReport, ReturnContent
from bouncekit.dsn.transcript import lint_transcript

__all__ = [
    "ALL_RULES",
    "BuildInput",
    "DeliveryReport",
    "Dsn",
    "Finding",
    "Level",
    "RecipientReport",
    "ReturnContent",
    "build",
    "fix",
    "lint",
    "lint_transcript",
    "read_build",
]
