"""The server of the live preview: MkDocs's own, but it builds only when the content of a file has changed.

MkDocs takes whatever the system tells of a file for a change, reading included, which every build does. What is wrong
with the files stands on top of every page.
"""

from __future__ import annotations

import html
import logging
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from watchdog import events
from watchdog.observers import Observer

from ..common.problems import messages, speaking_languages
from .live_reload import Preview
from .mkdocs_adapter import LiveReloadServer

log = logging.getLogger("mkdocs.livereload")
CHANGES: list[type[events.FileSystemEvent]] = [
    events.FileCreatedEvent, events.FileDeletedEvent, events.FileModifiedEvent, events.FileMovedEvent,
    events.DirCreatedEvent, events.DirDeletedEvent, events.DirMovedEvent,
]  # fmt: skip
QUIET = 0.15
"""Seconds without a change after which a save is over: editors write a file in several steps."""
LONGEST = 3.0
"""Seconds after which something that never stops writing is not waited for any more."""
ENDING = threading.Event()
"""The preview has been told to end."""
BODY = re.compile(rb"<body[^>]*>")
LANG = re.compile(rb"<html[^>]*\blang=\"?([A-Za-z-]+)")
NOTICE = (
    '<div role="alert" lang="{language}" style="position:sticky;top:0;z-index:99;max-height:50vh;overflow:auto;'
    'padding:1em;background:#fff;color:#000;border:.3em solid #c00;font:16px/1.5 sans-serif;overflow-wrap:anywhere">'
    "<strong>{heading}</strong><ul>{lines}</ul></div>"
)


class _Handler(events.FileSystemEventHandler):
    def __init__(self, tell: Callable[[], None]) -> None:
        self.tell = tell

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        self.tell()


class PreviewServer(LiveReloadServer):  # type: ignore[misc]  # MkDocs tells no types
    """Serves a preview at a port of this machine; ``OSError`` where that is taken."""

    _visible_epoch: int
    _wanted_epoch: int

    def __init__(self, preview: Preview, port: int, say: Callable[[str], None]) -> None:
        super().__init__(preview.refresh, "localhost", port, str(preview.site))
        self.preview = preview
        self.say = say
        self.build_delay = QUIET
        self.is_bound = False
        self.observer = Observer()  # told of changes by the system, where MkDocs looks for them twice a second
        self.error_handler = self._error_page
        self.server_bind()
        self.server_activate()  # a browser that asks before the first build has ended waits for it

    def server_bind(self) -> None:
        """Take the port, once."""
        if not self.is_bound:
            super().server_bind()
            self.is_bound = True

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Look at the files again when one below the path changes; a single file may be replaced by another."""
        place = Path(path)
        folder, below = (place, recursive) if place.is_dir() else (place.parent, False)
        self._watched_paths[path] = 1
        self._want_rebuild = True  # of what has changed since the last look, nobody tells
        self.observer.schedule(_Handler(self.look), str(folder), recursive=below, event_filter=CHANGES)

    def update(self) -> None:
        """Build if a file has changed; pages that are asked for meanwhile wait, and those that are open load anew."""
        start = time.perf_counter()
        with self._epoch_cond:
            self._wanted_epoch = self._visible_epoch + 1
        changed = self.preview.refresh()
        with self._epoch_cond:
            self._visible_epoch = self._wanted_epoch = self._visible_epoch + changed
            self._epoch_cond.notify_all()
        if changed:
            self._report(time.perf_counter() - start)

    def _report(self, seconds: float) -> None:
        language = self.preview.language
        for line in self.preview.said(language):
            self.say(line)
        words = messages()["languages"][language]["preview"]
        self.say(words["wrong" if self.preview.mistakes else "done"].format(seconds=f"{seconds:.1f}"))

    def look(self) -> None:
        """Look at the files as soon as they rest."""
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def _build_loop(self) -> None:
        while self._is_told():
            self.update()

    def _is_told(self) -> bool:
        """Wait for a change, and until it is over; false when the server ends."""
        with self._rebuild_cond:
            while not (self._want_rebuild or self._shutdown or ENDING.is_set()):
                self._rebuild_cond.wait(self.shutdown_delay)
            end = time.monotonic() + LONGEST
            while time.monotonic() < end and self._rebuild_cond.wait(self.build_delay):
                pass
            self._want_rebuild = False
        return not (self._shutdown or ENDING.is_set())

    def _error_page(self, code: int) -> bytes:
        page = Path(self.root, f"{code}.html")
        content = page.read_bytes() if page.is_file() else f"<!doctype html><body><p>{code}</p></body>".encode()
        return self._inject_js_into_html(content, self._visible_epoch)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        page: bytes = super()._inject_js_into_html(content, epoch)
        body = BODY.search(page)
        at = body.end() if body else 0
        return page[:at] + self._notice(page) + page[at:] if self.preview.mistakes else page

    def _notice(self, page: bytes) -> bytes:
        """What is wrong, in the language of the page if the checker speaks it."""
        tag = found[1].decode() if (found := LANG.search(page)) else ""
        known = speaking_languages()
        language = next((one for one in known if tag.startswith(one)), self.preview.language)
        lines = "".join(f"<li>{html.escape(line)}</li>" for line in self.preview.said(language))
        heading = html.escape(messages()["languages"][language]["preview"]["notice"])
        return NOTICE.format(language=language, heading=heading, lines=lines).encode()


def stopped(*_: Any) -> None:
    """Handler of the signals that end a program: everything is put away as after Ctrl-C.

    Python loses an exception that is raised where a finalizer happens to run; the server then sees the event.
    """
    ENDING.set()
    raise KeyboardInterrupt
