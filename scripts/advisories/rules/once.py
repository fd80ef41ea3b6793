"""What may stand once only in the whole content: numbers, mailboxes, names of missions, codes of countries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ..contacts.phones import digits, is_short
from ..contacts.records import ContactRecord
from ..content.catalogue import Catalogue, Entry
from ..content.yaml_files import Key
from ..model import Email, Phone


class Once(NamedTuple):
    """Where such a thing stands; plain values, which one process can tell another."""

    order: tuple[bool, str]
    """Of two that stand in different files, the lesser one is the first."""
    place: tuple[str, tuple[Key, ...]]
    shown: str
    """How a message names the place."""
    owner: str = ""
    may_share: bool = False  # in the list of a country's emergency numbers: one number there may serve several uses
    has_reason: bool = False
    is_published: bool = True

    @classmethod
    def from_plain(cls, plain: Sequence[Any]) -> Once:
        """What JSON makes of one, put right."""
        (later, slug), (path, keys), *others = plain
        return cls((later, slug), (path, tuple(keys)), *others)


def every_once(catalogue: Catalogue, contacts: Iterable[ContactRecord]) -> Iterator[tuple[str, Once]]:
    """All such things, by what makes them the same."""
    for record in contacts:
        if identity := identity_of(record):
            yield identity, once_of(record)
    for entry in catalogue.countries:
        yield code_of(entry), Once((False, entry.slug), (entry.file.path, ("code",)), entry.file.path)
        for index, mission in enumerate(entry.country.missions):
            for language, name in mission.name.items():
                place = (entry.file.path, ("missions", index, "name", language))
                yield name_of_mission(language, name), Once((False, entry.slug), place, f"{entry.slug}/{mission.id}")


def identity_of(record: ContactRecord) -> str | None:
    """What two records of the same number or mailbox have in common; nothing for other contacts."""
    if isinstance(record.contact, Email):
        return f"email {record.value.lower()}"
    if isinstance(record.contact, Phone):
        number = record.value
        return f"phone {record.owner} {number}" if is_short(number) else f"phone {digits(number).lstrip('0')}"
    return None


def once_of(record: ContactRecord) -> Once:
    """A contact record as one of such things."""
    path, keys = record.place.file.path, record.place.keys
    order = (record.entry is None, record.entry.slug if record.entry else "")
    is_listed = isinstance(record.contact, Phone) and keys[0] == "emergency"
    has_reason = bool(record.contact.because)
    shown = f"{path} ({record.place.subject})"
    return Once(order, (path, keys), shown, record.owner, is_listed, has_reason, record.is_published)


def code_of(entry: Entry) -> str:
    """What two countries of one code have in common."""
    return f"country {entry.country.code}"


def name_of_mission(language: str, name: str) -> str:
    """What two missions of one name have in common."""
    return f"mission {language} {name.casefold()}"


def firsts(every: Iterable[tuple[str, Once]]) -> dict[str, Once]:
    """The first of each; those of one file come in their order."""
    found: dict[str, Once] = {}
    for identity, once in every:
        if identity not in found or once.order < found[identity].order:
            found[identity] = once
    return found
