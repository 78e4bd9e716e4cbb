"""Everything about bounces: read any, decide whether one may be sent, write it right, know which are yours."""

__all__: list[str] = []

