"""The search index of one language, of which a reader loads few parts: words in parts, and texts of pages in pieces.

The same documents give the same bytes; what was made of the same ones in an earlier build is taken from the store.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

import deflate

from ..common.files import write as write_file
from ..tasks.cache import Store, digest, packed, program, unpacked
from . import index_words, page_index, pagefind
from .documents import FIELDS, tag
from .index_words import Words
from .page_index import ENTRY, PageIndex

OWN = (".pf_meta", ".pf_index", ".pf_fragment")  # files that belong to one language
SHARE = 3.0
"""Bytes in one part of the index, by the root of all its bytes. A query loads some parts and the list of them all: were
they fewer, each would be large, and were they more, the list would be. The best number grows with that root."""

LEVEL = 6  # of compressing a part, of 12: more would save a fiftieth, and take many times as long


@dataclass(frozen=True)
class Part:
    """What the search of the whole site needs to know of the index of one language."""

    entry: Mapping[str, Any]
    """What Pagefind says of it, by the language as the index calls it."""
    programs: Mapping[str, bytes]
    """Pagefind's script and engines, as they come."""
    characters: frozenset[str]
    """All that its pages are written with."""


def write(language: str, pages: Mapping[str, str], out: Path, store: Store) -> Part:
    """Write the files of one language into the folder ``out``; ``pages`` are documents by key."""
    name = digest("search index", program(), language, *(part for one in pages.items() for part in one))
    files = unpacked(store.remember(name, lambda: packed(_files(language, pages, store))))
    own = {path: data for path, data in files.items() if path.endswith(OWN)}
    for path, data in own.items():
        write_file(out / path, data)
    programs = {path: data for path, data in files.items() if path not in own and path != ENTRY}
    return Part(json.loads(files[ENTRY])["languages"], programs, frozenset().union(*pages.values()))


def _files(language: str, pages: Mapping[str, str], store: Store) -> dict[str, bytes]:
    index = page_index.of(language, pages, store)
    called = tag(language)
    parts = list(_parts(index.words))
    named = [(some[0][0], some[-1][0], _name(called, number)) for number, some in enumerate(parts)]
    numbers = {key: number for number, key in enumerate(pages)}
    counts = {_name(called, numbers[key]): count for key, count in zip(index.documents, index.counts, strict=True)}
    meta = index_words.as_meta(pagefind.VERSION, counts, named, FIELDS)
    version = f"{called}_{hashlib.sha256(meta).hexdigest()[:10]}"
    made = {f"pagefind.{version}.pf_meta": compressed(meta), **dict(_pieces(index, language)), **index.others}
    for (_, _, name), some in zip(named, parts, strict=True):
        made[f"index/{name}.pf_index"] = compressed(index_words.part(some), LEVEL)
    return made | {ENTRY: _entry(index, version)}


def _parts(words: Words) -> Iterator[list[tuple[bytes, bytes]]]:
    """Neighbouring words together, in parts of about the same size."""
    limit = SHARE * sqrt(sum(map(len, words.values())))
    some, size = list[tuple[bytes, bytes]](), 0
    for word, said in words.items():
        some.append((word, said))
        size += len(word) + len(said)
        if size >= limit:
            yield some
            some, size = [], 0
    if some:
        yield some


def _name(called: str, number: int) -> str:
    """How the index calls a page or a part: names after their content do not compress, and pages' are loaded twice."""
    return f"{called}_{number:07}"


def _entry(index: PageIndex, version: str) -> bytes:
    """Pagefind's entry, with the name of the list of pages and parts that was made anew."""
    found = json.loads(index.others[ENTRY])
    (language,) = found["languages"].values()
    language |= {"hash": version, "page_count": len(index.documents)}
    return json.dumps(found).encode()


def _pieces(index: PageIndex, language: str) -> Iterator[tuple[str, bytes]]:
    """The pieces of every page's text, by the path of their file."""
    for key, pieces in index.pieces.items():
        for number, piece in unpacked(pieces).items():
            yield f"fragment/{language}/{key}.{number}.pf_fragment", piece


def compressed(data: bytes, level: int = 12) -> bytes:
    """As small as gzip can be, and the same bytes for the same data."""
    return bytes(deflate.gzip_compress(data, level))
