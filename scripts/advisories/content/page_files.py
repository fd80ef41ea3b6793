"""Markdown pages: front matter and body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from ..common.problems import Finding, Problem
from .reading import REMEMBERED, UnreadableError
from .yaml_files import YamlFile, read_yaml

TITLE = re.compile(r"^# +(.+)$", re.MULTILINE)
FRONT_MATTER = re.compile(r"---\n(.*?\n)?---(?:\n|\Z)", re.DOTALL)


def key_of(path: str) -> str:
    """The item, page without item, or register that a file belongs to: its folder, or its name without language."""
    folder, _, name = path.partition("/")[2].rpartition("/")
    return folder or (name.split(".")[0] if name.endswith(".md") else name)


@dataclass(frozen=True, eq=False)
class Page:
    """A Markdown page in one language: front matter, title, body, and the line on which the body begins."""

    path: str
    language: str
    front_matter: YamlFile = field(repr=False)
    body: str = field(repr=False)
    body_line: int

    @property
    def key(self) -> str:
        """The page's address below the site's root; of an item's page the item's key."""
        return key_of(self.path)

    @cached_property
    def title(self) -> str:
        """The first heading; empty where the page has none (a rule reports it)."""
        match = TITLE.search(self.body)
        title = match[1].rstrip(" ") if match else ""
        attributes = title.find("{", max(1, title.rfind("}", 0, -1) + 1)) if title.endswith("}") else -1
        return title[:attributes].rstrip(" ") if attributes > 0 else title

    @property
    def description(self) -> str:
        """The sentence for search engines and link previews, in one line however YAML writes it."""
        value = self.front_matter.data.get("description", "")
        return " ".join(value.split()) if isinstance(value, str) else ""

    def finding(self, line: int, subject: str, value: str | None = None, **params: str) -> Finding:
        """What a rule yields about a line of the body, counted from 0."""
        return Finding(self.path, self.body_line + line, subject, value, params)


@lru_cache(REMEMBERED)
def read_page(text: str, path: str, language: str) -> Page:
    """Split a Markdown file into front matter and body."""
    match = FRONT_MATTER.match(text)
    if text.startswith("---\n") and not match:
        raise UnreadableError(Problem("front-matter-closed", path, 1, "front matter"))
    if not match:
        return Page(path, language, YamlFile(path, {}, ""), text, 1)
    front = read_yaml(match[1] or "", path, first_line=2)
    if not isinstance(front.data, dict):
        raise UnreadableError(Problem("front-matter-mapping", path, 2, "front matter"))
    return Page(path, language, front, text[match.end() :], text.count("\n", 0, match.end()) + 1)
