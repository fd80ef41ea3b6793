"""A `contact:` link stands where it belongs: on its country's page, and beside the words of who answers there.

``contact_text`` makes sure that the link shows what it dials; these rules, that a reader is not led to dial another
country's number, or the police where an ambulance is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..common.problems import Finding
from ..contacts.named import (
    Meaning,
    Vocabulary,
    named_instead,
    names_any,
    opens_with_another,
    service_words,
    services,
)
from ..content.catalogue import Entry
from ..content.page_files import Page
from ..content.prose.beside import Beside, contact_links
from ..model import Country, Kind, MissionKind, PhoneUse
from ..public.contact_links import HOTLINE, SCHEME
from ..public.models import RESCUE_USES
from ..public.projection import cldr_name
from .registry import Subject
from .site_facts import ContentPart, SiteFacts

USES = frozenset((*map(str, PhoneUse), "email", "website"))
RESCUE = frozenset(map(str, RESCUE_USES))
COUNTRY_FILE = re.compile(rf"/{Kind.COUNTRY}/([^/]+)/")
SHORTEST_PART = 2  # characters of a part of a country's name that means nothing by itself, such as 金 of 刚果（金）
KINDS = {
    MissionKind.EMBASSY: "embassy", MissionKind.CONSULATE_GENERAL: "consulate", MissionKind.CONSULATE: "consulate",
}  # fmt: skip
"""Lists of words for kinds of missions."""


def _links(part: ContentPart) -> Iterator[tuple[Page, Beside, str]]:
    """Every link to a contact that may be printed, with the name of its record."""
    for page in part.pages.values():
        for place in contact_links(page):
            key = place.link.target.removeprefix(SCHEME)
            if key in part.site.links:
                yield page, place, key


contact_link_rule = Subject(_links)


def _country_of(page: Page) -> str:
    """The folder of the country whose page this is; empty for others."""
    kind, _, slug = page.key.partition("/")
    return slug if kind == Kind.COUNTRY else ""


@contact_link_rule
def contact_country(page: Page, place: Beside, key: str, site: SiteFacts) -> Iterator[Finding]:
    """A country's page links to contacts of that country and to hotlines only, and no rescue number as another's."""
    owner, country = key.partition("/")[0], _country_of(page)
    if country and owner not in (HOTLINE, country):
        yield _finding(page, place, right=_same_in(site, key, country))
    elif country == owner and _uses(site, key) & RESCUE and _names_another(site, place, owner, only_near=True):
        yield _finding(page, place, right=f"{_name(site, owner, page.language)}: {_example(site, [key])}")


@contact_link_rule
def country_named(page: Page, place: Beside, key: str, site: SiteFacts) -> Iterator[Finding]:
    """On a page of no country the name of its country stands beside a contact, and no other country's nearer."""
    owner = key.partition("/")[0]
    if owner == HOTLINE or _country_of(page):
        return
    if not names_any(place, site.once(_countries)) or _names_another(site, place, owner):
        yield _finding(page, place, country=_name(site, owner, page.language))


def _finding(page: Page, place: Beside, **params: str) -> Finding:
    return page.finding(place.link.line, "link", f"[{place.link.text}]({place.link.target})", **params)


def _same_in(site: SiteFacts, key: str, slug: str) -> str:
    """What this country has for the same use."""
    uses = _uses(site, key)
    wanted = [use for use in PhoneUse if use in uses] + [PhoneUse.GENERAL, PhoneUse.POLICE]
    return _example(site, (f"{slug}/{use}" for use in wanted)) or f"{SCHEME}{HOTLINE}/…"


def _example(site: SiteFacts, keys: Iterable[str]) -> str:
    """A link to the first of these that is recorded, as it is to be written."""
    key = next((key for key in keys if key in site.links), "")
    return f"[{site.links[key].forms[0]}]({SCHEME}{key})" if key else ""


def _uses(site: SiteFacts, key: str) -> frozenset[str]:
    """All that this value of the record's owner is for; of a fire brigade's 119 also ambulance, where that is 119."""
    return site.uses.get((key.rpartition("/")[0], site.links[key].value), frozenset())


