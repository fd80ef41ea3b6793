"""What each language needs to write figures, to speak of calls, and to name who answers: a folder of YAML per language.

``site.yml`` and ``print.yml`` hold the words of pages and of printed matter (see ``words``), ``figures.yml`` and
``calling.yml`` the words by which texts are read. The latter are of use in every text, whatever its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@cache
def lexicon(part: str) -> Mapping[str, Mapping[str, Any]]:
    """Language → the data of its file ``<part>.yml``."""
    files = sorted(FOLDER.glob(f"*/{part}.yml"))
    return {file.parent.name: yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader) for file in files}


def listed(part: str, key: str) -> list[str]:
    """The words that all languages list under a key, each language's in its order."""
    return [str(word) for language in lexicon(part).values() for word in language.get(key, ())]


def valued(part: str, key: str) -> dict[str, Any]:
    """The words that all languages give a value under a key, the longest first: ``thousand`` → 3."""
    pairs = [pair for language in lexicon(part).values() for pair in language.get(key, {}).items()]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; one of Latin letters is met as a whole word."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in ordered) + ")"
