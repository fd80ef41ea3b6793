"""Approvals: whose count, and how many are needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import review as program


def review(
    login: str, state: str = "APPROVED", commit: str = "new", role: str = "MEMBER", at: str = "1"
) -> dict[str, Any]:
    return {
        "user": {"login": login},
        "state": state,
        "commit_id": commit,
        "author_association": role,
        "submitted_at": at,
    }


TWO = [review("ann"), review("bob")]


@pytest.mark.parametrize(
    ("reviews", "status", "enough"),
    [
        ([], 0, True),
        ([], 1, False),
        (TWO, 1, True),
        (TWO[:1], 1, False),
        (TWO[:1], 3, True),
        (TWO[:1], 2, False),  # not compared: like a change
        (TWO, 7, True),
        ([review("ann"), review("ann", at="2")], 1, False),  # one person
        ([*TWO[:1], review("author")], 1, False),
        ([*TWO[:1], review("bob", commit="old")], 1, False),
        ([*TWO[:1], review("bob", role="NONE")], 1, False),
        ([*TWO, review("bob", state="CHANGES_REQUESTED", at="2")], 1, False),
        ([*TWO, review("bob", state="COMMENTED", at="2")], 1, True),
    ],
)
def test_approvals_are_counted(reviews: list[dict[str, Any]], status: int, enough: bool, tmp_path: Path) -> None:
    file = tmp_path / "reviews.json"
    file.write_text(json.dumps(reviews), encoding="utf-8")
    options = [str(file), "--status", str(status), "--head", "new", "--author", "author"]
    assert (program.main(["approvals", *options]) == 0) is enough
