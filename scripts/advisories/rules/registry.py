"""The rules by what they judge, and the one loop that runs them.

``@page_rule`` makes a rule of a generator of findings about one page, ``@phone_rule`` about one record and its phone,
and so on. A rule that must know of other parts of the content takes one more argument, called ``site``. Its docstring
is the rule, its name is the function's with hyphens; its words stand in ``messages.yml``.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date
from functools import partial
from typing import Any, TypeVar

from ..common.problems import Finding, Problem, named
from ..common.settings import Settings
from ..contacts.records import phones_of
from ..content.catalogue import Catalogue, load
from ..content.prose import prose
from ..model import Kind
from ..tasks.cache import NO_CACHE, Cache, digest
from ..tasks.task import QuerySource, Task, results
from .site_facts import ContentPart, SiteFacts

RuleFunction = Callable[..., Iterator[Finding]]
Function = TypeVar("Function", bound=RuleFunction)
_RULES: dict[str, RuleFunction] = {}


class Subject:
    """What some rules judge: a decorator that registers them; ``find`` yields all of it in a part, as arguments."""

    every: list[Subject] = []  # noqa: RUF012  # filled by the modules of rules, once

    def __init__(self, find: Callable[[ContentPart], Iterable[tuple[Any, ...]]]) -> None:
        self.find = find
        self.rules: list[tuple[str, RuleFunction, bool]] = []
        self.every.append(self)

    def __call__(self, function: Function) -> Function:
        name = function.__name__.replace("_", "-")
        if name in _RULES:
            raise ValueError(f"two rules are called {name}")
        _RULES[name] = function
        self.rules.append((name, function, "site" in inspect.signature(function).parameters))
        return function

    def problems(self, part: ContentPart) -> Iterator[Problem]:
        """What these rules find in a part."""
        subjects = list(self.find(part)) if self.rules else ()
        for name, function, asks in self.rules:
            more = {"site": part.site} if asks else {}
            for subject in subjects:
                for finding in function(*subject, **more):
                    yield named(name, finding)


page_rule = Subject(lambda part: ((page,) for page in part.pages.values()))
"""``(page)``"""
link_rule = Subject(lambda part: ((page, link) for page in part.pages.values() for link in prose(page).links))
"""``(page, link)``"""
languages_rule = Subject(lambda part: [(part.pages,)] if part.pages else ())
"""``(pages)``: the page of each language, translations of each other."""
passage_rule = Subject(lambda part: ((passage,) for passage in part.passages))
"""``(passage)``: a text of any language, in a page or in YAML."""
pair_rule = Subject(lambda part: part.pairs)
"""``(ours, theirs)``: a passage of the first language, and the same one of another."""
item_rule = Subject(lambda part: [(part.entry,)] if part.entry else ())
"""``(entry)``"""
country_rule = Subject(lambda part: [(part.entry,)] if part.entry and part.entry.kind is Kind.COUNTRY else ())
"""``(entry)``, where it is a country."""
contact_rule = Subject(lambda part: ((record,) for record in part.contacts))
"""``(record)``; withheld ones too."""
phone_rule = Subject(lambda part: phones_of(record for record in part.contacts if record.is_published))
"""``(record, phone)``, unless withheld."""
source_rule = Subject(lambda part: part.sources)
"""``(place, source)``: a record of a source."""
yaml_rule = Subject(lambda part: ((file,) for file in part.yaml_files))
"""``(file)``: facts of an item, a register, or the front matter of a page."""
text_rule = Subject(lambda part: part.files.items())
"""``(path, text)``: every file, as it is written."""
part_rule = Subject(lambda part: [(part,)])
"""``(part)``: all of it."""
site_rule = Subject(lambda part: ())
"""``(site)``: what no part shows by itself; these run last, once."""


def all_rules() -> dict[str, RuleFunction]:
    """Every rule by name."""
    return dict(_RULES)


@dataclass(frozen=True)
class Checked:
    """What a check found, and in how many items."""

    problems: list[Problem]
    items: int


def check(settings: Settings, today: date, cache: Cache = NO_CACHE) -> Checked:
    """Everything that is wrong with the content as it stands in its folder; ``OSError`` where it cannot be read."""
    catalogue = load(settings)
    return Checked(problems(catalogue, today, cache), len(catalogue.entries))


def problems(catalogue: Catalogue, today: date, cache: Cache = NO_CACHE) -> list[Problem]:
    """Everything that is wrong with the content, in the order of files and lines."""
    site = SiteFacts(catalogue, today)
    source = QuerySource(site, digest(site.surroundings, *catalogue.texts.values()))
    tasks = [Task(part.key, part.inputs, partial(_judge, part)) for part in site.parts]
    found = [json.loads(result) for result in results(tasks, cache.table("check"), source, prepare=site.prepare)]
    site.lengths = [(part, lengths) for part, (_, lengths) in zip(site.parts, found, strict=True)]
    of_site = [named(name, finding) for name, rule, _ in site_rule.rules for finding in rule(site)]
    return _in_order([*catalogue.problems, *of_site, *(Problem(*row) for rows, _ in found for row in rows)])


def _judge(part: ContentPart) -> bytes:
    """Problems of a part and the lengths of its passages, as JSON."""
    found = [astuple(problem) for subject in Subject.every for problem in subject.problems(part)]
    return json.dumps((found, part.lengths)).encode()


def _in_order(every: Iterable[Problem]) -> list[Problem]:
    by_order = {problem.order: problem for problem in every}
    return [by_order[order] for order in sorted(by_order)]
