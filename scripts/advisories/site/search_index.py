"""The search index of a built site, for all languages at once, by Pagefind's extended binary.

Called once at the end of a build (``scripts/hooks.py``). Reads the built pages and the catalogue, writes
``pagefind/``: the same pages give the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

import deflate

from ..store import NOTHING_KEPT, Store, digest, packed, program, unpacked
from . import pagefind, search_data
from .assembly import Site
from .pagefind import SearchFailed
from .search_text import PIECE, Documents, pieces, tag
from .variants import folded

FOLDER = "pagefind"
KEPT = ("pagefind.js", "pagefind.*.pf_meta", "index/*", "fragment/*")  # no ready-made interface
ENTRY = "pagefind-entry.json"
SIGNATURE = b"pagefind_dcd"
SPACED, UNSPACED = 1200, 2000
"""Words and positions in one file of the index: a query loads a few of them, so they are small; but the list of them is
loaded too, and there are more words, of two characters, where a script has no spaces."""

# What is changed in Pagefind's script, each found exactly once or the build fails: a second instance may search another
# language than the page's; a file that does not arrive is a failure, not a search without hits; and a file of the index
# is asked for with the version of the whole, since its name is a number that stays when its content changes.
PATCHES = (
    ("deriveBasePath(instanceOptions?.basePath),language:detectLanguage(),",
     "deriveBasePath(instanceOptions?.basePath),language:instanceOptions.language,"),
    ("{console.error(`Failed to load the meta index:", "{throw e;console.error(`Failed to load the meta index:"),
    ("{console.error(`Failed to load the index chunk", "{throw e;console.error(`Failed to load the index chunk"),
    ("index/${hash}.pf_index`", "index/${hash}.pf_index?${this.metaCacheTag}`"),
)  # fmt: skip


def write(site: Site, site_dir: Path, documents: Documents | None = None) -> None:
    """Make ``pagefind/`` in the built site."""
    documents = documents or Documents(site)
    pages = documents.of_site(site_dir)
    shutil.rmtree(site_dir / FOLDER, ignore_errors=True)
    make(site, pages, site_dir / FOLDER, documents.store)


def publish(made: Path, site_dir: Path) -> None:
    """Put a copy of the search's files into the built site."""
    target = site_dir / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(made, target)


def make(site: Site, pages: Mapping[tuple[str, str], str], out: Path, store: Store = NOTHING_KEPT) -> None:
    """Make the search's files in the folder ``out`` from documents by language and key."""
    with ThreadPoolExecutor() as threads:  # each waits for a process
        made = list(threads.map(lambda one: _of_language(one, pages, store), site.languages))
    entry = _entry([json.loads(files.pop(ENTRY)) for files in made], site)
    engines = {f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in json.loads(entry)["languages"].values()}
    files = {name: data for one in made for name, data in one.items() if name in engines or _is_kept(name)}
    files["pagefind.js"] = _patched(files["pagefind.js"].decode()).encode()
    for name in engines:
        files[name] = _compressed(gzip.decompress(files[name]))
    for parent in {(out / name).parent for name in files}:
        parent.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (out / name).write_bytes(data)
    (out / ENTRY).write_text(entry, encoding="utf-8")
    _write_data(site, out, entry)
    variants = folded(set().union(*pages.values(), search_data.as_json(search_data.names(site, search_data.HAN))))
    (out / "variants.json").write_text(search_data.as_json(variants), encoding="utf-8")


def _is_kept(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in KEPT)


def _of_language(language: str, pages: Mapping[tuple[str, str], str], store: Store) -> dict[str, bytes]:
    """The index of one language, made now or in an earlier build: content by name."""
    own = {key: html for (other, key), html in pages.items() if other == language}
    name = digest("search index", program(), language, *(part for one in own.items() for part in one))
    return unpacked(store.remember(name, lambda: packed(_index(language, own))))


def _index(language: str, pages: Mapping[str, str]) -> dict[str, bytes]:
    """What Pagefind makes of the pages of one language, its texts of whole pages cut into pieces."""
    in_order = sorted(pages)  # neighbours have words in common, which makes the index smaller
    files = pagefind.index({f"/{place}": pages[key] for place, key in enumerate(in_order)}, _size(language))
    texts = _texts(files, in_order, {key: number for number, key in enumerate(pages)})
    return files | dict(_pieces(texts, language))


def _size(language: str) -> int:
    return SPACED if tag(language) == language else UNSPACED


def _entry(entries: list[dict[str, Any]], site: Site) -> str:
    """The entry file, languages in order; all share one engine, so that a second language costs no second one."""
    entry = entries[0]
    found = {name: one for made in entries for name, one in made["languages"].items()}
    tags = [tag(language) for language in site.languages]
    engines = [found[name]["wasm"] for name in tags if found.get(name, {}).get("wasm")]
    for one in found.values():
        one["wasm"] = one["wasm"] or next(iter(engines), None)
    entry["languages"] = {language: found[language] for language in sorted(found)}
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def _patched(script: str) -> str:
    for old, new in PATCHES:
        if script.count(old) != 1:
            raise SearchFailed(f"pagefind.js is not the expected version: {old!r} not found once")
        script = script.replace(old, new)
    return script


def _write_data(site: Site, out: Path, entry: str) -> None:
    version = hashlib.sha256(entry.encode()).hexdigest()[:10]
    for script in search_data.SCRIPTS:
        words = search_data.as_json(search_data.names(site, script))
        (out / f"names.{script}.json").write_text(words, encoding="utf-8")
    for language in site.languages:
        data = search_data.pages(site, language, version, PIECE)
        (out / f"pages.{language}.json").write_text(search_data.as_json(data), encoding="utf-8")


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
    files[meta] = _compressed(pattern.sub(lambda match: new[match[0].decode()].encode(), data))
    for name in parts:
        files[f"index/{new[PurePosixPath(name).stem]}.pf_index"] = _compressed(gzip.decompress(files.pop(name)))
    return found


def _numbered(name: str, number: int) -> str:
    """``en_6b7eb07`` → ``en_0000012``."""
    language, _, chance = name.rpartition("_")
    return f"{language}_{number:0{len(chance)}}"


def _compressed(data: bytes) -> bytes:
    """As small as gzip can be, and the same bytes for the same data."""
    return bytes(deflate.gzip_compress(data, 12))


def _pieces(texts: Mapping[str, str], language: str) -> Iterator[tuple[str, bytes]]:
    for key, text in texts.items():
        for number, piece in enumerate(pieces(text)):
            data = json.dumps(piece, ensure_ascii=False).encode()
            small = gzip.compress(data, 9, mtime=0)  # for texts this short as good, and five times as fast
            yield f"fragment/{language}/{key}.{number}.pf_fragment", small
