"""What packs there are: those in ``docs/training``, one per country, and any list of pages a person asks for."""

from __future__ import annotations

from ..model import Kind
from ..pages import lists
from .errors import PrintingError
from .pack_freshness import PackContents
from .print_context import PrintContext

TOPICS_PER_COUNTRY = 4
NAMED_PAGES = 3  # a selection of more is named by its size


def training(context: PrintContext, key: str) -> PackContents:
    """A pack of the collection."""
    entry = context.entry(key)
    facts = entry.pack
    named = [
        *facts.pages,
        *(f"{Kind.COUNTRY}/{slug}" for slug in facts.cards),
        *(f"{Kind.TOPIC}/{slug}" for slug in facts.quiz),
    ]
    for page in named:
        if page not in context.site.catalogue.entries:
            _, line = context.site.catalogue.entries[key].file.path, 1
            raise PrintingError(f"pack {key!r} names a page that does not exist: {page!r}", entry.file.path, line)
    return PackContents(
        key=key,
        pages=tuple(facts.pages),
        countries=tuple(f"{Kind.COUNTRY}/{slug}" for slug in facts.cards),
        quiz=tuple(f"{Kind.TOPIC}/{slug}" for slug in facts.quiz),
        audience=f"{Kind.AUDIENCE}/{facts.audience}",
        trainer=key,
        minutes=facts.minutes,
    )


def country(context: PrintContext, key: str) -> PackContents:
    """The pack of a country: its contacts and text, and the first steps of the topics that matter there."""
    entry = context.entry(key)
    slugs = dict.fromkeys((*entry.country.topics, *lists.mentions(context.site, Kind.TOPIC, "countries", entry.slug)))
    topics = [f"{Kind.TOPIC}/{slug}" for slug in slugs if f"{Kind.TOPIC}/{slug}" in context.site.catalogue.entries]
    return PackContents(key=key, pages=(), countries=(key,), short=tuple(topics[:TOPICS_PER_COUNTRY]))


def chosen(context: PrintContext, keys: tuple[str, ...]) -> PackContents:
    """A document of the pages that a person asked for."""
    kinds = {key: context.entry(key).kind for key in keys}
    titles = tuple((language, title_of(context, keys, language)) for language in context.site.languages)
    countries = tuple(key for key in keys if kinds[key] is Kind.COUNTRY)
    pages = tuple(key for key in keys if kinds[key] is not Kind.COUNTRY)
    return PackContents(key=keys[0], pages=pages, countries=countries, titles=titles)


def title_of(context: PrintContext, keys: tuple[str, ...], language: str) -> str:
    """The names of a few pages, or how many there are: the title stands at the head of every page."""
    words = context.words[language]
    if len(keys) > NAMED_PAGES:
        return str(words.count("print.selection", len(keys)))
    return str(words.listing(context.site.title(key, language) for key in keys))


def contents_of(context: PrintContext, keys: tuple[str, ...]) -> PackContents:
    """The pack of a name on the command line: a pack, a country, or some pages."""
    if len(keys) == 1:
        kind = context.entry(keys[0]).kind
        if kind is Kind.PACK:
            return training(context, keys[0])
        if kind is Kind.COUNTRY:
            return country(context, keys[0])
    return chosen(context, keys)


def all_keys(context: PrintContext) -> list[str]:
    """Every pack of the collection, then every country."""
    catalogue = context.site.catalogue
    return [
        entry.key for kind in (Kind.PACK, Kind.COUNTRY) for entry in catalogue.of(kind) if not entry.facts.withdrawn
    ]
