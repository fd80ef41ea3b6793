"""What every test shares: the day is fixed, so that ages in the content do not change what a test sees."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from offline_server import Host, hosted
from playwright.sync_api import Browser, sync_playwright
from support import CONTENT_DAY, ROOT, TODAY, epoch_of
from whole_site import built, demonstration

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """ "Today" is the day on which the fictional service breaks no rule."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch_of(TODAY))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built strictly, once."""
    folder = tmp_path_factory.mktemp("site") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch_of(CONTENT_DAY), "NO_MKDOCS_2_WARNING": "1"}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[Host]:
    """The real site on the one server of all browser tests."""
    with hosted(site) as found:
        yield found


@pytest.fixture
def host(server: Host, request: pytest.FixtureRequest) -> Host:
    """That server as it was at first; a parameter is the folder of the site on its host."""
    server.reset(getattr(request, "param", "/"))
    return server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium, one for each file of tests."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def service_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional service with everything a site can show, built strictly, once."""
    folder = tmp_path_factory.mktemp("service")
    return built(demonstration(folder / "source"), folder / "site")
