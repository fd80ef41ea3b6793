"""Everything the site gives to other systems: API, feeds, CAP, cards, calendars, JSON-LD, site map, proof of origin.

All of it is written from the public records of the projection, so no file here can hold a value that pages may not
show.

**To add an output**: a module here with ``write(site, output)`` that reads ``site.projection`` and hands its files to
``output``; its name in ``LASTING`` below. Where it has an address of its own, ``public/addresses.py`` says where it
lies, and ``urls.py`` lists it for the page about the data.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path

from ..pages.site_context import Site
from ..tasks.cache import NO_CACHE, Cache
from ..tasks.parallel import start
from .json_ld import PageData, Pages
from .manifest import seal
from .output import Output

__all__ = ["PageData", "Pages", "begin", "seal", "write"]

LASTING = ("feeds", "cap", "vcards", "calendars")
"""Modules whose files do not say when they were built; loaded only where they are written anew."""

INDEX = ""
"""The key under which the cache lists what it holds of the last build."""

log = logging.getLogger("mkdocs.hooks.advisories.data")


def write(site: Site, folder: Path, now: datetime, store: Cache = NO_CACHE, made_from: str = "") -> list[str]:
    """Write all data files into a built site; returns their paths. ``now`` is the moment of the build, in UTC.

    ``made_from`` names everything but the moment that the files are made from: what the store holds under that name is
    written again. A site without ``site_url`` gets none, since nearly all of them must name full addresses.
    """
    if not site.addresses.site_url:
        return []
    from . import api, crawlers  # what writes takes long to load, and often nothing is to be written

    output = Output(folder, store)
    crawlers.write(site, output, now)
    _write_lasting(site, output, made_from)
    api.write(site, output, now)
    return output.files


def _write_lasting(site: Site, output: Output, made_from: str) -> None:
    """The files that do not say when they were built."""
    table = output.store.table("outputs")
    made, _, names = (table.get(INDEX) or b"").decode().partition("\n")
    paths = names.split("\n")
    if made_from and made == made_from and len(contents := table.get_all(paths)) == len(paths):
        for path in paths:
            output.bytes(path, contents[path])
        return
    before = len(output.files)
    for module in LASTING:
        import_module(f"{__name__}.{module}").write(site, output)
    if made_from:
        paths = output.files[before:]
        index = {INDEX: "\n".join([made_from, *paths]).encode()}
        table.put_all(index | {path: (output.folder / path).read_bytes() for path in paths})


def begin(
    pages: Pages, folder: Path, now: datetime, store: Cache, made_from: str = "", *, preview: bool = False
) -> Callable[[], object]:
    """Start on ``write``, beside the search index; call what is returned to wait for the end.

    In live preview no reload waits for the files.
    """
    arguments = (pages.site, folder, now, store, made_from)
    if preview:
        settle()
        _previews.append(threading.Thread(target=_preview, args=arguments, daemon=True))
        _previews[-1].start()
        return lambda: None
    return start(lambda: write(*arguments)).result


_previews: list[threading.Thread] = []


def settle(longest: float | None = None) -> None:
    """Wait for the files that no reload waits for: the next build writes them too, or removes them.

    ``longest``: seconds after which nobody waits any more. An interrupt may leave a lock of a library closed for good.
    """
    while _previews:
        _previews.pop().join(longest)


def _preview(site: Site, folder: Path, now: datetime, store: Cache, made_from: str) -> None:
    try:
        write(site, folder, now, store, made_from)
    except OSError as error:  # such as a full disk; the pages are there all the same
        log.debug("%s", error)
