"""Pinyin of names: looked up once, then known without the dictionaries."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from advisories.language import pinyin
from advisories.tasks.cache import Cache


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pinyin, "_known", {})


def test_a_name_sounds_as_it_is_read() -> None:
    assert pinyin.reading("重庆") == ("chongqing", "chongqing", "cq")
    assert pinyin.reading("绿岛") == ("lüdao", "lvdao", "ld")


def test_what_was_looked_up_needs_no_dictionaries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Cache(tmp_path)
    known = pinyin.reading("长城")
    pinyin.keep(store)
    pinyin._known.clear()
    pinyin.recall(store)
    monkeypatch.setitem(sys.modules, "pypinyin", None)
    assert pinyin.reading("长城") == known
    with pytest.raises(ImportError):
        pinyin.reading("长江")
