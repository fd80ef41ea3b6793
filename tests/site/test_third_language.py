"""Another language is a line of configuration, a file of words and content: no template, script or data counts to two.

The third language's words are English ones in marks, ``⟦…⟧``: a word without marks was written where it does not belong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser
from support import TODAY
from whole_site import build, built, in_three_languages

from advisories import rules
from advisories.audit.auditor import Auditor
from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.language import words
from advisories.printing.errors import PrintingError
from advisories.printing.print_context import open_context

TAGS = {"en": "en", "zh": "zh-Hans", "fr": "fr"}
KINGDOM = "countries/united-kingdom/"
OWN = "⟦[^⟦⟧]*⟧"
CLDR = {
    "décembre", "janvier", "février", "févr", "juin", "et", "de", "Islande", "Japon", "Royaume", "Uni", "États", "Unis",
}  # fmt: skip
THEME = {"Aller", "au", "contenu"}  # Material speaks French
NAMES = {"Freedonia", "Line", "Python", "curl", "A", "B"}


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return in_three_languages(tmp_path_factory.mktemp("three") / "source")


@pytest.fixture(scope="module")
def three(config: Path) -> Path:
    return built(config, config.parent.parent / "site")


def pages(site: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    for file in sorted((site / "fr").rglob("*.html")):
        yield file.relative_to(site / "fr").as_posix(), LexborHTMLParser(file.read_text(encoding="utf-8"))


def test_the_content_breaks_no_rule(config: Path) -> None:
    found = rules.problems(load(read_settings(config)), TODAY)
    assert [problem.rule for problem in found] == ["contact-expired"]


def test_every_contact_is_vouched_for(config: Path, three: Path) -> None:
    assert [str(finding) for finding in Auditor(load(read_settings(config))).audit(three).findings] == []


def test_every_page_is_there_in_the_third_language(three: Path) -> None:
    def others(folder: Path) -> set[str]:
        files = {file.relative_to(folder).as_posix() for file in folder.rglob("*.html")}
        return {file for file in files if file.split("/")[0] not in ("zh", "fr")}

    assert others(three) == others(three / "zh") == others(three / "fr")


def test_no_word_of_another_language_stands_on_a_page(three: Path) -> None:
    found = {path: unmarked(page) - CLDR - THEME - NAMES for path, page in pages(three)}
    assert {path: words for path, words in found.items() if words} == {}


def unmarked(page: LexborHTMLParser) -> set[str]:
    """Words that a reader meets outside the marks, addresses and code left out."""
    for node in page.css("script, style, code, pre, svg"):
        node.decompose()
    for node in page.css("body [lang]"):
        if node.attributes["lang"] != "fr":
            node.decompose()
    attributes = ("aria-label", "placeholder", "title", "alt", "data-none", "data-some", "data-done", "data-lost")
    texts = [page.body.text() if page.body else "", *(title.text() for title in page.css("title"))]
    texts += [node.attributes.get(name) or "" for node in page.css("body *") for name in attributes]
    left = re.sub(r"[^\s⟦]*\.example[^\s⟧]*", "", "\n".join(texts))
    while re.search(OWN, left):  # marks inside marks, from the inside
        left = re.sub(OWN, "", left)
    return set(re.findall(r"[^\W\d_]+", left))


def test_words_for_scripts_are_in_the_language_too(three: Path) -> None:
    found = dict(pages(three))[f"{KINGDOM}index.html"]
    told = json.loads(found.css_first("[data-save]").attributes["data-words"])
    data = json.loads((three / "pagefind/pages.fr.json").read_text(encoding="utf-8"))
    manifest = json.loads((three / "fr/manifest.webmanifest").read_text(encoding="utf-8"))
    for text in (*told.values(), *data["words"].values(), *data["groups"].values()):
        assert text.startswith("⟦"), text
    assert manifest["lang"] == "fr"


def test_every_page_says_its_language_and_leads_to_the_other_two(three: Path) -> None:
    for path, page in pages(three):
        assert page.css_first("html").attributes["lang"] == "fr", path
        switches = [link.attributes["lang"] for link in page.css("a.top__language")]
        assert switches == ["en", "zh-Hans"], path
        if path != "404.html":
            alternates = [link.attributes["hreflang"] for link in page.css('link[rel="alternate"][hreflang]')]
            assert alternates == [*TAGS.values(), "x-default"], path
        notices = [node.attributes["lang"] for node in page.css(".foot__notice > p")]
        assert notices == list(TAGS.values()), path


def test_plurals_days_and_lists_are_those_of_the_language(three: Path) -> None:
    found = dict(pages(three))[f"{KINGDOM}index.html"]
    assert found.css_first(".alerts summary").text() == "⟦4 past alerts⟧"
    assert found.css_first("#alert-2025-12-snow time").text() == "20 décembre 2025"
    assert "⟦England⟧ et ⟦Wales⟧" in found.css_first("#mission-embassy").text()


def test_an_alert_that_lacks_the_language_is_shown_in_its_own(three: Path) -> None:
    summary = dict(pages(three))[f"{KINGDOM}index.html"].css_first("#alert-2026-02-notice .alert__summary")
    assert (summary.attributes["lang"], summary.text()) == ("en", "Carry an identity document at all times.")


def test_a_level_is_quoted_in_all_languages(three: Path) -> None:
    level = dict(pages(three))[f"{KINGDOM}index.html"].css_first("#alert-2026-02-floods-worse .alert__level")
    assert level.css_first("strong").text() == "⟦Stay away⟧"
    assert {node.attributes["lang"]: node.text() for node in level.css("span")} == {
        "en": "Stay away",
        "zh-Hans": "暂勿前往",
    }


def test_data_feeds_cards_and_search_know_the_language(three: Path) -> None:
    mission = json.loads((three / "api/v1/countries/united-kingdom.json").read_text(encoding="utf-8"))
    assert mission["result"]["missions"][0]["district"][0] == {"en": "England", "zh": "英格兰", "fr": "⟦England⟧"}
    cap = etree.parse(three / "cap/united-kingdom/2026-02-floods-worse.xml").getroot()
    assert [info.findtext("{*}language") for info in cap.findall("{*}info")] == list(TAGS.values())
    feed = etree.parse(three / "fr/feeds/alerts.xml").getroot()
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    card = (three / "fr/cards/united-kingdom/embassy.vcf").read_bytes().decode().replace("\r\n ", "")
    assert "FN;LANGUAGE=fr:⟦Embassy of Freedonia in the United Kingdom⟧" in card
    searched = {
        language: json.loads((three / f"pagefind/pages.{language}.json").read_text("utf-8")) for language in TAGS
    }
    assert {tuple(one["pages"]) for one in searched.values()} == {tuple(searched["fr"]["pages"])}
    assert all((three / "pagefind" / language / "pagefind-entry.json").is_file() for language in TAGS)
    assert "royaume-uni" in json.loads((three / "assets/finder.json").read_text(encoding="utf-8"))["united-kingdom"]


def test_printed_matter_takes_its_words_from_the_same_file(config: Path) -> None:
    context = open_context(config, TAGS)
    assert context.words["fr"]("print.contents") == "⟦Contents⟧"
    assert context.words["fr"]("use.police") == "⟦Police⟧"
    assert context.language_settings["fr"].script == "Latn"


# -- words that are missing or different


def own_words(folder: Path, text: str) -> Path:
    (folder / "words").mkdir()
    (folder / "words/fr.yml").write_text(text, encoding="utf-8")
    return folder / "words"


def without(text: str, key: str, line: str = "") -> str:
    """The file of words, with another line in the place of a word's own."""
    start = text.index(f"\n{key}: ") + 1
    return text[:start] + line + text[text.index("\n", start) + 1 :]


