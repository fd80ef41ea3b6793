"""Independent pieces of work on all cores, by forked processes: each sees what its parent had in memory.

What work changes in memory is lost. Where forking is not safe, or not worth it, the work is done in this process.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_A_FORK = 32
"""Things to do below which the processes would take longer to start than the work."""

_work: Callable[[int], Any]  # of this process, if it is a worker; a closure cannot be sent to it, but is inherited


def processors() -> int:
    """How many the machine lets this process use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def may_fork() -> bool:
    """Where the system has it and starts processes so itself, and no thread holds a lock that a child would inherit.

    A process that ``start`` has begun has none of its own.
    """
    is_child = multiprocessing.current_process().daemon
    return sys.platform == "linux" and threading.active_count() == 1 and not is_child


def run_all(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    count: int | None = None,
    size: int | None = None,
    begin: Callable[[], None] = lambda: None,
) -> Iterator[Result]:
    """``work`` of every item, in order, as soon as it is there.

    ``count`` is the number of processes, by default as many as the machine lets this one use; ``size`` how many things
    there are to do in all items, by default one in each; ``begin`` is called in each process first. An exception of one
    item is raised here, and ends all. What a worker that was killed had to do is done here.
    """
    count = min(count or processors(), len(items))
    if count <= 1 or (len(items) if size is None else size) < WORTH_A_FORK or not may_fork():
        yield from map(work, items)
        return
    with _pool(lambda number: work(items[number]), count, begin) as pool:
        for item, future in zip(items, [pool.submit(_call, number) for number in range(len(items))], strict=True):
            try:
                result: Result = future.result()
            except BrokenProcessPool:
                result = work(item)
            yield result


@contextmanager
def _pool(work: Callable[[int], Any], count: int, begin: Callable[[], None]) -> Iterator[ProcessPoolExecutor]:
    context = multiprocessing.get_context("fork")
    gc.freeze()  # what is there already is no garbage: looking for it would only copy it into every process
    pool = ProcessPoolExecutor(count, context, _begin, (work, begin))
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        end_all()
        raise
    finally:
        gc.unfreeze()
        pool.shutdown()


def _begin(work: Callable[[int], Any], begin: Callable[[], None]) -> None:
    """Prepare a worker: it ends when it is told to, and with its parent, even if that is killed."""
    global _work
    _work = work
    obey()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _call(number: int) -> Any:
    return _work(number)


class Job(Generic[Result]):
    """Work that another process does, or that is done when its result is asked for."""

    def __init__(self, work: Callable[[], Result]) -> None:
        self._work = work
        self._process: multiprocessing.process.BaseProcess | None = None
        if processors() > 1 and may_fork():
            context = multiprocessing.get_context("fork")
            self._pipe, sender = context.Pipe(duplex=False)
            self._process = context.Process(target=self._report, args=(sender,), daemon=True)
            self._process.start()
            sender.close()

    def _report(self, sender: Any) -> None:
        obey()
        sender.send(self._work())

    def result(self) -> Result:
        """Wait for it. Where the process was killed, or ended with an error, the work is done here."""
        if self._process is None:
            return self._work()
        try:
            result: Result = self._pipe.recv()
        except EOFError:
            result = self._work()
        self._process.join()
        return result

    def is_there(self) -> bool:
        """Whether nobody else works on the result any more."""
        return self._process is None or self._pipe.poll()


def start(work: Callable[[], Result]) -> Job[Result]:
    """Begin work in a process of its own; without a second core, or where forking is not safe, it waits."""
    return Job(work)


def end_all() -> None:
    """End every process that works for this one."""
    for process in multiprocessing.active_children():
        process.terminate()
        process.join(1)
        process.kill()  # it was told to end before it could obey
        process.join()


def obey() -> None:
    """End when told to: a handler of the parent, in Python, would never run in a worker that waits for work.

    Or it would raise its exception where a finalizer happens to run, and be lost there.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
