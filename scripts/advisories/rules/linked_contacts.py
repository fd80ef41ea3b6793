"""A `contact:` link stands where it belongs: on its country's page, and beside the words of who answers there.

``contact_text`` makes sure that the link shows what it dials; these rules, that a reader is not led to dial another
country's number, or the police where an ambulance is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
from ..model import Kind, MissionKind, PhoneUse
from ..public.contact_links import HOTLINE, SCHEME
from ..public.models import RESCUE_USES
from ..public.projection import cldr_name
from .registry import Check, rule

USES = frozenset((*map(str, PhoneUse), "email", "website"))
RESCUE = frozenset(map(str, RESCUE_USES))
COUNTRY_FILE = re.compile(rf"/{Kind.COUNTRY}/([^/]+)/")
SHORTEST_PART = 2  # characters of a part of a country's name that means nothing by itself, such as 金 of 刚果（金）
KINDS = {
    MissionKind.EMBASSY: "embassy", MissionKind.CONSULATE_GENERAL: "consulate", MissionKind.CONSULATE: "consulate",
}  # fmt: skip
"""Lists of words for kinds of missions."""


@rule
def contact_country(check: Check) -> Iterator[Finding]:
    """A country's page links to contacts of that country and to hotlines only, and no rescue number as another's."""
    for entry, page, place, key in _links(check):
        owner = key.partition("/")[0]
        if entry and entry.kind is Kind.COUNTRY and owner != HOTLINE:
            if owner != entry.slug:
                yield _finding(page, place, right=_same_in(check, key, entry.slug))
            elif _uses(check, key) & RESCUE and _names_another(check, place, owner, only_near=True):
                yield _finding(
                    page, place, right=f"{_name(check, owner, page.language)}: {_example(check, iter([key]))}"
                )


@rule
def country_named(check: Check) -> Iterator[Finding]:
    """On a page of no country the name of its country stands beside a contact, and no other country's nearer."""
    for entry, page, place, key in _links(check):
        owner = key.partition("/")[0]
        if owner == HOTLINE or (entry and entry.kind is Kind.COUNTRY):
            continue
        if not names_any(place, _countries(check)) or _names_another(check, place, owner):
            yield _finding(page, place, country=_name(check, owner, page.language))


def _links(check: Check) -> Iterator[tuple[Entry | None, Page, Beside, str]]:
    """Every link to a contact that may be printed, with the name of its record."""
    for _, entry, page in check.catalogue.all_pages():
        for place in contact_links(page):
            key = place.link.target.removeprefix(SCHEME)
            if key in check.common.contacts:
                yield entry, page, place, key


def _finding(page: Page, place: Beside, **params: str) -> Finding:
    return page.finding(place.link.line, "link", f"[{place.link.text}]({place.link.target})", **params)


def _same_in(check: Check, key: str, slug: str) -> str:
    """What this country has for the same use."""
    uses = _uses(check, key)
    wanted = [use for use in PhoneUse if use in uses] + [PhoneUse.GENERAL, PhoneUse.POLICE]
    return _example(check, (f"{slug}/{use}" for use in wanted)) or f"{SCHEME}{HOTLINE}/…"


def _example(check: Check, keys: Iterator[str]) -> str:
    """A link to the first of these that is recorded, as it is to be written."""
    key = next((key for key in keys if key in check.common.contacts), "")
    return f"[{(check.common.forms(key) or ('…',))[0]}]({SCHEME}{key})" if key else ""


def _uses(check: Check, key: str) -> frozenset[str]:
    """All that this value of the record's owner is for; of a fire brigade's 119 also ambulance, where that is 119."""
    return check.common.uses.get((key.rpartition("/")[0], check.common.contacts[key][0]), frozenset())


def _names_another(check: Check, place: Beside, slug: str, only_near: bool = False) -> bool:
    own, words = frozenset((slug,)), _countries(check)
    return named_instead(place, words, own, only_near) is not None or opens_with_another(place, words, own)


def _name(check: Check, slug: str, language: str) -> str:
    code = check.common.countries.get(slug, ("",))[0]
    return cldr_name(code, language) if code else slug


def _countries(check: Check) -> Vocabulary:
    """The names of all countries in every language, and the folders they stand for."""
    if "countries" not in check.memory:
        languages = check.catalogue.settings.languages
        check.memory["countries"] = Vocabulary.of(
            (way, slug)
            for slug, (code, *own) in check.common.countries.items()
            for name in (*own, *(cldr_name(code, language) for language in languages))
            for way in (name, *(part for part in re.split(r" *[()（）] *", name) if len(part) > SHORTEST_PART))
        )
    known: Vocabulary = check.memory["countries"]
    return known


def record_for(check: Check, finding: Finding, names: tuple[str, ...], is_number: bool) -> str | None:
    """Which of these records may be meant where a contact is typed: one to which a link would be allowed there.

    On a country's page its own, then a hotline's. Elsewhere a country's number only where that country, and no other,
    is named on the line: many have the same.
    """
    page_of = COUNTRY_FILE.search(finding.path)
    if not page_of and not is_number:
        return names[0] if names else None
    wanted = [page_of[1], HOTLINE] if page_of else [HOTLINE, *_named_on(check, finding)]
    return next((name for owner in wanted for name in names if name.partition("/")[0] == owner), None)


def _named_on(check: Check, finding: Finding) -> list[str]:
    """The country that is named on this line, if it is the only one."""
    line = check.catalogue.texts.get(finding.path, "").split("\n")[finding.line - 1 : finding.line]
    named = {slug for *_, meaning in _countries(check).names("".join(line)) for slug in meaning}
    return [*named] if len(named) == 1 else []


# --- who answers ---------------------------------------------------------------------------------------------------


@rule
def contact_service(check: Check) -> Iterator[Finding]:
    """The words beside a `contact:` link name nobody but who answers there: no ambulance beside the police's number."""
    for entry, page, place, key in _links(check):
        uses = _uses(check, key)
        stranger = named_instead(place, services(), uses, only_near=not uses & RESCUE)
        if stranger is not None:
            owner = entry.slug if entry and entry.kind is Kind.COUNTRY else key.partition("/")[0]
            yield _finding(page, place, uses=", ".join(sorted(uses & USES)), right=_who(check, owner, stranger))


def _who(check: Check, owner: str, uses: Meaning) -> str:
    """What this owner has for one of these uses, the emergency numbers first."""
    every = sorted(check.common.contacts, key=lambda key: (key.count("/"), key))
    keys = (key for key in every if key.startswith(f"{owner}/") and key.rpartition("/")[2] in uses)
    return _example(check, keys) or "…"


@rule
def contact_mission(check: Check) -> Iterator[Finding]:
    """On a country's page, the words beside a mission's `contact:` link name no other mission there, nor its city."""
    for entry, page, place, key in _links(check):
        owner, _, rest = key.partition("/")
        if entry and entry.kind is Kind.COUNTRY and entry.slug == owner and "/" in rest:
            mission = rest.partition("/")[0]
            if named_instead(place, _missions(entry), frozenset((mission,)), only_near=True) is not None:
                yield _finding(page, place, mission=mission)


def _missions(entry: Entry) -> Vocabulary:
    """Cities and kinds of the country's missions, and the missions they stand for."""
    words: list[tuple[str, str]] = []
    for mission in entry.country.missions:
        words += [(city, mission.id) for _, city in (mission.city.items() if mission.city else ())]
        words += [(word, mission.id) for word in service_words().get(KINDS.get(mission.kind, ""), ())]
    return Vocabulary.of(words)
