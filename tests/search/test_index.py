"""The index: what is read of a page, which words lead to it, and that equal pages give equal bytes."""

from __future__ import annotations

import json
import re
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from support import ROOT, SERVICE

from advisories.common.settings import read_settings
from advisories.pages.site_context import Site, assemble
from advisories.search import (
    browser_data,
    constants,
    documents,
    fuzzy_pinyin,
    index,
    keywords,
    pagefind,
    preview_search,
    traditional,
)
from advisories.tasks.cache import NO_CACHE, Cache

PAGE = """<html><body><div class="hotline">never</div><article class="page"><h1>Lost passport</h1>
<nav>menu</nav><aside hidden>later</aside><aside class="notice" role="note">behind</aside><p class="lead">Tell the <a href="x">police</a>.</p><p>护照<strong>遗失</strong>，报警。</p>
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
    document = documents.document(PAGE, (), ())
    assert "police" in document
    for left_out in ("never", "menu", "later", "behind", "elsewhere", "Related", "foot"):
        assert left_out not in document


def test_a_document_stays_while_the_words_of_its_page_stay() -> None:
    other = PAGE.replace('class="page"', 'class="page" data-made="2026-11-28"').replace("<p ", "\n\n  <p ")
    assert documents.document(other, (), ()) == documents.document(PAGE, (), ())


def test_what_a_page_is_seldom_about_weighs_less() -> None:
    page = PAGE.replace("<nav>", '<p class="sources" id="s">Printed in London</p><nav>')
    assert '<p data-pagefind-weight="0.25">Printed in London' in documents.document(page, (), ())


def test_words_without_spaces_become_pairs_across_links_and_bold_text() -> None:
    page = PAGE.replace("，报警。", "，FR 报警")
    indexed = documents.for_index(documents.document(page, (), ()), 3, "en")
    assert "护照 照遗 遗失 失" in re.sub(r"\s+", " ", indexed)
    assert re.sub(r"<[^>]*>|\s+", " ", documents.spread("<p>护照遗失，FR 报警</p>")).split() == [
        "护照", "照遗", "遗失", "失", "，", "FR", "报警", "警",
    ]  # fmt: skip
    assert 'data-pagefind-sort="number[content]" content="3"' in indexed


def test_the_text_of_a_page_is_a_line_for_every_block() -> None:
    text = documents.text_of(documents.document(PAGE.replace("Tell", "A &amp; B: tell"), (), ()))
    assert text.split("\n") == ["Lost passport", "A & B: tell the police.", "护照遗失，报警。"]


def test_browser_and_builder_share_their_constants() -> None:
    module = ROOT / "overrides/assets/search/constants.js"
    assert module.read_text(encoding="utf-8") == constants.as_module(), "run new.py schemas"


def written(site: Site, folder: Path, cache: Cache = NO_CACHE) -> Path:
    """The search's folder, made of a stand-in for a built site."""
    found = documents.Documents(site)
    pages = {language: found.of_language(language, built(site, folder)) for language in site.languages}
    index.write_index(site, pages, folder / "pagefind", cache)
    return folder / "pagefind"


def test_two_indexes_of_the_same_pages_are_equal_bytes(service: Site, tmp_path: Path) -> None:
    assert files(written(service, tmp_path / "a")) == files(written(service, tmp_path / "b"))


