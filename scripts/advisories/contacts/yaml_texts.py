"""The texts of a YAML file that a reader may see, with the role each plays; names, dates and evidence are left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..content.yaml_files import Key, Place, YamlFile

STRUCTURE = frozenset((
    "id", "source", "issuer", "level", "covered_by", "replaces", "audience", "icon", "code", "region", "kind", "use",
    "url", "via", "number", "short_name", "seen", "published", "reviewed", "on", "issued", "expires", "listed",
    "start", "end", "grade", "state", "language", "local_language", "value", "tone", "rank", "minutes", "answer",
    "corrections", "topics", "related", "audiences", "countries", "packs", "pages", "cards", "how",
))  # fmt: skip
"""Keys whose values are names of records, dates, closed words or the contacts themselves."""


class FieldText(NamedTuple):
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


def texts_in(file: YamlFile) -> list[FieldText]:
    """Every text in a file that a reader may see."""
    found: list[FieldText] = []
    _collect(file, (), file.data, "", file.data, found)
    return found


def _collect(file: YamlFile, keys: tuple[Key, ...], data: Any, role: str, record: Any, found: list[FieldText]) -> None:
    if isinstance(data, dict):
        record = data if keys[-2:-1] == ("sources",) else record  # the nearest source record, for its title's sake
        for key, value in data.items():
            if isinstance(value, str):
                if not _is_closed(keys, key):
                    found.append(FieldText(file, (*keys, key), value, _role(keys, key, role), record))
            elif not _is_structure(keys, key, value):
                _collect(file, (*keys, key), value, _role(keys, key, role), record, found)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            if isinstance(value, str):
                found.append(FieldText(file, (*keys, index), value, role, record))
            else:
                _collect(file, (*keys, index), value, role, record, found)


def _is_closed(above: tuple[Key, ...], key: str) -> bool:
    """Whether the text of this key is a name, a date, a closed word or a contact itself."""
    return key in STRUCTURE or key == "address" or (above[-1:] == ("withheld",) and key != "sources")


def _is_structure(above: tuple[Key, ...], key: str, value: Any) -> bool:
    """Whether a list or a mapping holds such texts only."""
    if key == "sources":
        return isinstance(value, list)
    if key in ("topics", "quiz") and isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return above[-1:] == ("withheld",) or (key in STRUCTURE and isinstance(value, list))


def _role(above: tuple[Key, ...], key: str, role: str) -> str:
    if key == "title" and above[-2:-1] == ("sources",):
        return "title"
    if key in ("text", "local") and above[-1:] == ("address",):
        return "address"
    return "hotline" if key == "hotlines" else role
