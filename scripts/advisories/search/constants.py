"""What the search's scripts and the builder must do alike: ``constants.js`` of the scripts is written from here."""

from __future__ import annotations

import json
import re

from ..common.characters import UNSPACED
from . import documents, traditional

HEAD = "// What scripts and builder must do alike: written by `new.py schemas` from search/constants.py.\n"
POINT = re.compile(r"\\U0*([0-9a-fA-F]+)")
WIDTH = 120


def as_module() -> str:
    """The constants as a JavaScript module, in the form of its formatter."""
    constants = {
        "UNSPACED_SIGNS": POINT.sub(r"\\u{\1}", UNSPACED),  # between the brackets of a pattern with the flag u
        "EVERY_PAGE": documents.EVERY_PAGE,
        "FIRST_TRADITIONAL": traditional.FIRST,
        "NO_STEP": traditional.PLAIN,
    }
    return HEAD + "".join(_line(f"export const {name} =", json.dumps(value)) for name, value in constants.items())


def _line(name: str, value: str) -> str:
    return f"{name} {value}\n" if len(f"{name} {value}") <= WIDTH else f"{name}\n  {value}\n"
