"""Print training packs, countries or any pages as PDF, in each language and in all of them together.

Without names: every pack and every country. A pack or a country by itself is printed with all its documents; several
other pages become one handbook. Files go to dist/pdf, with a manifest that pages read to link them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from advisories.common.command_line import CONFIG, ROOT, argument, failed, parser
from advisories.printing import fonts
from advisories.printing.errors import PrintingError
from advisories.printing.request import KINDS, PrintRequest, summary_of

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
    try:
        if options.fetch_fonts:
            fonts.fetch(options.fonts, say)
            return 0
        kinds = tuple(options.only.split(","))
        request = PrintRequest(
            options.config, options.out, options.fonts, tuple(options.names), options.lang, options.paper, kinds,
            options.strict, options.jobs,
        )  # fmt: skip
        say(summary_of(request))
    except PrintingError as error:
        return failed("\nprint", error)
    return 0


def say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
