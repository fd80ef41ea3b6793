"""A change to a contact, and the two values it lies between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ..model import Source


class Verb(StrEnum):
    """What happened to a value."""

    ADDED = "added"
    REORDERED = "reordered"
    CHANGED = "changed"
    REMOVED = "removed"
    WITHHELD = "withheld"
    PUBLISHED = "published"
    EVIDENCE = "evidence"
    LISTED = "listed"
    UNLISTED = "unlisted"
    UNREADABLE = "unreadable"


GUARDS = frozenset(("retired", "refused"))
"""Lists that protect: an entry more needs one approval, an entry less needs two."""


@dataclass(frozen=True)
class Evidence:
    """One source of a value, as far as a reviewer needs it."""

    name: str
    title: str
    url: str
    via: str
    seen: date
    published: str
    grade: str

    @classmethod
    def of(cls, name: str, source: Source) -> Evidence:
        """From a source record."""
        published = source.published.root if source.published else ""
        title = " / ".join(words for _, words in source.title.items())
        return cls(name, title, source.url or "", source.via or "", source.seen, published, str(source.grade))


@dataclass(frozen=True)
class Value:
    """A contact, laid out for comparison."""

    owner: str
    use: str
    shown: str
    more: tuple[tuple[str, str], ...]
    withheld: str
    evidence: tuple[Evidence, ...]
    path: str
    is_phone: bool = False

    @property
    def newest(self) -> date:
        """The latest day on which a source was seen to carry the value."""
        return max((source.seen for source in self.evidence), default=date.min)


@dataclass(frozen=True)
class Change:
    """One difference between the two revisions."""

    verb: Verb
    owner: str
    use: str
    old: Value | None = None
    new: Value | None = None
    without_newer_source: bool = False
    note: str = ""
    with_owner: bool = False
    is_warning: bool = False
    """Whether the value warns readers: to take it away is no withdrawal."""

    @property
    def danger(self) -> int:
        """What a reviewer must see first comes first: it decides the order, and what is left out of a long comment."""
        if self.verb is Verb.UNREADABLE or self.without_newer_source:
            return 0
        if self.is_withdrawal:
            return 5
        if self.verb is Verb.EVIDENCE:
            return 4 if self._is_renewal else 3
        value = self.new or self.old
        return 1 if value and value.is_phone else 2

    @property
    def _is_renewal(self) -> bool:
        """Whether nothing is different but that the same sources were seen again later."""
        if not (self.old and self.new) or self.old.withheld != self.new.withheld or len(self.gone) != len(self.come):
            return False
        pairs = list(zip(self.gone, self.come, strict=True))
        return all(old.seen < new.seen and replace(old, seen=new.seen) == new for old, new in pairs)

    @property
    def gone(self) -> tuple[Evidence, ...]:
        """Evidence of the old value that the new one no longer has, as it was."""
        new = self.new.evidence if self.new else ()
        return tuple(source for source in (self.old.evidence if self.old else ()) if source not in new)

    @property
    def come(self) -> tuple[Evidence, ...]:
        """Evidence that the old value did not have so."""
        old = self.old.evidence if self.old else ()
        return tuple(source for source in (self.new.evidence if self.new else ()) if source not in old)

    @property
    def is_withdrawal(self) -> bool:
        """Whether it only takes something away from readers, or only adds to a protecting list.

        A withheld record warns editors of its value; it may go with its mission, not by itself.
        """
        if self.verb in (Verb.LISTED, Verb.UNLISTED):
            return (self.verb is Verb.LISTED) == (self.owner in GUARDS)
        warned = self.old is not None and bool(self.old.withheld) and not self.with_owner
        return self.verb is Verb.WITHHELD or (self.verb is Verb.REMOVED and not warned and not self.is_warning)


def of_text(owner: str, use: str, old: str | None, new: str | None, *, is_warning: bool = False) -> Change:
    """A change to a text that stands beside contacts; ``None`` where there was none, or is none now."""
    verb = Verb.ADDED if old is None else Verb.REMOVED if new is None else Verb.CHANGED
    return Change(verb, owner, use, _text_value(owner, old), _text_value(owner, new), is_warning=is_warning)


def of_order(owner: str, use: str, old: Iterable[str], new: Iterable[str]) -> Iterator[Change]:
    """A change where what both sides hold stands in another order; nothing where it does not."""
    old, new = list(old), list(new)
    before, after = ([name for name in side if name in old and name in new] for side in (old, new))
    if before != after:
        was, now = (_text_value(owner, " · ".join(side)) for side in (before, after))
        yield Change(Verb.REORDERED, owner, use, was, now)


def _text_value(owner: str, words: str | None) -> Value | None:
    return None if words is None else Value(owner, "", words, (), "", (), "")


def needs_two(changes: Iterable[Change]) -> bool:
    """Whether anything but a withdrawal is among the changes."""
    return any(not change.is_withdrawal for change in changes)
