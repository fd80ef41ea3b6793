"""Writes a corpus as this project reads it: a folder per item with ``facts.yml`` and one page a language."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from advisories.content.catalogue import revision
from advisories.content.page_files import read_page

from .corpus import Corpus, Item
from .phrases import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
SERVICE = ROOT / "tests" / "service"


def write(corpus: Corpus, folder: Path, changed: Mapping[str, Any] = MappingProxyType({})) -> Path:
    """Write the corpus into an empty folder; returns its ``mkdocs.yml``, in which some settings may be changed."""
    shutil.copytree(SERVICE / "docs", folder / "docs")
    for item in corpus.items():
        _write_item(item, folder / "docs" / item.stub.key)
    config = folder / "mkdocs.yml"
    settings = yaml.safe_dump({**_settings(folder / "docs"), **changed}, allow_unicode=True, sort_keys=False)
    config.write_text(settings, encoding="utf-8")
    return config


def _write_item(item: Item, folder: Path) -> None:
    folder.mkdir(parents=True)
    facts = yaml.dump(item.facts, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    (folder / "facts.yml").write_text(facts, encoding="utf-8")
    original, *others = LANGUAGES
    _write_page(item, folder, original, "")
    page = read_page((folder / f"index.{original}.md").read_text(encoding="utf-8"), item.stub.key, original)
    for language in others:
        _write_page(item, folder, language, f"translated-from: {original}@{revision(page)}\n")


def _write_page(item: Item, folder: Path, language: str, origin: str) -> None:
    front_matter = f"---\ndescription: {item.descriptions[language]}\n{origin}---\n\n"
    (folder / f"index.{language}.md").write_text(front_matter + item.bodies[language], encoding="utf-8")


class _Dumper(yaml.CSafeDumper):
    """Writes every mention of a record in full: content may hold no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _settings(docs: Path) -> dict[str, Any]:
    """This project's own configuration, for other content."""
    settings: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    theme = {**settings["theme"], "custom_dir": str(ROOT / settings["theme"]["custom_dir"])}
    hooks = [str(ROOT / hook) for hook in settings["hooks"]]
    nav = [page for page in settings["nav"] if list(docs.glob(page.replace(".md", ".*.md")))]
    changed = {"site_url": "https://service.example/", "docs_dir": "docs", "nav": nav, "watch": [], "hooks": hooks}
    return {**settings, **changed, "theme": theme}
