"""Compare the contacts of two revisions by meaning: what was added, changed, removed, withheld, and on what evidence.

    python scripts/contact_changes.py origin/main --format markdown --lang en

Exit status, for a required check: 0 = no contact changes; 1 = changes that need two approvals; 2 = the revisions could
not be compared (treat it like 1); 3 = contacts are only withdrawn, one approval is enough.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from advisories.common.git import GitError
from advisories.common.problems import speaking_languages
from advisories.review.change import needs_two
from advisories.review.change_report import as_markdown, as_text
from advisories.review.changes import compare
from advisories.review.revisions import WORKTREE, RevisionError, catalogue_of

ROOT = Path(__file__).resolve().parent.parent
NONE, TWO_APPROVALS, NOT_COMPARED, ONLY_WITHDRAWALS = 0, 1, 2, 3


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, compare, print."""
    options = parser().parse_args(arguments)
    try:
        with catalogue_of(options.root, options.base) as old, catalogue_of(options.root, options.to) as new:
            changes = compare(old, new)
    except (GitError, RevisionError) as error:
        print(f"contact_changes: {error}", file=sys.stderr)
        return NOT_COMPARED
    form = as_markdown if options.format == "markdown" else as_text
    print(form(changes, options.lang))
    if not changes:
        return NONE
    return TWO_APPROVALS if needs_two(changes) else ONLY_WITHDRAWALS


def parser() -> argparse.ArgumentParser:
    """The command line of this verb."""
    result = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    result.add_argument("base", help="the revision before, such as origin/main")
    result.add_argument("--to", default=WORKTREE, help=f"the revision after, or {WORKTREE} (as the files lie here)")
    result.add_argument("--root", type=Path, default=ROOT, help="the repository that holds both")
    result.add_argument("--format", choices=("text", "markdown"), default="text")
    result.add_argument("--lang", choices=speaking_languages(), default=speaking_languages()[0])
    return result


if __name__ == "__main__":
    sys.exit(main())
