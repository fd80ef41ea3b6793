"""Slides of a pack: the first hour, the steps of each page, the quiz, the numbers to save, the speaker's notes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from ..model import Question
from . import code
from .blocks import Article, Block, Listing, Paragraph, Section, plain
from .code import in_language
from .compiler import TypstDocument
from .document_builder import STEPS, PackDocument, far
from .look import look
from .notes import NoEndnotes
from .pack_freshness import PackContents
from .print_context import NO_INDEX_NAMES, PrintContext
from .source import IndexMarks, TypstWriter

STEPS_ON_A_SLIDE = 5
LINES_ON_A_SLIDE = (10.0, 11.5)  # of one language, of several in smaller type; the space below a step is half a line
LETTERS_ON_A_LINE = (56, 66)  # a Han sign counts as two
SECTIONS = ("do-now", "do-next", "do-not")
QUESTIONS_PER_TOPIC = 3


class Slides(PackDocument):
    """The deck of a pack; slides have one size, whatever the pack's paper."""

    kind = "slides"

    def __init__(self, context: PrintContext, contents: PackContents, languages: Sequence[str], paper: str) -> None:
        super().__init__(context, contents, languages, "a4")
        self.spoken: list[str] = []

    def document(self) -> TypstDocument:
        titles = [self.context.site.title(self.contents.key, language) for language in self.builder.languages]
        parts = [self.opening(), self.first_hour(), *self.pages(), *self.quiz(), self.last(), self.notes()]
        named = titles[0], f"{' · '.join(titles)}: {self.builder.say('downloads.kind.slides')}"
        return self.make("slides.typ", "deck", named, [self.foot()], parts)

    # -- parts

    def foot(self) -> str:
        """Code for the line under each slide: short name, numbers."""
        hotlines = self.context.hotlines[:1]
        numbers = [
            f"{hotline.short_name}   {'   '.join(phone.international for phone in far(hotline))}"
            for hotline in hotlines
        ]
        return code.text(numbers[0] if numbers else "")

    def dates(self) -> str:
        checked, until = min(self.freshness.reviewed), self.freshness.reliable_until
        return self.builder.worded(
            lambda words: (
                f"{words('print.checked')} {words.day(checked)} · {words('print.reliable')} {words.day(until)}"
            ),
            "linebreak()",
        )

    def opening(self) -> str:
        builder = self.builder
        titles = code.array(builder.titles(self.contents.key))
        kind = builder.both("downloads.kind.slides")
        return code.call("title-slide", kind, titles, self.dates(), builder.independence())

    def first_hour(self) -> str:
        """Three steps and the hotline's numbers."""
        builder = self.builder
        steps = [builder.both(step, "linebreak()") for step in STEPS]
        notice = [
            code.call("why", builder.text(hotline.notice, "linebreak()")) for hotline in self.context.hotlines[:1]
        ]
        body = code.block([code.call("ol", "false", "1", *steps), *notice])
        return self.slide(
            builder.both("category.emergency"),
            builder.both("print.chapters.first-hour"),
            "",
            body,
            self.scale(1.0, 0.8),
        )

    def slide(self, kicker: str, title: str, style: str, body: str, scale: float = 1.0) -> str:
        return code.call("slide", kicker, title, code.text(style), body, str(scale))

    def scale(self, one: float, several: float) -> float:
        """Size of type: smaller where a slide says everything twice."""
        return one if len(self.builder.languages) == 1 else several

    def pages(self) -> Iterator[str]:
        """A chapter slide for each page of the pack, then its steps."""
        for key in self.contents.pages:
            articles = {language: self.context.article(key, language) for language in self.builder.languages}
            yield self.chapter(key)
            yield from self.steps(key, articles)

    def chapter(self, key: str) -> str:
        """The slide that opens a page, and the speaker's note to it."""
        builder = self.builder
        entry = self.context.entry(key)
        glyph = entry.icon or look()["collections"][str(entry.kind)]
        lead = builder.each(lambda language: code.text(self.context.ref(key, language).page.description), "linebreak()")
        self.spoken.append(code.array([code.text(key), builder.title(key), lead]))
        return code.call(
            "chapter-slide",
            code.text(key),
            builder.both(f"print.kicker.{entry.kind}"),
            code.text(builder.icon(glyph)),
            code.array(builder.titles(key)),
            lead,
        )

    def steps(self, key: str, articles: dict[str, Article]) -> Iterator[str]:
        """Slides with the lists of a page; a list that is too long goes on on the next slide."""
        main = articles[self.builder.main]
        wanted = (
            SECTIONS
            if any(section.id in SECTIONS for section in main.sections)
            else tuple(section.id for section in main.sections)
        )
        for place, section in enumerate(main.sections):
            if section.id in wanted:
                together = [article.sections[place] for article in articles.values() if place < len(article.sections)]
                yield from self.section(key, section.id, together)

    def section(self, key: str, name: str, sections: list[Section]) -> Iterator[str]:
        """The slides of one section."""
        writers = [self.writer(key, language) for language in self.builder.languages]
        kicker = self.builder.title(key)
        titles = [
            in_language(writer.language, writer.inlines(one.title))
            for writer, one in zip(writers, sections, strict=False)
        ]
        title = code.block([';" · ";'.join(titles)])
        lists = [[block for block in section.blocks if isinstance(block, Listing)] for section in sections]
        for group in zip(*lists, strict=False):
            for start, chunks in chunked(group):
                items = [
                    code.block(
                        [
                            ";linebreak();".join(
                                in_language(writer.language, self.item(writer, item))
                                for writer, item in zip(writers, row, strict=False)
                            )
                        ]
                    )
                    for row in chunks
                ]
                body = (
                    code.call("ol", "false", str(group[0].start + start), *items)
                    if group[0].ordered
                    else code.call("ul", "false", *items)
                )
                scale = self.scale(1.0, 0.85)
                yield self.slide(kicker, title, look()["sections"].get(name, ""), body, scale)

    def writer(self, key: str, language: str) -> TypstWriter:
        """Writes without notes: the handbook has the sources."""
        return TypstWriter(
            self.context,
            language,
            NoEndnotes(self.context, key, self.builder.languages),
            (),
            IndexMarks(NO_INDEX_NAMES),
        )

    def item(self, writer: TypstWriter, blocks: tuple[Block, ...]) -> str:
        """Code for the words of a list item."""
        first = blocks[0] if blocks else None
        return writer.inlines(first.inlines) if isinstance(first, Paragraph) else '""'

    # -- quiz and end

    def quiz(self) -> Iterator[str]:
        """Question, then answer."""
        number = 0
        for key in self.contents.quiz:
            for question in self.context.entry(key).topic.quiz[:QUESTIONS_PER_TOPIC]:
                number += 1
                yield self.question(number, key, question, answered=False)
                yield self.question(number, key, question, answered=True)

    def question(self, number: int, key: str, question: Question, *, answered: bool) -> str:
        """A slide with a question, and with its answer when that has been given."""
        builder = self.builder
        options = [builder.text(option, "linebreak()") for option in question.options]
        reason = code.call("why", builder.text(question.reason, "linebreak()")) if answered else ""
        body = code.block([code.call("options", str(question.answer if answered else 0), *options), reason])
        kicker = builder.both("slides.question", number=number)
        scale = self.scale(0.95, 0.7)
        return self.slide(
            kicker,
            f"text(size: {self.scale(22, 19)}pt, {builder.text(question.question, 'linebreak()')})",
            "",
            body,
            scale,
        )

    def last(self) -> str:
        """The numbers to save, and the address of the newest version."""
        builder = self.builder
        address = self.context.site.addresses.absolute(self.contents.key, builder.main)
        numbers = [
            code.array([code.text(phone.international), builder.text(hotline.name)])
            for hotline in self.context.hotlines
            for phone in far(hotline)
        ]
        body = code.block([f"strong({builder.both('slides.save', 'linebreak()')})", code.call("numbers", *numbers)])
        alt = builder.say("print.qr_page", address=address)
        return code.call(
            "last",
            builder.both("slides.thanks"),
            body,
            code.text(builder.qr(address, "page")),
            code.text(alt),
            code.text(address),
        )

    def notes(self) -> str:
        """The speaker's notes, one line for each page."""
        builder = self.builder
        heads = code.array(
            [
                builder.both("print.turn_to", '" / "'),
                builder.both("downloads.kind.slides", '" / "'),
                builder.both("slides.notes", '" / "'),
            ]
        )
        return code.call(
            "notes", builder.both("slides.notes"), builder.both("slides.notes_lead", "linebreak()"), heads, *self.spoken
        )


