"""Compressed copies: the same bytes every time, whatever the cache holds."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from advisories.build import compression
from advisories.build.compression import compress_site
from advisories.tasks.cache import Cache

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
    assert (result.files, result.before) == (1, len(TEXT))


def test_a_second_run_takes_the_same_bytes_from_the_cache(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compress_site(folder, Cache(tmp_path / "cache"))
    first = copies(folder)
    monkeypatch.setattr(compression, "compress", lambda *_: pytest.fail("compressed again"))
    compress_site(folder, Cache(tmp_path / "cache"))
    assert copies(folder) == first


def test_a_changed_text_is_compressed_anew(folder: Path, tmp_path: Path) -> None:
    compress_site(folder, Cache(tmp_path / "cache"))
    (folder / "a/index.html").write_bytes(TEXT + b"New.")
    compress_site(folder, Cache(tmp_path / "cache"))
    assert brotli.decompress(copies(folder)["a/index.html.br"]) == TEXT + b"New."


def test_a_cache_that_cannot_be_written_keeps_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    compress_site(folder, Cache(tmp_path / "file"))
    assert sorted(copies(folder)) == ["a/index.html.br", "a/index.html.gz"]


def test_copies_of_an_earlier_run_are_replaced(folder: Path) -> None:
    compress_site(folder)
    (folder / "a/index.html").write_bytes(b"small now")
    compress_site(folder)
    assert copies(folder) == {}


def test_no_time_is_written_into_a_copy() -> None:
    assert compression.compress(TEXT, ".gz", 9)[4:8] == bytes(4)
