"""Whole sites of the fictional service: the project's own configuration with other content, address and languages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from support import HERE, ROOT, TODAY, Edit, apply, epoch_of, make_docs

from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.language import words
from advisories.review.translations import accept, groups

DEMONSTRATION = HERE / "demonstration"
LOOSE = ("search", "saved", "data")
MANY = 45
LONG = {
    "en": "Consulate-General of the Free and Independent Union of the Provinces of Upper and Lower Freedonia in "
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-on-the-Example",
    "zh": "自由国上下两省独立自由联合共和国驻一个名字特别特别长长到一行写不下也许两行三行都写不下的示例城市总领事馆",
}
THIRD = {"locale": "fr", "name": "Français", "site_name": "⟦Service⟧", "theme": {"language": "fr"}}
"""A third language. Its words and texts are the English ones in marks, so that every other word is seen at once."""


def demonstration(folder: Path, edits: Mapping[str, Edit] | None = None) -> Path:
    """The service with everything a site can show; returns its ``mkdocs.yml``."""
    make_docs(folder)
    shutil.copytree(DEMONSTRATION / "docs", folder / "docs", dirs_exist_ok=True)
    many = folder / "docs/countries/united-states/facts.yml"
    many.write_text(as_yaml(with_many_missions()), encoding="utf-8")
    write_loose_pages(folder / "docs")
    for path, edit in (edits or {}).items():
        apply(folder / path, edit)
    return configured(folder / "mkdocs.yml")


def configured(config: Path) -> Path:
    """The project's configuration with the service's names and address: all that a service of its own would change."""
    own = yaml.safe_load(config.read_text(encoding="utf-8"))
    data = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    del data["watch"]
    data["theme"]["custom_dir"] = str(ROOT / "overrides")
    data["hooks"] = [str(ROOT / hook) for hook in data["hooks"]]
    data["nav"] = [page for page in data["nav"] if (config.parent / "docs" / f"{page[:-3]}.en.md").exists()]
    for language in languages_of(data):
        language.pop("site_name", None)
    data |= {"site_name": own["site_name"], "site_url": own["site_url"]}
    config.write_text(as_yaml(data), encoding="utf-8")
    accept_translations(config)
    return config


def languages_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The languages in a configuration."""
    found: list[dict[str, Any]] = data["plugins"][0]["i18n"]["languages"]
    return found


def as_yaml(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)


def accept_translations(config: Path) -> None:
    settings = read_settings(config)
    for pages in groups(load(settings)):
        accept(settings, pages, None)


def write_loose_pages(docs: Path) -> None:
    """The pages that the site's own parts lead to."""
    for name in LOOSE:
        for language, title in (("en", f"{name.capitalize()}."), ("zh", "页面。")):
            claim = "" if language == "en" else "translated-from: en@000000000000\n"
            text = f"---\ndescription: {title}\n{claim}---\n\n# {title[:-1]}\n\n{title}\n"
            (docs / f"{name}.{language}.md").write_text(text, encoding="utf-8")


def with_many_missions() -> dict[str, Any]:
    """A country with 45 missions, one of them with very long names."""
    missions = [mission(number) for number in range(1, MANY + 1)]
    missions[-1]["name"] = LONG
    return {"code": "US", "region": "north-america", "missions": missions, "reviewed": "2026-02-20"}


def mission(number: int) -> dict[str, Any]:
    """One of many missions; the number stands in every one of its values."""
    return {
        "id": f"city-{number}",
        "kind": "consulate-general",
        "name": {"en": f"Consulate-General of Freedonia in City {number}", "zh": f"自由国驻第{number}市总领事馆"},
        "city": {"en": f"City {number}", "zh": f"第{number}市"},
        "sources": ["ministry-contacts"],
        "district": [{"name": {"en": f"Province {number}", "zh": f"第{number}省"}, "sources": ["ministry-contacts"]}],
        "phones": [phone(f"+120255501{number:02}")] if number % 9 == 0 else [],
    }


def phone(number: str) -> dict[str, Any]:
    return {"use": "consular-protection", "number": number, "sources": ["ministry-contacts"]}


# -- a third language


def in_three_languages(folder: Path, edits: Mapping[str, Edit] | None = None) -> Path:
    """The demonstration in three languages: a line of configuration, a file of words, and content."""
    config = demonstration(folder)
    for file in (folder / "docs").rglob("*.yml"):
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        file.write_text(as_yaml(with_third(data)), encoding="utf-8")
    for file in (folder / "docs").rglob("*.en.md"):
        translate(file, file.with_name(file.name.replace(".en.", ".fr.")))
    data = yaml.safe_load(config.read_text(encoding="utf-8"))
    languages_of(data).append(THIRD)
    config.write_text(as_yaml(data), encoding="utf-8")
    write_third_words(folder / "words")
    for path, edit in (edits or {}).items():
        apply(folder / path, edit)
    accept_translations(config)
    return config


def with_third(node: Any) -> Any:
    """Every text in one more language; a text that lacks a language stays as it is."""
    if isinstance(node, list):
        return [with_third(one) for one in node]
    if not isinstance(node, dict):
        return node
    if set(node) == {"en", "zh"}:
        return {**node, "fr": marked(node["en"])}
    return {key: with_third(value) for key, value in node.items()}


def marked(text: Any) -> Any:
    """The text, or each of a list of texts, so that it is recognised."""
    return [marked(one) for one in text] if isinstance(text, list) else f"⟦{text}⟧"


MARKDOWN = re.compile(
    r"(?P<sign>#+ |[-*] |[0-9]+\. |description: |///(?: \w+ \|)? ?)?(?P<text>.*?)(?P<id> \{ #[a-z-]+ \})?"
)


def translate(original: Path, target: Path) -> None:
    """A translation of a page: the same lines, with their words marked."""
    lines = original.read_text(encoding="utf-8").split("\n")
    end = lines.index("---", 1)
    translated = [_line(line) for line in lines]
    translated.insert(end, "translated-from: en@000000000000")
    target.write_text("\n".join(translated), encoding="utf-8")


def _line(line: str) -> str:
    if line.startswith("|"):
        return "|".join(f" {marked(cell.strip())} " if cell.strip(" -") else cell for cell in line.split("|"))
    match = MARKDOWN.fullmatch(line)
    if not match or not match["text"].strip("-"):
        return line
    return f"{match['sign'] or ''}{marked(match['text'])}{match['id'] or ''}"


UNMARKED = ("locale", "script", "number_pattern")


def write_third_words(folder: Path) -> None:
    """The words of pages and of printed matter, in one file."""
    lines: dict[str, str] = {}
    for part in (words.PRINT, words.SITE):
        lines |= words.read(words.FOLDER / "en" / part)
    lines = {key: text if key in UNMARKED else marked(text) for key, text in lines.items()} | {"locale": "fr_FR"}
    folder.mkdir()
    (folder / "fr.yml").write_text(as_yaml(lines), encoding="utf-8")


# -- building


def build(config: Path, site_dir: Path) -> subprocess.CompletedProcess[str]:
    """Build strictly, on the service's day."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(config), "--site-dir", str(site_dir)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch_of(TODAY), "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def built(config: Path, site_dir: Path) -> Path:
    """The built site; fails with everything MkDocs said."""
    run = build(config, site_dir)
    assert run.returncode == 0, run.stderr
    return site_dir
