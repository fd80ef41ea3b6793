"""What earlier checks found, share by share, by everything it was found from: safe to delete at any time.

A share's part in ``Common`` is made of its items' texts and of what surrounds all items; what the rules find in it
depends on the whole ``Common`` besides, in which the usual length of a translation counts by its verdicts only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ..problems import Problem
from ..settings import Settings
from ..store import Store, digest, program
from .snapshot import Snapshot

if TYPE_CHECKING:  # takes long to load, and is not needed where nothing has changed
    from ..content_files import Share
    from ..rules.common import Common


Lengths = list[tuple[int, int]]
"""Characters of passages in the first language and in another."""


@dataclass(frozen=True)
class Checked:
    """What a check found, and in how many items."""

    problems: list[Problem]
    items: int


@dataclass(frozen=True)
class Memory:
    """What is remembered of one site's content, and what of it this check has used or added."""

    store: Store
    name: str
    snapshot: Snapshot
    before: Mapping[str, Any]
    now: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store, settings: Settings, today: date) -> Memory:
        """Look at the content as it is, and at what is remembered for this day and this program."""
        snapshot = Snapshot.of(settings.docs_dir) if store.folder else Snapshot({}, {})
        name = digest("check", program(), repr(settings), str(today)) if store.folder else ""
        data = store.get(name)
        return cls(store, name, snapshot, json.loads(data) if data else {})

    @property
    def of_all(self) -> str:
        """The name of what is found in all content."""
        return digest("all", self.snapshot.around, *self.snapshot.items.values())

    def of_told(self, share: Share) -> str:
        """The name of what a share tells the others."""
        texts = (part for item in sorted(share.items) for part in (item, self.snapshot.items.get(item, "")))
        return digest("told", self.snapshot.around, str(share.is_first), *texts)

    def of_found(self, share: Share, common: str, odd: Iterable[int]) -> str:
        """The name of what the rules find in a share, beside this ``Common``, with passages of these odd lengths."""
        return digest("found", self.of_told(share), common, json.dumps(list(odd)))

    def told(self, name: str) -> tuple[Common, Lengths] | None:
        """What a share told, and the lengths of its passages, if it is remembered."""
        from ..rules.common import Common

        return (Common.from_plain(plain[0]), plain[1]) if (plain := self._use(name)) else None

    def found(self, name: str) -> Checked | None:
        """What was found, if it is remembered."""
        plain = self._use(name)
        return Checked([Problem(*row) for row in plain[0]], plain[1]) if plain else None

    def add_told(self, name: str, common: Common, lengths: Lengths) -> None:
        """Remember what a share told, and the lengths of its passages."""
        self.now[name] = (common.as_plain(), lengths)

    def add_found(self, name: str, found: Checked) -> None:
        """Remember what was found."""
        self.now[name] = ([astuple(problem) for problem in found.problems], found.items)

    def keep(self, settings: Settings) -> None:
        """Remember from now on what this check used or added, and nothing else; nothing, if files have changed."""
        is_new = self.now.keys() != self.before.keys()
        if self.store.folder and is_new and self.snapshot.is_still_true(settings.docs_dir):
            self.store.put(self.name, json.dumps(self.now, ensure_ascii=False, separators=(",", ":")).encode())
            self.store.tidy()

    def _use(self, name: str) -> Any:
        if name in self.before:
            self.now[name] = self.before[name]
        return self.before.get(name)
