"""Where the site carries no alert, nothing reads as if none were in force: pages, data, feeds, printed matter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode
from support import ROOT
from whole_site import built, demonstration

from advisories.common.settings import read_settings
from advisories.content.catalogue import load

CALM = re.compile(
    r"none of the alerts|no alerts? (?:is|are)\b(?! carried)|not in force on|均不在有效期|没有(?:现行|生效)|暂无(?:安全)?提醒|无安全提醒",
    re.IGNORECASE,
)
WORDS = {
    "": ("This site does not carry current alerts for", "There may be alerts in force."),
    "zh/": ("本站未收录", "可能有提醒正在生效"),
}


def page(site: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / path).read_text(encoding="utf-8"))


def countries(site: Path, language: str) -> Iterator[tuple[str, LexborHTMLParser]]:
    for file in sorted((site / language / "countries").glob("*/index.html")):
        yield file.parent.name, LexborHTMLParser(file.read_text(encoding="utf-8"))


def warns(part: LexborNode | None, language: str) -> None:
    """A sign, the sentence, and a link to a page of the issuer that is not its first."""
    assert part is not None
    assert part.css_first("svg") is not None
    assert all(words in part.text() for words in WORDS[language])
    links = [str(link.attributes["href"]) for link in part.css("a")]
    assert urlsplit(links[0]).path.strip("/"), links


@pytest.mark.parametrize("language", WORDS)
def test_every_country_without_an_alert_warns_and_leads_to_the_issuer_s_list(site: Path, language: str) -> None:
    met = 0
    for slug, found in countries(site, language):
        section = found.css_first("section.alerts")
        assert section is not None, slug
        if not section.css("article:not(.alert--past)"):
            warns(section.css_first(".notice.no-alerts"), language)
            met += 1
        assert not CALM.search(section.text()), slug
    assert met > 150


@pytest.mark.parametrize("language", WORDS)
def test_home_is_silent_and_the_list_of_countries_warns(site: Path, language: str) -> None:
    home = page(site, f"{language}index.html")
    assert bool(home.css("#latest-alerts")) is bool(home.css("ul.latest li"))
    assert not CALM.search(home.body.text())  # type: ignore[union-attr]
    listed = page(site, f"{language}countries/index.html")
    if not listed.css("ul.latest li"):
        warns(listed.css_first(".notice.no-alerts"), language)


def test_no_mild_alert_takes_the_place_of_a_grave_one_at_home(tmp_path: Path) -> None:
    more = "".join(
        f"\n  - {{id: {level}-{day}, issuer: ministry, level: {level}, issued: {day}, open_ended: yes, "
        "summary: {en: Rain., zh: 有雨。}, source: embassy-page}"
        for level, year, months in (("care", 2026, "12"), ("stay-away", 2025, "56789"))
        for day in (f"{year}-0{month}-28" for month in months)
    )
    edit = {"docs/countries/united-kingdom/facts.yml": ("\nalerts:", f"\nalerts:{more}")}
    site = built(demonstration(tmp_path / "source", edit), tmp_path / "site")
    for language, grave in (("", "Stay away"), ("zh/", "暂勿前往")):
        lines = [line.text() for line in page(site, f"{language}index.html").css("ul.latest li")]
        assert [grave in line for line in lines] == [True] * 6, lines


def test_data_do_not_count_what_is_not_carried(site: Path) -> None:
    for file in (site / "api/v1/countries").glob("*.json"):
        answer = json.loads(file.read_text(encoding="utf-8"))
        assert answer["result"]["alerts_in_force"] != 0, file.name
        assert "one may still be in force" in answer["notice"]["en"]
    assert "不等于没有提醒" in json.loads((site / "api/v1/alerts.json").read_text(encoding="utf-8"))["notice"]["zh"]
    assert "one may still be in force" in (site / "llms.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("feeds/alerts.xml", "one may still be in force"),
        ("feeds/all.xml", "one may still be in force"),
        ("feeds/countries/japan.xml", "one may still be in force"),
        ("cap/index.xml", "one may still be in force"),
        ("zh/feeds/alerts.xml", "不等于没有提醒正在生效"),
    ],
)
def test_an_empty_feed_is_not_the_all_clear(site: Path, path: str, words: str) -> None:
    assert words in (etree.parse(site / path).getroot().findtext("{*}subtitle") or "")


def test_the_issuer_s_address_is_data(site: Path) -> None:
    levels = load(read_settings(ROOT / "mkdocs.yml")).levels
    assert levels
    own = [urlsplit(issuer.website.url) for issuer in levels.issuers]
    for file in [*ROOT.glob("scripts/**/*.*"), *ROOT.glob("overrides/**/*.*")]:
        if file.suffix in (".py", ".yml", ".html", ".js", ".css", ".typ"):
            text = file.read_text(encoding="utf-8")
            assert not any(url.hostname and url.hostname in text for url in own), file
