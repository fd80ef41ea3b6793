"""YAML as plain data, and the place of every value.

All scalars are read as text (``NO`` stays Norway, ``0110`` keeps its zero, ``12:30`` is no number), without aliases,
tags and duplicate keys. Line numbers are looked up only for problems, from the parser's own nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import yaml

from ..common.problems import Finding, Problem
from .reading import REMEMBERED, UnreadableError

DEEPEST_YAML = 24  # levels of nesting; the model needs nine
MOST_OPEN = 200  # brackets that are open at once
STANDARD_TAGS = "tag:yaml.org,2002:"

_FAR_IN = re.compile(rf"^[ ?:-]{{{8 * DEEPEST_YAML + 1}}}", re.MULTILINE)

Key = str | int


@dataclass(frozen=True, eq=False)
class YamlFile:
    """A YAML file as plain lists, mappings and text, and where each value stands."""

    path: str
    data: Any
    text: str = field(repr=False)
    first_line: int = 1

    @cached_property
    def _node(self) -> yaml.Node | None:
        """What the text was read as, with the line of every value; read again, since few files have problems."""
        return _composed(self.text)

    @cached_property
    def scalars(self) -> list[tuple[tuple[Key, ...], str]]:
        """Every text in the file with its keys, in the order of the file."""
        return list(_scalars(self.data, ()))

    def line(self, keys: tuple[Key, ...]) -> int:
        """Line of the value at ``keys``, or of its nearest existing parent."""
        node, line = self._node, self._node.start_mark.line if self._node else 0
        for key in keys:
            found = _child(node, key)
            if found is None:
                break
            node, line = found
        return line + self.first_line


def _scalars(data: Any, keys: tuple[Key, ...]) -> Iterator[tuple[tuple[Key, ...], str]]:
    if isinstance(data, str):
        yield keys, data
        return
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield from _scalars(value, (*keys, key))


def _child(node: yaml.Node | None, key: Key) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return value, name.start_mark.line
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key].start_mark.line
    return None


@lru_cache(REMEMBERED)
def read_yaml(text: str, path: str, first_line: int = 1) -> YamlFile:
    """Parse YAML; refuses what is not well formed, aliases, tags, duplicate keys and absurd nesting."""
    _refuse_depth(text, path, first_line)
    try:
        node = _composed(text)
    except yaml.YAMLError as error:
        raise UnreadableError(_syntax_problem(error, path, first_line)) from None
    return YamlFile(path, _Builder(path, first_line).value(node, 0) if node else {}, text, first_line)


def _composed(text: str) -> yaml.Node | None:
    node: yaml.Node | None = yaml.CBaseLoader(text).get_single_node()
    return node


def _refuse_depth(text: str, path: str, first_line: int) -> None:
    """Keep the C parser, which recurses, away from nesting no honest file has."""
    if text.count("[") + text.count("{") <= MOST_OPEN and not _FAR_IN.search(text):
        return
    depth = 0
    for number, line in enumerate(text.split("\n"), start=first_line):
        depth += line.count("[") + line.count("{") - line.count("]") - line.count("}")
        if depth > MOST_OPEN or _FAR_IN.match(line):
            raise UnreadableError(Problem("yaml-depth", path, number, "YAML", None, {"limit": str(DEEPEST_YAML)}))


def _syntax_problem(error: yaml.YAMLError, path: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error)
    line = mark.line + first_line if mark else first_line
    rule = "no-tab" if "\\t" in repr(what) or "'\\t'" in str(what) else "yaml-syntax"
    return Problem(rule, path, line, "YAML", str(what))


class _Builder:
    """Turns nodes into data; remembers nodes already seen, since a node met twice is an alias, written ``*name``."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.seen: set[int] = set()

    def refuse(self, rule: str, node: yaml.Node, value: str | None = None, **params: str) -> UnreadableError:
        line = node.start_mark.line + self.first_line
        return UnreadableError(Problem(rule, self.path, line, "YAML", value, params))

    def value(self, node: yaml.Node, depth: int) -> Any:
        if id(node) in self.seen:
            raise self.refuse("yaml-alias", node)
        self.seen.add(id(node))
        if depth > DEEPEST_YAML:
            raise self.refuse("yaml-depth", node, limit=str(DEEPEST_YAML))
        if not node.tag.startswith(STANDARD_TAGS) or "python" in node.tag:
            raise self.refuse("yaml-tag", node, node.tag)
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, depth)
        return [self.value(child, depth + 1) for child in node.value]

    def mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                raise self.refuse("yaml-syntax", name, "a key that is no text")
            if name.value in result:
                raise self.refuse("duplicate-key", name, name.value)
            result[name.value] = self.value(value, depth + 1)
        return result


# --- places ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A value's place in a YAML file; ``place / "number"`` goes one step inwards."""

    file: YamlFile
    keys: tuple[Key, ...] = ()

    def __truediv__(self, key: Key) -> Place:
        return Place(self.file, (*self.keys, key))

    @property
    def subject(self) -> str:
        """The key path as an editor would say it, such as ``missions[tokyo].phones[1].number``."""
        words: list[str] = []
        data = self.file.data
        for key in self.keys:
            data = _step(data, key)
            if isinstance(key, int):
                words[-1:] = [f"{words[-1] if words else ''}[{_label(data, key)}]"]
            else:
                words.append(key)
        return ".".join(words) or self.file.path.rpartition("/")[2]

    def finding(self, value: str | None = None, **params: str) -> Finding:
        """What a rule yields about this place."""
        return Finding(self.file.path, self.file.line(self.keys), self.subject, value, params)

    def problem(self, rule: str, value: str | None = None, **params: str) -> Problem:
        """The same, signed; for the few places that are not rules."""
        return Problem(rule, self.file.path, self.file.line(self.keys), self.subject, value, params)


def _step(data: Any, key: Key) -> Any:
    try:
        return data[key]
    except (KeyError, IndexError, TypeError):
        return None


def _label(data: Any, index: int) -> str:
    if isinstance(data, Mapping) and isinstance(data.get("id"), str) and data["id"]:
        return str(data["id"])
    return str(index + 1)
