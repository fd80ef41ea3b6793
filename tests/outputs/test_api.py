"""The JSON API: valid against the schemas that are published beside it, small, and free of what is withheld."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from data_service import CHANGED, FACTS, NUMBER, ROOT, data, everything, five_thousand_alerts, site
from jsonschema import Draft202012Validator
from lxml import etree
from openapi_spec_validator import validate

from advisories.common import clock
from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.outputs import write
from advisories.outputs.api import Wrapper
from advisories.tasks.cache import Cache

HERE = Path(__file__).parent
HIDDEN = "+441314960018"


def read(out: Path, name: str) -> Any:
    return json.loads((out / "api/v1" / name).read_text(encoding="utf-8"))


def test_every_file_fits_its_published_schema(tmp_path: Path) -> None:
    out = data(tmp_path, CHANGED)
    names = {file.relative_to(out / "api/v1").as_posix() for file in (out / "api/v1").glob("*.json")} - {"openapi.json"}
    names.add("countries/united-kingdom.json")
    for name in sorted(names):
        stem = "country" if "/" in name else name.removesuffix(".json")
        schema = read(out, f"schemas/{stem}.json")
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(read(out, name))
    assert len(names) == 10


def test_index_names_every_file_and_every_file_exists(tmp_path: Path) -> None:
    out = data(tmp_path)
    for row in read(out, "index.json")["result"]:
        path = row["href"].removeprefix(ROOT).replace("{slug}", "united-kingdom")
        assert (out / path).is_file(), path
        if row["json_schema"]:
            assert (out / row["json_schema"].removeprefix(ROOT)).is_file()


def test_openapi_description_is_valid_and_complete(tmp_path: Path) -> None:
    out = data(tmp_path)
    description = read(out, "openapi.json")
    validate(description)
    assert description["openapi"].startswith("3.1")
    assert "/countries/{slug}.json" in description["paths"]
    assert {path.strip("/") for path in description["paths"]} == {
        *(file.name for file in (out / "api/v1").glob("*.json") if file.name != "openapi.json"),
        "countries/{slug}.json",
    }


def test_missing_language_does_not_fit_the_schema(tmp_path: Path) -> None:
    out = data(tmp_path)
    one = read(out, "countries/united-kingdom.json")
    del one["result"]["title"]["zh"]
    assert list(Draft202012Validator(read(out, "schemas/country.json")).iter_errors(one))


def test_every_contact_says_where_it_was_seen_and_until_when_it_holds(tmp_path: Path) -> None:
    contacts = read(data(tmp_path), "contacts.json")
    assert contacts["total"] == len(contacts["result"]) == 8
    for one in contacts["result"]:
        assert one["sources"]
        assert set(one["sources"]) <= set(contacts["sources"])
        assert one["seen"] < one["expires"]
        assert one["confirmed"] is None
    assert len({one["id"] for one in contacts["result"]}) == contacts["total"]


def test_withheld_number_and_trail_are_in_no_file(tmp_path: Path) -> None:
    edit = (FACTS, ("    grade: official\n", "    grade: official\n    via: https://mirror.example/copy\n"))
    out = data(tmp_path, dict([edit]))
    for file in out.rglob("*"):
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            assert HIDDEN not in text
            assert "mirror.example" not in text


def test_envelope_is_dated_by_the_build_and_names_its_end(tmp_path: Path) -> None:
    one = read(data(tmp_path), "contacts.json")
    assert (one["generated_at"], one["expires"]) == ("2026-03-01T00:00:00Z", "2026-03-31T00:00:00Z")
    assert "not a government site" in one["notice"]["en"]


def test_own_source_of_an_item_does_not_hide_a_shared_one(tmp_path: Path) -> None:
    one = read(data(tmp_path), "countries/united-kingdom.json")
    assert set(one["sources"]) == {"ministry-contacts", "countries/united-kingdom/embassy-page"}


def test_withdrawn_country_stays_and_says_so_but_its_contacts_leave_the_lists(tmp_path: Path) -> None:
    gone = "withdrawn: {on: 2026-02-25, reason: {en: Merged., zh: 已合并。}}\n"
    out = data(tmp_path, {FACTS: ("reviewed: 2026-02-20\n", f"reviewed: 2026-02-20\n{gone}")})
    assert read(out, "countries.json")["result"][0]["withdrawn"]["on"] == "2026-02-25"
    assert {one["of"] for one in read(out, "contacts.json")["result"]} == {"hotline"}
    assert read(out, "missions.json")["total"] == 0
    assert not (out / "cards/united-kingdom").exists()


def test_table_is_read_back_by_a_csv_reader(tmp_path: Path) -> None:
    out = data(tmp_path)
    text = (out / "api/v1/contacts.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    contacts = read(out, "contacts.json")["result"]
    assert [row["value"] for row in rows] == [one["value"] for one in contacts]
    assert rows[0]["name_zh"] == "自由国热线"
    assert "\r\n" in text


def test_a_later_column_of_the_table_stands_at_its_end(tmp_path: Path) -> None:
    """Spreadsheets that fetch the table know the columns of version 1.0 by their letters."""
    out = data(tmp_path)
    text = (out / "api/v1/contacts.csv").read_bytes().decode("utf-8-sig")
    head, first = list(csv.reader(io.StringIO(text)))[:2]
    assert head[10:15] == ["seen", "stale", "confirmed", "expires", "name_en"]
    assert head[-2:] == ["source_url", "reliable_until"]
    assert first[-1] == read(out, "contacts.json")["result"][0]["reliable_until"]


def test_table_holds_no_formula(tmp_path: Path) -> None:
    edit = (
        "Embassy of Freedonia in the United Kingdom, zh: 自由国驻英国大使馆}\n    city",
        "'=HYPERLINK(1)', zh: 自由国驻英国大使馆}\n    city",
    )
    out = data(tmp_path, {FACTS: edit})
    assert ",'=HYPERLINK(1)," in (out / "api/v1/contacts.csv").read_text(encoding="utf-8-sig")


def test_five_thousand_alerts_leave_the_country_small(tmp_path: Path) -> None:
    out = data(tmp_path, five_thousand_alerts())
    assert read(out, "alerts.json")["total"] == 5000
    one = out / "api/v1/countries/place-3.json"
    assert one.stat().st_size <= 20_000
    assert json.loads(one.read_text(encoding="utf-8"))["result"]["alerts_in_force"] == 500
    assert len(list((out / "cap").rglob("*.xml"))) == 5001
    assert len(etree.parse(out / "cap/index.xml").getroot().findall("{*}entry")) == 5000
    assert (out / "feeds/alerts.xml").stat().st_size < 400_000


def test_second_build_after_one_change_alters_only_that(tmp_path: Path) -> None:
    first = data(tmp_path / "a")
    second = data(tmp_path / "b", {FACTS: ("Monday to Friday 9 to 12", "Monday to Friday 10 to 12")})
    old = {one["id"]: one for one in read(first, "missions.json")["result"]}
    new = {one["id"]: one for one in read(second, "missions.json")["result"]}
    assert [name for name in old if old[name] != new[name]] == ["embassy"]
    assert read(first, "contacts.json") == read(second, "contacts.json")
    feeds = [file.relative_to(first).as_posix() for file in sorted(first.rglob("*.xml"))]
    assert feeds
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in feeds)


def test_two_builds_of_one_content_are_the_same_bytes(tmp_path: Path) -> None:
    first, second = data(tmp_path / "a", CHANGED), data(tmp_path / "b", CHANGED)
    files = [file.relative_to(first) for file in sorted(first.rglob("*")) if file.is_file()]
    assert files
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in files)


def test_real_countries_are_at_most_twenty_thousand_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    from advisories.pages.site_context import assemble

    settings = read_settings(HERE.parent.parent / "mkdocs.yml")
    made = assemble(settings, settings.site_url, {one: one for one in settings.languages})
    wrap = Wrapper(made, clock.now())
    assert load(settings).countries
    for country in made.countries:
        text = json.dumps(wrap.country(country), ensure_ascii=False, separators=(",", ":"))
        assert len(text.encode()) <= 20_000, country.slug


def test_number_of_the_record_is_in_every_form(tmp_path: Path) -> None:
    out = data(tmp_path, CHANGED)
    assert NUMBER in everything(read(out, "countries/united-kingdom.json")["result"])
    assert NUMBER in everything(read(out, "contacts.json")["result"])
    assert "+44 20 7946 0018" in (out / "feeds/contact-changes.xml").read_text(encoding="utf-8")
    assert "+44 20 7946 0018" in (out / "zh/feeds/countries/united-kingdom.xml").read_text(encoding="utf-8")
    for name in ("cards/united-kingdom/embassy.vcf", "cards/united-kingdom.vcf", "zh/cards/all.vcf"):
        assert f":{NUMBER}\r\n" in (out / name).read_bytes().decode()


def test_files_that_are_kept_and_files_that_are_made_anew_fit_together(tmp_path: Path) -> None:
    store, outs = Cache(tmp_path / "store"), [tmp_path / "made", tmp_path / "kept"]
    for out in outs:
        made = site(tmp_path / f"{out.name}-service", CHANGED)
        assert made.projection.events  # pages have asked for some records already, not for all
        assert write(made, out, clock.now(), store, "the same")
    made, kept = ({file.relative_to(out): file.read_bytes() for file in out.rglob("*.*")} for out in outs)
    assert made == kept
