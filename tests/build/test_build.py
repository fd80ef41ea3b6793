"""Publishing is all or nothing, whenever the build is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support import ROOT, make_docs

import build
from advisories.build import publishing
from advisories.build.pipeline import BuildError, Pipeline
from advisories.common.files import write
from advisories.tasks.parallel import start

MOMENTS = {
    "before the swap": "os.kill(os.getpid(), 9)",
    "between the two renames": "publishing.exchange = lambda *_: False; rename = Path.rename\n"
    "def once(self, target):\n    rename(self, target); os.kill(os.getpid(), 9)\nPath.rename = once",
    "after the swap": "publishing.shutil.rmtree = lambda *_, **__: os.kill(os.getpid(), 9)",
}
CHILD = """
import os, sys
sys.path.insert(0, {scripts!r})
from pathlib import Path
from advisories.build import publishing
site = Path({site!r})
with publishing.lock(site.with_name("lock")):
    new = publishing.fresh_folder(site)
    new.mkdir()
    (new / "index.html").write_text("new")
    {moment}
    publishing.swap(new, site)
"""


def killed(site: Path, moment: str) -> None:
    """Run a build that is killed at the moment."""
    indented = moment.replace("\n", "\n    ")
    code = CHILD.format(scripts=str(ROOT / "scripts"), site=str(site), moment=indented)
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL


def old_site(folder: Path) -> Path:
    site = folder / "site"
    site.mkdir()
    (site / "index.html").write_text("old", encoding="utf-8")
    return site


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS.keys())
def test_a_killed_build_leaves_a_whole_site(moment: str, tmp_path: Path) -> None:
    site = old_site(tmp_path)
    killed(site, moment)
    with publishing.lock(site.with_name("lock")):
        publishing.recover(site)
    assert (site / "index.html").read_text(encoding="utf-8") in ("old", "new")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["lock", "site"]


@pytest.mark.parametrize("can_exchange", [True, False])
def test_the_new_site_takes_the_place_of_the_old(
    can_exchange: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not can_exchange:
        monkeypatch.setattr(publishing, "exchange", lambda *_: False)
    site = old_site(tmp_path)
    new = publishing.fresh_folder(site)
    new.mkdir()
    (new / "index.html").write_text("new", encoding="utf-8")
    publishing.swap(new, site)
    assert (site / "index.html").read_text(encoding="utf-8") == "new"
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_two_builds_do_not_meet(tmp_path: Path) -> None:
    with (
        publishing.lock(tmp_path / "lock"),
        pytest.raises(publishing.BuildLockedError),
        publishing.lock(tmp_path / "lock"),
    ):
        pass


@pytest.mark.parametrize("where", ["docs", ".", "docs/.."])
def test_the_sources_are_never_replaced(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = make_docs(tmp_path)
    assert build.main(["--config", str(config), "--site-dir", str((tmp_path / where).resolve())]) == 1
    assert "is made from" in capsys.readouterr().err
    assert (tmp_path / "docs/contacts.yml").exists()


def test_a_folder_of_something_else_is_never_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/one.jpg").touch()
    assert build.main(["--config", str(make_docs(tmp_path / "s")), "--site-dir", str(tmp_path / "photos")]) == 1
    assert "no built site" in capsys.readouterr().err


def test_bad_content_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = make_docs(tmp_path / "s", {"docs/contacts.yml": ("region: GB", "region: Britain")})
    site = old_site(tmp_path)
    assert build.main(["--config", str(config), "--site-dir", str(site)]) == 1
    assert (site / "index.html").read_text(encoding="utf-8") == "old"
    assert "The published site is unchanged." in capsys.readouterr().err


@pytest.mark.parametrize(("number", "words"), [(28, "disk is full"), (30, "read-only"), (13, "no permission")])
def test_trouble_with_the_disk_is_said_in_one_line(
    number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, "technical words", "somewhere")

    monkeypatch.setattr(publishing, "recover", fail)
    assert build.main(["--config", str(make_docs(tmp_path)), "--site-dir", str(tmp_path / "site")]) == 1
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1


def test_every_step_runs_and_the_site_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pages(pipeline: Pipeline, request: object, new: Path) -> None:
        (new / "countries/x").mkdir(parents=True)
        (new / "index.html").write_text("<p>Call 999.</p>", encoding="utf-8")
        (new / "countries/x/index.html").write_text("<p>x</p>", encoding="utf-8")

    monkeypatch.setattr(Pipeline, "_write_pages", pages)
    site = tmp_path / "site"
    assert build.main(["--config", str(make_docs(tmp_path)), "--site-dir", str(site)]) == 0
    out = capsys.readouterr().out
    assert "2 pages (1 countries, 1 other)" in out
    assert f"http.server --directory {site}" in out


def test_output_with_a_strange_number_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pages(pipeline: Pipeline, request: object, new: Path) -> None:
        new.mkdir()
        (new / "index.html").write_text("<p>Call 020 7946 0123.</p>", encoding="utf-8")

    monkeypatch.setattr(Pipeline, "_write_pages", pages)
    site = old_site(tmp_path)
    assert build.main(["--config", str(make_docs(tmp_path / "s")), "--site-dir", str(site)]) == 1
    assert (site / "index.html").read_text(encoding="utf-8") == "old"
    assert "index.html: no record vouches for this phone: '020 7946 0123'" in capsys.readouterr().out


def test_what_is_published_stays_when_a_build_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"index.html": "<p>Call 999.</p>", "x.html": "<p>x</p>"}

    def pages(pipeline: Pipeline, request: object, new: Path) -> None:
        for name, text in said.items():
            write(new / name, text.encode())

    monkeypatch.setattr(Pipeline, "_write_pages", pages)
    site = tmp_path / "site"
    arguments = ["--config", str(make_docs(tmp_path)), "--site-dir", str(site)]
    assert build.main(arguments) == 0
    said["x.html"] = "<p>y</p>"
    assert build.main(arguments) == 0
    said["x.html"] = "<p>Call 020 7946 0123.</p>"
    assert build.main(arguments) == 1
    assert [(site / name).read_text(encoding="utf-8") for name in said] == ["<p>Call 999.</p>", "<p>y</p>"]


def test_a_failed_build_ends_what_still_writes_into_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pages(pipeline: Pipeline, request: object, new: Path) -> None:
        start(lambda: (time.sleep(0.3), (new / "pagefind").mkdir(parents=True)))
        raise BuildError("the content has errors")

    monkeypatch.setattr("advisories.tasks.parallel.may_fork", lambda: True)
    monkeypatch.setattr(Pipeline, "_write_pages", pages)
    site = old_site(tmp_path)
    assert build.main(["--config", str(make_docs(tmp_path / "s")), "--site-dir", str(site)]) == 1
    time.sleep(0.6)
    assert [one.name for one in site.parent.iterdir() if one.name.startswith(f"{site.name}.")] == []
