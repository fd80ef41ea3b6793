"""The first hour of a topic at a glance: its stages, read from the rendered page, so that no step is written twice."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from ..rules.pages import FIRST_HOUR


@dataclass(frozen=True)
class Stage:
    """A section of the first hour: its anchor, its heading, and how many points it has."""

    id: str
    title: str
    points: int


def stages(html: str) -> tuple[Stage, ...]:
    """The stages of a page in their order; none where it has no such section."""
    page = LexborHTMLParser(html)
    return tuple(
        Stage(
            name,
            heading.text(strip=True),
            len(page.css(f"section.part-{name} > ol > li, section.part-{name} > ul > li")),
        )
        for name in FIRST_HOUR
        if (heading := page.css_first(f"section.part-{name} > h2"))
    )
