"""The theme's templates without those in hidden folders: MkDocs lists some 14,000 icons only to leave them out."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import Any

from jinja2 import Environment, FileSystemLoader


class VisibleTemplates(FileSystemLoader):
    """Finds every template that is asked for by name; lists none below a folder whose name begins with a dot."""

    def list_templates(self) -> list[str]:
        """Names of all visible templates, in order."""
        return sorted({name for folder in self.searchpath for name in _names(folder)})


def _names(top: str) -> list[str]:
    found: list[str] = []
    for folder, folders, files in os.walk(top, followlinks=True):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = PurePath(folder).relative_to(top).as_posix()
        found += files if inside == "." else [f"{inside}/{name}" for name in files]
    return found


def use(theme: Any) -> None:
    """Let MkDocs list visible templates only."""
    make = type(theme).get_env

    def get_env() -> Environment:
        env: Environment = make(theme)
        assert isinstance(env.loader, FileSystemLoader)
        env.loader = VisibleTemplates(env.loader.searchpath)
        return env

    theme.get_env = get_env
