"""Check the content: every problem with file, line and rule; exit status 1 if there is an error.

Used by editors, the pre-commit hook, continuous integration and ``build.py``. Needs no network.
"""

from __future__ import annotations

import gc
import os
import sys
from argparse import Namespace
from pathlib import Path

from advisories.common import clock
from advisories.common.command_line import CONFIG, argument, form, in_workflow, language, parser
from advisories.common.command_line import failed as stopped
from advisories.common.git import GitError
from advisories.common.problem_reports import as_annotations, as_markdown, as_sarif
from advisories.common.problems import Problem, Severity, as_json, as_text, guide_address, summary
from advisories.common.settings import read_settings
from advisories.review.changed import changed_files, of_changed
from advisories.rules import Checked, check
from advisories.tasks import derived_state


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, check, print; 0 = no error, 1 = errors or nothing checked, 2 = the check could not run."""
    options = options_of(arguments)
    try:
        files = changed_files(options.config.resolve().parent, options.changed) if options.changed else None
        cache = derived_state.store_beside(options.config, "build")
        settings = read_settings(options.config)
        result = check(settings, clock.today(), cache)
    except derived_state.DerivedStateError as error:
        return stopped("check", error.said(options.lang), 2)
    except (GitError, OSError) as error:
        return stopped("check", f"cannot run: {error}", 2)
    if files is not None:
        result = Checked(of_changed(result.problems, files), result.items)
    report(result.problems, options.format, options.lang, result.items, settings.repo_url)
    return int(failed(result))


def options_of(arguments: list[str] | None) -> Namespace:
    """The command line of this program: annotations inside a GitHub workflow, plain text elsewhere."""
    forms = form(*(("github", "text") if in_workflow() else ("text", "github")), "json", "sarif")
    changed = argument("--changed", metavar="BASE", help="only problems of files that differ from this commit")
    return parser(__doc__, CONFIG, forms, language(), changed).parse_args(arguments)


def report(problems: list[Problem], form: str, language: str, items: int, repo_url: str = "") -> None:
    """Print every problem with a link to its rule, then the count."""
    guide = guide_address(language, repo_url)
    if form in ("json", "sarif"):
        print(as_json(problems, language, items) if form == "json" else as_sarif(problems, language, guide))
        return
    lines = (
        as_annotations(problems, language, guide)
        if form == "github"
        else (as_text(problem, language, guide) for problem in problems)
    )
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
    gc.disable()  # nothing here is garbage before the end
    sys.exit(main())
