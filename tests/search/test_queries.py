"""Relevance: what readers type, against the real site in headless Chromium. `pytest -s` prints the tables."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from harness import ask, pages_of, served
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from advisories.search import documents

pytestmark = pytest.mark.browser
QUERIES = yaml.load((Path(__file__).parent / "queries.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
FIRST_ASKING = yaml.load(
    (Path(__file__).parent / "first_asking.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
LANGUAGES = list(QUERIES)
RIGHT_FIRST = 0.97
HELD_OUT = ("unseen", "sentences-held-out")
HELD_OUT_FIRST = 0.9
IN_SAMPLE = ("first", "second", "third")  # sets of first_asking.yml that words and ranking were made with
LEAST_UNSEEN = 0.5
WORDS = {
    "en": r"[A-Za-z]{2,}",
    "zh": r"[\u4e00-\u9fff]{2,4}",
}
STRIDE = 7  # every seventh word of the site's vocabulary is asked


@pytest.fixture(scope="module")
def answers(site: Path, browser: Browser) -> Iterator[dict[str, dict[str, Any]]]:
    with served(site) as (root, _):
        found = {}
        for language, kinds in QUERIES.items():
            others = [other for other in LANGUAGES if other != language]
            queries = [query for kind in kinds.values() for query in kind]
            found[language] = {one["query"]: one for one in ask(browser.new_page(), root, language, others, queries)}
        yield found


def test_there_are_enough_queries_and_every_expected_page_exists(site: Path) -> None:
    for language, kinds in QUERIES.items():
        assert sum(len(kind) for kind in kinds.values()) >= 150
        known = pages_of(site, language)["pages"]
        wrong = {page for kind in kinds.values() for pages in kind.values() for page in pages.split()} - set(known)
        assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_hit_is_right(language: str, answers: dict[str, dict[str, Any]]) -> None:
    shares, zero = {}, []
    print(f"\n{language}: queries, right first hit, expected page found at all")
    for kind, queries in QUERIES[language].items():
        right = found = 0
        for query, expected in queries.items():
            hits = answers[language][query]["own"] + answers[language][query]["partial"]
            right += bool(hits) and hits[0] in expected.split()
            found += bool(set(hits) & set(expected.split()))
            if not hits and not answers[language][query]["other"]:
                zero.append(query)
        shares[kind] = (len(queries), right, found)
        print(f"  {kind:15} {len(queries):4} {right / len(queries):6.2f} {found / len(queries):6.2f}")
    print(f"  nothing found: {zero}")
    tuned = [share for kind, share in shares.items() if kind not in HELD_OUT]
    assert sum(right for _, right, _ in tuned) / sum(number for number, _, _ in tuned) >= RIGHT_FIRST
    assert sum(found for _, _, found in tuned) / sum(number for number, _, _ in tuned) >= 0.99
    for kind in HELD_OUT:
        assert shares[kind][1] / shares[kind][0] >= HELD_OUT_FIRST


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_distress_open_the_panel_and_lead_to_the_right_page(
    language: str, answers: dict[str, dict[str, Any]]
) -> None:
    for query, expected in QUERIES[language]["distress"].items():
        answer = answers[language][query]
        assert answer["danger"], query
        assert (answer["own"] + answer["partial"])[0] == expected, query


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_who_wants_to_die_begins_with_the_act(language: str, site: Path) -> None:
    page = site / ("" if language == "en" else language) / "topics/health-and-epidemics/index.html"
    first = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first(".part-do-now li")
    words = {"en": ("call the local emergency number", "want to die"), "zh": ("拨打当地急救电话", "轻生")}
    assert first is not None
    assert all(one in first.text() for one in words[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_in_words_unknown_to_us_finds_something(language: str, site: Path, browser: Browser) -> None:
    print(f"\n{language}: asked again; the honest figures stand in first_asking.yml")
    with served(site) as (root, _):
        for name, queries in FIRST_ASKING[language].items():
            answers = ask(browser.new_page(), root, language, [], list(queries))
            first = [(one["own"] + one["partial"])[:1] for one in answers]
            right = sum(
                bool(set(hit) & set(queries[one["query"]].split())) for hit, one in zip(first, answers, strict=True)
            )
            print(f"  {name:15} {len(queries):4} {right / len(queries):6.2f}")
            assert all(first), "a sentence was answered with nothing"
            assert right / len(queries) >= (RIGHT_FIRST if name in IN_SAMPLE else LEAST_UNSEEN)


def texts(site: Path, language: str) -> dict[str, str]:
    """Text of every page: blocks apart, what stands in one line together."""
    data = pages_of(site, language)
    found = {}
    for key in data["pages"]:
        file = site / data["folder"] / ("" if key == "index" else key) / "index.html"
        article = LexborHTMLParser(file.read_text(encoding="utf-8")).css_first(documents.CONTENT)
        documents._reduce(article)
        joined = re.sub(r"</?(a|abbr|b|bdi|code|em|i|mark|small|strong)(\s[^>]*)?>", "", article.html or "")
        found[key] = html.unescape(re.sub(r"<[^>]*>", "\n", joined))
    return found


def test_the_beginning_of_a_word_is_no_match(site: Path, browser: Browser) -> None:
    """The engine takes "pa", of mail addresses, for a "passport" that no page in Chinese holds."""
    pages = texts(site, "zh")
    assert not any("passport" in text.lower() for text in pages.values())
    assert any(re.search(r"\bpa\b", text, re.IGNORECASE) for text in pages.values())
    with served(site) as (root, _):
        for answer in ask(browser.new_page(), root, "zh", [], ["passport", "护照 passport"]):
            assert answer["own"]
            assert not [key for key in answer["text"] if "护照" not in answer["query"] or "护照" not in pages[key]]


def vocabulary(pages: dict[str, str], language: str) -> list[str]:
    words = {word.lower() for text in pages.values() for word in re.findall(WORDS[language], text)}
    return sorted(words)[::STRIDE]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_that_holds_a_term_is_found(language: str, site: Path, browser: Browser) -> None:
    pages = texts(site, language)
    words = vocabulary(pages, language)
    with served(site) as (root, _):
        found = ask(browser.new_page(), root, language, [], words)
    true = hit = 0
    missed = {}
    for answer in found:
        word = answer["query"]
        pattern = re.compile(
            re.escape(word) if language == "zh" else rf"(?<![A-Za-z]){word}(?![A-Za-z])", re.IGNORECASE
        )
        holding = {key for key, text in pages.items() if pattern.search(text)}
        true, hit = true + len(holding), hit + len(holding & set(answer["own"]))
        if lost := holding - set(answer["own"]):
            missed[word] = sorted(lost)[:3]
    print(f"\n{language}: {len(words)} terms, {true} pages, recall {hit / true:.4f}; missed {missed}")
    assert len(words) > 300
    assert hit / true >= 0.99
