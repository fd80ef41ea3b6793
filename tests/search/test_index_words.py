"""Pagefind's index taken apart: what is put together from parts is what Pagefind makes of the whole."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from html import escape
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisories.search import index_words, pagefind
from advisories.search.index_words import UnknownFormat, Words

BITS = (
    "passport", "passports", "café", "cafés", "cafe", "câfé", "São", "sao", "SÃO", "Zürich", "护照", "照遗", "遗失", "失", "12308",
    "+8610", "a", "help", "helping", "x" * 30, "y" * 300, '<span data-pagefind-weight="0.25">quiet café</span>', "</p><p>",
)  # fmt: skip
RUNS = range(6)


def document(random: Random) -> str:
    words = " ".join(random.choice(BITS) for _ in range(random.randrange(1, 120)))
    title = random.choice(("Café", "护照", "Help", "São Tomé"))
    meta = f'<span data-pagefind-meta="title[content]" content="{escape(title)}"></span>'
    return f'<html lang="en"><body data-pagefind-body>{meta}<p>start {words}</p></body></html>'


def files(documents: Sequence[str], size: int = 100) -> dict[str, bytes]:
    return pagefind.index({f"/{number}": one for number, one in enumerate(documents)}, size)


def words(documents: Sequence[str]) -> Words:
    return index_words.words(parts(files(documents)))


def parts(made: dict[str, bytes]) -> list[bytes]:
    return [gzip.decompress(data) for name, data in made.items() if name.endswith(".pf_index")]


@pytest.fixture(scope="module", params=RUNS)
def random(request: pytest.FixtureRequest) -> Random:
    return Random(request.param)


def test_an_index_of_several_is_that_of_all_pages(random: Random) -> None:
    documents = [document(random) for _ in range(random.randrange(3, 40))]
    cut = sorted(random.sample(range(1, len(documents)), 2))
    some = [documents[start:end] for start, end in zip([0, *cut], [*cut, None], strict=True)]
    joined = index_words.joined([(words(one), start) for one, start in zip(some, [0, *cut], strict=True)])
    assert list(joined.items()) == list(words(documents).items())


def test_an_index_with_changed_pages_is_that_of_the_pages_as_they_are(random: Random) -> None:
    before = [document(random) for _ in range(300 if random.random() < 0.2 else 30)]
    now = list(before)
    pages = sorted(random.sample(range(len(now)), 3))
    for page in pages:
        bit = random.choice(BITS)
        now[page] = now[page].replace(bit, random.choice(BITS)) if random.random() < 0.7 else document(random)
    other = words([one for page in pages for one in (before[page], now[page])])
    changed = index_words.changed(words(before), other, pages)
    assert list(changed.items()) == list(words(now).items())


def test_words_are_the_same_whatever_parts_they_stood_in() -> None:
    documents = [document(Random(7)) for _ in range(20)]
    small, large = parts(files(documents, 10)), parts(files(documents, 10**6))
    assert len(small) > len(large) == 1
    assert index_words.part(index_words.words(small).items()) == large[0]
    assert index_words.words(large) == index_words.words(reversed(small))


def test_the_list_of_pages_and_parts_is_written_as_pagefind_writes_it() -> None:
    made = files([document(Random(number)) for number in range(30)], 50)
    (meta,) = (gzip.decompress(data) for name, data in made.items() if name.endswith(".pf_meta"))
    (_, _, named, _, _, _), _ = index_words._item(meta, len(index_words.SIGNATURE))
    listed = [(first.encode(), last.encode(), name) for first, last, name in named]
    counts, fields = index_words.meta(meta)
    assert len(counts) == 30
    assert fields == ["title"]
    assert index_words.as_meta(pagefind.VERSION, counts, listed, fields) == meta


@given(st.recursive(st.integers(0, 2**32 - 1) | st.text(max_size=300), lambda inner: st.lists(inner, max_size=30)))
def test_values_are_read_as_they_were_written(value: object) -> None:
    data = index_words._packed(value)  # type: ignore[arg-type]
    assert index_words._item(data, 0) == (value, len(data))


@pytest.mark.parametrize("value", [23, 24, 255, 256, 65535, 65536])
def test_numbers_are_as_short_as_they_can_be(value: int) -> None:
    size = 1 if value < 24 else 2 if value < 256 else 3 if value < 65536 else 5
    assert len(index_words._packed(value)) == size


@pytest.mark.parametrize(
    "spoil",
    [
        lambda part: part[1:],
        lambda part: part[:-1],
        lambda part: part + b"\x00",
        lambda part: part.replace(b"\x81", b"\x82", 1),
        lambda part: part.replace(b"\x83", b"\x84"),
    ],
)
def test_another_format_is_refused(spoil: object) -> None:
    (whole,) = parts(files([document(Random(3))], 10**6))
    with pytest.raises(UnknownFormat):
        index_words.words([spoil(whole)])  # type: ignore[operator]


def test_filters_are_refused() -> None:
    meta = index_words.SIGNATURE + index_words._packed(["1.5.2", [], [], ["colour"], [], []])
    with pytest.raises(UnknownFormat):
        index_words.meta(meta)


def test_a_word_with_fewer_pages_than_it_names_is_refused() -> None:
    index = words([document(Random(3)), document(Random(4))])
    said = index[b"start"]
    assert said[0] == 0x82
    with pytest.raises(UnknownFormat):
        index_words.joined([(index, 0), ({b"start": b"\x83" + said[1:]}, 2)])
