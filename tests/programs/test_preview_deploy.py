"""Previews of forks are pushed by the steps of the workflow, run here against local repositories: nothing of a fork runs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from support import ROOT

WORKFLOW = ROOT / ".github" / "workflows" / "preview-deploy.yml"
KEY, STATUS = "secrets.PREVIEW_KEY", "statuses"
VALUES = {
    "NUMBER": "7",
    "HEAD": "0" * 40,
    "REPOSITORY": "owner/site",
    "URL": "https://previews.example",
    "GH_TOKEN": "token",
}
PAGE = "<!doctype html><html lang=en><head><title>x</title></head><body><p>the word data-preview</p></body></html>"


def jobs() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    return found


def pushing() -> list[str]:
    """The commands of the job that pushes, in turn."""
    (job,) = (job for job in jobs().values() if KEY in str(job))
    return [step["run"] for step in job["steps"] if "run" in step]


def run(command: list[str], folder: Path, **more: str) -> str:
    environment = {
        **os.environ,
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@a",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@a",
        **more,
    }
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Runner:
    """A folder as the job finds it: scripts of the base branch, the repository of previews, an artifact."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "base").mkdir()
        (folder / "base" / "scripts").symlink_to(ROOT / "scripts")
        run(["git", "init", "--quiet", "--bare", "--initial-branch=main", "origin.git"], folder)
        run(["git", "clone", "--quiet", "origin.git", "previews"], folder)
        run(["git", "commit", "--quiet", "--allow-empty", "--message=first"], folder / "previews")
        run(["git", "push", "--quiet", "origin", "HEAD:main"], folder / "previews")
        gh = folder / "bin" / "gh"
        gh.parent.mkdir()
        gh.write_text(
            f'#!/bin/sh\necho \'[{{"state": "open", "head": {{"sha": "{VALUES["HEAD"]}"}}, "number": 7}}]\'\n'
        )
        gh.chmod(0o755)
        self.artifact = folder / "preview"
        (self.artifact / "a").mkdir(parents=True)
        for name in ("index.html", "a/index.html"):
            (self.artifact / name).write_text(PAGE, encoding="utf-8")

    def deploy(self) -> None:
        """The steps as the workflow runs them, on a copy of the artifact."""
        kept = self.folder / "kept"
        run(["cp", "--recursive", "--no-dereference", str(self.artifact), str(kept)], self.folder)
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        for command in pushing():
            shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", command]
            run(shell, self.folder, **VALUES, PATH=path, GITHUB_OUTPUT=os.devnull, HOME=str(self.folder))
        run(["rm", "-rf", str(self.artifact)], self.folder)
        kept.rename(self.artifact)

    def pushed(self) -> dict[str, str]:
        """Path → mode of all that is in the repository of previews."""
        lines = run(
            ["git", "-C", "origin.git", "-c", "core.quotepath=off", "ls-tree", "-rz", "main"], self.folder
        ).split("\0")
        return {line.partition("\t")[2]: line.partition(" ")[0] for line in lines if line}


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def repository(folder: Path, payload: Path) -> None:
    """A repository of a fork that runs a program whenever git looks into it."""
    folder.mkdir(parents=True, exist_ok=True)
    program = payload.with_name("program")
    program.write_text(f'#!/bin/sh\necho "$GH_TOKEN" >>{payload}\n')
    program.chmod(0o755)
    run(["git", "init", "--quiet", "--initial-branch=main"], folder)
    run(["git", "add", "--all"], folder)
    run(["git", "commit", "--quiet", "--allow-empty", "--message=x"], folder)
    run(["git", "config", "core.fsmonitor", str(program)], folder)


@pytest.mark.parametrize("place", ["", "a", "b/c"])
def test_repository_in_an_artifact_is_never_looked_into(runner: Runner, place: str) -> None:
    payload = runner.folder / "payload.txt"
    repository(runner.artifact / place, payload)
    for _ in range(3):
        runner.deploy()
    assert not payload.exists()
    assert set(runner.pushed().values()) == {"100644"}
    assert {"7/index.html", "7/a/index.html"} <= runner.pushed().keys()


NAMES = [
    ".git", ".GIT", "GIT~1", "gi7eba~1", "GITMOD~1", ".g\u200cit", ".gi\u0307t", ".git ", ".git.", ".git::$INDEX_ALLOCATION", "a\\.git", ".gitmodules",
    ".gitattributes", ".gitignore", "git\uff5e1", "a\nb", ".github",
]  # fmt: skip
PAGES = ["page.htm", "page.xhtml", "page.HTML", "page.svgz", "page.mhtml", "page.xht"]


@pytest.mark.parametrize("path", [*NAMES, *(f"{name}/config" for name in NAMES), *PAGES])
def test_names_of_git_and_of_other_pages_are_removed(runner: Runner, path: str) -> None:
    file = runner.artifact / "a" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text("[core]\n", encoding="utf-8")
    runner.deploy()
    assert {path for path in runner.pushed() if path.startswith("7/a/")} == {"7/a/index.html"}


def test_links_and_odd_files_are_removed(runner: Runner) -> None:
    secret = runner.folder / "secret.html"
    secret.write_text("secret", encoding="utf-8")
    (runner.artifact / "a" / "link.html").symlink_to(secret)
    (runner.artifact / "a" / "folder").symlink_to(runner.folder)
    os.mkfifo(runner.artifact / "a" / "pipe.html")
    runner.deploy()
    assert {path for path in runner.pushed() if path.startswith("7/")} == {
        "7/index.html",
        "7/a/index.html",
        "7/robots.txt",
        "7/_headers",
    }
    assert secret.read_text(encoding="utf-8") == "secret"


def test_page_that_is_linked_hard_is_marked_apart(runner: Runner) -> None:
    other = runner.folder / "other.html"
    other.write_text(PAGE, encoding="utf-8")
    (runner.artifact / "a" / "index.html").unlink()
    os.link(other, runner.artifact / "a" / "index.html")
    run(["python3", "-I", str(ROOT / "scripts" / "publish.py"), "mark-preview", "preview"], runner.folder)
    assert other.read_text(encoding="utf-8") == PAGE


def test_every_page_that_is_pushed_is_marked(runner: Runner) -> None:
    runner.deploy()
    for name in ("7/index.html", "7/a/index.html"):
        page = run(["git", "-C", "origin.git", "show", f"main:{name}"], runner.folder)
        assert page.count("numbers not verified") == page.count("noindex") == 1
    assert "Disallow: /\n" in run(["git", "-C", "origin.git", "show", "main:robots.txt"], runner.folder)


def test_no_job_holds_the_key_and_the_right_to_set_a_status() -> None:
    for job in jobs().values():
        text, rights = str(job), job["permissions"]
        handles_artifact = "download-artifact" in text
        assert [KEY in text or handles_artifact, "write" in rights.values()] != [True, True]
        if rights.get(STATUS) == "write":
            assert rights == {STATUS: "write"}
            assert not any("uses" in step for step in job["steps"])
            assert "environment" not in job
