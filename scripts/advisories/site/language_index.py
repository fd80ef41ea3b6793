"""The search index of one language, made by Pagefind's extended binary of the documents of its pages.

What Pagefind says of whole pages is cut into pieces, of which a reader loads few. The same documents give the same
bytes; what was made of the same documents or texts in an earlier build is taken from the store.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path, PurePosixPath
from typing import Any

import deflate

from .. import standing
from ..store import Store, digest, packed, program, unpacked
from . import pagefind
from .search_text import pieces

ENTRY, SCRIPT = "pagefind-entry.json", "pagefind.js"
ENGINE, NO_ENGINE = "wasm.{}.pagefind", "unknown"  # the name of the engine for languages that have none
OWN = (".pf_meta", ".pf_index", ".pf_fragment")  # files that belong to one language
SIGNATURE = b"pagefind_dcd"
SHARE = 1.46
"""Words in one file of the index, by the root of all words. A query loads some of these files and the list of them all:
were they fewer, each would be large, and were they more, the list would be. The best number grows with that root."""


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
    files = unpacked(store.remember(name, lambda: packed(_index(language, pages, store))))
    own = {path: data for path, data in files.items() if path.endswith(OWN)}
    for path, data in own.items():
        standing.write(f"{out}/{path}", data)
    programs = {path: data for path, data in files.items() if path not in own and path != ENTRY}
    return Part(json.loads(files[ENTRY])["languages"], programs, frozenset().union(*pages.values()))


def _index(language: str, pages: Mapping[str, str], store: Store) -> dict[str, bytes]:
    """What Pagefind makes of the pages of one language, its texts of whole pages cut into pieces."""
    in_order = sorted(pages)  # neighbours have words in common, which makes the index smaller
    files = pagefind.index({f"/{place}": pages[key] for place, key in enumerate(in_order)}, _size(pages.values()))
    texts = _texts(files, in_order, {key: number for number, key in enumerate(pages)})
    engine = ENGINE.format(_engine(files))
    made = {path: data for path, data in files.items() if path.endswith(OWN) or path in (ENTRY, SCRIPT, engine)}
    return made | dict(_pieces(texts, language, store))


def _size(documents: Iterable[str]) -> int:
    return round(SHARE * sqrt(sum(document.count(" ") for document in documents)))


def _engine(files: Mapping[str, bytes]) -> str:
    """The name of the engine that this index needs."""
    return next(one["wasm"] or NO_ENGINE for one in json.loads(files[ENTRY])["languages"].values())


def _texts(files: dict[str, bytes], in_order: Sequence[str], numbers: Mapping[str, int]) -> dict[str, str]:
    """Take the pages' texts out of ``files``; the index then knows pages by their ``numbers``, and its parts by theirs.

    The result is the text as Pagefind counts its words, by key. Pagefind names pages and parts of the index after
    their content. Names by chance do not compress, and readers would load those of pages twice: in the index and beside
    the titles. A number in its place, of the same length, needs no list.
    """
    found, names = {}, {}
    for name in [name for name in files if name.startswith("fragment/")]:
        page = json.loads(gzip.decompress(files.pop(name)).removeprefix(SIGNATURE))
        key = in_order[int(page["url"].strip("/"))]
        found[key] = page["content"]
        names[PurePosixPath(name).stem] = numbers[key]
    (meta,) = (name for name in files if name.endswith(".pf_meta"))
    data = gzip.decompress(files[meta])
    parts = [name for name in files if name.endswith(".pf_index")]
    parts.sort(key=lambda name: data.index(PurePosixPath(name).stem.encode()))  # as the index lists them
    names |= {PurePosixPath(name).stem: number for number, name in enumerate(parts)}
    new = {name: _numbered(name, number) for name, number in names.items()}
    pattern = re.compile("|".join(map(re.escape, names)).encode() or b"$.")
    files[meta] = compressed(pattern.sub(lambda match: new[match[0].decode()].encode(), data))
    for name in parts:
        files[f"index/{new[PurePosixPath(name).stem]}.pf_index"] = files.pop(name)
    return found


def _numbered(name: str, number: int) -> str:
    """``en_6b7eb07`` → ``en_0000012``."""
    language, _, chance = name.rpartition("_")
    return f"{language}_{number:0{len(chance)}}"


def compressed(data: bytes) -> bytes:
    """As small as gzip can be, and the same bytes for the same data."""
    return bytes(deflate.gzip_compress(data, 12))


def _pieces(texts: Mapping[str, str], language: str, store: Store) -> Iterator[tuple[str, bytes]]:
    """The pieces of every page's text, by the path of their file."""
    shelf = digest("pieces", program(), language)
    kept = unpacked(store.get(shelf) or packed({}))
    now = {}
    for key, text in texts.items():
        name = digest(text)
        now[name] = kept.get(name) or packed(dict(_cut(text)))
        for number, piece in unpacked(now[name]).items():
            yield f"fragment/{language}/{key}.{number}.pf_fragment", piece
    if now.keys() != kept.keys():
        store.put(shelf, packed(now))


def _cut(text: str) -> Iterator[tuple[str, bytes]]:
    for number, piece in enumerate(pieces(text)):
        data = json.dumps(piece, ensure_ascii=False).encode()
        small = gzip.compress(data, 9, mtime=0)  # for texts so short as small as ``compressed``, and faster
        yield str(number), small
