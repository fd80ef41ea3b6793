"""Decide whether a pull request has the approvals that its contact changes need.

Reads the reviews as the code host's API lists them. An approval counts if it is a person's latest word, was given for
the newest commit, comes from somebody who may write, and not from the author. Exit status 0 = enough.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from contact_changes import NONE, ONLY_WITHDRAWALS

MAY_WRITE = frozenset(("OWNER", "MEMBER", "COLLABORATOR"))
DECISIONS = frozenset(("APPROVED", "CHANGES_REQUESTED", "DISMISSED"))


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, count, print one line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("reviews", type=Path, help="the reviews, as JSON")
    parser.add_argument("--status", type=int, required=True, help="exit status of contact_changes.py")
    parser.add_argument("--head", required=True, help="the newest commit")
    parser.add_argument("--author", required=True, help="who opened the pull request")
    options = parser.parse_args(arguments)
    reviews = json.loads(options.reviews.read_text(encoding="utf-8"))
    has, needs = len(approvers(reviews, options.head, options.author)), needed(options.status)
    print(f"{has} of {needs} approvals" if needs else "no contact changes")
    return int(has < needs)


def needed(status: int) -> int:
    """Approvals for an exit status of the comparison; one that is unknown needs two."""
    return {NONE: 0, ONLY_WITHDRAWALS: 1}.get(status, 2)


def approvers(reviews: Iterable[Mapping[str, Any]], head: str, author: str) -> set[str]:
    """People whose latest word on the newest commit is an approval."""
    latest: dict[str, Mapping[str, Any]] = {}
    for review in sorted(reviews, key=lambda review: str(review.get("submitted_at", ""))):
        if review["state"] in DECISIONS and review.get("user"):
            latest[review["user"]["login"]] = review
    return {
        login
        for login, review in latest.items()
        if review["state"] == "APPROVED"
        and review["commit_id"] == head
        and review["author_association"] in MAY_WRITE
        and login != author
    }


if __name__ == "__main__":
    sys.exit(main())
