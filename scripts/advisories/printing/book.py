"""The handbook of a pack: cover, contents, first hour, country contacts, the pack's pages, index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..model import Kind
from . import code
from .chapters import FIRST_SECTIONS, Chapter, Chapters
from .code import tongue
from .compiler import TypstDocument
from .directory import Directory
from .document_builder import STEPS, DocumentBuilder, day_code
from .errors import PrintingError
from .notes import Endnotes
from .pack_freshness import PackContents, PackFreshness
from .print_context import PrintContext
from .source import IndexMarks

FIRST_HOUR = "first-hour"
CONTACTS = "contacts"


class Book:
    """Builds one handbook."""

    def __init__(self, context: PrintContext, contents: PackContents, languages: Sequence[str], paper: str) -> None:
        self.context = context
        self.contents = contents
        self.builder = DocumentBuilder(context, languages, paper)
        self.freshness = PackFreshness(context, contents)
        self.terms = {language: IndexMarks(context.names[language]) for language in languages}
        self.chapters = Chapters(self.builder, contents.keys, self.terms)

    def document(self) -> TypstDocument:
        """The whole document."""
        contents = self.contents
        if not contents.keys:
            raise PrintingError(f"pack {contents.key!r} is empty: it names no page")
        title = self.title(self.builder.main)
        chapters = self.body()
        made = [*self.front(chapters), *(chapter.code() for chapter in chapters), self.index()]
        self.builder.parts(self.each_title())
        opening = code.call(
            "book.with", code.text(self.builder.main), code.text(" · ".join(map(self.title, self.builder.languages))),
            day_code(max(self.freshness.reviewed)), code.array([code.text(contents.key)]),
        )  # fmt: skip
        main = "\n".join(['#import "book.typ": *', f"#show: {opening}", *(f"#{part}" for part in made)])
        return self.builder.document(
            "handbook", "handbook", contents.key, title, main, max(self.freshness.reviewed), contents.keys
        )

    def title(self, language: str) -> str:
        """The pack's title in one language."""
        named = dict(self.contents.titles)
        return named.get(language) or self.context.site.title(self.contents.key, language)

    def each_title(self) -> str:
        """Code for the title in every language."""
        return self.builder.each(lambda language: code.text(self.title(language)))

    # -- cover and contents

    def front(self, chapters: Iterable[Chapter]) -> list[str]:
        """Cover and contents."""
        label = self.builder.both("print.contents")
        depth = "2" if len(self.builder.languages) == 1 else "1"
        lines = [code.array([code.array(chapter.titles), str(chapter.sections)]) for chapter in chapters]
        lines.append(code.array([code.array([self.builder.both("print.index")]), "0"]))
        return [self.cover(), code.call("contents", label, label, depth, *lines)]

    def cover(self) -> str:
        """The cover: what it is, for whom, how old, where the newest version is, and that nobody official made it."""
        builder, site = self.builder, self.context.site
        address = site.addresses.absolute(self.contents.key, builder.main)
        titles = code.array(tongue(language, code.text(self.title(language))) for language in builder.languages)
        rows = [code.array([builder.both(name, '" / "'), body]) for name, body in self.rows(address)]
        return code.call(
            "cover", builder.both("downloads.kind.handbook"), titles, code.block(self.warnings()), code.array(rows),
            code.text(builder.qr(address, "page")), code.text(builder.say("print.qr_page", address=address)),
            builder.independence(),
        )  # fmt: skip

    def rows(self, address: str) -> list[tuple[str, str]]:
        """The facts on the cover."""
        builder, words = self.builder, self.context.words
        rows = []
        if self.contents.audience:
            key = self.contents.audience
            rows.append(
                ("print.audience", builder.each(lambda language: code.text(self.context.site.title(key, language))))
            )
        rows.append(("print.checked", builder.each(lambda language: code.text(self._checked(language)))))
        until = self.freshness.reliable_until
        rows.append(
            ("print.reliable", f"strong({builder.each(lambda language: code.text(words[language].day(until)))})")
        )
        rows.append(("print.live", code.call("link", code.text(address), code.text(address))))
        return rows

    def _checked(self, language: str) -> str:
        words = self.context.words[language]
        first, last = min(self.freshness.reviewed), max(self.freshness.reviewed)
        if first == last:
            return words.day(first)
        return str(words("print.checked_between", start=words.day(first), end=words.day(last)))

    def warnings(self) -> list[str]:
        """Boxes on the cover about contents that are too old."""
        builder, words = self.builder, self.context.words
        lines = []
        if count := self.freshness.stale:
            lines.append(
                builder.each(
                    lambda language: code.text(words[language].count("print.stale_contacts", count)),
                    "parbreak()",
                )
            )
        if self.freshness.overdue:
            due = self.freshness.due
            lines.append(
                builder.each(
                    lambda language: code.text(words[language]("print.overdue_pages", day=words[language].day(due))),
                    "parbreak()",
                )
            )
        if not lines:
            return []
        return [
            code.call(
                "boxed",
                code.text("warning"),
                builder.both("print.stale"),
                code.block([";parbreak();".join(lines)]),
            )
        ]

    # -- chapters

    def body(self) -> list[Chapter]:
        """Every chapter, in order."""
        contents = self.contents
        chapters = [self.first_hour()]
        chapters += [self.chapters.item(key) for key in contents.countries]
        chapters += [self.chapters.item(key) for key in contents.pages if key not in contents.countries]
        chapters += [self.chapters.item(key, FIRST_SECTIONS) for key in contents.short if key not in contents.pages]
        if contents.trainer:
            chapters.append(self.trainer())
        return chapters

    def trainer(self) -> Chapter:
        """The pack's own page."""
        chapter = self.chapters.item(self.contents.trainer)
        chapter.kicker = self.builder.both("print.about_this")
        return chapter

    def first_hour(self) -> Chapter:
        """Whom to call and where to turn to."""
        builder = self.builder
        notes = Endnotes(self.context, None, builder.languages)
        directory = Directory(builder, notes)
        steps = [builder.both(step, "linebreak()") for step in STEPS]
        body = [
            code.call("steps", *steps),
            *(directory.hotline(hotline) for hotline in self.context.hotlines),
        ]
        if turns := list(self.turns()):
            heads = code.array(builder.both(name, '" / "') for name in ("home.happened", "print.turn_to"))
            body.append(code.call("turns", heads, *turns))
        body.append(notes.printed())
        title = builder.both(f"print.chapters.{FIRST_HOUR}", '" · "')
        titles = [
            tongue(language, code.text(self.context.words[language](f"print.chapters.{FIRST_HOUR}")))
            for language in builder.languages
        ]
        return Chapter(FIRST_HOUR, builder.both("category.emergency"), builder.icon("phone"), title, titles, body)

    def turns(self) -> Iterable[str]:
        """Lines of the table of pages, urgent topics first, then countries."""
        keys = [key for key in self.contents.keys if self.context.entry(key).kind in (Kind.TOPIC, Kind.COUNTRY)]
        for key in sorted(keys, key=lambda one: not self.context.entry(one).is_urgent):
            name = self.builder.each(lambda language, key=key: code.text(self.context.site.title(key, language)))
            yield code.array([code.text(key), name])

    # -- index

    def index(self) -> str:
        """Countries and topics in the order of each language."""
        builder = self.builder
        mentions: Counter[str] = Counter()
        for terms in self.terms.values():
            mentions |= terms.used  # languages are paired: what both mention, they mention on the same page
        parts = [self._indexed(language, mentions) for language in builder.languages]
        label = builder.both("print.index")
        return code.call("index", label, label, builder.both("print.index_lead", "linebreak()"), *parts)

    def _indexed(self, language: str, mentions: Mapping[str, int]) -> str:
        """Code for the names of one language, of pages that were marked; what no page mentions is left out."""
        names = self.context.names[language].keys
        groups: dict[str, list[str]] = {}
        for name in sorted((name for name, key in names.items() if key in mentions), key=self.context.order):
            letter, key = self.context.order(name)[0][:1].upper(), names[name]
            groups.setdefault(letter, []).append(code.array([code.text(key), code.text(name), str(mentions[key])]))
        parts = (code.array([code.text(letter), code.array(entries)]) for letter, entries in groups.items())
        own_name = self.context.site.catalogue.settings.language_names[language]
        return code.array([code.text(language), code.text(own_name), code.array(parts)])
