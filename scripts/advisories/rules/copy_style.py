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

from ..comparison.parallel import Passage
from ..problems import Finding
from .registry import Check, rule

HAN = r"[\u3400-\u9fff]"
ANY_HAN, LATIN = re.compile(HAN), re.compile("[A-Za-z]")
HALF_WIDTH = re.compile(rf"(?<={HAN})[,;:!?](?={HAN}|\s|$)|(?<=[\u3400-\u9fff）”》])[,;!?]|(?<={HAN})\.(?={HAN}|$)")
BLANK = re.compile(rf"(?<={HAN}) +(?=[A-Za-z0-9\u3400-\u9fff])|(?<=[A-Za-z0-9%]) +(?={HAN})")
DOUBLED = re.compile(r"[，。；：！？、]{2,}|(?<!…)…(?!…)|,,+|;;+")
STYLE = {"fullwidth": 1, "halfwidth-word": 1, "halfwidth-punctuation": 1, "no-space-fullwidth": 1}
OFF = (
    "space-word", "space-punctuation", "space-bracket", "space-backticks", "space-dash", "space-dollar", "spellcheck",
    "no-space-fullwidth-quote",
)  # fmt: skip


@rule
def full_width_punctuation(check: Check) -> Iterator[Finding]:
    """Punctuation between Chinese characters is full-width."""
    for passage in _chinese(check):
        if match := HALF_WIDTH.search(passage.text):
            yield _finding(passage, match.start(), match.end())
        elif (better := _corrected(passage.text)) != passage.text and not BLANK.search(passage.text):
            at = next((i for i, (a, b) in enumerate(zip(passage.text, better, strict=False)) if a != b), len(better))
            yield _finding(passage, at, at + 1)


@rule
def blank_beside_han(check: Check) -> Iterator[Finding]:
    """No blank stands between Chinese characters and Latin letters, digits or each other."""
    for passage in _chinese(check):
        if match := BLANK.search(passage.text):
            yield _finding(passage, match.start(), match.end())


@rule
def doubled_punctuation(check: Check) -> Iterator[Finding]:
    """No mark stands twice; a Chinese ellipsis is two signs long."""
    for passage in _chinese(check):
        if match := DOUBLED.search(passage.text):
            yield _finding(passage, match.start(), match.end())


def _chinese(check: Check) -> list[Passage]:
    """Passages written in Chinese: more Han than Latin letters. A name in an English sentence is left alone."""
    if "chinese" not in check.memory:
        check.memory["chinese"] = [passage for passage in check.passages.every if _is_chinese(passage.text)]
    found: list[Passage] = check.memory["chinese"]
    return found


def _is_chinese(text: str) -> bool:
    if text.isascii():
        return False
    han = len(ANY_HAN.findall(text))
    return han > 0 and han > len(LATIN.findall(text))


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
