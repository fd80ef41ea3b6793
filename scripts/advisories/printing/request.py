"""What is to be printed, and where; from reading the site to the files."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from ..common import clock
from ..common.command_line import ROOT
from ..common.problems import speaking_languages
from ..content.catalogue import Catalogue
from ..tasks import derived_state
from . import documents, export, fingerprints, packs
from .compiler import PdfCompiler
from .errors import PrintingError
from .export import PrintedFile
from .print_context import open_context
from .print_files import write

KINDS = ("handbook", "cards", "card", "poster", "quiz", "slides")


@dataclass(frozen=True)
class PrintRequest:
    """Names of packs, countries and other pages (none: every pack and country), and how they are printed."""

    config: Path
    out: Path
    fonts: Path = ROOT / ".cache" / "fonts"
    names: tuple[str, ...] = ()
    language: str = "all"
    paper: str | None = None
    kinds: tuple[str, ...] = KINDS
    strict: bool = False
    jobs: int = 0
    catalogue: Catalogue | None = None
    """The content, if it has been read."""


def summary_of(request: PrintRequest) -> str:
    """Print unless nothing has changed; gives one line for a person. Raises ``PrintingError``."""
    begun = time.monotonic()
    printed = print_unless_current(request)
    if printed is None:
        return "print: nothing has changed"
    new = [file for file in printed if file.new]
    pages, took = sum(file.entry["pages"] for file in new), time.monotonic() - begun
    return f"\nprint: {len(new)} of {len(printed)} files made, {pages} pages, {took:.1f} s: {request.out}"


def print_unless_current(request: PrintRequest) -> list[PrintedFile] | None:
    """Print; ``None`` where nothing has changed since it was last done. Raises ``PrintingError``."""
    try:
        derived_state.refuse(request.config.resolve().parent)
    except derived_state.DerivedStateError as error:
        raise PrintingError(error.said(speaking_languages()[0])) from None
    asked = (request.names, request.language, request.paper, request.kinds, request.strict)
    stamp = request.out / ".stamps" / fingerprints.digest([*map(str, asked)])
    state = fingerprints.digest([str(clock.today()), fingerprints.tree_state(request.config.parent, ROOT)])
    if fingerprints.is_current(stamp, state, request.out):
        return None
    printed = print_all(request)
    write(stamp, f"{state} {fingerprints.listing(request.out)}".encode())
    return printed


def print_all(request: PrintRequest) -> list[PrintedFile]:
    """Read the site, make a list of documents, print them."""
    context = open_context(request.config, catalogue=request.catalogue)
    languages = (*context.site.languages, "both", "all")
    if request.language not in languages:
        raise PrintingError(f"--lang must be one of {', '.join(languages)}: {request.language!r}")
    orders: list[documents.Order] = []
    for keys in groups(request.names or tuple(packs.all_keys(context))):
        if request.strict:
            documents.refuse_expired(context, keys)
        orders += documents.orders(context, keys, request.language, request.paper, list(request.kinds))
    compiler = PdfCompiler(request.fonts)
    return export.run(context, compiler, request.out, orders, export.say_to_terminal, request.jobs)


def groups(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Packs and countries one by one; other pages together in one document."""
    apart = [name for name in names if name.startswith(("training/", "countries/"))]
    together = tuple(name for name in names if name not in apart)
    if together and apart and not any(name.startswith("training/") for name in apart):
        return [names]
    return [*((name,) for name in apart), *([together] if together else [])]
