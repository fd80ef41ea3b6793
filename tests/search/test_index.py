"""The index: what is read of a page, which words lead to it, and that equal pages give equal bytes."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from support import SERVICE

from advisories.common.characters import HAN
from advisories.common.settings import read_settings
from advisories.pages.site_context import Site, assemble
from advisories.search import browser_data, documents, fuzzy_pinyin, index, keywords, preview_search, traditional
from advisories.search.pagefind import SearchError

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
    document = documents.document(PAGE, "en", (), ())
    assert "police" in document
    for left_out in ("never", "menu", "later", "behind", "elsewhere", "Related", "foot"):
        assert left_out not in document


def test_a_document_stays_while_the_words_of_its_page_stay() -> None:
    other = PAGE.replace('class="page"', 'class="page" data-made="2026-11-28"').replace("<p ", "\n\n  <p ")
    assert documents.document(other, "en", (), ()) == documents.document(PAGE, "en", (), ())


def test_what_a_page_is_seldom_about_weighs_less() -> None:
    page = PAGE.replace("<nav>", '<p class="sources" id="s">Printed in London</p><nav>')
    assert '<p data-pagefind-weight="0.25"> Printed in London' in documents.document(page, "en", (), ())


def test_words_without_spaces_become_pairs_across_links_and_bold_text() -> None:
    assert re.sub(r"<[^>]*>|\s+", " ", documents.spread("<p>护照<strong>遗失</strong>，FR 报警</p>")).split() == [
        "护照", "照遗", "遗失", "失", "，", "FR", "报警", "警",
    ]  # fmt: skip


def test_browser_and_builder_agree_on_the_scripts_without_spaces() -> None:
    script = (Path(__file__).parents[2] / "overrides/assets/search/text.js").read_text(encoding="utf-8")
    ranges = re.search(r"const UNSPACED =\s+/(\[.*?\]\+)/gu", script)
    assert ranges is not None
    assert ranges[1].replace(r"\p{Script=Han}", HAN) == documents.UNSPACED.pattern


def test_two_indexes_of_the_same_pages_are_equal_bytes(service: Site, tmp_path: Path) -> None:
    first, second = built(service, tmp_path / "a"), built(service, tmp_path / "b")
    index.write(service, first)
    index.write(service, second)
    assert files(first / "pagefind") == files(second / "pagefind")


def test_nothing_is_published_that_the_box_does_not_load(service: Site, tmp_path: Path) -> None:
    index.write(service, built(service, tmp_path))
    known = re.compile(
        r"unpack\.js|names\.(han|spelt|pinyin)\.json|(variants|sounds)\.json|pages\.\w+\.json|wasm\.\w+\.pagefind|pagefind\.\S+\.pf_meta|"
        r"index/\S+\.pf_index|fragment/\S+\.pf_fragment"
    )
    assert not [name for name in files(tmp_path / "pagefind") if not known.fullmatch(name)]


def test_every_page_has_its_text_in_every_language(service: Site, tmp_path: Path) -> None:
    index.write(service, built(service, tmp_path))
    for language in service.languages:
        data = json.loads((tmp_path / "pagefind" / f"pages.{language}.json").read_text(encoding="utf-8"))
        assert data["pages"]
        for key in data["pages"]:
            piece = tmp_path / "pagefind/fragment" / language / f"{key}.0.pf_fragment"
            assert "police" in json.loads(gzip.decompress(piece.read_bytes())), key


def test_the_index_knows_pages_and_its_parts_by_their_numbers(service: Site, tmp_path: Path) -> None:
    index.write(service, built(service, tmp_path))
    for language in service.languages:
        file = next((tmp_path / "pagefind").glob(f"pagefind.{documents.tag(language)}_*.pf_meta"))
        found = re.findall(rf"{documents.tag(language)}_(\d+)".encode(), gzip.decompress(file.read_bytes()))
        parts = list((tmp_path / "pagefind/index").glob(f"{documents.tag(language)}_*.pf_index"))
        counted = (*range(len(documents.keys(service))), *range(len(parts)))
        assert sorted(map(int, found)) == sorted(counted)


def words_at(text: str, place: int) -> str:
    """The word at a place, found as the browser does."""
    piece = list(documents.pieces(text))[place // documents.PIECE]
    words = [one for part in piece.split(" ") for one in (part if documents.UNSPACED.match(part) else [part])]
    return words[place % documents.PIECE]


def test_the_word_at_a_place_is_found_in_its_piece() -> None:
    text = documents._parted("护照遗失，FR 报警。 One more word. " * documents.PIECE)
    words = text.split()
    assert len(words) > 3 * documents.PIECE
    for place, word in enumerate(words):
        expected = word[0] if documents.UNSPACED.match(word) else word
        assert words_at(text, place) == expected


def test_no_piece_begins_or_ends_inside_a_number() -> None:
    for shift in range(6):
        lead = documents.PIECE - shift
        text = " ".join(["word"] * lead + ["+44", "20", "7946", "0123", "end"] + ["word"] * 300)
        for piece in documents.pieces(text):
            if re.search(r"\d", piece):
                assert "+44 20 7946 0123" in piece


def test_no_piece_begins_or_ends_inside_an_address() -> None:
    address = documents._parted("paris@mfa.gov.cn").split()
    for shift in range(len(address) + 1):
        text = " ".join(["word"] * (documents.PIECE - shift) + address + ["word"] * 300)
        for piece in documents.pieces(text):
            whole = piece.replace(f"{documents.JOINED} ", "")
            assert whole.count("paris@mfa.gov.cn") == bool(re.search(r"paris|mfa|gov|cn", piece)), piece[-60:]


def test_an_excerpt_lies_in_one_piece() -> None:
    script = (Path(__file__).parents[2] / "overrides/assets/search/engine.js").read_text(encoding="utf-8")
    lengths = re.search(r"const LENGTH = \{ spaced: (\d+), unspaced: (\d+) \}", script)
    assert lengths is not None
    assert max(map(int, lengths.groups())) < documents.OVERLAP


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


def test_an_address_keeps_its_parts_together() -> None:
    parted = documents._parted("write to paris@mfa.gov.cn, or https://www.example.org/a-b")
    assert parted.split() == [
        "write", "to", "paris@⁠", "mfa.⁠", "gov.⁠", "cn,", "or",
        "https://⁠", "www.⁠", "example.⁠", "org/⁠", "a-⁠", "b",
    ]  # fmt: skip


def test_the_capital_of_another_country_leads_there(service: Site) -> None:
    country = next(one for one in service.countries if one.key == "countries/united-kingdom")
    assert "Edinburgh" in keywords.of_country(country)
    assert "Edinburgh" not in keywords.of_country(country, {"Edinburgh"})


def test_another_version_of_pagefind_fails_loudly() -> None:
    with pytest.raises(SearchError, match="not that of the expected version"):
        index._unpacking("something else")


def test_a_country_is_found_by_names_codes_cities_and_pinyin(service: Site) -> None:
    key = "countries/united-kingdom"
    words = (*keywords.written(service)[key], *keywords.spoken(service)[key])
    assert {"united kingdom", "英国", "yingguo", "yg", "gb", "gbr", "london", "伦敦", "lundun"} <= set(words)


def test_an_index_that_comes_too_late_is_put_nowhere(
    service: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next build has begun, and removes the site, while the index is being made."""
    background, goes_on, make = preview_search.Background(), threading.Event(), index.make
    background.folder = tmp_path / "kept"
    background.folder.mkdir()

    def slow(*arguments: Any) -> None:
        make(*arguments)
        goes_on.wait(20)

    monkeypatch.setattr(index, "make", slow)
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
