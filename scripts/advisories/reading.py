"""Reading of untrusted text files: bytes → text → YAML or Markdown, every refusal with its line.

YAML is read with all scalars as text (``NO`` stays Norway, ``0110`` keeps its zero, ``12:30`` is no number), no
aliases, no tags, no duplicate keys. Line numbers are looked up only for problems, from the parser's own nodes.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # its stubs forget it

from .problems import Finding, Problem

LARGEST_TEXT = 512 * 1024  # bytes; the largest real facts.yml is a tenth of it
LARGEST_PAGE = 48 * 1024  # bytes; the largest real page is an eighth of it
LONGEST_LINE = 2000  # characters; a paragraph is one line
MOST_SIGNS = 1200  # of one kind on a page: Markdown parsers need long for thousands of open brackets
DEEPEST_YAML = 24  # levels of nesting; the model needs nine
FRONT_MATTER = re.compile(r"---\n(.*?\n)?---(?:\n|\Z)", re.DOTALL)

# Everything but plain ASCII, Latin letters, common punctuation and Han: the few that need a closer look.
SUSPECT = re.compile(
    r"[^\n -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u3001-\u303f\u3041-\u3096\u3099-\u30ff"
    r"\u4e00-\u9fff\uff01-\uff0f\uff1a-\uff5e]"
)

# Letters and marks that show nothing (Default_Ignorable_Code_Point beyond category Cf), and the empty braille.
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")

IMPLICIT_TAG = "tag:yaml.org,2002:str"

REMEMBERED = 4096
"""Files whose meaning is remembered, so that a preview reads again only what was saved."""

Key = str | int
Result = TypeVar("Result")


class Refused(Exception):
    """A file that cannot be read at all; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


