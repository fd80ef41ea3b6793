"""The built site: which pages there are, and what every page must and must not hold."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser
from support import ROOT

from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.language import words
from advisories.public.addresses import Addresses

SETTINGS = read_settings(ROOT / "mkdocs.yml")
TAGS = {"en": "en", "zh": "zh-Hans"}
ADDRESSES = Addresses(SETTINGS.default_language, TAGS, SETTINGS.site_url)
WORDS = {language: words.load(language) for language in SETTINGS.languages}


class Built:
    """Every page of the built site, parsed once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))
        self.pages = {file: LexborHTMLParser((folder / file).read_text(encoding="utf-8")) for file in files}
        self.ids = {file: [node.attributes["id"] for node in page.css("[id]")] for file, page in self.pages.items()}

    def content_pages(self) -> Iterator[tuple[str, LexborHTMLParser]]:
        """All but the pages for addresses that lead nowhere."""
        return ((file, page) for file, page in self.pages.items() if not file.endswith("404.html"))

    def language(self, file: str) -> str:
        first = file.split("/")[0]
        return first if first in SETTINGS.languages else SETTINGS.default_language


@pytest.fixture(scope="module")
def built(site: Path) -> Built:
    return Built(site)


def test_the_pages_are_those_of_the_catalogue(built: Built) -> None:
    catalogue = load(SETTINGS)
    keys = {*catalogue.entries, *catalogue.pages}
    expected = {f"{ADDRESSES.path(key, language)}index.html" for key in keys for language in SETTINGS.languages}
    expected |= {ADDRESSES.path("404", language) for language in SETTINGS.languages}
    assert sorted(built.pages) == sorted(expected)


def test_facts_and_registers_are_not_published(site: Path) -> None:
    assert not list(site.rglob("*.yml"))
    assert not list(site.rglob("*.md"))


def test_every_page_has_a_title_and_one_heading_of_the_first_level(built: Built) -> None:
    wrong = [
        file
        for file, page in built.pages.items()
        if not (title := page.css_first("title")) or not title.text(strip=True) or len(page.css("h1")) != 1
    ]
    assert wrong == []


def test_every_page_says_its_language(built: Built) -> None:
    wrong = {
        file: page.css_first("html").attributes.get("lang")
        for file, page in built.pages.items()
        if page.css_first("html").attributes.get("lang") != TAGS[built.language(file)]
    }
    assert wrong == {}


def test_alternates_are_absolute_complete_and_the_same_on_each_side(built: Built) -> None:
    sets: dict[str, dict[str, str]] = {}
    for file, page in built.content_pages():
        links = page.css('link[rel="alternate"][hreflang]')
        sets[file] = {link.attributes["hreflang"]: link.attributes["href"] for link in links}
    for file, alternates in sets.items():
        assert list(alternates) == [*TAGS.values(), "x-default"], file
        assert alternates["x-default"] == alternates[TAGS[SETTINGS.default_language]], file
        for address in alternates.values():
            assert address.startswith(SETTINGS.site_url), file
            assert sets[f"{address.removeprefix(SETTINGS.site_url)}index.html"] == alternates, file


def test_the_language_switch_keeps_the_page(built: Built) -> None:
    for file, page in built.pages.items():
        other = next(language for language in SETTINGS.languages if language != built.language(file))
        link = page.css_first("a.top__language").attributes
        assert link["hreflang"] == TAGS[other], file
        bare = (
            file.removeprefix(f"{built.language(file)}/") if built.language(file) != SETTINGS.default_language else file
        )
        expected = bare if other == SETTINGS.default_language else f"{other}/{bare}"
        assert target_of(file, link["href"]) == expected, file


def test_no_link_and_no_anchor_is_dead(built: Built) -> None:
    dead = [
        (file, href)
        for file, page in built.pages.items()
        for href in {node.attributes.get("href") or "" for node in page.css("a")}
        if not lives(built, file, href)
    ]
    assert dead == []


def lives(built: Built, file: str, href: str) -> bool:
    parts = urlsplit(href)
    if parts.scheme:
        return parts.scheme in ("http", "https", "tel", "mailto")
    target = target_of(file, href)
    if not target.endswith(".html"):
        return (built.folder / target).is_file()
    return target in built.pages and (not parts.fragment or parts.fragment in built.ids[target])


def target_of(file: str, href: str) -> str:
    """File of the built site to which a link leads."""
    path = urlsplit(urljoin(f"https://x.example/{file}", href)).path.removeprefix("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def test_ids_are_unique_on_their_page(built: Built) -> None:
    assert {file: ids for file, ids in built.ids.items() if len(ids) != len(set(ids))} == {}


def test_the_notice_stands_on_every_page_in_every_language(built: Built) -> None:
    for file, page in built.pages.items():
        text = page.css_first("footer").text()
        assert all(str(one.entries["notice.text"]) in text for one in WORDS.values()), file


def test_the_hotline_and_its_warning_stand_on_every_page(built: Built) -> None:
    contacts = load(SETTINGS).contacts
    assert contacts
    hotline = contacts.hotlines[0]
    for file, page in built.pages.items():
        strip = page.css_first("#hotline")
        assert hotline.notice[built.language(file)] in strip.text(), file
        dialled = [link.attributes["href"] for link in strip.css("a")]
        assert dialled == [f"tel:{phone.number}" for phone in hotline.phones if not phone.withheld], file


def test_a_number_dials_what_it_shows(built: Built) -> None:
    for file, page in built.pages.items():
        for link in page.css('a[href^="tel:"]'):
            shown = link.css_first("strong") or link
            assert digits(shown.text()) == digits(link.attributes["href"]), file


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def test_nothing_is_loaded_from_elsewhere(built: Built) -> None:
    for file, page in built.pages.items():
        for node in page.css("[src], link[rel=stylesheet], link[rel=icon]"):
            address = node.attributes.get("src") or node.attributes.get("href") or ""
            assert not urlsplit(address).netloc, file


def test_no_page_holds_scripts_or_styles_of_its_own(built: Built) -> None:
    for file, page in built.pages.items():
        assert not page.css(
            "script:not([src], [type='application/ld+json']), style, [style], [onclick], [onload], iframe"
        ), file
        assert not page.css('[data-md-component="search"]'), file


def test_country_pages_stay_small(built: Built) -> None:
    sizes = {
        file: len(gzip.compress((built.folder / file).read_bytes(), 9, mtime=0))
        for file in built.pages
        if "countries/" in file
    }
    assert {file: size for file, size in sizes.items() if size > 14 * 1024} == {}
    style = next((built.folder / "assets").glob("style.*.css"))  # the theme's base, 22 KB, and ours
    assert len(gzip.compress(style.read_bytes(), 9, mtime=0)) <= 34 * 1024


def test_all_languages_have_the_same_words() -> None:
    keys = {language: {without_plural(key) for key in one.entries} for language, one in WORDS.items()}
    first = next(iter(keys.values()))
    assert {language: found ^ first for language, found in keys.items() if found != first} == {}
    for key in WORDS[SETTINGS.default_language].entries:
        texts = [one.entries[key] for one in WORDS.values() if key in one.entries]
        assert len({tuple(placeholders(text)) for text in texts}) == 1, key


def without_plural(key: str) -> str:
    """Languages differ in how many plural forms they have."""
    return re.sub(r"\.(zero|one|two|few|many|other)$", "", key)


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", text))
