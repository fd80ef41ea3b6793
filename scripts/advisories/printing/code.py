"""Typst code from Python values. Text always becomes a string literal, so nothing in it can be taken for markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..common.characters import printable

ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": " ", "\t": " ", "\r": ""})


def text(words: object) -> str:
    """A string literal."""
    return f'"{printable(str(words).translate(ESCAPES))}"'


def call(function: str, *arguments: str, **named: str) -> str:
    """A function call; arguments are code already."""
    inside = [*arguments, *(f"{name.replace('_', '-')}: {value}" for name, value in named.items())]
    return f"{function}({', '.join(inside)})"


def block(parts: Iterable[str]) -> str:
    """A code block: its parts are joined into one content."""
    return "{" + ";".join(part for part in parts if part) + "}"


def array(parts: Iterable[str]) -> str:
    """An array; a single element keeps its comma."""
    return "(" + "".join(f"{part}," for part in parts) + ")"


def in_language(language: str, body: str) -> str:
    """A part in one language."""
    return call("in-language", text(language), body)


def value(data: object) -> str:
    """A dictionary, list, string, number or boolean as a literal."""
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, int | float):
        return str(data)
    if isinstance(data, Mapping):
        inside = ",".join(f"{text(name)}:{value(one)}" for name, one in data.items())
        return f"({inside or ':'})"
    if isinstance(data, list | tuple):
        return array(value(part) for part in data)
    return text(data)
