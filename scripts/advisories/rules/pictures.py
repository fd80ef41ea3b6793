"""Pictures: a file is what its name says, modest in size, and holds pixels only."""

from __future__ import annotations

from collections.abc import Iterator

from ..common.problems import Finding
from ..content.files import MOST_PIXELS, PICTURES
from ..content.pictures import PictureFile, look
from .registry import Subject
from .site_facts import ContentPart


def _pictures(part: ContentPart) -> Iterator[tuple[str, PictureFile]]:
    docs = part.site.catalogue.settings.docs_dir.name
    return ((f"{docs}/{part.key}/{file.name}", look(file.read_bytes())) for file in part.pictures)


picture_rule = Subject(_pictures)


@picture_rule
def picture_type(path: str, picture: PictureFile) -> Iterator[Finding]:
    """A picture is a still JPEG, PNG or WebP, as its ending says, and can be opened."""
    if picture.format != PICTURES["." + path.rpartition(".")[2]]:
        yield Finding(path, 1, "picture", picture.format or None)


@picture_rule
def picture_pixels(path: str, picture: PictureFile) -> Iterator[Finding]:
    """A picture has no more pixels than a page needs."""
    if picture.too_large:
        limit = str(MOST_PIXELS // 1_000_000)
        yield Finding(path, 1, "picture", f"{picture.width} x {picture.height}", {"limit": limit})


@picture_rule
def picture_clean(path: str, picture: PictureFile) -> Iterator[Finding]:
    """A picture carries no camera data, place, comment or other cargo."""
    if picture.extra:
        yield Finding(path, 1, "picture", picture.extra)
