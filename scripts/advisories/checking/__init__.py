"""Checks all content, with as many processes as there are processors; what is found is the same with one.

The content is cut into shares. Of every share a process tells what the others must know of it, then runs all rules on
it. Of what has not changed since an earlier check, both are remembered.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..common.process import paused_collector
from ..common.settings import Settings
from ..tasks.cache import NOTHING_KEPT, Store
from ..tasks.parallel import processors
from .ahead import Ahead
from .memory import Checked, Memory

if TYPE_CHECKING:
    from .crew import Work

__all__ = ["Checked", "checked"]


@paused_collector()
def checked(
    settings: Settings,
    today: date,
    processes: int | None = None,
    store: Store = NOTHING_KEPT,
    seen: Ahead | None = None,
) -> Checked:
    """Everything that is wrong with the content; ``OSError`` where it cannot be read at all.

    ``seen``: what is known of the files already.
    """
    count = processors() if processes is None else processes
    ahead = seen or Ahead(settings.docs_dir)
    if count > 1 and not seen:
        ahead.begin()
    try:
        memory = Memory.of(store, settings, today, ahead)
        if memory.before:
            ahead.take_over()
            if (known := memory.found(memory.of_all)) is not None:
                return known
        from . import crew  # takes long to load

        ahead.take_over()
        return _found(crew.Work(settings, today, ahead.facts), count, memory)
    finally:
        ahead.end()


def _found(work: Work, count: int, memory: Memory) -> Checked:
    from . import crew

    try:
        with crew.crew_for(work, count) as workers:
            found = crew.check(workers, memory)
            workers.dismiss()
            memory.add_found(memory.of_all, found)
            memory.keep()
        return found
    except (EOFError, BrokenPipeError):  # a process was killed; what it met is met again, and said, by this one
        return _found(work, 1, memory)
