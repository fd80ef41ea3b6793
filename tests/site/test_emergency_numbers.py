"""Local emergency numbers: what official pages name is printed, and what they contradict is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support import CONTENT_DAY, ROOT, TODAY, Edit, lines

from advisories.common.settings import read_settings
from advisories.content.catalogue import Catalogue, load
from advisories.public.projection import Projection

PRINTED = {
    "angola": {"police 113", "ambulance 112", "fire 115"},
    "benin": {"police 117", "ambulance 118", "fire 118"},
    "burundi": {"general 112", "police 117"},
    "chad": {"police 2020", "ambulance 1212", "ambulance +23522514242", "fire 1212"},
    "comoros": {"police 117", "police 17", "police 18", "fire 113", "fire 114"},
    "grenada": {"police 911", "ambulance 434", "ambulance 724", "ambulance 774", "fire 911"},
    "guinea": {
        "police 117", "ambulance +224621350101", "ambulance +224664269853", "ambulance +224631401040",
    },
    "haiti": {
        "police 114", "police 122", "police +50938381111", "police +50937333640", "ambulance 116", "fire 115",
    },
    "iraq": {"police 130", "police 911", "ambulance 122", "ambulance 105", "fire 115"},
    "lesotho": {"general 112", "police +26622312934", "police +26622322099"},
    "maldives": {
        "police 119", "ambulance 102", "fire 118", "general 911", "coast-guard 191", "tourist-police +9609790070",
    },
    "mauritius": {"general 999", "police 112", "ambulance 114", "fire 115"},
    "morocco": {"police 190", "police 19", "police 177", "ambulance 150", "fire 150"},
    "nigeria": {"general 112"},
    "senegal": {"police 17", "police 123", "ambulance 15", "fire 18"},
    "solomon-islands": {"police 999", "ambulance 111", "fire 988"},
    "sri-lanka": {
        "police 119", "police 118", "ambulance 1990", "ambulance +94112691111", "ambulance 110", "fire 110",
        "tourist-police +94112421052",
    },
    "sudan": {"general 999", "ambulance 333"},
    "switzerland": {"police 117", "ambulance 144", "fire 118", "general 112"},
    "tajikistan": {"police 102", "police 02", "ambulance 103", "ambulance 03", "fire 101", "fire 01"},
    "tunisia": {"police 197", "police 193", "ambulance 190", "fire 198"},
    "vanuatu": {"police 111", "police +67822222", "ambulance 115", "fire 113"},
    "zambia": {"police 991", "ambulance 992", "fire 993", "general 999"},
}  # fmt: skip
"""Service and number, for places where tables of software and encyclopedias name others than official pages."""

ONCE_WITHOUT = (
    "algeria", "bolivia", "cameroon", "central-african-republic", "colombia", "cook-islands",
    "republic-of-the-congo", "equatorial-guinea", "eritrea", "ethiopia", "fiji", "gabon", "ghana", "guinea",
    "guinea-bissau", "iraq", "kiribati", "libya", "maldives", "micronesia", "mongolia", "nigeria", "panama",
    "peru", "rwanda", "samoa", "sao-tome-and-principe", "senegal", "somalia", "south-sudan", "sri-lanka",
    "tanzania", "turkmenistan", "uganda", "yemen", "zambia", "zimbabwe",
)  # fmt: skip
"""Places without a number until official pages were read."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(read_settings(ROOT / "mkdocs.yml"))


@pytest.fixture(scope="module")
def projection(catalogue: Catalogue) -> Projection:
    return Projection(catalogue, CONTENT_DAY)


@pytest.mark.parametrize("slug", PRINTED)
def test_exactly_these_numbers_are_printed(slug: str, catalogue: Catalogue, projection: Projection) -> None:
    shown = projection.country(catalogue.entries[f"countries/{slug}"]).emergency
    assert {f"{phone.use} {phone.number}" for phone in shown} == PRINTED[slug]


@pytest.mark.parametrize("slug", ONCE_WITHOUT)
def test_an_official_source_names_a_number(slug: str, catalogue: Catalogue, projection: Projection) -> None:
    shown = projection.country(catalogue.entries[f"countries/{slug}"]).emergency
    assert any(source.grade == "official" for phone in shown for source in phone.sources)


