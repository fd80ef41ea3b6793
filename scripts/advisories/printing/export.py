"""Runs orders: makes documents on all processors, leaves alone what has not changed, and writes the manifest.

``manifest.json`` beside the PDFs is what pages read to link them: kind, languages, pages, bytes and dates of each file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pikepdf

from ..common.files import sha256_of
from ..tasks.cache import digest
from ..tasks.parallel import WORTH_A_FORK, run_all
from . import fonts, packs
from .bundle import bundle
from .compiler import STANDARDS, PdfCompiler, TypstDocument, missing_sign
from .documents import Order, make
from .errors import PrintingError
from .pack_freshness import PackFreshness
from .print_context import PrintContext
from .print_files import as_json, read_json, write

MANIFEST = "manifest.json"
Say = Callable[[str], None]


@dataclass(frozen=True)
class PrintedFile:
    """One file: its entry in the manifest, and whether it was made anew."""

    file: str
    entry: dict[str, Any]
    new: bool


class _Worker:
    """What each process keeps; set before the pool starts, so that processes inherit it."""

    context: PrintContext
    compiler: PdfCompiler
    out: Path
    known: dict[str, Any]
    versions: bytes


def run(
    context: PrintContext, compiler: PdfCompiler, out: Path, wanted: Sequence[Order], say: Say, jobs: int = 0
) -> list[PrintedFile]:
    """Make every order; the first that fails stops the run, and what was finished before stays whole."""
    _Worker.context, _Worker.compiler, _Worker.out = context, compiler, out
    _Worker.known = read_json(out / MANIFEST).get("files", {})
    sums = {name: font["sha256"] for name, font in fonts.wanted().items()}
    _Worker.versions = as_json([version("typst"), pikepdf.__version__, STANDARDS, sums])
    made = []
    printed = run_all(_one, wanted, count=jobs or None, size=WORTH_A_FORK, begin=_alone)  # each takes long enough
    for number, one in enumerate(printed, 1):
        made.append(one)
        state = f"{one.entry['pages']} pages, {one.entry['bytes'] // 1024} KB" if one.new else "unchanged"
        say(f"[{number}/{len(wanted)}] {one.file}: {state}")
    _record(context, out, wanted, made)
    return made


def _alone() -> None:
    """One thread for each process, which are as many as the processors."""
    os.environ["RAYON_NUM_THREADS"] = "1"


def _one(order: Order) -> PrintedFile:
    document = make(_Worker.context, order)
    files = sorted(document.files.items())
    key = digest(document.main, _Worker.versions, *(part for file in files for part in file))
    known = _Worker.known.get(order.file)
    file = _Worker.out / order.file
    if known and known.get("key") == key and _is(file, known):
        return PrintedFile(order.file, known, new=False)
    pdf = _compile(document)
    write(file, pdf.content)
    return PrintedFile(order.file, entry_of(order, document, key, pdf.content, pdf.pages), new=True)


def _compile(document: TypstDocument) -> Any:
    try:
        return _Worker.compiler.print(document)
    except PrintingError as error:
        raise _placed(error, document) from error


def _placed(error: PrintingError, document: TypstDocument) -> PrintingError:
    """The error with the page on which the sign stands that no font has."""
    for sign in missing_sign(error.message):
        for key in document.keys:
            for language in document.languages:
                body = _Worker.context.ref(key, language).page.body
                if sign in body:
                    path, line = _Worker.context.place(key, language, sign)
                    return PrintingError(f"no font has the sign {sign!r}", path, line)
    return error


def entry_of(order: Order, document: TypstDocument, key: str, content: bytes, pages: int) -> dict[str, Any]:
    """What the manifest says about a file."""
    return {
        "key": key,
        "pack": order.pack,
        "kind": order.kind,
        "languages": list(order.languages),
        "paper": document.paper,
        "title": document.title,
        "pages": pages,
        "bytes": len(content),
        "sha256": sha256_of(content),
        "checked": document.day.isoformat(),
        "prints": list(document.keys),
    }


def _is(file: Path, known: dict[str, Any]) -> bool:
    try:
        return file.stat().st_size == known.get("bytes") and sha256_of(file.read_bytes()) == known.get("sha256")
    except OSError:
        return False


def _record(context: PrintContext, out: Path, wanted: Sequence[Order], made: Iterable[PrintedFile]) -> None:
    """Write archives and the manifest, and forget files that are gone."""
    manifest = read_json(out / MANIFEST)
    listed = {name: entry for name, entry in manifest.get("files", {}).items() if (out / name).is_file()}
    listed.update({file.file: file.entry for file in made})
    groups = {order.pack: order.keys for order in wanted}
    described = dict(manifest.get("packs", {}))
    for pack, keys in groups.items():
        inside = {name: entry for name, entry in listed.items() if entry["pack"] == pack}
        described[pack] = {**_described(context, keys), **bundle(context, out, pack, keys, inside, described.get(pack))}
    write(out / MANIFEST, as_json({"files": listed, "packs": described}))


def _described(context: PrintContext, keys: tuple[str, ...]) -> dict[str, Any]:
    contents = packs.contents_of(context, keys)
    freshness = PackFreshness(context, contents)
    return {
        "checked": min(freshness.reviewed).isoformat(),
        "reliable_until": freshness.reliable_until.isoformat(),
        "stale_contacts": freshness.stale,
        "prints": list(contents.keys),
    }


def say_to_terminal(line: str) -> None:
    """Progress on the error stream: one line that is rewritten on a terminal, plain lines elsewhere."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{line[:110]}")
    else:
        sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
