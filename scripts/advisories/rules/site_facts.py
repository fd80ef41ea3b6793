"""What rules judge and what they may ask: the content in parts, and whatever concerns more than one part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from ..contacts.phones import digits, is_short
from ..contacts.records import ContactRecord, all_contacts
from ..content.catalogue import Catalogue, Entry
from ..content.files import LARGEST_PICTURE
from ..content.page_files import Page, key_of
from ..content.prose import prose
from ..content.yaml_files import Place, YamlFile
from ..model import Email, Phone, PhoneUse, Source
from ..public.contact_links import HOTLINE, ContactLinks
from ..public.projection import Projection
from ..tasks.cache import content_of, digest, program
from ..tasks.queries import Queries, query
from ..translation.parallel import PROSE, Pair, Passage, all_passages, page_pairs, texts

Answer = TypeVar("Answer")
Lengths = list[tuple[int, int]]
"""Characters of passages of prose in the first language, and of the same ones in another."""


@dataclass(eq=False)
class SiteFacts:
    """What concerns more than one part of the content; each answer is found when it is first asked for."""

    catalogue: Catalogue
    today: date
    lengths: list[tuple[ContentPart, Lengths]] = field(default_factory=list)
    """Of all parts; there for rules of the whole site, which run last."""
    queries: Queries = field(default_factory=Queries)
    _answers: dict[Callable[[SiteFacts], Any], Any] = field(default_factory=dict)

    def once(self, find: Callable[[SiteFacts], Answer]) -> Answer:
        """What a function makes of the whole content, made once."""
        if find not in self._answers:
            self._answers[find] = find(self)
        answer: Answer = self._answers[find]
        return answer

    @cached_property
    def parts(self) -> list[ContentPart]:
        """All content, in parts that can be judged one by one."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for path, text in self.catalogue.texts.items():
            found[key_of(path)][path] = text
        return [ContentPart(self, key, files) for key, files in found.items()]

    @cached_property
    def surroundings(self) -> str:
        """The digest of what any part may depend on beside its own text: records, names of files, settings, the day."""
        catalogue = self.catalogue
        records = (part for path, text in catalogue.texts.items() if path.endswith(".yml") for part in (path, text))
        names = [*catalogue.folders, *catalogue.entries, *catalogue.pages]
        names += [f"{entry.key}/{name}" for entry in catalogue.entries.values() for name in entry.pictures]
        return digest(program(), repr(catalogue.settings), str(self.today), "\n".join(sorted(names)), *records)

    def prepare(self) -> None:
        """Find what every process would look for."""
        _ = self.links.numbers, self.contacts

    def entry_of(self, page: Page) -> Entry | None:
        return self.catalogue.entries.get(page.key)

    # -- contacts

    @cached_property
    def links(self) -> ContactLinks:
        """Every contact that prose may show, however old."""
        return ContactLinks(Projection.of_any_age(self.catalogue))

    @cached_property
    def contacts(self) -> Mapping[str, list[ContactRecord]]:
        """Every contact record by its file; withheld ones too."""
        found: dict[str, list[ContactRecord]] = defaultdict(list)
        for record in all_contacts(self.catalogue):
            found[record.place.file.path].append(record)
        return found

    @cached_property
    def uses(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """What a number, mailbox or site of an owner is for, by owner and value."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        others = [(link.value, key) for key, link in self.links.items()]
        for value, key in (*self.links.numbers, *others):
            owner, _, use = key.rpartition("/")
            found[owner, value].add(str(PhoneUse.HOTLINE) if owner == HOTLINE else use)
        return {key: frozenset(uses) for key, uses in found.items()}

    # -- what may stand once only: of two, the one of the first country by slug is the first, those of registers last

    def first_of(self, record: ContactRecord) -> ContactRecord:
        """The first record of this number or mailbox; itself for other contacts."""
        return self._first_records.get(_identity(record), record)

    @cached_property
    def _first_records(self) -> Mapping[str | None, ContactRecord]:
        found: dict[str | None, ContactRecord] = {}
        for records in self.contacts.values():
            for record in records:
                found.setdefault(_identity(record), record)
        return {identity: record for identity, record in found.items() if identity}

    @cached_property
    def first_missions(self) -> Mapping[tuple[str, str], str]:
        """Country and mission that first has a name, by language and name in small letters."""
        found: dict[tuple[str, str], str] = {}
        for entry in self.catalogue.countries:
            for mission in entry.country.missions:
                for language, name in mission.name.items():
                    found.setdefault((language, name.casefold()), f"{entry.slug}/{mission.id}")
        return found

    @cached_property
    def first_countries(self) -> Mapping[str, Entry]:
        """The first country of each code."""
        return {entry.country.code: entry for entry in reversed(self.catalogue.countries)}

    @property
    def usual_ratio(self) -> float:
        """How long the first language usually is beside the others."""
        every = [pair for _, lengths in self.lengths for pair in lengths]
        return sum(ours for ours, _ in every) / max(1, sum(theirs for _, theirs in every))


@query
def anchors_of(site: SiteFacts, key: str, language: str) -> list[str | None] | None:
    """The anchors of a page; ``None`` where it could not be read. All that a part may ask of another one's text."""
    entry = site.catalogue.entries.get(key)
    page = (entry.pages if entry else site.catalogue.pages.get(key, {})).get(language)
    return [heading.id for heading in prose(page).headings] if page else None


def _identity(record: ContactRecord) -> str | None:
    """What two records of the same number or mailbox have in common; nothing for other contacts."""
    if isinstance(record.contact, Email):
        return f"email {record.value.lower()}"
    if isinstance(record.contact, Phone):
        number = record.value
        return f"phone {record.owner} {number}" if is_short(number) else f"phone {digits(number).lstrip('0')}"
    return None


@dataclass(frozen=True, eq=False)
class ContentPart:
    """An item, a page that belongs to none, or a register: what is judged by itself, in whatever process."""

    site: SiteFacts = field(repr=False)
    key: str
    """Collection and slug, the page's address, or the register's name."""
    files: Mapping[str, str] = field(repr=False)
    """Its texts by path, those too that could be read as text only."""

    @property
    def inputs(self) -> str:
        """The digest of all that its problems are found from, but the answers to queries."""
        files = (part for path, text in self.files.items() for part in (path, text))
        pictures = (content_of(str(file)) for file in self.pictures)
        return digest(self.site.surroundings, *files, *pictures)

    @property
    def pictures(self) -> list[Path]:
        """Files of its pictures, but for those that are too large to be looked at."""
        folder = self.site.catalogue.settings.docs_dir / self.key
        files = [folder / name for name in self.entry.pictures] if self.entry else []
        return [file for file in files if file.stat().st_size <= LARGEST_PICTURE]

    @cached_property
    def entry(self) -> Entry | None:
        return self.site.catalogue.entries.get(self.key)

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Its page in every language; none where one could not be read."""
        return self.entry.pages if self.entry else self.site.catalogue.pages.get(self.key, {})

    @cached_property
    def file(self) -> YamlFile | None:
        """Its facts, or the register."""
        return self.entry.file if self.entry else self.site.catalogue.register_files.get(self.key)

    @cached_property
    def contacts(self) -> Iterable[ContactRecord]:
        """Its contact records; withheld ones too."""
        return self.site.contacts.get(self.file.path, ()) if self.file else ()

    @property
    def yaml_files(self) -> list[YamlFile]:
        """Its facts, or the register, and the front matter of its pages."""
        return [*([self.file] if self.file else ()), *(page.front_matter for page in self.pages.values())]

    @property
    def sources(self) -> Iterator[tuple[Place, Source]]:
        """Its records of sources; of registers, those of ``sources.yml``."""
        shared = self.site.catalogue.shared_sources if self.key == "sources.yml" else {}
        for name, source in (self.entry.facts.sources if self.entry else shared).items():
            if self.file:
                yield Place(self.file, ("sources", name)), source

    @cached_property
    def pairs(self) -> list[Pair]:
        """Every passage of a translation beside the same passage of the first language."""
        of_pages = page_pairs(self.pages) if self.pages else ()
        return [*of_pages, *((first, other) for first, *others in self._texts for other in others)]

    @cached_property
    def passages(self) -> list[Passage]:
        """Every passage of every language: blocks and descriptions of pages, and texts of the YAML file."""
        of_pages = (passage for page in self.pages.values() for passage in all_passages(page))
        return [*of_pages, *(passage for group in self._texts for passage in group)]

    @cached_property
    def _texts(self) -> list[list[Passage]]:
        return texts(self.file, self.site.catalogue.settings.languages) if self.file else []

    @property
    def prose_pairs(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair[0].kind in PROSE]

    @property
    def lengths(self) -> Lengths:
        return [(len(ours.text), len(theirs.text)) for ours, theirs in self.prose_pairs]
