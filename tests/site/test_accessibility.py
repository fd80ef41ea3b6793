"""Accessibility of every kind of page: axe-core, keyboard, focus, targets, large text, narrow screens, calm motion.

``accessibility.yml`` says which test covers which criterion; the site's accessibility page must say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.base import AXE_SCRIPT
from offline_server import Host
from playwright.sync_api import Browser, BrowserContext, Page, expect
from selectolax.lexbor import LexborHTMLParser
from support import CONTENT_DAY, HERE

COVERED: dict[str, list[str]] = yaml.safe_load((HERE / "accessibility.yml").read_text(encoding="utf-8"))
AUTOMATIC = {"": "Automatic test", "zh/": "自动测试"}
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = ["color-contrast", "link-in-text-block"]
LAYOUT = [*COLOURS, "target-size", "scrollable-region-focusable", "aria-hidden-focus", "page-has-heading-one"]
FOUND = "options => axe.run(options).then(all => all.violations.map(one => [one.id, one.nodes.map(node => node.target.join())]))"
PAGES = [
    "", "countries/", "countries/#table", "countries/japan/", "countries/yemen/", "topics/", "topics/telecom-fraud/",
    "events/", "events/2024-04-national-security-education-day/", "audiences/", "audiences/students/", "training/",
    "training/community-evening/", "about/", "accessibility/", "changes/", "data/", "saved/", "search/?q=passport",
    "404.html",
]  # fmt: skip
LARGE = ("countries/", "countries/#table")  # axe takes half a minute for each of them
LANGUAGES = ["", "zh/"]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=PHONE) as found:
        yield found


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def only(rules: list[str]) -> dict[str, object]:
    return {"runOnly": {"type": "rule", "values": rules}}


View = tuple[dict[str, int], str, dict[str, object]]
VIEWS: Sequence[View] = (
    (PHONE, "light", AXE_RULES), (PHONE, "dark", only(COLOURS)), (DESK, "light", only(LAYOUT)), (DESK, "dark", only(COLOURS)),
)  # fmt: skip


def violations(page: Page, views: Sequence[View] = VIEWS) -> list[object]:
    """What axe finds on a phone and on a desk, in light and dark: each rule where its answer can differ."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = []
    for size, scheme, rules in views:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        found += [
            (size["width"], scheme, one) for one in page.evaluate(FOUND, {**rules, "resultTypes": ["violations"]})
        ]
    return found


# -- what the accessibility page claims


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_claims_the_tests_that_exist(site: Path, language: str) -> None:
    rows = LexborHTMLParser((site / f"{language}accessibility/index.html").read_text("utf-8")).css("tbody tr")
    claimed = {
        cells[0] for row in rows if (cells := [cell.text() for cell in row.css("td")])[-1] == AUTOMATIC[language]
    }
    assert claimed == set(COVERED)


def test_every_test_it_names_exists() -> None:
    tests = {
        name for file in HERE.rglob("test_*.py") for name in re.findall(r"def (test_\w+)", file.read_text("utf-8"))
    }
    assert {criterion: names for criterion, names in COVERED.items() if not names or set(names) - tests} == {}


# -- axe


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [path for path in PAGES if path not in LARGE])
def test_no_page_breaks_an_accessibility_rule(page: Page, host: Host, path: str, language: str) -> None:
    opened(page, f"{host.address}{language}{path}")
    assert violations(page, VIEWS[:1]) == []


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_no_page_breaks_a_rule_in_any_colour_or_width(page: Page, host: Host, path: str, language: str) -> None:
    opened(page, f"{host.address}{language}{path}")
    assert violations(page) == []


def opened(page: Page, address: str) -> None:
    """Open a page; on the search page, wait for the hits."""
    page.goto(address, wait_until="networkidle" if "?" in address else "load")
    if "?" in address:
        page.locator("[data-hits] a").first.wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_menu_results_dialog_and_saved_copy_break_no_rule(page: Page, host: Host, language: str) -> None:
    page.goto(f"{host.address}{language}countries/japan/")
    page.locator(".top__menu").click()
    assert violations(page, VIEWS[:2]) == []
    page.keyboard.press("Escape")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.locator("#q").fill("112")
    page.locator("[role=option]").first.wait_for()
    assert violations(page, VIEWS[:2]) == []
    page.keyboard.press("Escape")
    page.locator("[data-save] button").click()
    page.locator("[data-save] button + button").wait_for()
    assert violations(page, VIEWS[:2]) == []
    page.locator("[data-save] button").first.click()
    expect(page.locator("[data-save] button + button")).to_be_enabled(timeout=20000)
    page.goto(f"{host.address}{language}saved/")
    page.locator(".save__list li").wait_for()
    assert violations(page, VIEWS[:2]) == []
    host.down = True
    page.goto(f"{host.address}{language}countries/japan/")
    assert page.locator("[data-saved-bar]").is_visible()
    assert violations(page, VIEWS[:2]) == []


