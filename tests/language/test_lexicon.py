"""A language is a folder: the same files and keys in each, and no word of a language in the code that reads them."""

from __future__ import annotations

import pytest

from advisories.language.lexicon import FOLDER, any_of, lexicon, valued
from advisories.language.values import shows
from advisories.language.words import PRINT, SITE, read

LANGUAGES = sorted(folder.name for folder in FOLDER.iterdir() if (folder / SITE).is_file())


def test_every_language_has_the_same_files() -> None:
    files = {language: {file.name for file in (FOLDER / language).iterdir()} for language in LANGUAGES}
    assert set(files) == {"en", "zh"}
    assert all(names == {SITE, PRINT, "figures.yml", "calling.yml"} for names in files.values())


def test_words_of_calling_stand_under_the_same_keys_and_are_words() -> None:
    calling = lexicon("calling")
    assert len({tuple(sorted(data)) for data in calling.values()}) == 1
    assert len({tuple(sorted(data["answers"])) for data in calling.values()}) == 1
    words = [
        word for data in calling.values() for key, group in data.items() if key != "answers" for word in group
    ]  # YAML takes on and no for truth values
    words += [word for data in calling.values() for group in data["answers"].values() for word in group]
    assert all(isinstance(word, str) for word in words)


def test_no_word_is_two_figures() -> None:
    tables = [data.get(key, {}) for data in lexicon("figures").values() for key in ("numbers", "digits", "dictated")]
    words = [word for table in tables for word in table]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_print_repeats_no_words_of_pages_under_its_own_name(language: str) -> None:
    """What print says as a page does, it takes from there; labels that happen to be equal may stand."""
    pages = {text for key, text in read(FOLDER / language / SITE).items() if key != "locale"}
    repeated = [text for text in read(FOLDER / language / PRINT).values() if text in pages and len(text) > 25]
    assert repeated == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6,000", "6000"),
        ("170 million", "170000000"),
        ("1.7亿", "170000000"),
        ("5百万", "5000000"),
        ("3千万", "30000000"),
    ],
)
def test_a_text_shows_a_value_with_any_scale(text: str, value: str) -> None:
    assert shows(text, value)
    assert not shows(text, value + "1")


def test_scales_are_tried_longest_first() -> None:
    assert [len(word) for word in valued("figures", "scales")] == sorted(
        (len(word) for word in valued("figures", "scales")), reverse=True
    )


def test_latin_words_are_met_whole() -> None:
    assert any_of(["or", "或"]) == r"(?:\bor\b|或)"
