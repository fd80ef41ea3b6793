"""Countries and regions for a new page: by code, by name in any language of the site, or by slug.

Names come from CLDR, the region from the territory's time zones; ``scripts/templates/places.yml`` has the exceptions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.core import get_global

FILE = Path(__file__).resolve().parents[2] / "templates" / "places.yml"
NO_COUNTRIES = ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB")
CONTINENTS = {
    "Asia": "asia", "Africa": "africa", "Europe": "europe", "America": "north-america", "Pacific": "oceania",
    "Australia": "oceania", "Antarctica": "oceania",
}  # fmt: skip


@cache
def country_codes() -> frozenset[str]:
    """Codes of countries and regions by ISO 3166-1, and CLDR's XK."""
    territories = Locale("en").territories
    return frozenset(code for code in territories if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES)


@dataclass(frozen=True)
class Territory:
    """One country or region as a new page needs it."""

    code: str
    slug: str
    region: str
    names: Mapping[str, str]
    overrides: Mapping[str, str]  # names that the page must state, since CLDR says otherwise


@cache
def _exceptions() -> Mapping[str, Any]:
    with FILE.open(encoding="utf-8") as stream:
        data: Mapping[str, Any] = yaml.load(stream, Loader=yaml.CSafeLoader)
    return data


def slug_of(name: str) -> str:
    """A folder name: small letters a-z, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


@cache
def territories(languages: tuple[str, ...]) -> tuple[Territory, ...]:
    """All of them, by code."""
    return tuple(_territory(code, languages) for code in sorted(country_codes()))


def _territory(code: str, languages: Iterable[str]) -> Territory:
    own = _exceptions()["names"].get(code, {})
    names = {language: own.get(language) or _cldr(code, language) for language in languages}
    slug = _exceptions()["slugs"].get(code) or slug_of(_cldr(code, "en"))
    return Territory(code, slug, _region(code), names, names if own else {})


def _cldr(code: str, language: str) -> str:
    return str(Locale.parse(language).territories.get(code, code))


def _region(code: str) -> str:
    for region, codes in _exceptions()["regions"].items():
        if code in codes:
            return str(region)
    zones = get_global("territory_zones").get(code, ())
    return CONTINENTS.get(zones[0].partition("/")[0], "") if zones else ""


def find(wanted: str, languages: tuple[str, ...]) -> Territory | None:
    """The territory that a code, a slug or a name in any language means; ``None`` for no or more than one."""
    low = wanted.strip().casefold()
    found = [one for one in territories(languages) if low in _handles(one)]
    return found[0] if len(found) == 1 else None


def _handles(territory: Territory) -> set[str]:
    names = [*territory.names.values(), *(_cldr(territory.code, language) for language in territory.names)]
    return {
        territory.code.casefold(),
        territory.slug,
        slug_of(_cldr(territory.code, "en")),
        *(n.casefold() for n in names),
    }
