"""Small sites for tests: a copy of the fictional service with one thing changed."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from PIL import Image

from advisories import rules
from advisories.common.problems import as_text
from advisories.common.settings import read_settings
from advisories.content.catalogue import Catalogue, load

HERE = Path(__file__).parent
ROOT = HERE.parent
SERVICE = HERE / "service"
T = TypeVar("T")
TODAY = date(2026, 3, 1)
"""The day on which the fictional service breaks no rule."""


def _last_day_in_content() -> date:
    texts = (file.read_text(encoding="utf-8") for file in (ROOT / "docs").rglob("*.yml"))
    pattern = re.compile(r"\b(?:reviewed|seen|on): ([0-9]{4}-[0-9]{2}-[0-9]{2})")
    return max(date.fromisoformat(day) for text in texts for day in pattern.findall(text))


CONTENT_DAY = _last_day_in_content()
"""The day for which the real site is built in tests: the last one that its records name."""


def epoch_of(day: date) -> str:
    """The day as ``SOURCE_DATE_EPOCH`` names it."""
    return str((day - date(1970, 1, 1)).days * 86400)


Edit = str | bytes | tuple[str, str] | None
"""New content · ``(old, new)`` to replace exactly one place · ``None`` to delete."""


def make_docs(folder: Path, edits: Mapping[str, Edit] | None = None) -> Path:
    """A copy of the fictional service under ``folder`` with the edits made; returns its ``mkdocs.yml``.

    Keys are paths such as ``docs/countries/united-kingdom/facts.yml``.
    """
    shutil.copytree(SERVICE, folder, dirs_exist_ok=True)
    for path, edit in (edits or {}).items():
        apply(folder / path, edit)
    return folder / "mkdocs.yml"


def apply(file: Path, edit: Edit) -> None:
    """Make one edit."""
    if edit is None:
        file.unlink()
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(edit, bytes):
        file.write_bytes(edit)
    elif isinstance(edit, str):
        file.write_text(edit, encoding="utf-8")
    else:
        text = file.read_text(encoding="utf-8")
        assert text.count(edit[0]) == 1, f"{edit[0]!r} must stand once in {file}, stands {text.count(edit[0])} times"
        file.write_text(text.replace(*edit), encoding="utf-8")


def catalogue(folder: Path, edits: Mapping[str, Edit] | None = None) -> Catalogue:
    """The catalogue of such a copy."""
    return load(read_settings(make_docs(folder, edits)))


def lines(
    folder: Path, edits: Mapping[str, Edit] | None = None, *, language: str = "en", today: date = TODAY
) -> list[str]:
    """What the checker says about such a copy, one line a problem."""
    return [as_text(problem, language) for problem in rules.problems(catalogue(folder, edits), today)]


def make_project(folder: Path, docs: Path = SERVICE / "docs") -> Path:
    """A copy of the whole project that publishes the fictional service, or other content; returns the folder.

    Scripts, templates and settings are the real ones, so that ``folder/scripts/build.py`` builds what a reader gets.
    """
    for name in ("scripts", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(docs, folder / "docs")
    for name in ("LICENSE", "LICENSE-CONTENT", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder / name)
    if not (folder / "docs/about.en.md").exists():
        apply(folder / "mkdocs.yml", ("  - about.md\n", ""))
    return folder


def build_command(project: Path, *more: str) -> list[str]:
    """What publishes a copy of the project into its own ``site/``."""
    return [sys.executable, str(project / "scripts/build.py"), *more]


def content_of(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by path."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def eventually(ask: Callable[[], T], wanted: T, seconds: float = 20) -> None:
    """Wait until the answer is the wanted one: what a browser does beside a page ends at no time that a page shows."""
    end = time.monotonic() + seconds
    while (found := ask()) != wanted and time.monotonic() < end:
        time.sleep(0.05)
    assert found == wanted


def encoded(form: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """A picture of one colour in a format that Pillow knows."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **options)
    return out.getvalue()
