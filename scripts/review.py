"""For reviewers: which contacts a change alters, which translations are behind, what is due."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from advisories.common import clock
from advisories.common.command_line import CONFIG, ROOT, Program, argument, failed, form, language
from advisories.common.git import GitError
from advisories.common.problems import speaking_languages
from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.review import approvals as counting
from advisories.review import due as duties
from advisories.review import guard as guards
from advisories.review import translations as behind
from advisories.review.change_report import as_markdown, as_text
from advisories.review.changes import compare
from advisories.review.revisions import WORKTREE, RevisionError, catalogue_of

program = Program(__doc__)


@program.command(
    argument("base", help="the revision before, such as origin/main"),
    argument("--to", default=WORKTREE, help=f"the revision after, or {WORKTREE} (as the files lie here)"),
    argument("--root", type=Path, default=ROOT, help="the repository that holds both"),
    form("text", "markdown"),
    language(speaking_languages()[0]),
)
def contacts(options: Namespace) -> int:
    """Compare the contacts of two revisions by meaning: added, changed, removed, withheld, and on what evidence.

    Exit status, for a required check: 0 = no contact changes; 1 = changes that need two approvals; 2 = the revisions
    could not be compared (treat it like 1); 3 = contacts are only withdrawn, one approval is enough.
    """
    try:
        with catalogue_of(options.root, options.base) as old, catalogue_of(options.root, options.to) as new:
            changes = compare(old, new)
    except (GitError, RevisionError) as error:
        return failed("contacts", error, counting.NOT_COMPARED)
    print((as_markdown if options.format == "markdown" else as_text)(changes, options.lang))
    return counting.status_of(changes)


@program.command(
    argument("reviews", type=Path, help="the reviews, as JSON"),
    argument("--status", type=int, required=True, help="exit status of `review.py contacts`"),
    argument("--head", required=True, help="the newest commit"),
    argument("--author", required=True, help="who opened the pull request"),
)
def approvals(options: Namespace) -> int:
    """Decide whether a pull request has the approvals that its contact changes need; 0 = enough.

    Reads the reviews as the code host's API lists them. An approval counts if it is a person's latest word, was given
    for the newest commit, comes from somebody who may write, and not from the author.
    """
    reviews = json.loads(options.reviews.read_text(encoding="utf-8"))
    has = len(counting.approvers(reviews, options.head, options.author))
    needs = counting.needed(options.status)
    print(f"{has} of {needs} approvals" if needs else "no contact changes")
    return int(has < needs)


@program.command(argument("folders", nargs="*", type=Path, help="checkouts of the change"))
def guard(options: Namespace) -> int:
    """Mark a change that touches content and machinery at once: configuration, scripts, templates, workflows, locks.

    Reads the changed paths from standard input, separated by NUL: ``git diff --name-only -z BASE | review.py guard``.
    Exit status 1 where a change of content also touches what runs; a change of the machinery alone is for its owners.
    Also 1 where a folder that is named holds what only programs may make, such as a cache.
    """
    lines = guards.findings(sys.stdin.read(), options.folders)
    print("\n".join(lines), end="\n" * bool(lines))
    return int(bool(lines))


@program.command(
    CONFIG,
    form("text", "json", "markdown"),
    argument("--days", type=int, default=0, help="also what falls due within so many days"),
    argument("--withheld", action="store_true", help="also contacts that wait for somebody to confirm them"),
)
def due(options: Namespace) -> int:
    """List what is due: contacts by age, pages by review date, translations behind; 1 if nothing could be read."""
    catalogue, today = load(read_settings(options.config)), clock.today()
    tasks = duties.due(catalogue, today, options.days)
    if not options.withheld:
        tasks = [task for task in tasks if task.task is not duties.Duty.WITHHELD]
    print(duties.FORMS[options.format](tasks, today))
    return int(not catalogue.entries)


@program.command(CONFIG, argument("pages", nargs="*", type=Path, help="translated pages; none = all that are behind"))
def translations(options: Namespace) -> int:
    """Show what changed in the original since a translation was made from it; 1 where a page is no translation."""
    wanted = {page.resolve() for page in options.pages}
    lines = list(behind.differences(read_settings(options.config), wanted))
    print("\n".join(lines) or ("no such translation" if wanted else "no translation is behind"))
    return int(bool(wanted) and not lines)


@program.command(
    CONFIG,
    argument("pages", nargs="*", type=Path, help="translated pages, such as docs/topics/x/index.zh.md"),
    argument("--all", action="store_true", help="every translation of the site"),
)
def accept(options: Namespace) -> int:
    """Say that a translation has been reviewed against its original as it stands: writes ``translated-from``.

    The original is the page without ``translated-from``, or the default language where no page names one.
    """
    wanted = None if options.all else {page.resolve() for page in options.pages}
    written = behind.accept_all(read_settings(options.config), wanted)
    print(f"{len(written)} translations accepted")
    return int(not written and not options.all)


def main(arguments: list[str] | None = None) -> int:
    return program.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
