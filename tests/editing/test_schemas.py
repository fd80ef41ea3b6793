"""The schemas in schemas/ are those of the model, and they accept and refuse what the model does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from support import SERVICE

from advisories.common.settings import read_settings
from advisories.editing.schemas import schemas

ROOT = Path(__file__).parents[2]


def test_schemas_match_the_model() -> None:
    written = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "schemas").glob("*.json")}
    assert written == schemas(read_settings(ROOT / "mkdocs.yml").languages)


def schema(name: str) -> Any:
    return json.loads((ROOT / "schemas" / name).read_text(encoding="utf-8"))


FILES = [
    ("country.json", "countries/united-kingdom/facts.yml"),
    ("topic.json", "topics/lost-passport/facts.yml"),
    ("event.json", "events/2026-02-open-day/facts.yml"),
    ("audience.json", "audiences/students/facts.yml"),
    ("pack.json", "training/student-pack/facts.yml"),
    ("contacts.json", "contacts.yml"),
    ("levels.json", "levels.yml"),
    ("glossary.json", "glossary.yml"),
    ("sources.json", "sources.yml"),
    ("hosts.json", "hosts.yml"),
]


@pytest.mark.parametrize(("name", "file"), FILES)
def test_right_file_is_accepted_however_scalars_are_read(name: str, file: str) -> None:
    text = (SERVICE / "docs" / file).read_text(encoding="utf-8")
    jsonschema.validate(yaml.load(text, yaml.CBaseLoader), schema(name))


@pytest.mark.parametrize(("name", "file"), FILES)
def test_unknown_key_is_refused(name: str, file: str) -> None:
    data = yaml.load((SERVICE / "docs" / file).read_text(encoding="utf-8"), yaml.CBaseLoader)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "colour": "red"}, schema(name))


def test_text_needs_every_language() -> None:
    data = yaml.load((SERVICE / "docs/events/2026-02-open-day/facts.yml").read_text(encoding="utf-8"), yaml.CBaseLoader)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "place": {"en": "London"}}, schema("event.json"))


def test_every_field_says_what_it_means() -> None:
    for name, _ in FILES:
        for record in (schema(name), *schema(name).get("$defs", {}).values()):
            for field, entry in record.get("properties", {}).items():
                described = "description" in entry or "$ref" in entry or field in ("en", "zh", "id", "name")
                assert described, f"{name}: {record.get('title')}.{field}"


def test_every_facts_file_names_its_schema() -> None:
    for file in sorted((ROOT / "docs").rglob("*.yml")):
        first = file.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first.startswith("# yaml-language-server: $schema="), file
        assert (file.parent / first.partition("=")[2]).resolve().exists(), file
