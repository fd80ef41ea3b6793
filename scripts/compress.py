"""Compressed copies (.br, .gz) beside the text files of a built site, then its sums anew.

Exit status 0: done; 1: there is no site.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from advisories.build.compression import Cache, compress_site
from advisories.common import clock
from advisories.outputs import seal
from advisories.outputs.signing import SecretKey, secret_key

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "compressed"


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, compress, say what it came to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("site", type=Path, nargs="?", default=ROOT / "site", help="folder of the built site")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder for copies made at the highest quality")
    parser.add_argument("--quick", action="store_true", help="a lower quality, without the cache")
    options = parser.parse_args(arguments)
    if not (options.site / "index.html").exists():
        print(f"compress: {options.site} holds no built site", file=sys.stderr)
        return 1
    start = time.perf_counter()
    print(f"{compress_and_seal(options.site, None if options.quick else options.cache, secret_key())}, "
          f"{time.perf_counter() - start:.1f} s")  # fmt: skip
    return 0


def compress_and_seal(site: Path, cache: Path | None, key: SecretKey | None) -> str:
    """Compress, then sum all files, the copies too; gives one line for a person."""
    result = compress_site(site, Cache(cache) if cache else None)
    seal(site, clock.now(), key)
    return result.summary()


if __name__ == "__main__":
    sys.exit(main())
