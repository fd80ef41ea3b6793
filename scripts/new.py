"""Start a page, and write anew what is made from something else: guides, schemas, pictures.

``new.py country Japan`` · ``new.py topic lost-luggage`` · ``new.py event 2024-04-open-day`` · also audience and pack.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from advisories.common import clock
from advisories.common.command_line import CONFIG, ROOT, Program, argument, failed, language
from advisories.common.settings import read_settings
from advisories.content.files import PICTURES
from advisories.editing.guides import guides as all_guides
from advisories.editing.interview import Asker, ask_for
from advisories.editing.picture_files import UnfitPictureError, make_fit
from advisories.editing.scaffold import KINDS, NotPossibleError, write
from advisories.editing.schemas import schemas as all_schemas
from advisories.search.constants import as_module as search_constants

CHECK = argument("--check", action="store_true", help="write nothing, fail where a file is out of date")
program = Program(__doc__)


def page(kind: str, options: Namespace) -> int:
    """Write the three files of a new page from templates that pass the checker, then say what to do next."""
    settings = read_settings(options.config)
    asker = Asker(options.lang, silent=options.no_input)
    try:
        files = write(settings, ask_for(settings, kind, options.slug, asker), clock.today())
    except NotPossibleError as reason:
        return failed("new", asker.say(reason.key, **reason.values))
    except OSError as error:
        return failed("new", error)
    except (EOFError, KeyboardInterrupt):
        print(file=sys.stderr)
        return failed("new", asker.say("stopped"))
    for file in files:
        print(asker.say("written", path=f"{settings.docs_dir.name}/{file.relative_to(settings.docs_dir).as_posix()}"))
    print(asker.say("next"))
    return 0


for each in KINDS:
    program.command(
        argument("slug", nargs="?", default="", help="name of the folder; for a country also its name or code"),
        argument("--no-input", action="store_true", help="ask nothing, take every proposal"),
        language(),
        CONFIG,
        name=each,
        summary=f"start a page: {each}",
    )(partial(page, each))


@program.command(CHECK)
def guides(options: Namespace) -> int:
    """Write RULES.md in every language: every rule with a wrong and a right example."""
    return rewrite(ROOT, all_guides(), check=options.check)


@program.command(CHECK)
def schemas(options: Namespace) -> int:
    """Write anew what is made from the code: schemas/, for editors, and what the search's scripts share with it."""
    shared = rewrite(ROOT / "overrides/assets/search", {"constants.js": search_constants()}, check=options.check)
    return shared or rewrite(
        ROOT / "schemas", all_schemas(read_settings(ROOT / "mkdocs.yml").languages), check=options.check
    )


def rewrite(folder: Path, texts: Mapping[str, str], *, check: bool) -> int:
    """Write files that differ, or only compare them; 1 where one is out of date."""
    status = 0
    for name, text in texts.items():
        file = folder / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            print(f"{name} is {'out of date' if check else 'written anew'}")
            if check:
                status = 1
            else:
                file.write_text(text, encoding="utf-8")
    return status


@program.command(
    argument("pictures", nargs="*", type=Path),
    argument("--all", action="store_true", help="every picture of the site"),
    CONFIG,
)
def picture(options: Namespace) -> int:
    """Make pictures fit to publish: upright, small, the right type, no camera data; 1 where one cannot be read."""
    docs = read_settings(options.config).docs_dir
    files = sorted(file for file in docs.rglob("*") if file.suffix in PICTURES) if options.all else options.pictures
    status = 0
    for file in files:
        try:
            print(make_fit(file))
        except UnfitPictureError as error:
            status = failed("picture", error)
    return status


def main(arguments: list[str] | None = None) -> int:
    return program.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
