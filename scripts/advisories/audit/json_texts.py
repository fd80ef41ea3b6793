"""JSON for the audit of the output."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..contacts.detect.patterns import may_hold_contact
from .fragments import Fragment, FragmentKind, FragmentMemo

HASHES = frozenset(("hash", "sha256", "revision", "checksum", "integrity", "version", "etag", "order"))
NO_SUM = re.compile(r"[\s@:]")  # stands in texts and addresses
SIZES = frozenset(("bytes",))
"""Keys of JSON whose number is the size of a file: a pack for a country with many topics has a million bytes."""

SCHEME = "(?:https?|tel|sms|mailto|urn|tag|data|javascript)"
"""Of links that are read as such; what stands before another colon is a word."""
ONE_LINK = re.compile(rf"(?:{SCHEME}:|//)\S+$")


def of_json(text: str, memo: FragmentMemo) -> Iterator[Fragment]:
    """Every text and long number of a JSON document, and its keys; hashes and checksums are left out."""
    keys, values = _keys_and_values(text)
    yield from memo.read("key", keys, _of_key)
    yield from memo.read("string", values, of_string)


def _keys_and_values(text: str) -> tuple[set[str], set[str]]:
    """All keys and all texts of a JSON document; of a key that stands twice, both values."""
    keys: set[str] = set()
    values: set[str] = set()

    def take(pairs: list[tuple[str, Any]]) -> None:
        for key, value in pairs:
            keys.add(key)
            if isinstance(value, list):
                _collect(value, values)
            elif isinstance(value, str) and not _is_sum(key, value):
                values.add(value)

    _collect([json.loads(text, strict=False, object_pairs_hook=take, parse_int=str)], values)
    return keys, values


def _is_sum(key: str, value: str) -> bool:
    return (key in HASHES and NO_SUM.search(value) is None) or (key in SIZES and value.isdigit())


def _collect(items: list[Any], values: set[str]) -> None:
    """The texts in a list; objects in it have been taken already."""
    for item in items:
        if isinstance(item, str):
            values.add(item)
        elif isinstance(item, list):
            _collect(item, values)


def _of_key(key: str) -> Iterable[Fragment]:
    return ((FragmentKind.CODE, f'"{key}"'),) if may_hold_contact(key) else ()


def of_string(words: str) -> Iterable[Fragment]:
    """A text of a document: an address, or lines for people."""
    if not may_hold_contact(words):
        return ()
    if ONE_LINK.match(words):
        return ((FragmentKind.LINK, words),)
    return [(FragmentKind.TEXT, line) for line in words.split("\n")]
