"""What the audit finds in the built site is told beside the line of the content that it comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

import build
from advisories.audit.audit_report import AuditFinding, AuditReport
from advisories.audit.finding_sources import findings_as_annotations

JAPAN = "---\ntitle: x\n---\n\nFines of 10000000 yen\n"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    for name, text in {
        "countries/japan/index.en.md": JAPAN,
        "countries/peru/index.en.md": JAPAN,
        "countries/peru/index.zh.md": JAPAN,
        "a/facts.yml": "url: x/2026/40235\n",
    }.items():
        file = tmp_path / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "docs"


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("countries/japan/index.html", "10000000", "file=docs/countries/japan/index.en.md,line=5,"),
        ("countries/peru/index.html", "10000000", "file=docs/countries/peru/index.en.md,line=5,"),
        (
            "pagefind/zh/texts/countries/peru.json",
            "10000000",
            "file=docs/countries/peru/index.zh.md,line=5,",
        ),
        ("pagefind/en/texts/about.json", "2026 40235", "file=docs/a/facts.yml,line=1,"),
        ("index.html", "no such text", ""),
    ],
)
def test_finding_is_told_at_its_line_in_every_language(docs: Path, path: str, value: str, place: str) -> None:
    (line,) = findings_as_annotations([AuditFinding(path, "phone", value)] * 2, docs, docs.parent)
    assert line.startswith(f"::error {place}title=build::")
    assert "no record vouches" in line
    assert "没有任何记录" in line
    assert value in line


def test_build_that_fails_tells_it_on_the_pull_request(
    docs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = AuditReport([AuditFinding("countries/japan/index.html", "phone", "10000000")], files=1)
    for host, count in (("true", 1), ("", 0)):
        monkeypatch.setenv("GITHUB_ACTIONS", host)
        build.say_what_was_found(report, docs)
        assert capsys.readouterr().out.count("::error file=docs/countries/japan/") == count
        build.failed("a\nb")
        assert capsys.readouterr().out.count("::error title=build::") == count
