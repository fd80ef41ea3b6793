"""On which line of its file a text stands, for messages."""

from __future__ import annotations

import re

from ..pages.site_context import Ref


def line_of(ref: Ref, needle: str) -> int:
    """The line of the file on which the text stands, or where the body begins if it stands nowhere.

    Python-Markdown keeps no lines; this is asked only once something is wrong.
    """
    wanted = re.sub(r"[\s*_`\\]+", "", needle)
    while wanted:
        for number, line in enumerate(ref.page.body.split("\n")):
            if wanted in re.sub(r"\]\([^)]*\)|[\s*_`\\\[\]]+", "", line) or wanted in re.sub(r"\s+", "", line):
                return ref.page.body_line + number
        wanted = wanted[: len(wanted) // 2]
    return ref.page.body_line
