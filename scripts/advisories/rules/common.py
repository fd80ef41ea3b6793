"""What rules must know of the whole content, whichever share of it they look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..catalogue import Catalogue
from ..comparison.parallel import Passages
from ..contacts.links import ContactLinks
from ..projection import Projection
from ..prose import prose


@dataclass(frozen=True)
class Common:
    """Contacts, addresses and lengths, as plain values that one process can tell another."""

    contacts: Mapping[str, tuple[str, ...]]
    """Every contact that prose may show, by the name prose uses, and the texts it may be shown as."""
    of_digits: Mapping[str, str]
    """Every way of writing a printable number, digits only, and the name of its record."""
    of_value: Mapping[str, str]
    """Every mailbox and every host of a website, and the name of its record."""
    loose_pages: frozenset[str]
    """Pages that are no items."""
    anchors: Mapping[tuple[str, str], frozenset[str | None]]
    """The anchors of every page, by its address and language."""
    lengths: tuple[int, int]
    """Characters of prose in the first language, and in the translations beside it."""

    @property
    def usual_ratio(self) -> float:
        """How long the first language usually is beside the others."""
        ours, theirs = self.lengths
        return ours / max(1, theirs)


def common_of(catalogue: Catalogue, passages: Passages, today: date) -> Common:
    """What this catalogue, or share of one, has to tell."""
    links = ContactLinks(Projection(catalogue, today))
    return Common(
        contacts={key: link.forms for key, link in links.items()},
        of_digits=links.of_digits,
        of_value=links.of_value,
        loose_pages=frozenset(catalogue.pages),
        anchors={
            (key, page.language): frozenset(heading.id for heading in prose(page).headings)
            for key, _, page in catalogue.all_pages()
        },
        lengths=passages.lengths,
    )


def merged(parts: Iterable[Common]) -> Common:
    """What all shares have to tell; the first holds all contacts, the others repeat some."""
    first, *others = parts
    return Common(
        contacts=first.contacts,
        of_digits=first.of_digits,
        of_value=first.of_value,
        loose_pages=first.loose_pages,
        anchors={key: anchors for part in (first, *others) for key, anchors in part.anchors.items()},
        lengths=(sum(part.lengths[0] for part in (first, *others)), sum(part.lengths[1] for part in (first, *others))),
    )
