"""The verb: its forms of output, and what makes it fail."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from support import HERE, Edit, make_docs

import check

FACTS = "docs/audiences/students/facts.yml"


def run(
    capsys: pytest.CaptureFixture[str], folder: Path, edits: dict[str, Edit] | None = None, *options: str
) -> tuple[int, str]:
    config = make_docs(folder, edits)
    status = check.main(["--config", str(config), "--lang", "en", *options])
    return status, capsys.readouterr().out


def test_clean_content_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, tmp_path, None, "--format", "text") == (0, "check: 0 errors, 0 warnings in 5 items\n")


def test_warning_does_not_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(
        capsys,
        tmp_path,
        {"docs/audiences/students/index.en.md": ("Copy your papers.", "Copy all.")},
        "--format",
        "text",
    )
    assert status == 0
    assert "1 warnings" in out


def test_nothing_checked_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text((HERE / "service" / "mkdocs.yml").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "docs").mkdir()
    assert check.main(["--config", str(config)]) == 1


def test_json_names_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(capsys, tmp_path, {FACTS: ("icon: school", "icon: A B")}, "--format", "json")
    problem = json.loads(out)["problems"][0]
    assert status == 1
    assert (problem["path"], problem["line"], problem["rule"], problem["severity"]) == (FACTS, 1, "slug-form", "error")


def test_github_annotation_is_one_command_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out = run(capsys, tmp_path, {FACTS: ("icon: school", 'icon: "100%, a:b"')}, "--format", "github")
    assert out.startswith(f"::error file={FACTS},line=1,title=slug-form::icon must consist of")
    assert "100%25" in out.splitlines()[0]


def test_broken_tree_gives_exactly_the_expected_output(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = HERE / "broken"
    assert check.main(["--config", str(broken / "mkdocs.yml"), "--lang", "en", "--format", "text"]) == 1
    assert capsys.readouterr().out == (broken / "expected.txt").read_text(encoding="utf-8")


def test_broken_tree_breaks_many_rules() -> None:
    text = (HERE / "broken" / "expected.txt").read_text(encoding="utf-8")
    rules = set(re.findall(r"\[([a-z0-9-]+)\] RULES\.md#\1$", text, re.MULTILINE))
    assert len(rules) >= 40


def test_case_files_are_data_only() -> None:
    for file in (HERE / "rules" / "cases").glob("*.yml"):
        assert yaml.safe_load(file.read_text(encoding="utf-8"))
