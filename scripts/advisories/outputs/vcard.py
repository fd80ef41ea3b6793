"""vCard 4.0 (RFC 6350), and 3.0 (RFC 2426) for cameras: lines, escaping and folding. No kept library writes 4.0."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..common.characters import printable

LONGEST = 75
"""Octets in a line without its break (section 3.2)."""

PARAMETER_SAFE = re.compile(r"[A-Za-z0-9-]+")


@dataclass(frozen=True)
class Property:
    """A property; several ``parts`` are the components of a structured value, such as those of ``ADR``."""

    name: str
    parts: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...] = ()
    is_text: bool = True


@dataclass
class VCard:
    """A card, property by property, in the order in which they are added."""

    version: str = "4.0"
    properties: list[Property] = field(default_factory=list)

    def add(self, name: str, *parts: str | None, **parameters: str | None) -> None:
        """Add a text property; nothing is added where its value is unknown."""
        self._add(name, parts, parameters, is_text=True)

    def add_uri(self, name: str, value: str | None, **parameters: str | None) -> None:
        """Add an address, which is not escaped."""
        self._add(name, (value,), parameters, is_text=False)

    def _add(
        self, name: str, parts: tuple[str | None, ...], parameters: dict[str, str | None], *, is_text: bool
    ) -> None:
        if all(part is None for part in parts):
            return
        given = tuple((key.upper(), value) for key, value in parameters.items() if value)
        self.properties.append(Property(name, tuple(part or "" for part in parts), given, is_text))

    def __str__(self) -> str:
        lines = ("BEGIN:VCARD", f"VERSION:{self.version}", *map(_line, self.properties), "END:VCARD")
        return "".join(f"{folded}\r\n" for line in lines for folded in fold(line))


def cards(many: Iterable[VCard]) -> str:
    """Several cards in one file (section 3.3)."""
    return "".join(map(str, many))


def escaped(text: str) -> str:
    """A text value (section 3.4): backslash, comma, semicolon and line break."""
    lines = printable(text).replace("\r\n", "\n").replace("\r", "\n")
    return lines.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n").replace("\t", " ")


def _line(one: Property) -> str:
    parameters = "".join(f";{name}={_parameter(value)}" for name, value in one.parameters)
    value = ";".join(map(escaped, one.parts)) if one.is_text else "".join(printable(one.parts[0]).split())
    return f"{one.name}{parameters}:{value}"


def _parameter(value: str) -> str:
    if PARAMETER_SAFE.fullmatch(value):
        return value
    inside = " ".join(printable(value).split()).replace("^", "^^").replace('"', "^'")  # RFC 6868
    return f'"{inside}"'


def fold(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, no character cut in two; every line but the first begins with a blank."""
    rest, room = line, LONGEST
    first = True
    while len(rest.encode()) > room:
        cut = len(rest.encode()[:room].decode(errors="ignore"))
        yield rest[:cut] if first else f" {rest[:cut]}"
        rest, first, room = rest[cut:], False, LONGEST - 1
    yield rest if first else f" {rest}"
