"""The site's own words: one YAML file per language beside this module, all with the same keys.

Also dates, numbers and lists as each language writes them (CLDR, through Babel). Templates hold no literal words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import yaml
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from ..model import PartialDate

FOLDER = Path(__file__).with_name("words")


class Words:
    """The words of one language; called with a key and values for its placeholders."""

    def __init__(self, language: str, entries: Mapping[str, str]) -> None:
        self.language = language
        self.entries = entries
        self.locale = Locale.parse(entries["locale"])

    def __call__(self, key: str, **values: object) -> Markup:
        """The words under ``key``, safe for HTML; values are escaped unless they are markup themselves."""
        return escape(self.entries[key]).format(**values)

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
        return str(format_date(day, "long", locale=self.locale))

    def short_day(self, day: date) -> str:
        """A day in few characters, such as ``21 Nov 2026``."""
        return str(format_date(day, "medium", locale=self.locale))

    def when(self, partial: PartialDate) -> str:
        """A day, or a month where no day is known."""
        return self.day(partial.first) if partial.has_day else self.month(partial.first)

    def month(self, day: date) -> str:
        """Month and year, such as ``April 2024``."""
        return str(format_skeleton("yMMMM", day, locale=self.locale))

    def language_name(self, tag: str) -> str:
        """A language's name, such as ``Japanese`` for ``ja``; the tag itself where CLDR has none."""
        return str(self.locale.languages.get(tag.replace("-", "_"), tag))

    def listing(self, parts: Iterable[str]) -> Markup:
        """``a, b and c``; parts are escaped unless they are markup."""
        return Markup(format_list([str(escape(part)) for part in parts], locale=self.locale))  # noqa: S704 - escaped


def load(language: str, folder: Path = FOLDER) -> Words:
    """The words of a language; a site in another language brings its own file."""
    with (folder / f"{language}.yml").open(encoding="utf-8") as stream:
        data = yaml.load(stream, Loader=yaml.CBaseLoader)
    return Words(language, dict(flatten(data)))


def flatten(data: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Nested keys joined by dots, such as ``use.police``."""
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
