"""The texts of a YAML file that a reader may see, with the role each plays; names, dates and evidence are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..reading import Place

STRUCTURE = frozenset((
    "id", "source", "issuer", "level", "covered_by", "replaces", "audience", "icon", "code", "region", "kind", "use",
    "url", "via", "number", "short_name", "seen", "published", "reviewed", "on", "issued", "expires", "listed",
    "start", "end", "grade", "state", "language", "local_language", "value", "tone", "rank", "minutes", "answer",
    "corrections", "topics", "related", "audiences", "countries", "packs", "pages", "cards", "how",
))  # fmt: skip
"""Keys whose values are names of records, dates, closed words or the contacts themselves."""


@dataclass(frozen=True)
class Text:
    """A text and its place; ``role`` is empty, or title (of a source), address or hotline; ``record`` holds it."""

    place: Place
    words: str
    role: str
    country: str
    record: Any


def texts_in(root: Place) -> Iterator[Text]:
    """Every text below a place that a reader may see."""
    data = root.file.data
    country = str(data.get("code", "")) if isinstance(data, Mapping) else ""
    yield from _texts(root, data, "", country, data)


def _texts(place: Place, data: Any, role: str, country: str, record: Any) -> Iterator[Text]:
    if isinstance(data, str):
        yield Text(place, data, role, country, record)
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if not _is_structure(place, key, value):
                yield from _texts(place / key, value, _role(place, key, role), country, _record(place, data, record))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(place / index, value, role, country, record)


def _is_structure(place: Place, key: str, value: Any) -> bool:
    parent = place.keys[-1] if place.keys else ""
    if key == "sources":
        return isinstance(value, list)
    if key in ("topics", "quiz") and isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    if key == "address" and isinstance(value, str):
        return True
    if parent == "withheld":
        return True
    return key in STRUCTURE and isinstance(value, (str, list))


def _role(place: Place, key: str, role: str) -> str:
    if len(place.keys) >= 2 and place.keys[-2] == "sources" and key == "title":
        return "title"
    if key in ("text", "local") and place.keys and place.keys[-1] == "address":
        return "address"
    if key == "hotlines":
        return "hotline"
    return role


def _record(place: Place, data: Mapping[str, Any], record: Any) -> Any:
    """The nearest source record, for its title's sake."""
    return data if len(place.keys) >= 2 and place.keys[-2] == "sources" else record