# -- colours of states

IN_COLOUR: Sequence[View] = [(size, scheme, only(COLOURS)) for size in (PHONE, DESK) for scheme in ("light", "dark")]
DANGER = {"": "police", "zh/": "地震"}


def touched(page: Page) -> None:
    """Every link and button as under a finger or a mouse, and as the one that has the focus; all folds open."""
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    browser = page.context.new_cdp_session(page)
    browser.send("DOM.enable")
    browser.send("CSS.enable")
    root = browser.send("DOM.getDocument")["root"]["nodeId"]
    links = browser.send("DOM.querySelectorAll", {"nodeId": root, "selector": "a, button, summary, input"})["nodeIds"]
    for link in links:
        browser.send("CSS.forcePseudoState", {"nodeId": link, "forcedPseudoClasses": ["hover", "focus"]})


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "countries/japan/", "topics/telecom-fraud/", "search/?q="])
def test_links_that_are_touched_stay_readable(page: Page, host: Host, path: str, language: str) -> None:
    page.goto(f"{host.address}{language}countries/japan/")  # its numbers stand beside the hits
    opened(page, f"{host.address}{language}{path}{DANGER[language] if '?' in path else ''}")
    touched(page)
    assert violations(page, IN_COLOUR[2:]) == []  # on a desk, which shows the links of the menu, too


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_states_of_search_finder_and_menu_are_readable_in_every_colour(page: Page, host: Host, language: str) -> None:
    page.goto(f"{host.address}{language}countries/japan/")
    opened(page, f"{host.address}{language}search/?q={DANGER[language]}")
    assert page.locator("[data-hits] .danger .call[href='tel:110']").is_visible()
    assert violations(page, IN_COLOUR) == []
    page.locator("#q").fill(DANGER[language])
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert violations(page, IN_COLOUR) == []
    page.locator("#q").fill("zzzzqq")
    page.locator(".search__message").first.wait_for()
    assert violations(page, IN_COLOUR) == []
    page.goto(f"{host.address}{language}")
    page.locator(".finder input").fill("japan")
    page.locator(".finder a[href*='japan']").first.wait_for()
    assert violations(page, IN_COLOUR) == []
    page.locator(".finder input").fill("zzzz")
    page.locator(".top__menu").evaluate("one => one.click()")
    assert violations(page, IN_COLOUR) == []


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_notices_by_the_reader_s_clock_are_readable_in_every_colour(page: Page, host: Host, language: str) -> None:
    for days in (-400, 1000):
        page.clock.set_fixed_time(datetime.combine(CONTENT_DAY, time(12)) + timedelta(days))
        page.goto(f"{host.address}{language}countries/japan/")
        assert page.locator("[data-age]:visible").count() == 1
        assert violations(page, IN_COLOUR[:2]) == []


# -- keyboard


@pytest.mark.browser
def test_the_first_key_skips_to_the_content(page: Page, host: Host) -> None:
    page.goto(f"{host.address}countries/japan/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("class") == "md-skip"
    assert skip.is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('article').contains(document.activeElement)")


@pytest.mark.browser
def test_the_menu_opens_closes_and_gives_the_focus_back(page: Page, host: Host) -> None:
    page.goto(host.address)
    button = page.locator(".top__menu")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#menu') !== null")
    page.keyboard.press("Escape")
    assert not page.locator("#menu").is_visible()
    expect(button).to_be_focused()


@pytest.mark.browser
def test_the_finder_works_with_keys_and_says_what_it_found(page: Page, host: Host) -> None:
    page.goto(f"{host.address}countries/")
    page.locator("#finder").focus()
    page.keyboard.type("riben")
    expect(page.locator("#finder-count[role=status]")).to_have_text("Matches: 1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/countries/japan/")


@pytest.mark.browser
def test_saving_works_with_keys_and_keeps_the_focus(page: Page, host: Host) -> None:
    page.goto(f"{host.address}countries/japan/")
    page.locator("[data-save] button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save for offline")).to_be_focused()


