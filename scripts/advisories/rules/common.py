"""What rules must know of the whole content, whichever share of it they look at."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..contacts.records import ContactRecord
from ..content.catalogue import Catalogue
from ..content.prose import prose
from ..model import Country, PhoneUse
from ..public.contact_links import HOTLINE, ContactLinks, forms_of, of_digits, place_of
from ..public.projection import Projection
from ..tasks.cache import digest
from ..translation.parallel import Passages
from .once import Once, every_once, firsts


@dataclass(frozen=True)
class Common:
    """Contacts, addresses and lengths, as plain values that one process can tell another."""

    contacts: Mapping[str, tuple[str, ...]]
    """Every contact that prose may show, by the name prose uses: its value, then the names it is shown as, if any."""
    numbers: tuple[tuple[str, str], ...]
    """Every printable number, and the name of its record."""
    of_value: Mapping[str, str]
    """Every mailbox and every host of a website, and the name of its record."""
    first: Mapping[str, Once]
    """The first of whatever may stand once only."""
    loose_pages: frozenset[str]
    """Pages that are no items."""
    anchors: Mapping[tuple[str, str], frozenset[str | None]]
    """The anchors of every page, by its address and language."""
    countries: Mapping[str, tuple[str, ...]]
    """Code of every country by folder, then the names that its own record gives it."""
    lengths: tuple[int, int]
    """Characters of prose in the first language, and in the translations beside it."""
    name: str = ""
    """A name for all of it but the lengths."""

    @property
    def usual_ratio(self) -> float:
        """How long the first language usually is beside the others."""
        ours, theirs = self.lengths
        return ours / max(1, theirs)

    def forms(self, contact: str) -> tuple[str, ...] | None:
        """The texts that a contact may be shown as; ``None`` where there is none of that name."""
        value, *names = self.contacts.get(contact, ("",))
        return forms_of(value, tuple(names)) if value else None

    @cached_property
    def of_digits(self) -> Mapping[str, tuple[str, ...]]:
        """Every way of writing a printable number, digits only, and the names of its records: seldom asked for."""
        return of_digits(self.numbers)

    @cached_property
    def uses(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """What a number, mailbox or site of an owner is for, by owner and value: seldom asked for."""
        found: dict[tuple[str, str], set[str]] = {}
        others = [(value, key) for key, (value, *_) in self.contacts.items()]
        for value, key in (*self.numbers, *others):
            owner, _, use = key.rpartition("/")
            found.setdefault((owner, value), set()).add(str(PhoneUse.HOTLINE) if owner == HOTLINE else use)
        return {key: frozenset(uses) for key, uses in found.items()}

    def as_plain(self) -> dict[str, Any]:
        """A form for JSON; equal for what is equal."""
        return {
            "contacts": self.contacts,
            "numbers": self.numbers,
            "of_value": self.of_value,
            "first": self.first,
            "loose_pages": sorted(self.loose_pages),
            "countries": self.countries,
            "anchors": [[*page, *sorted(ids, key=str)] for page, ids in self.anchors.items()],
            "lengths": self.lengths,
            "name": self.name,
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Common:
        """The reverse of ``as_plain``."""
        return cls(
            contacts={key: tuple(shown) for key, shown in plain["contacts"].items()},
            numbers=tuple((number, name) for number, name in plain["numbers"]),
            of_value=plain["of_value"],
            first={key: Once.from_plain(once) for key, once in plain["first"].items()},
            loose_pages=frozenset(plain["loose_pages"]),
            anchors={(address, language): frozenset(ids) for address, language, *ids in plain["anchors"]},
            countries={slug: tuple(names) for slug, names in plain["countries"].items()},
            lengths=tuple(plain["lengths"]),
            name=plain["name"],
        )

    def named(self) -> Common:
        """The same with its name."""
        return replace(self, name=digest(json.dumps(self.as_plain() | {"lengths": None}, sort_keys=True)))


def common_of(catalogue: Catalogue, contacts: Iterable[ContactRecord], passages: Passages) -> Common:
    """What this catalogue, or share of one, has to tell."""
    links = ContactLinks(Projection.of_any_age(catalogue))
    return Common(
        contacts={key: (link.value, *link.names) for key, link in links.items()},
        numbers=links.numbers,
        of_value=links.of_value,
        first=firsts(every_once(catalogue, contacts)),
        loose_pages=frozenset(catalogue.pages),
        anchors={
            (key, page.language): frozenset(heading.id for heading in prose(page).headings)
            for key, _, page in catalogue.all_pages()
        },
        countries={entry.slug: _names_of(entry.country) for entry in catalogue.countries},
        lengths=(sum(ours for ours, _ in passages.lengths), sum(theirs for _, theirs in passages.lengths)),
    ).named()


def _names_of(facts: Country) -> tuple[str, ...]:
    own = [name for _, name in facts.name.items()] if facts.name else []
    return (facts.code, *dict.fromkeys([*own, *(name for names in facts.aliases.common.values() for name in names)]))


def merged(parts: Iterable[Common]) -> Common:
    """What all shares have to tell; all know the hotlines, else none knows what another tells."""
    every = list(parts)
    return Common(
        contacts={key: shown for part in every for key, shown in part.contacts.items()},
        numbers=tuple(sorted((one for part in every for one in part.numbers), key=lambda one: place_of(one[1]))),
        of_value=_names([part.of_value for part in every]),
        first=firsts(known for part in every for known in part.first.items()),
        loose_pages=frozenset(key for part in every for key in part.loose_pages),
        anchors={key: anchors for part in every for key, anchors in part.anchors.items()},
        countries={slug: names for part in every for slug, names in part.countries.items()},
        lengths=(sum(part.lengths[0] for part in every), sum(part.lengths[1] for part in every)),
        name=digest(*(part.name for part in every)),
    )


def _names(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The record that is named for each value: the first of all."""
    found: dict[str, str] = {}
    for part in parts:
        for value, name in part.items():
            if value not in found or place_of(name) < place_of(found[value]):
                found[value] = name
    return found