def read_text(file: Path, path: str) -> str:
    """The text of a file, which must be a small, plain UTF-8 file; ``path`` is how messages name it."""
    if not stat.S_ISREG(file.lstat().st_mode):
        raise Refused(Problem("regular-file", path, 1, "file", file.name))
    limit = LARGEST_PAGE if file.suffix == ".md" else LARGEST_TEXT
    if file.stat().st_size > limit:
        raise Refused(Problem("file-size", path, 1, "file", None, {"limit": str(limit // 1024)}))
    data = file.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(Problem("utf-8", path, line, "file", f"byte {data[error.start]:#04x}")) from None
    if not text.strip():
        raise Refused(Problem("empty-file", path, 1, "file"))
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    if max(map(len, lines)) > LONGEST_LINE:
        long_line = next(number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE)
        raise Refused(Problem("long-line", path, long_line, "line", None, {"limit": str(LONGEST_LINE)}))
    if file.suffix == ".md" and (sign := next((sign for sign in "[<*_`&!>{(\\#" if text.count(sign) > MOST_SIGNS), "")):
        raise Refused(Problem("too-many-signs", path, 1, "page", sign, {"limit": str(MOST_SIGNS)}))
    return text


def hidden_characters(text: str, path: str) -> Iterator[Problem]:
    """Characters a reader cannot see, and digits of other scripts: each with its code point and line."""
    for match in SUSPECT.finditer(text):
        if (rule := _refused_character(match[0])) is not None:
            name = unicodedata.name(match[0], "control character")
            line = text.count("\n", 0, match.start()) + 1
            yield Problem(rule, path, line, "text", f"U+{ord(match[0]):04X} {name}")


def _refused_character(character: str) -> str | None:
    if character == "\t":
        return "no-tab"
    category = unicodedata.category(character)
    odd_blank = category == "Zs" and character not in " \u3000"
    if category in ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp") or odd_blank or UNSEEN.match(character):
        return "hidden-character"
    if category == "Nd" and not character.isascii():
        return "plain-digits"
    return None


# --- YAML -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class YamlFile:
    """A YAML file as plain lists, mappings and text, and where each value stands."""

    path: str
    data: Any
    node: yaml.Node | None = field(repr=False)
    first_line: int = 1

    @cached_property
    def scalars(self) -> list[tuple[tuple[Key, ...], str]]:
        """Every text in the file with its keys, in the order of the file."""
        found: list[tuple[tuple[Key, ...], str]] = []
        _collect(self.data, (), found)
        return found

    def line(self, keys: tuple[Key, ...]) -> int:
        """Line of the value at ``keys``, or of its nearest existing parent."""
        node, line = self.node, self.node.start_mark.line if self.node else 0
        for key in keys:
            found = _child(node, key)
            if found is None:
                break
            node, line = found
        return line + self.first_line


def _collect(data: Any, keys: tuple[Key, ...], found: list[tuple[tuple[Key, ...], str]]) -> None:
    if isinstance(data, str):
        found.append((keys, data))
    elif isinstance(data, dict):
        for key, value in data.items():
            _collect(value, (*keys, key), found)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            _collect(value, (*keys, index), found)


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
        node = _Composer(text).get_single_node()
    except yaml.YAMLError as error:
        raise Refused(_syntax_problem(error, path, first_line)) from None
    builder = _Builder(path, first_line, may_repeat="*" in text)
    return YamlFile(path, builder.value(node, 0) if node else {}, node, first_line)


class _Composer(CParser):
    """The C parser alone: nothing is resolved, since every scalar is a text."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool]) -> str:
        """The tag of a value that names none; which, does not matter."""
        return IMPLICIT_TAG

    def descend_resolver(self, parent: yaml.Node | None, index: object) -> None:
        """Asked for by the parser."""

    def ascend_resolver(self) -> None:
        """Asked for by the parser."""


def _refuse_depth(text: str, path: str, first_line: int) -> None:
    """Keep the C parser, which recurses, away from nesting no honest file has."""
    depth = 0
    flows = "[" in text or "{" in text
    for number, line in enumerate(text.split("\n"), start=first_line):
        if flows:
            depth += line.count("[") + line.count("{") - line.count("]") - line.count("}")
        lead = len(line) - len(line.lstrip(" -?:"))
        if depth > 200 or lead > 8 * DEEPEST_YAML:
            raise Refused(Problem("yaml-depth", path, number, "YAML", None, {"limit": str(DEEPEST_YAML)}))


def _syntax_problem(error: yaml.YAMLError, path: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error)
    line = mark.line + first_line if mark else first_line
    rule = "no-tab" if "\\t" in repr(what) or "'\\t'" in str(what) else "yaml-syntax"
    return Problem(rule, path, line, "YAML", str(what))


class _Builder:
    """Turns nodes into data; remembers nodes already seen, since a node met twice is an alias, written ``*name``."""

    def __init__(self, path: str, first_line: int, *, may_repeat: bool) -> None:
        self.may_repeat = may_repeat
        self.path = path
        self.first_line = first_line
        self.seen: set[int] = set()

    def refuse(self, rule: str, node: yaml.Node, value: str | None = None, **params: str) -> Refused:
        line = node.start_mark.line + self.first_line
        return Refused(Problem(rule, self.path, line, "YAML", value, params))

    def value(self, node: yaml.Node, depth: int) -> Any:
        if self.may_repeat:
            if id(node) in self.seen:
                raise self.refuse("yaml-alias", node)
            self.seen.add(id(node))
        if depth > DEEPEST_YAML:
            raise self.refuse("yaml-depth", node, limit=str(DEEPEST_YAML))
        if node.tag is not IMPLICIT_TAG and (not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag):
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


# --- Markdown -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Page:
    """A Markdown page in one language: front matter, title, body, and the line on which the body begins."""

    path: str
    language: str
    front_matter: YamlFile = field(repr=False)
    body: str = field(repr=False)
    body_line: int

    @cached_property
    def title(self) -> str:
        """The first heading; empty where the page has none (a rule reports it)."""
        match = re.search(r"^# +(.+?) *(?:\{[^}]*\} *)?$", self.body, re.MULTILINE)
        return match[1] if match else ""

    @property
    def description(self) -> str:
        """The sentence for search engines and link previews."""
        value = self.front_matter.data.get("description", "")
        return value if isinstance(value, str) else ""

    def finding(self, line: int, subject: str, value: str | None = None, **params: str) -> Finding:
        """What a rule yields about a line of the body, counted from 0."""
        return Finding(self.path, self.body_line + line, subject, value, params)


def once_per_page(function: Callable[[Page], Result]) -> Callable[[Page], Result]:
    """Remember what a function finds in a page for as long as the page is in use."""
    known: WeakKeyDictionary[Page, Result] = WeakKeyDictionary()

    @wraps(function)
    def remembered(page: Page) -> Result:
        found = known.get(page)
        if found is None:
            found = known[page] = function(page)
        return found

    return remembered


@lru_cache(REMEMBERED)
def read_page(text: str, path: str, language: str) -> Page:
    """Split a Markdown file into front matter and body."""
    match = FRONT_MATTER.match(text)
    if text.startswith("---\n") and not match:
        raise Refused(Problem("front-matter-closed", path, 1, "front matter"))
    if not match:
        return Page(path, language, YamlFile(path, {}, None), text, 1)
    front = read_yaml(match[1] or "", path, first_line=2)
    if not isinstance(front.data, dict):
        raise Refused(Problem("front-matter-mapping", path, 2, "front matter"))
    return Page(path, language, front, text[match.end() :], text.count("\n", 0, match.end()) + 1)
