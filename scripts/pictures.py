"""Make pictures fit to publish: upright, small, the right type, without camera data, place or comments.

``pictures.py docs/events/x/photo.jpg …`` writes each anew in its place; ``--all`` every picture below ``docs/``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from advisories.common.settings import read_settings
from advisories.content.files import PICTURES
from advisories.content.pictures import look, reencoded

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Re-encode every named picture that needs it; 1 where one cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pictures", nargs="*", type=Path)
    parser.add_argument("--all", action="store_true", help="every picture of the site")
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml")
    options = parser.parse_args(arguments)
    docs = read_settings(options.config).docs_dir
    files = sorted(file for file in docs.rglob("*") if file.suffix in PICTURES) if options.all else options.pictures
    return max([make(file) for file in files], default=0)


def make(file: Path) -> int:
    """Write one picture anew unless it is fit already; 1 where that cannot be done."""
    if file.suffix not in PICTURES:
        print(f"{file}: name must end in {', '.join(PICTURES)}")
        return 1
    try:
        before = file.read_bytes()
        seen = look(before)
        if seen.format == PICTURES[file.suffix] and not seen.extra and not seen.too_large:
            print(f"{file}: fit as it is, {len(before) // 1024} KB")
            return 0
        after = reencoded(file)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        print(f"{file}: picture must be readable: {error}")
        return 1
    file.write_bytes(after)
    print(f"{file}: written anew, {len(before) // 1024} KB → {len(after) // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
