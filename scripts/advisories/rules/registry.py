"""The list of all rules, and how they are run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ..common.problems import Finding, Problem, named
from ..common.process import paused_collector
from ..contacts.records import ContactRecord, all_contacts
from ..content.catalogue import Catalogue
from ..translation.parallel import Passages
from .common import Common, common_of


@dataclass(eq=False)
class Check:
    """What a rule may look at: the catalogue or a share of it, the day, and what is common to all shares."""

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
    def contacts(self) -> tuple[ContactRecord, ...]:
        """Every contact record; withheld ones too."""
        return tuple(all_contacts(self.catalogue))

    @cached_property
    def common(self) -> Common:
        """What is known of the whole content; of a share, what it tells the others, until they have told it theirs."""
        return common_of(self.catalogue, self.contacts, self.passages)


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
    return in_order(found(Check(catalogue, today)))


def found(check: Check) -> list[Problem]:
    """What was met while reading, and what the rules find."""
    of_rules = [named(name, finding) for name, function in _RULES.items() for finding in function(check)]
    return [*check.catalogue.problems, *of_rules]


def in_order(every: Iterable[Problem]) -> list[Problem]:
    """Every problem once, in the order of files and lines."""
    once = {problem.order: problem for problem in every}
    return [once[order] for order in sorted(once)]