def _names_another(site: SiteFacts, place: Beside, slug: str, only_near: bool = False) -> bool:
    own, words = frozenset((slug,)), site.once(_countries)
    return named_instead(place, words, own, only_near) is not None or opens_with_another(place, words, own)


def _name(site: SiteFacts, slug: str, language: str) -> str:
    entry = site.catalogue.entries.get(f"{Kind.COUNTRY}/{slug}")
    return cldr_name(entry.country.code, language) if entry else slug


def _countries(site: SiteFacts) -> Vocabulary:
    """The names of all countries in every language, and the folders they stand for."""
    return Vocabulary.of(
        (way, entry.slug)
        for entry in site.catalogue.countries
        for name in _names(entry.country, site.catalogue.settings.languages)
        for way in (name, *(part for part in re.split(r" *[()（）] *", name) if len(part) > SHORTEST_PART))
    )


def _names(country: Country, languages: Iterable[str]) -> Iterator[str]:
    yield from (name for _, name in country.name.items()) if country.name else ()
    yield from (name for names in country.aliases.common.values() for name in names)
    yield from (cldr_name(country.code, language) for language in languages)


def record_for(site: SiteFacts, finding: Finding, names: tuple[str, ...], is_number: bool) -> str | None:
    """Which of these records may be meant where a contact is typed: one to which a link would be allowed there.

    On a country's page its own, then a hotline's. Elsewhere a country's number only where that country, and no other,
    is named on the line: many have the same.
    """
    page_of = COUNTRY_FILE.search(finding.path)
    if not page_of and not is_number:
        return names[0] if names else None
    wanted = [page_of[1], HOTLINE] if page_of else [HOTLINE, *_named_on(site, finding)]
    return next((name for owner in wanted for name in names if name.partition("/")[0] == owner), None)


def _named_on(site: SiteFacts, finding: Finding) -> list[str]:
    """The country that is named on this line, if it is the only one."""
    line = site.catalogue.texts.get(finding.path, "").split("\n")[finding.line - 1 : finding.line]
    named = {slug for *_, meaning in site.once(_countries).names("".join(line)) for slug in meaning}
    return [*named] if len(named) == 1 else []


# --- who answers ---------------------------------------------------------------------------------------------------


@contact_link_rule
def contact_service(page: Page, place: Beside, key: str, site: SiteFacts) -> Iterator[Finding]:
    """The words beside a `contact:` link name nobody but who answers there: no ambulance beside the police's number."""
    uses = _uses(site, key)
    stranger = named_instead(place, services(), uses, only_near=not uses & RESCUE)
    if stranger is not None:
        owner = _country_of(page) or key.partition("/")[0]
        yield _finding(page, place, uses=", ".join(sorted(uses & USES)), right=_who(site, owner, stranger))


def _who(site: SiteFacts, owner: str, uses: Meaning) -> str:
    """What this owner has for one of these uses, the emergency numbers first."""
    every = sorted(site.links, key=lambda key: (key.count("/"), key))
    keys = (key for key in every if key.startswith(f"{owner}/") and key.rpartition("/")[2] in uses)
    return _example(site, keys) or "…"


@contact_link_rule
def contact_mission(page: Page, place: Beside, key: str, site: SiteFacts) -> Iterator[Finding]:
    """On a country's page, the words beside a mission's `contact:` link name no other mission there, nor its city."""
    owner, mission, *use = key.split("/")
    entry = site.entry_of(page) if use and owner == _country_of(page) else None
    if entry and named_instead(place, _missions(entry), frozenset((mission,)), only_near=True) is not None:
        yield _finding(page, place, mission=mission)


def _missions(entry: Entry) -> Vocabulary:
    """Cities and kinds of the country's missions, and the missions they stand for."""
    words: list[tuple[str, str]] = []
    for mission in entry.country.missions:
        words += [(city, mission.id) for _, city in (mission.city.items() if mission.city else ())]
        words += [(word, mission.id) for word in service_words().get(KINDS.get(mission.kind, ""), ())]
    return Vocabulary.of(words)
