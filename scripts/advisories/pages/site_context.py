"""The site of one build: catalogue, projection, words and addresses, put together once and read by everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..common import clock
from ..common.settings import Settings
from ..content.catalogue import Catalogue, Entry, load
from ..content.page_files import Page
from ..language import words
from ..model import Contacts, Event, Issuer, Kind, Topic
from ..public.addresses import Addresses
from ..public.contact_links import ContactLink, ContactLinks, resolve
from ..public.models import PublicCountry, PublicHotline, PublicSource, PublicValue
from ..public.projection import Projection, names
from ..tasks.queries import Queries, query


@dataclass(frozen=True)
class Ref:
    """One page in one language: its key (``topics/lost-passport``), its item if it has one, its text."""

    key: str
    language: str
    entry: Entry | None
    page: Page


@dataclass(frozen=True)
class Site:
    """Everything a page may ask for; while a page is rendered, what lies in other files only by a ``query``."""

    content: Catalogue
    public: Projection
    words: Mapping[str, words.Words]
    addresses: Addresses
    queries: Queries = field(default_factory=Queries, compare=False, repr=False)

    @property
    def catalogue(self) -> Catalogue:
        """Everything under ``docs/``; not for pages."""
        self.queries.refuse_untracked("the catalogue")
        return self.content

    @property
    def projection(self) -> Projection:
        """Everything under ``docs/`` that may be printed; not for pages."""
        self.queries.refuse_untracked("the projection")
        return self.public

    # -- the same for all pages: what ``mkdocs.yml``, ``contacts.yml`` and ``levels.yml`` say, and the day

    @property
    def settings(self) -> Settings:
        """What ``mkdocs.yml`` says."""
        return self.content.settings

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the site, in the order of the configuration."""
        return self.settings.languages

    @property
    def today(self) -> date:
        """The day of the build."""
        return self.public.today

    @cached_property
    def hotlines(self) -> tuple[PublicHotline, ...]:
        """All hotlines; the first is the one on every page."""
        return self.public.hotlines()

    @cached_property
    def official_site(self) -> PublicValue | None:
        """The page of the service whose contacts are recorded here."""
        contacts = self.own_contacts
        return self.public.value(None, contacts.official_site, "url") if contacts else None

    @property
    def own_contacts(self) -> Contacts | None:
        """The register with the hotline, the official site and the mailbox for corrections."""
        return self.content.contacts

    @property
    def issuers(self) -> tuple[Issuer, ...]:
        """Whoever publishes alerts, with their levels."""
        return self.content.levels.issuers if self.content.levels else ()

    # -- everything

    @cached_property
    def refs(self) -> Mapping[str, Ref]:
        """Every page by the path of its file, such as ``docs/topics/wildlife/index.en.md``."""
        return {page.path: Ref(key, page.language, entry, page) for key, entry, page in self.catalogue.all_pages()}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The key of every page, sorted."""
        return tuple(sorted({*self.catalogue.entries, *self.catalogue.pages}))

    @property
    def contacts(self) -> ContactLinks:
        """What ``contact:`` links may lead to."""
        return self.queries.shared("contacts", lambda: ContactLinks(self.public))

    @property
    def contact_uris(self) -> frozenset[str]:
        """The addresses that dial, write to or open a contact."""
        return self.queries.shared("contact_uris", lambda: frozenset(link.uri for link in self.contacts.values()))

    @cached_property
    def countries(self) -> tuple[PublicCountry, ...]:
        """Countries and regions, by slug."""
        return self.projection.countries

    def siblings(self, ref: Ref) -> Mapping[str, Page]:
        """The same page in every language, which counts as the page's own files."""
        return ref.entry.pages if ref.entry else self.content.pages[ref.key]

    def ref_of(self, src_uri: str) -> Ref | None:
        """The page MkDocs reads from this file of ``docs/``."""
        return self.refs.get(f"{self.settings.docs_dir.name}/{src_uri}")

    # -- what pages ask

    @query
    def title(self, key: str, language: str) -> str:
        """What a link to the page says: the country's name, else the page's title."""
        entry = self.catalogue.entries.get(key)
        if entry is not None and entry.kind is Kind.COUNTRY:
            return names(entry.country, self.languages)[language]
        pages = entry.pages if entry else self.catalogue.pages[key]
        return pages[language].title

    @query
    def has_page(self, key: str) -> bool:
        """Whether a link to the page leads anywhere."""
        return self.catalogue.has_page(key)

    @query
    def first_country(self) -> str | None:
        """The slug of a country, for examples."""
        return self.countries[0].slug if self.countries else None

    @query
    def contact(self, target: str) -> ContactLink | None:
        """What a ``contact:`` link leads to."""
        return resolve(self.contacts, target)

    @query
    def was_contact(self, target: str, text: str) -> bool:
        """Whether a ``contact:`` link with this text is right but for the age of its contact."""
        contact = resolve(ContactLinks(Projection.of_any_age(self.content)), target)
        return contact is not None and contact.may_be_shown_as(text)

    @query
    def country(self, key: str) -> PublicCountry:
        """A country as it may be printed."""
        return self.projection.country(self.catalogue.entries[key])

    @query
    def sources(self, key: str | None, names: tuple[str, ...]) -> tuple[PublicSource, ...]:
        """Sources of the item, and shared ones; a name that leads nowhere is left out."""
        return self.projection.sources(self.catalogue.entries[key] if key else None, names)

    # -- for lists

    def topics(self) -> list[tuple[Entry, Topic]]:
        """Topics that are not withdrawn, by slug."""
        return [(entry, entry.topic) for entry in self.catalogue.of(Kind.TOPIC) if entry.facts.withdrawn is None]

    def events(self) -> list[tuple[Entry, Event]]:
        """Events that are not withdrawn, by slug."""
        return [(entry, entry.event) for entry in self.catalogue.of(Kind.EVENT) if entry.facts.withdrawn is None]


def assemble(settings: Settings, site_url: str, tags: Mapping[str, str], catalogue: Catalogue | None = None) -> Site:
    """Everything for today, of a ``catalogue`` that has been read or is read now; raises ``MissingWordsError``."""
    catalogue = catalogue if catalogue and catalogue.settings == settings else load(settings)
    addresses = Addresses(settings.default_language, tags, site_url)
    return Site(
        content=catalogue,
        public=Projection(catalogue, clock.today(), addresses),
        words={language: words.load(language, own=settings.words_dir) for language in settings.languages},
        addresses=addresses,
    )
