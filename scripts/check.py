"""Check the content: every problem with file, line and rule; exit status 1 if there is an error.

Used by editors, the pre-commit hook, continuous integration and ``build.py``. Needs no network.
"""

from __future__ import annotations

import argparse
import locale
import os
import sys
from pathlib import Path

from advisories.common import clock
from advisories.common.git import GitError
from advisories.common.problem_reports import as_annotations, as_markdown, as_sarif
from advisories.common.problems import Problem, Severity, as_json, as_text, speaking_languages, summary
from advisories.common.process import leave, paused_collector
from advisories.common.settings import read_settings
from advisories.review.changed import changed_files, of_changed
from advisories.rules import Checked, check
from advisories.tasks import derived_state

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, check, print; 0 = no error, 1 = errors or nothing checked, 2 = the check could not run."""
    options = parser().parse_args(arguments)
    try:
        derived_state.refuse(options.config.resolve().parent)
        files = changed_files(options.config.resolve().parent, options.changed) if options.changed else None
        result = check(read_settings(options.config), clock.today())
    except derived_state.DerivedStateError as error:
        print(f"check: {error.said(options.lang)}", file=sys.stderr)
        return 2
    except (GitError, OSError) as error:
        print(f"check: cannot run: {error}", file=sys.stderr)
        return 2
    if files is not None:
        result = Checked(of_changed(result.problems, files), result.items)
    report(result.problems, options.format, options.lang, result.items)
    return int(failed(result))


def parser() -> argparse.ArgumentParser:
    """The command line of this verb."""
    result = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    result.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", help="the site's mkdocs.yml")
    result.add_argument("--format", choices=("text", "json", "github", "sarif"), default=default_format())
    result.add_argument("--lang", choices=speaking_languages(), default=default_language(), help="language of messages")
    result.add_argument(
        "--changed", metavar="BASE", help="only problems of files that differ from this branch or commit"
    )
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
    if form in ("json", "sarif"):
        print(as_json(problems, language, items) if form == "json" else as_sarif(problems, language))
        return
    lines = as_annotations(problems, language) if form == "github" else (as_text(one, language) for one in problems)
    for line in lines:
        print(line)
    print(summary(problems, language, items))
    if form == "github" and (file := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(file).open("a", encoding="utf-8") as stream:
            stream.write(as_markdown(problems, language, items))


def failed(result: Checked) -> bool:
    """Errors fail a check, and so does a check that saw nothing."""
    return not result.items or any(problem.severity is Severity.ERROR for problem in result.problems)


if __name__ == "__main__":
    with paused_collector():  # nothing here is garbage before the end
        leave(main())
