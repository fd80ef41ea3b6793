"""The built site: page, API, card and JSON-LD show the same numbers; JSON-LD, site map and the files for crawlers."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import rdflib
from data_service import EVENT, FACTS, NUMBER, ROOT, alert, with_alerts  # fmt: skip
from data_service import site as service
from lxml import etree
from rdflib.namespace import RDF, SDO
from selectolax.lexbor import LexborHTMLParser
from test_vcards import read, values

from advisories.common import clock
from advisories.common.settings import Settings
from advisories.outputs import Pages, crawlers, manifest, write
from advisories.outputs.json_ld import script

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # inside the JSON-LD reader
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def pages_of(folder: Path, pattern: str) -> Iterator[tuple[Path, LexborHTMLParser]]:
    for file in sorted(folder.glob(pattern)):
        yield file, LexborHTMLParser(file.read_text(encoding="utf-8"))


def blocks(page: LexborHTMLParser) -> list[Any]:
    return [json.loads(node.text()) for node in page.css('script[type="application/ld+json"]')]


def graph(data: Any) -> rdflib.Graph:
    """What a reader of JSON-LD understands; the vocabulary stands for the context, which only the web has."""
    assert data["@context"] == "https://schema.org"
    found = rdflib.Graph()
    found.parse(data=json.dumps({**data, "@context": {"@vocab": "https://schema.org/"}}), format="json-ld")
    return found


def telephones(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["telephone"]} if "telephone" in node else set()
        return own.union(*(telephones(value) for value in node.values()))
    return set().union(*map(telephones, node)) if isinstance(node, list) else set()


def test_page_api_card_and_json_ld_show_the_same_numbers(site: Path) -> None:
    seen = 0
    for file, page in pages_of(site, "countries/*/index.html"):
        slug = file.parent.name
        answer = json.loads((site / f"api/v1/countries/{slug}.json").read_text(encoding="utf-8"))["result"]
        api = {phone["number"] for phone in answer["emergency"]}
        api |= {phone["number"] for mission in answer["missions"] for phone in mission["phones"]}
        shown = page.css(".rescue a[href^='tel:'], .missions a[href^='tel:']")
        assert {node.attributes["href"].removeprefix("tel:") for node in shown} == api, slug
        card = site / f"cards/{slug}.vcf"
        if card.exists() and card.stat().st_size:
            assert {number for one in read(card.read_bytes()) for number in values(one, "TEL")} == api, slug
        (data,) = blocks(page)
        assert telephones(data) == api, slug
        seen += len(api)
    assert seen > 400


def test_json_ld_uses_words_of_schema_org_only(site: Path) -> None:
    kinds = set()
    for file in ("index.html", "countries/japan/index.html", "zh/topics/lost-passport/index.html", "data/index.html",
                 "events/2018-06-xian-campuses/index.html", "training/community-evening/index.html"):  # fmt: skip
        (data,) = blocks(LexborHTMLParser((site / file).read_text(encoding="utf-8")))
        found = graph(data)
        assert len(found)
        for _, predicate, value in found:
            name = str(predicate)
            if predicate == RDF.type:
                kinds.add(str(value).removeprefix(str(SDO)))
                assert str(value).removeprefix(str(SDO)) in SDO
            else:
                assert name.startswith(str(SDO))
                assert name.removeprefix(str(SDO)) in SDO
    assert {"WebSite", "Embassy", "GovernmentOffice", "ContactPoint", "EmergencyService", "Article", "Event"} <= kinds


def test_country_pages_stay_small(site: Path) -> None:
    sizes = {file: len(gzip.compress(file.read_bytes(), 9)) for file in site.rglob("countries/*/index.html")}
    assert max(sizes.values()) <= 14 * 1024, max(sizes, key=lambda file: sizes[file])


def test_every_data_file_that_a_page_names_exists(site: Path) -> None:
    named = 0
    for file, page in pages_of(site, "**/index.html"):
        for node in page.css(
            "link[rel=alternate][type], .mission__card a, .page-data a[type], .page-data a[download], #files ~ div a"
        ):
            address = node.attributes["href"].partition("#")[0]
            target = (file.parent / address).resolve()
            assert target.is_file(), f"{file}: {address}"
            named += 1
    assert named > 1000


def test_site_map_names_every_page_in_every_language_and_back(site: Path) -> None:
    root = etree.parse(site / "sitemap.xml").getroot()
    urls = {
        one.findtext("s:loc", namespaces=SITEMAP): {
            link.get("hreflang"): link.get("href") for link in one.findall("x:link", namespaces=SITEMAP)
        }
        for one in root.findall("s:url", namespaces=SITEMAP)
    }
    for address, others in urls.items():
        assert set(others) == {"en", "zh-Hans", "x-default"}
        assert address in others.values()
        assert others["x-default"] == others["en"]
        assert all(urls[other] == others for other in others.values())
    home = next(iter(sorted(urls, key=len)))
    files = {file.relative_to(site).as_posix() for file in site.rglob("index.html")}
    assert {f"{address.removeprefix(home)}index.html" for address in urls} == files
    assert not (site / "sitemap.xml.gz").exists()


def test_manifest_lists_every_file_of_the_site(site: Path) -> None:
    listed = set(manifest.read((site / manifest.MANIFEST).read_text(encoding="utf-8")))
    assert listed == {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()} - {
        manifest.MANIFEST
    }


def test_head_of_a_page_tells_its_address_title_and_languages(site: Path) -> None:
    page = LexborHTMLParser((site / "zh/countries/japan/index.html").read_text(encoding="utf-8"))
    found = {node.attributes["property"]: node.attributes["content"] for node in page.css("meta[property]")}
    canonical = page.css_first("link[rel=canonical]").attributes["href"]
    assert found["og:url"] == canonical
    assert canonical.endswith("/zh/countries/japan/")
    assert (found["og:title"], found["og:locale"], found["og:locale:alternate"]) == ("日本", "zh_Hans_CN", "en_GB")


def test_summary_for_language_models_holds_no_number(site: Path) -> None:
    for file, words in (("llms.txt", "Verify a number at its source"), ("zh/llms.txt", "请到来源核实")):
        text = (site / file).read_text(encoding="utf-8")
        assert text.startswith("# ")
        assert words in text
        assert not re.search(r"\+[1-9][0-9 -]{6,}", text)


def test_lastmod_is_the_day_of_a_change_never_of_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = crawlers.sitemap(service(tmp_path / "a"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775000000")
    assert crawlers.sitemap(service(tmp_path / "b")) == first
    days = re.findall(rb"<lastmod>(.*?)</lastmod>", first)
    assert set(days) == {b"2026-02-20"}


def test_security_address_is_the_repository_s_and_expires(tmp_path: Path) -> None:
    made = service(tmp_path)
    assert crawlers.security(made, clock.now()) is None
    settings: Settings = made.catalogue.settings
    object.__setattr__(settings, "repo_url", "https://code.example/service/")
    text = crawlers.security(made, clock.now()) or ""
    assert "Contact: https://code.example/service/issues\n" in text
    assert f"Canonical: {ROOT}.well-known/security.txt\n" in text
    (until,) = re.findall(r"Expires: (.*)", text)
    assert datetime.fromisoformat(until) == datetime(2026, 8, 28, tzinfo=UTC)


def test_data_may_be_read_by_pages_of_any_site_beside_other_rules(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "_headers").write_text("/*\n  X-Content-Type-Options: nosniff\n")
    write(service(tmp_path / "service"), out, clock.now())
    text = (out / "_headers").read_text()
    assert text.startswith("/*\n  X-Content-Type-Options: nosniff\n")
    assert "/api/v1/*\n  Access-Control-Allow-Origin: *\n" in text
    assert "/zh/feeds/*\n  Access-Control-Allow-Origin: *\n" in text
    assert all(line.count("*") == 1 for line in text.splitlines() if line.startswith("/"))


def test_robots_may_read_everything(tmp_path: Path) -> None:
    text = crawlers.robots(service(tmp_path))
    assert "Disallow" not in text
    assert f"Sitemap: {ROOT}sitemap.xml" in text


def test_alert_and_hours_are_in_json_ld(tmp_path: Path) -> None:
    data = Pages(service(tmp_path)).of("countries/united-kingdom", "en")
    found = graph(json.loads(re.sub(r"^<script[^>]*>|</script>$", "", str(data.linked))))
    assert NUMBER in {str(value) for value in found.objects(None, SDO.telephone)}
    (announcement,) = found.subjects(RDF.type, SDO.SpecialAnnouncement)
    assert str(found.value(announcement, SDO.expires)) == "2026-06-30"
    assert str(found.value(found.value(announcement, SDO.author), SDO.name)) == "Ministry of Freedonia"


def test_withdrawn_country_is_no_place_to_call(tmp_path: Path) -> None:
    gone = "withdrawn: {on: 2026-02-25, reason: {en: Merged., zh: 已合并。}}\n"
    data = Pages(service(tmp_path, {FACTS: ("reviewed: 2026-02-20\n", f"reviewed: 2026-02-20\n{gone}")}))
    found = data.of("countries/united-kingdom", "en")
    assert "telephone" not in found.linked
    assert (found.card, dict(found.cards)) == (None, {})


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "]]>", "\u2028", "\x00"])
def test_no_text_can_end_the_data_block(text: str) -> None:
    block = str(script([{"name": text}]))
    assert block.count("<") == 2
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inside)["@graph"] == [{"name": text}]


def test_title_with_markup_is_data(tmp_path: Path) -> None:
    edit = ("place: {en: London, zh: 伦敦}", 'place: {en: "</script><b>", zh: 伦敦}')
    data = Pages(service(tmp_path, {EVENT: edit})).of("events/2026-02-open-day", "en")
    assert "</script><b>" not in str(data.linked)


def test_page_names_its_feeds_and_files(tmp_path: Path) -> None:
    pages = Pages(service(tmp_path, with_alerts(alert("a", more="    expires: 2026-06-30\n"))))
    found = pages.of("countries/united-kingdom", "zh")
    assert [feed.path for feed in found.feeds] == ["zh/feeds/countries/united-kingdom.xml"]
    assert found.json == "api/v1/countries/united-kingdom.json"
    assert set(found.cards) == {"embassy"}
    assert set(found.codes) == {"embassy"}
    assert pages.of("404", "en").linked == ""