def chunked(group: tuple[Listing, ...]) -> Iterator[tuple[int, list[tuple[tuple[Block, ...], ...]]]]:
    """Rows of items that fit on a slide, with the place of the first; slides of one list are about equally full."""
    rows = list(zip(*(listing.items for listing in group), strict=False))
    several = len(group) > 1
    weights = [0.5 + sum(lines_of(words_of(item), LETTERS_ON_A_LINE[several]) for item in row) for row in rows]
    most = LINES_ON_A_SLIDE[several]
    slides = len(list(_cut(weights, STEPS_ON_A_SLIDE, most)))
    even = -(-len(rows) // max(1, slides))
    cuts = list(_cut(weights, even, most))
    for start, end in cuts if len(cuts) == slides else _cut(weights, STEPS_ON_A_SLIDE, most):
        yield start, rows[start:end]


def _cut(weights: list[float], steps: int, most: float) -> Iterator[tuple[int, int]]:
    """First and last row of each slide: no more steps and lines than allowed, and at least one."""
    start, size = 0, 0.0
    for place, weight in enumerate(weights):
        if place > start and (place - start == steps or size + weight > most):
            yield start, place
            start, size = place, 0.0
        size += weight
    if weights:
        yield start, len(weights)


def lines_of(words: str, letters: int) -> int:
    """About how many lines some words take."""
    width = sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in words)
    return -(-width // letters)


def words_of(blocks: tuple[Block, ...]) -> str:
    """The text of a list item."""
    first = blocks[0] if blocks else None
    return plain(first.inlines) if isinstance(first, Paragraph) else ""
