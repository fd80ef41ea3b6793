"""Independent pieces of work on all cores, by forked processes: each sees what its parent had in memory.

Results come back in the order of the tasks, so that one process and many give the same outcome.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:  # takes long to load
    from multiprocessing.process import BaseProcess

Task = TypeVar("Task")
Result = TypeVar("Result")

WORTH_A_FORK = 32
"""Things to do below which the processes would take longer to start than the work."""

LARGEST_REPORT = 1 << 20  # bytes

_work: Callable[[Any], Any]  # of this process's children; a closure cannot be sent to them, but is inherited


def processors() -> int:
    """How many the machine lets this process use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def may_fork() -> bool:
    """Where the system has it and starts processes so itself, and no thread holds a lock that a child would inherit."""
    return sys.platform == "linux" and threading.active_count() == 1


def in_workers(
    work: Callable[[Task], Result], tasks: Sequence[Task], *, count: int | None = None, size: int | None = None
) -> list[Result]:
    """``work`` of every task, in order; in this process where there is little to do or where forking is not safe.

    ``count`` is the number of processes, by default as many as the machine lets this one use; ``size`` how many things
    there are to do in all tasks, by default one in each. What ``work`` changes in memory is lost; an exception of one
    task is raised here.
    """
    count = count or processors()
    if count == 1 or (len(tasks) if size is None else size) < WORTH_A_FORK or not may_fork():
        return [work(task) for task in tasks]
    import multiprocessing  # takes long to load, and only a large site needs it

    global _work
    _work = work
    gc.freeze()  # what is there already is no garbage: looking for it would only copy it into every process
    try:
        with multiprocessing.get_context("fork").Pool(count, obey) as pool:
            return pool.map(_call, tasks, chunksize=max(1, min(16, len(tasks) // (16 * count))))
    finally:
        gc.unfreeze()


class Awaited(Generic[Result]):
    """A result that another process works on, or that is made when it is waited for."""

    def __init__(self, work: Callable[[], Result], process: BaseProcess | None = None, pipe: Any = None) -> None:
        self._work = work
        self._process = process
        self._pipe = pipe

    def __call__(self) -> Result:
        """Wait for the result."""
        if self._process is None:
            return self._work()
        try:
            result: Result = self._pipe.recv()
        except EOFError:  # the process was killed, or ended with an error: what it met is met again here
            result = self._work()
        self._process.join()
        return result

    def is_there(self) -> bool:
        """Whether nobody else works on the result any more."""
        return self._process is None or self._pipe.poll()


def in_background(work: Callable[[], Result]) -> Awaited[Result]:
    """Start ``work`` in a process of its own; call what is returned to wait for the result.

    Without a second core, or where forking is not safe, the work is done when it is waited for.
    """
    if processors() == 1 or not may_fork():
        return Awaited(work)
    import fcntl  # Linux has it, and nowhere else do we fork
    import multiprocessing

    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    with suppress(OSError):  # as much as the system gives: a process that has reported need not wait for its parent
        fcntl.fcntl(sender.fileno(), fcntl.F_SETPIPE_SZ, LARGEST_REPORT)

    def report() -> None:
        obey()
        sender.send(work())

    process = context.Process(target=report, daemon=True)
    process.start()
    sender.close()
    return Awaited(work, process, receiver)


def end_background() -> None:
    """End what ``in_background`` has begun and nobody has waited for."""
    import multiprocessing

    for process in multiprocessing.active_children():
        process.terminate()
        process.join()


def obey() -> None:
    """End when told to: a handler of the parent, in Python, would never run in a worker that waits for work.

    Or it would raise its exception where a finalizer happens to run, and be lost there.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _call(task: Any) -> Any:
    return _work(task)
