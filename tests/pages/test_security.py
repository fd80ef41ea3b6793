"""The policy of every page, the headers of every kind of host, and that no page breaks its own policy."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from offline_server import Host
from playwright.sync_api import Browser, Page, expect

from advisories.pages import security

HEADERS = """/a/*
  Content-Security-Policy: default-src 'none'
  Cache-Control: no-cache
/a/api/*
  Access-Control-Allow-Origin: *
"""


def page(head: str = "", body: str = "") -> str:
    return f'<!doctype html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy_of(html: str) -> str:
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    assert found
    return found[1]


def test_a_plain_page_may_load_its_own_files_only() -> None:
    policy = policy_of(security.protect(page()))
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "unsafe" not in policy
    assert "frame-ancestors" not in policy  # browsers ignore it in a page and say so


def test_only_pages_with_the_search_box_may_run_its_engine() -> None:
    assert "'wasm-unsafe-eval'" in policy_of(security.protect(page(body="<form data-search></form>")))


def test_inline_code_in_the_head_is_named_by_its_hash() -> None:
    policy = policy_of(security.protect(page("<script>start()</script><style>a{}</style>")))
    assert f"script-src 'self' {digest('start()')};" in policy
    assert f"style-src 'self' {digest('a{}')};" in policy


def test_inline_code_in_the_body_is_not_named() -> None:
    assert "sha256" not in policy_of(security.protect(page(body="<script>steal()</script>")))


def test_files_and_data_blocks_need_no_hash() -> None:
    head = '<script src="a.js"></script><script type="application/ld+json">{}</script>'
    assert "sha256" not in policy_of(security.protect(page(head)))


def test_the_policy_stands_before_anything_that_loads() -> None:
    html = security.protect(page('<link rel="stylesheet" href="a.css">'))
    assert html.index("Content-Security-Policy") < html.index("<link")


def test_headers_are_read_as_they_are_written() -> None:
    rules = security.read(HEADERS)
    assert security.as_text(rules) == HEADERS
    assert (rules.root, rules.open_to_all) == ("/a/", ["/a/api/*"])


def test_other_hosts_get_the_same_headers() -> None:
    files = security.server_files(security.read(HEADERS))
    assert "\"default-src 'none'\"" in files["Caddyfile"]
    assert "@open path /a/api/*" in files["Caddyfile"]
    assert '"~^/a/api/" "*";' in files["nginx-http.conf"]
    assert "add_header Content-Security-Policy \"default-src 'none'\" always;" in files["nginx-server.conf"]
    named = re.compile(security.named_files(security.read(HEADERS)))
    assert named.search("/a/assets/style.0123456789.css")
    assert not named.search("/a/assets/search/box.js")


def test_every_page_of_the_site_has_a_policy_and_no_inline_code(site: Path) -> None:
    policies = {policy_of(file.read_text(encoding="utf-8")) for file in site.rglob("*.html")}
    assert policies == {security.policy()}
    styled = [
        file for file in site.rglob("*.html") if re.search(r"<style|\sstyle=|\son[a-z]+=\"", file.read_text("utf-8"))
    ]
    assert styled == []


def test_the_headers_of_the_site_cover_every_file(site: Path) -> None:
    rules = security.read((site / "_headers").read_text(encoding="utf-8"))
    assert rules.general["Content-Security-Policy"].endswith("; frame-ancestors 'none'")
    assert rules.general["Cache-Control"] == "no-cache"
    assert "/api/v1/*" in rules.open_to_all


# -- in a browser, with the headers and with the policy of the page


@pytest.fixture
def strict(host: Host, site: Path) -> Host:
    """The host, sending the headers that the build has written for it."""
    host.headers = dict(security.read((site / "_headers").read_text(encoding="utf-8")).general)
    return host


def watched(page: Page) -> list[str]:
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    return troubles


KINDS = [
    "", "countries/", "countries/japan/", "topics/", "topics/telecom-fraud/", "events/", "audiences/",
    "audiences/students/", "training/", "about/", "data/", "search/?q=passport", "saved/", "404.html",
]  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("language", ["", "zh/"])
def test_no_page_breaks_the_policy(browser: Browser, strict: Host, site: Path, language: str) -> None:
    event = next(file.parent.name for file in sorted(site.glob("events/*/index.html")))
    pack = next(file.parent.name for file in sorted(site.glob("training/*/index.html")))
    page = browser.new_page()
    troubles = watched(page)
    for path in (*KINDS, f"events/{event}/", f"training/{pack}/"):
        page.goto(f"{strict.address}{language}{path}", wait_until="networkidle")
        assert (path, troubles) == (path, [])
    page.close()


@pytest.mark.browser
def test_search_and_worker_run_under_the_policy(browser: Browser, strict: Host) -> None:
    page = browser.new_page()
    troubles = watched(page)
    page.goto(f"{strict.address}countries/japan/")
    page.locator("#q").fill("passport")
    page.locator("[role=listbox] a, [role=option]").first.wait_for()
    page.get_by_role("button", name="Save for offline").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-save]")).to_contain_text("Saved: copy of", timeout=20000)
    strict.down = True
    page.goto(f"{strict.address}zh/countries/japan/")
    assert page.locator("[data-saved-bar]").is_visible()
    assert [trouble for trouble in troubles if "Security Policy" in trouble or "Refused" in trouble] == []
    page.close()


@pytest.mark.browser
def test_an_injected_script_does_not_run(browser: Browser, strict: Host, site: Path) -> None:
    text = (site / "countries/japan/index.html").read_text(encoding="utf-8")
    strict.headers = {}
    strict.changed["countries/japan/"] = text.replace(
        "</article>", "<script>document.title = 'owned'</script></article>"
    ).encode()
    page = browser.new_page()
    page.goto(f"{strict.address}countries/japan/")
    assert page.title().startswith("Japan")
    page.close()
