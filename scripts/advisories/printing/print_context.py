"""What every document of one export shares: the site, its words, how pages are read, how each language is set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..common.settings import Settings, read_settings
from ..content.catalogue import Catalogue, Entry
from ..language.words import PRINT, MissingWordsError, Words, load
from ..model import Kind
from ..pages.site_context import Ref, Site, assemble
from ..public.models import PublicHotline
from .errors import PrintingError
from .look import look

if TYPE_CHECKING:
    from .blocks import Article
    from .reader import MarkdownReader

HAN_SCRIPTS = ("Hans", "Hant")
LATIN = "Latn"


@dataclass(frozen=True)
class LanguageSetting:
    """How a language is set: BCP 47 parts and script."""

    language: str
    lang: str
    region: str
    script: str

    @property
    def han(self) -> bool:
        """Whether lines may break between any two signs, and punctuation is full-width."""
        return self.script in HAN_SCRIPTS

    @property
    def font(self) -> list[object]:
        """Font families for Typst, the first that has a sign sets it."""
        families = look()["fonts"].get(self.script) or look()["fonts"][LATIN]
        return [
            {"name": family["family"], "covers": "latin-in-cjk"} if "latin" in family else family["family"]
            for family in families
        ]


@dataclass(frozen=True)
class IndexNames:
    """What an index may list: names in one language → keys of pages; a name is found as a whole word."""

    keys: Mapping[str, str]

    @cached_property
    def listed(self) -> frozenset[str]:
        """Keys of all pages."""
        return frozenset(self.keys.values())

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the names, the longest first; nothing where there are none."""
        names = sorted(self.keys, key=lambda name: (-len(name), name))
        first = "".join(sorted({re.escape(name[0]) for name in names}))  # most signs begin no name
        any_name = "|".join(map(re.escape, names))
        return re.compile(rf"(?=[{first}])(?<![A-Za-z])(?:{any_name})(?![A-Za-z])" if names else "(?!)")


NO_INDEX_NAMES = IndexNames({})


class PrintContext:
    """Reads articles, once each, and knows the words of every language."""

    def __init__(self, site: Site, words: Mapping[str, Words]) -> None:
        self.site = site
        self.words = words
        self.articles: dict[tuple[str, str], Article] = {}

    @cached_property
    def reader(self) -> MarkdownReader:
        """What reads Markdown; cards and posters do without it."""
        from .reader import MarkdownReader

        return MarkdownReader(self.site)

    @cached_property
    def language_settings(self) -> dict[str, LanguageSetting]:
        """Every language of the site, in its order."""
        return {language: setting_of(language, self.words[language]) for language in self.site.languages}

    @cached_property
    def names(self) -> dict[str, IndexNames]:
        """Titles of all countries and topics, by language."""
        catalogue = self.site.catalogue
        keys = [entry.key for kind in (Kind.COUNTRY, Kind.TOPIC) for entry in catalogue.of(kind)]
        return {
            language: IndexNames({self.site.title(key, language): key for key in keys})
            for language in self.site.languages
        }

    @cached_property
    def hotlines(self) -> tuple[PublicHotline, ...]:
        """All hotlines; the first goes to the foot of every page."""
        return self.site.projection.hotlines()

    def ref(self, key: str, language: str) -> Ref:
        """One page in one language."""
        entry = self.site.catalogue.entries.get(key)
        pages = entry.pages if entry else self.site.catalogue.pages.get(key)
        if not pages:
            raise PrintingError(f"there is no page {key!r}, or its files have problems: run the check")
        return Ref(key, language, entry, pages[language])

    def article(self, key: str, language: str) -> Article:
        """The page as typed blocks."""
        if (key, language) not in self.articles:
            from .convert import BlockConverter

            ref = self.ref(key, language)
            converter = BlockConverter(ref, han=self.language_settings[language].han)
            self.articles[key, language] = converter.article(self.reader.tree(ref))
        return self.articles[key, language]

    def entry(self, key: str) -> Entry:
        """An item, by its key."""
        entry = self.site.catalogue.entries.get(key)
        if entry is None:
            raise PrintingError(f"there is no item {key!r}, or its files have problems: run the check")
        return entry

    def place(self, key: str, language: str, needle: str) -> tuple[str, int]:
        """File and line of a text on a page, for a message."""
        ref = self.ref(key, language)
        return ref.page.path, line_of(ref, needle)


def line_of(ref: Ref, needle: str) -> int:
    """The line of the file on which the text stands, or where the body begins if it stands nowhere.

    Python-Markdown keeps no lines; this is asked only once something is wrong.
    """
    wanted = re.sub(r"[\s*_`\\]+", "", needle)
    while wanted:
        for number, line in enumerate(ref.page.body.split("\n")):
            if wanted in re.sub(r"\]\([^)]*\)|[\s*_`\\\[\]]+", "", line) or wanted in re.sub(r"\s+", "", line):
                return ref.page.body_line + number
        wanted = wanted[: len(wanted) // 2]
    return ref.page.body_line


def setting_of(language: str, words: Words) -> LanguageSetting:
    """How a language is set, as its locale says."""
    locale = words.locale
    likely = locale.script or (words.locale.parse(f"{locale.language}").script if locale.script else None)
    script = likely or words.entries.get("script", LATIN)
    return LanguageSetting(language, locale.language, (locale.territory or "").lower(), script)


def open_context(
    config_file: Path, tags: Mapping[str, str] | None = None, catalogue: Catalogue | None = None
) -> PrintContext:
    """The site for today, of a ``catalogue`` that has been read or is read now."""
    settings = read_settings(config_file)
    try:
        site = assemble(settings, settings.site_url, tags or {name: name for name in settings.languages}, catalogue)
        return PrintContext(site, {name: merged(site.words[name], settings) for name in settings.languages})
    except MissingWordsError as error:
        raise PrintingError(f"words: {error}") from None


def labelled(words: Words, key: str, value: object) -> str:
    """A value after its label, with the language's own colon."""
    return str(words("print.labelled", label=words(key), value=value))


def merged(words: Words, settings: Settings) -> Words:
    """The site's words of a language and those of printed matter, which its own file may hold too."""
    return Words(words.language, {**words.entries, **load(words.language, PRINT, settings.words_dir).entries})
