"""Compressed copies beside the text files of a built site, for hosts that send ready-made ones.

Quality 11 takes forty times as long as 5 and saves an eighth more, so its results are kept in the cache; without a
cache quality 5 is used. What is written depends on the content and the quality, never on the cache.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import brotli

from ..common import clock
from ..outputs import seal
from ..outputs.signing import SecretKey
from ..tasks.cache import NO_CACHE, Cache, digest
from ..tasks.task import Task, results

TEXT = frozenset((
    ".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".vcf", ".ics", ".csv", ".webmanifest", ".ndjson",
))  # fmt: skip
SMALLEST = 1000  # a smaller file fits into one packet as it is
ENDINGS = (".br", ".gz")
BEST, QUICK = 11, 5


@dataclass(frozen=True)
class CompressionResult:
    """What compressing a site came to, in bytes."""

    files: int
    before: int
    brotli: int
    gzip: int

    def summary(self) -> str:
        """One line for a person."""
        sizes = (("as they are", self.before), ("brotli", self.brotli), ("gzip", self.gzip))
        return f"compressed {self.files} files: {', '.join(f'{size / 1e6:.1f} MB {name}' for name, size in sizes)}"


def compress(data: bytes, ending: str, quality: int) -> bytes:
    """The same bytes every time: no name and no time inside."""
    if ending == ".br":
        return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=quality))
    return gzip.compress(data, 9, mtime=0)


def texts(site: Path) -> list[Path]:
    """The files that get copies, sorted."""
    found = (file for file in site.rglob("*") if file.suffix in TEXT and file.is_file())
    return sorted(file for file in found if file.stat().st_size >= SMALLEST)


def compress_site(site: Path, cache: Cache = NO_CACHE) -> CompressionResult:
    """Write the copies that are smaller than their files, and remove those of an earlier run."""
    for file in [file for file in site.rglob("*") if file.suffix in ENDINGS and file.with_suffix("").suffix in TEXT]:
        file.unlink()
    files = texts(site)
    sizes = {ending: _write_copies(site, files, ending, cache) for ending in ENDINGS}
    return CompressionResult(len(files), sum(file.stat().st_size for file in files), sizes[".br"], sizes[".gz"])


def _write_copies(site: Path, files: list[Path], ending: str, cache: Cache) -> int:
    """Gives the bytes of all copies, those included that are not written."""
    quality = BEST if cache.folder else QUICK
    copies = results([_task(site, file, ending, quality) for file in files], cache.table("compressed"))
    for file, copy in zip(files, copies, strict=True):
        if len(copy) < file.stat().st_size:
            file.with_name(f"{file.name}{ending}").write_bytes(copy)
    return sum(map(len, copies))


def _task(site: Path, file: Path, ending: str, quality: int) -> Task:
    data = file.read_bytes()
    inputs = digest(data, brotli.__version__, str(quality))
    return Task(f"{file.relative_to(site)}{ending}", inputs, partial(compress, data, ending, quality))


def compress_and_seal(site: Path, cache: Cache, key: SecretKey | None) -> str:
    """Compress, then sum all files, the copies too; gives one line for a person."""
    result = compress_site(site, cache)
    seal(site, clock.now(), key)
    return result.summary()
