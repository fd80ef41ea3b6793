"""Print training packs, countries or any pages as PDF, in each language and in all of them together.

Without names: every pack and every country. A pack or a country by itself is printed with all its documents; several
other pages become one handbook. Files go to dist/pdf, with a manifest that pages read to link them.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from advisories.common.command_line import CONFIG, ROOT, argument, failed, parser

if TYPE_CHECKING:
    from advisories.printing.export import PrintedFile

KINDS = ("handbook", "cards", "card", "poster", "quiz", "slides")


ARGUMENTS = (
    argument("names", nargs="*", metavar="PACK|PAGE", help="such as training/community-evening or countries/japan"),
    argument("--lang", default="all", help="a language of the site, both (in one document), or all editions"),
    argument("--paper", choices=("a4", "letter", "a5"), help="instead of the pack's own paper"),
    argument("--only", default=",".join(KINDS), help=f"kinds of documents: {', '.join(KINDS)}"),
    argument("--strict", action="store_true", help="refuse a pack whose contacts are out of date"),
    CONFIG,
    argument("--out", type=Path, default=ROOT / "dist" / "pdf", help="folder of the files"),
    argument("--fonts", type=Path, default=ROOT / ".cache" / "fonts", help="folder of the fonts"),
    argument("--fetch-fonts", action="store_true", help="only get the fonts"),
    argument("--jobs", type=int, default=0, help="processes; 0 = one per processor"),
)


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, print, say what was made; 0 = all is there, 1 = something was refused."""
    options = parser(__doc__, *ARGUMENTS).parse_args(arguments)
    from advisories.printing import fonts
    from advisories.printing.errors import PrintingError

    gc.disable()  # what is read is kept until the end: there is no garbage to look for
    try:
        if options.fetch_fonts:
            fonts.fetch(options.fonts, lambda line: print(line, file=sys.stderr))
            return 0
        return export(options)
    except PrintingError as error:
        return failed("\nprint", error)


def export(options: argparse.Namespace) -> int:
    """Do nothing where nothing has changed; else read the site and print."""
    from advisories.common import clock
    from advisories.common.problems import speaking_languages
    from advisories.printing import fingerprints
    from advisories.printing.errors import PrintingError
    from advisories.tasks import derived_state

    try:
        derived_state.refuse(options.config.resolve().parent)
    except derived_state.DerivedStateError as error:
        raise PrintingError(error.said(speaking_languages()[0])) from None
    started = time.monotonic()
    stamp = (
        options.out
        / ".stamps"
        / fingerprints.digest([str(options.names), options.lang, str(options.paper), options.only, str(options.strict)])
    )
    state = fingerprints.digest([str(clock.today()), fingerprints.tree_state(options.config.parent, ROOT)])
    if fingerprints.is_current(stamp, state, options.out):
        print("print: nothing has changed", file=sys.stderr)
        return 0
    made = print_all(options)
    from advisories.printing.print_files import write

    write(stamp, f"{state} {fingerprints.listing(options.out)}".encode())
    new = [one for one in made if one.new]
    pages = sum(one.entry["pages"] for one in new)
    took = time.monotonic() - started
    summary = f"{len(new)} of {len(made)} files made, {pages} pages, {took:.1f} s: {options.out}"
    print(f"\nprint: {summary}", file=sys.stderr)
    return 0


def print_all(options: argparse.Namespace) -> list[PrintedFile]:
    """Read the site, make a list of documents, print them."""
    from advisories.printing import documents, packs
    from advisories.printing import export as exports
    from advisories.printing import print_context as contexts
    from advisories.printing.compiler import PdfCompiler
    from advisories.printing.errors import PrintingError

    press = PdfCompiler(options.fonts)
    context = contexts.open_context(options.config)
    known = (*context.site.languages, "both", "all")
    if options.lang not in known:
        raise PrintingError(f"--lang must be one of {', '.join(known)}: {options.lang!r}")
    wanted: list[documents.Order] = []
    for keys in groups(options.names or packs.all_keys(context)):
        if options.strict:
            documents.refuse_expired(context, keys)
        wanted += documents.orders(context, keys, options.lang, options.paper, options.only.split(","))
    return exports.run(context, press, options.out, wanted, exports.say_to_terminal, options.jobs)


def groups(names: list[str]) -> list[tuple[str, ...]]:
    """Packs and countries one by one; other pages together in one document."""
    apart = [name for name in names if name.startswith(("training/", "countries/"))]
    together = tuple(name for name in names if name not in apart)
    if together and apart and not any(name.startswith("training/") for name in apart):
        return [tuple(names)]
    return [*((name,) for name in apart), *([together] if together else [])]


if __name__ == "__main__":
    sys.exit(main())
