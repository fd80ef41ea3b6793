"""A task is a function of named inputs and recorded queries to bytes; its result is kept under the digest of both."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .cache import Table
from .parallel import run_all
from .queries import Query


@dataclass(frozen=True)
class Task:
    """One piece of work. A later result of the same ``key`` takes the place of an earlier one."""

    key: str
    inputs: str
    """The digest of all that the result is made from, but the answers to queries."""
    run: Callable[[], bytes]


@dataclass(frozen=True)
class QuerySource:
    """What tasks query: a site, and the digest of all that its queries can be answered from."""

    site: Any
    state: str


@dataclass(frozen=True)
class KeptResult:
    """A result with what it hangs on: the inputs, the state of the source, and the answers to the recorded queries."""

    inputs: str
    state: str
    answers: Mapping[Query, str]
    result: bytes

    def as_bytes(self) -> bytes:
        """The form in which it is kept."""
        head = json.dumps([self.inputs, self.state, [[*query, answer] for query, answer in self.answers.items()]])
        return head.encode() + b"\n" + self.result

    @classmethod
    def from_bytes(cls, data: bytes) -> KeptResult:
        """The reverse of ``as_bytes``."""
        head, _, result = data.partition(b"\n")
        inputs, state, answers = json.loads(head)
        return cls(inputs, state, {(name, _frozen(arguments)): one for name, arguments, one in answers}, result)

    def is_right(self, inputs: str, source: QuerySource | None) -> bool:
        """Whether the task would give this result again. Where nothing has changed at all, every answer is the same."""
        if self.inputs != inputs:
            return False
        if source is None or self.state == source.state:
            return True
        queries = source.site.queries
        return all(queries.digest(source.site, query) == answer for query, answer in self.answers.items())


def results(
    tasks: Sequence[Task],
    table: Table,
    source: QuerySource | None = None,
    *,
    is_kept: Callable[[bytes], bool] = lambda result: True,
    prepare: Callable[[], None] = lambda: None,
) -> list[bytes]:
    """The result of every task, in order: from the table where it is still right, else made now, on all cores.

    ``is_kept`` tells which results are worth keeping; ``prepare`` is called if anything has to be made.
    """
    kept = {key: KeptResult.from_bytes(data) for key, data in table.get_all(task.key for task in tasks).items()}
    missing = [task for task in tasks if not (task.key in kept and kept[task.key].is_right(task.inputs, source))]
    if missing:
        prepare()
    made = dict(zip(map(id, missing), run_all(lambda task: _made(task, source), missing), strict=True))
    table.put_all({task.key: entry.as_bytes() for task in missing if is_kept((entry := made[id(task)]).result)})
    return [(made.get(id(task)) or kept[task.key]).result for task in tasks]


def _made(task: Task, source: QuerySource | None) -> KeptResult:
    if source is None:
        return KeptResult(task.inputs, "", {}, task.run())
    queries = source.site.queries
    with queries.recorded() as recorded:
        result = task.run()
    return KeptResult(
        task.inputs, source.state, {query: queries.digest(source.site, query) for query in recorded}, result
    )


def _frozen(arguments: list[Any]) -> tuple[Any, ...]:
    return tuple(_frozen(part) if isinstance(part, list) else part for part in arguments)
