"""The site's own words: ``site.yml`` and ``print.yml`` in the folder of each language, all with the same keys.

A site says a thing differently, or speaks another language, with files of its own: ``words/<language>.yml`` beside its
``mkdocs.yml`` is laid over these, word by word. Also dates, numbers and lists as each language writes them (CLDR,
through Babel). Templates hold no literal words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Literal

import yaml
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from ..common.errors import AdvisoriesError
from ..model import PartialDate
from .lexicon import FOLDER

SITE, PRINT = "site.yml", "print.yml"
"""Words of pages and of printed matter."""
PLURALS = (".zero", ".one", ".two", ".few", ".many")
"""Forms that not every language has; ``.other`` is there in all."""


class Words:
    """The words of one language; called with a key and values for its placeholders."""

    def __init__(self, language: str, entries: Mapping[str, str]) -> None:
        self.language = language
        self.entries = entries
        self.locale = Locale.parse(entries["locale"])
        self._escaped = {key: escape(text) for key, text in entries.items()}

    def __call__(self, key: str, **values: object) -> Markup:
        """The words under ``key``, safe for HTML; values are escaped unless they are markup themselves."""
        words = self._escaped[key]
        return words.format(**values) if values or "{" in words else words

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def part(self, prefix: str) -> dict[str, str]:
        """The entries below a prefix, for a script: ``part("a.b")`` has ``a.b.c`` as ``c``."""
        return {
            key.removeprefix(f"{prefix}."): text for key, text in self.entries.items() if key.startswith(f"{prefix}.")
        }

    def count(self, key: str, number: int, **values: object) -> Markup:
        """The form of ``key`` that the language uses for ``number``: ``key.one``, ``key.other`` …"""
        form = f"{key}.{self.locale.plural_form(number)}"
        return self(form if form in self.entries else f"{key}.other", number=self.number(number), **values)

    def number(self, value: int | str) -> str:
        """A whole number as the language writes it, such as 6,000 or 6000."""
        return str(format_decimal(value, format=self.entries["number_pattern"], locale=self.locale))

    def day(self, day: date) -> str:
        """A day, such as ``21 November 2026``."""
        return written(day, "long", self.locale)

    def short_day(self, day: date) -> str:
        """A day in few characters, such as ``21 Nov 2026``."""
        return written(day, "medium", self.locale)

    def when(self, partial: PartialDate) -> str:
        """A day, or a month where no day is known."""
        return self.day(partial.first) if partial.has_day else self.month(partial.first)

    def month(self, day: date) -> str:
        """Month and year, such as ``April 2024``."""
        return str(format_skeleton("yMMMM", day, locale=self.locale))

    def language_name(self, tag: str) -> str:
        """A language's name, such as ``Japanese`` for ``ja``; the tag itself where CLDR has none."""
        return str(self.locale.languages.get(tag.replace("-", "_"), tag))

    def languages(self, tags: Iterable[str]) -> Markup:
        """Languages by their names, as ``listing`` joins them."""
        return self.listing(map(self.language_name, tags))

    def each(self, prefix: str, names: Iterable[str]) -> list[Markup]:
        """The words ``prefix.name`` of several names."""
        return [self(f"{prefix}.{name}") for name in names]

    def listing(self, parts: Iterable[str]) -> Markup:
        """``a, b and c``; parts are escaped unless they are markup."""
        return Markup(format_list([str(escape(part)) for part in parts], locale=self.locale))  # noqa: S704 - escaped


@lru_cache(maxsize=8192)
def written(day: date, width: Literal["medium", "long"], locale: Locale) -> str:
    """A day as CLDR writes it; a site names few days, each many times."""
    return str(format_date(day, width, locale=locale))


class MissingWordsError(AdvisoriesError):
    """A language of the site has no words for something; the message names language, words and file."""


def load(language: str, part: str = SITE, own: Path | None = None) -> Words:
    """The words of a language for pages or for print, and over them the site's own ones in the folder ``own``.

    Raises ``MissingWordsError`` where a word is missing, or lacks or adds a placeholder.
    """
    entries = {**read(FOLDER / language / part), **(read(own / f"{language}.yml") if own else {})}
    known = complete(part)
    missing = [key for key in known if key not in entries and not key.endswith(PLURALS)]
    wrong = [key for key in known if key in entries and placeholders(entries[key]) != placeholders(known[key])]
    if missing or wrong:
        raise MissingWordsError(_told(language, missing, wrong, own))
    return Words(language, entries)


def _told(language: str, missing: Sequence[str], wrong: Sequence[str], own: Path | None) -> str:
    parts = [f"no words for {', '.join(missing)}"] if missing else []
    parts += [f"other placeholders in {', '.join(wrong)}"] if wrong else []
    where = f": write them in {own.name}/{language}.yml, beside mkdocs.yml" if own else ""
    return f"language {language!r} has {' and '.join(parts)}{where}"


@cache
def complete(part: str) -> Mapping[str, str]:
    """Every word there is: a language that comes with the project has all of them."""
    return read(min(FOLDER.glob(f"*/{part}")))


def placeholders(text: str) -> set[str]:
    """What a template fills in, such as ``{day}``; of a text with a lone brace, that text."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {text}


def read(file: Path) -> dict[str, str]:
    """The words of one file, by key; none where there is no file."""
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8") as stream:
        return dict(flatten(yaml.load(stream, Loader=yaml.CBaseLoader) or {}))


def flatten(data: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Nested keys joined by dots, such as ``use.police``."""
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
