"""Bytes: nothing before the search is used, little with the first query, less later; at 1,000 pages too (slow)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from harness import Handler, served
from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
KB = 1000
FIRST, OTHER, LATER = 175 * KB, 50 * KB, 60 * KB
"""Of these, Pagefind's script and engine are 85 KB, the texts that visible hits show their words from up to 25."""
FIRST_IN_TWO_SCRIPTS = 188 * KB
REAL_MARGIN = 6 * KB  # of the real site, whose index and lists are smaller
ITEMS = 500

pytestmark = pytest.mark.browser


def measure(browser: Browser, site: Path, language: str, queries: list[str]) -> dict[str, int]:
    """Compressed bytes of the search: on page load, own language and other language of the first query, later queries."""
    prefix = "pagefind/zh/|pages.zh" if language == "en" else "pagefind/en/|pages.en[.]"
    with served(site) as (root, handler), browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{root}/{'' if language == 'en' else language + '/'}countries/japan/")
        page.wait_for_load_state("networkidle")
        loaded = taken(handler)
        sums = []
        for query in queries:
            page.locator("#q").fill(query)
            page.wait_for_timeout(2500)
            page.wait_for_function(EVERY_VISIBLE_HIT_SAYS_ITS_WORDS)
            sums.append(taken(handler))
    other = re.compile(prefix)
    return {
        "before": sum(size for _, size in loaded),
        "first": sum(size for name, size in sums[0] if not other.search(name)),
        "other": sum(size for name, size in sums[0] if other.search(name)),
        "later": max((sum(size for _, size in one) for one in sums[1:]), default=0),
    }


def taken(handler: type[Handler]) -> list[tuple[str, int]]:
    found = [(path, size) for path, size in handler.sent if "/pagefind/" in path or "/assets/search/" in path]
    handler.sent.clear()
    return found


EVERY_VISIBLE_HIT_SAYS_ITS_WORDS = """() => {
  const box = document.querySelector(".hits").getBoundingClientRect()
  const seen = [...document.querySelectorAll(".hit")].filter(hit => hit.getBoundingClientRect().top < Math.min(box.bottom, innerHeight))
  return seen.length > 0 && seen.every(hit => !hit.querySelector(".hit__words--coming"))
}"""
QUERIES = {
    "en": ["my passport was stolen", "earthquake", "Paris embassy", "unpaid wages"],
    "zh": ["我的护照被偷了", "地震", "巴黎使馆", "老板不发工资"],
}
WORST = [
    "護照 丟失 huzhao 綁架 dengue 勞資糾紛 lvshi 河內",
    "驚恐 labour 颱風 dongjing 遺失 pirates 賠償 mosquito",
    "jingcha 詐騙 園區 compound 護送 撤離 hijacked 機場",
    "我在 Bogota 機場 護照 遺失 航班 延誤 qian meile",
    "濒危物种 玳瑁 ivory 颱風 lvxing tsunami 遺產 dachshund",
    "駐外使領館 領事保護 應急 huzhao consular zhongguo 撤僑 Tripoli",
    "護照 lvshi 綁架 yg",
]
"""Six to eight rare terms in both scripts, with traditional characters and letters that sound like pinyin; and as short a
query as brings every list of names."""
MIXED = ["护照 passport", "huzhao 丢了", "France 法国 visa", "護照 丟了 Hanoi", "taxi driver stole my suitcase in 河内"]


def check(browser: Browser, site: Path) -> None:
    for language, queries in QUERIES.items():
        found = measure(browser, site, language, queries)
        print(f"\n{language}: {found}")
        assert found["before"] == 0
        assert found["first"] <= FIRST
        assert found["other"] <= OTHER
        assert found["later"] <= LATER


def check_mixed(browser: Browser, site: Path) -> None:
    """A first query in two scripts reads the names of both."""
    for language in QUERIES:
        for query in MIXED:
            found = measure(browser, site, language, [query])
            print(f"{language}: {query}: {found['first']}, other language {found['other']}")
            assert found["first"] <= FIRST_IN_TWO_SCRIPTS
            assert found["other"] <= OTHER


def check_worst(browser: Browser, site: Path, margin: int) -> None:
    """Queries that load all there is to load, each as the first one and after the others."""
    for language in QUERIES:
        for query in WORST:
            found = measure(browser, site, language, WORST if query == WORST[0] else [query])
            print(f"{language}: {query}: {found}")
            assert found["before"] == 0
            assert found["first"] <= FIRST_IN_TWO_SCRIPTS - margin
            assert found["other"] <= OTHER
            assert found["later"] <= LATER


def test_bytes_of_the_real_site(browser: Browser, site: Path) -> None:
    check(browser, site)


def test_bytes_of_queries_in_two_scripts(browser: Browser, site: Path) -> None:
    check_mixed(browser, site)


def test_bytes_of_the_worst_queries(browser: Browser, site: Path) -> None:
    check_worst(browser, site, REAL_MARGIN)


@pytest.mark.slow
def test_bytes_at_a_thousand_pages(browser: Browser, tmp_path: Path) -> None:
    for name in ("docs", "overrides", "scripts", "mkdocs.yml", "LICENSE"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    enlarge(tmp_path / "docs")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site")]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert len(list((tmp_path / "site").rglob("index.html"))) >= 2 * ITEMS
    check(browser, tmp_path / "site")
    check_mixed(browser, tmp_path / "site")
    check_worst(browser, tmp_path / "site", 0)


def enlarge(docs: Path) -> None:
    """Copies of topics and events, each with a title of its own, until there are enough items."""
    items = [folder for kind in ("topics", "events") for folder in sorted((docs / kind).iterdir()) if folder.is_dir()]
    whole = sum(1 for file in docs.rglob("facts.yml"))
    for number in range(ITEMS - whole):
        item = items[number % len(items)]
        target = item.parent / f"{item.name}-{number}"
        shutil.copytree(item, target)
        for page in target.glob("index.*.md"):
            text = page.read_text(encoding="utf-8")
            page.write_text(re.sub(r"^# .*$", rf"\g<0> {number}", text, count=1, flags=re.MULTILINE), encoding="utf-8")
