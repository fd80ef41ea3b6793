"""What an audit reads, piece by piece, and its memory of what it has read: equal parts of files are read once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum


class Sort(StrEnum):
    """How a piece has to be read."""

    TEXT = "text"
    LINK = "link"
    CODE = "code"
    ANCHOR = "anchor"  # a link that dials or writes, with what it shows
    RUN = "run"  # a whole page's text run together, its blocks no longer told apart


Piece = tuple[Sort, str]


class Seen:
    """What was read before and was in order: it need not be read again, only counted.

    ``clean`` is filled by whoever looks at the pieces, with the kinds of values each holds.
    """

    def __init__(self) -> None:
        self.clean: dict[Piece, tuple[str, ...]] = {}
        self.done: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        self.met: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def read(self, sort: str, parts: Iterable[str], reader: Callable[[str], Iterable[Piece]]) -> Iterator[Piece]:
        """The pieces of those parts of a file that were not met in any file before; ``sort`` says what a part is."""
        every, done = set(parts), self.done[sort]
        self.met[sort].update(every)
        for part in every.difference(done):
            found = tuple(reader(part))
            yield from found
            if all(piece in self.clean for piece in found):
                done[part] = tuple(look for piece in found for look in self.clean[piece])
                self.met[sort][part] -= 1

    def repeated(self) -> Counter[str]:
        """How many values stood in parts that were not read again."""
        values: Counter[str] = Counter()
        for sort, done in self.done.items():
            for part, looks in done.items():
                for look in looks:
                    values[look] += self.met[sort][part]
        return values
