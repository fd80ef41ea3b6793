"""What a worker has to say of one page that it rendered."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """Warnings, as logger, level and text; what is searched of the page; and what went wrong.

    ``html`` is that of a page which an earlier build has rendered, and which this one has still to write.
    """

    messages: list[tuple[str, int, str]] = field(default_factory=list)
    document: str = ""
    html: str | None = None
    error: Exception | None = None

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Keep what MkDocs would log, so that it can be said, and counted, in the parent."""
        logger = logging.getLogger("mkdocs")
        handlers, logger.handlers = logger.handlers, [_Keeper(self.messages)]
        try:
            yield
        finally:
            logger.handlers = handlers


class _Keeper(logging.Handler):
    def __init__(self, messages: list[tuple[str, int, str]]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append((record.name, record.levelno, record.getMessage()))
