"""Checks all content, with as many processes as there are processors; what is found is the same with one.

Every process reads a share of the content, tells the others what they must know of it, and runs all rules on it.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from . import rules
from .catalogue import load
from .collector import paused_collector
from .content_files import Share, shares
from .problems import Problem
from .rules.common import Common, merged
from .rules.registry import Check, found, in_order
from .settings import Settings
from .workers import processors

FEW = 40  # items; below, another process costs more than it saves


@dataclass(frozen=True)
class Checked:
    """What a check found, and in how many items."""

    problems: list[Problem]
    items: int


@paused_collector()
def checked(settings: Settings, today: date, processes: int | None = None) -> Checked:
    """Everything that is wrong with the content; ``OSError`` where it cannot be read at all."""
    count = processors() if processes is None else processes
    parts = shares(settings, count)
    if count > 1 and sum(len(part.items) for part in parts) > FEW and hasattr(os, "fork"):
        try:
            return _together(settings, today, parts)
        except (EOFError, BrokenPipeError):
            pass  # a process was killed; what it met is met again, and said, by this one
    catalogue = load(settings)
    return Checked(rules.problems(catalogue, today), len(catalogue.entries))


def _together(settings: Settings, today: date, parts: list[Share]) -> Checked:
    with _helpers(settings, today, parts[1:]) as helpers:
        check = Check(load(settings, parts[0]), today)
        check.common = merged([check.common, *(helper.receive() for helper in helpers)])
        for helper in helpers:
            helper.send(check.common)
        results = [_result(check), *(helper.receive() for helper in helpers)]
    return Checked(in_order(one for result in results for one in result.problems), sum(one.items for one in results))


def _result(check: Check) -> Checked:
    return Checked(found(check), len(check.catalogue.entries))


def _help(settings: Settings, today: date, part: Share, parent: Channel) -> None:
    """What every other process does."""
    check = Check(load(settings, part), today)
    parent.send(check.common)
    check.common = parent.receive()
    parent.send(_result(check))


# --- processes -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Channel:
    """Two pipes to another process of this program."""

    incoming: BinaryIO
    outgoing: BinaryIO

    def send(self, value: Common | Checked) -> None:
        """Hand a value over."""
        pickle.dump(value, self.outgoing, pickle.HIGHEST_PROTOCOL)
        self.outgoing.flush()

    def receive(self) -> Any:
        """The next value; ``EOFError`` when the other process has ended."""
        return pickle.load(self.incoming)  # noqa: S301  # from a process of our own

    def close(self) -> None:
        """Let the other process see that nothing more comes."""
        self.incoming.close()
        self.outgoing.close()


@contextmanager
def _helpers(settings: Settings, today: date, parts: list[Share]) -> Iterator[list[Channel]]:
    """One process for each share; all have ended when the block ends."""
    helpers: list[tuple[int, Channel]] = []
    try:
        for part in parts:
            helpers.append(_fork(settings, today, part))
        yield [channel for _, channel in helpers]
    finally:
        for process, channel in helpers:
            with suppress(OSError):
                channel.close()
            os.waitpid(process, 0)


def _fork(settings: Settings, today: date, part: Share) -> tuple[int, Channel]:
    from_child, to_parent = os.pipe()
    from_parent, to_child = os.pipe()
    process = os.fork()
    if process:
        os.close(to_parent)
        os.close(from_parent)
        return process, Channel(os.fdopen(from_child, "rb"), os.fdopen(to_child, "wb"))
    status = 1
    try:
        os.close(from_child)
        os.close(to_child)
        _help(settings, today, part, Channel(os.fdopen(from_parent, "rb"), os.fdopen(to_parent, "wb")))
        status = 0
    finally:
        os._exit(status)  # without a word: whatever went wrong here goes wrong in the parent too
