"""Python's garbage collector, kept from looking again and again through what is being built and will be kept."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


@contextmanager
def paused_collector() -> Iterator[None]:
    """No cyclic garbage is collected inside: reading ten thousand files makes none, and takes half the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


ENOUGH = 1000
"""Pages whose making leaves some 50 MB of cyclic garbage, nearly all in the parser and the templates."""
_made = 0


def sweep(pages: int) -> None:
    """Collect what was left by making pages, once they are many; to be told of each."""
    global _made
    _made += pages
    if _made >= ENOUGH:
        _made = 0
        gc.collect()


def leave(status: int) -> NoReturn:
    """End this program as ``sys.exit`` does, but leave its memory to the system.

    Python would take apart everything that was read and made, object by object: a second for a thousand pages.
    """
    atexit._run_exitfuncs()  # helpers that still run are ended
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
