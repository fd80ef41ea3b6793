"""Pages: what a Markdown file must and may hold. Nothing a contributor writes may run or load in a reader's browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..common.problems import Finding
from ..content.catalogue import Entry
from ..content.page_files import Page
from ..content.prose import prose
from ..content.prose.parts import Link
from ..language.values import shows
from ..model import Event, Figure, Kind, Topic
from .registry import item_rule, link_rule, page_rule
from .site_facts import SiteFacts, anchors_of

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


@page_rule
def front_matter_key(page: Page) -> Iterator[Finding]:
    """Front matter holds only `description` and, in a translation, `translated-from`."""
    for key in page.front_matter.data:
        if key not in FRONT_MATTER_KEYS:
            line = page.front_matter.line((key,))
            yield Finding(page.path, line, "front matter", key, {"choices": ", ".join(FRONT_MATTER_KEYS)})


@page_rule
def description(page: Page) -> Iterator[Finding]:
    """Every page has a description of one sentence, which search engines and link previews show."""
    if not page.description.strip() or len(page.description) > LONGEST_DESCRIPTION:
        line = page.front_matter.line(("description",))
        yield Finding(page.path, line, "description", page.description or None, {"limit": str(LONGEST_DESCRIPTION)})


@page_rule
def one_title(page: Page) -> Iterator[Finding]:
    """A page begins with its title, and has one title only."""
    titles = [heading for heading in prose(page).headings if heading.level == 1]
    first_line = next((number for number, line in enumerate(page.body.split("\n")) if line.strip()), 0)
    if not titles or titles[0].line != first_line:
        yield page.finding(first_line, "page")
    for heading in titles[1:]:
        yield page.finding(heading.line, "page", heading.text)


@page_rule
def heading_level(page: Page) -> Iterator[Finding]:
    """A heading is at most one level below the one before it."""
    before = 1
    for heading in prose(page).headings:
        if heading.level > before + 1:
            yield page.finding(heading.line, "heading", heading.text, level="#" * (before + 1))
        before = heading.level


@page_rule
def heading_id(page: Page) -> Iterator[Finding]:
    """Every second-level heading names its anchor, once a page, so that links survive translation."""
    met: set[str] = set()
    for heading in prose(page).headings:
        if (heading.level == 2 and not heading.id) or heading.id in met:
            yield page.finding(heading.line, "heading", heading.text)
        met |= {heading.id} if heading.id else set()


@page_rule
def topic_sections(page: Page) -> Iterator[Finding]:
    """A topic has its eight sections, in their order, so that a reader in a hurry finds them in the same place."""
    found = [heading for heading in prose(page).headings if heading.level == 2]
    ids = [heading.id for heading in found]
    if not page.key.startswith(f"{Kind.TOPIC}/") or ids == list(TOPIC_SECTIONS):
        return
    wrong = next((i for i, (a, b) in enumerate(zip(ids, TOPIC_SECTIONS, strict=False)) if a != b), len(ids))
    line = found[wrong].line if wrong < len(found) else page.body.count("\n")
    expected = TOPIC_SECTIONS[wrong] if wrong < len(TOPIC_SECTIONS) else "nothing more"
    yield page.finding(line, "section", str(ids[wrong]) if wrong < len(ids) else None, expected=expected)


# --- links ----------------------------------------------------------------------------------------------------


@link_rule
def link_scheme(page: Page, link: Link) -> Iterator[Finding]:
    """A link leads to a contact, a figure, a source, a page or an anchor; other addresses belong into records."""
    if link.title or not (link.scheme in LINK_SCHEMES or re.fullmatch(r"#[A-Za-z0-9_-]+", link.target)):
        yield page.finding(link.line, "link", link.title or link.target)


@link_rule
def link_text(page: Page, link: Link) -> Iterator[Finding]:
    """A link has a text that says where it leads."""
    if not link.text.strip():
        yield page.finding(link.line, "link", link.target)


@link_rule
def known_page(page: Page, link: Link, site: SiteFacts) -> Iterator[Finding]:
    """A `page:` link leads to a page of this site, and its anchor to a heading of that page."""
    if link.scheme == "page" or link.target.startswith("#"):
        key, _, anchor = link.target.removeprefix("page:").partition("#")
        anchors = anchors_of(site, key or page.key, page.language) if anchor else None
        if not site.catalogue.has_page(key or page.key) or (anchors is not None and anchor not in anchors):
            yield page.finding(link.line, "link", link.target)


@link_rule
def known_citation(page: Page, link: Link, site: SiteFacts) -> Iterator[Finding]:
    """A `source:` link names a source record of the page's item or of docs/sources.yml."""
    name = link.target.removeprefix("source:")
    if link.scheme == "source" and site.catalogue.source(site.entry_of(page), name) is None:
        yield page.finding(link.line, "link", link.target)


