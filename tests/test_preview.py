"""A preview says on every page what it is, and a change of content that touches machinery is marked."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import preview
import touched


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<html lang=zh-Hans><head></head><body class=x>y</body></html>", "号码未经核实"),
        ("<html lang='en'><head></head><body>y</body></html>", "numbers not verified"),
        ("<html><head></head><body>y</body></html>", "numbers not verified"),
    ],
)
def test_every_page_is_marked_once(html: str, words: str, tmp_path: Path) -> None:
    page = tmp_path / "a" / "index.html"
    page.parent.mkdir()
    page.write_text(html, encoding="utf-8")
    assert preview.main([str(tmp_path)]) == 0
    once = page.read_text(encoding="utf-8")
    assert words in once
    assert 'content="noindex' in once
    assert preview.main([str(tmp_path)]) == 0
    assert page.read_text(encoding="utf-8") == once
    assert (tmp_path / "robots.txt").read_text(encoding="utf-8").endswith("Disallow: /\n")


def test_an_empty_preview_fails(tmp_path: Path) -> None:
    assert preview.main([str(tmp_path)]) == 1


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
    assert touched.main() == status
    out = capsys.readouterr().out
    assert out.count("::error file=") == (len(paths) - 1 if status else 0)
