"""One look at many texts misses none that a look at each would meet."""

from __future__ import annotations

import re
from random import Random

import pytest

from advisories.common.prefilter import Texts
from advisories.contacts.detect.patterns import (
    matches_in_plain,
    matches_with_names,
    may_hold_contact,
    worth_a_look,
)
from advisories.contacts.detect.plain_text import plain
from advisories.rules.copy_style import DOUBLED, HALF_WIDTH, MAY_BE_DOUBLED, SETTLED, _corrected, _half_width

SIGNS = (*"0123456789", *"一二三〇ab.,@&/ -·()[]，。：１İK", "one ", "two ", "dot", "//", "\n", "12308", "call ")


def some_texts(random: Random, count: int) -> list[str]:
    return ["".join(random.choices(SIGNS, k=random.randrange(9))) for _ in range(count)]


@pytest.mark.parametrize(
    "pattern", [r"[0-9][^0-9]{0,4}[0-9]", r"(?<![0-9])[0-9]{2}(?![0-9])", r"\btwo\b", r"a\s?b", "x*"]
)
@pytest.mark.parametrize("small", [False, True])
def test_no_text_is_missing(pattern: str, small: bool) -> None:
    random = Random(pattern)
    for _ in range(200):
        texts = some_texts(random, random.randrange(8))
        met = Texts(texts).met(re.compile(pattern), small=small)
        alone = {text for text in texts if re.search(pattern, text.lower() if small else text)}
        assert alone <= met <= set(texts)


def test_texts_that_hold_nothing_are_passed_by() -> None:
    texts = [f"plain {'word ' * number}" for number in range(50)]
    assert Texts([*texts, "number 7"]).met(re.compile("[0-9]")) == {"number 7"}
    assert worth_a_look(Texts(texts)) == frozenset()


def test_whatever_holds_a_contact_or_nearly_a_name_is_worth_a_look() -> None:
    names = frozenset({"12308"})
    texts = [text.replace("\n", " ") for text in some_texts(Random(4), 6000)]
    texts += [
        "1 - - - - 2 · 3 0 8",
        "a (dot) com",
        "拨打九 - - 九 - - 九",
        "拨打九 9 九",
        "拨打九OO九",
        "１２３０８",
        "1\u00b72\u00b73\u00b70\u00b78",
        "\u06f1\u06f2\u06f3\u06f0\u06f8",
    ]
    worth = worth_a_look(Texts(texts))
    found = [text for text in texts if list(matches_with_names(text, names)) or list(matches_in_plain(plain(text)))]
    assert len(found) > 200
    assert set(found) <= worth
    assert {text for text in texts if may_hold_contact(text)} <= worth


CARRIERS = (
    "evil{}com", "help{}evil.example", "help{}at{}evil.example", "evil{}dot{}example", "call 9{}9{}9", "call {}{}{}", "拨打九{}九{}九",
    "0{}2079460123", "{}442079460123", "call double{}nine{}nine", "one{}two{}three{}one{}two", "evil{}点{}com", "WeChat{}freedonia9",
)  # fmt: skip


@pytest.mark.parametrize("carrier", CARRIERS)
def test_no_character_hides_a_contact_from_the_first_look(carrier: str) -> None:
    """Every character of the first three planes, wherever it could stand for a mark, a digit or a letter."""
    for point in (*range(0x20, 0xD800), *range(0xE000, 0x20000)):
        text = carrier.replace("{}", chr(point))
        if not may_hold_contact(text):
            assert list(matches_in_plain(plain(text))) == [], f"U+{point:04X}"


def test_autocorrect_leaves_alone_what_is_not_shown_to_it() -> None:
    random = Random(5)
    for signs in ("，。、；：？！“”（）《》", "，。、；？！“”（）《》0123456789"):
        for _ in range(4000):
            text = "".join(
                random.choice(signs if random.random() < 0.4 else "使领馆在有时一丁龠")
                for _ in range(random.randrange(14))
            )
            assert SETTLED.fullmatch(text)
            assert _corrected(text) == text


def test_quick_looks_at_punctuation_say_what_the_patterns_say() -> None:
    random = Random(6)
    texts = ["".join(random.choices("馆时a1,.;:!? ，。…、", k=random.randrange(1, 8))) for _ in range(4000)]
    for text in texts:
        match = HALF_WIDTH.search(text)
        assert not match or _half_width(text) == match.span()
    assert all(MAY_BE_DOUBLED.search(text) for text in texts if DOUBLED.search(text))
