"""The fictional service as a built site: what the real content cannot show yet, and input that is too much."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode
from support import SERVICE, apply, make_docs
from whole_site import LONG, MANY, built, configured

from advisories.audit.auditor import Auditor
from advisories.common.settings import read_settings
from advisories.content.catalogue import load

NEVER = ("1314960018", "2079460777")  # withheld · last seen more than 36 months ago
TEXT = (".html", ".json", ".xml", ".vcf", ".csv", ".ics", ".txt", ".js", ".svg")
KINGDOM = "countries/united-kingdom/index.html"


def page(site: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / path).read_text(encoding="utf-8"))


def one(node: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    (found,) = node.css(selector)
    return found


def said(node: LexborNode) -> str:
    """The text as a reader sees it."""
    return re.sub(r"\s+", " ", node.text()).strip()


def fact(node: LexborNode, label: str) -> LexborNode:
    """The value beside a label."""
    (found,) = (row.css_first("dd") for row in node.css("dl.facts > div") if said(row.css_first("dt")) == label)
    assert found
    return found


@pytest.fixture(scope="session")
def embassy(service_site: Path) -> LexborNode:
    return one(page(service_site, KINGDOM), "#mission-embassy")


def test_every_contact_of_the_built_service_is_vouched_for(service_site: Path) -> None:
    report = Auditor(load(read_settings(service_site.parent / "source/mkdocs.yml"))).audit(service_site)
    assert [str(finding) for finding in report.findings] == []
    assert report.passed


# -- missions


def test_a_number_is_dialled_and_shown_in_both_forms_with_its_hours_and_languages(embassy: LexborNode) -> None:
    line = embassy.css(".lines > li")[0]
    call = one(line, "a.call")
    assert (call.attributes["href"], said(call)) == ("tel:+442079460018", "+44 20 7946 0018")
    assert one(line, "button.copy").attributes["data-copy"] == "+44 20 7946 0018"
    assert [said(more) for more in line.css(".lines__more")] == [
        "Inside the country: 020 7946 0018",
        "Day and night",
        "Speaks: English and Chinese",
    ]


@pytest.mark.parametrize(
    ("path", "district", "hours"),
    [
        ("", ("Serves", "England and Wales"), ("Hours", "Monday to Friday 9 to 12")),
        ("zh/", ("领区", "英格兰和威尔士"), ("时间", "周一至周五9时至12时")),
    ],
)
def test_a_mission_shows_its_district_and_hours(
    service_site: Path, path: str, district: tuple[str, str], hours: tuple[str, str]
) -> None:
    card = one(page(service_site, path + KINGDOM), "#mission-embassy")
    for label, value in (district, hours):
        assert said(fact(card, label)) == value


def test_every_card_says_when_and_where_its_values_were_seen(embassy: LexborNode) -> None:
    seen = one(embassy, ".seen")
    assert said(seen).startswith("Called and checked by us on 20 February 2026. Seen on 15 Feb 2026 at embassy.service")
    assert one(seen, "a").attributes["href"] == "#source-embassy-page"


def test_the_source_says_what_it_is_and_when_it_was_seen(service_site: Path) -> None:
    source = one(page(service_site, KINGDOM), "#source-embassy-page")
    assert one(source, "a").attributes["href"] == "https://embassy.service.example/uk/contacts"
    assert all(words in said(source) for words in ("Official", "Dated 1 February 2026.", "Seen 15 Feb 2026."))


def test_an_address_stands_in_the_local_script_for_a_driver(service_site: Path) -> None:
    card = one(page(service_site, "countries/japan/index.html"), "#mission-embassy")
    address, driver = fact(card, "Address"), fact(card, "To show a driver")
    assert (address.attributes["lang"], said(address)) == ("en", "1-2-3 Example, Minato-ku, Tokyo")
    assert (driver.attributes["lang"], one(driver, ".copy").attributes["data-copy"]) == ("ja", "東京都港区例示1-2-3")


def test_no_file_holds_a_number_that_must_not_be_printed(service_site: Path) -> None:
    found = []
    for file in service_site.rglob("*"):
        if file.suffix in TEXT:
            digits = re.sub(r"[\s().-]", "", file.read_text(encoding="utf-8"))
            found += [(file.name, number) for number in NEVER if number in digits]
    assert found == []


def test_a_mission_without_a_number_leads_to_the_hotline_and_its_website(service_site: Path) -> None:
    found = page(service_site, KINGDOM)
    card = one(found, "#mission-edinburgh")
    assert not card.css("a.call")
    assert said(one(card, ".mission__none")) == (
        "No consular phone number of this mission could be confirmed. Call the consular hotline Its website is below."
    )
    assert one(card, ".mission__none a").attributes["href"] == "#hotline"
    assert one(found, "#hotline a.call").attributes["href"] == "tel:+442079460000"
    assert one(fact(card, "Website"), "a").attributes["href"] == "https://embassy.service.example/edinburgh"


def test_a_suspended_mission_says_who_covers_for_it(service_site: Path) -> None:
    state = one(page(service_site, KINGDOM), "#mission-belfast .mission__state")
    assert said(state).startswith("Service suspended. The embassy serves its district.")
    assert one(state, "a").attributes["href"] == "#mission-embassy"


# -- alerts


def test_an_alert_in_force_quotes_its_issuer(service_site: Path) -> None:
    alert = one(page(service_site, KINGDOM), "#alert-2026-02-floods-worse")
    assert "alert--past" not in alert.attributes["class"]
    level = one(alert, ".alert__level")
    assert "tone-danger" in level.attributes["class"]
    assert said(one(level, "strong")) == "Stay away"
    assert (said(one(level, "span")), one(level, "span").attributes["lang"]) == ("暂勿前往", "zh-Hans")
    assert level.css("svg")
    assert said(one(alert, ".alert__summary")) == "Rivers have flooded several towns."
    assert said(fact(alert, "Issued by")).startswith("Ministry of Freedonia")
    assert one(fact(alert, "Issued by"), "a").attributes["href"] == "#source-embassy-page"
    assert said(fact(alert, "Area")) == "West coast"
    assert one(fact(alert, "Issued"), "time").attributes["datetime"] == "2026-02-20"
    assert one(fact(alert, "In force until"), "time").attributes["datetime"] == "2026-06-30"


def test_past_alerts_are_folded_and_say_why_they_are_past(service_site: Path) -> None:
    alerts = one(page(service_site, KINGDOM), "section.alerts")
    assert [node.attributes["id"] for node in alerts.css("section > article")] == [
        "alert-2026-02-floods-worse",
        "alert-2026-02-notice",
    ]
    fold = one(alerts, "details")
    assert "open" not in fold.attributes
    assert said(one(fold, "summary")) == "4 past alerts"
    assert {
        node.attributes["id"]: said(node.css_first(".alert__past")) for node in fold.css("article.alert--past")
    } == {
        "alert-2026-02-strike-over": "The issuer’s notice that an alert has ended",
        "alert-2026-02-strike": "Past, replaced or ended by a later notice of the issuer",
        "alert-2026-02-floods": "Past, replaced or ended by a later notice of the issuer",
        "alert-2025-12-snow": "Past, no longer in force",
    }
    until = [node.attributes["id"] for node in fold.css("article") if "In force until" in node.text()]
    assert until == ["alert-2025-12-snow"]  # of the others, the day that was named no longer holds


def test_an_alert_in_one_language_is_shown_in_it_and_marked(service_site: Path) -> None:
    alert = one(page(service_site, f"zh/{KINGDOM}"), "#alert-2026-02-notice")
    summary = one(alert, ".alert__summary")
    assert (summary.attributes["lang"], said(summary)) == ("en", "Carry an identity document at all times.")
    assert said(one(alert, ".alert__pending")) == "本条摘要尚未翻译。"
    assert said(fact(alert, "范围")) == "整个国家或地区"
    assert said(fact(alert, "有效期至")) == "未注明截止日期"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("index.html", ["Stay away · West coast", "Take care"]),
        ("countries/index.html", ["Stay away · West coast", "Take care"]),
        ("zh/countries/index.html", ["暂勿前往 · 西海岸", "注意安全"]),
    ],
)
def test_the_finder_marks_levels(service_site: Path, path: str, words: list[str]) -> None:
    finder = one(page(service_site, path), ".finder")
    for part in finder.css(".finder__list, .finder__table"):
        marks = [(said(mark), mark.attributes["class"], len(mark.css("svg"))) for mark in part.css(".flagged")]
        assert marks == [(words[0], "flagged tone-danger", 1), (words[1], "flagged tone-caution", 1)]
    assert finder.css(".finder__list")


@pytest.mark.parametrize("path", ["index.html", "countries/index.html"])
def test_alerts_in_force_are_listed_with_level_and_dates(service_site: Path, path: str) -> None:
    lines = [said(line) for line in one(page(service_site, path), "ul.latest").css("li")]
    assert lines == [
        "Stay away 暂勿前往 United Kingdom · West coast 20 Feb 2026 – 30 Jun 2026",
        "Take care 注意安全 United Kingdom 18 Feb 2026 – no end named",
    ]


def test_a_search_hit_carries_the_level(service_site: Path) -> None:
    for language, chip in (
        ("en", ["Stay away · West coast", "danger", "20 Feb 2026"]),
        ("zh", ["暂勿前往 · 西海岸", "danger", "2026年2月20日"]),
    ):
        data = json.loads((service_site / f"pagefind/pages.{language}.json").read_text(encoding="utf-8"))
        assert data["pages"]["countries/united-kingdom"][-3:] == chip


def test_api_feed_and_cap_say_the_same_of_alerts(service_site: Path) -> None:
    answer = json.loads((service_site / "api/v1/alerts.json").read_text(encoding="utf-8"))["result"]
    states = {one["id"].removeprefix("united-kingdom/"): one["state"] for one in answer}
    shown = page(service_site, KINGDOM)
    folded = {node.attributes["id"].removeprefix("alert-") for node in shown.css("details .alert")}
    assert {name for name, state in states.items() if state != "in-force"} == folded
    assert states == {
        "2026-02-strike-over": "cancellation",
        "2026-02-floods-worse": "in-force",
        "2026-02-notice": "in-force",
        "2026-02-strike": "replaced",
        "2026-02-floods": "replaced",
        "2025-12-snow": "expired",
    }
    country = json.loads((service_site / "api/v1/countries/united-kingdom.json").read_text(encoding="utf-8"))["result"]
    assert {f"alert-{one['id'].split('/')[1]}" for one in country["alerts"]} == {
        node.attributes["id"] for node in shown.css("section.alerts > article")
    }
    assert ids(service_site / "cap/index.xml") == [
        "2026-02-strike-over.xml",
        "2026-02-floods-worse.xml",
        "2026-02-notice.xml",
    ]
    feed = [name.removeprefix("#alert-") for name in ids(service_site / "feeds/alerts.xml")]
    assert feed == ["2026-02-strike-over", "2026-02-floods-worse", "2026-02-notice", "2025-12-snow"]


def ids(file: Path) -> list[str]:
    """Last part of each entry's id."""
    entries = etree.parse(file).getroot().findall("{*}entry")
    return [str(entry.findtext("{*}id")).rsplit("/", 1)[1] for entry in entries]


