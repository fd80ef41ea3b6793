"""One browser for each file of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from harness import chromium
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with chromium() as found:
        yield found
