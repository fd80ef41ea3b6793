"""Files that the installed theme brought, byte for byte: their licence notices name people and hosts of their own."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

FOLDER = "assets/"


@cache
def _templates() -> Path | None:
    spec = importlib.util.find_spec("material")
    return Path(spec.submodule_search_locations[0], "templates") if spec and spec.submodule_search_locations else None


def is_of_theme(path: str, data: bytes) -> bool:
    """Whether a file of the site is the theme's own, unchanged."""
    templates = _templates()
    if templates is None or not path.startswith(FOLDER):
        return False
    original = templates / path
    return original.is_file() and original.stat().st_size == len(data) and original.read_bytes() == data
