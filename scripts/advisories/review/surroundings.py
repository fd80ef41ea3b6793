"""What stands beside contacts and decides whom a reader calls: names, places, states, links in prose.

Compared where both revisions have the owner; what comes or goes with its contacts is told with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ..catalogue import Catalogue, country
from ..contacts.links import SCHEME
from ..prose import prose
from .change import Change, Verb, text_of

ELSEWHERE = frozenset(("id", "phones", "email", "website", "address", "sources", "seen"))
"""Keys of records whose values are contacts or their evidence."""


def texts(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    """Every text of an owner of contacts that is another one now."""
    before, after = owners(old), owners(new)
    for owner in sorted({*before, *after}):
        one, other = before.get(owner), after.get(owner)
        if one is None and other is not None and owner.count("/") == 1 and owner.split("/")[0] in before:
            yield Change(Verb.ADDED, owner, "", None, text_of(owner, " · ".join(other.values())))
        if one is None or other is None:
            continue
        for key in sorted({*one, *other}):
            if one.get(key) != other.get(key):
                was, now = (text_of(owner, side[key]) if key in side else None for side in (one, other))
                yield Change(Verb.CHANGED, owner, key, was, now)


def owners(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Countries, missions, channels and hotlines, each with its texts by their paths."""
    found: dict[str, dict[str, str]] = {}
    for entry in catalogue.countries:
        facts = country(entry)
        found[entry.slug] = _flat(facts.model_dump(mode="json", include={"code", "name"}))
        for mission in facts.missions:
            found[f"{entry.slug}/{mission.id}"] = _flat(mission.model_dump(mode="json"))
        for channel in facts.channels:
            found[f"{entry.slug}/{channel.id}"] = _flat(channel.model_dump(mode="json"))
    if catalogue.contacts:
        found["official-site"] = dict(catalogue.contacts.official_site_name.items())
        for hotline in catalogue.contacts.hotlines:
            data = hotline.model_dump(mode="json", exclude={"notice", "short_name", "channels"})
            found[f"hotline/{hotline.id}"] = _flat(data)
            for channel in hotline.channels:
                found[f"hotline/{hotline.id}/{channel.id}"] = _flat(channel.model_dump(mode="json"))
    return found


def _flat(data: Any, name: str = "") -> dict[str, str]:
    """Every text in a record by its path, such as ``name.en``."""
    if isinstance(data, Mapping):
        parts = [_flat(value, f"{name}.{key}" if name else key) for key, value in data.items() if key not in ELSEWHERE]
    elif isinstance(data, list):
        parts = [_flat(value, f"{name}.{index}") for index, value in enumerate(data, 1)]
    else:
        return {name: str(data)} if data not in (None, "") else {}
    return {key: value for part in parts for key, value in part.items()}


def links(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    """Pages whose links lead to another contact than before; one link more or less repeats what a record says."""
    before, after = _linked(old), _linked(new)
    for page in sorted(before.keys() & after.keys()):
        gone, come = before[page] - after[page], after[page] - before[page]
        if gone and come:
            was, now = (text_of(page, " · ".join(sorted(side.elements()))) for side in (gone, come))
            yield Change(Verb.CHANGED, page, SCHEME.rstrip(":"), was, now)


def _linked(catalogue: Catalogue) -> dict[str, Counter[str]]:
    return {
        page.path: Counter(link.target for link in prose(page).links if link.target.startswith(SCHEME))
        for _, _, page in catalogue.all_pages()
    }


def hotline_order(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    """The first hotline is shown on every page."""
    rows = [[one.id for one in side.contacts.hotlines] if side.contacts else [] for side in (old, new)]
    before, after = ([name for name in row if name in rows[0] and name in rows[1]] for row in rows)
    if before != after:
        yield Change(
            Verb.REORDERED, "hotline", "", text_of("hotline", " · ".join(before)), text_of("hotline", " · ".join(after))
        )
