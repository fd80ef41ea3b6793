"""A build that is killed leaves the old site or the new one, whole, and the next build needs no help."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import ROOT, TODAY, build_command, content_of, epoch_of, make_project

from advisories.build import publishing

FACTS = "docs/countries/united-kingdom/facts.yml"
CHANGES = (("Monday to Friday 9 to 12", "Monday to Friday 10 to 12"), ("周一至周五9时至12时", "周一至周五10时至12时"))
SEED = int(os.environ.get("KILL_SEED", "1"))
STEPS = {"pages": "pages …", "audited": "audit done"}
Moment = tuple[str, float]


def moments(count: int, seed: int = SEED) -> Iterator[Moment]:
    """Half of them anywhere in a build, each in a part of its own; the others around the swap."""
    chance = random.Random(seed)
    for number in range(count):
        if number % 2 == 0:
            yield "anywhere", (number + chance.random() * 2) / count
        else:
            yield ("audited", "swapped")[number // 2 % 2], chance.random() * 0.03


def kill(process: subprocess.Popen[str], site: Path, moment: Moment, usual: float) -> None:
    """Kill the build and its children at the moment: a share of its usual time, or seconds after a step."""
    kind, value = moment
    folder = site.stat().st_ino
    if kind == "anywhere":
        wait(lambda: process.poll() is not None, value * usual)
    elif kind in STEPS:
        assert process.stdout
        while (line := process.stdout.readline()) and STEPS[kind] not in line:
            pass
        time.sleep(value)
    else:
        wait(lambda: process.poll() is not None or site.stat().st_ino != folder, 60)
        time.sleep(value)
    with contextlib.suppress(ProcessLookupError):  # on a busy machine it may have ended before us
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def wait(until: Callable[[], bool], seconds: float) -> None:
    """Wait until something is so, or some seconds have gone."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not until():
        time.sleep(0.0005)


def survives(command: list[str], site: Path, moment: Moment, usual: float) -> dict[str, str]:
    """Start a build, kill it, and tell what is published then; nothing else is ever in the way of a reader."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch_of(TODAY)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    ) as process:
        kill(process, site, moment, usual)
    return content_of(site)


def strays(site: Path) -> list[str]:
    return [file.name for file in site.parent.glob(f"{site.name}.*")]


# --- the whole build ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_real_build_killed_at_twenty_moments(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    site, facts = project / "site", project / FACTS
    old_text = facts.read_text(encoding="utf-8")
    new_text = old_text
    for change in CHANGES:
        assert change[0] in new_text
        new_text = new_text.replace(*change)
    usual, whole = 0.0, {}
    for text in (new_text, old_text):
        facts.write_text(text, encoding="utf-8")
        start = time.monotonic()
        finished(project)
        usual, whole[text] = time.monotonic() - start, content_of(site)
    assert whole[old_text] != whole[new_text]
    shutil.copytree(site, project / "kept")
    facts.write_text(new_text, encoding="utf-8")
    seen = []
    for moment in moments(20):
        found = survives(build_command(project), site, moment, usual)
        assert found in whole.values(), moment
        seen.append(found == whole[new_text])
        if seen[-1]:  # the next moment begins with the old site again
            shutil.rmtree(site)
            shutil.copytree(project / "kept", site)
    assert set(seen) == {False, True}, "moments on both sides of the swap"
    finished(project)
    assert content_of(site) == whole[new_text]
    assert strays(site) == []


def finished(project: Path) -> None:
    """A build that nobody kills."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch_of(TODAY)}
    done = subprocess.run(build_command(project), env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@pytest.mark.slow
def test_parent_killed_alone_publishes_nothing(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    finished(project)
    site, before = project / "site", content_of(project / "site")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch_of(TODAY)}
    with subprocess.Popen(
        build_command(project), env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        while "pages …" not in process.stdout.readline():
            pass
        time.sleep(0.5)
        process.kill()
        process.communicate()  # until its children, too, have closed what they write to
    assert content_of(site) == before
    finished(project)
    assert content_of(site) == before
    assert strays(site) == []


# --- the same steps with small pages, fast ------------------------------------------------------------------------

QUICK = """
import sys, time
sys.path.insert(0, {scripts!r})
from pathlib import Path
import build
from advisories.build.pipeline import Pipeline
def pages(pipeline, request, new):
    new.mkdir()
    for name in ("index", *range(100)):
        (new / f"{{name}}.html").write_text("<p>Call 999.</p>")
        time.sleep(0.001)
Pipeline._write_pages = pages
sys.exit(build.main(["--config", {config!r}, "--site-dir", {site!r}]))
"""


@pytest.mark.parametrize("moment", [("pages", 0.05), ("audited", 0.0), ("audited", 0.03), ("swapped", 0.004)])
def test_quick_build_killed(moment: Moment, tmp_path: Path) -> None:
    site, config = tmp_path / "public" / "site", tmp_path / "service" / "mkdocs.yml"
    site.mkdir(parents=True)
    for name in ("index", *range(100)):
        (site / f"{name}.html").write_text("old", encoding="utf-8")
    shutil.copytree(ROOT / "tests/service", config.parent)
    script = QUICK.format(scripts=str(ROOT / "scripts"), config=str(config), site=str(site))
    found = survives([sys.executable, "-c", script], site, moment, 0)
    assert len(found) == 101
    assert len(set(found.values())) == 1, "old and new pages are mixed"
    if moment[0] == "swapped":
        assert "999" in (site / "index.html").read_text(encoding="utf-8")
    with publishing.lock(tmp_path / "lock"):
        publishing.recover(site)
    assert content_of(site) == found
    assert strays(site) == []
