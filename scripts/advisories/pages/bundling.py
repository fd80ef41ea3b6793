"""Modules of scripts in one file: a reader waits for one answer instead of five after one another, and for fewer bytes.

Understood is what our own modules use, and nothing else: imports of names at the beginning of a line, without renaming,
and ``export`` in front of a function, a class or a ``const``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

IMPORT = re.compile(r'^import (\{ [\w, ]+ \}) from "\./([\w./-]+)"$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
OTHER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def bundled(modules: Mapping[str, str], entry: str) -> dict[str, str]:
    """The modules with ``entry`` holding all that it imports; what other modules import of these comes from there.

    Raises ``ValueError`` for an import or export that is not understood, or for two of one name.
    """
    inside = list(dict.fromkeys(_needed(modules, entry)))
    exported = [name for module in inside for name in EXPORT.findall(modules[module])]
    if len(set(exported)) < len(exported):
        raise ValueError(f"{entry}: two modules export one name")
    whole = "".join(_scoped(module, modules[module]) for module in inside) + f"export {{ {', '.join(exported)} }}\n"
    others = {name: _from(entry, text, inside) for name, text in modules.items() if name not in inside}
    return {entry: whole, **others}


def joined_script(modules: Mapping[str, str], entry: str) -> str:
    """A script without exports, with all that it imports; raises ``ValueError`` as ``bundled`` does."""
    return "".join(_scoped(module, modules[module]) for module in dict.fromkeys(_needed(modules, entry)))


def _needed(modules: Mapping[str, str], module: str) -> Iterator[str]:
    """The module after those that it imports."""
    for _, other in IMPORT.findall(modules[module]):
        yield from _needed(modules, other)
    yield module


def _scoped(module: str, text: str) -> str:
    """The module as a function that is called once, so that its own names stay its own."""
    names = f"{{ {', '.join(EXPORT.findall(text))} }}"
    body = EXPORT.sub("", IMPORT.sub("", text))
    if found := OTHER.search(body):
        raise ValueError(f"{module}: not understood: {found[0]}")
    return f"const {names} = (() => {{\n{body}\nreturn {names}\n}})()\n"


def _from(entry: str, text: str, inside: list[str]) -> str:
    """Another module, with what it imports from those inside coming from ``entry``."""
    return IMPORT.sub(lambda match: match[0].replace(match[2], entry) if match[2] in inside else match[0], text)
