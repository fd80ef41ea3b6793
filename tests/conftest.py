"""What every test shares: the day is fixed, so that ages in the content do not change what a test sees."""

from __future__ import annotations

import pytest
from support import TODAY


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """ "Today" is the day on which the fictional service breaks no rule."""
    seconds = (TODAY.toordinal() - 719163) * 86400
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))
