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

from ..common.problems import Problem
from ..common.settings import Settings
from ..tasks.cache import Store, digest, program
from .ahead import Ahead
from .snapshot import Snapshot

if TYPE_CHECKING:  # takes long to load, and is not needed where nothing has changed
    from ..content.files import Share
    from ..rules.common import Common


NONE = Snapshot({}, {})
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
    before: Mapping[str, Any]
    ahead: Ahead
    now: dict[str, str] = field(default_factory=dict)
    """What is to be remembered, as JSON."""

    @classmethod
    def of(cls, store: Store, settings: Settings, today: date, ahead: Ahead) -> Memory:
        """What is remembered for this day and this program; ``ahead`` tells what the content is now."""
        if not store.folder:
            return cls(store, "", {}, ahead)
        name = digest("check", program(), repr(settings), str(today))
        data = store.get(name)
        return cls(store, name, json.loads(data) if data else {}, ahead)

    @property
    def snapshot(self) -> Snapshot:
        """The content as it is; of none where nothing is kept."""
        return self.ahead.snapshot if self.store.folder else NONE

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

    def add_told(self, name: str, told: str) -> None:
        """Remember what a share told, as ``told_as_text``."""
        self.now[name] = told

    def add_found(self, name: str, found: Checked) -> None:
        """Remember what was found."""
        self.now[name] = _as_text(([astuple(problem) for problem in found.problems], found.items))

    def keep(self) -> None:
        """Remember from now on what this check used or added, and nothing else; nothing, if files have changed."""
        if not self.store.folder or self.now.keys() == self.before.keys():
            return
        self.ahead.compare()
        data = ("{" + ",".join([f'"{name}":{text}' for name, text in self.now.items()]) + "}").encode()
        if self.ahead.is_still_true():
            self.store.put(self.name, data)
            self.store.tidy()

    def _use(self, name: str) -> Any:
        if name in self.before:
            self.now[name] = _as_text(self.before[name])
        return self.before.get(name)


def told_as_text(common: Common, lengths: Lengths) -> str:
    """What a share tells, and the lengths of its passages, as they are remembered."""
    return _as_text((common.as_plain(), lengths))


def _as_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
