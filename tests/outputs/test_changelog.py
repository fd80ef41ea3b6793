"""What changed, for people: the same records as the feeds, by month, day and kind."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from data_service import CHANGED, FACTS, alert, site, with_alerts
from support import Edit

from advisories.outputs import changelog
from advisories.outputs.changelog import Row
from advisories.pages import lists


def rows(folder: Path, edits: dict[str, Edit] | None = None, language: str = "en") -> list[Row]:
    found = changelog.months(site(folder, edits), language)
    return [row for month in found for group in month.groups for row in group.rows]


def test_changes_come_newest_first_with_what_is_different(tmp_path: Path) -> None:
    found = rows(tmp_path, CHANGED, "zh")
    days = [row.on for row in found]
    assert days == sorted(days, reverse=True)
    changed = next(row for row in found if row.kind == "contact-changed")
    assert (changed.key, changed.title, changed.what) == ("countries/united-kingdom", "英国", "大使馆换了号码。")


def test_contacts_stand_first_on_their_day(tmp_path: Path) -> None:
    edits = dict(CHANGED)
    old, new = edits[FACTS]  # type: ignore[misc]
    edits[FACTS] = (old, new + "  - {on: 2026-02-18, kind: text-changed, what: {en: New words., zh: 文字改了。}}\n")
    day = [row.kind for row in rows(tmp_path, edits) if row.on == date(2026, 2, 18)]
    assert day == ["contact-changed", "text-changed"]


def test_a_review_is_told_only_where_nothing_changed_that_day(tmp_path: Path) -> None:
    found = [(row.key, row.kind) for row in rows(tmp_path, CHANGED)]
    assert ("countries/united-kingdom", "reviewed") in found
    same_day = {FACTS: (CHANGED[FACTS][0], CHANGED[FACTS][1].replace("2026-02-18", "2026-02-20"))}  # type: ignore[index, union-attr, arg-type]
    assert ("countries/united-kingdom", "reviewed") not in [
        (one.key, one.kind) for one in rows(tmp_path / "b", same_day)
    ]


def test_alerts_lead_to_their_place_and_replaced_ones_are_gone(tmp_path: Path) -> None:
    later = alert("storm", issued="2026-02-15", more="    expires: 2026-06-30\n    replaces: floods\n")
    found = rows(tmp_path, with_alerts(later, alert("floods", more="    expires: 2026-06-30\n")))
    assert [(row.key, row.anchor) for row in found if row.kind == "alert"] == [
        ("countries/united-kingdom", "alert-storm")
    ]


def test_of_a_withdrawn_page_only_the_withdrawal_is_told(tmp_path: Path) -> None:
    old, new = CHANGED[FACTS]  # type: ignore[misc]
    gone = "withdrawn: {on: 2026-02-25, reason: {en: Moved., zh: 已移走。}}\n"
    found = rows(tmp_path, {FACTS: (str(old), str(new) + gone)})
    assert [row.kind for row in found if row.key == "countries/united-kingdom"] == ["withdrawn"]


def test_the_page_shows_twelve_months(tmp_path: Path) -> None:
    old, _ = CHANGED[FACTS]  # type: ignore[misc]
    days = [date(2025, 1, 1) + timedelta(31 * number) for number in range(13)]
    lines = [f"  - {{on: {day}, kind: text-changed, what: {{en: Words., zh: 文字。}}}}\n" for day in reversed(days)]
    made = site(tmp_path, {FACTS: (str(old), f"{old}history:\n{''.join(lines)}")})
    assert len(changelog.months(made, "en")) == changelog.MONTHS


def test_the_finder_filters_by_the_levels_that_are_in_force(tmp_path: Path) -> None:
    none = site(tmp_path / "none", with_alerts())
    assert lists.levels_in_force(none, "en") == []
    some = site(tmp_path / "some", with_alerts(alert("floods", more="    expires: 2026-06-30\n")))
    assert [(one.id, one.word) for one in lists.levels_in_force(some, "zh")] == [("ministry/care", "注意安全")]
