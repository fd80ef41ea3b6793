"""One look at many texts misses none that a look at each would meet."""

from __future__ import annotations

import re
from random import Random

import pytest

from advisories.common.prefilter import Texts
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
