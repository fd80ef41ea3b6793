"""A change of content that touches machinery is marked."""

from __future__ import annotations

import io

import pytest

import review


@pytest.mark.parametrize(
    ("paths", "status"),
    [
        # content, or machinery, alone
        (["docs/index.en.md"], 0), (["docs/index.en.md", "README.md"], 0), (["scripts/check.py"], 0), ([], 0),
        # both
        (["docs/index.en.md", "mkdocs.yml"], 1), (["docs/index.en.md", "scripts/check.py"], 1), (["docs/a.md", "overrides/main.html"], 1),
        (["docs/a.md", ".github/workflows/check.yml"], 1), (["docs/a.md", "requirements.lock"], 1), (["docs/a.md", ".github/CODEOWNERS"], 1),
        (["docs/a.md", "scripts/README.md"], 1),
    ],
)  # fmt: skip
def test_content_and_machinery_come_apart(
    paths: list[str], status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\0".join(paths)))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert review.main(["guard"]) == status
    out = capsys.readouterr().out
    assert out.count("::error file=") == (len(paths) - 1 if status else 0)
