"""Characters that sound alike: 蒙谷 is typed for 蒙古, since both are ``menggu``. Data of pypinyin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..common.characters import is_han
from ..language.pinyin import reading

SHORT = 2
"""Characters of a name. In a longer one a wrong character is found by those beside it (``slips`` in names.js)."""
COMMON = b"".join(bytes((row, column)) for row in range(0xB0, 0xD8) for column in range(0xA1, 0xFF)).decode(
    "gb2312", "ignore"
)
"""The characters in daily use: level 1 of GB 2312."""


def alike(names: Iterable[str]) -> list[str]:
    """Characters of short ``names`` with common ones that sound like them, tones aside: one text for each sound."""
    named = {sign for name in names if is_han(name) and len(name) == SHORT for sign in name}
    sounds = {reading(sign).spelt for sign in named}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for sign in (*named, *COMMON):
        if (sound := reading(sign).spelt) in sounds:
            found[sound].add(sign)
    return ["".join(sorted(found[sound])) for sound in sorted(sounds)]