# -- "which mission serves me?"


def test_a_mission_is_found_by_city_and_district_in_both_languages(embassy: LexborNode) -> None:
    terms = embassy.attributes["data-terms"].split("|")
    assert {"london", "伦敦", "lundun", "england", "英格兰", "yinggelan", "wales", "威尔士"} <= set(terms)


def test_the_lookup_is_there_where_there_is_a_choice_and_says_what_is_not_known(service_site: Path) -> None:
    found = {
        name: page(service_site, f"countries/{name}/index.html")
        for name in ("united-kingdom", "japan", "iceland", "united-states")
    }
    boxes = {name: len(one.css("[data-mission-finder]")) for name, one in found.items()}
    assert boxes == {"united-kingdom": 1, "japan": 1, "iceland": 0, "united-states": 1}
    note = "Which mission serves which area is not recorded here. Ask the nearest one."
    assert said(one(found["japan"], "#mission-finder-note")) == note
    assert not found["united-kingdom"].css("#mission-finder-note")


# -- too little and too much


def test_a_country_without_missions_and_numbers_says_so_and_leads_to_the_hotline(service_site: Path) -> None:
    found = page(service_site, "countries/iceland/index.html")
    assert said(one(found, ".mission__none")) == "No mission in this place is recorded here. Call the consular hotline"
    assert said(one(found, ".rescue__none")).startswith("No local emergency number could be confirmed for this place.")
    assert {link.attributes["href"] for link in found.css(".mission__none a, .rescue__none a")} == {"#hotline"}
    assert [link.attributes["href"] for link in found.css('a[href^="tel:"]')] == ["tel:+442079460000"]


