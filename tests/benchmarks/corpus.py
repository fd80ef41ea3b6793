"""The corpus: item folders of every kind, planned first, so that pages can link to each other, then written.

An item's own text depends on the seed and its number alone. The fictional service of the tests is part of every
corpus: its registers, list pages and five items are the smallest one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from . import facts
from .facts import Facts
from .page import Draft
from .phrases import LANGUAGES, Text, Writer, join, name_of, stock, text

SERVICE_ITEMS = 5
"""Item folders that the fictional service brings: one of each kind."""

MOST_COUNTRIES = 180
WORDS = (400, 720)
"""Fewest and most English words of a page, about."""

KINDS = ("countries", "topics", "events", "audiences", "training")
PARTS = {"countries": 0.36, "topics": 0.26, "audiences": 0.01, "training": 0.01}  # the rest are events
OPENING = 0.55  # of a topic's words stand before its second half


@dataclass(frozen=True)
class Stub:
    """An item before it is written: what others need to link to it."""

    kind: str
    place: int
    slug: str
    title: Text

    @property
    def key(self) -> str:
        """Collection and slug."""
        return f"{self.kind}/{self.slug}"


@dataclass(frozen=True)
class Item:
    """An item of the corpus: its facts, and its page in every language in this project's Markdown."""

    stub: Stub
    facts: Facts
    descriptions: Text
    bodies: Text


@dataclass(frozen=True)
class Corpus:
    """Item folders, the service's five among them; every seed gives other texts."""

    pages: int
    seed: int = 1

    def __post_init__(self) -> None:
        if self.pages < SERVICE_ITEMS * len(LANGUAGES):
            raise ValueError(f"a corpus has at least {SERVICE_ITEMS * len(LANGUAGES)} pages")

    @cached_property
    def stubs(self) -> dict[str, list[Stub]]:
        """The plan: what is written, by kind."""
        wanted = self.pages // len(LANGUAGES) - SERVICE_ITEMS
        counts = {kind: int(wanted * part) for kind, part in PARTS.items()}
        counts["countries"] = min(counts["countries"], MOST_COUNTRIES)
        counts["events"] = wanted - sum(counts.values())
        return {kind: [self._stub(kind, place) for place in range(counts[kind])] for kind in KINDS}

    def items(self) -> Iterator[Item]:
        """Every item but the service's own, one after the other: a large corpus never stands in memory whole."""
        for kind in KINDS:
            for stub in self.stubs[kind]:
                yield self._item(stub)

    def _writer(self, kind: str, place: int, part: str) -> Writer:
        return Writer(f"{self.seed}/{kind}/{place}/{part}")

    def _stub(self, kind: str, place: int) -> Stub:
        if kind == "countries":
            name = name_of(place)
            return Stub(kind, place, name["en"].lower(), name)
        writer = self._writer(kind, place, "title")
        title = writer.fill(stock()["titles"][kind])
        slug = re.sub("[^a-z]+", "-", f"{title['en']} {name_of(place)['en']}".lower())
        return Stub(kind, place, f"{_month(place)}-{slug}" if kind == "events" else slug, title)

    def _item(self, stub: Stub) -> Item:
        writer = self._writer(stub.kind, stub.place, "text")
        draft = Draft(writer, stub.title, writer.fill(stock()["descriptions"][stub.kind], name=_name(stub)))
        own = _WRITERS[stub.kind](self, stub, draft)
        shared = facts.item(stub.kind, stub.slug, writer.fill(stock()["sayings"]["page"], name=_name(stub)))
        bodies = {language: draft.body(language) for language in LANGUAGES}
        return Item(stub, {**own, **shared}, draft.description, bodies)

    def some(self, draft: Draft, kind: str, count: int, but: str = "") -> list[str]:
        """Slugs of other items that the item names; the service's own where the corpus has none yet."""
        found = [stub.slug for stub in _sample(draft, self.stubs[kind], count + 1) if stub.slug != but][:count]
        return found or [SERVICE[kind]]


SERVICE = {
    "countries": "united-kingdom", "topics": "lost-passport", "events": "2026-02-open-day", "audiences": "students",
    "training": "student-pack",
}  # fmt: skip
"""The item of each kind that the fictional service brings."""


def _sample(draft: Draft, stubs: Sequence[Stub], count: int) -> list[Stub]:
    return draft.writer.chance.sample(stubs, min(count, len(stubs)))


def _name(stub: Stub) -> Text:
    return stub.title if stub.kind == "countries" else name_of(stub.place)


def _month(place: int) -> str:
    return f"{2018 + place % 8}-{1 + place % 12:02d}"


