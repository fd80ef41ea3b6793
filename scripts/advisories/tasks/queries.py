"""What a task asks of the rest of the site. A query is answered once in a build, and tasks record those they make.

A page is made of its own files, of what is the same for all pages, and of the answers to its queries. So a page
rendered earlier is still right where its own files are the same and every query it made has the same answer.
To be sure that nothing escapes the record, a task cannot read the catalogue but by a query: ``UntrackedReadError`` is
raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from threading import local
from typing import Any, Concatenate, ParamSpec, TypeVar

from pydantic_core import to_json

from ..common.errors import AdvisoriesError
from .cache import digest

Answer = TypeVar("Answer")
Arguments = ParamSpec("Arguments")
Query = tuple[str, tuple[Any, ...]]
"""Name and arguments, which are strings or tuples of strings."""

QUERIES: dict[str, Callable[..., Any]] = {}
GONE = "gone"
"""In the place of a digest: what was asked about is not there any more."""


class UntrackedReadError(AdvisoriesError, LookupError):
    """A task read from the whole catalogue: let it call a function that is marked with ``query`` instead."""


class _ThreadState(local):
    """The record of the task that this thread runs, and how deep in queries the thread is."""

    recorded: dict[Query, None] | None = None
    depth = 0


class Queries:
    """The answers of one build, and the record of the task that runs."""

    def __init__(self) -> None:
        self._answers: dict[Query, Any] = {}
        self._digests: dict[Query, str] = {}
        self._defined: dict[str, Callable[..., Any]] = {}
        self._thread = _ThreadState()

    def answer(self, query: Query, find: Callable[[], Answer]) -> Answer:
        """The answer, found at the first time; a query inside a query belongs to the outer one."""
        thread = self._thread
        if thread.recorded is not None and not thread.depth:
            thread.recorded[query] = None
        if query not in self._answers:
            thread.depth += 1
            try:
                self._answers[query] = find()
            finally:
                thread.depth -= 1
        answer: Answer = self._answers[query]
        return answer

    def shared(self, name: str, find: Callable[[], Answer]) -> Answer:
        """What is found once in a build for all tasks, and is no query."""
        if (name, ()) not in self._answers:
            self._answers[name, ()] = find()
        answer: Answer = self._answers[name, ()]
        return answer

    def define(self, name: str, find: Callable[..., Answer]) -> Callable[..., Answer]:
        """Make a query of something that is no function of a site."""
        self._defined[name] = ask = lambda *arguments: self.answer((name, arguments), lambda: find(*arguments))
        return ask

    def digest(self, site: Any, query: Query) -> str:
        """A name for the answer: the same for equal answers, whatever the process."""
        if query not in self._digests:
            name, arguments = query
            try:
                answer = self._defined[name](*arguments) if name in self._defined else QUERIES[name](site, *arguments)
            except LookupError:
                return GONE
            self._digests[query] = digest(to_json(answer, fallback=repr))
        return self._digests[query]

    @contextmanager
    def recorded(self) -> Iterator[dict[Query, None]]:
        """The queries that are made in this block."""
        recorded: dict[Query, None] = {}
        self._thread.recorded = recorded
        try:
            yield recorded
        finally:
            self._thread.recorded = None

    def refuse_untracked(self, what: str) -> None:
        """Raise ``UntrackedReadError`` where a task reads ``what`` without a query."""
        if self._thread.recorded is not None and not self._thread.depth:
            raise UntrackedReadError(f"a task must make a query to learn of {what}")


def query(
    function: Callable[Concatenate[Any, Arguments], Answer],
) -> Callable[Concatenate[Any, Arguments], Answer]:
    """Mark a function of a site, and of strings, as a query that tasks may make. Do not change what it returns."""
    name = function.__name__

    @wraps(function)
    def ask(site: Any, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        return site.queries.answer((name, args), lambda: function(site, *args, **kwargs))  # type: ignore[no-any-return]

    if name in QUERIES:
        raise ValueError(f"two queries are called {name}")
    QUERIES[name] = ask
    return ask


def frozen(arguments: Sequence[Any]) -> tuple[Any, ...]:
    """Arguments that were written as JSON."""
    return tuple(frozen(part) if isinstance(part, list) else part for part in arguments)
