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

from advisories.common.process import leave

if TYPE_CHECKING:
    from advisories.printing.export import Made

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("handbook", "cards", "card", "poster", "quiz", "slides")


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, print, say what was made; 0 = all is there, 1 = something was refused."""
    options = parser().parse_args(arguments)
    from advisories.printing import fonts
    from advisories.printing.errors import PrintingError

    gc.disable()  # what is read is kept until the end: there is no garbage to look for
    try:
        if options.fetch_fonts:
            fonts.fetch(options.fonts, lambda line: print(line, file=sys.stderr))
            return 0
        return export(options)
    except PrintingError as error:
        print(f"\nexport_pdf: {error}", file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """The command line of this verb."""
    result = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    result.add_argument(
        "names", nargs="*", metavar="PACK|PAGE", help="such as training/community-evening or countries/japan"
    )
    result.add_argument("--lang", default="all", help="a language of the site, both (in one document), or all editions")
    result.add_argument("--paper", choices=("a4", "letter", "a5"), help="instead of the pack's own paper")
    result.add_argument("--only", default=",".join(KINDS), help=f"kinds of documents: {', '.join(KINDS)}")
    result.add_argument("--strict", action="store_true", help="refuse a pack whose contacts are out of date")
    result.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", help="the site's mkdocs.yml")
    result.add_argument("--out", type=Path, default=ROOT / "dist" / "pdf")
    result.add_argument("--fonts", type=Path, default=ROOT / ".cache" / "fonts")
    result.add_argument("--fetch-fonts", action="store_true", help="only get the fonts")
    result.add_argument("--jobs", type=int, default=0, help="processes; 0 = one per processor")
    return result


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
        print("export_pdf: nothing has changed", file=sys.stderr)
        return 0
    made = print_all(options)
    from advisories.printing.print_files import write

    write(stamp, f"{state} {fingerprints.listing(options.out)}".encode())
    new = [one for one in made if one.new]
    pages = sum(one.entry["pages"] for one in new)
    took = time.monotonic() - started
    summary = f"{len(new)} of {len(made)} files made, {pages} pages, {took:.1f} s: {options.out}"
    print(f"\nexport_pdf: {summary}", file=sys.stderr)
    return 0


def print_all(options: argparse.Namespace) -> list[Made]:
    """Read the site, make a list of documents, print them."""
    from advisories.printing import documents, packs
    from advisories.printing import export as exports
    from advisories.printing import print_context as contexts
    from advisories.printing.compiler import Press
    from advisories.printing.errors import PrintingError

    press = Press(options.fonts)
    context = contexts.open_context(options.config, items=documents.items_of(options.names, options.only.split(",")))
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
    leave(main())