def _links(corpus: Corpus, draft: Draft, but: str) -> None:
    """A line with links to two topics and an event."""
    said = stock()["sayings"]
    stubs = [*_sample(draft, corpus.stubs["topics"], 2), *_sample(draft, corpus.stubs["events"], 1)]
    for stub in stubs:
        if stub.slug != but:
            draft.add(join(text(said["see"]), "[", stub.title, f"](page:{stub.key})", text(".|。")))
            draft.add("")
    draft.add(join(text(said["hotline"]), "[Freedonia Line](contact:hotline/freedonia-line)", text(".|。")))
    draft.add("")


def _cited(draft: Draft) -> None:
    """A sentence with its source."""
    said = join(
        "[", text(stock()["sayings"]["source"]), "](source:report)", text(": |："), draft.writer.one_of("advice")
    )
    draft.add(said)
    draft.add("")


def _length(draft: Draft) -> int:
    return draft.writer.chance.randint(*WORDS)


def _country(corpus: Corpus, stub: Stub, draft: Draft) -> Facts:
    length = _length(draft)
    draft.paragraph()
    draft.heading("know")
    draft.bullets("advice")
    _cited(draft)
    draft.heading("arrival")
    draft.box()
    draft.bullets("step", sign="1.")
    draft.heading("roads")
    draft.table()
    draft.until(length - 60, draft.paragraph)
    draft.heading("living")
    draft.paragraph()
    _links(corpus, draft, stub.slug)
    found = facts.country(draft.writer, stub.place, stub.slug, stub.title)
    return {**found, "topics": corpus.some(draft, "topics", 3)}


def _topic(corpus: Corpus, stub: Stub, draft: Draft) -> Facts:
    length = _length(draft)
    found = facts.topic(draft.writer, stub.place)
    draft.paragraph(sentences=2)
    for anchor, kind, sign in (("do-now", "step", "1."), ("do-next", "step", "1."), ("do-not", "not", "-")):
        draft.heading(anchor)
        draft.bullets(kind, sign=sign)
    draft.heading("how-it-happens")
    figure = dict.fromkeys(LANGUAGES, f"[{found['figures']['cases']['value']}](figure:cases)")
    draft.add(draft.writer.one_of("figure", figure=figure))
    draft.add("")
    _cited(draft)
    draft.until(int(length * OPENING), draft.paragraph)
    draft.heading("prevention")
    draft.box()
    draft.table()
    for anchor, kind in (("mission-can", "can"), ("mission-cannot", "cannot")):
        draft.heading(anchor)
        draft.bullets(kind, 3)
    draft.heading("for-you")
    draft.bullets("advice", 2)
    draft.until(length - 40, lambda: draft.bullets("advice", 2))
    _links(corpus, draft, stub.slug)
    found["related"] = corpus.some(draft, "topics", 2, stub.slug)
    return {**found, "audiences": corpus.some(draft, "audiences", 1), "countries": corpus.some(draft, "countries", 3)}


def _event(corpus: Corpus, stub: Stub, draft: Draft) -> Facts:
    length = _length(draft)
    draft.paragraph("report", 2)
    draft.heading("what-happened")
    _cited(draft)
    draft.until(length // 2, lambda: draft.paragraph("report"))
    draft.heading("materials")
    draft.table()
    draft.heading("questions")
    draft.bullets("question", 3)
    draft.heading("copy")
    draft.bullets("step", sign="1.")
    draft.until(length - 40, draft.paragraph)
    _links(corpus, draft, stub.slug)
    found = facts.event(draft.writer, _month(stub.place))
    return {**found, "audiences": corpus.some(draft, "audiences", 1), "topics": corpus.some(draft, "topics", 2)}


def _audience(corpus: Corpus, stub: Stub, draft: Draft) -> Facts:
    length = _length(draft)
    draft.paragraph()
    draft.heading("first")
    draft.bullets("step", sign="1.")
    draft.until(length - 60, draft.paragraph)
    draft.heading("later")
    draft.paragraph()
    _links(corpus, draft, stub.slug)
    topics = corpus.some(draft, "topics", 5)
    lines = [{"text": draft.writer.one_of("check"), "topic": topic} for topic in topics]
    return {"icon": "school", "topics": topics, "checklist": lines, "packs": corpus.some(draft, "training", 1)}


def _pack(corpus: Corpus, stub: Stub, draft: Draft) -> Facts:
    length = _length(draft)
    draft.paragraph()
    draft.heading("who")
    draft.bullets("advice", 3)
    draft.heading("course")
    draft.bullets("step", sign="1.")
    draft.until(length, draft.paragraph)
    topics = corpus.some(draft, "topics", 3)
    pages = [f"topics/{topic}" for topic in topics]
    audience = corpus.some(draft, "audiences", 1)[0]
    return {"audience": audience, "pages": pages, "cards": corpus.some(draft, "countries", 2), "quiz": topics}


_WRITERS = {"countries": _country, "topics": _topic, "events": _event, "audiences": _audience, "training": _pack}
