"""Pages: what a Markdown file must and may hold. Nothing a contributor writes may run or load in a reader's browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..common.problems import Finding
from ..content.catalogue import Entry
from ..content.prose import prose
from ..content.values import shows
from ..model import Event, Figure, Kind, Topic
from .registry import Check, rule

FRONT_MATTER_KEYS = ("description", "translated-from")
LINK_SCHEMES = ("contact", "figure", "source", "page")
BOXES = ("note", "tip", "warning", "danger", "details")
LONGEST_DESCRIPTION = 200
TOPIC_SECTIONS = (
    "do-now", "do-next", "do-not", "how-it-happens", "prevention", "mission-can", "mission-cannot", "for-you",
)  # fmt: skip
PICTURE = re.compile(r"(?: {4})*!\[[^\\`*_\[\]<>{}]*\]\([^\s()\\<>\"']*\)")
"""A picture on a line: a text without signs of Markdown, a plain target, no title; below a step it is indented."""
LATER_STEP = re.compile(r"(?!1[.)])[0-9]+[.)] ")
FIRST_HOUR = TOPIC_SECTIONS[:3]
"""The sections that say what to do in the first hour."""


@rule
def front_matter_key(check: Check) -> Iterator[Finding]:
    """Front matter holds only `description` and, in a translation, `translated-from`."""
    for _, _, page in check.catalogue.all_pages():
        for key in page.front_matter.data:
            if key not in FRONT_MATTER_KEYS:
                line = page.front_matter.line((key,))
                yield Finding(page.path, line, "front matter", key, {"choices": ", ".join(FRONT_MATTER_KEYS)})


@rule
def description(check: Check) -> Iterator[Finding]:
    """Every page has a description of one sentence, which search engines and link previews show."""
    for _, _, page in check.catalogue.all_pages():
        if not page.description.strip() or len(page.description) > LONGEST_DESCRIPTION:
            line = page.front_matter.line(("description",))
            yield Finding(page.path, line, "description", page.description or None, {"limit": str(LONGEST_DESCRIPTION)})


@rule
def one_title(check: Check) -> Iterator[Finding]:
    """A page begins with its title, and has one title only."""
    for _, _, page in check.catalogue.all_pages():
        titles = [heading for heading in prose(page).headings if heading.level == 1]
        first_line = next((number for number, line in enumerate(page.body.split("\n")) if line.strip()), 0)
        if not titles or titles[0].line != first_line:
            yield page.finding(first_line, "page")
        for heading in titles[1:]:
            yield page.finding(heading.line, "page", heading.text)


@rule
def heading_level(check: Check) -> Iterator[Finding]:
    """A heading is at most one level below the one before it."""
    for _, _, page in check.catalogue.all_pages():
        before = 1
        for heading in prose(page).headings:
            if heading.level > before + 1:
                yield page.finding(heading.line, "heading", heading.text, level="#" * (before + 1))
            before = heading.level


@rule
def heading_id(check: Check) -> Iterator[Finding]:
    """Every second-level heading names its anchor, once a page, so that links survive translation."""
    for _, _, page in check.catalogue.all_pages():
        met: set[str] = set()
        for heading in prose(page).headings:
            if (heading.level == 2 and not heading.id) or heading.id in met:
                yield page.finding(heading.line, "heading", heading.text)
            met |= {heading.id} if heading.id else set()


@rule
def topic_sections(check: Check) -> Iterator[Finding]:
    """A topic has its eight sections, in their order, so that a reader in a hurry finds them in the same place."""
    for entry in check.catalogue.of(Kind.TOPIC):
        for page in entry.pages.values():
            found = [heading for heading in prose(page).headings if heading.level == 2]
            ids = [heading.id for heading in found]
            if ids != list(TOPIC_SECTIONS):
                wrong = next((i for i, (a, b) in enumerate(zip(ids, TOPIC_SECTIONS, strict=False)) if a != b), len(ids))
                line = found[wrong].line if wrong < len(found) else page.body.count("\n")
                expected = TOPIC_SECTIONS[wrong] if wrong < len(TOPIC_SECTIONS) else "nothing more"
                yield page.finding(line, "section", str(ids[wrong]) if wrong < len(ids) else None, expected=expected)


# --- links ----------------------------------------------------------------------------------------------------


@rule
def link_scheme(check: Check) -> Iterator[Finding]:
    """A link leads to a contact, a figure, a source, a page or an anchor; other addresses belong into records."""
    for _, _, page in check.catalogue.all_pages():
        for link in prose(page).links:
            if link.title or not (link.scheme in LINK_SCHEMES or re.fullmatch(r"#[A-Za-z0-9_-]+", link.target)):
                yield page.finding(link.line, "link", link.title or link.target)


@rule
def link_text(check: Check) -> Iterator[Finding]:
    """A link has a text that says where it leads."""
    for _, _, page in check.catalogue.all_pages():
        for link in prose(page).links:
            if not link.text.strip():
                yield page.finding(link.line, "link", link.target)


@rule
def known_page(check: Check) -> Iterator[Finding]:
    """A `page:` link leads to a page of this site, and its anchor to a heading of that page."""
    for key, _, page in check.catalogue.all_pages():
        for link in prose(page).links:
            if link.scheme == "page":
                target, _, anchor = link.target.removeprefix("page:").partition("#")
            elif link.target.startswith("#"):
                target, anchor = key, link.target[1:]
            else:
                continue
            if not _leads_somewhere(check, target, anchor, page.language):
                yield page.finding(link.line, "link", link.target)


def _leads_somewhere(check: Check, key: str, anchor: str, language: str) -> bool:
    if not (check.catalogue.has_item(key) or key in check.common.loose_pages):
        return False
    anchors = check.common.anchors.get((key, language))
    return not anchor or anchors is None or anchor in anchors


@rule
def known_citation(check: Check) -> Iterator[Finding]:
    """A `source:` link names a source record of the page's item or of docs/sources.yml."""
    for _, entry, page in check.catalogue.all_pages():
        for link in prose(page).links:
            if link.scheme == "source" and check.catalogue.source(entry, link.target.removeprefix("source:")) is None:
                yield page.finding(link.line, "link", link.target)


