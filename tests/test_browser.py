"""The built site in a browser: a reader's way through it, on a phone and on a desk, in light and dark."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from offline_server import Host
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SIZES = [(360, 740), (1280, 900)]


@pytest.fixture
def address(host: Host) -> str:
    return host.address


class Visit:
    """A page that remembers whatever went wrong."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.troubles: list[str] = []
        page.on("console", lambda message: self.note(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.note(str(error)))
        page.on("request", lambda request: self.note(request.url) if self.is_foreign(request.url) else None)

    def note(self, trouble: str) -> None:
        self.troubles.append(trouble)

    def is_foreign(self, url: str) -> bool:
        return urlsplit(url).netloc != urlsplit(self.address).netloc and not url.startswith("data:")

    def fits(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def visit(browser: Browser, address: str, width: int, height: int, **options: object) -> Visit:
    context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
    return Visit(context.new_page(), address)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_reader_finds_the_way(browser: Browser, address: str, width: int, height: int) -> None:
    reader = visit(browser, address, width, height)
    page = reader.page
    page.goto(address)
    page.get_by_label("Country or region").fill("riben")
    link = page.get_by_role("link", name="Japan", exact=True)
    link.wait_for()
    page.get_by_text("Matches: 1").wait_for()
    link.click()
    page.wait_for_url("**/countries/japan/")
    assert reader.fits()
    page.get_by_role("link", name="中文").first.click()
    page.wait_for_url("**/zh/countries/japan/")
    assert page.locator("h1").inner_text() == "日本"
    page.goto(f"{address}zh/events/")
    page.locator(".events a").first.click()
    page.wait_for_url("**/zh/events/*/")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert reader.fits()
    assert reader.troubles == []


@pytest.mark.parametrize("language", ["", "zh/"])
def test_numbers_are_on_the_first_screen_of_a_phone(browser: Browser, address: str, language: str) -> None:
    reader = visit(browser, address, 360, 740)
    reader.page.goto(f"{address}{language}countries/japan/")
    for call in [*reader.page.locator("#hotline a").all(), *reader.page.locator(".rescue__call").all()]:
        box = call.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 740
        assert box["height"] >= 24


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["", "countries/", "topics/telecom-fraud/", "zh/audiences/enterprises/", "zh/404.html"]
)
def test_a_narrow_screen_with_large_text_needs_no_sideways_scrolling(
    browser: Browser, address: str, path: str, scheme: str
) -> None:
    reader = visit(browser, address, 320, 640, color_scheme=scheme)
    reader.page.goto(f"{address}{path}")
    assert reader.fits()
    reader.page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
    assert reader.fits()


def test_the_finder_works_without_scripts(browser: Browser, address: str) -> None:
    reader = visit(browser, address, 360, 740, java_script_enabled=False)
    reader.page.goto(f"{address}countries/")
    assert not reader.page.get_by_label("Country or region").is_visible()
    assert reader.page.get_by_role("link", name="Japan", exact=True).is_visible()


def test_the_menu_opens_without_scripts(browser: Browser, address: str) -> None:
    reader = visit(browser, address, 360, 740, java_script_enabled=False)
    reader.page.goto(address)
    assert not reader.page.locator("#menu").is_visible()
    reader.page.locator(".top__menu").click()
    assert reader.page.locator("#menu").is_visible()


def test_a_number_can_be_copied(browser: Browser, address: str) -> None:
    reader = visit(browser, address, 1280, 900, permissions=["clipboard-read", "clipboard-write"])
    reader.page.goto(f"{address}countries/japan/")
    button = reader.page.locator(".mission .copy").first
    expected = button.get_attribute("data-copy")
    button.click()
    assert reader.page.evaluate("navigator.clipboard.readText()") == expected


def test_the_warning_is_printed_with_the_hotline(browser: Browser, address: str) -> None:
    reader = visit(browser, address, 800, 1000)
    reader.page.emulate_media(media="print")
    reader.page.goto(f"{address}countries/japan/")
    assert reader.page.locator(".hotline__notice").is_visible()
    assert not reader.page.locator(".menu").is_visible()


AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
KINDS = ["zh/", "countries/japan/", "zh/countries/yemen/", "topics/telecom-fraud/", "zh/events/", "audiences/students/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS)
def test_no_page_breaks_an_accessibility_rule(browser: Browser, address: str, path: str, scheme: str) -> None:
    reader = visit(browser, address, 360, 740, color_scheme=scheme)
    reader.page.goto(f"{address}{path}")
    found = Axe().run(reader.page, options=AXE_RULES).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("path", ["audiences/enterprises/", "zh/audiences/travellers/"])
def test_a_checklist_prints_on_one_sheet_of_its_own(browser: Browser, address: str, path: str) -> None:
    reader = visit(browser, address, 1280, 900)
    reader.page.goto(f"{address}{path}")
    lines = reader.page.locator(".checklist li > span").evaluate_all(
        "all => all.map(one => one.firstChild.data.trim())"
    )
    sheets = [
        re.sub(r"\s", "", page.get_textpage().get_text_bounded())
        for page in pypdfium2.PdfDocument(reader.page.pdf(format="A4"))
    ]
    found = {number for number, sheet in enumerate(sheets) for line in lines if re.sub(r"\s", "", line) in sheet}
    assert len(lines) >= 8
    assert len(found) == 1
    assert all(re.sub(r"\s", "", line) in sheets[min(found)] for line in lines)
