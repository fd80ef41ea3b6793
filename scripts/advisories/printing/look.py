"""Colours, icons and fonts of printed matter: ``look.yml``, with the site's colours filled in."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..common.colours import schemes

HERE = Path(__file__).parent
LOOK = HERE / "look.yml"
TEMPLATES = HERE / "typst"


@cache
def look() -> dict[str, Any]:
    """The whole file, every scalar as text, colours by their values."""
    with LOOK.open(encoding="utf-8") as stream:
        data: dict[str, Any] = yaml.load(stream, Loader=yaml.CBaseLoader)
    light = schemes()["light"]
    data["colours"] = {name: light[colour] for name, colour in data["colours"].items()}
    data["tones"] = {tone: {name: light[colour] for name, colour in of.items()} for tone, of in data["tones"].items()}
    return data


@cache
def templates() -> dict[str, bytes]:
    """The Typst files that every document may import, by the name they are imported under."""
    return {file.name: file.read_bytes() for file in sorted(TEMPLATES.glob("*.typ"))}


@cache
def _icon_folder() -> Path | None:
    """Folder of the theme's Material icons; the theme is looked up, not imported."""
    spec = importlib.util.find_spec("material")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "templates" / ".icons" / "material"


@cache
def icon(name: str, colour: str) -> bytes | None:
    """An icon in one colour, or ``None`` where the set has no such icon: icons only decorate."""
    folder = _icon_folder()
    file = folder / f"{name}.svg" if folder else None
    if file is None or not file.is_file():
        return None
    svg = file.read_text(encoding="utf-8")
    return re.sub(r"<svg ", f'<svg fill="{colour}" ', svg, count=1).encode()
