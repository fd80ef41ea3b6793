"""The search index of a built site, for all languages at once, by Pagefind's extended binary.

Called once at the end of a build (``scripts/hooks.py``). Reads the built pages and the catalogue, writes
``pagefind/``: the same pages give the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pagefind_bin_extended import get_executable

from . import search_data
from .assembly import Site
from .search_text import documents, tag

FOLDER = "pagefind"
KEPT = ("pagefind.js", "pagefind.*.pf_meta", "index/*", "fragment/*")  # ready-made interfaces stay away
CHUNK = "3000"  # words and positions in one file of the index: a query loads a few, so they are small
SIGNATURE = b"pagefind_dcd"

# What is changed in Pagefind's script, each found exactly once or the build fails: a second instance may search another
# language than the page's, and a file that does not arrive is a failure, not a search without hits.
PATCHES = (
    ("deriveBasePath(instanceOptions?.basePath),language:detectLanguage(),",
     "deriveBasePath(instanceOptions?.basePath),language:instanceOptions.language,"),
    ("{console.error(`Failed to load the meta index:", "{throw e;console.error(`Failed to load the meta index:"),
    ("{console.error(`Failed to load the index chunk", "{throw e;console.error(`Failed to load the index chunk"),
)  # fmt: skip


class SearchFailed(Exception):
    """Pagefind could not make the index, or is not the one this module was written for."""


def write(site: Site, site_dir: Path) -> None:
    """Make ``pagefind/`` in the built site."""
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        make(site, documents(site, site_dir), Path(folder))
        publish(Path(folder) / "out", site_dir)


def publish(made: Path, site_dir: Path) -> None:
    """Put the search's files into the built site."""
    target = site_dir / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(made, target)


def make(site: Site, pages: Mapping[tuple[str, str], str], folder: Path) -> None:
    """Make the search's files in ``folder/out`` from documents by language and key."""
    raw, out = folder / "raw", folder / "out"
    _write_documents(pages, folder / "pages")
    _run(folder / "pages", raw)
    entry = _entry(raw, site)
    engines = {f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in json.loads(entry)["languages"].values()}
    for file in sorted(file for pattern in (*KEPT, *engines) for file in raw.glob(pattern)):
        target = out / file.relative_to(raw)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(file, target)
    (out / "pagefind-entry.json").write_text(entry, encoding="utf-8")
    _patch(out / "pagefind.js")
    _write_data(site, out, entry)


def _write_documents(pages: Mapping[tuple[str, str], str], folder: Path) -> None:
    for (language, key), html in pages.items():
        file = folder / language / key / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")


def _run(pages: Path, out: Path) -> None:
    command = [str(get_executable()), "--site", str(pages), "--output-path", str(out), "--silent"]
    environment = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if result.returncode or not (out / "pagefind-entry.json").exists():
        raise SearchFailed(f"pagefind: {result.stderr.strip() or result.stdout.strip()}")


def _entry(raw: Path, site: Site) -> str:
    """The entry file, languages in order; all share one engine, so that a second language costs no second one."""
    entry: dict[str, Any] = json.loads((raw / "pagefind-entry.json").read_text(encoding="utf-8"))
    found = entry["languages"]
    tags = [tag(language) for language in site.languages]
    engines = [found[name]["wasm"] for name in tags if found.get(name, {}).get("wasm")]
    for one in found.values():
        one["wasm"] = one["wasm"] or next(iter(engines), None)
    entry["languages"] = {language: found[language] for language in sorted(found)}
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def _patch(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    for old, new in PATCHES:
        if text.count(old) != 1:
            raise SearchFailed(f"{script.name} is not the expected version: {old!r} not found once")
        text = text.replace(old, new)
    script.write_text(text, encoding="utf-8")


def _write_data(site: Site, out: Path, entry: str) -> None:
    version = hashlib.sha256(entry.encode()).hexdigest()[:10]
    fragments = _fragments(out / "fragment")
    for name, words in (("names", search_data.names(site)), ("names.spelt", search_data.spelt(site))):
        (out / f"{name}.json").write_text(search_data.as_json(words), encoding="utf-8")
    for language in site.languages:
        data = search_data.pages(site, language, fragments.get(language, {}), version)
        (out / f"pages.{language}.json").write_text(search_data.as_json(data), encoding="utf-8")


def _fragments(folder: Path) -> dict[str, dict[str, str]]:
    """Language → key → name of the fragment; a hit is known by it before the fragment is read."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(folder.iterdir()):
        data = json.loads(gzip.decompress(file.read_bytes()).removeprefix(SIGNATURE))
        language, _, key = data["url"].strip("/").partition("/")
        found.setdefault(language, {})[key] = file.stem
    return found
