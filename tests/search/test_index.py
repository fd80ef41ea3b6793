"""The index: what is read of a page, which words lead to it, and that equal pages give equal bytes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from support import SERVICE, make_docs

from advisories.settings import read_settings
from advisories.site import keywords, search_index, search_serve, search_text
from advisories.site.assembly import Site, assemble

PAGE = """<html><body><div class="hotline">never</div><article class="page"><h1>Lost passport</h1>
<nav>menu</nav><aside hidden>later</aside><p>Tell the <a href="x">police</a>.</p><p>护照<strong>遗失</strong>，报警。</p>
<section><h2>Related</h2><ul class="tiles"><li>elsewhere</li></ul></section></article><footer>foot</footer></body></html>"""


@pytest.fixture(scope="module")
def service() -> Site:
    return assemble(read_settings(SERVICE / "mkdocs.yml"), "https://service.example/", {"en": "en", "zh": "zh-Hans"})


def built(site: Site, folder: Path) -> Path:
    """A stand-in for a built site: one small page for every key and language."""
    for language in site.languages:
        for key in site.keys:
            file = folder / site.addresses.path(key, language) / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(PAGE.replace("Lost passport", f"Page {key}"), encoding="utf-8")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def test_only_the_text_of_the_page_itself_is_read() -> None:
    document = search_text.document(PAGE, "en", (), ())
    assert "police" in document
    for left_out in ("never", "menu", "later", "elsewhere", "Related", "foot"):
        assert left_out not in document


def test_words_without_spaces_become_pairs_across_links_and_bold_text() -> None:
    assert re.sub(r"<[^>]*>|\s+", " ", search_text.spread("<p>护照<strong>遗失</strong>，FR 报警</p>")).split() == [
        "护照", "照遗", "遗失", "失", "，", "FR", "报警", "警",
    ]  # fmt: skip


def test_browser_and_builder_agree_on_the_scripts_without_spaces() -> None:
    script = (Path(__file__).parents[2] / "overrides/assets/search/text.js").read_text(encoding="utf-8")
    ranges = re.search(r"const UNSPACED = /(\[.*?\]\+)/gu", script)
    assert ranges is not None
    assert re.compile(ranges[1].encode().decode("unicode-escape")).pattern == search_text.UNSPACED.pattern


def test_two_indexes_of_the_same_pages_are_equal_bytes(service: Site, tmp_path: Path) -> None:
    first, second = built(service, tmp_path / "a"), built(service, tmp_path / "b")
    search_index.write(service, first)
    search_index.write(service, second)
    assert files(first / "pagefind") == files(second / "pagefind")


def test_nothing_is_published_that_the_box_does_not_load(service: Site, tmp_path: Path) -> None:
    search_index.write(service, built(service, tmp_path))
    known = re.compile(
        r"pagefind\.js|pagefind-entry\.json|names(\.spelt)?\.json|pages\.\w+\.json|wasm\.\w+\.pagefind|pagefind\.\S+\.pf_meta|"
        r"index/\S+\.pf_index|fragment/\S+\.pf_fragment"
    )
    assert not [name for name in files(tmp_path / "pagefind") if not known.fullmatch(name)]


def test_every_page_has_its_fragment_in_every_language(service: Site, tmp_path: Path) -> None:
    search_index.write(service, built(service, tmp_path))
    for language in service.languages:
        data = json.loads((tmp_path / "pagefind" / f"pages.{language}.json").read_text(encoding="utf-8"))
        assert data["pages"]
        for key, (_, fragment, *_) in data["pages"].items():
            assert (tmp_path / "pagefind/fragment" / f"{fragment}.pf_fragment").exists(), key


def test_another_version_of_pagefind_fails_loudly(tmp_path: Path) -> None:
    script = tmp_path / "pagefind.js"
    script.write_text("something else", encoding="utf-8")
    with pytest.raises(search_index.SearchFailed, match="not the expected version"):
        search_index._patch(script)


def test_a_country_is_found_by_names_codes_cities_and_pinyin(service: Site) -> None:
    words = keywords.of_pages(service)["countries/united-kingdom"]
    assert {"united kingdom", "英国", "yingguo", "yg", "gb", "gbr", "london", "伦敦", "lundun"} <= set(words)


def test_wording_for_a_page_that_does_not_exist_is_reported(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    wording = "pages:\n  - page: topics/nowhere\n    words: {en: [lost], zh: [丢]}\n"
    settings = read_settings(make_docs(tmp_path / "service", {"docs/search.yml": wording}))
    site = assemble(settings, "https://service.example/", {"en": "en", "zh": "zh-Hans"})
    assert keywords.unknown_pages(site) == ["topics/nowhere"]
    search_serve.finish(site, built(site, tmp_path / "built"))
    assert "topics/nowhere" in caplog.text


def test_live_preview_does_not_wait_and_keeps_the_last_index(service: Site, tmp_path: Path) -> None:
    background = search_serve.Background()
    folder = built(service, tmp_path / "site")
    background.refresh(service, folder).join()
    made = files(folder / "pagefind")
    assert made
    shutil.rmtree(folder)
    worker = background.refresh(service, built(service, folder))
    assert files(folder / "pagefind"), "the last index is served while the new one is made"
    worker.join()
    assert files(folder / "pagefind") == made
