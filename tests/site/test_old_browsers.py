"""The oldest browsers that the accessibility page names: nothing newer is used where a reader needs numbers and steps."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from offline_server import Host
from playwright.sync_api import Browser
from support import ROOT

ASSETS = ROOT / "overrides/assets"
OLDEST = {"Chrome": "108", "Safari": "15.4", "Firefox": "101"}
OLD_CHROMIUM = os.environ.get("OLD_CHROMIUM", "")

NEWER_STYLE = re.compile(
    r"@layer|@container|@scope|@starting-style|:has\(|color-mix\(|oklch\(|light-dark\(|\b\d+[dsl]v[hw]\b|[;{}]\s*&|"
    r"text-wrap-style|anchor-name|interpolate-size|field-sizing|text-autospace"
)
"""Of CSS. What may be there is ignored by older browsers without harm, such as text-wrap; text-autospace may not: WebKit
draws digits over the Han beside them."""

NEWER_SCRIPT = re.compile(
    r"\bstatic\s*\{|\(\?<[=!]|/[a-z]*v[a-z]*\.(test|exec)|\.(toSorted|toReversed|toSpliced|findLast|findLastIndex)\(|"
    r"(Object|Map)\.groupBy|Promise\.(withResolvers|try)|Array\.fromAsync|AbortSignal\.(any|timeout)|"
    r"\.(isSubsetOf|union|intersection)\(|requestIdleCallback|checkVisibility|showPopover|hidePopover|togglePopover|"
    r"\bimport\s*\([^)]*,\s*\{|\bwith\s*\{\s*type:|\busing\s|URL\.canParse|:has\("
)
"""Of JavaScript: syntax and functions that came later than the oldest browsers, but for those whose presence is asked first."""


def found(ending: str, newer: re.Pattern[str]) -> dict[str, list[str]]:
    files = sorted(ASSETS.rglob(f"*.{ending}"))
    assert files
    every = {file.name: [hit[0] for hit in newer.finditer(file.read_text(encoding="utf-8"))] for file in files}
    return {name: hits for name, hits in every.items() if hits}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_names_the_browsers_that_are_tested(language: str) -> None:
    text = (ROOT / f"docs/accessibility.{language}.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    for name, version in OLDEST.items():
        assert any(name in row and version in row for row in rows), name
    assert any(("WeChat" in row or "微信" in row) and OLDEST["Chrome"] in row for row in rows)


def test_our_style_is_not_newer_than_the_browsers_we_name() -> None:
    assert found("css", NEWER_STYLE) == {}


def test_our_scripts_are_not_newer_than_the_browsers_we_name() -> None:
    assert found("js", NEWER_SCRIPT) == {}


def test_the_menu_covers_nothing_where_popovers_are_unknown() -> None:
    """Popovers came with Chrome 114, Safari 17 and Firefox 125: before, the menu may never leave the flow."""
    style = (ASSETS / "site.css").read_text(encoding="utf-8")
    known = style[style.index("@supports selector(:popover-open)") :]
    known = known[: known.index("\n  }\n")]
    assert "position: fixed" in known
    assert not re.findall(
        r"^\s*\.menu[^{]*\{[^}]*position:\s*(?:fixed|absolute)", style.replace(known, ""), re.MULTILINE
    )


@pytest.mark.browser
@pytest.mark.parametrize("styled", [True, False], ids=["style", "no style"])
@pytest.mark.parametrize("language", ["", "zh/"])
def test_numbers_levels_and_steps_need_neither_style_nor_scripts(
    browser: Browser, host: Host, site: Path, language: str, styled: bool
) -> None:
    style = next(site.glob("assets/style.*.css")).relative_to(site).as_posix()
    if not styled:
        host.changed[style] = b""
    with browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(f"{host.address}{language}countries/japan/")
        for place in ("#hotline a.call", ".rescue__call", ".mission .call", "#alerts", ".no-alerts a"):
            assert page.locator(place).first.is_visible(), place
        page.goto(f"{host.address}{language}topics/lost-passport/")
        for place in (".hour a", ".part-do-now li", ".part-do-next li", ".part-do-not li"):
            assert page.locator(place).first.is_visible(), place
        page.goto(f"{host.address}{language}about/")
        assert page.locator(".part-levels td").first.is_visible()
        page.goto(f"{host.address}{language}")
        assert page.locator(".part-whom li").count() == page.locator(".part-whom li > p + p").count() >= 5
        page.goto(f"{host.address}{language}countries/")
        assert page.locator("#list a[href*=japan]").is_visible()
        page.goto(f"{host.address}{language}countries/#table")
        assert page.locator("#table a[href*=japan]").is_visible()
        assert page.locator("#list").is_visible() is not styled


@pytest.mark.browser
@pytest.mark.skipif(not OLD_CHROMIUM, reason="OLD_CHROMIUM names no old Chromium to look with")
def test_an_old_chromium_shows_the_numbers(host: Host) -> None:
    """By hand: ``OLD_CHROMIUM=/path/to/chromium pytest tests/site/test_old_browsers.py``; scripts run, the finder answers."""
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--single-process", "--no-zygote", "--dump-dom"]
    command = [OLD_CHROMIUM, *flags, f"{host.address}countries/"]
    page = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert 'class="finder__box"' in page
    assert not re.search(r'class="finder__box"[^>]*hidden', page)
