"""Forms of a check's result for code hosts, and the restriction to what a branch changes."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from support import make_docs

import check
from advisories.common.problem_reports import as_annotations, as_markdown, as_sarif
from advisories.common.problems import Problem, guide_address

FACTS = "docs/audiences/students/facts.yml"
MANY = [Problem("slug-form", FACTS, n, "icon", "A`B") for n in range(1, 14)] + [
    Problem("translation-behind", "docs/b.md", n, "x", None, {"original": "y"}) for n in range(1, 13)
]


def git(folder: Path, *arguments: str) -> None:
    name = ("-c", "user.name=Editor", "-c", "user.email=editor@service.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *arguments], cwd=folder, check=True, capture_output=True)


def test_annotations_stay_within_the_limits() -> None:
    lines = list(as_annotations(MANY, "en"))
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert sum(line.startswith("::warning ") for line in lines) == 10
    assert len(lines) == len(MANY)


def test_summary_of_a_job_holds_the_whole_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    config = make_docs(tmp_path / "site", {FACTS: ("icon: school", "icon: A B")})
    check.main(["--config", str(config), "--lang", "zh", "--format", "github"])
    assert capsys.readouterr().out.startswith("::error ")
    text = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert f"`{FACTS}`" in text
    assert "`slug-form`" in text
    assert as_markdown(MANY, "en", 1).count("\n- ") == len(MANY)
    assert "'A\\`B'" in as_markdown(MANY, "en", 1)


def test_sarif_names_rule_place_and_severity() -> None:
    run = json.loads(as_sarif(MANY, "en"))["runs"][0]
    result = run["results"][0]
    assert (result["ruleId"], result["level"]) == ("slug-form", "error")
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {"slug-form", "translation-behind"}
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "slug-form"


def test_only_what_a_branch_changes_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = make_docs(tmp_path, {"docs/topics/lost-passport/facts.yml": ("icon: passport", "icon: A B")})
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    original = tmp_path / "docs/audiences/students/index.en.md"
    original.write_text(original.read_text(encoding="utf-8").replace("papers", "lists"), encoding="utf-8")
    assert check.main(["--config", str(config), "--lang", "en", "--format", "text", "--changed", "main"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert [line.rsplit("#", 1)[1] for line in out[:-1]] == ["translation-behind"]


def test_unknown_branch_gives_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = make_docs(tmp_path)
    git(tmp_path, "init", "-q")
    assert check.main(["--config", str(config), "--changed", "nowhere"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_missing_configuration_gives_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["--config", str(tmp_path / "mkdocs.yml")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("repo_url", "address"),
    [
        ("https://github.com/owner/site/", "https://github.com/owner/site/blob/HEAD/RULES.zh.md"),
        ("https://gitlab.com/owner/site", "https://gitlab.com/owner/site/-/blob/HEAD/RULES.zh.md"),
        ("https://code.example/site", "RULES.zh.md"),
        ("", "RULES.zh.md"),
    ],
)
def test_every_message_leads_to_its_rule(repo_url: str, address: str) -> None:
    guide = guide_address("zh", repo_url)
    assert guide == address
    assert all(re.search(rf"\[([a-z-]+)\] {re.escape(guide)}#\1$", line) for line in as_annotations(MANY, "zh", guide))
    where = f"{guide}#{MANY[0].rule}"
    rule = json.loads(as_sarif(MANY, "zh", guide))["runs"][0]["tool"]["driver"]["rules"][0]
    assert (rule.get("helpUri") or rule["help"]["text"]) == where
    assert ("helpUri" in rule) == ("://" in guide)
