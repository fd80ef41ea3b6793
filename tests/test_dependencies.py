"""Every library that the code imports is declared, and every declared one is used."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import yaml
from support import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAMED_BY_MKDOCS = {"mkdocs-material": "material", "mkdocs-static-i18n": "i18n", "pymdown-extensions": "pymdownx"}
"""Not imported but named in ``mkdocs.yml``, as the theme, a plug-in, an extension."""


def normal(name: str) -> str:
    """https://packaging.python.org/en/latest/specifications/name-normalization/"""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    return {normal(re.split(r"[^\w.-]", line)[0]) for line in PROJECT["project"]["dependencies"]}


def imported() -> set[str]:
    """Top-level modules that the code imports and that are neither its own nor the standard library's."""
    found: set[str] = set()
    for file in (ROOT / "scripts").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(str(node.module).partition(".")[0])
    own = {file.stem for file in (ROOT / "scripts").iterdir()}
    return found - own - set(sys.stdlib_module_names)


def test_every_import_is_declared() -> None:
    homes = packages_distributions()
    missing = {module for module in imported() if not {normal(name) for name in homes[module]} & declared()}
    assert missing == set()


def test_every_declared_library_is_used() -> None:
    homes = packages_distributions()
    used = {normal(name) for module in imported() for name in homes[module]}
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    named = {library for library, word in NAMED_BY_MKDOCS.items() if re.search(rf"\b{word}\b", settings)}
    assert declared() - used - named == set()


def test_locks_hold_every_declared_library_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pinned = {normal(match) for match in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
        assert declared() <= pinned
        assert "://" not in text


def test_hooks_of_the_configuration_exist() -> None:
    text = re.sub(r"!\S+", "", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert all((ROOT / hook).is_file() for hook in yaml.safe_load(text)["hooks"])
