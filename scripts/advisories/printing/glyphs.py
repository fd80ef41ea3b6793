"""Which sign a compiler message speaks of, so that the page that holds it can be named."""

from __future__ import annotations

import re
from collections.abc import Iterator

CODE = re.compile(r"\\u\{([0-9a-fA-F]+)\}|U\+([0-9A-Fa-f]{4,6})")
QUOTED = re.compile(r"[\"'`“‘]+([^\"'`“”‘’]+)[\"'`”’]+")


def missing_sign(message: str) -> Iterator[str]:
    """Signs that a message about missing glyphs names."""
    if "display" not in message and "glyph" not in message:
        return
    for match in CODE.finditer(message):
        yield chr(int(match[1] or match[2], 16))
    for match in QUOTED.finditer(message):
        yield match[1]
