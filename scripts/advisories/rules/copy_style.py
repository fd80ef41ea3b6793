"""Copy style of Chinese text: full-width punctuation, no blanks beside Han, nothing doubled. Warnings only.

Judged by AutoCorrect, set to this site's style; what AutoCorrect leaves alone is three short patterns.
https://github.com/huacnlee/autocorrect
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

import autocorrect_py

from ..common.characters import HAN, HAN_CHARACTER, is_han
from ..common.problems import Finding
from ..translation.parallel import Passage
from .registry import Subject
from .site_facts import ContentPart

LATIN = re.compile("[A-Za-z]")
HALF_WIDTH = re.compile(rf"(?<=[{HAN}）”》])[,;!?]|(?<=[{HAN}])(?::(?=\s)|[:.](?=[{HAN}]|$))")
BLANK = re.compile(rf"(?<=[{HAN}]) +(?=[A-Za-z0-9{HAN}])|(?<=[A-Za-z0-9%]) +(?=[{HAN}])")
DOUBLED = re.compile(r"[，。；：！？、]{2,}|(?<!…)…(?!…)|,,+|;;+")
STYLE = {"fullwidth": 1, "halfwidth-word": 1, "halfwidth-punctuation": 1, "no-space-fullwidth": 1}
OFF = (
    "space-word", "space-punctuation", "space-bracket", "space-backticks", "space-dash", "space-dollar", "spellcheck",
    "no-space-fullwidth-quote",
)  # fmt: skip


def _chinese(part: ContentPart) -> Iterator[tuple[Passage]]:
    return ((passage,) for passage in part.passages if _is_chinese(passage.text))


chinese_rule = Subject(_chinese)


@chinese_rule
def full_width_punctuation(passage: Passage) -> Iterator[Finding]:
    """Punctuation between Chinese characters is full-width."""
    text = passage.text
    if match := HALF_WIDTH.search(text):
        yield _finding(passage, *match.span())
    elif (better := _corrected(text)) != text and not BLANK.search(text):
        at = next((i for i, (a, b) in enumerate(zip(text, better, strict=False)) if a != b), len(better))
        yield _finding(passage, at, at + 1)


@chinese_rule
def blank_beside_han(passage: Passage) -> Iterator[Finding]:
    """No blank stands between Chinese characters and Latin letters, digits or each other."""
    if match := BLANK.search(passage.text):
        yield _finding(passage, *match.span())


@chinese_rule
def doubled_punctuation(passage: Passage) -> Iterator[Finding]:
    """No mark stands twice; a Chinese ellipsis is two signs long."""
    if match := DOUBLED.search(passage.text):
        yield _finding(passage, *match.span())


def _is_chinese(text: str) -> bool:
    """Whether it holds more Han than Latin letters. A name in an English sentence is left alone."""
    if not is_han(text):
        return False
    return not LATIN.search(text) or len(HAN_CHARACTER.findall(text)) > len(LATIN.findall(text))


def _finding(passage: Passage, start: int, end: int) -> Finding:
    shown = passage.text[max(0, start - 8) : end + 8]
    return Finding(passage.path, passage.line, passage.subject, shown)


@cache
def _configure() -> None:
    settings = json.dumps({"rules": {**STYLE, **dict.fromkeys(OFF, 0)}})
    autocorrect_py.load_config(settings)  # type: ignore[attr-defined]  # made in Rust, without stubs


def _corrected(text: str) -> str:
    _configure()
    return str(autocorrect_py.format(text))
