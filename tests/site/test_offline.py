"""Saved pages in a browser: what is kept, what is shown without a network, and that nothing stays behind."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from offline_server import Answer, Host
from playwright.sync_api import Browser, BrowserContext, Page, expect
from support import CONTENT_DAY, ROOT, eventually

pytestmark = pytest.mark.browser

REFUSE = "Object.defineProperty(CacheStorage.prototype, 'keys', {value: () => Promise.reject(new DOMException('', 'SecurityError'))})"
FULL = "Cache.prototype.put = () => Promise.reject(new DOMException('', 'QuotaExceededError'))"
NO_STORAGE = """for (const name of ["localStorage", "sessionStorage", "caches", "indexedDB"])
  Object.defineProperty(window, name, {get() { throw new DOMException("", "SecurityError") }})"""
NOON = datetime.combine(CONTENT_DAY, time(12))
DAY = f"{CONTENT_DAY.day} {CONTENT_DAY:%B %Y}"
DAY_ZH = f"{CONTENT_DAY.year}年{CONTENT_DAY.month}月{CONTENT_DAY.day}日"
BAR = {"en": f"Saved copy of {DAY}.", "zh": f"这是{DAY_ZH}的离线副本"}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 360, "height": 740}) as found:
        yield found


def start_saving(page: Page) -> None:
    page.get_by_role("button", name="Save for offline").click()
    page.get_by_role("button", name="Save", exact=True).click()


def save_japan(context: BrowserContext, host: Host) -> Page:
    page = context.new_page()
    page.goto(f"{host.address}countries/japan/")
    start_saving(page)
    expect(page.locator("[data-save]")).to_contain_text(f"Saved: copy of {DAY}", timeout=20000)
    return page


def kept(page: Page) -> list[str]:
    return list(page.evaluate("caches.keys()"))


def kept_as(page: Page, kind: str) -> list[str]:
    """The stores of one kind, ``saved`` or ``shell``."""
    return [name for name in kept(page) if f" {kind} " in name]


def kept_copies(page: Page, url: str) -> int:
    """In how many stores a page lies."""
    count = "async url => (await Promise.all((await caches.keys()).map(async name => (await caches.open(name)).match(url)))).filter(Boolean).length"
    return int(page.evaluate(count, url))


def workers(page: Page) -> int:
    return int(page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)"))


def bar(page: Page) -> str:
    found = page.locator("[data-saved-bar]")
    return found.inner_text() if found.is_visible() else ""


def update(page: Page) -> None:
    """The reader comes back to the tab, and asks for a new worker; when it takes over is up to the browser."""
    page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update()).catch(() => {})")


# -- saving


def test_nothing_is_kept_unless_asked_for(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    for path in ("", "countries/japan/", "zh/topics/lost-passport/", "saved/"):
        page.goto(f"{host.address}{path}", wait_until="networkidle")
    assert (kept(page), workers(page)) == ([], 0)
    assert not [path for path in host.asked if "worker" in path or "/offline/" in path or "status" in path]


def test_the_size_is_told_before_anything_is_saved(context: BrowserContext, host: Host, site: Path) -> None:
    pack = json.loads((site / "offline/japan.json").read_text(encoding="utf-8"))
    page = context.new_page()
    page.goto(f"{host.address}countries/japan/")
    page.get_by_role("button", name="Save for offline").click()
    asked = f"{len(pack['files'])} files, {-(-pack['bytes'] // 1000)} kB"
    expect(page.locator("[data-save] [role=status]")).to_contain_text(asked)
    page.get_by_role("button", name="Do not save").click()
    assert (kept(page), workers(page)) == ([], 0)


@pytest.mark.parametrize("host", ["/", "/a/folder/"], indirect=True)
def test_a_saved_country_opens_without_a_network_in_every_language(context: BrowserContext, host: Host) -> None:
    page = save_japan(context, host)
    host.down = True
    page.goto(f"{host.address}countries/japan/")
    assert page.locator("h1").inner_text() == "Japan"
    assert bar(page).startswith(BAR["en"])
    assert page.locator(".rescue__call").first.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.hotline')).backgroundColor") == "rgb(165, 21, 26)"
    page.get_by_role("link", name="中文").first.click()
    page.wait_for_url("**/zh/countries/japan/")
    assert page.locator("h1").inner_text() == "日本"
    assert bar(page).startswith(BAR["zh"])
    page.locator(".tile").first.click()
    page.wait_for_url("**/zh/topics/*/")
    assert bar(page).startswith(BAR["zh"])
    card = page.evaluate(
        "fetch(new URL('cards/japan.vcf', location.href.split('zh/')[0])).then(answer => answer.text())"
    )
    assert card.startswith("BEGIN:VCARD")


def test_what_was_not_saved_leads_to_the_list_in_its_language(context: BrowserContext, host: Host) -> None:
    page = save_japan(context, host)
    host.down = True
    page.goto(f"{host.address}zh/countries/france/")
    assert page.url == f"{host.address}zh/saved/#offline"
    assert bar(page).startswith(BAR["zh"])
    page.get_by_role("link", name="日本").click()
    page.wait_for_url("**/zh/countries/japan/")


def test_a_network_that_does_not_answer_gives_way_after_three_seconds(context: BrowserContext, host: Host) -> None:
    page = save_japan(context, host)
    host.late = 8
    page.goto(f"{host.address}countries/japan/")
    assert bar(page).startswith(BAR["en"])
    took = page.evaluate("performance.getEntriesByType('navigation')[0].responseStart")
    assert 2900 <= took <= 7000  # a busy machine may add to it; the answer itself would come after eight
    host.late = 0
    page.wait_for_timeout(5500)  # the late answer arrives; until then Chromium holds back a second request for the page
    page.goto(f"{host.address}countries/japan/")
    assert bar(page) == ""


PORTAL = b"<!doctype html><html><head><title>Airport</title></head><body><h1>Accept our terms</h1></body></html>"
JAPAN, JAPAN_ZH = "countries/japan/", "zh/countries/japan/"
FOREIGN = {
    "not found": Answer(404, PORTAL),
    "gone": Answer(410, PORTAL),
    "forbidden": Answer(403, PORTAL),
    "too many": Answer(429, PORTAL),
    "legal reasons": Answer(451, PORTAL),
    "broken": Answer(500, PORTAL),
    "busy": Answer(503, PORTAL),
    "portal": Answer(200, PORTAL),
    "portal elsewhere": Answer(302, b"", headers={"Location": "/portal"}),
    "portal as text": Answer(200, b"Accept our terms", "text/plain"),
    "portal as data": Answer(200, b'{"withdrawn": ["countries/japan/"]}', "application/json"),
    "empty": Answer(200),
    "no content": Answer(204),
}


def page_of(site: Path, path: str) -> bytes:
    return (site / path / "index.html").read_bytes()


def still_saved(page: Page, host: Host) -> None:
    """Without a network the country opens in both languages, with its age, styled, and the list calls it saved."""
    host.down = True
    for path, name, words in ((JAPAN, "Japan", "en"), (JAPAN_ZH, "日本", "zh")):
        page.goto(f"{host.address}{path}")
        assert (page.locator("h1").inner_text(), bar(page)[: len(BAR[words])]) == (name, BAR[words])
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.hotline')).backgroundColor") == "rgb(165, 21, 26)"
        )
    expect(page.locator("[data-save] [role=status]")).to_contain_text("已保存")
    page.goto(f"{host.address}saved/")
    expect(page.locator(".save__list li")).to_contain_text(f"Saved: copy of {DAY}")


def test_no_answer_but_the_sites_own_page_replaces_or_deletes_a_copy(context: BrowserContext, host: Host) -> None:
    """Whoever answers instead of the site, for every address of it: the copy is shown, with its age, and stays."""
    page = save_japan(context, host)
    for name, answer in FOREIGN.items():
        host.instead["*"] = answer
        for path, heading, words in ((JAPAN, "Japan", "en"), (JAPAN_ZH, "日本", "zh")):
            page.goto(f"{host.address}{path}")
            assert (page.locator("h1").inner_text(), bar(page)[: len(BAR[words])]) == (heading, BAR[words]), name
        page.goto(f"{host.address}saved/")
        expect(page.locator(".save__list li")).to_contain_text(f"Saved: copy of {DAY}")
        assert page.locator("[data-saved] [role=status]").inner_text() == "", name
        update(page)
    still_saved(page, host)


def test_no_other_page_of_the_site_and_no_part_of_one_replaces_a_copy(
    context: BrowserContext, host: Host, site: Path
) -> None:
    whole, kind = page_of(site, JAPAN), "text/html; charset=utf-8"
    page = save_japan(context, host)
    for other in (
        Answer(200, page_of(site, "countries/france/")),
        Answer(200, page_of(site, "")),
        Answer(200, page_of(site, JAPAN_ZH)),
        Answer(200, (site / "404.html").read_bytes()),
        Answer(200, whole[: len(whole) // 2]),
        Answer(200, whole[: len(whole) // 2], kind, length=len(whole)),
        Answer(200, whole.replace(b"data-saved-bar", b"data-other")),
        Answer(404, whole),
        Answer(200, whole, "text/plain"),
        Answer(301, b"", headers={"Location": "../france/"}),
    ):
        host.instead[JAPAN] = other
        page.goto(f"{host.address}{JAPAN}")
        assert (page.locator("h1").inner_text(), bar(page)[: len(BAR["en"])]) == ("Japan", BAR["en"]), other
    still_saved(page, host)


def test_no_foreign_file_takes_the_place_of_a_saved_one(context: BrowserContext, host: Host, site: Path) -> None:
    """Cards that were saved: what somebody else answers is not given to the phone book."""
    card = "fetch('../../cards/japan.vcf').then(answer => answer.text())"
    page = save_japan(context, host)
    page.goto(f"{host.address}{JAPAN}")  # only now the worker answers
    own = (site / "cards/japan.vcf").read_text(encoding="utf-8")
    half = Answer(200, own[: len(own) // 2].encode(), "text/vcard")
    for name, answer in {**FOREIGN, "half": half}.items():
        host.instead["cards/japan.vcf"] = answer
        assert page.evaluate(card).split() == own.split(), name
    host.instead.clear()
    host.changed["cards/japan.vcf"] = own.replace("END:VCARD", "NOTE:new\nEND:VCARD").encode()
    assert "NOTE:new" in page.evaluate(card)


@pytest.mark.parametrize("name", ["not found", "portal", "empty"])
def test_what_every_copy_looks_like_is_taken_from_the_site_only(
    context: BrowserContext, host: Host, site: Path, name: str
) -> None:
    """A worker that finds a portal while it is installed keeps nothing, and the copy there was stays."""
    host.changed["worker.js"] = older(site)
    page = save_japan(context, host)
    del host.changed["worker.js"]
    style = next(site.glob("assets/style.*.css")).relative_to(site).as_posix()
    host.instead = {style: FOREIGN[name], "saved/": FOREIGN[name]}
    page.goto(f"{host.address}{JAPAN}")
    host.asked.clear()
    update(page)
    eventually(lambda: f"{host.prefix}{style}" in host.asked, True)
    page.wait_for_timeout(300)
    assert [store.endswith("shell older") for store in kept_as(page, "shell")] == [True]
    still_saved(page, host)


def test_a_copy_of_another_build_keeps_its_looks(context: BrowserContext, host: Host, site: Path) -> None:
    """Its style sheet has another name; the host may have deleted it."""
    style = next(site.glob("assets/style.*.css")).name
    for path in (JAPAN, JAPAN_ZH):
        host.changed[path] = page_of(site, path).replace(style.encode(), b"style.0123456789.css")
    page = save_japan_as_changed(context, host, site)
    page.goto(f"{host.address}{JAPAN}")
    assert page.evaluate("getComputedStyle(document.querySelector('.hotline')).backgroundColor") == "rgb(165, 21, 26)"
    still_saved(page, host)


def save_japan_as_changed(context: BrowserContext, host: Host, site: Path) -> Page:
    """Save what the host serves now, whose sums are not those of the build."""
    pack = json.loads((site / "offline/japan.json").read_text(encoding="utf-8"))
    for file in pack["files"]:
        if file["url"] in host.changed:
            file["sha256"] = hashlib.sha256(host.changed[file["url"]]).hexdigest()
    host.changed["offline/japan.json"] = json.dumps(pack).encode()
    return save_japan(context, host)


def test_a_page_of_the_site_whose_templates_changed_replaces_the_copy(
    context: BrowserContext, host: Host, site: Path
) -> None:
    page = save_japan(context, host)
    changed = re.sub(rb"<header.*?</header>", b"<header>Other</header>", page_of(site, JAPAN), flags=re.DOTALL)
    host.changed[JAPAN] = changed.replace(b">Japan<", b">New<")
    page.goto(f"{host.address}{JAPAN}")
    assert (page.locator("h1").inner_text(), bar(page)) == ("New", "")
    host.down = True
    page.goto(f"{host.address}{JAPAN}")
    assert (page.locator("h1").inner_text(), bar(page)[:10]) == ("New", "Saved copy")


def test_saved_is_said_only_while_the_copy_is_there(context: BrowserContext, host: Host) -> None:
    page = save_japan(context, host)
    page.evaluate(
        "async () => { for (const name of await caches.keys()) await (await caches.open(name)).delete(location.href) }"
    )
    page.reload()
    page.get_by_role("button", name="Save for offline").wait_for()
    assert "Saved: copy" not in page.locator("[data-save]").inner_text()
    page.goto(f"{host.address}saved/")
    expect(page.locator("[data-none]")).to_be_visible()
    assert page.locator(".save__list li").count() == 0


@pytest.mark.parametrize("language", ["", "zh/"])
def test_a_reader_who_saves_is_told_how_long_phones_keep_it(context: BrowserContext, host: Host, language: str) -> None:
    page = context.new_page()
    page.add_init_script("navigator.storage.persist = () => { window.asked = true; return Promise.reject() }")
    page.goto(f"{host.address}{language}{JAPAN}")
    assert ("一周" if language else "for a week") in page.locator("[data-save]").inner_text()
    assert not page.evaluate("window.asked")
    page.locator("[data-save] button").click()
    expect(page.locator("[data-save] button")).to_have_count(2)  # asked whether it may take so much
    page.locator("[data-save] button").first.click()
    expect(page.locator("[data-save] [role=status]")).to_contain_text("已保存" if language else "Saved:", timeout=20000)
    assert page.evaluate("window.asked")


# -- the list, and clearing


def test_one_button_deletes_everything(context: BrowserContext, host: Host) -> None:
    page = save_japan(context, host)
    page.goto(f"{host.address}zh/saved/")
    expect(page.locator(".save__list li")).to_contain_text("日本")
    page.get_by_role("button", name="全部删除").click()
    expect(page.locator("[data-saved] [role=status]")).to_have_text("已全部删除。")
    assert (kept(page), workers(page)) == ([], 0)
    page.goto(f"{host.address}countries/japan/")
    assert (kept(page), workers(page)) == ([], 0)
    assert page.get_by_role("button", name="Save for offline").is_visible()


def test_deleting_the_last_country_deletes_the_worker_too(context: BrowserContext, host: Host) -> None:
    page = save_japan(context, host)
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Save for offline").wait_for()
    assert (kept(page), workers(page)) == ([], 0)


def test_a_country_saved_again_in_the_same_tab_keeps_what_every_copy_needs(context: BrowserContext, host: Host) -> None:
    """A worker that is deleted while its page is open comes back as it was, and is not installed anew."""
    page = save_japan(context, host)
    page.reload()
    page.locator("[data-save]").get_by_role("button", name="Delete").click()
    start_saving(page)
    expect(page.locator("[data-save]")).to_contain_text(f"Saved: copy of {DAY}", timeout=20000)
    assert (len(kept_as(page, "shell")), len(kept_as(page, "saved"))) == (1, 1)
    host.down = True
    page.goto(f"{host.address}countries/france/")
    assert page.url == f"{host.address}saved/#offline"
    assert page.evaluate("getComputedStyle(document.querySelector('.hotline')).backgroundColor") == "rgb(165, 21, 26)"


def test_saving_again_leaves_one_copy(context: BrowserContext, host: Host) -> None:
    page = save_japan(context, host)
    (first,) = kept_as(page, "saved")
    page.get_by_role("button", name="Renew").click()
    eventually(lambda: first in kept(page), False)
    assert len(kept_as(page, "saved")) == 1


def test_the_list_says_that_there_is_a_newer_version(context: BrowserContext, host: Host, site: Path) -> None:
    page = save_japan(context, host)
    status = json.loads((site / "status.json").read_text(encoding="utf-8"))
    status["pages"]["countries/japan"]["revision"] = "changed"
    host.changed["status.json"] = json.dumps(status).encode()
    page.goto(f"{host.address}saved/")
    expect(page.locator(".save__list li")).to_contain_text("There is a newer version.")


# -- old texts


def test_a_host_that_lets_browsers_keep_pages_for_hours_serves_no_old_text(
    context: BrowserContext, host: Host, site: Path
) -> None:
    page = save_japan(context, host)
    page.goto(f"{host.address}countries/japan/")
    host.changed["countries/japan/"] = (site / "countries/japan/index.html").read_bytes().replace(b">Japan<", b">New<")
    page.goto(f"{host.address}countries/japan/")
    assert page.locator("h1").inner_text() == "New"
    host.down = True
    page.goto(f"{host.address}countries/japan/")
    assert (page.locator("h1").inner_text(), bar(page)[:10]) == ("New", "Saved copy")


def test_a_withdrawn_page_disappears_from_every_copy(context: BrowserContext, host: Host, site: Path) -> None:
    pack = json.loads((site / "offline/japan.json").read_text(encoding="utf-8"))
    topic = next(file["url"] for file in pack["files"] if file["url"].startswith("topics/"))
    page = save_japan(context, host)
    status = json.loads((site / "status.json").read_text(encoding="utf-8"))
    host.changed["status.json"] = json.dumps({**status, "withdrawn": [topic]}).encode()
    assert kept_copies(page, f"{host.address}{topic}") == 1
    page.goto(f"{host.address}countries/japan/")
    eventually(lambda: kept_copies(page, f"{host.address}{topic}"), 0)
    host.down = True
    page.goto(f"{host.address}{topic}")
    assert page.url == f"{host.address}saved/#offline"
    page.goto(f"{host.address}zh/{topic}")
    assert page.url == f"{host.address}zh/{topic}"


def test_a_withdrawn_country_goes_as_a_whole(context: BrowserContext, host: Host, site: Path) -> None:
    page = save_japan(context, host)
    status = json.loads((site / "status.json").read_text(encoding="utf-8"))
    withdrawn = ["countries/japan/", "zh/countries/japan/"]
    host.changed["status.json"] = json.dumps({**status, "withdrawn": withdrawn}).encode()
    page.goto(f"{host.address}countries/japan/")
    eventually(lambda: kept_as(page, "saved"), [])


NOT_OURS = {
    **FOREIGN,
    "another site": Answer(
        200,
        b'{"format": 1, "site": "https://other.example/", "withdrawn": ["countries/japan/"], "pages": {}}',
        "application/json",
    ),
    "no site": Answer(200, b'{"format": 1, "withdrawn": ["countries/japan/"], "pages": {}}', "application/json"),
    "nothing": Answer(200, b"null", "application/json"),
    "text": Answer(200, b'{"format": 1, "withdrawn": "countries/japan/"}', "application/json"),
}


def test_a_list_of_withdrawn_pages_that_is_not_the_sites_deletes_nothing(context: BrowserContext, host: Host) -> None:
    page = save_japan(context, host)
    for name, answer in NOT_OURS.items():
        host.instead["status.json"] = answer
        host.asked.clear()
        page.goto(f"{host.address}{JAPAN}")
        eventually(lambda: f"{host.prefix}status.json" in host.asked, True)
        page.goto(f"{host.address}saved/", wait_until="networkidle")
        assert page.locator(".save__list li").count() == 1, name
        assert page.locator("[data-saved] [role=status]").inner_text() == "", name
    still_saved(page, host)


# -- workers of other versions


def older(site: Path, format: int = 1) -> bytes:
    text = (site / "worker.js").read_text(encoding="utf-8")
    found = re.sub(r'"format":1,"revision":"[0-9a-f]+"', f'"format":{format},"revision":"older"', text)
    assert found != text
    return found.encode()


def test_an_older_worker_is_replaced_and_what_was_saved_stays(context: BrowserContext, host: Host, site: Path) -> None:
    host.changed["worker.js"] = older(site)
    page = save_japan(context, host)
    assert [name.endswith("shell older") for name in kept_as(page, "shell")] == [True]
    del host.changed["worker.js"]
    update(page)
    eventually(lambda: [name.endswith("shell older") for name in kept_as(page, "shell")], [False])
    host.down = True
    page.goto(f"{host.address}zh/countries/japan/")
    assert page.locator("h1").inner_text() == "日本"


def test_a_worker_of_another_format_drops_what_it_cannot_read(context: BrowserContext, host: Host, site: Path) -> None:
    page = save_japan(context, host)
    host.changed["worker.js"] = older(site, format=2)
    update(page)
    eventually(lambda: kept_as(page, "saved"), [])


def test_the_remover_clears_a_phone_that_comes_back(context: BrowserContext, host: Host) -> None:
    page = save_japan(context, host)
    host.changed["worker.js"] = (ROOT / "overrides/assets/worker-remove.js").read_bytes()
    update(page)
    eventually(lambda: (kept(page), workers(page)), ([], 0))
    page.goto(f"{host.address}countries/japan/")
    assert (kept(page), workers(page)) == ([], 0)


def test_a_tab_that_comes_back_asks_for_a_new_worker(context: BrowserContext, host: Host) -> None:
    page = save_japan(context, host)
    page.goto(f"{host.address}countries/japan/", wait_until="networkidle")
    host.asked.clear()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    eventually(lambda: f"{host.prefix}worker.js" in host.asked, True)


# -- what may go wrong


@pytest.mark.parametrize("answered", [1, 5, 12])
def test_a_connection_lost_in_the_middle_leaves_nothing_half(
    context: BrowserContext, host: Host, answered: int
) -> None:
    page = context.new_page()
    page.goto(f"{host.address}countries/japan/", wait_until="networkidle")
    page.get_by_role("button", name="Save for offline").click()
    page.get_by_role("button", name="Save", exact=True).wait_for()
    host.left = answered
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-save] [role=status]")).to_contain_text("Nothing was kept of this attempt")
    assert (kept(page), workers(page)) == ([], 0)
    host.left = None
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-save]")).to_contain_text("Saved: copy of", timeout=20000)


def test_a_failed_renewal_keeps_the_copy_there_was(context: BrowserContext, host: Host) -> None:
    page = save_japan(context, host)
    host.left = 4
    page.get_by_role("button", name="Renew").click()
    expect(page.locator("[data-save] [role=status]")).to_contain_text("Nothing was kept of this attempt")
    host.down = True
    page.goto(f"{host.address}countries/japan/")
    assert bar(page).startswith(BAR["en"])


def test_a_copy_that_was_cut_off_does_not_count(context: BrowserContext, host: Host) -> None:
    page = save_japan(context, host)
    page.evaluate(
        "(async () => { for (const name of await caches.keys()) "
        "await (await caches.open(name)).delete(new URL('../../offline/japan.json', location.href).href) })()"
    )
    host.down = True
    page.goto(f"{host.address}countries/japan/")
    assert page.url.endswith("/saved/#offline")
    assert page.locator(".save__list li").count() == 0


def test_a_file_that_changed_on_the_way_is_not_kept(context: BrowserContext, host: Host, site: Path) -> None:
    host.changed["zh/countries/japan/"] = (site / "zh/countries/japan/index.html").read_bytes() + b" "
    page = context.new_page()
    page.goto(f"{host.address}countries/japan/")
    start_saving(page)
    expect(page.locator("[data-save] [role=status]")).to_contain_text("a file had just changed")
    assert (kept(page), workers(page)) == ([], 0)


@pytest.mark.parametrize(("script", "says"), [(REFUSE, "does not let pages be saved"), (FULL, "no room left")])
def test_refused_or_full_storage_is_told_and_nothing_stays(
    context: BrowserContext, host: Host, script: str, says: str
) -> None:
    page = context.new_page()
    page.add_init_script(script)
    page.goto(f"{host.address}countries/japan/")
    start_saving(page)
    expect(page.locator("[data-save] [role=status]")).to_contain_text(says, timeout=20000)
    assert workers(page) == 0
    assert page.locator(".rescue__call").first.is_visible()


def test_a_renewal_that_finds_no_room_keeps_the_copy_there_was(context: BrowserContext, host: Host) -> None:
    page = save_japan(context, host)
    page.evaluate(f"() => {{ {FULL} }}")
    page.get_by_role("button", name="Renew").click()
    expect(page.locator("[data-save] [role=status]")).to_contain_text("no room left", timeout=20000)
    host.down = True
    page.goto(f"{host.address}countries/japan/")
    assert bar(page).startswith(BAR["en"])


def test_refused_storage_of_every_kind_breaks_no_page(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.add_init_script(NO_STORAGE)
    for path in ("countries/japan/", "saved/", "countries/"):
        page.goto(f"{host.address}{path}", wait_until="networkidle")
    page.get_by_label("Country or region").fill("riben")
    expect(page.locator("#finder-count")).to_have_text("Matches: 1")
    assert troubles == []


def test_a_status_of_a_later_format_is_left_alone(context: BrowserContext, host: Host, site: Path) -> None:
    page = save_japan(context, host)
    host.changed["status.json"] = json.dumps({"format": 2, "withdrawn": {"pages": ["countries/japan/"]}}).encode()
    page.goto(f"{host.address}countries/japan/", wait_until="networkidle")
    eventually(lambda: f"{host.prefix}status.json" in host.asked, True)
    host.down = True
    page.goto(f"{host.address}countries/japan/")
    assert bar(page).startswith(BAR["en"])


def test_a_browser_without_workers_is_told_on_the_list_only(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(f"{host.address}countries/japan/")
    assert not page.locator("[data-save]").is_visible()
    page.goto(f"{host.address}saved/")
    assert page.locator("[data-unable]").is_visible()


def test_without_scripts_the_list_says_what_to_do_instead(browser: Browser, host: Host) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{host.address}saved/")
        assert "<noscript><p>Saving needs JavaScript." in page.content()
        assert not page.locator("[data-saved]").is_visible()


@pytest.mark.parametrize(("days", "shown"), [(-365, "clock"), (10, None), (366, "late"), (800, "late")])
def test_ages_are_judged_by_the_clock_of_the_reader(
    context: BrowserContext, host: Host, days: int, shown: str | None
) -> None:
    page = context.new_page()
    page.clock.set_fixed_time(NOON + timedelta(days))
    page.goto(f"{host.address}countries/japan/")
    visible = [name for name in ("late", "clock") if page.locator(f"[data-age={name}]").is_visible()]
    assert visible == ([shown] if shown else [])


def test_an_alert_past_its_day_is_marked_as_past(context: BrowserContext, host: Host, site: Path) -> None:
    alert = f'<article class="alert" data-expires="{CONTENT_DAY}"><p>Rivers may flood.</p></article>'.encode()
    text = (site / "countries/japan/index.html").read_bytes()
    host.changed["countries/japan/"] = text.replace(b'<h2 id="alerts">', alert + b'<h2 id="alerts">')
    page = context.new_page()
    page.clock.set_fixed_time(NOON)
    page.goto(f"{host.address}countries/japan/")
    assert page.locator(".alert--past").count() == 0
    page.clock.set_fixed_time(NOON + timedelta(2))
    page.goto(f"{host.address}countries/japan/")
    assert page.locator(".alert--past").inner_text().startswith("Past, no longer in force")