@link_rule
def known_figure(page: Page, link: Link, site: SiteFacts) -> Iterator[Finding]:
    """A `figure:` link names a figure of the page's own facts.yml."""
    if link.scheme == "figure" and link.target.removeprefix("figure:") not in _figures(site.entry_of(page)):
        yield page.finding(link.line, "link", link.target)


@link_rule
def figure_text(page: Page, link: Link, site: SiteFacts) -> Iterator[Finding]:
    """The text of a `figure:` link shows the recorded value, with or without separators."""
    name = link.target.removeprefix("figure:")
    figure = _figures(site.entry_of(page)).get(name) if link.scheme == "figure" else None
    if figure and not shows(link.text, figure.value):
        yield page.finding(link.line, "link text", link.text, recorded=figure.value)


def _figures(entry: Entry | None) -> Mapping[str, Figure]:
    return entry.figures if entry else {}


@item_rule
def figure_used(entry: Entry) -> Iterator[Finding]:
    """A recorded figure is used in the text of every language."""
    for name in entry.figures:
        for page in entry.pages.values():
            if not any(link.target == f"figure:{name}" for link in prose(page).links):
                yield entry.at("figures", name).finding(name, language=page.language)


# --- what may not run or load ------------------------------------------------------------------------------------


@page_rule
def no_html(page: Page) -> Iterator[Finding]:
    """Markdown holds no HTML: no tags, no comments, no scripts."""
    for words in prose(page).html:
        yield page.finding(words.line, "text", words.text.split("\n")[0])


@page_rule
def no_attributes(page: Page) -> Iterator[Finding]:
    """Braces hold nothing but the anchor of a heading."""
    for words in prose(page).attributes:
        yield page.finding(words.line, "text", words.text)
    for heading in prose(page).headings:
        if heading.attributes:
            yield page.finding(heading.line, "heading", heading.attributes)


@page_rule
def box_kind(page: Page) -> Iterator[Finding]:
    """A `///` box is of a known kind, is closed, and does not stand in another box."""
    is_open = False
    for box in prose(page).boxes:
        if is_open == bool(box.kind) or (box.kind and box.kind not in BOXES):
            yield page.finding(box.line, "box", box.kind or None, choices=", ".join(BOXES))
        is_open = bool(box.kind)
    if is_open:
        yield page.finding(prose(page).boxes[-1].line, "box", None, choices=", ".join(BOXES))


@page_rule
def picture_exists(page: Page, site: SiteFacts) -> Iterator[Finding]:
    """A picture lies in the folder of its page; nothing is loaded from elsewhere."""
    entry = site.entry_of(page)
    for picture in prose(page).pictures:
        if not entry or picture.target not in entry.pictures:
            yield page.finding(picture.line, "picture", picture.target)


@page_rule
def picture_form(page: Page) -> Iterator[Finding]:
    """A picture is a paragraph of its own, in a form that all who read Markdown here take for the same."""
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


@page_rule
def picture_text(page: Page) -> Iterator[Finding]:
    """A picture has a text that says what it shows."""
    for picture in prose(page).pictures:
        if not picture.alternative.strip():
            yield page.finding(picture.line, "picture", picture.target)


@item_rule
def picture_used(entry: Entry) -> Iterator[Finding]:
    """Every picture in an item's folder is shown on its page, in every language."""
    for name in entry.pictures:
        for page in entry.pages.values():
            if all(picture.target != name for picture in prose(page).pictures):
                yield Finding(page.path, 1, "picture", name)


@item_rule
def quiz_size(entry: Entry) -> Iterator[Finding]:
    """A topic has at least five questions, so that a training can use it."""
    if isinstance(entry.facts, Topic) and len(entry.facts.quiz) < 5:
        yield entry.at("quiz").finding(str(len(entry.facts.quiz)))


@item_rule
def event_source(entry: Entry, site: SiteFacts) -> Iterator[Finding]:
    """An event report names its main source by one of its own source records or a shared one with a printed date."""
    if isinstance(entry.facts, Event):
        source = site.catalogue.source(entry, entry.facts.source)
        if source is not None and source.published is None:
            yield entry.at("source").finding(entry.facts.source)