@rule
def known_figure(check: Check) -> Iterator[Finding]:
    """A `figure:` link names a figure of the page's own facts.yml."""
    for _, entry, page in check.catalogue.all_pages():
        for link in prose(page).links:
            if link.scheme == "figure" and link.target.removeprefix("figure:") not in figures(entry):
                yield page.finding(link.line, "link", link.target)


@rule
def figure_text(check: Check) -> Iterator[Finding]:
    """The text of a `figure:` link shows the recorded value, with or without separators."""
    for _, entry, page in check.catalogue.all_pages():
        for link in prose(page).links:
            figure = figures(entry).get(link.target.removeprefix("figure:")) if link.scheme == "figure" else None
            if figure and not shows(link.text, figure.value):
                yield page.finding(link.line, "link text", link.text, recorded=figure.value)


def figures(entry: Entry | None) -> Mapping[str, Figure]:
    """The figures an item records; empty for kinds that have none."""
    found: Mapping[str, Figure] = getattr(entry.facts, "figures", {}) if entry else {}
    return found


@rule
def figure_used(check: Check) -> Iterator[Finding]:
    """A recorded figure is used in the text of every language."""
    for entry in check.catalogue.entries.values():
        for name in figures(entry):
            for page in entry.pages.values():
                if not any(link.target == f"figure:{name}" for link in prose(page).links):
                    yield entry.at("figures", name).finding(name, language=page.language)


# --- what may not run or load ------------------------------------------------------------------------------------


