"""The texts of a YAML file that a reader may see, with the role each plays; names, dates and evidence are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    """A text and its place; ``role`` is empty, or title (of a source), address or hotline."""

    file: YamlFile
    keys: tuple[Key, ...]
    words: str
    role: str

    @property
    def place(self) -> Place:
        """Where the text stands."""
        return Place(self.file, self.keys)

    @property
    def country(self) -> str:
        """Code of the country whose file this is; empty in other files."""
        data = self.file.data
        return str(data.get("code", "")) if isinstance(data, Mapping) else ""

    @property
    def source_url(self) -> str:
        """The address of the source whose record this text belongs to."""
        record: Any = self.file.data
        for key in self.keys[: self.keys.index("sources") + 2] if "sources" in self.keys else ():
            record = record[key]
        return str(record.get("url", "")) if isinstance(record, Mapping) else ""


def texts_in(file: YamlFile) -> list[FieldText]:
    """Every text in a file that a reader may see."""
    return [FieldText(file, keys, words, _role(keys)) for keys, words in file.scalars if _is_text(keys)]


def counts_in(file: YamlFile) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Every number that a record gives as such: statistics, how many took part, minutes, ranks."""
    for keys, written in file.scalars:
        is_statistic = keys[:1] == ("figures",) and keys[2:] == ("value",)
        if is_statistic or keys in (("attendance", "value"), ("minutes",)) or keys[-1:] == ("rank",):
            yield keys, written


def _is_text(keys: tuple[Key, ...]) -> bool:
    """Whether it is no name, date or closed word, no contact itself, and in no list or mapping of such only."""
    for above, key, after in zip(("", *keys), keys, (*keys[1:], ""), strict=False):
        is_list = isinstance(after, int)
        if isinstance(key, int) or (key == "sources" and not is_list):
            continue
        if above == "withheld" or (is_list and key == "sources"):
            return False
        if key in ("topics", "quiz") and is_list:  # names of items, or questions
            if isinstance(keys[-1], int) and keys[-2] == key:
                return False
        elif (key in STRUCTURE and (is_list or after == "")) or (key == "address" and after == ""):
            return False
    return True


def _role(keys: tuple[Key, ...]) -> str:
    role = ""
    for position, key in enumerate(keys):
        if key == "title" and keys[max(position - 2, 0) : position - 1] == ("sources",):
            role = "title"
        elif key in ("text", "local") and keys[max(position - 1, 0) : position] == ("address",):
            role = "address"
        elif key == "hotlines":
            role = "hotline"
    return role
