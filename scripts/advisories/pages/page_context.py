"""What a template sees: the page's parts, its links, its words, and the view of its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..model import Kind
from ..public.addresses import HOME, NOT_FOUND, SEARCH_PAGE, Linker
from ..translation.origins import is_behind, origin
from . import first_hour, views
from .resolver import Resolver
from .site_context import Ref, Site

TITLE = re.compile(r"<h1[^>]*>.*?</h1>\n?", re.DOTALL)
FIRST_SECTION = '<section class="part'

TEMPLATES = {
    Kind.COUNTRY: "kinds/country.html",
    Kind.TOPIC: "kinds/topic.html",
    Kind.EVENT: "kinds/event.html",
    Kind.AUDIENCE: "kinds/audience.html",
    Kind.PACK: "kinds/pack.html",
}


@dataclass(frozen=True)
class Parts:
    """The rendered Markdown: title, what stands before the first section, and the sections."""

    title: Markup
    lead: Markup
    body: Markup


@dataclass(frozen=True)
class Alternate:
    """The same page in one language."""

    language: str
    tag: str
    name: str
    link: str
    absolute: str
    current: bool


def template_of(ref: Ref) -> str:
    """The template for a page, by its kind."""
    if ref.entry:
        return TEMPLATES[ref.entry.kind]
    if ref.key == HOME:
        return "kinds/home.html"
    if ref.key == SEARCH_PAGE:
        return "kinds/search.html"
    return "kinds/list.html" if ref.key in list(Kind) else "kinds/page.html"


def split(html: str) -> Parts:
    """The parts of a rendered page; its Markdown has been checked and is trusted here."""
    match = TITLE.search(html)
    title = match[0] if match else ""
    rest = html.replace(title, "", 1) if title else html
    lead, mark, body = rest.partition(FIRST_SECTION)
    return Parts(Markup(title), Markup(lead.strip()), Markup(mark + body))  # noqa: S704 - see above


def alternates(site: Site, key: str, language: str) -> list[Alternate]:
    """The page in every language of the site, this one included."""
    link = Linker(site.addresses, key, language)
    names = site.settings.language_names
    return [
        Alternate(
            other, site.addresses.tags[other], names[other], link(key, language=other),
            site.addresses.absolute(key, other), other == language,
        )
        for other in site.languages
    ]  # fmt: skip


def shared(site: Site, key: str, language: str) -> dict[str, Any]:
    """What every page sees, the not-found page included."""
    words = site.words[language]
    contacts = site.own_contacts
    return {
        "site": site,
        "key": key,
        "language": language,
        "tags": site.addresses.tags,
        "t": words,
        "link": Linker(site.addresses, key, language),
        "alternates": alternates(site, key, language),
        "default_address": site.addresses.absolute(key, site.addresses.default_language),
        "hotlines": site.hotlines,
        "official_name": contacts.official_site_name if contacts else None,
        "official_site": site.official_site,
        "today": site.today,
        "collections": [str(kind) for kind in Kind],
    }


def of_page(site: Site, resolver: Resolver, html: str) -> dict[str, Any]:
    """What the template of a page sees."""
    ref = resolver.ref
    return {
        **shared(site, ref.key, ref.language),
        "parts": split(html),
        "title": site.title(ref.key, ref.language),
        "entry": ref.entry,
        "facts": ref.entry.facts if ref.entry else None,
        "reliable_until": views.reliable_until(site, ref.entry) if ref.entry else None,
        "collection": str(ref.entry.kind) if ref.entry else None,
        "behind": _behind(site, ref),
        "citations": resolver.citations,
        "cite": resolver.citations.mark,
        "description": ref.page.description,
        "stages": first_hour.stages(html) if ref.entry and ref.entry.is_urgent else (),
        **views.of(site, ref),
    }


def of_not_found(site: Site, language: str) -> dict[str, Any]:
    """What the page for addresses that lead nowhere sees."""
    return shared(site, NOT_FOUND, language)


def _behind(site: Site, ref: Ref) -> str | None:
    """Language of the original, where the page's text lags behind it."""
    named = origin(ref.page)
    return named[0] if named and is_behind(ref.page, site.siblings(ref)) else None
