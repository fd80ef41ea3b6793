"""How many approvals a change of contacts needs, and how many a pull request has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .change import Change, needs_two

NONE, TWO_APPROVALS, NOT_COMPARED, ONLY_WITHDRAWALS = 0, 1, 2, 3
"""Exit status of the comparison: what has changed."""
MAY_WRITE = frozenset(("OWNER", "MEMBER", "COLLABORATOR"))
DECISIONS = frozenset(("APPROVED", "CHANGES_REQUESTED", "DISMISSED"))


def status_of(changes: list[Change]) -> int:
    """The exit status of a comparison."""
    if not changes:
        return NONE
    return TWO_APPROVALS if needs_two(changes) else ONLY_WITHDRAWALS


def needed(status: int) -> int:
    """Approvals for an exit status of the comparison; one that is unknown needs two."""
    return {NONE: 0, ONLY_WITHDRAWALS: 1}.get(status, 2)


def approvers(reviews: Iterable[Mapping[str, Any]], head: str, author: str) -> set[str]:
    """People whose latest word on the newest commit is an approval.

    ``reviews`` as https://docs.github.com/en/rest/pulls/reviews lists them.
    """
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
