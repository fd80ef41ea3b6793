"""What earlier audits proved: files in which every value was vouched for, by path, content and records.

A verdict is used again only for the very same bytes at the same place, read by the same program, and held against the
same records; so an audit that remembers finds what one that does not would find.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from ..tasks.cache import Cache, digest, program
from .allowlist import Allowlist


class Kept(NamedTuple):
    """A verdict as it is kept, and told by one process to another: plain values, of which there are thousands."""

    values: dict[str, int]
    not_read: dict[str, int]
    files_named: list[str]


@dataclass(frozen=True)
class Verdict:
    """What an audit saw in a file: worth keeping where the file is in order."""

    values: Counter[str] = field(default_factory=Counter)
    not_read: Counter[str] = field(default_factory=Counter)
    files_named: set[str] = field(default_factory=set)
    """Names of files of the site that stand in it: while such a file is there, its name is no contact."""

    def add(self, inside: Verdict) -> None:
        """Take in what was seen in a part of the file."""
        self.values.update(inside.values)
        self.not_read.update(inside.not_read)
        self.files_named.update(inside.files_named)

    def kept(self) -> Kept:
        """The same in plain values."""
        return Kept(dict(self.values), dict(self.not_read), sorted(self.files_named))


@dataclass(frozen=True)
class Memory:
    """The verdicts of the last audit that held a site against the same records."""

    store: Cache
    name: str
    verdicts: Mapping[str, Kept]

    @classmethod
    def of(cls, store: Cache, allowed: Allowlist) -> Memory:
        """What is remembered of these records."""
        if store.folder is None:
            return cls(store, "", {})
        name = digest("audit", program(), *allowed.parts())
        data = store.table("audit").get(name)
        return cls(store, name, _read(data) if data else {})

    def find(self, key: str) -> Kept | None:
        """The verdict on a file."""
        return self.verdicts.get(key)

    def keep(self, verdicts: Mapping[str, Kept]) -> None:
        """Remember these from now on, and no others."""
        if self.store.folder and verdicts != self.verdicts:
            self.store.table("audit").put(
                self.name, json.dumps(verdicts, separators=(",", ":"), sort_keys=True).encode()
            )


def key_of(path: str, data: bytes) -> str:
    """A name for these bytes at this place; no path holds a zero byte."""
    total = sha256(path.encode(errors="surrogateescape") + b"\0")
    total.update(data)
    return total.hexdigest()[:40]


def _read(data: bytes) -> dict[str, Kept]:
    return {key: Kept(*row) for key, row in json.loads(data).items()}
