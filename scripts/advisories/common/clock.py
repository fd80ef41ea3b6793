"""The one value "today": ``SOURCE_DATE_EPOCH`` if set, else the clock, in UTC.

Ages and expiries are judged by it, so that a build can be repeated and a test can choose the day.
https://reproducible-builds.org/specs/source-date-epoch/
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def now() -> datetime:
    """The moment of the build."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """The day of the build."""
    return now().date()


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another; negative when the first is later."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
