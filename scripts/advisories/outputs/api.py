"""The JSON API: one small file for what is asked often, one whole file, and the schemas of all of them.

Written from the public records only. ``SCHEMA_VERSION`` is MAJOR.MINOR: a MINOR adds fields, a MAJOR gets a new folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, Field, TypeAdapter

from ..model import Text
from ..pages.site_context import Site
from ..public.models import (
    BY_NAME,
    Public,
    PublicAlert,
    PublicChange,
    PublicCountry,
    PublicCountryLine,
    PublicEvent,
    PublicHotline,
    PublicMission,
    PublicSource,
    PublicTopic,
)
from . import openapi
from .contact_list import ContactRow, all_contacts, as_table
from .output import Output, later, stamp
from .urls import API_FILES, LICENCE

SCHEMA_VERSION = "1.2"
GOOD_FOR_DAYS = 30
"""Days after which a copy of a file should not be relied on: the site is built daily, so a genuine one is younger."""

NEWEST_ALERTS = 10  # in the file of one country, so that it stays small whatever happens there
ResultT = TypeVar("ResultT")


class WholeSite(Public):
    """Everything in one file."""

    hotlines: tuple[PublicHotline, ...]
    countries: tuple[PublicCountry, ...]
    topics: tuple[PublicTopic, ...]
    events: tuple[PublicEvent, ...]
    alerts: tuple[PublicAlert, ...]
    changes: tuple[PublicChange, ...]


class Endpoint(Public):
    """A file of the API."""

    name: str = Field(description="What it is called.")
    href: str = Field(description="Its address; {slug} stands for a name in addresses.")
    media_type: str = Field(description="RFC 6838.")
    json_schema: str | None = Field(description="Address of its JSON Schema.")
    total: int | None = Field(description="Number of records.")


class Envelope(Public, Generic[ResultT]):
    """What every file of the API is wrapped in."""

    schema_version: str = Field(description="MAJOR.MINOR. A new MINOR only adds; a new MAJOR gets a new folder.")
    generated_at: str = Field(description="The moment of the build, UTC (RFC 3339). Not the day of any check.")
    expires: str = Field(description="Do not rely on this copy after this moment: fetch it again.")
    notice: Text = Field(description="Who speaks, and who does not. Show it with the data.")
    licence: str = Field(description="Licence of the texts, as an SPDX identifier.")
    total: int = Field(description="Number of records in `result`; 1 where it is no list.")
    result: ResultT = Field(description="The records.")
    sources: dict[str, PublicSource] = Field(description="The sources that the records name.")


@dataclass(frozen=True)
class RecordsFile:
    """One file of the API that lists records: its name and title, the kind of its records, the records."""

    name: str
    title: str
    kind: type[BaseModel]
    records: Sequence[BaseModel]

    @property
    def result(self) -> Any:
        return tuple[self.kind, ...]  # type: ignore[name-defined]


def write(site: Site, output: Output, now: datetime) -> None:
    """Write the folder of the API."""
    wrap, address = Wrapper(site, now), site.addresses.api
    contacts = tuple(all_contacts(site))
    files = list(_files(site, contacts))
    for file in files:
        records = TypeAdapter(file.result).dump_python(tuple(file.records), mode="json", context=BY_NAME)
        output.json(address(f"{file.name}.json"), wrap.many(records))
    for country in site.projection.countries:
        output.json(address(f"countries/{country.slug}.json"), wrap.country(country))
    output.json(address("all.json"), wrap.one(as_json(_whole(site))))
    output.text(address("contacts.csv"), as_table(contacts, site.languages))
    _describe(site, output, wrap, files)


def as_json(record: BaseModel) -> dict[str, Any]:
    """A record as the API writes it."""
    return record.model_dump(mode="json", context=BY_NAME)


def _newest(country: PublicCountry) -> PublicCountry:
    return country.model_copy(update={"alerts": country.alerts[:NEWEST_ALERTS]})


def _files(site: Site, contacts: Sequence[ContactRow]) -> Iterator[RecordsFile]:
    public = site.projection
    missions = [mission for country in public.countries if country.withdrawn is None for mission in country.missions]
    title = "Missions of countries and regions that are not withdrawn"
    yield RecordsFile("countries", "Countries and regions", PublicCountryLine, public.countries)
    yield RecordsFile("missions", title, PublicMission, missions)
    yield RecordsFile("topics", "Risk topics", PublicTopic, public.topics)
    yield RecordsFile("events", "Reports of events", PublicEvent, public.events)
    yield RecordsFile("alerts", "Quoted alerts, past ones too", PublicAlert, public.all_alerts)
    yield RecordsFile("contacts", "Every contact in a flat list", ContactRow, contacts)
    yield RecordsFile("changes", "What has changed, newest first", PublicChange, public.all_changes)


def _whole(site: Site) -> WholeSite:
    public = site.projection
    return WholeSite(
        hotlines=public.hotlines(), countries=tuple(map(_newest, public.countries)), topics=public.topics,
        events=public.events, alerts=public.all_alerts, changes=public.all_changes,
    )  # fmt: skip


class Wrapper:
    """Puts records into the envelope, with the sources that they name."""

    def __init__(self, site: Site, now: datetime) -> None:
        self.site = site
        self.sources: dict[str, Any] = {}
        self.head = {
            "schema_version": SCHEMA_VERSION,
            "generated_at": stamp(now),
            "expires": later(now, GOOD_FOR_DAYS),
            "notice": notice(site).model_dump(mode="json"),
            "licence": LICENCE,
        }

    def many(self, result: list[Any]) -> dict[str, Any]:
        return {**self.head, "total": len(result), "result": result, "sources": self._named(result)}

    def one(self, result: Mapping[str, Any]) -> dict[str, Any]:
        return {**self.head, "total": 1, "result": result, "sources": self._named(result)}

    def country(self, country: PublicCountry) -> dict[str, Any]:
        """A country with its newest alerts."""
        return self.one(as_json(_newest(country)))

    def _named(self, result: Any) -> dict[str, Any]:
        return {name: self._source(name) for name in sorted(set(_names(result)))}

    def _source(self, name: str) -> Any:
        if name not in self.sources:
            source = self.site.projection.named_source(name)
            self.sources[name] = source.model_dump(mode="json") if source else None
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


def notice(site: Site) -> Text:
    """Who speaks, what a reader must do before dialling, and that alerts are not complete."""
    keys = ("notice.title", "notice.text", "data.verify", "data.not_all_alerts")
    return Text({one: " ".join(str(site.words[one](key)) for key in keys) for one in site.languages})


def _describe(site: Site, output: Output, wrap: Wrapper, files: list[RecordsFile]) -> None:
    """Schemas, the OpenAPI description and the index."""
    address = site.addresses.api
    models: dict[str, type[BaseModel]] = {
        **{file.name: Envelope[file.result] for file in files},  # type: ignore[name-defined]
        "country": Envelope[PublicCountry],
        "all": Envelope[WholeSite],
        "index": Envelope[tuple[Endpoint, ...]],
    }
    hrefs = {name: site.addresses.url(address(f"schemas/{name}.json")) for name in models}
    for name, record in models.items():
        output.json(address(f"schemas/{name}.json"), openapi.schema(record, site.languages, hrefs[name]))
    titles = {file.name: file.title for file in files}
    output.json(address("openapi.json"), openapi.description(site, models, titles, SCHEMA_VERSION))
    totals = {file.name: len(file.records) for file in files} | {"country": len(site.projection.countries), "all": 1}
    output.json(address("index.json"), wrap.many([as_json(one) for one in _index(site, totals, hrefs)]))


def _index(site: Site, totals: Mapping[str, int], schemas: Mapping[str, str]) -> Iterator[Endpoint]:
    for file in API_FILES[1:]:
        stem, _, ending = file.partition(".")
        is_table = ending == "csv"
        name = "country" if "/" in stem else f"{stem}-table" if is_table else stem
        yield Endpoint(
            name=name, href=site.addresses.url(site.addresses.api(file)),
            media_type="text/csv" if is_table else "application/json",
            json_schema=schemas.get(name), total=totals.get(stem if is_table else name),
        )  # fmt: skip
