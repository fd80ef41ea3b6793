"""Calendars: whole days, read by vobject, stable, and absent where there is nothing to hold."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from data_service import EVENT, data
from test_feeds import NO_EVENTS


def events(file: Path) -> list[Any]:
    raw = file.read_bytes()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    found = vobject.readOne(raw.decode()).vevent_list
    assert all(re.fullmatch(r"[0-9a-f-]{36}", one.uid.value) for one in found)
    return list(found)


def test_event_is_a_whole_day(tmp_path: Path) -> None:
    (event,) = events(data(tmp_path) / "calendars/events.ics")
    assert event.summary.value == "Open day for students"
    assert event.location.value == "London"
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 2, 10), date(2026, 2, 11))


def test_calendar_is_in_each_language(tmp_path: Path) -> None:
    (event,) = events(data(tmp_path) / "zh/calendars/events.ics")
    assert event.summary.value == "学生开放日"


def test_month_without_a_day_takes_the_month_and_says_so(tmp_path: Path) -> None:
    (event,) = events(data(tmp_path, {EVENT: ("start: 2026-02-10", "start: 2026-02")}) / "calendars/events.ics")
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 2, 1), date(2026, 3, 1))
    assert "The source names the month only." in event.description.value


@pytest.mark.parametrize(
    ("start", "end"), [("2026-03-28", "2026-03-30"), ("2025-10-25", "2025-10-27"), ("2025-12-30", "2026-01-02")]
)
def test_event_across_a_change_of_clocks_or_year_keeps_its_days(start: str, end: str, tmp_path: Path) -> None:
    edit = ("start: 2026-02-10", f"start: {start}\nend: {end}")
    raw = (data(tmp_path, {EVENT: edit}) / "calendars/events.ics").read_bytes()
    after = date.fromisoformat(end) + timedelta(days=1)
    assert f"DTSTART;VALUE=DATE:{start.replace('-', '')}\r\n".encode() in raw
    assert f"DTEND;VALUE=DATE:{after:%Y%m%d}\r\n".encode() in raw
    assert b"TZID" not in raw


def test_reviews_are_due_a_year_after_the_last(tmp_path: Path) -> None:
    found = events(data(tmp_path) / "calendars/reviews.ics")
    assert {one.summary.value for one in found} == {
        "Review due: United Kingdom", "Review due: Lost passport", "Review due: Open day for students",
    }  # fmt: skip
    assert {one.dtstart.value for one in found} == {date(2027, 2, 20)}


def test_without_events_there_is_no_calendar_of_them(tmp_path: Path) -> None:
    out = data(tmp_path, NO_EVENTS)
    assert not (out / "calendars/events.ics").exists()
    assert (out / "calendars/reviews.ics").exists()


def test_calendar_does_not_change_with_the_day_of_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = (data(tmp_path / "a") / "calendars/events.ics").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775000000")
    assert (data(tmp_path / "b") / "calendars/events.ics").read_bytes() == first
