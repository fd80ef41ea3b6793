"""What the programs in ``scripts/`` share: their options, how commands are made of functions, and how they fail.

Imports nothing but the standard library: a preview is marked where nothing is installed.
"""

from __future__ import annotations

import locale
import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
"""The folder of this project."""
Command = Callable[[Namespace], int]
"""Does what the options ask for; gives the exit status."""


@dataclass(frozen=True)
class Argument:
    """An argument of a program, as ``ArgumentParser.add_argument`` takes it."""

    names: tuple[str, ...]
    settings: Mapping[str, Any]


def argument(*names: str, **settings: Any) -> Argument:
    return Argument(names, settings)


CONFIG = argument("--config", type=Path, default=ROOT / "mkdocs.yml", metavar="FILE", help="the site's mkdocs.yml")


def form(*choices: str) -> Argument:
    """In which form the answer is given; the first is the usual one."""
    return argument("--format", choices=choices, default=choices[0], help="form of the answer, by default %(default)s")


def language(default: str = "") -> Argument:
    """In which language the program speaks, by default the reader's own."""
    from .problems import speaking_languages

    default = default or own_language()
    return argument("--lang", choices=speaking_languages(), default=default, help="language of the answer")


def own_language() -> str:
    """The reader's own language where the checker speaks it: ``ADVISORIES_LANG``, else the locale."""
    from .problems import speaking_languages

    wanted = os.environ.get("ADVISORIES_LANG") or locale.getlocale()[0] or ""
    languages = speaking_languages()
    return next((name for name in languages if wanted.startswith(name)), languages[0])


def in_workflow() -> bool:
    """Whether this runs inside a GitHub workflow, where findings become annotations."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def parser(description: str, *arguments: Argument) -> ArgumentParser:
    """The command line of a program: the first line of its docstring, and its arguments."""
    return _with(ArgumentParser(description=description.split("\n")[0]), arguments)


def _with(result: ArgumentParser, arguments: Sequence[Argument]) -> ArgumentParser:
    for each in arguments:
        result.add_argument(*each.names, **each.settings)
    return result


class Program:
    """A program of several commands, such as ``review.py due --days 30``."""

    def __init__(self, description: str) -> None:
        self.parser = parser(description)
        self._commands = self.parser.add_subparsers(metavar="COMMAND", required=True)

    def command(self, *arguments: Argument, name: str = "", summary: str = "") -> Callable[[Command], Command]:
        """Make a function a command, under its own name or another; its docstring is the help, or the summary."""

        def add(function: Command) -> Command:
            text = summary or (function.__doc__ or "").strip()
            title = name or getattr(function, "__name__", "").replace("_", "-")
            command = self._commands.add_parser(
                title, help=text.split("\n")[0], description=text, formatter_class=RawDescriptionHelpFormatter
            )
            _with(command, arguments).set_defaults(run=function)
            return function

        return add

    def run(self, arguments: Sequence[str] | None = None) -> int:
        options = self.parser.parse_args(arguments)
        return int(options.run(options))


def failed(program: str, reason: object, status: int = 1) -> int:
    """Say in one line why a program stops; gives its exit status."""
    print(f"{program}: {reason}", file=sys.stderr)
    return status
