"""What is not shown to AutoCorrect is what it leaves alone."""

from __future__ import annotations

from random import Random

from advisories.rules.copy_style import SETTLED, _corrected


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
