"""The corpus of the benchmark: the same for the same seed, any size, and without a mistake for our own checker."""

from __future__ import annotations

import hashlib
from pathlib import Path

import phonenumbers
import pytest

from advisories import rules
from advisories.common.problems import as_text
from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.model import Kind
from benchmarks import facts, own_layout
from benchmarks.corpus import Corpus
from benchmarks.phrases import name_of

PAGES = 120


def digest(folder: Path) -> str:
    files = sorted(file for file in (folder / "docs").rglob("*") if file.is_file())
    return hashlib.sha256(b"".join(str(f.relative_to(folder)).encode() + f.read_bytes() for f in files)).hexdigest()


def test_a_seed_gives_the_same_corpus_and_another_seed_another(tmp_path: Path) -> None:
    written = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        own_layout.write(Corpus(PAGES, seed), tmp_path / name)
        written.append(digest(tmp_path / name))
    assert written[0] == written[1] != written[2]


def test_the_checker_accepts_it(tmp_path: Path) -> None:
    catalogue = load(read_settings(own_layout.write(Corpus(PAGES), tmp_path / "site")))
    assert len(catalogue.entries) == PAGES / 2
    assert {entry.kind for entry in catalogue.entries.values()} == set(Kind)
    found = [as_text(problem, "en") for problem in rules.problems(catalogue, facts.DAY)]
    assert [line for line in found if "lost-passport" not in line] == []  # the service is shorter than a real page
    assert not any(": error:" in line for line in found)


def test_a_larger_corpus_has_as_many_items_and_no_name_twice() -> None:
    corpus = Corpus(10_000)
    stubs = [stub for found in corpus.stubs.values() for stub in found]
    assert len(stubs) == 5_000 - 5
    assert len({stub.key for stub in stubs}) == len(stubs)
    assert len({name_of(number)["en"] for number in range(27_000)}) == 27_000


def test_pages_are_about_six_hundred_words_long() -> None:
    lengths = [len(item.bodies["en"].split()) for item in Corpus(200).items()]
    assert 540 < sum(lengths) / len(lengths) < 660
    assert min(lengths) > 300
    assert max(lengths) < 900


def test_numbers_belong_to_nobody() -> None:
    numbers = [facts.number(index) for index in range(1600)]
    assert len(set(numbers)) == 1600
    assert all(number.startswith(facts.DRAMA) and len(number) == len("+442079460018") for number in numbers)
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(number)) for number in numbers)


def test_fewer_pages_than_the_service_has_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 10 pages"):
        Corpus(8)