WALK = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one)
  if (one === document.body) return null
  const left = Math.max(box.left, 0), top = Math.max(box.top, 0)
  const width = Math.min(box.right, innerWidth) - left, height = Math.min(box.bottom, innerHeight) - top
  const hits = [[.5, .5], [.1, .5], [.9, .5], [.5, .2], [.5, .8]].map(([x, y]) => document.elementFromPoint(left + width * x, top + height * y))
  return {
    name: one.outerHTML.slice(0, 90), place: `${box.left + scrollX} ${box.top + scrollY} ${one.outerHTML.length}`,
    seen: hits.some(hit => hit && (one.contains(hit) || hit.contains(one))),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  }
}"""


@pytest.mark.browser
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", ["", "countries/#table", "zh/countries/japan/", "topics/lost-passport/", "changes/"])
def test_every_key_stop_is_seen_and_the_walk_ends(page: Page, host: Host, path: str, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(f"{host.address}{path}")
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    stops = []
    for _ in range(90):
        page.keyboard.press("Tab")
        if (stop := page.evaluate(WALK)) is None:
            break
        stops.append(stop)
    assert len(stops) > 15
    assert len({(stop["name"], stop["place"]) for stop in stops}) == len(stops)  # nowhere does it turn in a circle
    assert [stop["name"] for stop in stops if not stop["seen"] or not stop["ring"]] == []


# -- size, zoom, motion


TARGETS = """() => {
  const seen = one => one.checkVisibility() && one.getBoundingClientRect().width > 1
  const inText = one => one.matches("a") && ["P", "LI", "DD", "TD", "SPAN", "SUP"].includes(one.parentElement.tagName)
    && getComputedStyle(one).display === "inline"
  const all = [...document.querySelectorAll("a[href], button, input, select, summary")].filter(seen).filter(one => !inText(one))
  return all.map(one => [one.getBoundingClientRect(), one.outerHTML.slice(0, 90)])
    .filter(([box]) => box.width < 24 || box.height < 24).map(([box, html]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)
}"""


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_targets_are_large_enough(page: Page, host: Host, language: str) -> None:
    """24 by 24 CSS pixels, but for links in running text (WCAG 2.5.8)."""
    found = {}
    for path in PAGES:
        page.goto(f"{host.address}{language}{path}")
        if small := page.evaluate(TARGETS):
            found[path] = small
    assert found == {}


SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
WIDE = """() => document.documentElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".scroll, .menu")).slice(0, 3).map(one => one.outerHTML.slice(0, 90))
  : []"""


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_narrow_screen_large_text_and_wide_spacing_need_no_sideways_scrolling(
    browser: Browser, host: Host, language: str
) -> None:
    found = {}
    with browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(f"{host.address}{language}{path}")
            found[path, "narrow"] = page.evaluate(WIDE)
            page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
            found[path, "200 %"] = page.evaluate(WIDE)
            page.evaluate("document.documentElement.style.removeProperty('font-size')")
            page.add_style_tag(content=SPACING)  # a reader's own style, which no policy may forbid
            found[path, "spacing"] = page.evaluate(WIDE)
    assert {where: wide for where, wide in found.items() if wide} == {}


@pytest.mark.browser
def test_a_phone_on_its_side_shows_the_same_page(page: Page, host: Host) -> None:
    page.set_viewport_size({"width": 740, "height": 360})
    page.goto(f"{host.address}countries/japan/")
    assert page.locator(".rescue__call").first.is_visible()
    assert page.evaluate(WIDE) == []


MOVING = """() => [...document.querySelectorAll("*")].filter(one => {
  const style = getComputedStyle(one)
  return style.animationName !== "none" || style.transitionDuration.split(",").some(time => parseFloat(time) > 0) || style.scrollBehavior === "smooth"
}).length"""


@pytest.mark.browser
def test_nothing_moves_where_a_reader_asks_for_calm(browser: Browser, host: Host) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        for path in ("", "countries/japan/", "topics/lost-passport/"):
            page.goto(f"{host.address}{path}")
            assert page.evaluate(MOVING) == 0, path


HELP = """() => [document.querySelector("#hotline").getBoundingClientRect().top + scrollY,
  ...[...document.querySelectorAll("#hotline a, #menu a, .foot__nav a")].map(one => one.textContent)].join("|")"""


@pytest.mark.browser
def test_help_and_menu_stand_in_the_same_place_on_every_page(page: Page, host: Host) -> None:
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    places = set()
    for path in PAGES:
        page.goto(f"{host.address}{path}")
        places.add(page.evaluate(HELP))
    assert len(places) == 1


def test_every_page_can_be_reached_from_lists_and_by_the_site_map(site: Path) -> None:
    addresses = set(re.findall(r"<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8")))
    pages = list(site.rglob("index.html"))
    assert len(addresses) == len(pages)
    linked = {
        (site / file.parent / link.split("#")[0]).resolve()
        for name in ("countries", "topics", "events", "audiences", "training")
        for file in [site / name / "index.html"]
        for link in re.findall(r'href="([^"]+)"', file.read_text(encoding="utf-8"))
    }
    items = {
        file.parent.resolve()
        for name in ("countries", "topics", "events")
        for file in site.glob(f"{name}/*/index.html")
    }
    assert items - linked == set()


@pytest.mark.browser
def test_the_key_of_the_search_can_be_switched_off(page: Page, host: Host) -> None:
    focused = "document.activeElement.name === 'q'"
    page.goto(f"{host.address}accessibility/")
    for on in (True, False, True):
        page.get_by_role("checkbox").set_checked(on)
        page.goto(f"{host.address}countries/")
        page.keyboard.press("/")
        assert page.evaluate(focused) is on
        page.goto(f"{host.address}accessibility/")
        assert page.get_by_role("checkbox").is_checked() is on
