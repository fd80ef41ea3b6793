"""Pictures: a file is what its name says, modest in size, and holds pixels only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..common.problems import Finding
from ..content.catalogue import Catalogue
from ..content.files import LARGEST_PICTURE, MOST_PIXELS, PICTURES
from .registry import Check, rule

if TYPE_CHECKING:
    from ..content.pictures import Picture


@rule
def picture_type(check: Check) -> Iterator[Finding]:
    """A picture is a still JPEG, PNG or WebP, as its ending says, and can be opened."""
    for path, picture in _pictures(check):
        if picture.format != PICTURES["." + path.rpartition(".")[2]]:
            yield Finding(path, 1, "picture", picture.format or None)


@rule
def picture_pixels(check: Check) -> Iterator[Finding]:
    """A picture has no more pixels than a page needs."""
    for path, picture in _pictures(check):
        if picture.too_large:
            limit = str(MOST_PIXELS // 1_000_000)
            yield Finding(path, 1, "picture", f"{picture.width} x {picture.height}", {"limit": limit})


@rule
def picture_clean(check: Check) -> Iterator[Finding]:
    """A picture carries no camera data, place, comment or other cargo."""
    for path, picture in _pictures(check):
        if picture.extra:
            yield Finding(path, 1, "picture", picture.extra)


def _pictures(check: Check) -> list[tuple[str, Picture]]:
    if "pictures" not in check.memory:
        check.memory["pictures"] = list(_seen(check.catalogue))
    found: list[tuple[str, Picture]] = check.memory["pictures"]
    return found


def _seen(catalogue: Catalogue) -> Iterator[tuple[str, Picture]]:
    docs = catalogue.settings.docs_dir
    for name in [f"{entry.key}/{name}" for entry in catalogue.entries.values() for name in entry.pictures]:
        from ..content import pictures  # takes long to load, and few items have pictures

        if (docs / name).stat().st_size <= LARGEST_PICTURE:
            yield f"{docs.name}/{name}", pictures.look((docs / name).read_bytes())