@rule
def no_html(check: Check) -> Iterator[Finding]:
    """Markdown holds no HTML: no tags, no comments, no scripts."""
    for _, _, page in check.catalogue.all_pages():
        for words in prose(page).html:
            yield page.finding(words.line, "text", words.text.split("\n")[0])


@rule
def no_attributes(check: Check) -> Iterator[Finding]:
    """Braces hold nothing but the anchor of a heading."""
    for _, _, page in check.catalogue.all_pages():
        for words in prose(page).attributes:
            yield page.finding(words.line, "text", words.text)
        for heading in prose(page).headings:
            if heading.attributes:
                yield page.finding(heading.line, "heading", heading.attributes)


@rule
def box_kind(check: Check) -> Iterator[Finding]:
    """A `///` box is of a known kind, is closed, and does not stand in another box."""
    for _, _, page in check.catalogue.all_pages():
        is_open = False
        for box in prose(page).boxes:
            if is_open == bool(box.kind) or (box.kind and box.kind not in BOXES):
                yield page.finding(box.line, "box", box.kind or None, choices=", ".join(BOXES))
            is_open = bool(box.kind)
        if is_open:
            yield page.finding(prose(page).boxes[-1].line, "box", None, choices=", ".join(BOXES))


@rule
def picture_exists(check: Check) -> Iterator[Finding]:
    """A picture lies in the folder of its page; nothing is loaded from elsewhere."""
    for _, entry, page in check.catalogue.all_pages():
        for picture in prose(page).pictures:
            if not entry or picture.target not in entry.pictures:
                yield page.finding(picture.line, "picture", picture.target)


@rule
def picture_form(check: Check) -> Iterator[Finding]:
    """A picture is a paragraph of its own, in a form that all who read Markdown here take for the same."""
    for _, _, page in check.catalogue.all_pages():
        lines = page.body.split("\n") if "![" in page.body else []
        for number, line in enumerate(lines):
            if "![" in line and not (PICTURE.fullmatch(line.rstrip()) and _stands_alone(lines, number)):
                yield page.finding(number, "picture", line.strip()[:60])


def _stands_alone(lines: list[str], number: int) -> bool:
    """Whether nothing touches a line, and it parts no steps: those below a picture would be counted from 1 again."""
    around = (one.strip() for one in lines[max(number - 1, 0) : number] + lines[number + 1 : number + 2])
    after = next((one for one in lines[number + 1 :] if one.strip()), "")
    parts_steps = not lines[number].startswith(" ") and LATER_STEP.match(after)
    return not parts_steps and all(not one or one.startswith("///") for one in around)


@rule
def picture_text(check: Check) -> Iterator[Finding]:
    """A picture has a text that says what it shows."""
    for _, _, page in check.catalogue.all_pages():
        for picture in prose(page).pictures:
            if not picture.alternative.strip():
                yield page.finding(picture.line, "picture", picture.target)


@rule
def picture_used(check: Check) -> Iterator[Finding]:
    """Every picture in an item's folder is shown on its page, in every language."""
    for entry in check.catalogue.entries.values():
        for name in entry.pictures:
            for page in entry.pages.values():
                if all(picture.target != name for picture in prose(page).pictures):
                    yield Finding(page.path, 1, "picture", name)


@rule
def quiz_size(check: Check) -> Iterator[Finding]:
    """A topic has at least five questions, so that a training can use it."""
    for entry in check.catalogue.of(Kind.TOPIC):
        if isinstance(entry.facts, Topic) and len(entry.facts.quiz) < 5:
            yield entry.at("quiz").finding(str(len(entry.facts.quiz)))


@rule
def event_source(check: Check) -> Iterator[Finding]:
    """An event report names its main source by one of its own source records or a shared one with a printed date."""
    for entry in check.catalogue.of(Kind.EVENT):
        assert isinstance(entry.facts, Event)
        source = check.catalogue.source(entry, entry.facts.source)
        if source is not None and source.published is None:
            yield entry.at("source").finding(entry.facts.source)
