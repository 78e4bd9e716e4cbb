"""Floor 2: a bounded view of a message's octets. Never raises on content; every fact has its place."""

from bouncekit.message.fields import HeaderField, iter_fields, parse_fields
from bouncekit.message.html import html_text
from bouncekit.message.view import MessageView, Part

__all__ = ["HeaderField", "MessageView", "Part", "html_text", "iter_fields", "parse_fields"]
