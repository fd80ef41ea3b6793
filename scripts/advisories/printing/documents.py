"""Which documents a pack consists of, and how each is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model import Kind
from . import packs
from .book import Book
from .compiler import TypstDocument
from .errors import PrintingError
from .pack_freshness import PackContents, PackFreshness
from .pocket_cards import PocketCards
from .print_context import PrintContext
from .quiz import Quiz
from .slides import Slides

KINDS = ("handbook", "cards", "card", "poster", "quiz", "slides")
COUNTRY_KINDS = ("handbook", "cards", "card", "poster")
CARD_KINDS = ("cards", "card", "poster")
"""Of a country one edition in all languages is enough."""


@dataclass(frozen=True)
class Order:
    """One document to be made: the pages it is named by, its kind, its languages, its paper."""

    keys: tuple[str, ...]
    kind: str
    languages: tuple[str, ...]
    paper: str

    @property
    def pack(self) -> str:
        """Name of the pack: its key, or one made of the pages that were asked for."""
        if len(self.keys) == 1:
            return self.keys[0]
        names = [key.rpartition("/")[2] for key in self.keys]
        return f"selection/{'-'.join(names)[:80].strip('-')}"

    @property
    def file(self) -> str:
        """Path of the PDF below the output folder."""
        slug = self.pack.rpartition("/")[2]
        return f"{self.pack}/{slug}-{self.kind}-{'-'.join(self.languages)}.pdf"


def editions(languages: Sequence[str], wanted: str) -> list[tuple[str, ...]]:
    """``en`` → that language; ``both`` → all in one document; ``all`` → each, and all in one."""
    if wanted in languages:
        return [(wanted,)]
    together = [tuple(languages)] if len(languages) > 1 else []
    if wanted == "both":
        return together or [tuple(languages)]
    return [*((language,) for language in languages), *together]


def orders(
    context: PrintContext, keys: tuple[str, ...], wanted: str, paper: str | None, kinds: Sequence[str]
) -> Iterator[Order]:
    """The documents of one pack, a country, or some pages."""
    contents = packs.contents_of(context, keys)
    country = len(keys) == 1 and context.entry(keys[0]).kind is Kind.COUNTRY
    pack = len(keys) == 1 and context.entry(keys[0]).kind is Kind.PACK
    possible = KINDS if pack else COUNTRY_KINDS if contents.countries else ("handbook",)
    size = paper or (str(context.entry(keys[0]).pack.paper) if pack else "a4")
    for kind in possible:
        if kind not in kinds or not has(contents, context, kind) or (pack and kind == "poster"):
            continue
        together = "both" if country and wanted == "all" and kind in CARD_KINDS else wanted
        for languages in editions(context.site.languages, together):
            yield Order(keys, kind, languages, size)


def has(contents: PackContents, context: PrintContext, kind: str) -> bool:
    """Whether the pack has anything for a document of that kind."""
    if kind in CARD_KINDS:
        return bool(PackFreshness(context, contents).countries)
    if kind == "quiz":
        return any(context.entry(key).topic.quiz for key in contents.quiz)
    return True


def make(context: PrintContext, order: Order) -> TypstDocument:
    """The document, ready for the compiler."""
    contents = packs.contents_of(context, order.keys)
    if order.kind in CARD_KINDS:
        return PocketCards(context, contents, order.languages, order.paper).document(order.kind)
    makers: dict[str, type[Book | Quiz | Slides]] = {"handbook": Book, "quiz": Quiz, "slides": Slides}
    return makers[order.kind](context, contents, order.languages, order.paper).document()


def refuse_expired(context: PrintContext, keys: tuple[str, ...]) -> None:
    """``--strict``: a pack with contacts or pages that are too old is not printed."""
    contents = packs.contents_of(context, keys)
    freshness = PackFreshness(context, contents)
    if freshness.has_warning:
        due = f"a review is due since {freshness.due}"
        what = f"{freshness.stale} contacts are out of date" if freshness.stale else due
        raise PrintingError(f"pack {contents.key!r} is refused because of --strict: {what}")
