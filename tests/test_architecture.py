"""The layers of the package, its names, and what it takes from others: what ``ARCHITECTURE.md`` promises."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

import pytest
from support import ROOT

PACKAGE = ROOT / "scripts" / "advisories"
LAYERS = (
    "common", "tasks", "model", "content", "language", "contacts", "public", "translation", "rules", "pages",
    "search", "outputs", "printing", "audit", "build", "review", "editing",
)  # fmt: skip
"""Each may import those before it."""
FOREIGN = ("mkdocs", "markdown", "jinja2", "pagefind", "material", "pymdownx", "atexit")


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package by its dotted name."""
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        yield name, ast.parse(file.read_text(encoding="utf-8"))


def imported(name: str, tree: ast.Module) -> Iterator[str]:
    """The packages of this project that a module imports, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            above = name.split(".")[: -node.level]
            targets = [node.module] if node.module else [alias.name for alias in node.names]
            yield from ((above + target.split("."))[0] for target in targets)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("advisories."):
            yield str(node.module).split(".")[1]


def test_every_package_has_its_layer() -> None:
    assert {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists()} == set(LAYERS)


def test_imports_run_downwards() -> None:
    found = {
        (name, target)
        for name, tree in modules()
        for target in imported(name, tree)
        if name != "__init__" and LAYERS.index(target) > LAYERS.index(name.split(".")[0])
    }
    assert not found


def test_a_class_name_stands_once() -> None:
    homes = defaultdict(set)
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                homes[node.name].add(name)
    assert not {name: modules for name, modules in homes.items() if len(modules) > 1}


def test_every_exception_has_the_base_and_says_that_it_is_one() -> None:
    wrong = []
    for name, tree in modules():
        for node in ast.walk(tree):
            bases = {getattr(base, "id", "") for base in node.bases} if isinstance(node, ast.ClassDef) else set()
            if (
                bases & {"Exception", "ValueError", "LookupError", "OSError", "RuntimeError"}
                and name != "common.errors"
            ) and ("AdvisoriesError" not in bases or not node.name.endswith("Error")):
                wrong.append(f"{name}.{node.name}")
    assert not wrong


def private_imports(tree: ast.Module) -> Iterator[str]:
    """Names with a leading underscore that are taken from a library, by import or by attribute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] in FOREIGN:
            yield from (alias.name for alias in node.names if alias.name.startswith("_"))
        elif isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
            yield from (node.attr for _ in [0] if isinstance(node.value, ast.Name) and node.value.id in FOREIGN)


def test_nothing_private_of_others_is_used() -> None:
    assert not {(name, part) for name, tree in modules() for part in private_imports(tree)}


@pytest.mark.parametrize("name", ["mkdocs"])
def test_one_place_speaks_to_mkdocs(name: str) -> None:
    """``build.mkdocs_adapter`` and ``hooks.py``."""
    found = {
        module
        for module, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] == name
    }
    assert found == {"build.mkdocs_adapter"}
