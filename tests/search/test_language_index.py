"""The index of one language: what earlier builds made of the same texts is used, and only then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from advisories.site import language_index, page_index, pagefind
from advisories.store import NOTHING_KEPT, Store

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
