"""Pagefind's index as a list of words, so that one can be made of several, or of another in which few pages changed.

The format is Pagefind's own (1.5, ``pagefind/src/index/index_words.rs``), in CBOR (RFC 8949). A word is a text, its
pages, and those forms of it that have accents, each with pages of its own. A page is its number less that of the page
before it, and the places of the word; these are carried over as bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .pagefind import SearchError

SIGNATURE = b"pagefind_dcd"
LIST, TEXT = 4, 3  # major types of CBOR

Words = dict[bytes, bytes]
"""Every word of an index in the order of their bytes, each with what the index says of it."""
Pages = list[tuple[int, bytes]]
"""Numbers of pages, rising, and the places on them."""
Forms = dict[bytes, Pages]
"""The pages of each form of a word; the form without accents is called by no name."""

_INT = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a]....)"
_HEAD = rb"(?:[\x80-\x97]|\x98.|\x99..)"
_PAGE = rb"\x83(" + _INT + rb")(" + (_HEAD + _INT + rb"*+") * 2 + rb")"
_ONE_PAGE = re.compile(_PAGE, re.DOTALL)
_ALL_PAGES = re.compile(_HEAD + rb"(?:" + _PAGE + rb")*+", re.DOTALL)


class UnknownFormat(SearchError):
    """An index that is not written as this module expects."""

    def __init__(self, where: str) -> None:
        super().__init__(f"pagefind: the index is of another format: {where}")


def words(parts: Iterable[bytes]) -> Words:
    """The words of an index from its parts, unpacked, in any order; raises ``UnknownFormat``."""
    found = dict(word for part in parts for word in _of_part(part))
    return dict(sorted(found.items()))


def _of_part(part: bytes) -> Iterator[tuple[bytes, bytes]]:
    start = len(SIGNATURE) + 1
    if part[:start] != SIGNATURE + _head(LIST, 1):
        raise UnknownFormat(repr(part[:start]))
    count, start = _length(part, start, LIST)
    for _ in range(count):
        word, start = _text(part, start + 1)
        end = _end(part, start)
        yield word, part[start:end]
        start = end
    if start != len(part):
        raise UnknownFormat("something follows the last word")


def _end(part: bytes, start: int) -> int:
    """Where that which is said of a word ends."""
    count, end = _length(part, _after_pages(part, start), LIST)
    for _ in range(count):
        _, end = _text(part, end + 1)
        end = _after_pages(part, end)
    return end


def _after_pages(data: bytes, start: int) -> int:
    if match := _ALL_PAGES.match(data, start):
        return match.end()
    raise UnknownFormat(repr(data[start : start + 20]))


def part(some: Iterable[tuple[bytes, bytes]]) -> bytes:
    """A part of an index that holds these words."""
    entries = [b"\x83" + _head(TEXT, len(word)) + word + said for word, said in some]
    return b"".join([SIGNATURE, _head(LIST, 1), _head(LIST, len(entries)), *entries])


# --- one index of several ------------------------------------------------------------------------------------------


def joined(indexes: Sequence[tuple[Words, int]]) -> Words:
    """One index of several, whose pages follow each other; with each, how many pages those before it have."""
    if len(indexes) == 1:
        return indexes[0][0]
    every = sorted(frozenset[bytes]().union(*(one for one, _ in indexes)))
    return {word: _joined_word(word, indexes) for word in every}


def _joined_word(word: bytes, indexes: Sequence[tuple[Words, int]]) -> bytes:
    forms: Forms = {b"": []}
    for one, before in indexes:
        if word in one:
            for form, pages in _forms(one[word]).items():
                forms.setdefault(form, []).extend((number + before, places) for number, places in pages)
    return _said(forms)


def changed(index: Words, other: Words, pages: Sequence[int]) -> Words:
    """An index in which some ``pages`` are as they are now.

    ``other`` is an index of these pages alone: of each as it was, which ``index`` knows, and then as it is.
    """
    result = dict(index)
    for word, said in other.items():
        before, now = _halves(_forms(said), pages)
        if before == now:
            continue
        forms = _forms(index[word]) if word in index else {}
        left = {form: [one for one in known if one not in before.get(form, ())] for form, known in forms.items()}
        for form, new in now.items():
            left[form] = sorted([*left.get(form, ()), *new])
        if any(left.values()):
            result[word] = _said(left)
        else:
            del result[word]
    return result if result.keys() == index.keys() else dict(sorted(result.items()))


def _halves(forms: Forms, pages: Sequence[int]) -> tuple[Forms, Forms]:
    """What is said of pages with even numbers, and of those with odd ones, by the page's number in ``pages``."""
    halves: tuple[Forms, Forms] = ({}, {})
    for form, known in forms.items():
        for number, places in known:
            halves[number % 2].setdefault(form, []).append((pages[number // 2], places))
    return halves


# --- one word ------------------------------------------------------------------------------------------------------


def _forms(said: bytes) -> Forms:
    """Forms and pages from what is said of a word."""
    pages, start = _pages(said, 0)
    forms = {b"": pages}
    count, start = _length(said, start, LIST)
    for _ in range(count):
        form, start = _text(said, start + 1)
        forms[form], start = _pages(said, start)
    return forms


def _said(forms: Mapping[bytes, Pages]) -> bytes:
    """The reverse of ``_forms``; forms are in the order in which they are met."""
    others = sorted((pages[0][0], form) for form, pages in forms.items() if form and pages)
    accented = [b"\x82" + _head(TEXT, len(form)) + form + _listed(forms[form]) for _, form in others]
    return b"".join([_listed(forms.get(b"", ())), _head(LIST, len(accented)), *accented])


def _pages(said: bytes, start: int) -> tuple[Pages, int]:
    end = _after_pages(said, start)
    count, _ = _length(said, start, LIST)
    found: Pages = []
    number = 0
    for match in _ONE_PAGE.finditer(said, start, end):
        step = match[1]
        number += step[0] if len(step) == 1 else int.from_bytes(step[1:], "big")
        found.append((number, match[2]))
    if len(found) != count:
        raise UnknownFormat(f"{len(found)} pages of {count}")
    return found, end


def _listed(pages: Iterable[tuple[int, bytes]]) -> bytes:
    entries = []
    before = 0
    for number, places in pages:
        entries.append(b"\x83" + _head(0, number - before) + places)
        before = number
    return _head(LIST, len(entries)) + b"".join(entries)


# --- the list of pages and parts -----------------------------------------------------------------------------------


def meta(data: bytes) -> tuple[dict[str, int], list[str]]:
    """Pages by their names, with the number of words on each, and the fields that pages may have besides their text.

    Raises ``UnknownFormat``, also where pages have filters or values to sort by.
    """
    found, end = _item(data, len(SIGNATURE))
    if not data.startswith(SIGNATURE) or end != len(data) or len(found) != 6 or found[3] or found[4]:
        raise UnknownFormat(repr(data[:40]))
    return dict(found[1]), found[5]


def as_meta(
    version: str, pages: Mapping[str, int], parts: Sequence[tuple[bytes, bytes, str]], fields: list[str]
) -> bytes:
    """The reverse, with the first and the last word of every part, and its name."""
    named = [[first.decode(), last.decode(), name] for first, last, name in parts]
    return SIGNATURE + _packed([version, [[*page] for page in pages.items()], named, [], [], fields])


# --- CBOR: lists, texts and whole numbers --------------------------------------------------------------------------


def _item(data: bytes, start: int) -> tuple[Any, int]:
    kind = data[start] >> 5
    if kind == TEXT:
        text, start = _text(data, start)
        return text.decode(), start
    value, start = _length(data, start, LIST if kind == LIST else 0)
    if kind != LIST:
        return value, start
    found = []
    for _ in range(value):
        item, start = _item(data, start)
        found.append(item)
    return found, start


def _packed(value: int | str | list[Any]) -> bytes:
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, str):
        return _head(TEXT, len(value.encode())) + value.encode()
    return _head(LIST, len(value)) + b"".join(map(_packed, value))


def _head(kind: int, value: int) -> bytes:
    """The beginning of an item: its major type, and its value or length."""
    if value < 24:
        return bytes([kind << 5 | value])
    size = 1 if value < 1 << 8 else 2 if value < 1 << 16 else 4
    return bytes([kind << 5 | (23 + size.bit_length())]) + value.to_bytes(size, "big")


def _length(data: bytes, start: int, kind: int) -> tuple[int, int]:
    """The length of the item that begins here, and where its content begins."""
    if start >= len(data) or data[start] >> 5 != kind:
        raise UnknownFormat(repr(data[start : start + 20]))
    value = data[start] & 31
    if value < 24:
        return value, start + 1
    size = 1 << (value - 24)
    return int.from_bytes(data[start + 1 : start + 1 + size], "big"), start + 1 + size


def _text(data: bytes, start: int) -> tuple[bytes, int]:
    length, start = _length(data, start, TEXT)
    return data[start : start + length], start + length
