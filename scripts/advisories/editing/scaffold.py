"""New items from templates: the facts and one page per language, ready to be filled in.

``scripts/templates/<kind>.facts.yml`` and ``<kind>.<language>.md``; a language of the site without a template gets the
default language's text. Nothing here asks or prints; ``new.py`` does.
"""

from __future__ import annotations

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
QUESTIONS = 5


class NotPossibleError(AdvisoriesError):
    """Why the item cannot be made: a key of ``talk.yml`` and what fills its sentence."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def talk(language: str) -> dict[str, str]:
    """What is asked and said while an item is made."""
    table = yaml.load((TEMPLATES / "talk.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return dict(table[language])


@dataclass(frozen=True)
class Draft:
    """What is known about the new item: its titles per language, and the values of its facts."""

    kind: str
    slug: str
    titles: Mapping[str, str]
    values: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)


def refuse_slug(settings: Settings, kind: str, slug: str) -> None:
    """Raise ``NotPossibleError`` for a name that cannot be a folder or is taken."""
    if not is_slug(slug):
        raise NotPossibleError("bad-name", name=slug)
    if kind == "event" and not _begins_with_month(slug):
        raise NotPossibleError("no-month", name=slug)
    if (settings.docs_dir / KINDS[kind] / slug).exists():
        raise NotPossibleError("taken", path=f"{settings.docs_dir.name}/{KINDS[kind]}/{slug}")


def _begins_with_month(slug: str) -> bool:
    try:
        date(int(slug[:4]), int(slug[5:7]), 1)
    except ValueError:
        return False
    return slug[4:5] == "-" and slug[7:8] == "-"


def write(settings: Settings, draft: Draft, today: date) -> list[Path]:
    """Write the item's files; gives their paths, the facts first."""
    folder = settings.docs_dir / KINDS[draft.kind] / draft.slug
    files = {"facts.yml": facts(settings, draft, today.isoformat())}
    original = page(draft, settings.default_language, settings)
    claim = f"{settings.default_language}@{revision(read_page(original, 'index.md', settings.default_language))}"
    for language in settings.languages:
        text = page(draft, language, settings)
        if language != settings.default_language:
            text = text.replace("\n---\n", f"\ntranslated-from: {claim}\n---\n", 1)
        files[f"index.{language}.md"] = text
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]


def page(draft: Draft, language: str, settings: Settings) -> str:
    """One language's page."""
    file = TEMPLATES / f"{draft.kind}.{language}.md"
    if not file.exists():
        file = TEMPLATES / f"{draft.kind}.{settings.default_language}.md"
    return Template(file.read_text(encoding="utf-8")).substitute({**draft.values, "title": draft.titles[language]})


def facts(settings: Settings, draft: Draft, today: str) -> str:
    """The item's facts.yml, every text in every language of the site."""
    words = _words(settings.languages)
    quiz = "\n".join(_question(words, number) for number in range(QUESTIONS))
    name = f"name: {inline(draft.names)}\n" if draft.names else ""
    template = Template((TEMPLATES / f"{draft.kind}.facts.yml").read_text(encoding="utf-8"))
    texts = {key: inline(text) for key, text in words.items()}
    return template.substitute({**texts, **draft.values, "quiz": quiz, "name": name, "today": today})


def _question(words: Mapping[str, Mapping[str, str]], number: int) -> str:
    answer = number % 3 + 1
    options = ", ".join(inline(words["right" if place == answer else "wrong"]) for place in (1, 2, 3))
    return (
        f"  - question: {inline(words['question'])}\n    options: [{options}]\n"
        f"    answer: {answer} # number of the right option\n    reason: {inline(words['reason'])}"
    )


def _words(languages: tuple[str, ...]) -> dict[str, dict[str, str]]:
    table = yaml.load((TEMPLATES / "words.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    first = next(iter(table.values()))
    return {key: {language: table.get(language, first)[key] for language in languages} for key in first}


def inline(text: Mapping[str, str]) -> str:
    """A text in every language, on one line of YAML."""
    quoted = (f'{language}: "{words.replace(chr(92), "").replace(chr(34), "”")}"' for language, words in text.items())
    return "{" + ", ".join(quoted) + "}"
