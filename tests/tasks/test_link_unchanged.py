"""Files taken over from the published site: equal bytes, and never a way to change what is published."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisories.tasks import link_unchanged


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A published site of one page, and the folder of a new one."""
    published, new = tmp_path / "site", tmp_path / "site.new"
    (published / "japan").mkdir(parents=True)
    (published / "japan/index.html").write_bytes(b"call 110")
    new.mkdir()
    with link_unchanged.beside(published, new):
        yield published, new


def test_an_equal_file_is_not_written_again(sites: tuple[Path, Path]) -> None:
    published, new = sites
    link_unchanged.write(f"{new}/japan/index.html", b"call 110")
    assert (new / "japan/index.html").samefile(published / "japan/index.html")


@pytest.mark.parametrize("data", [b"call 119", b"call 1100", b"", b"call 11"])
def test_what_differs_is_written(data: bytes, sites: tuple[Path, Path]) -> None:
    published, new = sites
    link_unchanged.write(f"{new}/japan/index.html", data)
    assert (new / "japan/index.html").read_bytes() == data
    assert (published / "japan/index.html").read_bytes() == b"call 110"


def test_writing_again_leaves_the_published_file_alone(sites: tuple[Path, Path]) -> None:
    published, new = sites
    link_unchanged.write(f"{new}/japan/index.html", b"call 110")
    link_unchanged.write(f"{new}/japan/index.html", b"call 119")
    assert (new / "japan/index.html").read_bytes() == b"call 119"
    assert (published / "japan/index.html").read_bytes() == b"call 110"


def test_a_link_is_not_taken_over(sites: tuple[Path, Path]) -> None:
    published, new = sites
    (published / "link").symlink_to(published / "japan/index.html")
    link_unchanged.write(f"{new}/link", b"call 110")
    assert not (new / "link").is_symlink()
    assert (new / "link").stat().st_nlink == 1


def test_a_file_that_others_may_not_read_is_not_taken_over(sites: tuple[Path, Path]) -> None:
    published, new = sites
    (published / "japan/index.html").chmod(0o600)
    link_unchanged.write(f"{new}/japan/index.html", b"call 110")
    assert not (new / "japan/index.html").samefile(published / "japan/index.html")


def test_a_file_system_without_links_gets_copies(sites: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    published, new = sites
    link_unchanged.write(f"{new}/japan/index.html", b"call 110")
    assert (new / "japan/index.html").read_bytes() == b"call 110"
    assert not (new / "japan/index.html").samefile(published / "japan/index.html")


def test_other_folders_are_written_as_ever(sites: tuple[Path, Path], tmp_path: Path) -> None:
    link_unchanged.write(f"{tmp_path}/elsewhere/file", b"text")
    assert (tmp_path / "elsewhere/file").read_bytes() == b"text"
