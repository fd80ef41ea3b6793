"""What ``contact:`` links mean: from the name of a record to the contact that may be printed, and back.

``hotline/main`` · ``japan/110`` or ``japan/police`` · ``japan/embassy/consular-protection``, ``…/email``,
``…/website``. The rules ask it whether text and target agree, the renderer what to print, the audit what is vouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

import phonenumbers

from ..contacts import phones
from ..content.catalogue import Catalogue
from ..model import Kind, Text
from .models import PublicHotline, PublicMission, PublicPhone, PublicValue
from .projection import Projection

SCHEME = "contact:"
HOTLINE = "hotline"
DIAL_OUT = ("00", "011")  # prefixes for calls abroad that people write before a country code


@dataclass(frozen=True)
class ContactLink:
    """A contact that prose may show: its value, what dials or opens it, and the texts it may be shown as."""

    key: str
    value: str
    uri: str
    names: tuple[str, ...] = ()
    """The texts it may be shown as; none for a number that is shown as numbers are."""
    phone: PublicPhone | None = None
    notice: Text | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """The texts it may be shown as: its names, or the usual forms of a number."""
        usual = (phones.international(self.value), self.value, phones.national(self.value))
        return self.names or tuple(dict.fromkeys(usual))

    def may_be_shown_as(self, text: str) -> bool:
        """Whether a link to this contact may have this text: one of its display forms, letter by letter."""
        return text in self.forms


class ContactLinks(Mapping[str, ContactLink]):
    """All contacts that may be printed, by the name prose uses; the first of several with one use wins.

    Those of a country are found when one of them is asked for: whoever reads a few pages names few countries.
    """

    def __init__(self, projection: Projection) -> None:
        self._projection = projection
        self._of_owner: dict[str, Mapping[str, ContactLink]] = {}

    def __getitem__(self, key: str) -> ContactLink:
        owner = key.partition("/")[0]
        if owner not in self._of_owner:
            self._of_owner[owner] = _by_key(_owned(self._projection, owner))
        return self._of_owner[owner][key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._links)

    def __len__(self) -> int:
        return len(self._links)

    @cached_property
    def _every(self) -> tuple[ContactLink, ...]:
        countries = (entry.slug for entry in self._projection.catalogue.countries)
        return tuple(link for owner in (HOTLINE, *countries) for link in _owned(self._projection, owner))

    @cached_property
    def _links(self) -> Mapping[str, ContactLink]:
        return _by_key(self._every)

    @cached_property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """Every printable number, and every name that is one, with the name of its record."""
        phones = [link for link in self._every if link.phone]
        return tuple((number, link.key) for link in phones for number in (link.value, *filter(str.isdigit, link.names)))

    @cached_property
    def of_digits(self) -> Mapping[str, tuple[str, ...]]:
        """Every way of writing a printable number, digits only, and the names of its records."""
        return of_digits(self.numbers)

    @cached_property
    def of_value(self) -> Mapping[str, str]:
        """Every mailbox and every host of a website, and the name of its record."""
        found: dict[str, str] = {}
        for link in self._every:
            if not link.phone:
                value = link.value.lower()
                found.setdefault(value if "@" in value else urlsplit(value).hostname or value, link.key)
        return found


def of_digits(numbers: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Every way of writing these numbers, digits only, and the names of the records that have it, in order."""
    found: dict[str, tuple[str, ...]] = {}
    for number, name in numbers:
        for written in spellings(number):
            found[written] = (*found.get(written, ()), name)
    return found


def resolve(links: ContactLinks, target: str) -> ContactLink | None:
    """The contact a link's target names, with or without ``contact:``; ``None`` where none may be printed."""
    return links.get(target.removeprefix(SCHEME))


def spellings(number: str) -> frozenset[str]:
    """The digits of every usual way of writing a number: as stored, national, with prefixes, with ``(0)``."""
    parsed = phones.parse(number)
    if parsed is None:
        return frozenset({phones.digits(number)})
    code, national = str(parsed.country_code), phones.digits(phones.national(number))
    significant = phonenumbers.national_significant_number(parsed)
    full = {code + significant, code + national}
    return frozenset({significant, national, *full, *(prefix + way for prefix in DIAL_OUT for way in full)})


def hotline_names(catalogue: Catalogue) -> frozenset[str]:
    """Names of hotlines that are numbers people dial, long enough not to be met by chance."""
    hotlines = catalogue.hotlines
    return frozenset(one.short_name for one in hotlines if one.short_name.isdigit() and len(one.short_name) > 4)


# --- from the projection -------------------------------------------------------------------------------------------


def _by_key(links: Iterable[ContactLink]) -> dict[str, ContactLink]:
    return {link.key: link for link in reversed(tuple(links))}


def _owned(projection: Projection, owner: str) -> Iterator[ContactLink]:
    entry = projection.catalogue.entries.get(f"{Kind.COUNTRY}/{owner}")
    if owner == HOTLINE:
        for hotline in projection.hotlines():
            yield from _of_hotline(hotline)
    elif entry is not None:
        yield from _of_country(owner, *projection.contacts(entry))


def _of_hotline(hotline: PublicHotline) -> Iterator[ContactLink]:
    key = f"{HOTLINE}/{hotline.id}"
    for phone in hotline.phones:
        yield _phone(key, phone, (hotline.short_name,), hotline.notice)
    if hotline.website:
        yield _website(f"{key}/website", hotline.website)


def _of_country(
    slug: str, emergency: Iterable[PublicPhone], missions: Iterable[PublicMission]
) -> Iterator[ContactLink]:
    for phone in emergency:
        yield _phone(f"{slug}/{phone.use}", phone)
        if phone.short:
            yield _phone(f"{slug}/{phone.number}", phone)
    for mission in missions:
        yield from _of_mission(f"{slug}/{mission.id}", mission)


def _of_mission(owner: str, mission: PublicMission) -> Iterator[ContactLink]:
    for phone in mission.phones:
        yield _phone(f"{owner}/{phone.use}", phone)
    if mission.email:
        address = mission.email.value
        yield ContactLink(f"{owner}/email", address, f"mailto:{address}", (address,))
    if mission.website:
        yield _website(f"{owner}/website", mission.website)


def _phone(key: str, phone: PublicPhone, names: tuple[str, ...] = (), notice: Text | None = None) -> ContactLink:
    return ContactLink(key, phone.number, phone.uri, names, phone, notice)


def _website(key: str, website: PublicValue) -> ContactLink:
    host = urlsplit(website.value).hostname or website.value
    return ContactLink(key, website.value, website.value, (host, website.value))
