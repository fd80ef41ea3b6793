"""What pages are made from, as digests: a page of an earlier build is still right where these are the same.

Its *inputs* are what all pages share and the files of its own item; its *state* is all that queries can be answered
from. Where the state differs, the answers to the page's recorded queries decide.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..pages import page_pictures
from ..pages.site_context import Ref, Site
from ..tasks.cache import CODE, digest, digest_of_folder, program

OF_ALL_PAGES = ("contacts.yml", "levels.yml")
"""Registers that every page may show; the others are read through queries only."""


def shared_inputs(site: Site, config: Any, others: Mapping[str, Any]) -> str:
    """Of all pages: code, templates, libraries, configuration, words, registers, the day, and ``others``."""
    registers = [site.content.texts.get(f"{site.settings.docs_dir.name}/{name}", "") for name in OF_ALL_PAGES]
    settings = Path(config.config_file_path).read_text(encoding="utf-8")
    words = json.dumps({language: dict(texts.entries) for language, texts in site.words.items()}, sort_keys=True)
    templates = digest_of_folder(Path(config.theme.custom_dir), CODE)
    shown = [settings, words, str(config.site_url), *registers, str(site.today)]
    return digest(program(), templates, *shown, json.dumps(others, sort_keys=True, default=str))


def page_inputs(site: Site, ref: Ref, shared: str, *others: str) -> str:
    """Of one page; ``others`` is what else it shows, such as its downloads."""
    texts = site.content.texts
    own: list[str | bytes] = [texts[page.path] for page in site.siblings(ref).values()]
    if ref.entry:
        pictures = page_pictures.bytes_of(site, ref.entry).items()
        own += [texts[ref.entry.file.path], *(part for picture in pictures for part in picture)]
    return digest("page", shared, ref.key, ref.language, *own, "others", *others)


def state_of(site: Site) -> str:
    """Of everything that queries can ask about: facts, registers, and the head of every page."""
    texts = sorted(site.content.texts.items())
    facts = [part for path, text in texts if path.endswith(".yml") for part in (path, text)]
    heads = [
        part
        for _, _, page in site.content.all_pages()
        for part in (page.path, page.title, json.dumps(page.front_matter.data, default=str))
    ]
    return digest(*facts, "heads", *heads)
