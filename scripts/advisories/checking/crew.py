"""The processes that check the shares of the content: each looks after some of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any, NamedTuple

from ..common.settings import Settings
from ..content.catalogue import Surroundings, load
from ..content.files import Share, shares
from ..content.page_files import forget
from ..rules.common import Common, merged
from ..rules.registry import Check, found, in_order
from ..tasks.parallel import may_fork
from ..translation.parallel import is_odd
from .channel import Channel, fork
from .memory import Checked, Lengths, Memory, told_as_text

SHARES = 16
"""Parts into which the content is cut; after one page has changed, one of them is looked at again."""
FEW = 40  # items; below, another process costs more than it saves
LARGE = 2000
"""Items of all shares above which what the pages of a share say is found twice: to hold it would take 60 KB an item."""
LOOSE = 20  # items that would take as long as all that is no item, which is in the first share


class Told(NamedTuple):
    """What a share tells the others, the lengths of its passages, and both as they are remembered."""

    common: Common
    lengths: Lengths
    text: str


def check(crew: Crew, memory: Memory) -> Checked:
    """Everything that is wrong in any share."""
    parts = crew.work.parts
    told = _told(crew, parts, memory)
    common = merged(one for one, _ in told)
    names = _found_names(parts, [lengths for _, lengths in told], common, memory)
    results = {number: known for number, name in enumerate(names) if (known := memory.found(name)) is not None}
    for number, result in crew.found(_missing(parts, results), common).items():
        memory.add_found(names[number], result)
        results[number] = result
    problems = in_order(problem for one in results.values() for problem in one.problems)
    return Checked(problems, sum(one.items for one in results.values()))


def _told(crew: Crew, parts: Sequence[Share], memory: Memory) -> list[tuple[Common, Lengths]]:
    names = [memory.of_told(part) for part in parts]
    told = {number: known for number, name in enumerate(names) if (known := memory.told(name)) is not None}
    for number, one in crew.told(_missing(parts, told)).items():
        memory.add_told(names[number], one.text)
        told[number] = one.common, one.lengths
    return [told[number] for number in range(len(parts))]


def _missing(parts: Sequence[Share], known: Mapping[int, object]) -> list[int]:
    return [number for number in range(len(parts)) if number not in known]


def _found_names(parts: Sequence[Share], every: Sequence[Lengths], common: Common, memory: Memory) -> list[str]:
    name, ratio = common.name, common.usual_ratio
    odd = [[at for at, (ours, theirs) in enumerate(lengths) if is_odd(ours, theirs, ratio)] for lengths in every]
    return [memory.of_found(part, name, one) for part, one in zip(parts, odd, strict=True)]


@dataclass(frozen=True)
class Work:
    """The shares, read as they are asked for, each once."""

    settings: Settings
    today: date
    read_ahead: Mapping[str, bytes]
    """What ``ContentFiles`` need not parse."""
    checks: dict[int, Check] = field(default_factory=dict)

    @cached_property
    def parts(self) -> Sequence[Share]:
        """All shares of the content."""
        return shares(self.settings, SHARES)

    @cached_property
    def _around(self) -> Surroundings:
        return Surroundings.of(self.settings, self.read_ahead)

    def _check(self, number: int) -> Check:
        if number not in self.checks:
            self.checks[number] = Check(load(self.settings, self.parts[number], self._around), self.today)
        return self.checks[number]

    def told(self, numbers: Iterable[int]) -> dict[int, Told]:
        """What each of these shares tells the others."""
        told = {}
        for number in numbers:
            told[number] = _telling(self._check(number))
            if self._is_large:
                self.checks[number] = Check(self.checks[number].catalogue, self.today)
                forget()
        return told

    def found(self, numbers: Iterable[int], common: Common) -> dict[int, Checked]:
        """What the rules find in each of these shares."""
        result: dict[int, Checked] = {}
        for number in numbers:
            check = self._check(number)
            check.common = common
            result[number] = Checked(found(check), len(check.catalogue.entries))
            if self._is_large:
                del self.checks[number], check
                forget()
        return result

    @cached_property
    def _is_large(self) -> bool:
        return sum(len(part.items) for part in self.parts) > LARGE


def _telling(check: Check) -> Told:
    lengths = check.passages.lengths
    return Told(check.common, lengths, told_as_text(check.common, lengths))


# --- processes -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Crew:
    """This process and its helpers, who are called when there is much to do."""

    work: Work
    count: int
    helpers: list[Channel] = field(default_factory=list)
    owners: dict[int, int] = field(default_factory=dict)
    """The process that has read a share: 0 is this one."""

    def told(self, numbers: list[int]) -> dict[int, Told]:
        """What each of these shares tells the others."""
        return self._each("told", numbers)

    def found(self, numbers: list[int], common: Common) -> dict[int, Checked]:
        """What the rules find in each of these shares."""
        return self._each("found", numbers, common)

    def dismiss(self) -> None:
        """Let the helpers end, which takes a moment; nothing more can be asked of them."""
        for channel in self.helpers:  # all, before waiting for any: later ones hold ends of earlier pipes
            channel.close()

    def _each(self, task: str, numbers: list[int], *others: Common) -> dict[int, Any]:
        self._share_out(numbers)
        parts: list[list[int]] = [[] for _ in range(len(self.helpers) + 1)]
        for number in numbers:
            parts[self.owners[number]].append(number)
        busy = [(channel, part) for channel, part in zip(self.helpers, parts[1:], strict=True) if part]
        for channel, part in busy:
            channel.send((task, part, *others))
        result: dict[int, Any] = getattr(self.work, task)(parts[0], *others)
        for channel, _ in busy:
            result |= channel.receive()
        return result

    def _share_out(self, numbers: list[int]) -> None:
        """Give every share that none has read to the process that has the least to do."""
        sizes = [len(part.items) + part.is_first * LOOSE for part in self.work.parts]
        if not self.helpers and self.count > 1 and sum(sizes[number] for number in numbers) > FEW and may_fork():
            self.helpers.extend(fork(partial(_help, self.work)) for _ in range(self.count - 1))
        loads = [0] * (len(self.helpers) + 1)
        for number in sorted(numbers, key=lambda number: (number not in self.owners, -sizes[number])):
            owner = self.owners.setdefault(number, loads.index(min(loads)))
            loads[owner] += sizes[number]


@contextmanager
def crew_for(work: Work, count: int) -> Iterator[Crew]:
    """All helpers have ended when the block ends."""
    crew = Crew(work, count)
    try:
        yield crew
    finally:
        crew.dismiss()
        for channel in crew.helpers:
            os.waitpid(channel.process, 0)


def _help(work: Work, parent: Channel) -> None:
    """What every other process does, until there is nothing more to do."""
    with suppress(EOFError):
        while True:
            task, *arguments = parent.receive()
            parent.send(getattr(work, task)(*arguments))
