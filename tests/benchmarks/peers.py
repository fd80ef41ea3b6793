"""The generators that this project is measured against, each in an environment of its own with pinned versions."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from advisories.common.errors import AdvisoriesError

from . import plain

HERE = Path(__file__).with_name("peers")
SITE = "site"
"""Folder of the output, in the folder of a contestant."""

Command = list[str]


class PeerAbsentError(AdvisoriesError):
    """A peer cannot be installed here; the message says why."""


@dataclass(frozen=True)
class Contestant:
    """One generator in its own copy of the corpus, ready to build."""

    name: str
    folder: Path
    commands: tuple[Command, ...]
    caches: tuple[str, ...] = ()
    edited: Path | None = None
    """The page that is edited before a warm build; ``None`` where the generator keeps nothing between builds."""

    def clean(self) -> None:
        """Put the output and everything kept from earlier builds out of the way.

        It is not removed: for minutes afterwards ext4 passes over every inode that was freed, one by one, whenever a
        file is made, and the next build would pay for it. A build on a new machine does not.
        """
        for name in (SITE, *self.caches):
            if (self.folder / name).exists():
                away = Path(mkdtemp(prefix=f"{self.folder.name}-", dir=self.folder.parent))
                (self.folder / name).rename(away / name)


@dataclass(frozen=True)
class Peer:
    """How one generator is set up; its configuration and lock file lie in ``peers/<id>/``."""

    id: str
    name: str
    write: Callable[[Path, Path], None]
    commands: tuple[str, ...]
    caches: tuple[str, ...] = ()
    edited: str | None = None


PEERS = (
    Peer("material", "MkDocs, Material, static-i18n, jieba", plain.write_suffixed, ("mkdocs build --quiet",)),
    Peer("properdocs", "ProperDocs, same plug-ins", plain.write_suffixed, ("properdocs build --quiet",)),
    Peer(
        "zensical", "Zensical", plain.write_folders,
        ("zensical build --config-file en.yml", "zensical build --config-file zh.yml"),
        (".cache",), "docs/en/topics/lost-passport.md",
    ),
    Peer("hugo", "Hugo and Pagefind", plain.write_hugo, ("hugo --quiet", "pagefind_extended --silent --site site")),
)  # fmt: skip


def prepare(peer: Peer, config: Path, folder: Path, cache: Path) -> Contestant:
    """Install the peer if need be, and write its copy of the corpus; raises ``PeerAbsentError``."""
    environment = install(peer, cache)
    shutil.copytree(HERE / peer.id, folder)
    peer.write(config, folder)
    commands = tuple(_command(environment, words.split()) for words in peer.commands)
    return Contestant(peer.name, folder, commands, peer.caches, folder / peer.edited if peer.edited else None)


def _command(environment: Path, words: Command) -> Command:
    """The program itself where a package wraps one: starting Python first would slow the peer down."""
    program, *arguments = words
    wrapped = [
        file
        for file in (environment / "lib").glob(f"python*/site-packages/*/**/{program}")
        if file.is_file() and os.access(file, os.X_OK)
    ]
    return [str(wrapped[0] if wrapped else environment / "bin" / program), *arguments]


def install(peer: Peer, cache: Path) -> Path:
    """The peer's environment, made anew when its lock file has changed; raises ``PeerAbsentError``."""
    environment = cache / peer.id
    lock = (HERE / peer.id / "requirements.lock").read_text(encoding="utf-8")
    stamp = environment / "installed.lock"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == lock:
        return environment
    shutil.rmtree(environment, ignore_errors=True)
    _run([sys.executable, "-m", "venv", str(environment)])
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--ignore-requires-python", "--require-hashes", "--no-deps"]
    _run([*pip, "--requirement", str(HERE / peer.id / "requirements.lock")])
    stamp.write_text(lock, encoding="utf-8")
    return environment


def _run(command: Command) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or ["pip failed"]
        raise PeerAbsentError(lines[-1])


def version(peer: Peer) -> str:
    """The pinned version of the generator itself."""
    first = (HERE / peer.id / "requirements.in").read_text(encoding="utf-8").split()[0].partition("==")[0]
    lock = (HERE / peer.id / "requirements.lock").read_text(encoding="utf-8")
    return next(line.split("==")[1].split()[0] for line in lock.splitlines() if line.startswith(f"{first}=="))
