"""What Pagefind makes of the documents of one language, kept so that an edited page need not bring all others along.

The index of few changed pages is worked into the one that is kept; that of very many pages is made of several, since
Pagefind holds every word of every page in memory at once. Either gives what one run over all pages would give.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ..tasks.cache import Store, digest, packed, program, unpacked
from . import index_words, pagefind
from .documents import FIELDS, pieces
from .index_words import SIGNATURE, UnknownFormat, Words

ENTRY, SCRIPT = "pagefind-entry.json", "pagefind.js"
ENGINE, NO_ENGINE = "wasm.{}.pagefind", "unknown"  # the name of the engine for languages that have none
AT_ONCE = 600
"""Documents in one run of Pagefind, which takes half a megabyte for each where every two characters are a word."""
FEW = 4  # more than one changed page in so many are made with all others
PART = 2000  # words and positions in a part as Pagefind writes it, which is taken apart again


@dataclass(frozen=True)
class PageIndex:
    """Documents in the order of their keys, and what Pagefind says of each and of all."""

    documents: Mapping[str, str]
    counts: Sequence[int]
    """Words on each page."""
    pieces: Mapping[str, bytes]
    """The text of each page as Pagefind counts its words, in pieces, packed."""
    words: Words
    others: Mapping[str, bytes]
    """Pagefind's entry, its script, and the engine for the language."""


def of(language: str, documents: Mapping[str, str], store: Store) -> PageIndex:
    """The index of these documents by key; what was made of the same ones in an earlier build is used."""
    in_order = {key: documents[key] for key in sorted(documents)}  # neighbours have words in common: a smaller index
    shelf = digest("page index", program(), language)
    before = _unpacked(data) if (data := store.get(shelf)) else None
    found = (before and _changed(before, in_order)) or _made(in_order, before)
    if store.folder:
        store.put(shelf, _packed(found))
    return found


def _made(documents: Mapping[str, str], before: PageIndex | None) -> PageIndex:
    """Of all documents, some at a time."""
    keys = list(documents)
    indexes, counts, cut = [], list[int](), dict[str, bytes]()
    others: Mapping[str, bytes] = {}
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        run = _Run.over([documents[key] for key in some])
        if len(run.texts) < len(some):  # Pagefind leaves out what has no words
            left = {key for number, key in enumerate(some) if number not in run.numbers}
            return _made({key: one for key, one in documents.items() if key not in left}, before)
        indexes.append((run.words, start))
        counts += run.counts
        for key, text in zip(some, run.texts, strict=True):
            known = before and before.documents.get(key) == documents[key] and before.pieces[key]
            cut[key] = known or packed(dict(_cut(text)))
        others = run.others
    return PageIndex(documents, counts, cut, index_words.joined(indexes), others)


def _changed(before: PageIndex, documents: Mapping[str, str]) -> PageIndex | None:
    """Of an earlier one, where only texts of few pages differ."""
    if list(before.documents) != list(documents):
        return None
    places = {key: at for at, key in enumerate(documents) if before.documents[key] != documents[key]}
    if len(places) * FEW > len(documents):
        return None
    try:
        run = _Run.over([one[key] for key in places for one in (before.documents, documents)])
    except pagefind.SearchError:
        return None
    if len(run.texts) < 2 * len(places):
        return None
    counts, cut = list(before.counts), dict(before.pieces)
    for key, count, text in zip(places, run.counts[1::2], run.texts[1::2], strict=True):
        counts[places[key]], cut[key] = count, packed(dict(_cut(text)))
    words = index_words.changed(before.words, run.words, list(places.values()))
    return PageIndex(documents, counts, cut, words, before.others)


@dataclass(frozen=True)
class _Run:
    """What Pagefind says of some documents in their order; of which, by their numbers."""

    numbers: Sequence[int]
    counts: Sequence[int]
    texts: Sequence[str]
    words: Words
    others: Mapping[str, bytes]

    @classmethod
    def over(cls, documents: Sequence[str]) -> _Run:
        """Ask Pagefind."""
        return cls.of(pagefind.index({f"/{number}": one for number, one in enumerate(documents)}, PART))

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> _Run:
        """Read its files."""
        meta = next((name for name in files if name.endswith(".pf_meta")), None)
        if meta is None:
            return cls([], [], [], {}, {})
        counts, fields = index_words.meta(gzip.decompress(files[meta]))
        if fields != FIELDS[: len(fields)]:  # the index calls them by number
            raise UnknownFormat(f"fields {fields}")
        pages = [json.loads(_unsigned(files[f"fragment/{name}.pf_fragment"])) for name in counts]
        words = index_words.words(gzip.decompress(data) for name, data in files.items() if name.endswith(".pf_index"))
        engine = next(one["wasm"] or NO_ENGINE for one in json.loads(files[ENTRY])["languages"].values())
        others = {name: files[name] for name in (ENTRY, SCRIPT, ENGINE.format(engine))}
        numbers, texts = [int(page["url"].strip("/")) for page in pages], [page["content"] for page in pages]
        return cls(numbers, list(counts.values()), texts, words, others)


def _unsigned(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(SIGNATURE)


def _cut(text: str) -> Iterator[tuple[str, bytes]]:
    for number, piece in enumerate(pieces(text)):
        data = json.dumps(piece, ensure_ascii=False).encode()
        small = gzip.compress(data, 9, mtime=0)  # for texts so short as small as a better way, and faster
        yield str(number), small


# --- between builds ------------------------------------------------------------------------------------------------


def _packed(index: PageIndex) -> bytes:
    said = list(index.words.values())
    texts = [document.encode() for document in index.documents.values()]
    cut = list(index.pieces.values())
    numbers = [list(index.documents), _sizes(texts), list(index.counts), _sizes(cut), _sizes(said)]
    files = {
        "texts": b"".join(texts),
        "pieces": b"".join(cut),
        "words": b"\n".join(index.words),
        "said": b"".join(said),
    }
    return packed({"numbers": json.dumps(numbers).encode(), **files, **index.others})


def _unpacked(data: bytes) -> PageIndex:
    files = unpacked(data)
    keys, of_texts, counts, of_pieces, of_words = json.loads(files.pop("numbers"))
    texts = [text.decode() for text in _parted(files.pop("texts"), of_texts)]
    cut = _parted(files.pop("pieces"), of_pieces)
    words, said = files.pop("words").split(b"\n"), _parted(files.pop("said"), of_words)
    return PageIndex(
        dict(zip(keys, texts, strict=True)), counts, dict(zip(keys, cut, strict=True)),
        dict(zip(words, said, strict=True)) if of_words else {}, files,
    )  # fmt: skip


def _sizes(parts: Iterable[bytes]) -> list[int]:
    return [len(part) for part in parts]


def _parted(data: bytes, sizes: Iterable[int]) -> list[bytes]:
    return [data[start:end] for start, end in pairwise(accumulate(sizes, initial=0))]
