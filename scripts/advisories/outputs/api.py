"""The JSON API: one small file for what is asked often, one whole file, and the schemas of all of them.

Written from ``records`` only. ``SCHEMA_VERSION`` is MAJOR.MINOR: a MINOR adds fields, a MAJOR gets a new folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from ..model import Text
from . import openapi, records
from .collect import Collector
from .contact_list import all_contacts, as_table
from .output import Output, later, stamp
from .urls import LICENCE

SCHEMA_VERSION = "1.2"
GOOD_FOR_DAYS = 30
"""Days after which a copy of a file should not be relied on: the site is built daily, so a genuine one is younger."""

JSON = "application/json"


@dataclass(frozen=True)
class File:
    """One file of the API, or one for each country: its name, what it holds, its records."""

    name: str
    title: str
    result: Any
    records: Sequence[BaseModel]

    @property
    def total(self) -> int:
        """How many records it holds."""
        return len(self.records)


def write(collector: Collector, output: Output, now: datetime) -> None:
    """Write the folder of the API."""
    wrap = Wrapper(collector, now)
    contacts = all_contacts(collector)
    files = list(_files(collector, contacts))
    countries = [one.model_dump(mode="json") for one in collector.countries]
    for file in files:
        output.json(
            collector.places.api(f"{file.name}.json"), wrap.many([one.model_dump(mode="json") for one in file.records])
        )
    for country in countries:
        output.json(collector.places.api(f"countries/{country['slug']}.json"), wrap.one(country))
    output.json(collector.places.api("all.json"), wrap.one(_whole(collector).model_dump(mode="json")))
    table = as_table(contacts, collector.sources, collector.site.languages)
    output.text(collector.places.api("contacts.csv"), table)
    _describe(collector, output, wrap, files)


def _files(collector: Collector, contacts: tuple[records.Contact, ...]) -> Iterator[File]:
    lines = [
        records.CountryLine(**{name: getattr(one, name) for name in records.CountryLine.model_fields})
        for one in collector.countries
    ]
    missions = [mission for country in collector.countries if country.withdrawn is None for mission in country.missions]
    yield File("countries", "Countries and regions", tuple[records.CountryLine, ...], lines)
    yield File(
        "missions", "Missions of countries and regions that are not withdrawn", tuple[records.Mission, ...], missions
    )
    yield File("topics", "Risk topics", tuple[records.Topic, ...], collector.topics)
    yield File("events", "Reports of events", tuple[records.Event, ...], collector.events)
    yield File("alerts", "Quoted alerts, past ones too", tuple[records.Alert, ...], collector.all_alerts)
    yield File("contacts", "Every contact in a flat list", tuple[records.Contact, ...], contacts)
    yield File("changes", "What has changed, newest first", tuple[records.Change, ...], collector.all_changes)


def _whole(collector: Collector) -> records.Whole:
    return records.Whole(
        hotlines=collector.hotlines, countries=collector.countries, topics=collector.topics,
        events=collector.events, alerts=collector.all_alerts, changes=collector.all_changes,
    )  # fmt: skip


class Wrapper:
    """Puts records into the envelope, with the sources that they name."""

    def __init__(self, collector: Collector, now: datetime) -> None:
        self.collector = collector
        self.sources: dict[str, Any] = {}
        self.head = {
            "schema_version": SCHEMA_VERSION,
            "generated_at": stamp(now),
            "expires": later(now, GOOD_FOR_DAYS),
            "notice": notice(collector).model_dump(mode="json"),
            "licence": LICENCE,
        }

    def many(self, result: list[Any]) -> dict[str, Any]:
        """A list."""
        return {**self.head, "total": len(result), "result": result, "sources": self._named(result)}

    def one(self, result: Mapping[str, Any]) -> dict[str, Any]:
        """One record."""
        return {**self.head, "total": 1, "result": result, "sources": self._named(result)}

    def _named(self, result: Any) -> dict[str, Any]:
        return {name: self._source(name) for name in sorted(set(_names(result)))}

    def _source(self, name: str) -> Any:
        """A source as JSON; the collector knows it as soon as a record that names it was collected."""
        if name not in self.sources:
            self.sources[name] = self.collector.sources[name].model_dump(mode="json")
        return self.sources[name]


def _names(node: Any) -> Iterator[str]:
    """The sources that JSON data name, under ``sources`` and ``source``."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "sources":
                yield from value
            elif key == "source" and value is not None:
                yield value
            else:
                yield from _names(value)
    elif isinstance(node, list):
        for value in node:
            yield from _names(value)


def notice(collector: Collector) -> Text:
    """Who speaks, what a reader must do before dialling, and that alerts are not complete."""
    site = collector.site
    words = {language: site.words[language] for language in site.languages}
    keys = ("notice.title", "notice.text", "data.verify", "data.not_all_alerts")
    return Text({language: " ".join(str(t(key)) for key in keys) for language, t in words.items()})


def _describe(collector: Collector, output: Output, wrap: Wrapper, files: list[File]) -> None:
    """Schemas, the OpenAPI description and the index."""
    languages = collector.site.languages
    models = {
        **{file.name: records.Envelope[file.result] for file in files},  # type: ignore[name-defined]
        "country": records.Envelope[records.Country],
        "all": records.Envelope[records.Whole],
        "index": records.Envelope[tuple[records.Endpoint, ...]],
    }
    address = {name: collector.places.url(collector.places.api(f"schemas/{name}.json")) for name in models}
    for name, one in models.items():
        output.json(collector.places.api(f"schemas/{name}.json"), openapi.schema(one, languages, address[name]))
    titles = {file.name: file.title for file in files}
    output.json(collector.places.api("openapi.json"), openapi.description(collector, models, titles, SCHEMA_VERSION))
    totals: dict[str, int | None] = {file.name: file.total for file in files}
    output.json(collector.places.api("index.json"), wrap.many(_index(collector, totals, address)))


def _index(collector: Collector, totals: Mapping[str, int | None], schemas: Mapping[str, str]) -> list[dict[str, Any]]:
    rows: list[tuple[str, str, str, str | None, int | None]] = [
        (name, f"{name}.json", JSON, schemas[name], total) for name, total in totals.items()
    ]
    rows.insert(1, ("country", "countries/{slug}.json", JSON, schemas["country"], len(collector.countries)))
    rows.append(("all", "all.json", JSON, schemas["all"], 1))
    rows.append(("contacts-table", "contacts.csv", "text/csv", None, totals["contacts"]))
    rows.append(("openapi", "openapi.json", JSON, None, None))
    href = {file: collector.places.url(collector.places.api(file)) for _, file, *_ in rows}
    endpoints = (
        records.Endpoint(name=name, href=href[file], media_type=media, json_schema=schema, total=total)
        for name, file, media, schema, total in rows
    )
    return [one.model_dump(mode="json") for one in endpoints]
