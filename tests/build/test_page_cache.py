"""Shelves of kept pages: a page is found if it was made from the same things, and many lie in one file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from advisories.build.page_cache import SHELVES, Kept, Shelf, shelf_of
from advisories.tasks.cache import Store

PAGE = Kept("made of this", "all", ((("title", ("topics/fraud", "en")), "answer"),), "<p>防骗</p>\n\n", "防骗 骗")


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def test_a_kept_page_comes_back_as_it_was() -> None:
    assert Kept.from_bytes(PAGE.as_bytes()) == PAGE


def test_a_shelf_is_one_file_and_holds_what_was_put_on_it(tmp_path: Path) -> None:
    with Shelf(Store(tmp_path), "f" * 40) as shelf:
        for number in range(20):
            shelf.put(f"topics/{number}", PAGE)
    assert len(files(tmp_path)) == 1
    with Shelf(Store(tmp_path), "f" * 40) as again:
        again.put("topics/20", PAGE)
    assert list(Shelf(Store(tmp_path), "f" * 40).pages) == [f"topics/{number}" for number in range(21)]
    assert not Shelf(Store(tmp_path), "e" * 40).pages


def test_pages_are_spread_evenly_and_stay_where_they_are() -> None:
    loads = Counter(shelf_of(f"countries/name-{number}") for number in range(SHELVES * 50))
    assert len(loads) == SHELVES
    assert max(loads.values()) < 100
    assert shelf_of("topics/telecom-fraud") == 46, "the same in every process, whatever its hash seed"
