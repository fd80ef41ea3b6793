"""Templates in hidden folders are found by name, but not listed."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import load_config
from mkdocs.structure.files import Files
from support import ROOT

from advisories.build import template_versions


def test_mkdocs_takes_the_same_files_from_the_theme(tmp_path: Path) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path))
    every, visible = Files([]), Files([])
    every.add_files_from_theme(config.theme.get_env(), config)
    template_versions.use(config.theme)
    env = config.theme.get_env()
    visible.add_files_from_theme(env, config)
    assert [file.src_uri for file in visible] == [file.src_uri for file in every]
    assert not [name for name in env.list_templates() if name.startswith(".icons/")]
    assert env.get_template(".icons/material/phone.svg").render().startswith("<svg")
