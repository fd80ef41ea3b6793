"""Pictures: a file is what its name says, modest in size, and holds pixels only."""

from __future__ import annotations

from collections.abc import Iterator

from ..content_files import LARGEST_PICTURE
from ..editing import pictures
from ..editing.pictures import Picture
from ..problems import Finding
from .registry import Check, rule


@rule
def picture_type(check: Check) -> Iterator[Finding]:
    """A picture is a still JPEG, PNG or WebP, as its ending says, and can be opened."""
    for path, picture in _pictures(check):
        if picture.format != pictures.FORMATS["." + path.rpartition(".")[2]]:
            yield Finding(path, 1, "picture", picture.format or None)


@rule
def picture_pixels(check: Check) -> Iterator[Finding]:
    """A picture has no more pixels than a page needs."""
    for path, picture in _pictures(check):
        if picture.too_large:
            limit = str(pictures.MOST_PIXELS // 1_000_000)
            yield Finding(path, 1, "picture", f"{picture.width} x {picture.height}", {"limit": limit})


@rule
def picture_clean(check: Check) -> Iterator[Finding]:
    """A picture carries no camera data, place, comment or other cargo."""
    for path, picture in _pictures(check):
        if picture.extra:
            yield Finding(path, 1, "picture", picture.extra)


def _pictures(check: Check) -> list[tuple[str, Picture]]:
    found: list[tuple[str, Picture]] | None = check.memory.get("pictures")
    if found is None:
        docs = check.catalogue.settings.docs_dir
        names = [f"{entry.key}/{name}" for entry in check.catalogue.entries.values() for name in entry.pictures]
        files = [(f"{docs.name}/{name}", docs / name) for name in names]
        found = [
            (path, pictures.look(file.read_bytes())) for path, file in files if file.stat().st_size <= LARGEST_PICTURE
        ]
        check.memory["pictures"] = found
    return found
