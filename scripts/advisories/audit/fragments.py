"""What an audit reads, fragment by fragment; equal parts of files are read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum


class FragmentKind(StrEnum):
    """How a fragment has to be read."""

    TEXT = "text"
    LINK = "link"
    CODE = "code"
    ANCHOR = "anchor"  # a link that dials or writes, with what it shows
    LINE = "line"  # of print


Fragment = tuple[FragmentKind, str]


class FragmentMemo:
    """What was read before and was in order: it need not be read again, only counted.

    ``clean`` is filled by whoever reads fragments, with the kinds of values each holds; ``repeated`` counts those
    of parts that were not read again.
    """

    def __init__(self) -> None:
        self.clean: dict[Fragment, tuple[str, ...]] = {}
        self.done: defaultdict[str, set[str]] = defaultdict(set)
        self.kinds: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        self.repeated: list[str] = []

    def read(self, sort: str, parts: Iterable[str], reader: Callable[[str], Iterable[Fragment]]) -> Iterator[Fragment]:
        """The fragments of those parts of a file that were not met in any file before; ``sort`` says what a part is."""
        every, done, kinds = set(parts), self.done[sort], self.kinds[sort]
        for part in kinds.keys() & every:
            self.repeated += kinds[part]
        for part in every - done:
            if not (found := tuple(reader(part))):
                done.add(part)
                continue
            yield from found
            if all(fragment in self.clean for fragment in found):
                done.add(part)
                if seen := tuple(kind for fragment in found for kind in self.clean[fragment]):
                    kinds[part] = seen

    def take_repeated(self) -> list[str]:
        """The kinds of values in parts that were not read again, since this was last asked."""
        taken, self.repeated = self.repeated, []
        return taken
