"""The collector kept out of the way."""

from __future__ import annotations

import gc

import pytest

from advisories.common.process import gc_paused


def test_the_collector_is_paused_and_comes_back_even_after_an_error() -> None:
    @gc_paused()
    def failing() -> None:
        raise KeyError(gc.isenabled())

    with pytest.raises(KeyError, match="False"):
        failing()
    assert gc.isenabled()
