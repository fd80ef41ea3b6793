"""Pictures of items: one file for all languages, with the room it takes on a page."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ..content.catalogue import Entry
from ..tasks.cache import content_of
from .site_context import Ref, Site


def paths(site: Site) -> list[str]:
    """Every picture of every item, by its path in ``docs/``: it lies beside the page in the first language."""
    return [f"{entry.key}/{name}" for entry in site.content.entries.values() for name in entry.pictures]


def bytes_of(site: Site, entry: Entry) -> dict[str, bytes]:
    """Every picture of an item, by name."""
    return {name: content_of(f"{site.settings.docs_dir}/{entry.key}/{name}") for name in entry.pictures}


def size(site: Site, ref: Ref, name: str) -> tuple[int, int] | None:
    """Width and height of one of the item's pictures in pixels; ``None`` for what is none, or cannot be read."""
    if not ref.entry or name not in ref.entry.pictures:
        return None
    return _size(file := site.settings.docs_dir / ref.key / name, file.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _size(file: Path, _written: int) -> tuple[int, int] | None:
    from PIL import Image  # takes long to load, and few pages have pictures

    try:
        with Image.open(file) as image:
            return image.size
    except (OSError, Image.DecompressionBombError):  # for the check to refuse
        return None
