"""What the search's scripts and the builder must do alike: ``constants.js`` of the scripts is written from here."""

from __future__ import annotations

import json

from ..common.characters import HAN, UNSPACED
from . import documents, traditional

HEAD = "// What scripts and builder must do alike: written by `new.py schemas` from search/constants.py.\n"


def as_module() -> str:
    """The constants as a JavaScript module, in the form of its formatter."""
    constants = {
        "UNSPACED_SIGNS": UNSPACED.replace(HAN, r"\p{Script=Han}"),  # between the brackets of a pattern with the flag u
        "EVERY_PAGE": documents.EVERY_PAGE,
        "FIRST_TRADITIONAL": traditional.FIRST,
        "NO_STEP": traditional.PLAIN,
    }
    lines = (f"export const {name} = {json.dumps(value)}\n" for name, value in constants.items())
    return HEAD + "".join(lines)
