"""The handbook of a pack: cover, contents, first hour, country contacts, the pack's pages, index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..language.words import Words
from ..model import Kind
from ..pages import country_finder
from . import code
from .chapters import FIRST_SECTIONS, Chapter, Chapters
from .code import in_language
from .compiler import TypstDocument
from .directory import Directory
from .document_builder import STEPS, PackDocument
from .errors import PrintingError
from .notes import Endnotes
from .pack_freshness import PackContents
from .print_context import PrintContext
from .source import IndexMarks

FIRST_HOUR = "first-hour"


class Book(PackDocument):
    """A handbook."""

    kind = "handbook"

    def __init__(self, context: PrintContext, contents: PackContents, languages: Sequence[str], paper: str) -> None:
        super().__init__(context, contents, languages, paper)
        self.terms = {language: IndexMarks(context.names[language]) for language in languages}
        self.chapters = Chapters(self.builder, contents.keys, self.terms)

    def document(self) -> TypstDocument:
        contents = self.contents
        if not contents.keys:
            raise PrintingError(f"pack {contents.key!r} is empty: it names no page")
        chapters = self.body()
        parts = [*self.front(chapters), *(chapter.code() for chapter in chapters), self.index()]
        self.builder.parts(self.each_title())
        named = self.title(self.builder.main), " · ".join(map(self.title, self.builder.languages))
        return self.make("book.typ", "book", named, [code.array([code.text(contents.key)])], parts)

    def title(self, language: str) -> str:
        """The pack's title in one language."""
        named = dict(self.contents.titles)
        return named.get(language) or self.context.site.title(self.contents.key, language)

    def each_title(self) -> str:
        return self.builder.each(lambda language: code.text(self.title(language)))

    # -- cover and contents

    def front(self, chapters: Iterable[Chapter]) -> list[str]:
        label = self.builder.both("print.contents")
        depth = "2" if len(self.builder.languages) == 1 else "1"
        lines = [code.array([code.array(chapter.titles), str(chapter.sections)]) for chapter in chapters]
        lines.append(code.array([code.array([self.builder.both("print.index")]), "0"]))
        return [self.cover(), code.call("contents", label, label, depth, *lines)]

    def cover(self) -> str:
        """The cover: what it is, for whom, how old, where the newest version is, and that nobody official made it."""
        builder, site = self.builder, self.context.site
        address = site.addresses.absolute(self.contents.key, builder.main)
        titles = code.array(in_language(language, code.text(self.title(language))) for language in builder.languages)
        rows = [code.array([builder.both(name, '" / "'), body]) for name, body in self.rows(address)]
        return code.call(
            "cover", builder.both("downloads.kind.handbook"), titles, code.block(self.warnings()), code.array(rows),
            code.text(builder.qr(address, "page")), code.text(builder.say("print.qr_page", address=address)),
            builder.independence(),
        )  # fmt: skip

    def rows(self, address: str) -> list[tuple[str, str]]:
        """The facts on the cover."""
        builder = self.builder
        audience = self.contents.audience
        until = builder.worded(lambda words: words.day(self.freshness.reliable_until))
        return [
            *([("print.audience", builder.title(audience))] if audience else []),
            ("print.checked", builder.worded(self._checked)),
            ("print.reliable", f"strong({until})"),
            ("print.live", code.call("link", code.text(address), code.text(address))),
        ]

    def _checked(self, words: Words) -> str:
        first, last = min(self.freshness.reviewed), max(self.freshness.reviewed)
        if first == last:
            return words.day(first)
        return str(words("print.checked_between", start=words.day(first), end=words.day(last)))

    def warnings(self) -> list[str]:
        """A box on the cover about contents that are too old."""
        builder, freshness = self.builder, self.freshness
        lines = []
        if count := freshness.stale:
            lines.append(builder.worded(lambda words: words.count("print.stale_contacts", count), "parbreak()"))
        if freshness.overdue:
            lines.append(
                builder.worded(lambda words: words("print.overdue_pages", day=words.day(freshness.due)), "parbreak()")
            )
        body = code.block([";parbreak();".join(lines)])
        return [code.call("boxed", code.text("warning"), builder.both("print.stale"), body)] if lines else []

    # -- chapters

    def body(self) -> list[Chapter]:
        """Every chapter, in order."""
        contents = self.contents
        chapters = [self.first_hour()]
        chapters += [self.chapters.item(key) for key in contents.countries]
        chapters += [self.chapters.item(key) for key in contents.pages if key not in contents.countries]
        chapters += [self.chapters.item(key, FIRST_SECTIONS) for key in contents.short if key not in contents.pages]
        if contents.trainer:
            chapters.append(self.chapters.item(contents.trainer))
            chapters[-1].kicker = self.builder.both("print.about_this")
        return chapters

    def first_hour(self) -> Chapter:
        """Whom to call and where to turn to."""
        builder = self.builder
        notes = Endnotes(self.context, None, builder.languages)
        directory = Directory(builder, notes)
        steps = [builder.both(step, "linebreak()") for step in STEPS]
        body = [code.call("steps", *steps), *(directory.hotline(hotline) for hotline in self.context.hotlines)]
        if turns := list(self.turns()):
            heads = code.array(builder.both(name, '" / "') for name in ("home.happened", "print.turn_to"))
            body.append(code.call("turns", heads, *turns))
        body.append(notes.printed())
        name = f"print.chapters.{FIRST_HOUR}"
        title = builder.both(name)
        titles = [
            in_language(language, code.text(self.context.words[language](name))) for language in builder.languages
        ]
        return Chapter(FIRST_HOUR, builder.both("category.emergency"), builder.icon("phone"), title, titles, body)

    def turns(self) -> Iterable[str]:
        """Lines of the table of pages, urgent topics first, then countries."""
        keys = [key for key in self.contents.keys if self.context.entry(key).kind in (Kind.TOPIC, Kind.COUNTRY)]
        for key in sorted(keys, key=lambda page: not self.context.entry(page).is_urgent):
            yield code.array([code.text(key), self.builder.title(key)])

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
        for name in sorted((name for name, key in names.items() if key in mentions), key=country_finder.order):
            letter, key = country_finder.order(name)[0][:1].upper(), names[name]
            groups.setdefault(letter, []).append(code.array([code.text(key), code.text(name), str(mentions[key])]))
        parts = (code.array([code.text(letter), code.array(entries)]) for letter, entries in groups.items())
        own_name = self.context.site.catalogue.settings.language_names[language]
        return code.array([code.text(language), code.text(own_name), code.array(parts)])
