"""The colours of pages and printed matter: ``colours.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("colours.yml")


@cache
def schemes() -> Mapping[str, Mapping[str, str]]:
    """``light`` and ``dark``: colours by name, such as ``#0c4a56`` for ``brand``."""
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def custom_properties() -> str:
    """Both schemes as the first lines of a style sheet."""
    light, dark = (_root(colours) for colours in (schemes()["light"], schemes()["dark"]))
    return f"{light}@media (prefers-color-scheme:dark){{{dark}}}\n"


def _root(colours: Mapping[str, str]) -> str:
    return f":root{{{';'.join(f'--{name}:{value}' for name, value in colours.items())}}}\n"