def edited(config: Path, folder: Path, key: str, line: str) -> Path:
    return own_words(folder, without((config.parent / "words/fr.yml").read_text(encoding="utf-8"), key, line))


def test_a_missing_word_stops_the_build_and_is_named_with_its_language(config: Path, tmp_path: Path) -> None:
    file = config.parent / "words/fr.yml"
    whole = file.read_text(encoding="utf-8")
    try:
        file.write_text(without(whole, "nav.menu"), encoding="utf-8")
        run = build(config, tmp_path / "site")
    finally:
        file.write_text(whole, encoding="utf-8")
    assert run.returncode == 1
    expected = "words: language 'fr' has no words for nav.menu: write them in words/fr.yml, beside mkdocs.yml"
    assert expected in run.stdout
    assert not (tmp_path / "site/index.html").exists()


def test_a_changed_word_reaches_pages_that_were_kept(config: Path, three: Path, tmp_path: Path) -> None:
    file = config.parent / "words/fr.yml"
    whole = file.read_text(encoding="utf-8")
    try:
        file.write_text(without(whole, "nav.menu", "nav.menu: ⟦Carte⟧\n"), encoding="utf-8")
        again = built(config, tmp_path / "site")
    finally:
        file.write_text(whole, encoding="utf-8")
    assert {page.css_first(".top__menu span").text() for _, page in pages(again)} == {"⟦Carte⟧"}
    assert {page.css_first(".top__menu span").text() for _, page in pages(three)} == {"⟦Menu⟧"}


def test_a_language_without_any_words_names_all_of_them(tmp_path: Path) -> None:
    with pytest.raises(
        words.MissingWordsError, match=r"'fr' has no words for locale, .*nav\.menu, .*: write them in words/fr"
    ):
        words.load("fr", own=tmp_path / "words")


@pytest.mark.parametrize("text", ["⟦Seen on {jour} at {sources}.⟧", "⟦Seen.⟧", "⟦Seen on {day at {sources}.⟧"])
def test_words_must_have_the_same_placeholders(config: Path, tmp_path: Path, text: str) -> None:
    own = edited(config, tmp_path, "seen.line", f'seen.line: "{text}"\n')
    with pytest.raises(words.MissingWordsError, match=r"'fr' has other placeholders in seen\.line: write them in"):
        words.load("fr", own=own)


def test_forms_of_number_that_a_language_does_not_have_are_not_missed(config: Path, tmp_path: Path) -> None:
    own = edited(config, tmp_path, "alerts.past.one", "")
    assert words.load("fr", own=own).count("alerts.past", 1) == "⟦1 past alerts⟧"


def test_a_site_may_say_one_thing_differently(tmp_path: Path) -> None:
    (tmp_path / "en.yml").write_text("mission: {title: Embassies}\n", encoding="utf-8")
    assert words.load("en", own=tmp_path)("mission.title") == "Embassies"
    assert words.load("en", own=tmp_path)("mission.address") == "Address"


def test_printed_matter_names_missing_words_too(config: Path, tmp_path: Path) -> None:
    file = config.parent / "words/fr.yml"
    whole = file.read_text(encoding="utf-8")
    try:
        file.write_text(without(whole, "print.contents"), encoding="utf-8")
        with pytest.raises(PrintingError, match=r"'fr' has no words for print\.contents"):
            open_context(config, TAGS)
    finally:
        file.write_text(whole, encoding="utf-8")
