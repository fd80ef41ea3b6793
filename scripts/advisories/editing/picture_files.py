"""Makes picture files fit to publish: upright, small, the right type, without camera data, place or comments."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, UnidentifiedImageError

from ..common.errors import AdvisoriesError
from ..content.files import PICTURES
from ..content.pictures import look, reencoded


class UnfitPictureError(AdvisoriesError):
    """A picture that cannot be made fit to publish."""


def make_fit(file: Path) -> str:
    """Write one picture anew unless it is fit already; gives one line for a person. Raises ``UnfitPictureError``."""
    if file.suffix not in PICTURES:
        raise UnfitPictureError(f"{file}: name must end in {', '.join(PICTURES)}")
    try:
        before = file.read_bytes()
        seen = look(before)
        if seen.format == PICTURES[file.suffix] and not seen.extra and not seen.too_large:
            return f"{file}: fit as it is, {len(before) // 1024} KB"
        after = reencoded(file)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise UnfitPictureError(f"{file}: picture must be readable: {error}") from None
    file.write_bytes(after)
    return f"{file}: written anew, {len(before) // 1024} KB → {len(after) // 1024} KB"
