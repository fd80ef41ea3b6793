"""Changes to the tree of a rendered page: what style sheets need and what a small screen needs."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

ALIGNMENTS = ("left", "center", "right")


def sections(root: Element) -> None:
    """Wrap each second-level heading and what follows it; the section's class comes from the heading's id."""
    current: Element | None = None
    for child in list(root):
        if child.tag == "h2":
            current = Element("section", {"class": f"part part-{child.get('id', 'section')}"})
            root.insert(list(root).index(child), current)
        if current is not None:
            root.remove(child)
            current.append(child)


def tables(root: Element, label: str) -> None:
    """Let wide tables scroll on their own, reachable by keyboard; alignment becomes a class, never ``style``."""
    number = 0
    for parent in list(root.iter()):
        for index, child in enumerate(list(parent)):
            if child.tag == "table":
                number += 1
                _align(child)
                parent[index] = _frame(child, f"{label} {number}")


def _frame(table: Element, label: str) -> Element:
    frame = Element("div", {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": label})
    frame.tail, table.tail = table.tail, None
    frame.append(table)
    return frame


def _align(table: Element) -> None:
    for cell in table.iter():
        style = cell.attrib.pop("style", "")
        name = style.removeprefix("text-align:").strip(" ;")
        if name in ALIGNMENTS:
            cell.set("class", f"align-{name}")


def code_blocks(root: Element) -> None:
    """Let code that is wider than the screen be scrolled by keyboard."""
    for block in root.iter("pre"):
        for code in block.iter("code"):
            code.set("tabindex", "0")


def pictures(root: Element, size_of: Callable[[str], tuple[int, int] | None]) -> None:
    """Load pictures only when they come near the screen, and keep their room free until then."""
    for picture in root.iter("img"):
        if size := size_of(picture.get("src", "")):
            picture.set("width", str(size[0]))
            picture.set("height", str(size[1]))
        picture.set("loading", "lazy")
        picture.set("decoding", "async")
