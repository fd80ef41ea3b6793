"""The texts of a YAML file that a reader may see, with the role each plays; names, dates and evidence are left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..yaml_files import Key, Place, YamlFile

STRUCTURE = frozenset((
    "id", "source", "issuer", "level", "covered_by", "replaces", "audience", "icon", "code", "region", "kind", "use",
    "url", "via", "number", "short_name", "seen", "published", "reviewed", "on", "issued", "expires", "listed",
    "start", "end", "grade", "state", "language", "local_language", "value", "tone", "rank", "minutes", "answer",
    "corrections", "topics", "related", "audiences", "countries", "packs", "pages", "cards", "how",
))  # fmt: skip
"""Keys whose values are names of records, dates, closed words or the contacts themselves."""


class Text(NamedTuple):
    """A text and its place; ``role`` is empty, or title (of a source), address or hotline; ``record`` holds it."""

    file: YamlFile
    keys: tuple[Key, ...]
    words: str
    role: str
    record: Any

    @property
    def place(self) -> Place:
        """Where the text stands."""
        return Place(self.file, self.keys)

    @property
    def country(self) -> str:
        """Code of the country whose file this is; empty in other files."""
        data = self.file.data
        return str(data.get("code", "")) if isinstance(data, Mapping) else ""


def texts_in(file: YamlFile) -> list[Text]:
    """Every text in a file that a reader may see."""
    found: list[Text] = []
    _collect(file, (), file.data, "", file.data, found)
    return found


def _collect(file: YamlFile, keys: tuple[Key, ...], data: Any, role: str, record: Any, found: list[Text]) -> None:
    if isinstance(data, str):
        found.append(Text(file, keys, data, role, record))
    elif isinstance(data, dict):
        record = data if keys[-2:-1] == ("sources",) else record  # the nearest source record, for its title's sake
        for key, value in data.items():
            if not _is_structure(keys, key, value):
                _collect(file, (*keys, key), value, _role(keys, key, role), record, found)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            _collect(file, (*keys, index), value, role, record, found)


def _is_structure(above: tuple[Key, ...], key: str, value: Any) -> bool:
    if key == "sources":
        return isinstance(value, list)
    if key in ("topics", "quiz") and isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    if key == "address" and isinstance(value, str):
        return True
    if above[-1:] == ("withheld",):
        return True
    return key in STRUCTURE and isinstance(value, (str, list))


def _role(above: tuple[Key, ...], key: str, role: str) -> str:
    if key == "title" and above[-2:-1] == ("sources",):
        return "title"
    if key in ("text", "local") and above[-1:] == ("address",):
        return "address"
    return "hotline" if key == "hotlines" else role
