"""All contacts in one flat list, as the API and spreadsheets read it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from ..model import Kind
from . import records
from .collect import Collector

FORMULA = ("=", "@", "-", "\t", "\r")
"""What makes a spreadsheet compute a cell. ``+`` stays: every number begins with it, and it does no harm there."""


def all_contacts(collector: Collector) -> tuple[records.Contact, ...]:
    """Hotlines first, then every country or region that is not withdrawn: emergency numbers, missions."""
    return tuple(_all(collector))


def _all(collector: Collector) -> Iterator[records.Contact]:
    for hotline in collector.hotlines:
        owner: dict[str, Any] = {"of": "hotline", "country": None, "code": None, "mission": None, "name": hotline.name}
        owner["page"] = collector.links("index", "hotline")
        yield from _of(f"hotline/{hotline.id}", owner, hotline.phones, {"website": hotline.website})
    standing = {entry.slug for entry in collector.standing(Kind.COUNTRY)}
    for country in collector.countries:
        if country.slug in standing:
            yield from _of_country(collector, country)


def _of_country(collector: Collector, country: records.Country) -> Iterator[records.Contact]:
    place = {"country": country.slug, "code": country.code}
    key = f"{Kind.COUNTRY}/{country.slug}"
    owner = {
        **place,
        "of": "emergency",
        "mission": None,
        "name": country.title,
        "page": collector.links(key, "emergency"),
    }
    yield from _of(f"{country.slug}/emergency", owner, country.emergency, {})
    for mission in country.missions:
        owner = {**place, "of": "mission", "mission": mission.id, "name": mission.name, "page": mission.page}
        values = {"email": mission.email, "website": mission.website, "address": mission.address}
        yield from _of(f"{country.slug}/{mission.id}", owner, mission.phones, values)


def _of(
    name: str, owner: dict[str, Any], phones: tuple[records.Phone, ...], values: dict[str, records.Value | None]
) -> Iterator[records.Contact]:
    for phone in phones:
        yield records.Contact(
            **_evidence(phone), **owner, id=f"{name}/{phone.use}/{phone.number}", kind="phone", use=phone.use,
            value=phone.number, display=phone.international, uri=phone.uri,
        )  # fmt: skip
    for kind, value in values.items():
        if value is not None:
            uri = {"email": f"mailto:{value.value}", "website": value.value}.get(kind)
            yield records.Contact(
                **_evidence(value), **owner, id=f"{name}/{kind}", kind=kind, use=None,
                value=value.value, display=value.value, uri=uri,
            )  # fmt: skip


def _evidence(record: records.Evidenced) -> dict[str, Any]:
    return {field: getattr(record, field) for field in records.Evidenced.model_fields}


HEAD = (
    "id",
    "of",
    "country",
    "code",
    "mission",
    "kind",
    "use",
    "value",
    "display",
    "uri",
    "seen",
    "stale",
    "confirmed",
    "reliable_until",
    "expires",
)
"""Columns of the table; those with words follow, one for each language."""


def as_table(
    contacts: tuple[records.Contact, ...], sources: dict[str, records.Source], languages: tuple[str, ...]
) -> str:
    """CSV (RFC 4180) with a byte-order mark, by which spreadsheets know UTF-8; one line a contact."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    names = [f"{column}_{language}" for column in ("name", "source_title") for language in languages]
    table.writerow([*HEAD, *names, "source_url"])
    for one in contacts:
        source = sources[one.sources[0]]
        words = [text[language] for text in (one.name, source.title) for language in languages]
        table.writerow([_cell(cell) for cell in (*_row(one), *words, source.url)])
    return "\ufeff" + text.getvalue()


def _row(one: records.Contact) -> Iterator[object]:
    for column in HEAD:
        value = getattr(one, column)
        if isinstance(value, records.Confirmation):
            value = value.on
        yield ("yes" if value else "no") if isinstance(value, bool) else value


def _cell(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
