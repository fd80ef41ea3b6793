"""Files that the installed theme brought, byte for byte: their licence notices name people and hosts of their own."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

FOLDER = "assets/"
STYLES = "assets/stylesheets/main.*.min.css"


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


def without_theme(path: str, data: bytes) -> bytes:
    """A style sheet that begins with the theme's own, unchanged, without that beginning; else the data as they are."""
    templates = _templates()
    if templates is None or not path.startswith(FOLDER) or not path.endswith(".css"):
        return data
    begins = (file.read_bytes().rstrip() for file in templates.glob(STYLES))
    return next((data[len(begin) :] for begin in begins if data.startswith(begin)), data)
