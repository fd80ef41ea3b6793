"""One definition of each class of characters, and every room that uses it."""

from __future__ import annotations

import re
import unicodedata

import pytest

from advisories.common import characters, problems
from advisories.contacts.detect.plain_text import plain
from advisories.content.reading import hidden_characters
from advisories.language.pinyin import reading
from advisories.pages import country_finder
from advisories.printing.convert import HALF_WIDTH
from advisories.review.change import of_text
from advisories.review.change_report import as_text
from advisories.rules import copy_style
from advisories.search.documents import UNSPACED
from advisories.translation.changes import word_difference

RARE = "\U00020bb7"  # 𠮷, of Extension B
EXTENSIONS = {
    "A": 0x3400, "B": 0x20000, "C": 0x2A700, "D": 0x2B740, "E": 0x2B820, "F": 0x2CEB0, "G": 0x30000, "H": 0x31350,
    "I": 0x2EBF0, "J": 0x323B0, "compatibility": 0xF900, "compatibility supplement": 0x2F800, "zero": 0x3007,
}  # fmt: skip


@pytest.mark.parametrize("point", EXTENSIONS.values(), ids=EXTENSIONS)
def test_every_extension_is_han(point: int) -> None:
    assert characters.is_han(chr(point))


def test_what_unicode_names_an_ideograph_is_han_and_nothing_of_other_scripts() -> None:
    ideographs = ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "CJK RADICAL", "KANGXI RADICAL")
    others = ("LATIN", "CYRILLIC", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "BOPOMOFO", "DIGIT", "FULLWIDTH")
    for point in range(0x32400):
        name = unicodedata.name(chr(point), "")
        if name.startswith(ideographs):
            assert characters.is_han(chr(point)), name
        elif name.startswith(others):
            assert not characters.is_han(chr(point)), name


def test_a_rare_name_is_han_on_the_page_in_print_in_order_and_in_the_search() -> None:
    assert country_finder.romanised(f"{RARE}国") == (reading(f"{RARE}国").typed, reading(f"{RARE}国").initials)
    assert HALF_WIDTH.search(f"{RARE},")
    assert copy_style.HALF_WIDTH.search(f"{RARE},")
    assert UNSPACED.fullmatch(f"{RARE}野家")
    assert word_difference(f"{RARE}国", f"{RARE}家") == f"{RARE}[-国-]{{+家+}}"


@pytest.mark.parametrize("unseen", ["\u200b", "\u202e", "\u2066", "\u00ad", "\u3164", "\u2800", "\ufe0f", "\U000e0101"])
def test_what_nobody_sees_is_refused_named_and_taken_away(unseen: str) -> None:
    number = f"+81 3 3403{unseen}3388"
    assert [one.rule for one in hidden_characters(number, "facts.yml")] == ["hidden-character"]
    assert plain(number) == "+81 3 34033388"
    assert unseen not in problems.quoted(number)
    change = of_text("x", "phone", None, number)
    assert f"<U+{ord(unseen):04X}>" in as_text([change], "en")


def test_only_what_formats_refuse_is_unprintable() -> None:
    assert characters.printable("a\tb\nc\x00\x0b\x7f\x9f\ufffe\x85d😀") == "a\tb\nc\x85d😀"
    assert not any(characters.UNPRINTABLE.match(chr(point)) for point in (0x20, 0xD7FF, 0xE000, 0xFFFD, 0x10FFFF))


def test_names_are_compared_without_accents() -> None:
    assert characters.folded("Côte d'Ivoire") == "cote d'ivoire"


def test_no_other_module_defines_such_a_class() -> None:
    from support import ROOT

    package = ROOT / "scripts/advisories"
    ranges = re.compile(r"\\u(?:3400|4e00)-\\u(?:4dbf|9fff)|\\u200b-\\u200f|\\u2060-\\u206f", re.IGNORECASE)
    found = {file.name for file in package.rglob("*.py") if ranges.search(file.read_text(encoding="utf-8"))}
    # the latter two say what is common, so that all else gets a closer look
    assert found == {"characters.py", "reading.py", "plain_text.py"}
