"""The world outside: each adapter joins bouncekit to one other program or library, and needs an extra of that name."""

__all__: list[str] = []
