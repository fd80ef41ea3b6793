"""Every contact record of the catalogue, with its place, its host country and the name by which prose links to it.

Withheld records are included: the rules, the status list and the comparison of revisions need them. What may be
printed is decided by ``public``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..content.catalogue import Catalogue, Entry
from ..content.yaml_files import Place
from ..model import Address, Channel, Contact, Email, Hotline, Mission, Phone, Source, Website
from .phones import is_short


@dataclass(frozen=True)
class ContactRecord:
    """One contact: where it stands, whose it is, and what prose calls it."""

    key: str
    owner: str
    entry: Entry | None
    place: Place
    region: str
    contact: Contact

    @property
    def value(self) -> str:
        """The number, mailbox, address of a site, or postal address."""
        match self.contact:
            case Phone(number=value) | Email(address=value) | Website(url=value) | Address(text=value):
                return value
        raise TypeError(type(self.contact).__name__)

    @property
    def value_place(self) -> Place:
        """Where the value itself stands."""
        names = {Phone: "number", Email: "address", Website: "url", Address: "text"}
        return self.place / names[type(self.contact)]

    @property
    def is_published(self) -> bool:
        """Whether the record may be printed, its age apart."""
        return self.contact.withheld is None

    def sources(self, catalogue: Catalogue) -> list[Source]:
        """Its source records, those that exist."""
        return catalogue.sources(self.entry, self.contact.sources)


def all_contacts(catalogue: Catalogue) -> Iterator[ContactRecord]:
    """Every contact of every country and of the registers."""
    for entry in catalogue.countries:
        yield from _of_country(entry)
    yield from _of_register(catalogue)


def phones_of(records: Iterable[ContactRecord]) -> Iterator[tuple[ContactRecord, Phone]]:
    """The phone records among them."""
    for record in records:
        if isinstance(record.contact, Phone):
            yield record, record.contact


def websites_of(records: Iterable[ContactRecord]) -> Iterator[tuple[ContactRecord, Website]]:
    """The website records among them."""
    for record in records:
        if isinstance(record.contact, Website):
            yield record, record.contact


def websites(catalogue: Catalogue) -> Iterator[tuple[ContactRecord, Website]]:
    """Every website record."""
    return websites_of(all_contacts(catalogue))


def _of_country(entry: Entry) -> Iterator[ContactRecord]:
    facts = entry.country
    for index, phone in enumerate(facts.emergency):
        name = phone.number if is_short(phone.number) else phone.use
        place = entry.at("emergency", index)
        yield ContactRecord(f"{entry.slug}/{name}", entry.slug, entry, place, phone.region or facts.code, phone)
    for index, mission in enumerate(facts.missions):
        yield from _of_mission(entry, mission, entry.at("missions", index), mission.region or facts.code)
    yield from _of_channels(entry.slug, entry, entry.at("channels"), facts.channels, facts.code)


def _of_mission(entry: Entry, mission: Mission, place: Place, region: str) -> Iterator[ContactRecord]:
    owner = f"{entry.slug}/{mission.id}"
    for index, phone in enumerate(mission.phones):
        yield ContactRecord(f"{owner}/{phone.use}", owner, entry, place / "phones" / index, region, phone)
    for name in ("email", "website", "address"):
        if (contact := getattr(mission, name)) is not None:
            yield ContactRecord(f"{owner}/{name}", owner, entry, place / name, region, contact)


def _of_register(catalogue: Catalogue) -> Iterator[ContactRecord]:
    if catalogue.contacts and (root := catalogue.register_place("contacts.yml")):
        for index, hotline in enumerate(catalogue.contacts.hotlines):
            yield from _of_hotline(hotline, root / "hotlines" / index)
        site = catalogue.contacts.official_site
        yield ContactRecord("official-site", "official-site", None, root / "official_site", "", site)
    if catalogue.levels and (root := catalogue.register_place("levels.yml")):
        for index, issuer in enumerate(catalogue.levels.issuers):
            place = root / "issuers" / index / "website"
            yield ContactRecord(f"issuer/{issuer.id}", f"issuer/{issuer.id}", None, place, "", issuer.website)


def _of_hotline(hotline: Hotline, place: Place) -> Iterator[ContactRecord]:
    key = f"hotline/{hotline.id}"
    for index, phone in enumerate(hotline.phones):
        yield ContactRecord(key, key, None, place / "phones" / index, hotline.region, phone)
    if hotline.website:
        yield ContactRecord(f"{key}/website", key, None, place / "website", hotline.region, hotline.website)
    yield from _of_channels(key, None, place / "channels", hotline.channels, hotline.region)


def _of_channels(
    owner: str, entry: Entry | None, place: Place, channels: Iterable[Channel], region: str
) -> Iterator[ContactRecord]:
    for index, channel in enumerate(channels):
        if channel.website:
            where = place / index / "website"
            yield ContactRecord(f"{owner}/{channel.id}", owner, entry, where, region, channel.website)
