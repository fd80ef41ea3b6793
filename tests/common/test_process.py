"""The end of a program, and the collector kept out of the way."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest
from support import ROOT

from advisories.common.process import paused_collector

PROGRAM = """
import atexit, sys, time, multiprocessing
from advisories.common.process import leave

class Slow:
    def __del__(self): print("taken apart")

kept = Slow()
atexit.register(lambda: print("helpers ended"))
sys.stdout.write("said without a line's end")
leave(3)
"""


def test_leaving_flushes_ends_helpers_and_takes_nothing_apart() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, cwd=ROOT / "scripts"
    )
    assert done.returncode == 3
    assert done.stdout == "said without a line's endhelpers ended\n"
    assert not done.stderr


def test_the_collector_is_paused_and_comes_back_even_after_an_error() -> None:
    @paused_collector()
    def failing() -> None:
        raise KeyError(gc.isenabled())

    with pytest.raises(KeyError, match="False"):
        failing()
    assert gc.isenabled()
