"""Another process that looks at all files, and reads facts of items, while this one still loads the rules.

Loading takes a sixth of a check, and more than one processor cannot load. At the end it looks at the files once more,
while this process writes down what is to be remembered.
"""

from __future__ import annotations

import os
import select
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..common.settings import read_settings
from ..content.reading import UnreadableError, read_text
from ..content.yaml_files import packed, read_yaml
from ..tasks.parallel import may_fork, processors
from .channel import Channel, fork
from .snapshot import Snapshot

FACTS = "/facts.yml"
LOST = (EOFError, BrokenPipeError)
"""How it shows that the other process was killed: this one does its work then."""


class Ahead:
    """The files as they were in the beginning, and whether they still are; without ``begin`` nothing is done ahead."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.facts: Mapping[str, bytes] = {}
        """Files of facts by path, packed; those that could be read before ``take_over``."""
        self._channel: Channel | None = None
        self._snapshot: Snapshot | None = None

    def begin(self) -> None:
        """Start the other process, if there is a processor for it."""
        if processors() > 1 and may_fork():
            self._channel = fork(self._work)

    def take_over(self) -> None:
        """Let the other process stop reading, and learn what it knows."""
        if self._snapshot is None:
            self._ask()
            self._snapshot, self.facts = self._answer() or (None, {})

    @property
    def snapshot(self) -> Snapshot:
        """All files as they are; taken now, if nobody has."""
        if self._snapshot is None:
            self._snapshot = Snapshot.of(self.folder)
        return self._snapshot

    def compare(self) -> None:
        """Let the other process begin to find out whether all files are as they were."""
        self._ask()

    def is_still_true(self) -> bool:
        """Whether they are."""
        answer = self._answer()
        return self.snapshot.is_still_true(self.folder) if answer is None else bool(answer)

    def end(self) -> None:
        """Let the other process end, if there is one."""
        if self._channel:
            self._channel.close()
            os.waitpid(self._channel.process, 0)
            self._channel = None

    # -- in this process

    def _ask(self) -> None:
        with suppress(*LOST):
            if self._channel:
                self._channel.send("go on")

    def _answer(self) -> Any:
        with suppress(*LOST):
            return self._channel.receive() if self._channel else None
        return None

    # -- in the other

    def _work(self, parent: Channel) -> None:
        snapshot = self.snapshot
        _ = snapshot.around, snapshot.items  # they are sent with it
        facts: dict[str, bytes] = {}
        for path in snapshot.names:
            if path.endswith(FACTS):
                if not self.reads_on(parent):
                    break
                self._read(path, facts)
        with suppress(*LOST):
            parent.receive()
            parent.send((snapshot, facts))
            parent.receive()
            parent.send(snapshot.is_still_true(self.folder))

    def reads_on(self, parent: Channel) -> bool:
        """Whether the other process may read one more file: nobody asks for what it knows."""
        return not is_asked(parent)

    def _read(self, path: str, facts: dict[str, bytes]) -> None:
        name = f"{self.folder.name}/{path}"
        with suppress(UnreadableError, OSError):  # whoever reads it next says why
            facts[name] = packed(read_yaml(read_text(self.folder / path, name), name))


_early: dict[Path, Ahead] = {}


def begin_early(arguments: Sequence[str], config: Path) -> None:
    """Begin with the content that the program will read once it is loaded; ``--config`` may name another file."""
    named = (Path(value) for option, value in pairwise(arguments) if option == "--config")
    with suppress(Exception):  # whatever is wrong is said when the program reads it
        folder = read_settings(next(named, config).resolve()).docs_dir
        _early[folder] = Ahead(folder)
        _early[folder].begin()


def begun(folder: Path) -> Ahead:
    """What was begun early for this folder, for the first who asks; else one that has not begun."""
    return _early.pop(folder, None) or Ahead(folder)


def is_asked(parent: Channel) -> bool:
    """Whether something has come that was not received yet."""
    return bool(select.select([parent.incoming], [], [], 0)[0])
