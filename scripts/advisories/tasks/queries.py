"""What a page asks of the rest of the site. A question is answered once in a build, and who asked it is noted.

A page is made of its own files, of what is the same for all pages, and of the answers to its questions. So a page
rendered earlier is still right where its own files are the same and every question it asked has the same answer.
To be sure that nothing escapes the notes, a page cannot read the catalogue but by a question:
``UntrackedReadError`` is raised.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from threading import local
from typing import Any, Concatenate, ParamSpec, TypeVar

from pydantic_core import to_json

from ..common.errors import AdvisoriesError

Answer = TypeVar("Answer")
Asked = tuple[str, tuple[Any, ...]]
"""Name of a question and its arguments, which are strings or tuples of strings."""

Arguments = ParamSpec("Arguments")
QUESTIONS: dict[str, Callable[..., Any]] = {}


class UntrackedReadError(AdvisoriesError, LookupError):
    """A page read from the whole catalogue: let it ask a function that is marked with ``question`` instead."""


class _Asking(local):
    """Whether this thread renders a page, what that page asked, and how deep in questions the thread is."""

    noted: dict[Asked, None] | None = None
    inside = 0


class Notes:
    """The answers of one build, and the questions of the page that is being rendered."""

    def __init__(self) -> None:
        self._answers: dict[Asked, Any] = {}
        self._digests: dict[Asked, str] = {}
        self._others: dict[str, Callable[..., Any]] = {}
        self._of_thread = _Asking()

    def answer(self, asked: Asked, find: Callable[[], Answer]) -> Answer:
        """The answer, found at the first time; a question inside a question belongs to the outer one."""
        asking = self._of_thread
        if asking.noted is not None and not asking.inside:
            asking.noted[asked] = None
        if asked not in self._answers:
            asking.inside += 1
            try:
                self._answers[asked] = find()
            finally:
                asking.inside -= 1
        known: Answer = self._answers[asked]
        return known

    def once(self, name: str, find: Callable[[], Answer]) -> Answer:
        """What is found once in a build for all pages, and is no question."""
        if (name, ()) not in self._answers:
            self._answers[name, ()] = find()
        found: Answer = self._answers[name, ()]
        return found

    def digest(self, site: Any, asked: Asked) -> str:
        """A short name of the answer: the same for equal answers, whatever the process."""
        if asked not in self._digests:
            name, arguments = asked
            answer = self._others[name](*arguments) if name in self._others else QUESTIONS[name](site, *arguments)
            self._digests[asked] = hashlib.sha256(to_json(answer, fallback=repr)).hexdigest()[:24]
        return self._digests[asked]

    def asker(self, name: str, find: Callable[..., Answer]) -> Callable[..., Answer]:
        """Make a question of something that is no function of a site."""
        self._others[name] = ask = lambda *arguments: self.answer((name, arguments), lambda: find(*arguments))
        return ask

    @contextmanager
    def of_a_page(self) -> Iterator[dict[Asked, None]]:
        """Note what is asked while a page is rendered."""
        noted: dict[Asked, None] = {}
        self._of_thread.noted = noted
        try:
            yield noted
        finally:
            self._of_thread.noted = None

    def permit(self, what: str) -> None:
        """Refuse a page that reads ``what`` without asking."""
        if self._of_thread.noted is not None and not self._of_thread.inside:
            raise UntrackedReadError(f"a page must ask a question to learn of {what}")


def question(
    function: Callable[Concatenate[Any, Arguments], Answer],
) -> Callable[Concatenate[Any, Arguments], Answer]:
    """Mark a function of a site, and of strings, as a question that pages may ask. Do not change what it returns."""
    name = function.__name__

    @wraps(function)
    def ask(site: Any, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        return site.notes.answer((name, args), lambda: function(site, *args, **kwargs))  # type: ignore[no-any-return]

    if name in QUESTIONS:
        raise ValueError(f"two questions are called {name}")
    QUESTIONS[name] = ask
    return ask


def frozen(arguments: Sequence[Any]) -> tuple[Any, ...]:
    """Arguments that were written as JSON."""
    return tuple(frozen(one) if isinstance(one, list) else one for one in arguments)
