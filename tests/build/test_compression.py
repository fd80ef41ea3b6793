"""Compressed copies: the same bytes every time, whatever the cache holds."""

from __future__ import annotations

import gzip
import os
import shutil
import threading
from pathlib import Path

import brotli
import pytest

from advisories.build import compression
from advisories.build.compression import Cache, compress_site

TEXT = b"Call the hotline first. " * 200


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    (site / "a/index.html").write_bytes(TEXT)
    (site / "small.txt").write_bytes(b"small")
    (site / "picture.png").write_bytes(TEXT)
    return site


def copies(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in sorted(site.rglob("*"))
        if file.suffix in (".br", ".gz")
    }


def test_large_texts_get_both_copies_and_other_files_none(folder: Path) -> None:
    result = compress_site(folder)
    found = copies(folder)
    assert sorted(found) == ["a/index.html.br", "a/index.html.gz"]
    assert brotli.decompress(found["a/index.html.br"]) == gzip.decompress(found["a/index.html.gz"]) == TEXT
    assert (result.files, result.before, result.kept) == (1, len(TEXT), 0)


def test_a_second_run_takes_the_same_bytes_from_the_cache(folder: Path, tmp_path: Path) -> None:
    compress_site(folder, Cache(tmp_path / "cache"))
    first = copies(folder)
    assert compress_site(folder, Cache(tmp_path / "cache")).kept == 2
    assert copies(folder) == first


def test_equal_files_are_kept_at_the_same_time(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All threads have written an entry before the first gives it its name."""
    count, move = 8, Path.replace
    for number in range(1, count):
        shutil.copy(folder / "a/index.html", folder / f"{number}.html")
    together = threading.Barrier(count)

    def replace(file: Path, target: Path) -> Path:
        together.wait(timeout=20)
        return move(file, target)

    monkeypatch.setattr(os, "cpu_count", lambda: count)
    monkeypatch.setattr(Path, "replace", replace)
    assert compress_site(folder, Cache(tmp_path / "cache")).files == count
    assert len(copies(folder)) == 2 * count
    assert len(list((tmp_path / "cache").glob("*/*"))) == 2


def test_a_cache_that_cannot_be_written_keeps_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    assert compress_site(folder, Cache(tmp_path / "file")).kept == 0
    assert sorted(copies(folder)) == ["a/index.html.br", "a/index.html.gz"]


def test_a_damaged_entry_is_made_anew(folder: Path, tmp_path: Path) -> None:
    compress_site(folder, Cache(tmp_path / "cache"))
    first = copies(folder)
    for file in (tmp_path / "cache").glob("*/*"):
        file.write_bytes(b"damaged" if file.suffix == ".br" else gzip.compress(b"something else"))
    assert compress_site(folder, Cache(tmp_path / "cache")).kept == 0
    assert copies(folder) == first


def test_the_cache_forgets_what_is_gone(folder: Path, tmp_path: Path) -> None:
    compress_site(folder, Cache(tmp_path / "cache"))
    (folder / "a/index.html").write_bytes(TEXT + b"New.")
    compress_site(folder, Cache(tmp_path / "cache"))
    assert len(list((tmp_path / "cache").glob("*/*"))) == 2


def test_copies_of_an_earlier_run_are_replaced(folder: Path) -> None:
    compress_site(folder)
    (folder / "a/index.html").write_bytes(b"small now")
    compress_site(folder)
    assert copies(folder) == {}


def test_no_time_is_written_into_a_copy() -> None:
    assert compression.compress(TEXT, ".gz", 9)[4:8] == bytes(4)
