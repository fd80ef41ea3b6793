"""Style sheet and scripts in the built site: written in place of their sources, and again over themselves."""

from __future__ import annotations

import shutil
from pathlib import Path

import material
from support import ROOT

from advisories.pages import assets

OVERRIDES = ROOT / "overrides"
THEME = Path(material.__file__).parent / "templates"


def written(site: Path, found: assets.Assets) -> dict[str, bytes]:
    found.write(site)
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def test_a_refreshed_site_holds_the_same_files_as_a_new_one(tmp_path: Path) -> None:
    found = assets.read([str(THEME)], OVERRIDES)
    shutil.copytree(OVERRIDES / "assets", tmp_path / "assets")
    first = written(tmp_path, found)
    assert "assets/search/box.js" in first
    assert "assets/search/engine.js" not in first
    assert written(tmp_path, found) == first
