"""New items from templates: the facts and one page per language, ready to be filled in.

``scripts/templates/<kind>/`` holds the three files as somebody with a browser copies them: ``✎key`` is a value
that ``new.py`` asks for, ``✎ words`` a text to be written, reported by the rule `unfinished` until it is gone. A
language of the site without a template gets the default language's text. Nothing here asks or prints.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from string import Template

import yaml

from ..common.errors import AdvisoriesError
from ..common.settings import Settings
from ..content.catalogue import revision
from ..content.files import is_slug
from ..content.page_files import read_page
from ..model import Kind

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
KINDS = {
    "country": Kind.COUNTRY,
    "topic": Kind.TOPIC,
    "event": Kind.EVENT,
    "audience": Kind.AUDIENCE,
    "pack": Kind.PACK,
}
DAY = "YYYY-MM-DD"
TEXT = re.compile(r'\{[a-z]+: "[^"]*"(?:, [a-z]+: "[^"]*")*\}')
"""A text of facts.yml in every language of the templates."""


class NotPossibleError(AdvisoriesError):
    """Why the item cannot be made: a key of ``talk.yml`` and what fills its sentence."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key, self.values = key, values


class _Marks(Template):
    """Replaces ``✎key``; leaves ``✎ words``."""

    delimiter = "✎"


@dataclass(frozen=True)
class Scaffold:
    """What is known about the new item: its titles per language, and the values of its facts."""

    kind: str
    slug: str
    titles: Mapping[str, str]
    values: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)


def talk(language: str) -> dict[str, str]:
    """What is asked and said while an item is made."""
    table = yaml.load((TEMPLATES / "talk.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return dict(table[language])


def refuse_slug(settings: Settings, kind: str, slug: str) -> None:
    """Raise ``NotPossibleError`` for a name that cannot be a folder or is taken."""
    if not is_slug(slug):
        raise NotPossibleError("bad-name", name=slug)
    if kind == "event" and not re.match(r"[0-9]{4}-(?:0[1-9]|1[0-2])-", slug):
        raise NotPossibleError("no-month", name=slug)
    if (settings.docs_dir / KINDS[kind] / slug).exists():
        raise NotPossibleError("taken", path=f"{settings.docs_dir.name}/{KINDS[kind]}/{slug}")


def write(settings: Settings, scaffold: Scaffold, today: date) -> list[Path]:
    """Write the item's files; gives their paths, the facts first."""
    first, folder = settings.default_language, settings.docs_dir / KINDS[scaffold.kind] / scaffold.slug
    pages = {language: page(scaffold, language, first) for language in settings.languages}
    claim = f"{first}@{revision(read_page(pages[first], 'index.md', first))}"
    files = {"facts.yml": facts(scaffold, settings.languages, today)}
    for language, text in pages.items():
        claimed = text if language == first else text.replace("\n---\n", f"\ntranslated-from: {claim}\n---\n", 1)
        files[f"index.{language}.md"] = claimed
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]


def page(scaffold: Scaffold, language: str, default: str) -> str:
    """One language's page."""
    file = TEMPLATES / scaffold.kind / f"index.{language}.md"
    text = (file if file.exists() else file.with_name(f"index.{default}.md")).read_text(encoding="utf-8")
    text = re.sub(r"^# .*", lambda _: f"# {scaffold.titles[language]}", text, count=1, flags=re.MULTILINE)
    return _Marks(text).safe_substitute(scaffold.values)


def facts(scaffold: Scaffold, languages: tuple[str, ...], today: date) -> str:
    """The item's facts.yml, every text in every language of the site."""
    text = (TEMPLATES / scaffold.kind / "facts.yml").read_text(encoding="utf-8")
    text = TEXT.sub(lambda match: _in_languages(match[0], languages), text)
    text = _Marks(text).safe_substitute(scaffold.values).replace(DAY, today.isoformat())
    name = f"name: {inline(scaffold.names)}\n" if scaffold.names else ""
    return re.sub(r"^region: .*\n", lambda match: match[0] + name, text, flags=re.MULTILINE)


def _in_languages(text: str, languages: tuple[str, ...]) -> str:
    """A template's text in the languages of the site; one that it lacks gets its first."""
    words: dict[str, str] = yaml.safe_load(text)
    return inline({language: words.get(language, next(iter(words.values()))) for language in languages})


def inline(text: Mapping[str, str]) -> str:
    """A text in every language, on one line of YAML."""
    quoted = (f'{language}: "{words.replace(chr(92), "").replace(chr(34), "”")}"' for language, words in text.items())
    return "{" + ", ".join(quoted) + "}"
