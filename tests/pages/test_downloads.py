"""Pages offer only what was printed for this very build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisories.pages.downloads import Downloads

ROW = {
    "pack": "training/x",
    "kind": "handbook",
    "languages": ["en"],
    "pages": 3,
    "bytes": 1025,
    "checked": "2026-02-20",
}
PACK = {"zip": "training/x/x.zip", "zip_bytes": 2048, "checked": "2026-02-20"}


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    folder = tmp_path / "pdf"
    (folder / "training/x").mkdir(parents=True)
    (folder / "training/x/a.pdf").write_bytes(b"pdf")
    (folder / "training/x/x.zip").write_bytes(b"zip")
    manifest = {"files": {"training/x/a.pdf": ROW}, "packs": {"training/x": PACK}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_nothing_is_offered_unless_it_was_printed_for_this_build(tmp_path: Path) -> None:
    assert list(Downloads(None).of("training/x")) == []
    assert Downloads(None).copy_to(tmp_path) == 0


def test_a_pack_offers_its_files_and_the_archive(printed: Path) -> None:
    files = Downloads(printed).of("training/x")
    assert [(one.kind, one.pages, one.kilobytes) for one in files] == [("handbook", 3, 2), ("zip", 0, 2)]


def test_another_page_offers_none_of_them(printed: Path) -> None:
    assert list(Downloads(printed).of("countries/japan")) == []


def test_files_are_copied_into_the_site(printed: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert Downloads(printed).copy_to(site) == 2
    assert (site / "downloads/training/x/a.pdf").read_bytes() == b"pdf"
