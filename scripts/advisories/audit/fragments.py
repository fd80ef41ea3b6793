"""What an audit reads, piece by piece, and its memory of what it has read: equal parts of files are read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum


class Sort(StrEnum):
    """How a piece has to be read."""

    TEXT = "text"
    LINK = "link"
    CODE = "code"
    ANCHOR = "anchor"  # a link that dials or writes, with what it shows
    LINE = "line"  # of print
    RUN = "run"  # a whole page's text run together, its blocks no longer told apart


Piece = tuple[Sort, str]


class Seen:
    """What was read before and was in order: it need not be read again, only counted.

    ``clean`` is filled by whoever looks at the pieces, with the kinds of values each holds; ``repeated`` counts those
    of parts that were not read again.
    """

    def __init__(self) -> None:
        self.clean: dict[Piece, tuple[str, ...]] = {}
        self.done: defaultdict[str, set[str]] = defaultdict(set)
        self.looks: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        self.repeated: list[str] = []

    def read(self, sort: str, parts: Iterable[str], reader: Callable[[str], Iterable[Piece]]) -> Iterator[Piece]:
        """The pieces of those parts of a file that were not met in any file before; ``sort`` says what a part is."""
        every, done, looks = set(parts), self.done[sort], self.looks[sort]
        for part in looks.keys() & every:
            self.repeated += looks[part]
        for part in every - done:
            if not (found := tuple(reader(part))):
                done.add(part)
                continue
            yield from found
            if all(piece in self.clean for piece in found):
                done.add(part)
                if seen := tuple(look for piece in found for look in self.clean[piece]):
                    looks[part] = seen

    def take_repeated(self) -> list[str]:
        """The kinds of values in parts that were not read again, since this was last asked."""
        taken, self.repeated = self.repeated, []
        return taken