def test_an_index_of_the_same_documents_is_not_made_again(
    service: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache")
    first = files(written(service, tmp_path / "a", cache))
    with monkeypatch.context() as patched:
        patched.setattr(pagefind, "index", lambda *_: pytest.fail("made again"))
        assert files(written(service, tmp_path / "b", cache)) == first
    monkeypatch.setattr("test_index.PAGE", PAGE.replace("police", "ambassador"))
    edited = files(written(service, tmp_path / "c", cache))
    assert edited == files(written(service, tmp_path / "d"))
    assert edited != first


def test_nothing_is_published_that_the_box_does_not_load(service: Site, tmp_path: Path) -> None:
    known = re.compile(
        r"names\.(han|spelt|pinyin)\.json|(variants|sounds)\.json|pages\.\w+\.json|pagefind\.js|wasm\.\w+\.pagefind|"
        r"(\w+/)?(pagefind-entry\.json|pagefind\.\S+\.pf_meta|index/\S+\.pf_index)|\w+/texts/\S+\.json"
    )
    assert not [name for name in files(written(service, tmp_path)) if not known.fullmatch(name)]


def test_every_page_has_its_text_in_every_language(service: Site, tmp_path: Path) -> None:
    folder = written(service, tmp_path)
    for language in service.languages:
        data = json.loads((folder / f"pages.{language}.json").read_text(encoding="utf-8"))
        assert data["pages"]
        for key in data["pages"]:
            assert "police" in json.loads((folder / language / "texts" / f"{key}.json").read_text("utf-8")), key


def test_traditional_characters_lead_to_those_of_the_site() -> None:
    pairs = traditional.folded(set("护国后乾"))
    assert (pairs["護"], pairs["國"], pairs["後"]) == ("护", "国", "后")
    assert "乾" not in pairs
    assert "車" not in pairs


def test_traditional_characters_are_written_as_steps() -> None:
    steps, own = traditional.steps({"護": "护", "國": "国", "\U00020000": "〇"})
    assert (ord(steps[0]) - traditional.PLAIN + 0x3400, own) == (ord("國"), "国护")
    assert ord(steps[1]) - traditional.PLAIN == ord("護") - ord("國")


def test_words_that_begin_alike_are_written_once() -> None:
    assert browser_data.begun_alike(["war shelter", "war", "war zone"]) == "|warC shelterDzone"
    assert browser_data.begun_alike(["护照 掉", "护照 丢", "护"]) == "|护|护照 丢C掉"
    assert browser_data.begun_alike([]) == ""


def test_characters_that_sound_alike_stand_together() -> None:
    found = fuzzy_pinyin.alike(["蒙古", "越南", "阿富汗", "laos"])
    assert len(found) == 4
    assert any({"古", "谷"} <= set(one) for one in found)
    assert any({"南", "难"} <= set(one) for one in found)
    assert not any("阿" in one for one in found), "longer names are found by their other characters"


def test_the_parts_of_an_address_are_words() -> None:
    text = "write to paris@mfa.gov.cn, or https://www.example.org/a-b"
    assert documents.parted(text).split() == [
        "write", "to", "paris@", "mfa.", "gov.", "cn,", "or", "https://", "www.", "example.", "org/", "a-", "b",
    ]  # fmt: skip


def test_the_capital_of_another_country_leads_there(service: Site) -> None:
    country = next(one for one in service.countries if one.key == "countries/united-kingdom")
    assert "Edinburgh" in keywords.of_country(country)
    assert "Edinburgh" not in keywords.of_country(country, {"Edinburgh"})


def test_a_country_is_found_by_names_codes_cities_and_pinyin(service: Site) -> None:
    key = "countries/united-kingdom"
    words = (*keywords.written(service)[key], *keywords.spoken(service)[key])
    assert {"united kingdom", "英国", "yingguo", "yg", "gb", "gbr", "london", "伦敦", "lundun"} <= set(words)


def test_an_index_that_comes_too_late_is_put_nowhere(
    service: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next build has begun, and removes the site, while the index is being made."""
    background, goes_on, make = preview_search.Background(), threading.Event(), index.write_index
    background.folder = tmp_path / "kept"
    background.folder.mkdir()

    def slow(*arguments: Any) -> None:
        make(*arguments)
        goes_on.wait(20)

    monkeypatch.setattr(index, "write_index", slow)
    folder = built(service, tmp_path / "site")
    worker = background.refresh(service, folder)
    background.begin()
    shutil.rmtree(folder)
    goes_on.set()
    worker.join()
    assert not folder.exists()
    assert list(background.folder.iterdir()) == []
    background.refresh(service, built(service, folder)).join()
    assert (folder / "pagefind").is_dir()
    background.end()
    assert list(background.folder.iterdir()) == []


def test_live_preview_does_not_wait_and_keeps_the_last_index(service: Site, tmp_path: Path) -> None:
    background = preview_search.Background()
    folder = built(service, tmp_path / "site")
    background.refresh(service, folder).join()
    made = files(folder / "pagefind")
    assert made
    shutil.rmtree(folder)
    worker = background.refresh(service, built(service, folder))
    assert files(folder / "pagefind"), "the last index is served while the new one is made"
    worker.join()
    assert files(folder / "pagefind") == made
    background.end()
