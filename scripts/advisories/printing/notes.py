"""Sources of a chapter: short marks where they are cited, and a numbered list at the chapter's end.

Marks that led to the list as links would cost the compiler a quarter more time, since whatever holds one is laid out
again once its page is known; notes at the foot of pages would cost almost half as much again. The list has a bookmark
of its own instead. Marks stand in brackets, so that no number that is cited grows by a digit when its page is
searched, copied or read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..public.models import PublicSource
from . import code
from .code import in_language
from .print_context import PrintContext

UNBROKEN = "\u2060"  # word joiner: a mark never begins a line


@dataclass
class Endnotes:
    """Sources of one chapter in the order of their first mention; each has one number, and is printed once."""

    context: PrintContext
    key: str | None
    languages: Sequence[str]
    listed: dict[str, PublicSource] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)

    def marks(self, names: Iterable[str]) -> str:
        """Code for the marks of some sources of the chapter's page."""
        entry = self.context.site.catalogue.entries.get(self.key) if self.key else None
        return self.of(self.context.site.projection.sources(entry, names))

    def of(self, sources: Iterable[PublicSource]) -> str:
        """Code for the marks of sources that are at hand, raised beside the words they stand for."""
        numbers = self.numbers(sources)
        return code.call("cited", code.text(UNBROKEN + numbers)) if numbers else ""

    def numbers(self, sources: Iterable[PublicSource]) -> str:
        """The numbers of sources in brackets, such as ``[1,4]``: without blanks, so that no line ends inside."""
        numbers = set()
        for source in sources:
            self.listed.setdefault(source.id, source)
            numbers.add(self.places.setdefault(source.id, len(self.listed)))
        return f"[{','.join(map(str, sorted(numbers)))}]" if numbers else ""

    def printed(self) -> str:
        """Code for the list; nothing where nothing is cited."""
        if not self.listed:
            return ""
        words = self.context.words
        titles = [in_language(language, code.text(words[language]("print.sources"))) for language in self.languages]
        notes = [
            code.array([code.text(f"[{number}]"), self._text(source)])
            for number, source in enumerate(self.listed.values(), 1)
        ]
        return code.call("sources", code.block([';" · ";'.join(titles)]), *notes)

    def _text(self, source: PublicSource) -> str:
        """Code for the note: title in every language of the document, host, dates."""
        different = {source.title[language]: language for language in reversed(self.languages)}
        parts = [in_language(language, code.text(title)) for title, language in reversed(different.items())]
        titles = code.block([';" / ";'.join(parts)])
        if source.url:
            titles = code.call("link", code.text(source.url), titles)
        words = self.context.words[self.languages[0]]
        tail = [words("source.published", day=words.when(source.published))] if source.published else []
        tail.append(words("source.seen", day=words.short_day(source.seen)))
        host = code.block(['" "', code.call("nb", code.text(source.host))]) if source.host else ""
        last = in_language(self.languages[0], code.text(f" · {words('print.joined').join(str(part) for part in tail)}"))
        return code.block([titles, host, last])


class NoEndnotes(Endnotes):
    """For slides and document, which print no sources: the handbook does."""

    def numbers(self, sources: Iterable[PublicSource]) -> str:
        """Nothing."""
        return ""
