"""Pinyin of names, remembered: the dictionaries take a second to load, and names seldom change."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from ..tasks.cache import Cache, program


class Reading(NamedTuple):
    """How a name sounds, in one word: with ``ü``, with ``v`` in its place, and the first letters only."""

    spelt: str
    typed: str
    initials: str


_known: dict[str, Reading] = {}  # one reading for one text, whoever asks
TABLE = "pinyin"


def reading(text: str) -> Reading:
    """The reading of a text; what is not written in Han characters stands as it is."""
    if text not in _known:
        from pypinyin import Style, lazy_pinyin

        styles: tuple[dict[str, Any], ...] = ({"v_to_u": True}, {}, {"style": Style.FIRST_LETTER})
        _known[text] = Reading(*("".join(lazy_pinyin(text, **style)) for style in styles))
    return _known[text]


def recall(store: Cache) -> None:
    """Take over what earlier builds have looked up."""
    if data := store.table(TABLE).get(program()):
        _known.update({text: Reading(*words) for text, words in json.loads(data).items()})


def keep(store: Cache) -> None:
    """Let later builds know what this process has looked up."""
    data = json.dumps(dict(sorted(_known.items())), ensure_ascii=False).encode()
    if data != store.table(TABLE).get(program()):
        store.table(TABLE).put(program(), data)
