"""The projection: what may be printed, and above all what may not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support import TODAY, Edit, catalogue

from advisories.model import Kind, PhoneUse
from advisories.public.models import PublicCountry
from advisories.public.projection import Projection

FACTS = "docs/countries/united-kingdom/facts.yml"
HIDDEN = "+441314960018"


def kingdom(folder: Path, edit: Edit = None, today: date = TODAY) -> PublicCountry:
    found = catalogue(folder, {FACTS: edit} if edit else None)
    return Projection(found, today).country(found.entries["countries/united-kingdom"])


def numbers(country: PublicCountry) -> list[str]:
    return [phone.number for mission in country.missions for phone in mission.phones]


def test_withheld_number_is_nowhere_in_the_projection(tmp_path: Path) -> None:
    country = kingdom(tmp_path)
    assert HIDDEN not in repr(country.missions)
    assert not country.missions[1].phones


def test_trail_of_a_source_is_nowhere_in_the_projection(tmp_path: Path) -> None:
    edit = ("    grade: official\n", "    grade: official\n    via: https://mirror.example/copy\n")
    assert "mirror.example" not in repr(kingdom(tmp_path, edit).missions)


def test_number_knows_its_forms(tmp_path: Path) -> None:
    phone = kingdom(tmp_path).missions[0].phones[0]
    assert (phone.international, phone.national, phone.uri) == (
        "+44 20 7946 0018",
        "020 7946 0018",
        "tel:+442079460018",
    )


@pytest.mark.parametrize(
    ("today", "printed", "stale"),
    [
        (date(2026, 3, 1), True, False),
        (date(2027, 2, 14), True, False),  # the day before it is a year old
        (date(2027, 2, 15), True, True),
        (date(2029, 2, 14), True, True),
        (date(2029, 2, 15), False, False),  # three years old: no longer printed
    ],
)
def test_number_ages(today: date, printed: bool, stale: bool, tmp_path: Path) -> None:
    phones = kingdom(tmp_path, today=today).missions[0].phones
    assert bool(phones) is printed
    assert any(phone.stale for phone in phones) is stale


def test_confirmation_renews_a_number(tmp_path: Path) -> None:
    line = '{use: consular-protection, number: "+442079460018", sources: [embassy-page]}'
    confirmed = line.replace("}", ", confirmed: {on: 2029-01-10, how: called}}")
    country = kingdom(tmp_path, (line, confirmed), today=date(2029, 2, 15))
    assert numbers(country) == ["+442079460018"]
    assert country.missions[0].phones[0].confirmed.how == "called"


def test_number_without_a_recorded_source_is_not_printed(tmp_path: Path) -> None:
    line = '{use: office, number: "+442079460019", sources: [embassy-page]}'
    assert numbers(kingdom(tmp_path, (line, line.replace("embassy-page", "hearsay")))) == ["+442079460018"]


def test_consular_line_comes_before_the_office(tmp_path: Path) -> None:
    uses = [phone.use for phone in kingdom(tmp_path).missions[0].consular_phones]
    assert uses == [PhoneUse.CONSULAR_PROTECTION]


@pytest.mark.parametrize(
    ("today", "current"),
    [(date(2026, 2, 9), False), (date(2026, 2, 10), True), (date(2026, 6, 30), True), (date(2026, 7, 1), False)],
)
def test_alert_is_current_from_issue_to_expiry(today: date, current: bool, tmp_path: Path) -> None:
    country = kingdom(tmp_path, today=today)
    assert bool(country.alerts) is current
    assert bool(country.past_alerts) is (today > date(2026, 6, 30))


def test_replaced_alert_is_past(tmp_path: Path) -> None:
    later = """    source: embassy-page
  - id: 2026-02-floods-again
    issuer: ministry
    level: stay-away
    issued: 2026-02-20
    expires: 2026-06-30
    summary: {en: Worse., zh: 加重。}
    source: embassy-page
    replaces: 2026-02-floods
"""
    country = kingdom(tmp_path, ("    source: embassy-page\n", later))
    assert [alert.anchor for alert in country.alerts] == ["alert-2026-02-floods-again"]
    assert [alert.anchor for alert in country.past_alerts] == ["alert-2026-02-floods"]


def test_an_alert_is_replaced_only_once_the_later_one_is_issued(tmp_path: Path) -> None:
    later = """    source: embassy-page
  - {id: all-clear, issuer: ministry, level: care, issued: 2026-03-02, expires: 2026-06-30,
     summary: {en: Over., zh: 结束。}, source: embassy-page, replaces: 2026-02-floods, cancelled: yes}
"""
    edit = ("    source: embassy-page\n", later)
    before = kingdom(tmp_path / "before", edit)
    assert ([alert.state for alert in before.alerts], before.past_alerts) == (["in-force"], ())
    country = kingdom(tmp_path / "after", edit, today=date(2026, 3, 2))
    states = {alert.anchor: alert.state for alert in country.past_alerts}
    assert states == {"alert-2026-02-floods": "replaced", "alert-all-clear": "cancellation"}
    assert not country.alerts


def test_alert_may_lack_a_language(tmp_path: Path) -> None:
    edit = ("{en: Rivers may flood after heavy rain., zh: 大雨后河流可能泛滥。}", "{zh: 大雨后河流可能泛滥。}")
    assert set(kingdom(tmp_path, edit).alerts[0].summary) == {"zh"}


def test_names_come_from_cldr_unless_recorded(tmp_path: Path) -> None:
    assert kingdom(tmp_path / "a").names == {"en": "United Kingdom", "zh": "英国"}
    edit = ("code: GB\n", "code: GB\nname: {en: Britain, zh: 大不列颠}\n")
    assert kingdom(tmp_path / "b", edit).names == {"en": "Britain", "zh": "大不列颠"}


def test_hotline_carries_its_warning(tmp_path: Path) -> None:
    hotline = Projection(catalogue(tmp_path), TODAY).hotlines()[0]
    assert hotline.notice["en"] == "This line never calls you."
    assert hotline.phones[0].number == "+442079460000"


def test_every_country_of_the_real_registry_projects() -> None:
    from advisories.common.settings import read_settings
    from advisories.content.catalogue import load

    found = load(read_settings(Path(__file__).parents[2] / "mkdocs.yml"))
    countries = Projection(found, date(2026, 11, 21)).countries
    assert len(countries) == len(found.of(Kind.COUNTRY)) > 180
    assert all(set(country.names) == set(found.settings.languages) for country in countries)
