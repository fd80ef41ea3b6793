"""Bytes of a first visit to each kind of page, what delays it, and that nothing jumps while it loads."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from offline_server import Host
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

KB = 1024
PAGE = {"countries": 14 * KB, "home": 16 * KB}  # HTML alone; other kinds as countries
VISIT = {"countries": 60 * KB}  # the promise is 90; other kinds as countries
KINDS = {"countries", "topics", "events", "audiences", "training"}


def packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9, mtime=0))


def kind(path: str) -> str:
    first = next((part for part in path.split("/") if part in KINDS), None)
    return first or ("home" if path in ("index.html", "zh/index.html") else "other")


def loaded(site: Path, path: str, page: LexborHTMLParser) -> Iterator[Path]:
    """The page and every file it loads before a reader does anything."""
    yield site / path
    links = [node.attributes["href"] for node in page.css("link[rel=stylesheet], link[rel=icon], link[rel=manifest]")]
    links += [node.attributes["src"] for node in page.css("script[src]")]
    links += [node.attributes["src"] for node in page.css("img:not([loading=lazy])")]
    for link in links:
        yield site / urlsplit(urljoin(f"https://site.test/{path}", link)).path.lstrip("/")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, LexborHTMLParser]:
    return {
        file.relative_to(site).as_posix(): LexborHTMLParser(file.read_text(encoding="utf-8"))
        for file in sorted(site.rglob("*.html"))
    }


def test_every_page_stays_within_its_budget(site: Path, pages: dict[str, LexborHTMLParser]) -> None:
    html = {path: packed(site / path) for path in pages}
    assert {path: size for path, size in html.items() if size > PAGE.get(kind(path), PAGE["countries"])} == {}
    shared: dict[Path, int] = {}
    too_heavy = {}
    for path, page in pages.items():
        size = 0
        for file in dict.fromkeys(loaded(site, path, page)):
            shared[file] = shared.get(file) or packed(file)
            size += shared[file]
        if size > VISIT.get(kind(path), VISIT["countries"]):
            too_heavy[path] = size
    assert too_heavy == {}


def test_one_style_sheet_and_no_script_delay_a_page(pages: dict[str, LexborHTMLParser]) -> None:
    for path, page in pages.items():
        assert len(page.css("link[rel=stylesheet]")) == 1, path
        for script in page.css("script[src]"):
            waits = script.attributes.get("type") == "module" or {"defer", "async"} & set(script.attributes)
            assert waits, (path, script.attributes)


def test_style_and_scripts_are_named_after_their_content_and_nothing_else_is_published(site: Path) -> None:
    files = {file.relative_to(site / "assets").as_posix() for file in (site / "assets").rglob("*") if file.is_file()}
    plain = {re.sub(r"\.[0-9a-f]{10}\.", ".*.", name) for name in files if not name.startswith("search/")}
    expected = {"style.*.css", "copy.*.js", "country-finder.*.js", "mission-finder.*.js", "page.*.js", "saved.*.js"}
    assert expected <= plain
    assert plain - expected <= {"finder.json", "icon.svg", "icon-192.png", "icon-512.png"}


SHIFTS = """new PerformanceObserver(list => {
  for (const one of list.getEntries()) window.shifted = (window.shifted ?? 0) + one.value
}).observe({type: "layout-shift", buffered: true})"""


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "zh/", "countries/", "countries/japan/", "zh/topics/lost-passport/"])
def test_nothing_jumps_while_a_page_loads(browser: Browser, host: Host, path: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        host.late = 0.15
        page = context.new_page()
        page.add_init_script(SHIFTS)
        page.goto(f"{host.address}{path}", wait_until="networkidle")
        assert page.evaluate("window.shifted ?? 0") <= 0.01
