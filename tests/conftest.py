"""What every test shares: the day is fixed, so that ages in the content do not change what a test sees."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import CONTENT_DAY, ROOT, TODAY, epoch_of


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """ "Today" is the day on which the fictional service breaks no rule."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch_of(TODAY))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built strictly, once."""
    folder = tmp_path_factory.mktemp("site") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch_of(CONTENT_DAY), "NO_MKDOCS_2_WARNING": "1"}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return folder
