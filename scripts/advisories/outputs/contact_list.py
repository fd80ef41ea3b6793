"""All contacts in one flat list, as the API and spreadsheets read it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from pydantic import Field

from ..model import Kind, PhoneUse, Text
from ..model.contacts import Confirmed
from ..pages.site_context import Site
from ..public.addresses import Links
from ..public.models import PublicContact, PublicCountry, PublicPhone, PublicValue

FORMULA = ("=", "@", "-", "\t", "\r")
"""What makes a spreadsheet compute a cell. ``+`` stays: every number begins with it, and it does no harm there."""


class ContactRow(PublicContact):
    """One contact in the flat list: easy to load into a table."""

    id: str = Field(description="Stable as long as the value is.")
    of: Literal["hotline", "emergency", "mission"] = Field(description="What it belongs to.")
    country: str | None = Field(description="Name of the country in addresses; null for a hotline.")
    code: str | None = Field(description="ISO 3166-1 alpha-2 code of the country or region.")
    mission: str | None = Field(description="Id of the mission.")
    name: Text = Field(description="Name of the hotline, the mission, or the country or region.")
    kind: Literal["phone", "email", "website", "address"] = Field(description="What the value is.")
    use: PhoneUse | None = Field(description="What a number is for.")
    value: str = Field(description="E.164 or short number, mailbox, web address, postal address.")
    display: str = Field(description="As people write it.")
    uri: str | None = Field(description="To dial, write or open.")
    page: Links = Field(description="Its place on this site.")


def all_contacts(site: Site) -> Iterator[ContactRow]:
    """Hotlines first, then every country or region that is not withdrawn: emergency numbers, missions."""
    for hotline in site.projection.hotlines():
        owner: dict[str, Any] = {"of": "hotline", "country": None, "code": None, "mission": None, "name": hotline.name}
        owner["page"] = site.addresses.pages(site.languages, "index", "hotline")
        yield from _rows(f"hotline/{hotline.id}", owner, hotline.phones, {"website": hotline.website})
    for country in site.projection.countries:
        if country.withdrawn is None:
            yield from _of_country(site, country)


def _of_country(site: Site, country: PublicCountry) -> Iterator[ContactRow]:
    place = {"country": country.slug, "code": country.code}
    page = site.addresses.pages(site.languages, f"{Kind.COUNTRY}/{country.slug}", "emergency")
    owner = {**place, "of": "emergency", "mission": None, "name": country.title, "page": page}
    yield from _rows(f"{country.slug}/emergency", owner, country.emergency, {})
    for mission in country.missions:
        owner = {**place, "of": "mission", "mission": mission.id, "name": mission.name, "page": mission.page}
        values = {"email": mission.email, "website": mission.website, "address": mission.address}
        yield from _rows(f"{country.slug}/{mission.id}", owner, mission.phones, values)


def _rows(
    name: str, owner: dict[str, Any], phones: Iterable[PublicPhone], values: dict[str, PublicValue | None]
) -> Iterator[ContactRow]:
    for phone in phones:
        yield ContactRow(
            **_dates(phone), **owner, id=f"{name}/{phone.use}/{phone.number}", kind="phone", use=phone.use,
            value=phone.number, display=phone.international, uri=phone.uri,
        )  # fmt: skip
    for kind, value in values.items():
        if value is not None:
            uri = {"email": f"mailto:{value.value}", "website": value.value}.get(kind)
            shown: Any = {"kind": kind, "use": None, "value": value.value, "display": value.value, "uri": uri}
            yield ContactRow(**_dates(value), **owner, **shown, id=f"{name}/{kind}")


def _dates(contact: PublicContact) -> dict[str, Any]:
    return {field: getattr(contact, field) for field in PublicContact.model_fields}


HEAD = (
    "id", "of", "country", "code", "mission", "kind", "use", "value", "display", "uri", "seen", "stale", "confirmed",
    "expires",
)  # fmt: skip
"""Columns of the table; those with words follow, one for each language, and then those that came later.

A new column goes to the end: spreadsheets that fetch the table know its columns by their letters.
"""


def as_table(contacts: Iterable[ContactRow], languages: tuple[str, ...]) -> str:
    """CSV (RFC 4180) with a byte-order mark, by which spreadsheets know UTF-8; one line a contact."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    names = [f"{column}_{language}" for column in ("name", "source_title") for language in languages]
    table.writerow([*HEAD, *names, "source_url", "reliable_until"])
    for contact in contacts:
        source = contact.sources[0]
        words = [text[language] for text in (contact.name, source.title) for language in languages]
        table.writerow([_cell(cell) for cell in (*_row(contact), *words, source.url, contact.reliable_until)])
    return "\ufeff" + text.getvalue()


def _row(contact: ContactRow) -> Iterator[object]:
    for column in HEAD:
        value = getattr(contact, column)
        if isinstance(value, Confirmed):
            value = value.on
        yield ("yes" if value else "no") if isinstance(value, bool) else value


def _cell(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
