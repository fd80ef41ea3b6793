"""Chapters of a handbook: one item each, in every language of the document, paired section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ..language.words import Words
from ..model import Audience, Event, Kind, Text
from ..pages import lists
from ..public.models import PublicAlert, PublicCountry
from . import code
from .blocks import Admonition, Article, DataTable, Image, Paragraph
from .code import in_language
from .directory import Directory, address
from .document_builder import DocumentBuilder, bold
from .look import look
from .notes import Endnotes
from .source import IndexMarks, TypstWriter, weight

LONGEST_KEPT_PAIR = 1400  # bytes; a longer pair of columns may break over a page
FIRST_SECTIONS = ("do-now", "do-next", "do-not")


@dataclass
class Chapter:
    """A chapter before it is put together: label, heads and body as code."""

    label: str
    kicker: str
    glyph: str
    head: str
    titles: list[str]
    body: list[str]
    sections: int = 0

    def code(self) -> str:
        """The call of the template's ``chapter``."""
        return code.call(
            "chapter", code.text(self.label), self.kicker, code.text(self.glyph), self.head,
            code.array(self.titles), code.block(self.body),
        )  # fmt: skip


class Chapters:
    """Makes the chapters of one document; ``inside`` are the keys of the pages it prints."""

    def __init__(self, builder: DocumentBuilder, inside: Sequence[str], terms: dict[str, IndexMarks]) -> None:
        self.builder = builder
        self.context = builder.context
        self.inside = tuple(inside)
        self.terms = terms

    # -- an item

    def item(self, key: str, only: tuple[str, ...] = ()) -> Chapter:
        """The chapter of a page: its facts, its text, its contacts; ``only`` picks sections."""
        entry = self.context.entry(key)
        notes = Endnotes(self.context, key, self.builder.languages)
        body = [] if only else list(self._before(key, notes))
        body += self.text(key, notes, only)
        if not only:
            body += list(self._after(key))
        body.append(notes.printed())
        kicker = code.block([self._mark(key), self.builder.both(f"print.kicker.{entry.kind}")])
        glyph = entry.icon or look()["collections"][str(entry.kind)]
        sections = len(self.article(key, self.builder.main, only).sections)
        return Chapter(
            key, kicker, self.builder.icon(glyph), self.builder.title(key), self.builder.titles(key), body, sections
        )

    def _mark(self, key: str) -> str:
        return self.terms[self.builder.main].mark(key)

    def article(self, key: str, language: str, only: tuple[str, ...]) -> Article:
        """The page's text, or some of its sections."""
        article = self.context.article(key, language)
        return article.only(only) if only else article

    def text(self, key: str, notes: Endnotes, only: tuple[str, ...] = ()) -> list[str]:
        """Code for the page's own text, its languages paired section by section."""
        writers = {
            language: TypstWriter(self.context, language, notes, self.inside, self.terms[language])
            for language in self.builder.languages
        }
        articles = {language: self.article(key, language, only) for language in self.builder.languages}
        parts = [
            self._pair(
                {language: writers[language].lead(article) for language, article in articles.items()}, articles, None
            )
        ]
        for number, sections in enumerate(zip_longest(*(article.sections for article in articles.values()))):
            written = {
                language: writers[language].section(section)
                for language, section in zip(articles, sections, strict=True)
                if section is not None
            }
            parts.append(self._pair(written, articles, number))
        for language, writer in writers.items():
            self.builder.pictures(writer.pictures, language)
        return parts

    def _pair(self, parts: dict[str, str], articles: dict[str, Article], section: int | None) -> str:
        if len(self.builder.languages) == 1:
            return parts[self.builder.main]
        beside = not any(is_wide(article, section) for article in articles.values())
        keep = max(weight([part]) for part in parts.values()) < LONGEST_KEPT_PAIR
        return code.call(
            "pair",
            code.value(beside),
            code.value(keep),
            *(code.call("part", code.text(language), part) for language, part in parts.items()),
        )

    # -- what a page shows beside its text

    def _before(self, key: str, notes: Endnotes) -> Iterator[str]:
        entry = self.context.entry(key)
        if entry.facts.withdrawn:
            yield code.call(
                "boxed", code.text("danger"), "none", self.builder.text(entry.facts.withdrawn.reason, "parbreak()")
            )
        if entry.kind is Kind.COUNTRY:
            country = self.context.site.projection.country(entry)
            yield Directory(self.builder, notes).country(country)
            yield from self.alerts(country, notes)
        if entry.kind is Kind.EVENT:
            yield self.event(entry.event, notes)

    def _after(self, key: str) -> Iterator[str]:
        facts = self.context.entry(key).facts
        if isinstance(facts, Audience) and facts.checklist:
            yield code.call("lead", self.builder.both("audience.checklist"))
            yield code.call("checklist", *(self.builder.text(line.text, "linebreak()") for line in facts.checklist))
        related = [
            f"{Kind.TOPIC}/{slug}" for slug in getattr(facts, "related", ()) if f"{Kind.TOPIC}/{slug}" in self.inside
        ]
        if related:
            links = [code.call("go", code.text(topic), self.builder.title(topic)) for topic in related]
            yield code.call("also", self.builder.both("print.related", '" "'), *links)

    def alerts(self, country: PublicCountry, notes: Endnotes) -> Iterator[str]:
        """Code for the alerts in force; where none is carried, for the warning that says so."""
        if not country.alerts:
            yield self._no_alerts(country)
        for alert in country.alerts:
            yield self._alert(alert, notes)

    def _no_alerts(self, country: PublicCountry) -> str:
        builder, words = self.builder, self.context.words
        last = max((alert.issued for alert in country.past_alerts), default=None)
        parts = [
            builder.each(
                lambda language: bold(words[language]("alerts.none", place=country.names[language])), "parbreak()"
            )
        ]
        if last:
            parts.append(builder.worded(lambda words: words("alerts.last", day=words.day(last))))
        parts.append(builder.both("alerts.may_be", "parbreak()"))
        issuers = lists.issuers(self.context.site, builder.main)
        sites = dict.fromkeys(issuer.website.value for issuer in issuers if issuer.website)
        parts += [code.call("link", code.text(site), address(site)) for site in sites]
        return code.call("boxed", code.text("warning"), "none", code.block([";parbreak();".join(parts)]))

    def _alert(self, alert: PublicAlert, notes: Endnotes) -> str:
        builder = self.builder
        tone = alert.level.tone if alert.level.tone in look()["tones"] else "warning"
        title = builder.text(alert.level.word)
        summary = code.block(
            code.call("p", in_language(language, code.text(alert.summary[language])))
            for language in builder.languages
            if language in alert.summary
        )
        spoken = summary if summary != "{}" else code.block(
            code.call("p", in_language(language, code.text(words))) for language, words in alert.summary.items()
        )  # fmt: skip
        marks = notes.of([alert.source] if alert.source else [])
        return code.call("alert", code.text(tone), title, code.block([*self._alert_facts(alert), marks]), spoken)

    def _alert_facts(self, alert: PublicAlert) -> Iterator[str]:
        yield code.text(alert.issuer.name[self.builder.main])
        yield '" · "'
        yield self.builder.text(alert.area) if alert.area else self.builder.both("alerts.whole_country")
        yield '" · "'

        def span(words: Words) -> object:
            end = words.short_day(alert.expires) if alert.expires else words("alerts.open_ended")
            return words("alerts.from_to", start=words.short_day(alert.issued), end=end)

        yield self.builder.worded(span)

    def event(self, facts: Event, notes: Endnotes) -> str:
        builder = self.builder
        rows = [("event.when", builder.worded(lambda words: words.when(facts.start)))]
        rows.append(("event.where", builder.text(facts.place)))
        for name, texts in (
            ("organisers", facts.organisers),
            ("formats", facts.formats),
            ("materials", facts.materials),
        ):
            if texts:
                rows.append((f"event.{name}", self._listed(texts)))
        if facts.attendance:
            counted = facts.attendance
            key = f"event.attendance_{counted.qualifier or 'exact'}"
            people = builder.worded(lambda words: words(key, number=words.number(counted.value)))
            rows.append(("event.attendance", code.block([people, notes.marks(counted.sources)])))
        made = [code.array([builder.both(name, '" / "'), body]) for name, body in rows]
        questions = [
            code.call("lead", builder.both("event.questions")),
            code.call("ul", "false", *(builder.text(question, "linebreak()") for question in facts.questions)),
        ]
        return code.block([code.call("facts", *made), *(questions if facts.questions else ())])

    def _listed(self, texts: Sequence[Text]) -> str:
        return self.builder.worded(lambda words: words.listing(text[words.language] for text in texts), "linebreak()")


def is_wide(article: Article, section: int | None) -> bool:
    """Whether a part needs the whole width: tables and pictures do."""
    if section is None:
        blocks = article.lead
    elif section < len(article.sections):
        blocks = article.sections[section].blocks
    else:
        return True
    return any(
        isinstance(block, DataTable | Admonition)
        or (isinstance(block, Paragraph) and isinstance(block.inlines[0], Image))
        for block in blocks
    )
