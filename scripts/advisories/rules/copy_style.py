"""Copy style of Chinese text: full-width punctuation, no blanks beside Han, nothing doubled. Warnings only.

Judged by AutoCorrect, set to this site's style; what AutoCorrect leaves alone is three short patterns.
https://github.com/huacnlee/autocorrect
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import autocorrect_py

from ..common.characters import HAN, HAN_CHARACTER, is_han
from ..common.prefilter import Texts
from ..common.problems import Finding
from ..translation.parallel import Passage
from .registry import Check, rule

LATIN = re.compile("[A-Za-z]")
HALF_WIDTH = re.compile(rf"(?<=[{HAN}）”》])[,;!?]|(?<=[{HAN}])(?::(?=\s)|[:.](?=[{HAN}]|$))")
BLANK = re.compile(rf"(?<=[{HAN}]) +(?=[A-Za-z0-9{HAN}])|(?<=[A-Za-z0-9%]) +(?=[{HAN}])")
DOUBLED = re.compile(r"[，。；：！？、]{2,}|(?<!…)…(?!…)|,,+|;;+")
ASCII_MARK = re.compile(r"[,;:!?.]")  # stands in whatever HALF_WIDTH finds
MAY_BE_DOUBLED = re.compile(r"[，。；：！？、][，。；：！？、]|…|,,|;;")  # and these in what DOUBLED finds
SETTLED = re.compile(r"[\u4e00-\u9fff，。、；：？！“”（）《》]*|[\u4e00-\u9fff，。、；？！“”（）《》0-9]*")
"""What AutoCorrect leaves alone, since it takes long to look at a text; nothing that HALF_WIDTH finds is in it."""
STYLE = {"fullwidth": 1, "halfwidth-word": 1, "halfwidth-punctuation": 1, "no-space-fullwidth": 1}
OFF = (
    "space-word", "space-punctuation", "space-bracket", "space-backticks", "space-dash", "space-dollar", "spellcheck",
    "no-space-fullwidth-quote",
)  # fmt: skip


@rule
def full_width_punctuation(check: Check) -> Iterator[Finding]:
    """Punctuation between Chinese characters is full-width."""
    unsettled = [text for text in _not_ascii(check) if not SETTLED.fullmatch(text)]
    yield from _where(check, unsettled, _half_width)


def _half_width(text: str) -> tuple[int, int] | None:
    if match := HALF_WIDTH.search(text) if ASCII_MARK.search(text) else None:
        return match.span()
    if (better := _corrected(text)) == text or BLANK.search(text):
        return None
    at = next((i for i, (a, b) in enumerate(zip(text, better, strict=False)) if a != b), len(better))
    return at, at + 1


@rule
def blank_beside_han(check: Check) -> Iterator[Finding]:
    """No blank stands between Chinese characters and Latin letters, digits or each other."""
    with_blanks = [text for text in _not_ascii(check) if " " in text]
    yield from _where(check, with_blanks, lambda text: _span(BLANK, text))


@rule
def doubled_punctuation(check: Check) -> Iterator[Finding]:
    """No mark stands twice; a Chinese ellipsis is two signs long."""
    yield from _where(check, _not_ascii(check).met(MAY_BE_DOUBLED), lambda text: _span(DOUBLED, text))


def _span(pattern: re.Pattern[str], text: str) -> tuple[int, int] | None:
    match = pattern.search(text)
    return match.span() if match else None


def _where(check: Check, likely: Iterable[str], place: Callable[[str], tuple[int, int] | None]) -> Iterator[Finding]:
    """The passages in Chinese in which there is a place to mend, of those texts in which one is likely."""
    places = {text: found for text in likely if _is_chinese(text) and (found := place(text))}
    for passage in check.passages.every if places else ():
        if passage.text in places:
            yield _finding(passage, *places[passage.text])


def _not_ascii(check: Check) -> Texts:
    """Whatever may be said in Chinese; what is said often is looked at once."""
    if "not-ascii" not in check.memory:
        check.memory["not-ascii"] = Texts(text for text in check.passages.words if not text.isascii())
    texts: Texts = check.memory["not-ascii"]
    return texts


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
