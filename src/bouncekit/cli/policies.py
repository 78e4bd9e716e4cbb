"""The option that brings a policy of one's own to `decide` and `shadow`."""

from pathlib import Path
from typing import Final

import click

from bouncekit.policy import PROFILES, Policy

__all__ = ["POLICY_OPTION", "policies_of"]

POLICY_OPTION: Final = click.option(
    "--policy-file",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="A policy of your own in TOML (see bouncekit.adapters.policy_toml); it is then the default.",
)


def policies_of(policy_file: str | None) -> dict[str, Policy]:
    """The profiles and, last, the policy in *policy_file*."""
    found = dict(PROFILES)
    if policy_file is not None:
        from bouncekit.adapters.policy_toml import load_policy  # noqa: PLC0415  (only where it is asked for)

        policy = load_policy(Path(policy_file))
        found[policy.name] = policy
    return found
