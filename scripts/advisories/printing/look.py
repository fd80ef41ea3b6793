"""Colours, icons and fonts of printed matter: ``look.yml``, with the colours of the site's style sheet filled in."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .errors import PrintingError

HERE = Path(__file__).parent
LOOK = HERE / "look.yml"
TEMPLATES = HERE / "typst"
STYLE_SHEET = HERE.parents[2] / "overrides" / "assets" / "site.css"
TOKEN = re.compile(r"(--[\w-]+):\s*(#[0-9a-fA-F]{3,8})")


@cache
def look() -> dict[str, Any]:
    """The whole file, every scalar as text, colour tokens replaced by their values."""
    with LOOK.open(encoding="utf-8") as stream:
        data: dict[str, Any] = yaml.load(stream, Loader=yaml.CBaseLoader)
    data["colours"] = {name: colour(token) for name, token in data["colours"].items()}
    data["tones"] = {tone: {name: colour(token) for name, token in one.items()} for tone, one in data["tones"].items()}
    return data


@cache
def _tokens() -> dict[str, str]:
    """Colour tokens of the style sheet's first ``:root``, the light scheme."""
    root = STYLE_SHEET.read_text(encoding="utf-8").partition(":root")[2].partition("}")[0]
    return dict(TOKEN.findall(root))


def colour(token: str) -> str:
    """The value of a colour token, such as ``#0c4a56`` for ``--brand``."""
    if token not in _tokens():
        raise PrintingError(f"the style sheet has no colour {token!r}, which {LOOK.name} names", str(STYLE_SHEET))
    return _tokens()[token]


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
