"""Checks all content, with as many processes as there are processors; what is found is the same with one.

The content is cut into shares. Of every share a process tells what the others must know of it, then runs all rules on
it. Of what has not changed since an earlier check, both are remembered.
"""

from __future__ import annotations

from datetime import date

from ..collector import paused_collector
from ..settings import Settings
from ..store import NOTHING_KEPT, Store
from ..workers import processors
from .memory import Checked, Memory

__all__ = ["Checked", "checked"]


@paused_collector()
def checked(settings: Settings, today: date, processes: int | None = None, store: Store = NOTHING_KEPT) -> Checked:
    """Everything that is wrong with the content; ``OSError`` where it cannot be read at all."""
    memory = Memory.of(store, settings, today)
    if (known := memory.found(memory.of_all)) is not None:
        return known
    from . import crew  # takes long to load

    count = processors() if processes is None else processes
    try:
        found = crew.check(settings, today, memory, count)
    except (EOFError, BrokenPipeError):  # a process was killed; what it met is met again, and said, by this one
        found = crew.check(settings, today, memory, 1)
    memory.add_found(memory.of_all, found)
    memory.keep(settings)
    return found