def test_forty_five_missions_are_all_there_and_the_page_stays_small(service_site: Path) -> None:
    file = service_site / "countries/united-states/index.html"
    assert len(page(service_site, "countries/united-states/index.html").css("article.mission")) == MANY
    assert len(gzip.compress(file.read_bytes(), 9, mtime=0)) <= 14 * 1024


def test_very_long_names_reach_page_card_and_data_whole(service_site: Path) -> None:
    for path, language in (("", "en"), ("zh/", "zh")):
        card = one(page(service_site, f"{path}countries/united-states/index.html"), f"#mission-city-{MANY}")
        assert said(one(card, "h3")) == LONG[language]
        text = (service_site / f"{path}cards/united-states/city-{MANY}.vcf").read_bytes().decode().replace("\r\n ", "")
        assert LONG[language] in text
    api = (service_site / "api/v1/missions.json").read_text(encoding="utf-8")
    assert LONG["zh"] in api


def test_an_event_without_a_picture_is_whole(service_site: Path) -> None:
    found = page(service_site, "events/2026-02-open-day/index.html")
    assert not found.css("img")
    assert said(one(found, "h1")) == "Open day for students"
    assert len(found.css(".facts--event > div")) >= 5


def test_no_link_of_the_service_is_dead(service_site: Path) -> None:
    assert dead_links(service_site) == []


