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
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

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

# What is changed in Pagefind's script, each found exactly once or the build fails: a second instance may search another
# language than the page's, and a file that does not arrive is a failure, not a search without hits.
PATCHES = (
    ("deriveBasePath(instanceOptions?.basePath),language:detectLanguage(),",
     "deriveBasePath(instanceOptions?.basePath),language:instanceOptions.language,"),
    ("{console.error(`Failed to load the meta index:", "{throw e;console.error(`Failed to load the meta index:"),
    ("{console.error(`Failed to load the index chunk", "{throw e;console.error(`Failed to load the index chunk"),
)  # fmt: skip


def write(site: Site, site_dir: Path, documents: Documents | None = None) -> None:
    """Make ``pagefind/`` in the built site."""
    documents = documents or Documents(site)
    pages = documents.of_site(site_dir)
    with tempfile.TemporaryDirectory(prefix="search-", dir=site_dir) as folder:
        make(site, pages, Path(folder), documents.store)
        shutil.rmtree(site_dir / FOLDER, ignore_errors=True)
        (Path(folder) / "out").rename(site_dir / FOLDER)


def publish(made: Path, site_dir: Path) -> None:
    """Put a copy of the search's files into the built site."""
    target = site_dir / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(made, target)


def make(site: Site, pages: Mapping[tuple[str, str], str], folder: Path, store: Store = NOTHING_KEPT) -> None:
    """Make the search's files in ``folder/out`` from documents by language and key."""
    with ThreadPoolExecutor() as threads:  # each waits for a process
        made = list(threads.map(lambda one: _of_language(one, pages, store), site.languages))
    entry = _entry([json.loads(files.pop(ENTRY)) for files in made], site)
    engines = {f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in json.loads(entry)["languages"].values()}
    files = {name: data for one in made for name, data in one.items() if name in engines or _is_kept(name)}
    files["pagefind.js"] = _patched(files["pagefind.js"].decode()).encode()
    out = folder / "out"
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
    files = pagefind.index({f"/{place}": pages[key] for place, key in enumerate(in_order)})
    texts = _texts(files, in_order, {key: number for number, key in enumerate(pages)})
    return files | dict(_pieces(texts, language))


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
    """Take the pages' texts out of ``files``; the index then knows pages by their ``numbers``.

    The result is the text as Pagefind counts its words, by key. Pagefind names a page after its content. Names by
    chance do not compress, and readers would load them twice: in the index and beside the titles. A number in its
    place, of the same length, needs no list.
    """
    found, names = {}, {}
    for name in [name for name in files if name.startswith("fragment/")]:
        page = json.loads(gzip.decompress(files.pop(name)).removeprefix(SIGNATURE))
        key = in_order[int(page["url"].strip("/"))]
        found[key] = page["content"]
        language, _, chance = PurePosixPath(name).stem.rpartition("_")
        names[f"{language}_{chance}".encode()] = f"{language}_{numbers[key]:0{len(chance)}}".encode()
    (meta,) = (name for name in files if name.endswith(".pf_meta"))
    pattern = re.compile(b"|".join(map(re.escape, names)) or b"$.")
    data = pattern.sub(lambda match: names[match[0]], gzip.decompress(files[meta]))
    files[meta] = gzip.compress(data, 9, mtime=0)
    return found


def _pieces(texts: Mapping[str, str], language: str) -> Iterator[tuple[str, bytes]]:
    for key, text in texts.items():
        for number, piece in enumerate(pieces(text)):
            data = gzip.compress(json.dumps(piece, ensure_ascii=False).encode(), 9, mtime=0)
            yield f"fragment/{language}/{key}.{number}.pf_fragment", data
