"""Two pipes to another process of this program, which has in memory whatever this one had when it was forked."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO


@dataclass(frozen=True)
class Channel:
    """The other process, and what comes from it and goes to it; this end or the other."""

    process: int
    incoming: BinaryIO
    outgoing: BinaryIO

    def send(self, value: object) -> None:
        """Hand a value over."""
        pickle.dump(value, self.outgoing, pickle.HIGHEST_PROTOCOL)
        self.outgoing.flush()

    def receive(self) -> Any:
        """The next value; ``EOFError`` when the other process has ended."""
        return pickle.load(self.incoming)  # noqa: S301  # from a process of our own

    def close(self) -> None:
        """Let the other process see that nothing more comes."""
        for end in (self.incoming, self.outgoing):
            with suppress(OSError):  # nobody is there to read what was still to be sent
                end.close()


def fork(work: Callable[[Channel], None]) -> Channel:
    """Another process that does ``work`` with its end of the channel, and this end of it; wait for the process."""
    from_child, to_parent = os.pipe()
    from_parent, to_child = os.pipe()
    process = os.fork()
    if process:
        os.close(to_parent)
        os.close(from_parent)
        return Channel(process, os.fdopen(from_child, "rb"), os.fdopen(to_child, "wb"))
    status = 1
    try:
        os.close(from_child)
        os.close(to_child)
        work(Channel(os.getppid(), os.fdopen(from_parent, "rb"), os.fdopen(to_parent, "wb")))
        status = 0
    finally:
        os._exit(status)  # without a word: whatever went wrong here goes wrong in the parent too
