"""The fictional service in a browser: which mission serves me, alerts by the reader's clock, codes, large input."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import cv2
import numpy
import pytest
from axe_playwright_python.sync_playwright import Axe
from offline_server import hosted
from playwright.sync_api import Browser, Page, expect
from support import TODAY
from test_accessibility import AXE_RULES
from test_browser import Visit, visit
from whole_site import LONG, MANY

pytestmark = pytest.mark.browser

KINGDOM = "countries/united-kingdom/"
STATES = "countries/united-states/"
LABELS = {"": "Which mission serves me?", "zh/": "哪个使领馆为我服务？"}


@pytest.fixture(scope="module")
def address(service_site: Path) -> Iterator[str]:
    with hosted(service_site) as host:
        yield host.address


def opened(
    browser: Browser, address: str, path: str, *, width: int = 360, day: date = TODAY, **options: object
) -> Visit:
    """A page as it is on a day, by the reader's clock."""
    reader = visit(browser, address, width, 740, **options)
    reader.page.clock.set_fixed_time(datetime.combine(day, time(12)))
    reader.page.goto(f"{address}{path}")
    return reader


def shown(page: Page) -> list[str]:
    """Ids of the mission cards that are seen."""
    found: list[str] = page.locator("article.mission:visible").evaluate_all("all => all.map(one => one.id)")
    return found


# -- which mission serves me?


PLACES = {
    "scotland": ["mission-edinburgh"],
    "苏格兰": ["mission-edinburgh"],
    "sugelan": ["mission-edinburgh"],
    "Wales": ["mission-embassy"],
    "Manchester, England": ["mission-embassy"],
    "曼彻斯特，英格兰": ["mission-embassy"],
    "EDIN": ["mission-edinburgh"],
    "land": ["mission-embassy", "mission-edinburgh", "mission-belfast"],
}


@pytest.mark.parametrize(("language", "status"), [("", "Matches: {}"), ("zh/", "找到{}个")])
def test_a_place_in_either_language_leaves_the_missions_that_serve_it(
    browser: Browser, address: str, language: str, status: str
) -> None:
    reader = opened(browser, address, language + KINGDOM)
    for typed, expected in PLACES.items():
        reader.page.get_by_label(LABELS[language]).fill(typed)
        expect(reader.page.locator("#mission-finder-count")).to_have_text(status.format(len(expected)))
        assert shown(reader.page) == expected
    assert reader.fits()
    assert reader.troubles == []


def test_a_place_that_no_mission_names_leaves_all_of_them(browser: Browser, address: str) -> None:
    reader = opened(browser, address, "countries/japan/")
    box = reader.page.get_by_label(LABELS[""])
    box.fill("Kyoto")
    expect(reader.page.locator("#mission-finder-count")).to_have_text("No mission matches, so all of them are shown.")
    assert shown(reader.page) == ["mission-embassy", "mission-osaka"]
    box.fill("大阪")
    assert shown(reader.page) == ["mission-osaka"]
    box.fill("")
    assert shown(reader.page) == ["mission-embassy", "mission-osaka"]
    expect(reader.page.locator("#mission-finder-count")).to_have_text("")


