"""What programs make is believed by later runs, so what came with a commit must not be."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from support import ROOT, TODAY, build_command, epoch_of, make_docs, make_project

import build
import check
import print as print_program
import review
import serve
from advisories.tasks import derived_state
from advisories.tasks.derived_state import FOLDERS, DerivedStateError, is_derived, refuse

FALSE = "+44 20 7946 0999"
FORGER = f"""
import sys
sys.path.insert(0, "scripts")
from pathlib import Path
import build
from advisories.audit import fragment_reader
from advisories.pages import security
protect = security.protect
security.protect = lambda page: protect(page).replace("</main>", "<p>Call {FALSE}.</p></main>")
fragment_reader.FragmentReader.is_vouched = lambda *_: True
sys.exit(build.main(["--config", str(Path("mkdocs.yml").resolve()), "--site-dir", "site"]))
"""
"""The project's own build, but for a number on every page that the audit lets pass; no file of the project is touched."""
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": epoch_of(TODAY), "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    """Programs ask git once; tests change the answer."""
    refuse.cache_clear()
    yield
    refuse.cache_clear()


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@service.example")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def committed(folder: Path) -> None:
    git(folder, "init", "--quiet")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message", "first")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The service as a repository; returns its ``mkdocs.yml``."""
    config = make_docs(tmp_path / "service")
    committed(config.parent)
    return config


def add(config: Path, path: str) -> None:
    file = config.parent / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"verdict")
    git(config.parent, "add", "--force", path)


@pytest.mark.parametrize(
    "path",
    [".cache/build/ab/cdef", ".CACHE/build/x", ".cache", "dist/pdf/manifest.json", "site/index.html", ".venv/bin/python",
     "scripts/__pycache__/check.cpython-312.pyc", "yaml.pyc", ".mypy_cache/3.12/cache.db"],
)  # fmt: skip
def test_what_programs_make_is_known_by_its_path(path: str, repository: Path) -> None:
    assert is_derived(path)
    assert refuse(repository.parent)
    refuse.cache_clear()
    add(repository, path)
    with pytest.raises(DerivedStateError):
        refuse(repository.parent)


def test_a_repository_of_another_owner_is_looked_at_too(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(repository, ".cache/build/x")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(DerivedStateError):
        refuse(repository.parent)


@pytest.mark.parametrize(
    "path",
    ["docs/site/index.en.md", "scripts/site/words.py", "site.md", ".cachet/a", "docs/dist.md", "a.py"],
)
def test_everything_else_may_be_committed(path: str) -> None:
    assert not is_derived(path)


def test_this_project_has_nothing_that_programs_make() -> None:
    refuse(ROOT)


def test_every_program_refuses_it_in_one_line(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(repository, ".cache/build/ab/cdef")
    config = ["--config", str(repository)]
    said = "git rm -r -f -- .cache"
    assert check.main([*config, "--lang", "zh"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("check: git里有")
    assert build.main([*config, "--site-dir", str(repository.parent / "out")]) == 1
    assert serve.serve(repository, repository.parent / "preview", 0) == 1
    assert print_program.main([*config, "--out", str(repository.parent / "printed")]) == 1
    errors = [line for line in (error + capsys.readouterr().err).splitlines() if line]
    assert len(errors) == 4
    assert all(said in line for line in errors)
    assert not (repository.parent / "out").exists()
    git(repository.parent, "rm", "-r", "-f", ".cache")
    refuse.cache_clear()
    assert check.main(config) == 0
    assert not (repository.parent / ".cache/build/ab/cdef").exists()


def test_a_link_is_refused_with_git_or_without(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = make_docs(tmp_path / "service")
    (tmp_path / "elsewhere").mkdir()
    (config.parent / ".cache").symlink_to(tmp_path / "elsewhere")
    assert check.main(["--config", str(config), "--lang", "en"]) == 2
    assert capsys.readouterr().err == "check: .cache must be a plain folder, not a link; remove the link\n"


def test_a_change_that_brings_it_is_marked(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert review.main(["guard", str(repository.parent)]) == 0
    add(repository, ".cache/build/ab/cdef")
    refuse.cache_clear()
    assert review.main(["guard", str(repository.parent)]) == 1
    assert capsys.readouterr().out.count("::error file=.cache/build/ab/cdef") == 2


# --- a forged cache -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def forged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the cache of a build that put a number on every page."""
    project = make_project(tmp_path_factory.mktemp("forged") / "project")
    done = subprocess.run(
        [sys.executable, "-c", FORGER], cwd=project, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "audit: 0 unvouched" in done.stdout
    assert holds_it(project)
    shutil.rmtree(project / "site")
    return project


def holds_it(project: Path) -> bool:
    return any(FALSE in file.read_text(encoding="utf-8") for file in (project / "site").rglob("*.html"))


def made(project: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        build_command(project, *more), env=ENVIRONMENT, capture_output=True, text=True, check=False, cwd=project
    )


def test_a_cache_that_came_with_a_commit_is_not_believed(forged: Path, tmp_path: Path) -> None:
    shutil.copytree(forged, tmp_path / "theirs")
    committed(tmp_path / "theirs")
    git(tmp_path, "clone", "--quiet", "theirs", "ours")
    ours = tmp_path / "ours"
    done = made(ours)
    assert (done.returncode, (ours / "site").exists()) == (1, False)
    assert "git rm -r -f -- .cache" in done.stderr
    published = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    first = next(step["run"] for step in published["jobs"]["build"]["steps"] if "run" in step)
    subprocess.run(["bash", "-c", first], cwd=ours, check=True)
    done = made(ours)
    assert done.returncode == 0, done.stderr
    assert not holds_it(ours)


def test_without_git_nothing_is_published_from_a_cache_of_unknown_origin(forged: Path, tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    shutil.copytree(forged, ours)
    done = made(ours, "--publish")
    assert done.returncode == 0, done.stderr
    assert not holds_it(ours)


def test_publishing_takes_out_whatever_only_programs_make(repository: Path) -> None:
    published = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    steps = [step["run"] for step in published["jobs"]["build"]["steps"] if "run" in step]
    assert "python" not in steps[0], "code that came compiled would run"
    for path in (*(f"{name}/file" for name in FOLDERS), "scripts/__pycache__/a.pyc", "scripts/a.PYC", ".Cache/other"):
        add(repository, path)
    subprocess.run(["bash", "-c", steps[0]], cwd=repository.parent, check=True)
    assert derived_state.refuse(repository.parent)
    assert (repository.parent / "docs/index.en.md").is_file()
    assert not [
        file for file in repository.parent.rglob("*") if file.is_file() and "verdict" in file.read_text("latin1")
    ]
