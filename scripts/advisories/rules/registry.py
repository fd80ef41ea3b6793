"""The list of all rules, and how they are run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ..catalogue import Catalogue
from ..collector import paused_collector
from ..comparison.parallel import Passages
from ..contacts.links import ContactLinks
from ..problems import Finding, Problem, named
from ..projection import Projection


@dataclass(frozen=True)
class Check:
    """What a rule may look at: the whole catalogue, and the day."""

    catalogue: Catalogue
    today: date

    @cached_property
    def memory(self) -> dict[str, Any]:
        """What rules of one family find once and share."""
        return {}

    @cached_property
    def passages(self) -> Passages:
        """What the languages say, side by side."""
        return Passages(self.catalogue)

    @cached_property
    def links(self) -> ContactLinks:
        """The contacts that prose may show."""
        return ContactLinks(Projection(self.catalogue, self.today))


RuleFunction = Callable[[Check], Iterator[Finding]]
_RULES: dict[str, RuleFunction] = {}


def rule(function: RuleFunction) -> RuleFunction:
    """Register a generator as a rule; its name gives the rule's name."""
    name = function.__name__.replace("_", "-")
    if name in _RULES:
        raise ValueError(f"two rules are called {name}")
    _RULES[name] = function
    return function


def all_rules() -> dict[str, RuleFunction]:
    """Every rule by name."""
    return dict(_RULES)


@paused_collector()
def problems(catalogue: Catalogue, today: date) -> list[Problem]:
    """Everything that is wrong with the content, in the order of files and lines."""
    check = Check(catalogue, today)
    found = [named(name, finding) for name, function in _RULES.items() for finding in function(check)]
    once = {problem.order: problem for problem in (*catalogue.problems, *found)}
    return [once[order] for order in sorted(once)]
