"""What records vouch for: every number, mailbox and host that the published site may show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from ..catalogue import Catalogue
from ..collector import paused_collector
from ..contacts.hosts import host_of
from ..contacts.links import ContactLinks, hotline_names
from ..contacts.patterns import sightings
from ..contacts.records import all_contacts, websites
from ..contacts.sightings import SHORTEST_PHONE, Look
from ..model import Address, Source
from ..phones import digits
from ..projection import Projection

NO_RECORD = Path(__file__).with_name("vouched_hosts.yml")
MOST_LOOSE_DIGITS = SHORTEST_PHONE - 1  # digits beside a known number that are too few for another one
MOST_LOOSE_BESIDE_SHORT = 2
MOST_GROUPS = 8  # of digits, in which one number is written
YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True)
class Vouched:
    """Everything a record stands for, in the forms in which it may be printed."""

    numbers: frozenset[str]
    names: frozenset[str]
    mailboxes: frozenset[str]
    hosts: frozenset[str]
    urls: frozenset[str]

    def knows_number(self, written: str) -> bool:
        """Whether a number is known, or a row of numbers is made of known ones."""
        groups = re.findall(r"[0-9]+", written)
        if len(groups) == 2 and YEAR.fullmatch(groups[0]) and groups[1] in self.numbers:
            return True  # "in 2006 1146 workers": a year, and a figure of a record
        return "".join(groups) in self.numbers or self._is_row(groups)

    def _is_row(self, groups: list[str]) -> bool:
        """Whether the groups can be read as known numbers with few loose digits between them.

        Every group is looked at once, for all ways of reading those before it together.
        """
        ways: list[set[tuple[int, bool]]] = [{(0, False)}, *(set() for _ in groups)]  # loose digits, beside a short one
        for at, group in enumerate(groups):
            for end in range(at + 1, min(len(groups), at + MOST_GROUPS) + 1) if ways[at] else ():
                number = "".join(groups[at:end])
                if number in self.numbers:
                    is_short = len(number) < SHORTEST_PHONE
                    ways[end].update(_few((loose if is_short else 0, short or is_short) for loose, short in ways[at]))
            ways[at + 1].update(_few((loose + len(group), short) for loose, short in ways[at]))
        return any(loose < sum(map(len, groups)) for loose, _ in ways[-1])

    def knows_mailbox(self, address: str) -> bool:
        """Whether a record holds the mail address."""
        return address.lower() in self.mailboxes

    def knows_host(self, host: str) -> bool:
        """Whether a website or source record leads to the host; ``www.`` may be left out."""
        host = host.lower().rstrip(".")
        return host in self.hosts or f"www.{host}" in self.hosts


def _few(ways: Iterable[tuple[int, bool]]) -> Iterator[tuple[int, bool]]:
    """Those ways of reading a row that leave few digits loose."""
    return (way for way in ways if way[0] <= (MOST_LOOSE_BESIDE_SHORT if way[1] else MOST_LOOSE_DIGITS))


@paused_collector()
def vouched(catalogue: Catalogue, projection: Projection, own_addresses: Iterable[str]) -> Vouched:
    """All that the catalogue vouches for today; ``own_addresses`` are the site's own and its repository's."""
    links = ContactLinks(projection)
    corrections = (catalogue.contacts and catalogue.contacts.corrections) or ""
    urls = frozenset(
        {*_source_urls(catalogue), *(site.url for _, site in websites(catalogue)), *filter(None, own_addresses)}
    )
    return Vouched(
        numbers=frozenset({*links.of_digits, *_figures(catalogue), *_in_records(catalogue)}),
        names=hotline_names(catalogue),
        mailboxes=frozenset({*(value for value in links.of_value if "@" in value), corrections.lower()}),
        hosts=frozenset({*map(host_of, urls), *_without_record()}),
        urls=urls,
    )


def _source_urls(catalogue: Catalogue) -> Iterator[str]:
    yield from (source.url for source in _sources(catalogue) if source.url)


def _sources(catalogue: Catalogue) -> Iterator[Source]:
    yield from catalogue.shared_sources.values()
    for entry in catalogue.entries.values():
        yield from entry.facts.sources.values()


def _figures(catalogue: Catalogue) -> Iterator[str]:
    for entry in catalogue.entries.values():
        for figure in getattr(entry.facts, "figures", {}).values():
            yield digits(figure.value)


def _in_records(catalogue: Catalogue) -> Iterator[str]:
    """Digits that look like a phone but stand in a postal address or in a source's title."""
    for record in all_contacts(catalogue):
        if isinstance(record.contact, Address) and record.is_published:
            yield from _numbers(f"{record.contact.text}\n{record.contact.local or ''}")
    for source in _sources(catalogue):
        for _, title in source.title.items():
            yield from _numbers(title)


def _numbers(text: str) -> Iterator[str]:
    for sighting in sightings(text):
        if sighting.look in (Look.PHONE, Look.SHORT):
            yield digits(sighting.value)


def _without_record() -> Iterator[str]:
    with NO_RECORD.open(encoding="utf-8") as stream:
        yield from (row["host"] for row in yaml.load(stream, Loader=yaml.CBaseLoader))