@pytest.mark.parametrize(
    ("slug", "number", "source"),
    [
        ("gambia", "117", "gov-uk-help"),
        ("gambia", "117", "emergency-android"),
        ("guinea", "117", "gov-uk-help"),
        ("south-sudan", "999", "gov-uk-help"),
        ("north-macedonia", "112", "emergency-android"),
        ("honduras", "911", "emergency-wikipedia"),
        ("central-african-republic", "117", "emergency-wikipedia"),
    ],
)
def test_no_source_stands_beside_a_number_that_it_does_not_name(
    slug: str, number: str, source: str, catalogue: Catalogue, projection: Projection
) -> None:
    shown = projection.country(catalogue.entries[f"countries/{slug}"]).emergency
    phone = next(phone for phone in shown if phone.number == number)
    assert source not in [record.id for record in phone.sources]


def test_a_mobile_number_comes_before_the_one_of_a_landline(catalogue: Catalogue, projection: Projection) -> None:
    for slug in ("morocco", "tajikistan", "turkmenistan", "madagascar", "monaco"):
        shown = projection.country(catalogue.entries[f"countries/{slug}"]).emergency
        notes = [phone.note["en"] if phone.note else "" for phone in shown]
        mobile = max(index for index, note in enumerate(notes) if "From a mobile phone." in note)
        landline = min(index for index, note in enumerate(notes) if note == "From a landline.")
        assert mobile < landline, slug


@pytest.mark.parametrize(
    ("slug", "number", "words"),
    [
        ("nigeria", "112", ("no national ambulance service", "没有统一的救护车服务")),
        ("democratic-republic-of-the-congo", "112", ("no emergency medical number", "没有急救电话")),
        ("burundi", "112", ("Bujumbura only", "仅限布琼布拉")),
        ("gabon", "1300", ("French only", "只讲法语")),
        ("central-african-republic", "117", ("outside Bangui", "班吉以外")),
        ("sudan", "999", ("Often not answered", "常无人接听")),
        ("zambia", "999", ("dial the other", "拨另一个")),
        ("viet-nam", "113", ("Only Vietnamese", "只讲越南语")),
        ("mali", "15", ("very limited", "非常有限")),
        ("mauritania", "101", ("have no ambulances", "没有救护车")),
        ("dominican-republic", "911", ("not cover the whole country", "并未覆盖全国")),
        ("somalia", "888", ("unreliable", "不可靠")),
    ],
)
def test_a_number_that_may_fail_says_so(
    slug: str, number: str, words: tuple[str, str], catalogue: Catalogue, projection: Projection
) -> None:
    shown = projection.country(catalogue.entries[f"countries/{slug}"]).emergency
    note = next(phone.note for phone in shown if phone.number == number)
    assert note
    assert words[0] in note["en"]
    assert words[1] in note["zh"]


# --- the rule ------------------------------------------------------------------------------------------------------

CONTRADICTED: dict[str, Edit] = {
    "docs/sources.yml": (
        "sources:",
        "sources:\n  encyclopedia:\n    title: {en: Encyclopedia, zh: 百科全书}\n    via: a copy of its table\n"
        "    seen: 2026-02-15\n    grade: secondary",
    ),
    "docs/countries/united-kingdom/facts.yml": (
        '{use: police, number: "112", sources: [ministry-contacts]}',
        '{use: police, number: "112", sources: [encyclopedia]}\n'
        '  - {use: police, number: "101", sources: [ministry-contacts], because: named by the ministry}',
    ),
}


def about_trust(folder: Path, language: str, today: date) -> list[str]:
    return [line for line in lines(folder, CONTRADICTED, language=language, today=today) if "order-of-trust" in line]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "one names 101 for this service"), ("zh", "另有官方来源列出101")]
)
def test_the_rule_names_the_official_number(tmp_path: Path, language: str, words: str) -> None:
    found = about_trust(tmp_path, language, TODAY)
    assert len(found) == 1
    assert words in found[0]
    assert "facts.yml:7" in found[0]
    assert "reason: contradicted" in found[0]


def test_with_time_the_rule_only_relaxes(tmp_path: Path) -> None:
    assert about_trust(tmp_path, "en", date(2028, 6, 1)) == []
