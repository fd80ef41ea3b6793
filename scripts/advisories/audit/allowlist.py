"""What records vouch for: every number, mailbox and host that the published site may show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import yaml

from ..contacts.detect.harmless import YEAR, Harmless
from ..contacts.detect.matches import MASK, SHORTEST_PHONE, MatchKind
from ..contacts.detect.patterns import contact_matches, is_nearly
from ..contacts.hosts import host_of
from ..contacts.phones import digits
from ..contacts.records import all_contacts, websites
from ..contacts.yaml_texts import counts_in, texts_in
from ..content.catalogue import Catalogue
from ..content.prose import prose
from ..content.yaml_files import YamlFile
from ..model import Address, Source
from ..public.contact_links import ContactLinks, hotline_names
from ..public.projection import Projection

ALLOWED_HOSTS = Path(__file__).with_name("allowed_hosts.yml")
MOST_LOOSE_DIGITS = SHORTEST_PHONE - 1  # digits beside a known number that are too few for another one
MOST_LOOSE_BESIDE_SHORT = 2
MOST_GROUPS = 8  # of digits, in which one number is written
HEADING = re.compile(r"^#.*[0-9]", re.MULTILINE)
NUMBER = re.compile(r"[0-9](?:[0-9.,:/_'’()·-]|[ ](?=[0-9])){2,}")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
NAMED_HOST = re.compile(r"(?<![\w.@-])[a-z0-9-]+(?:\.[a-z0-9-]+)+(?![\w-]|\.\w)", re.IGNORECASE)
NOTHING_HARMLESS = Harmless(frozenset(), frozenset(), frozenset(), frozenset())
BEHIND_ADDRESS = ".,:;!?)]}'"
"""Signs that may end a sentence behind an address; so may any that is not ASCII."""
IN_ADDRESS = "%/?#[]@!$&'()*+,;=:~"
"""What stays as it is where an address is written in ASCII only."""


@dataclass(frozen=True)
class Allowlist:
    """Everything a record stands for, in the forms in which it may be printed."""

    numbers: frozenset[str]
    names: frozenset[str]
    mailboxes: frozenset[str]
    hosts: frozenset[str]
    urls: frozenset[str]
    counts: frozenset[str] = frozenset()
    """Whole numbers of records that are no contacts, such as how many took part."""
    harmless: Harmless = NOTHING_HARMLESS
    """Numbers of the content that look like no phone where they stand."""

    def parts(self) -> Iterator[str]:
        """All of it in one order, by which verdicts are kept."""
        sets = [*vars(self).values(), *vars(self.harmless).values()]
        yield from (json.dumps(sorted(values)) for values in sets if isinstance(values, frozenset))

    def knows_row(self, written: str) -> bool:
        """Whether numbers side by side, away from their texts, are known or harmless one by one."""
        return self.harmless.are_all(written, self.knows_number)

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

    def apart(self, text: str) -> tuple[str, list[str]]:
        """The text with a mask for each address in it that a record holds letter by letter, and these addresses."""
        addresses: list[str] = []

        def masked(match: re.Match[str]) -> str:
            written, end = match[0], len(match[0])
            while written[:end] not in self.urls:
                end -= 1
                if end < len("http://") or (written[end].isascii() and written[end] not in BEHIND_ADDRESS):
                    return written
            addresses.append(written[:end])
            return MASK + written[end:]

        return (ADDRESS.sub(masked, text) if "//" in text else text), addresses

    def without_hosts(self, text: str) -> str:
        """The text with a mask for each host of a record; a host may be named by a number."""
        return NAMED_HOST.sub(lambda match: MASK if self._is_plain_host(match[0]) else match[0], text)

    def _is_plain_host(self, name: str) -> bool:
        return self.knows_host(name) and len(digits(name)) < SHORTEST_PHONE

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


def allowlist_of(catalogue: Catalogue, projection: Projection, own_addresses: Iterable[str]) -> Allowlist:
    """All that the catalogue vouches for today; ``own_addresses`` are the site's own and its repository's."""
    links = ContactLinks(projection)
    corrections = (catalogue.contacts and catalogue.contacts.corrections) or ""
    urls = {
        *(source.url for source in _sources(catalogue) if source.url),
        *(site.url for _, site in websites(catalogue)),
        *filter(None, own_addresses),
    }
    names = hotline_names(catalogue)
    numbers = [(keys[0], value) for file in _files(catalogue) for keys, value in counts_in(file)]
    statistics = (digits(value) for kind, value in numbers if kind == "figures")
    counts = frozenset(value for kind, value in numbers if kind != "figures")
    near = (count for count in counts for name in names if is_nearly(count, name))  # what equals one, the check refuses
    return Allowlist(
        numbers=frozenset({*links.of_digits, *statistics, *_in_records(catalogue), *near}),
        names=names,
        mailboxes=frozenset({*(value for value in links.of_value if "@" in value), corrections.lower()}),
        hosts=frozenset({*map(host_of, urls), *_without_record()}),
        urls=frozenset({*urls, *(quote(url, safe=IN_ADDRESS) for url in urls)}),
        counts=counts,
        harmless=Harmless.of(_labels(catalogue), _prose(catalogue), counts, names),
    )


def _labels(catalogue: Catalogue) -> Iterator[str]:
    """Texts that a template may put beside others: of records, titles, descriptions and headings."""
    for file in _files(catalogue):
        yield from (text.words for text in texts_in(file))
    for _, _, page in catalogue.all_pages():
        yield from (value for value in page.front_matter.data.values() if isinstance(value, str))
        if HEADING.search(page.body):
            yield from (heading.text for heading in prose(page).headings)


def _files(catalogue: Catalogue) -> list[YamlFile]:
    """Facts of all items and the registers that readers see."""
    registers = [file for name, file in catalogue.register_files.items() if name != "hosts.yml"]
    return [*(entry.file for entry in catalogue.entries.values()), *registers]


def _prose(catalogue: Catalogue) -> Iterator[str]:
    """What pages say, as far as it holds a number."""
    for _, _, page in catalogue.all_pages():
        if NUMBER.search(page.body):
            yield from (words.text for words in prose(page).runs)
            yield from (box.title for box in prose(page).boxes)


def _sources(catalogue: Catalogue) -> Iterator[Source]:
    yield from catalogue.shared_sources.values()
    for entry in catalogue.entries.values():
        yield from entry.facts.sources.values()


def _in_records(catalogue: Catalogue) -> Iterator[str]:
    """Digits that look like a phone but stand in a postal address or in a source's title."""
    for record in all_contacts(catalogue):
        if isinstance(record.contact, Address) and record.is_published:
            yield from _numbers(f"{record.contact.text}\n{record.contact.local or ''}")
    for source in _sources(catalogue):
        for _, title in source.title.items():
            yield from _numbers(title)


def _numbers(text: str) -> Iterator[str]:
    for contact in contact_matches(text):
        if contact.kind in (MatchKind.PHONE, MatchKind.SHORT):
            yield digits(contact.value)


def _without_record() -> Iterator[str]:
    with ALLOWED_HOSTS.open(encoding="utf-8") as stream:
        yield from (row["host"] for row in yaml.load(stream, Loader=yaml.CBaseLoader))
