"""Check the content: every problem with file, line and rule; exit status 1 if there is an error.

Used by editors, the pre-commit hook, continuous integration and ``build.py``. Needs no network.
"""

from __future__ import annotations

import argparse
import locale
import os
import sys
from pathlib import Path

from advisories import clock, rules
from advisories.catalogue import Catalogue, load
from advisories.problems import Problem, Severity, as_annotation, as_json, as_text, speaking_languages, summary
from advisories.settings import read_settings

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, check, print; 0 = no error, 1 = errors or nothing checked."""
    options = parser().parse_args(arguments)
    catalogue = load(read_settings(options.config))
    problems = rules.problems(catalogue, clock.today())
    report(problems, options.format, options.lang, len(catalogue.entries))
    return int(failed(catalogue, problems))


def parser() -> argparse.ArgumentParser:
    """The command line of this verb."""
    result = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    result.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", help="the site's mkdocs.yml")
    result.add_argument("--format", choices=("text", "json", "github"), default=default_format())
    result.add_argument("--lang", choices=speaking_languages(), default=default_language(), help="language of messages")
    return result


def default_format() -> str:
    """Annotations inside a GitHub workflow, plain text elsewhere."""
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def default_language() -> str:
    """The reader's own language where the checker speaks it: ADVISORIES_LANG, else the locale."""
    wanted = os.environ.get("ADVISORIES_LANG") or locale.getlocale()[0] or ""
    known = speaking_languages()
    return next((language for language in known if wanted.startswith(language)), known[0])


def report(problems: list[Problem], form: str, language: str, items: int) -> None:
    """Print every problem, then the count."""
    if form == "json":
        print(as_json(problems, language, items))
        return
    line = as_annotation if form == "github" else as_text
    for problem in problems:
        print(line(problem, language))
    print(summary(problems, language, items))


def failed(catalogue: Catalogue, problems: list[Problem]) -> bool:
    """Errors fail a check, and so does a check that saw nothing."""
    return not catalogue.entries or any(problem.severity is Severity.ERROR for problem in problems)


if __name__ == "__main__":
    sys.exit(main())