def test_the_lookup_is_used_by_keyboard_and_explained_to_a_screen_reader(browser: Browser, address: str) -> None:
    page = opened(browser, address, "countries/japan/").page
    box = page.get_by_role("searchbox", name=LABELS[""])
    expect(box).to_have_accessible_description(
        "Which mission serves which area is not recorded here. Ask the nearest one."
    )
    box.focus()
    page.keyboard.type("osa")
    expect(page.get_by_role("status").filter(has_text="Matches: 1")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.mission').id") == "mission-osaka"


def test_a_link_to_a_card_that_is_left_out_brings_it_back(browser: Browser, address: str) -> None:
    page = opened(browser, address, KINGDOM).page
    page.get_by_label(LABELS[""]).fill("Northern Ireland")
    assert shown(page) == ["mission-belfast"]
    page.locator("#mission-belfast .mission__state a").click()
    expect(page.locator("#mission-embassy")).to_be_in_viewport()
    assert page.get_by_label(LABELS[""]).input_value() == ""


def test_without_scripts_all_missions_are_a_plain_list(browser: Browser, address: str) -> None:
    reader = visit(browser, address, 360, 740, java_script_enabled=False)
    reader.page.goto(f"{address}{STATES}")
    assert not reader.page.locator("#mission-finder").is_visible()
    assert len(shown(reader.page)) == MANY


# -- contacts


def test_the_address_for_a_driver_is_copied(browser: Browser, address: str) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    page = opened(browser, address, "zh/countries/japan/", permissions=allowed).page
    page.locator(".driver .copy").click()
    assert page.evaluate("navigator.clipboard.readText()") == "東京都港区例示1-2-3"


@pytest.mark.parametrize(("language", "name"), [("", "Embassy of Freedonia"), ("zh/", "自由国驻英国大使馆")])
def test_a_phone_camera_reads_the_mission_from_the_screen(
    browser: Browser, address: str, language: str, name: str
) -> None:
    page = opened(browser, address, language + KINGDOM, width=800).page
    link = page.locator("#mission-embassy .mission__card a").nth(1)
    page.goto(link.evaluate("one => one.href"))
    picture = cv2.imdecode(numpy.frombuffer(page.screenshot(), numpy.uint8), cv2.IMREAD_GRAYSCALE)
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(picture)
    lines = text.replace("\r\n ", "").splitlines()
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:4.0"]
    assert [line.rsplit(":", 1)[1] for line in lines if line.startswith("TEL")] == ["+442079460018", "+442079460019"]
    assert name in text


# -- alerts


def test_an_alert_is_past_by_the_reader_s_clock(browser: Browser, address: str) -> None:
    floods = "#alert-2026-02-floods-worse"
    now = opened(browser, address, KINGDOM, day=date(2026, 6, 30)).page
    assert not now.locator(f"{floods} .alert__past").count()
    late = opened(browser, address, KINGDOM, day=date(2026, 7, 1)).page
    assert late.locator(f"{floods} .alert__past").inner_text() == "Past, no longer in force"
    assert not late.locator("#alert-2026-02-notice .alert__past").count()


def test_past_alerts_open_by_keyboard(browser: Browser, address: str) -> None:
    page = opened(browser, address, KINGDOM).page
    snow = page.locator("#alert-2025-12-snow")
    assert not snow.is_visible()
    page.locator(".alerts summary").focus()
    page.keyboard.press("Enter")
    assert snow.is_visible()


@pytest.mark.parametrize(("language", "chip"), [("", "Stay away · West coast"), ("zh/", "暂勿前往 · 西海岸")])
def test_a_search_hit_carries_the_level(browser: Browser, address: str, language: str, chip: str) -> None:
    page = opened(browser, address, language).page
    page.locator("#q").fill("britain")
    hit = page.locator("a.hit").first
    expect(hit.locator(".hit__chip")).to_have_text(chip)
    danger = page.locator(".alert__level.tone-danger").first.evaluate("one => getComputedStyle(one).color")
    expect(hit.locator(".hit__chip")).to_have_css("color", danger)  # hits of the index may take the place of the first


def test_the_finder_filters_by_level_in_list_and_table(browser: Browser, address: str) -> None:
    reader = opened(browser, address, "countries/")
    page = reader.page
    page.get_by_label("Alert in force").select_option("ministry/stay-away")
    expect(page.get_by_text("Matches: 1")).to_be_visible()
    assert page.locator(".finder__list li:visible a").all_inner_texts() == ["United Kingdom"]
    page.get_by_role("link", name="Table").click()
    assert page.locator(".finder__table tbody tr:visible th").all_inner_texts() == ["United Kingdom"]
    assert reader.fits()
    assert reader.troubles == []


# -- too much


@pytest.mark.parametrize("path", [KINGDOM, f"zh/{STATES}", STATES, "zh/countries/"])
def test_long_names_and_levels_fit_a_narrow_screen_with_large_text(browser: Browser, address: str, path: str) -> None:
    reader = opened(browser, address, path, width=320)
    assert reader.fits()
    reader.page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
    assert reader.fits()
    assert reader.troubles == []


def test_very_long_names_are_found_and_seen_whole(browser: Browser, address: str) -> None:
    page = opened(browser, address, STATES).page
    page.get_by_label(LABELS[""]).fill(f"Province {MANY}")
    heading = page.locator(f"#mission-city-{MANY} h3")
    expect(heading).to_have_text(LONG["en"])
    assert heading.evaluate("one => one.scrollWidth <= one.clientWidth")


@pytest.mark.parametrize(
    ("path", "scheme"),
    [(KINGDOM, "dark"), (f"zh/{KINGDOM}", "light"), ("countries/japan/", "dark"), ("countries/", "light")],
)
def test_no_page_of_the_service_breaks_an_accessibility_rule(
    browser: Browser, address: str, path: str, scheme: str
) -> None:
    reader = opened(browser, address, path, color_scheme=scheme)
    for fold in reader.page.locator("details").all():
        fold.evaluate("one => { one.open = true }")
    found = Axe().run(reader.page, options=AXE_RULES).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
