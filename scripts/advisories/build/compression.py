"""Compressed copies beside the text files of a built site, for hosts that send ready-made ones.

Quality 11 takes forty times as long as 5 and saves an eighth more, so its results are kept in a cache by content;
without a cache quality 5 is used. What is written depends on the content and the quality, never on the cache.
"""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import brotli

from ..common import clock
from ..outputs import seal
from ..outputs.signing import SecretKey
from ..tasks.cache import write_whole

TEXT = frozenset((
    ".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".vcf", ".ics", ".csv", ".webmanifest", ".ndjson",
))  # fmt: skip
SMALLEST = 1000  # a smaller file fits into one packet as it is
ENDINGS = (".br", ".gz")
BEST, QUICK = 11, 5


@dataclass(frozen=True)
class Result:
    """What compressing a site came to, in bytes."""

    files: int
    before: int
    brotli: int
    gzip: int
    kept: int

    def summary(self) -> str:
        """One line for a person."""
        sizes = ", ".join(f"{size / 1e6:.1f} MB {name}" for name, size in self._sizes())
        return f"compressed {self.files} files: {sizes}; {self.kept} copies came from the cache"

    def _sizes(self) -> Iterator[tuple[str, int]]:
        yield from (("as they are", self.before), ("brotli", self.brotli), ("gzip", self.gzip))


class Cache:
    """Compressed copies by content, in a folder that may be deleted at any time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: set[str] = set()
        self.hits = 0

    def get(self, data: bytes, ending: str) -> bytes:
        """The copy, made now or earlier; a damaged or foreign entry is made anew."""
        name = f"{hashlib.sha256(data).hexdigest()}.{brotli.__version__}.{BEST}{ending}"
        file = self.folder / name[:2] / name
        self.used.add(f"{name[:2]}/{name}")
        try:
            found = file.read_bytes()
            if opened(found, ending) == data:
                self.hits += 1
                return found
        except (OSError, EOFError, ValueError, brotli.error):
            pass
        made = compress(data, ending, BEST)
        with suppress(OSError):  # where it cannot be kept, it is made again in the next build
            write_whole(file, made)
        return made

    def forget_the_rest(self) -> None:
        """Remove what this build did not use, so that the cache does not grow."""
        for file in self.folder.glob("*/*"):
            if file.relative_to(self.folder).as_posix() not in self.used:
                file.unlink(missing_ok=True)


def compress(data: bytes, ending: str, quality: int) -> bytes:
    """The same bytes every time: no name and no time inside."""
    if ending == ".br":
        return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=quality))
    return gzip.compress(data, 9, mtime=0)


def opened(data: bytes, ending: str) -> bytes:
    """What a copy holds."""
    return bytes(brotli.decompress(data)) if ending == ".br" else gzip.decompress(data)


def texts(site: Path) -> list[Path]:
    """The files that get copies, sorted."""
    found = (file for file in site.rglob("*") if file.suffix in TEXT and file.is_file())
    return sorted(file for file in found if file.stat().st_size >= SMALLEST)


def compress_site(site: Path, cache: Cache | None = None) -> Result:
    """Write the copies that are smaller than their files, and remove those of an earlier run."""
    for file in [file for file in site.rglob("*") if file.suffix in ENDINGS and file.with_suffix("").suffix in TEXT]:
        file.unlink()
    files = texts(site)
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # both libraries work outside Python's lock
        sizes = list(pool.map(partial(_copies, cache=cache), files))
    if cache:
        cache.forget_the_rest()
    return Result(len(files), *_sums(sizes), cache.hits if cache else 0)


def _copies(file: Path, cache: Cache | None) -> tuple[int, int, int]:
    data = file.read_bytes()
    made = [cache.get(data, ending) if cache else compress(data, ending, QUICK) for ending in ENDINGS]
    for ending, copy in zip(ENDINGS, made, strict=True):
        if len(copy) < len(data):
            file.with_name(f"{file.name}{ending}").write_bytes(copy)
    return len(data), len(made[0]), len(made[1])


def _sums(sizes: Iterable[tuple[int, int, int]]) -> tuple[int, int, int]:
    listed = list(sizes)
    return sum(size[0] for size in listed), sum(size[1] for size in listed), sum(size[2] for size in listed)


def compress_and_seal(site: Path, cache: Path | None, key: SecretKey | None) -> str:
    """Compress, then sum all files, the copies too; gives one line for a person."""
    result = compress_site(site, Cache(cache) if cache else None)
    seal(site, clock.now(), key)
    return result.summary()
