"""Workflows and forms: of the right form, without rights they do not need, and nothing pinned by a hash we made up."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted(file for file in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if file.name != "config.yml")


def valid(schema: str, files: list[Path]) -> None:
    tool = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [tool, "--builtin-schema", f"vendor.{schema}", *files], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_workflows_fit_their_schema() -> None:
    valid("github-workflows", WORKFLOWS)


def test_forms_fit_their_schema() -> None:
    valid("github-issue-forms", FORMS)
    valid("github-issue-config", [ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml"])


def test_no_known_weakness() -> None:
    tool = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [tool, "--offline", "--no-progress", ROOT / ".github"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflow_has_no_rights_but_those_a_job_names(file: Path) -> None:
    workflow: dict[Any, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert isinstance(job["permissions"], dict)
        assert job["timeout-minutes"] <= 60
    if "pull_request" in (workflow[True] or {}):
        assert all(set(job["permissions"].values()) == {"read"} for job in workflow["jobs"].values())
        assert "${{ secrets." not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actions_are_pinned_and_of_the_host_itself(file: Path) -> None:
    for name, pin in re.findall(r"uses: ([^@\s]+)@(\S+)", file.read_text(encoding="utf-8")):
        assert name.startswith("actions/")
        assert re.fullmatch(r"v[0-9]+\.[0-9]+\.[0-9]+", pin), f"{name}@{pin}"


@pytest.mark.parametrize("name", ["check.yml", "preview.yml"])
def test_content_of_a_fork_meets_our_own_scripts(name: str) -> None:
    text = (ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8")
    assert "base.sha" in text
    assert "base/requirements.lock" in text
    assert not re.search(r"python change/|change/scripts|change/mkdocs", text)


def test_what_is_proposed_is_built_and_audited_before_it_is_merged() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["site"]["steps"]
    runs_on: dict[str, Any] = workflow[True]
    assert {"pull_request", "merge_group"} <= runs_on.keys()
    assert runs_on["pull_request"] is None  # a check that is required must run for every change
    assert "if" not in workflow["jobs"]["site"]
    commands = [step.get("run", "") for step in steps]
    assert any("cp --recursive --no-dereference change/docs base/docs" in command for command in commands)
    assert steps[-1]["working-directory"] == "base"
    assert steps[-1]["run"].startswith("python scripts/build.py")
    assert "*site*" in (ROOT / "OPERATIONS.md").read_text(encoding="utf-8")


def test_every_form_exists_in_every_language() -> None:
    stems = {file.name.split(".")[0] for file in FORMS}
    assert {file.name for file in FORMS} == {f"{stem}.{language}.yml" for stem in stems for language in ("en", "zh")}
    for stem in stems:
        ids = [
            [part.get("id") for part in yaml.safe_load(file.read_text(encoding="utf-8"))["body"]]
            for file in FORMS
            if file.name.startswith(stem)
        ]
        assert ids[0] == ids[1]


def test_pre_commit_hooks_name_files_that_exist() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    hooks += yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for hook in hooks:
        script = next(part for part in hook["entry"].split() if part.startswith("scripts/"))
        assert (ROOT / script).is_file()
