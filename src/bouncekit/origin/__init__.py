"""Ours, not ours, or unproven: tokens we mint and verify, and the judgement over all proofs."""

__all__: list[str] = []
