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
from ..tasks.cache import digest, digests_of
from . import documents, export, packs
from .compiler import PdfCompiler
from .errors import PrintingError
from .export import PrintedFile
from .print_context import open_context

CONTENT = ("docs", "words", "mkdocs.yml")
CODE = ("scripts", "overrides/assets", "requirements.lock")
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
        table = derived_state.store_beside(request.config, "build").table("print")
    except derived_state.DerivedStateError as error:
        raise PrintingError(error.said(speaking_languages()[0])) from None
    asked = (request.out, request.names, request.language, request.paper, request.kinds, request.strict)
    key, inputs = digest(*map(str, asked)), inputs_of(request.config.parent, ROOT)
    if table.get(key) == digest(inputs, _listing(request.out)).encode():
        return None
    printed = print_all(request)
    table.put(key, digest(inputs, _listing(request.out)).encode())
    return printed


def inputs_of(root: Path, code: Path) -> str:
    """The digest of all that can change a document: the day, the content below ``root``, the program below ``code``."""
    places = [*(root / name for name in CONTENT), *(code / name for name in CODE)]
    return digest(str(clock.today()), *(part for file in digests_of(places).items() for part in file))


def _listing(out: Path) -> str:
    """Names and sizes of everything that was made, so that a file that was taken away is made again."""
    files = sorted(file for file in out.rglob("*") if file.suffix in (".pdf", ".zip", ".json"))
    return digest(*(f"{file.relative_to(out)} {file.stat().st_size}" for file in files))


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
