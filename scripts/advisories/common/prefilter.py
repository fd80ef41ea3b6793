"""Many texts searched as one: most hold nothing that a rule looks for, and are passed by at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate


class Texts:
    """Different texts, one below the other."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(dict.fromkeys(texts))

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    @cached_property
    def _whole(self) -> tuple[str, list[int]]:
        return _joined(self._texts)

    @cached_property
    def _small(self) -> tuple[str, list[int]]:
        if all(map(str.isascii, self._texts)):  # of other letters, the small form may be longer
            whole, starts = self._whole
            return whole.lower(), starts
        return _joined([text.lower() for text in self._texts])

    def met(self, pattern: re.Pattern[str], *, small: bool = False) -> frozenset[str]:
        """Every text that holds what the pattern looks for; ``small``: once its letters are small.

        A few others may be among them, never is one missing, if to the pattern the end of a line is as good as the
        end of the text.
        """
        whole, starts = self._small if small else self._whole
        found: set[str] = set()
        position = 0
        while match := pattern.search(whole, position):
            first, last = bisect_right(starts, match.start()) - 1, bisect_right(starts, match.end()) - 1
            found.update(self._texts[first : last + 1])  # more than one: what begins in the first may hide the next
            if last + 1 == len(starts):
                break
            position = starts[last + 1]
        return frozenset(found)

    def holding(self, words: str) -> frozenset[str]:
        """Every text that holds this, once its letters are small; it must be in small letters itself, on one line."""
        whole, starts = self._small
        found: set[str] = set()
        position = whole.find(words)
        while position >= 0:
            after = bisect_right(starts, position)
            found.add(self._texts[after - 1])
            position = whole.find(words, starts[after]) if after < len(starts) else -1
        return frozenset(found)


def _joined(texts: list[str]) -> tuple[str, list[int]]:
    """The texts as lines of one, and where each begins."""
    return "\n".join(texts), [0, *accumulate(len(text) + 1 for text in texts[:-1])]
