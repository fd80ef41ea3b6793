"""The corpus as plain Markdown for other generators: links resolved, facts written out, the same text in all.

One file an item, not a folder: a folder would be a section of the navigation, which the peers repeat on every page.
What this project prints from ``facts.yml`` stands in the peers' Markdown, so that nobody builds less than another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from advisories.common.settings import read_settings
from advisories.content.catalogue import Catalogue, Entry, load
from advisories.content.page_files import Page
from advisories.model import Kind

_LINK = re.compile(r"\[([^\]]*)\]\((page|contact|source|figure):([^)#]+)(#[^)]*)?\)")
_BOX = re.compile(r"^/// (\w+) \| (.*)\n((?:.*\n)*?)///$", re.MULTILINE)


def write_suffixed(config: Path, folder: Path) -> None:
    """``docs/topics/x.en.md``, as mkdocs-static-i18n reads it."""
    for key, language, text in _pages(config, ".md"):
        _write(folder / "docs" / f"{_file(key)}.{language}.md", text)


def write_folders(config: Path, folder: Path) -> None:
    """``docs/en/topics/x.md``: a folder per language."""
    for key, language, text in _pages(config, ".md"):
        _write(folder / "docs" / language / f"{_file(key)}.md", text)


def write_hugo(config: Path, folder: Path) -> None:
    """As Hugo reads it: list pages are called ``_index.md``, boxes are quotes with a mark."""
    for key, language, text in _pages(config, ""):
        boxed = _BOX.sub(lambda box: _quote(box[1], box[2], box[3]), text)
        _write(folder / "docs" / language / f"{_file(key, '_index')}.md", boxed)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _quote(kind: str, title: str, text: str) -> str:
    lines = "\n".join(f"> {line}".rstrip() for line in text.rstrip().split("\n"))
    return f"> [!{kind.upper()}] {title}\n{lines}"


def _file(key: str, index: str = "index") -> str:
    """The path of a page without language and ending; ``index`` is what home and list pages are called."""
    if key == "index":
        return index
    return key if "/" in key else f"{key}/{index}"


def _pages(config: Path, ending: str) -> Iterator[tuple[str, str, str]]:
    """Key, language and text of every page; ``ending`` of files that links lead to; none = links lead to addresses."""
    catalogue = _catalogue(config)
    for key, entry, page in catalogue.all_pages():
        body = _LINK.sub(lambda link: _linked(catalogue, entry, key, link, ending), page.body.strip())  # noqa: B023
        facts = _facts(entry, page.language) if entry else _list(catalogue, key, page.language, ending)
        front = f"---\ntitle: {page.title}\ndescription: {page.description}\n---\n\n"
        yield key, page.language, front + "\n".join([body, "", *facts]).rstrip() + "\n"


@lru_cache(maxsize=1)
def _catalogue(config: Path) -> Catalogue:
    """Read once for all peers."""
    return load(read_settings(config))


def _linked(catalogue: Catalogue, entry: Entry | None, key: str, link: re.Match[str], ending: str) -> str:
    words, scheme, name, anchor = link[1], link[2], link[3], link[4] or ""
    if scheme == "figure":
        return words
    if scheme == "page":
        up = "../" * ((key != "index") if ending else key.count("/") + (key != "index"))
        target = f"{_file(name)}{ending}" if ending else f"{name}/"
        return f"[{words}]({up}{target}{anchor})"
    if scheme == "source":
        source = catalogue.source(entry, name)
        return f"[{words}]({source.url})" if source else words
    assert catalogue.contacts
    numbers = {f"hotline/{line.id}": line.phones[0].number for line in catalogue.contacts.hotlines}
    return f"[{words}](tel:{numbers[name]})"


def _list(catalogue: Catalogue, key: str, language: str, ending: str) -> list[str]:
    """The items of a collection, below the text of its list page."""
    if key not in set(Kind):
        return []
    entries = catalogue.of(Kind(key))
    return [_item(entry.slug, entry.pages[language], ending) for entry in entries]


def _item(slug: str, page: Page, ending: str) -> str:
    return f"- [{page.title}]({slug}{ending or '/'}): {page.description}"


def _facts(entry: Entry, language: str) -> list[str]:
    """What the page of this project prints from the record."""
    data: Mapping[str, Any] = entry.file.data
    lines = [f"- {phone['number']}" for phone in data.get("emergency", ())]
    for mission in data.get("missions", ()):
        lines += ["", *_mission(mission, language)]
    for alert in data.get("alerts", ()):
        lines += ["", f"{alert['issued']}–{alert['expires']}: {alert['summary'].get(language, '')}"]
    for one in data.get("quiz", ()) if entry.kind is Kind.TOPIC else ():
        options = [f"{number}. {option[language]}" for number, option in enumerate(one["options"], 1)]
        lines += ["", f"**{one['question'][language]}**", "", *options, "", one["reason"][language]]
    for key in ("organisers", "questions", "materials"):
        lines += ["", *(f"- {text[language]}" for text in data.get(key, ()))]
    lines += ["", *(f"- {one['text'][language]}" for one in data.get("checklist", ()))]
    own = (one for one in data.get("sources", {}).values() if "url" in one)  # the others stand in a register
    sources = [f"- [{one['title'][language]}]({one['url']}), {one['seen']}" for one in own]
    return [*lines, "", *sources]


def _mission(mission: Mapping[str, Any], language: str) -> list[str]:
    phones = [
        f"| {phone['use']} | [{phone['number']}](tel:{phone['number']}) |"
        for phone in mission.get("phones", ())
        if "withheld" not in phone
    ]
    rows = [f"| {key} | {mission[key][field]} |" for key, field in _FIELDS if key in mission]
    return [
        f"**{mission['name'][language]}**",
        "",
        f"| {mission.get('city', mission['name'])[language]} | |",
        "| --- | --- |",
        *phones,
        *rows,
    ]


_FIELDS = (("address", "text"), ("email", "address"), ("website", "url"))