def dead_links(site: Path) -> list[tuple[str, str]]:
    pages = {file.relative_to(site).as_posix(): LexborHTMLParser(file.read_text()) for file in site.rglob("*.html")}
    anchors = {path: {node.attributes["id"] for node in found.css("[id]")} for path, found in pages.items()}
    dead = []
    for path, found in pages.items():
        links = {node.attributes.get("href") or node.attributes.get("action") or "" for node in found.css("a, form")}
        for link in links:
            parts = urlsplit(urljoin(f"https://x.example/{path}", link))
            target = parts.path.removeprefix("/")
            target = f"{target}index.html" if not target or target.endswith("/") else target
            if parts.netloc != "x.example" or ((site / target).is_file() and not parts.fragment):
                continue
            if parts.fragment not in anchors.get(target, ()):
                dead.append((path, link))
    return dead


@pytest.mark.slow
def test_four_hundred_events_and_a_service_without_extra_pages(tmp_path: Path) -> None:
    source = tmp_path / "source"
    event = SERVICE / "docs/events/2026-02-open-day"
    for number in range(400):
        folder = f"docs/events/{2019 + number // 60}-{number % 12 + 1:02}-day-{number}"
        for file in event.iterdir():
            text = file.read_text(encoding="utf-8")
            apply(source / folder / file.name, text.replace("2026-02-10", f"{folder.split('/')[2][:7]}"))
    site = built(configured(make_docs(source)), tmp_path / "site")
    found = page(site, "events/index.html")
    assert len(found.css(".events > li")) == 401
    assert len(page(site, "index.html").css(".events > li")) == 4
    assert len(found.css('section[aria-labelledby^="year-"]')) == 8
    assert len(gzip.compress((site / "events/index.html").read_bytes(), 9, mtime=0)) <= 20 * 1024
    assert not found.css("form.search")
    assert dead_links(site) == []
