"""The index of one language: what earlier builds made of the same texts is used, and only then."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from advisories.search import language_index, page_index, pagefind
from advisories.tasks.cache import NOTHING_KEPT, Store

PAGES = {
    f"topics/{number}": f'<html lang="en"><body data-pagefind-body><h1>Page {number}</h1><p>word{number}</body></html>'
    for number in range(4)
}


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are cut into pieces, not taken from an earlier build."""
    texts: list[str] = []
    pieces = page_index.pieces

    def noted(text: str) -> Iterator[str]:
        texts.append(text)
        return pieces(text)

    monkeypatch.setattr(page_index, "pieces", noted)
    return texts


def test_an_index_of_the_same_documents_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "store")
    first = language_index.write("en", PAGES, tmp_path / "first", store)
    monkeypatch.setattr(pagefind, "index", lambda *_: pytest.fail("made again"))
    assert language_index.write("en", PAGES, tmp_path / "second", store) == first
    assert files(tmp_path / "first") == files(tmp_path / "second")
    assert first.characters == frozenset().union(*PAGES.values())


def test_an_edited_page_alone_is_cut_again(tmp_path: Path, cut: list[str]) -> None:
    store = Store(tmp_path / "store")
    language_index.write("en", PAGES, tmp_path / "first", store)
    assert len(cut) == len(PAGES)
    edited = PAGES | {"topics/2": PAGES["topics/2"].replace("word2", "another word")}
    language_index.write("en", edited, tmp_path / "again", store)
    assert cut[len(PAGES) :] == ["Page 2. another word"]
    language_index.write("en", edited, tmp_path / "clean", NOTHING_KEPT)
    assert files(tmp_path / "again") == files(tmp_path / "clean")


def test_damaged_pieces_are_cut_again(tmp_path: Path, cut: list[str]) -> None:
    store = Store(tmp_path / "store")
    language_index.write("en", PAGES, tmp_path / "first", store)
    for file in (tmp_path / "store").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:-1])
    language_index.write("en", PAGES, tmp_path / "again", store)
    assert len(cut) == 2 * len(PAGES)
    assert files(tmp_path / "first") == files(tmp_path / "again")


def words_of(number: int) -> str:
    return PAGES["topics/2"].replace("word2", f"word{number} 护照 café{'' if number % 3 else 's'}")


MANY = {f"topics/{number}": words_of(number) for number in range(30)}


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many documents Pagefind was given, run by run."""
    runs: list[int] = []
    index = pagefind.index

    def noted(pages: Mapping[str, str], size: int) -> dict[str, bytes]:
        runs.append(len(pages))
        return index(pages, size)

    monkeypatch.setattr(pagefind, "index", noted)
    return runs


def test_few_edited_pages_are_worked_into_the_index(tmp_path: Path, indexed: list[int]) -> None:
    store = Store(tmp_path / "store")
    language_index.write("en", MANY, tmp_path / "first", store)
    now = MANY | {"topics/3": words_of(40), "topics/17": words_of(3)}
    language_index.write("en", now, tmp_path / "again", store)
    language_index.write("en", MANY, tmp_path / "back", store)
    assert indexed == [30, 4]
    language_index.write("en", now, tmp_path / "clean", NOTHING_KEPT)
    assert files(tmp_path / "again") == files(tmp_path / "clean")
    assert files(tmp_path / "back") == files(tmp_path / "first")


@pytest.mark.parametrize(
    "now",
    [
        {**MANY, "topics/new": words_of(50)},
        {key: one for key, one in MANY.items() if key != "topics/9"},
        {key: one.replace("Page", "Leaf") for key, one in MANY.items()},
    ],
)
def test_other_changes_have_all_pages_indexed(tmp_path: Path, indexed: list[int], now: dict[str, str]) -> None:
    store = Store(tmp_path / "store")
    language_index.write("en", MANY, tmp_path / "first", store)
    language_index.write("en", now, tmp_path / "again", store)
    assert indexed == [30, len(now)]
    language_index.write("en", now, tmp_path / "clean", NOTHING_KEPT)
    assert files(tmp_path / "again") == files(tmp_path / "clean")


def test_very_many_pages_are_indexed_some_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, indexed: list[int]
) -> None:
    language_index.write("en", MANY, tmp_path / "whole", NOTHING_KEPT)
    monkeypatch.setattr(page_index, "AT_ONCE", 12)
    language_index.write("en", MANY, tmp_path / "parts", NOTHING_KEPT)
    assert indexed == [30, 12, 12, 6]
    assert files(tmp_path / "whole") == files(tmp_path / "parts")


def test_a_page_without_words_is_left_out(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    empty = '<html lang="en"><body data-pagefind-body></body></html>'
    language_index.write("en", MANY | {"topics/5": empty, "topics/6": ""}, tmp_path / "first", store)
    now = {key: one for key, one in MANY.items() if key not in ("topics/5", "topics/6")}
    found = language_index.write("en", now, tmp_path / "clean", NOTHING_KEPT)
    pieces = {name for name in files(tmp_path / "first") if "fragment" in name}
    assert pieces == {name for name in files(tmp_path / "clean") if "fragment" in name}
    assert found.entry["en"]["page_count"] == 28
    language_index.write("en", MANY | {"topics/6": ""}, tmp_path / "again", store)
    language_index.write("en", MANY | {"topics/6": ""}, tmp_path / "anew", NOTHING_KEPT)
    assert files(tmp_path / "again") == files(tmp_path / "anew")


def test_parts_are_of_about_one_size(tmp_path: Path) -> None:
    language_index.write("en", MANY, tmp_path, NOTHING_KEPT)
    sizes = [len(gzip.decompress(file.read_bytes())) for file in sorted((tmp_path / "index").iterdir())]
    assert len(sizes) > 3
    largest_word = 400  # café stands on every page
    assert max(sizes) < min(sizes[:-1]) + largest_word
