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


def leave(status: int) -> NoReturn:
    """End this program as ``sys.exit`` does, but leave its memory to the system.

    Python would take apart everything that was read and made, object by object: a second for a thousand pages.
    """
    atexit._run_exitfuncs()  # helpers that still run are ended
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
