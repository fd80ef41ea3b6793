"""The box and the search page, as a reader meets them: keyboard, screen reader, small screen, bad input, no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from harness import Handler, served
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[tuple[str, type[Handler]]]:
    with served(site) as found:
        yield found


@pytest.fixture
def root(server: tuple[str, type[Handler]]) -> Iterator[str]:
    server[1].absent.clear()
    server[1].sent.clear()
    yield server[0]
    server[1].absent.clear()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors


def search(page: Page, address: str, query: str) -> None:
    """Type a query into the box and wait until everything has been looked up."""
    page.goto(address)
    page.locator("#q").fill(query)
    expect(page.locator("form [role=status]")).not_to_be_empty()


def first(page: Page) -> Any:
    return page.locator("[role=option]").first


def test_slash_opens_the_box_and_the_first_hit_is_right(page: Page, root: str) -> None:
    page.goto(f"{root}/countries/japan/")
    page.keyboard.press("/")
    page.keyboard.type("lost passport", delay=15)
    expect(first(page)).to_contain_text("Lost passport")
    expect(page.locator("form [role=status]")).to_contain_text("pages found")
    expect(page.locator(".hit mark").first).to_be_visible()


def test_every_hit_in_sight_says_its_words_at_once(page: Page, root: str) -> None:
    search(page, f"{root}/", "passport stolen")
    expect(page.locator(".hit__words--coming").first).not_to_be_in_viewport()
    seen = page.locator(".hit:not(.hit--all)").evaluate_all(
        "hits => hits.filter(hit => hit.getBoundingClientRect().bottom < Math.min(innerHeight, "
        "document.querySelector('.hits').getBoundingClientRect().bottom)).map(hit => hit.querySelectorAll('mark').length)"
    )
    assert len(seen) >= 3
    assert all(seen)


def test_nothing_of_the_search_is_loaded_before_its_use(
    page: Page, root: str, server: tuple[str, type[Handler]]
) -> None:
    page.goto(f"{root}/zh/countries/japan/")
    page.wait_for_load_state("networkidle")
    scripts = [path for path, _ in server[1].sent if path.endswith(".js")]
    assert not [path for path, _ in server[1].sent if "search" in path or "pagefind" in path]
    assert len([path for path in scripts if "/page." in path]) == 1


def test_a_query_loads_the_names_in_its_own_script_only(
    page: Page, root: str, server: tuple[str, type[Handler]]
) -> None:
    search(page, f"{root}/zh/", "护照")
    loaded = {path.rsplit("/", 1)[1] for path, _ in server[1].sent}
    assert "names.han.json" in loaded
    assert not loaded & {"names.spelt.json", "variants.json"}
    with page.expect_response("**/variants.json"), page.expect_response("**/names.spelt.json"):
        page.locator("#q").fill("護照 passport")
    expect(first(page)).to_contain_text("护照遗失")
    assert not any("pinyin" in path for path, _ in server[1].sent)
    with page.expect_response("**/names.pinyin.json"):
        page.locator("#q").fill("huzhao 丢了")
    expect(first(page)).to_contain_text("护照遗失")


def test_files_of_different_times_are_asked_for_again(page: Page, root: str) -> None:
    """Names are said of pages by number: an older list of names would lead to another country."""
    asked: list[str] = []

    def older(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            return route.continue_()
        body = route.fetch().json()
        return route.fulfill(json={**body, "order": "older", "pages": ["", *body["pages"][:-1]]})

    page.route("**/names.spelt.json", older)
    search(page, f"{root}/", "france")
    expect(first(page)).to_contain_text("France")
    assert len(asked) >= 2


def test_a_hit_shows_level_and_date(page: Page, root: str) -> None:
    page.goto(f"{root}/")
    text = page.evaluate(
        """async root => {
          const { line } = await import(root + "/assets/search/box.js")
          const hit = { title: "Norland", link: "/", chip: "Level 3 <b>", tone: "red", date: "1 March 2026", excerpt: null }
          const made = line(hit, "norland")
          return [...made.children].map(part => [part.className, part.textContent, part.children.length])
        }""",
        root,
    )
    assert text[:3] == [
        ["hit__title", "Norland", 1],
        ["hit__chip tone-red", "Level 3 <b>", 0],
        ["hit__date", "1 March 2026", 0],
    ]


EXCERPT = """async root => {
  const { excerpt } = await import(root + "/assets/search/box.js")
  const text = "Write to paris@mfa.gov.cn or call the embassy today. It won’t cost. " + "More words ".repeat(30) + "São Tomé\\nand the coast"
  return ["mfa", "embassy", "sao", "coasts", "nothing", "won't"].map(word => excerpt(text, [word]))
    .concat([excerpt("遗失护照后，" + "请报警并联系使馆。".repeat(9) + "补办旅行证。", ["旅行证"])])
}"""


MARKED = """async root => {
  const { marked, excerpt } = await import(root + "/assets/search/box.js")
  const shown = parts => parts.map(part => part.outerHTML ?? part).join("")
  return [["San Marino", "mar"], ["Lost passport", "pass"], ["Whom to contact", "in"], ["护照遗失", "护照 丢"]]
    .map(([title, query]) => shown(marked(title, query)))
    .concat(excerpt("an embassy or consulate, or both", ["embassy", "consulate"]).join("|"))
}"""


def test_whole_words_are_marked_and_nothing_beside_them(page: Page, root: str) -> None:
    page.goto(f"{root}/")
    assert page.evaluate(MARKED, root) == [
        "San <mark>Marino</mark>",
        "Lost <mark>passport</mark>",
        "Whom to contact",
        "<mark>护照</mark>遗失",
        "an |embassy| or |consulate|, or both",
    ]


def test_an_address_is_whole_in_an_excerpt(page: Page, root: str) -> None:
    page.goto(f"{root}/")
    address, end, accents, plural, nothing, apostrophe, unspaced = page.evaluate(EXCERPT, root)
    assert address[:2] == ["Write to paris@", "mfa"]
    assert address[2].startswith(".gov.cn or call")
    assert end[1] == "embassy"
    assert accents[1] == "São"
    assert plural[1] == "coast"
    assert apostrophe[1] == "won’t"
    assert plural[0].startswith("…")
    assert not nothing
    assert unspaced[0].startswith("…")
    assert "".join(unspaced).endswith("补办旅行证。")


def test_a_name_that_sounds_right_is_found_when_nothing_else_is(
    page: Page, root: str, server: tuple[str, type[Handler]]
) -> None:
    search(page, f"{root}/zh/", "越南")
    assert not any("sounds" in path for path, _ in server[1].sent)
    for typed, meant in {"越难": "越南", "蒙谷": "蒙古", "泰过大使馆": "泰国"}.items():
        search(page, f"{root}/zh/", typed)
        expect(first(page)).to_contain_text(meant)


def test_arrows_enter_and_escape(page: Page, root: str) -> None:
    search(page, f"{root}/", "FR")
    box = page.locator("#q")
    assert box.get_attribute("role") == "combobox"
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "hit-0")
    expect(first(page)).to_have_attribute("aria-selected", "true")
    box.press("ArrowUp")
    last = page.locator("[role=option]").count() - 1
    expect(box).to_have_attribute("aria-activedescendant", f"hit-{last}")
    box.press("Escape")
    expect(page.locator(".hits")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/countries/france/")


def test_enter_without_a_choice_leads_to_the_search_page(page: Page, root: str) -> None:
    search(page, f"{root}/zh/topics/", "护照丢了")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/zh/search/?q=*")
    expect(page.locator("[data-search-page] .hit").first).to_contain_text("护照遗失")
    expect(page.locator("[data-search-page] [role=status]")).to_contain_text("找到")


def test_a_link_to_the_search_page_shows_its_hits(page: Page, root: str) -> None:
    page.goto(f"{root}/search/?q=Paris+embassy")
    expect(page.locator("[data-search-page] .hit").first).to_contain_text("France")
    assert page.locator("#q").input_value() == "Paris embassy"


def test_pages_of_the_other_language_follow_and_are_labelled(page: Page, root: str) -> None:
    search(page, f"{root}/", "图书馆")
    other = page.locator(".hits__also")
    expect(other).to_contain_text("中文")
    assert page.locator(".hit[lang='zh-Hans']").count() > 0


@pytest.mark.parametrize("query", ["救命", "help", "被骗了", "earthquake", "call the police", "12308"])
def test_danger_shows_the_hotline_above_all_hits(query: str, page: Page, root: str) -> None:
    search(page, f"{root}/", query)
    panel = page.locator(".hits .danger")
    expect(panel).to_be_visible()
    hotline = page.locator(".hotline a[href^='tel:']").first.get_attribute("href")
    expect(panel.locator(f"a[href='{hotline}']")).to_be_visible()
    assert panel.bounding_box()["y"] < first(page).bounding_box()["y"]  # type: ignore[index]


@pytest.mark.parametrize("query", ["france", "ivory", "student visa"])
def test_no_panel_where_there_is_no_danger(query: str, page: Page, root: str) -> None:
    search(page, f"{root}/", query)
    expect(page.locator(".hits .danger")).to_have_count(0)


def test_the_panel_has_the_numbers_of_the_country_opened_in_this_tab_only(page: Page, root: str) -> None:
    page.goto(f"{root}/countries/japan/")
    numbers = page.locator(".rescue__call").evaluate_all("calls => calls.map(call => call.getAttribute('href'))")
    search(page, f"{root}/topics/", "help")
    shown = page.locator(".danger a").evaluate_all("calls => calls.map(call => call.getAttribute('href'))")
    assert shown[: len(numbers)] == numbers
    expect(page.locator(".danger")).to_contain_text("Japan")
    other = page.context.new_page()
    search(other, f"{root}/topics/", "help")
    expect(other.locator(".danger")).not_to_contain_text("Japan")
    assert page.evaluate("localStorage.length") == 0


HREFS = "calls => calls.map(call => call.getAttribute('href'))"
SAVE = """async ([root, name, made]) => {
  const page = await (await fetch(root + "/zh/countries/france/")).blob()
  const cache = await caches.open(`${root}/ saved 1 ${name}`)
  await cache.put(root + "/zh/countries/france/", new Response(page))
  if (made) await cache.put(root + "/offline/france.json", new Response(JSON.stringify({ slug: "france", made })))
}"""


def test_the_panel_has_the_numbers_of_a_saved_country(page: Page, root: str) -> None:
    page.goto(f"{root}/zh/countries/france/")
    numbers = page.locator(".rescue__call").evaluate_all("calls => calls.map(call => call.getAttribute('href'))")
    page.evaluate("sessionStorage.clear()")
    page.evaluate(SAVE, [root, "france abc", "2026-02-28"])
    search(page, f"{root}/zh/topics/", "救命")
    panel = page.locator(".danger")
    expect(panel).to_contain_text("法国")
    expect(panel).to_contain_text("2026年2月28日")
    shown = panel.locator("a").evaluate_all("calls => calls.map(call => call.getAttribute('href'))")
    assert shown[: len(numbers)] == numbers


COUNTRIES = ("france", "japan", "kenya", "thailand")
SAVE_MANY = """async ([root, countries]) => {
  for (const [number, name] of countries.entries()) {
    const page = await (await fetch(`${root}/zh/countries/${name}/`)).blob()
    const cache = await caches.open(`${root}/ saved 1 ${name} 2026-02-2${number}`)
    await cache.put(`${root}/zh/countries/${name}/`, new Response(page))
    await cache.put(`${root}/offline/${name}.json`, new Response(JSON.stringify({ slug: name, made: `2026-02-2${number}` })))
  }
}"""


@pytest.mark.parametrize("saved", [3, 4])
def test_the_panel_has_the_three_countries_saved_last_each_with_its_own_numbers(
    saved: int, page: Page, root: str
) -> None:
    numbers, titles = {}, {}
    for name in COUNTRIES[:saved]:
        page.goto(f"{root}/zh/countries/{name}/")
        titles[name] = page.locator("h1").inner_text().strip()
        numbers[name] = page.locator(".rescue__call").evaluate_all(HREFS)
    page.evaluate("sessionStorage.clear()")
    page.evaluate(SAVE_MANY, [root, list(COUNTRIES[:saved])])
    search(page, f"{root}/zh/topics/", "救命")
    panel = page.locator(".danger")
    shown = [name for name in COUNTRIES[:saved] if titles[name] in panel.inner_text()]
    assert shown == list(COUNTRIES[saved - 3 : saved])
    groups = panel.locator(".danger__calls").evaluate_all(
        "all => all.map(one => [...one.querySelectorAll('a')].map(call => call.getAttribute('href')))"
    )
    expected = [[link for link in numbers[name] if link.startswith("tel:")] for name in reversed(shown)]
    assert groups[:3] == expected
    hotline = page.locator(".hotline a[href^='tel:']").first.get_attribute("href")
    assert hotline in groups[3]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_copy_that_was_not_saved_to_its_end_has_no_numbers(page: Page, root: str) -> None:
    page.goto(f"{root}/zh/topics/")
    page.evaluate(SAVE, [root, "france abc", ""])
    search(page, f"{root}/zh/topics/", "救命")
    expect(page.locator(".danger")).not_to_contain_text("法国")


def test_the_opened_country_comes_before_saved_ones(page: Page, root: str) -> None:
    page.goto(f"{root}/zh/countries/japan/")
    page.evaluate(SAVE, [root, "france abc", "2026-02-28"])
    search(page, f"{root}/zh/topics/", "救命")
    text = page.locator(".danger").inner_text()
    assert 0 < text.index("日本") < text.index("法国")


BAD = {
    "very long": "passport " * 1200,
    "long without spaces": "护" * 10_000,
    "punctuation": "!!! ??? ... ,,, ---",
    "emoji": "😱🆘👮",
    "markup": "<img src=x onerror=alert(1)><b>passport</b>",
    "right to left": "جواز سفر مفقود",
    "expression": "(.*)+$[a-z]{1,99}\\",
    "quotes": "\"'“”`",
    "null": "passport\u0000\u200b\ufeff",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_neither_breaks_nor_runs(name: str, page: Page, root: str) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(f"{root}/")
    page.locator("#q").focus()
    page.evaluate(
        "q => { const box = document.querySelector('#q'); box.value = q; box.dispatchEvent(new Event('input')) }",
        BAD[name],
    )
    page.wait_for_timeout(700)
    assert page.locator(".hits img, .hits b").count() == 0
    page.locator("#q").fill("France")
    expect(first(page)).to_contain_text("France")
    page.goto(f"{root}/search/?" + page.evaluate("q => new URLSearchParams({ q }).toString()", BAD[name][:300]))
    expect(page.locator("[data-search-page] [role=status]")).not_to_be_empty()
    assert page.locator("[data-hits] img, [data-hits] b").count() == 0
    assert not dialogs


def test_fast_typing_shows_the_last_query_only(page: Page, root: str) -> None:
    page.goto(f"{root}/")
    for query in ["j", "ja", "jap", "fra", "earth", "thai", "lost", "lost pass", "cambodia"]:
        page.locator("#q").fill(query)
    expect(page.locator("form [role=status]")).not_to_be_empty()
    expect(first(page)).to_contain_text("Cambodia")


def test_offline_half_way_says_so_and_keeps_the_last_hits(page: Page, root: str) -> None:
    search(page, f"{root}/", "passport")
    page.context.set_offline(True)
    page.locator("#q").fill("volcano eruption")
    expect(page.locator(".search__message")).to_contain_text("No connection")
    assert page.locator("[role=option]").count() > 0
    expect(page.locator(".search__message a").first).to_be_visible()
    page.context.set_offline(False)
    page.locator("#q").fill("volcano eruptions")
    expect(page.locator("form [role=status]")).to_contain_text("found")
    expect(page.locator(".search__message")).to_have_count(0)


MISSING = {
    "index": ("/index/",),
    "index and texts": ("/index/", "/texts/"),
    "all": ("/pagefind/",),
}


@pytest.mark.parametrize("name", MISSING)
def test_an_index_that_goes_missing_half_way_says_so_and_keeps_the_last_hits(
    name: str, page: Page, root: str, server: tuple[str, type[Handler]]
) -> None:
    search(page, f"{root}/zh/", "护照")
    server[1].absent.update(MISSING[name])
    page.locator("#q").fill("火山喷发")
    expect(page.locator(".search__message")).to_contain_text("暂时不可用")
    expect(page.locator("form [role=status]")).to_contain_text("暂时不可用")
    assert page.locator("[role=option]").count() > 0
    expect(page.locator(".search__message a").first).to_be_visible()
    server[1].absent.clear()
    page.locator("#q").fill("火山爆发")
    expect(first(page)).to_contain_text("自然灾害")
    expect(page.locator(".search__message")).to_have_count(0)


def test_hits_are_shown_without_their_words_when_only_the_texts_are_missing(
    page: Page, root: str, server: tuple[str, type[Handler]]
) -> None:
    search(page, f"{root}/", "passport")
    server[1].absent.add("/texts/")
    page.locator("#q").fill("volcano eruption")
    expect(first(page)).to_contain_text("Natural disasters")
    expect(page.locator("form [role=status]")).to_contain_text("found")
    expect(first(page).locator(".hit__words--coming")).to_have_count(0)
    expect(page.locator(".search__message")).to_have_count(0)


def test_offline_half_way_a_cry_for_help_in_another_script_still_shows_the_hotline(page: Page, root: str) -> None:
    search(page, f"{root}/", "france")
    page.context.set_offline(True)
    page.locator("#q").fill("救命")
    hotline = page.locator(".hotline a[href^='tel:']").first.get_attribute("href")
    expect(page.locator(f".hits .danger a[href='{hotline}']")).to_be_visible()
    expect(page.locator(".search__message")).to_contain_text("No connection")
    page.context.set_offline(False)
    page.locator("#q").fill("法国")
    expect(first(page)).to_contain_text("France")
    expect(page.locator(".hits .danger")).to_have_count(0)


def test_the_search_page_shows_names_and_the_hotline_when_the_index_does_not_arrive(page: Page, root: str) -> None:
    page.route("**/pagefind/*/index/*", lambda route: route.abort())
    page.goto(f"{root}/search/?q=earthquake")
    expect(page.locator("[data-search-page] [role=status]")).to_contain_text("does not work here just now")
    expect(page.locator("[data-hits] .hit").first).to_contain_text("Earthquakes")
    expect(page.locator("[data-hits] .danger")).to_be_visible()


def test_without_an_index_the_lists_are_offered(page: Page, root: str, server: tuple[str, type[Handler]]) -> None:
    server[1].absent.add("/pagefind/")
    page.goto(f"{root}/zh/")
    page.locator("#q").fill("护照")
    expect(page.locator(".search__message")).to_contain_text("暂时不可用")
    page.locator(".search__message a").first.hover()
    page.mouse.down()
    page.wait_for_timeout(600)  # the box tries again, and fails again, under the finger
    page.mouse.up()
    page.wait_for_url("**/zh/countries/")


def test_hits_and_calls_do_not_change_under_a_finger(page: Page, root: str) -> None:
    """Names stand at once, texts come later: what is pressed is what is opened, and a call link keeps its focus."""
    late: list[Route] = []
    page.goto(f"{root}/")
    page.route("**/pagefind/*/index/*", lambda route: late.append(route))
    page.locator("#q").fill("earthquake")
    call = page.locator(".hits .danger a").first
    call.focus()
    call.evaluate("call => window.call = call")
    expect(first(page)).to_contain_text("Earthquakes")
    first(page).evaluate("hit => window.hit = hit")
    while not late:
        page.wait_for_timeout(50)
    first(page).hover()
    page.mouse.down()
    page.unroute("**/pagefind/*/index/*")  # lets go of what was held
    page.wait_for_timeout(800)
    assert page.evaluate("window.hit.isConnected")
    page.mouse.move(0, 0)  # the finger slides off: nothing is opened, and what has come is shown
    page.mouse.up()
    expect(page.locator("form [role=status]")).not_to_be_empty()
    assert not page.evaluate("window.hit.isConnected")
    assert page.evaluate("window.call.isConnected")


def test_hits_of_the_search_page_do_not_change_under_a_finger(page: Page, root: str) -> None:
    late: list[Route] = []
    page.route("**/pagefind/*/index/*", lambda route: late.append(route))
    page.goto(f"{root}/search/?q=earthquake")
    hit = page.locator("[data-hits] .hit").first
    hit.evaluate("hit => window.hit = hit")
    while not late:
        page.wait_for_timeout(50)
    hit.hover()
    page.mouse.down()
    page.unroute("**/pagefind/*/index/*")
    page.wait_for_timeout(800)
    assert page.evaluate("window.hit.isConnected")
    page.mouse.up()
    page.wait_for_url("**/topics/**")


def test_without_scripts_form_and_lists_are_there(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{root}/zh/countries/japan/")
    lists = page.locator("form.search a[data-list]")
    expect(lists).to_have_count(2)
    for link in lists.all():
        expect(link).to_be_visible()
    page.locator("#q").fill("护照")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/zh/search/?q=*")
    expect(page.locator(".doors a").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("language", ["", "zh/"])
def test_nothing_is_wider_than_a_small_screen(language: str, page: Page, root: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    search(page, f"{root}/{language}", "护照 passport")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    box = page.locator(".hits").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


def test_two_tabs_do_not_disturb_each_other(page: Page, root: str) -> None:
    search(page, f"{root}/", "france")
    other = page.context.new_page()
    search(other, f"{root}/zh/", "日本")
    expect(first(other)).to_contain_text("日本")
    expect(first(page)).to_contain_text("France")


def test_box_with_hits_has_no_accessibility_violation(page: Page, root: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        search(page, f"{root}/", "police")
        page.locator("#q").press("ArrowDown")
        found = Axe().run(page, context="form.search").response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
