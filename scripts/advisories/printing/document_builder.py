"""What every document needs beside its text: data for the templates, icons, QR codes, pictures, the foot line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache

import segno

from ..language.words import Words
from ..model import Text
from ..public.models import PublicHotline, PublicPhone
from . import code
from .code import in_language
from .compiler import TypstDocument
from .errors import PrintingError
from .look import icon, look, templates
from .pack_freshness import PackContents, PackFreshness
from .print_context import PrintContext
from .print_pictures import picture

PAPERS = {
    "a4": ('paper: "a4"', "(x: 20mm, top: 24mm, bottom: 30mm)", True),
    "letter": ('paper: "us-letter"', "(x: 20mm, top: 24mm, bottom: 30mm)", True),
    "a5": ('paper: "a5", footer-descent: 4mm', "(x: 13mm, top: 19mm, bottom: 29mm)", False),
}
QUIET = 2  # modules around a QR code; the card or page around it is as light
DARK = re.compile(b"\x01+")
MASK = 3  # readers read any; to weigh all eight takes nine tenths of the time

STEPS = ("callbox.local", "home.step_hotline", "print.steps.third")
"""Words of what to do first, in order."""


class DocumentBuilder:
    """Collects the files of one document."""

    def __init__(self, context: PrintContext, languages: Sequence[str], paper: str = "a4") -> None:
        if paper not in PAPERS:
            raise PrintingError(f"paper must be one of {', '.join(PAPERS)}: {paper!r}")
        self.context = context
        self.languages = tuple(languages)
        self.main = languages[0]
        self.paper = paper
        self.files: dict[str, bytes] = {}
        self.icons: dict[str, str] = {}
        for box in look()["boxes"].values():
            self.icon(box["icon"], box["tone"], look()["tones"][box["tone"]]["strong"])

    # -- words

    def say(self, key: str, **values: object) -> str:
        """Words in the document's first language."""
        return str(self.context.words[self.main](key, **values))

    def both(self, key: str, joint: str = '" · "', **values: object) -> str:
        """Code for words in every language of the document."""
        return self.worded(lambda words: words(key, **values), joint)

    def worded(self, make: Callable[[Words], object], joint: str = '" · "') -> str:
        """Code for a text that is made with the words of each language."""
        return self.each(lambda language: code.text(make(self.context.words[language])), joint)

    def title(self, key: str) -> str:
        """Code for the title of a page."""
        return self.each(lambda language: code.text(self.context.site.title(key, language)))

    def titles(self, key: str) -> list[str]:
        """Code for the title of a page in each language."""
        return [in_language(language, code.text(self.context.site.title(key, language))) for language in self.languages]

    def each(self, make: Callable[[str], str], joint: str = '" · "') -> str:
        """Code for something made in every language, joined; equal forms are printed once."""
        made = {language: make(language) for language in self.languages}
        if len(set(made.values())) == 1:
            return made[self.main]
        return code.block([f";{joint};".join(in_language(language, body) for language, body in made.items())])

    def text(self, words: Text, joint: str = '" · "') -> str:
        """Code for a text of the model in every language of the document."""
        return self.each(lambda language: code.text(words[language]), joint)

    def independence(self, joint: str = "linebreak()") -> str:
        """Code for the words that nobody official made this."""
        words = self.context.words
        return self.each(
            lambda language: code.block(
                [bold(words[language]("notice.title")), code.text(f" {words[language]('notice.text')}")]
            ),
            joint,
        )

    # -- files

    def icon(self, name: str, colour: str = "accent", value: str | None = None) -> str:
        """Register an icon; returns its name for the templates."""
        svg = icon(name, value or look()["colours"].get(colour) or colour)
        if svg is not None:
            self.icons[f"{name}-{colour}"] = f"/icons/{name}-{colour}.svg"
            self.files[f"icons/{name}-{colour}.svg"] = svg
        return name

    def qr(self, content: str, name: str) -> str:
        """Register a QR code; returns its address for the templates."""
        self.files[f"qr/{name}.svg"] = qr_svg(content)
        return f"/qr/{name}.svg"

    def pictures(self, used: Iterable[tuple[str, str]], language: str) -> None:
        """Register the pictures that pages use."""
        for key, file in sorted(used):
            path, line = self.context.place(key, language, file)
            folder = self.context.site.catalogue.settings.docs_dir / key
            self.files[picture_name(key, file)[1:]] = picture(folder / file, path, line)

    # -- the foot of every page

    def foot(self) -> str:
        """Code for the emergency line: the hotline's numbers, and the warning that goes with them."""
        return next((self._hotline(hotline) for hotline in self.context.hotlines[:1]), "none")

    def _hotline(self, hotline: PublicHotline) -> str:
        numbers = ";h(1.2em);".join(code.call("nb", bold(phone.international)) for phone in far(hotline))
        self.icon("phone")
        name = bold(hotline.short_name, size="1.25em")
        return code.block([name, "h(1.2em)", numbers, "linebreak()", self.text(hotline.notice, "linebreak()")])

    # -- the whole

    def document(self, kind: str, pack: str, title: str, main: str, day: date, keys: Iterable[str]) -> TypstDocument:
        """The document, ready for the compiler."""
        files = {**templates(), **self.files, "data.typ": self.data().encode()}
        return TypstDocument(
            kind, pack, self.languages, self.paper, title, main, day, dict(sorted(files.items())), tuple(keys)
        )

    def data(self) -> str:
        """``data.typ``: what the templates import."""
        language_settings = {
            language: {"lang": one.lang, "region": one.region, "font": one.font, "han": one.han}
            for language, one in self.context.language_settings.items()
        }
        named = {
            "colours": look()["colours"], "tones": look()["tones"], "boxes": look()["boxes"],
            "langs": language_settings,
            "icons": self.icons, "wide": PAPERS[self.paper][2],
        }  # fmt: skip
        return "\n".join(f"#let {name} = {code.value(value)}" for name, value in named.items()) + "\n"

    def parts(self, short_title: str) -> None:
        """``parts.typ``: paper, foot line and short title of a document with running heads."""
        paper, margin, _ = PAPERS[self.paper]
        lines = [
            '#import "look.typ": *',
            f"#let sheet = ({paper}, margin: {margin})",
            f"#let foot = {self.foot()}",
            f"#let short-title = {short_title}",
        ]
        self.files["parts.typ"] = "\n".join(lines).encode()


class PackDocument:
    """What every kind of document of a pack has: its contents, how fresh they are, its builder."""

    kind: str

    def __init__(self, context: PrintContext, contents: PackContents, languages: Sequence[str], paper: str) -> None:
        self.context = context
        self.contents = contents
        self.builder = DocumentBuilder(context, languages, paper)
        self.freshness = PackFreshness(context, contents)

    @property
    def day(self) -> date:
        """The last review of what is printed: the date of the document."""
        return max(self.freshness.reviewed)

    def make(
        self, template: str, show: str, named: tuple[str, str], arguments: Sequence[str], parts: Iterable[str],
        keys: Iterable[str] | None = None,
    ) -> TypstDocument:  # fmt: skip
        """The document: ``parts`` under a show rule of a template; ``named`` are the manifest's title and its own."""
        title, own_title = named
        opening = code.call(
            f"{show}.with", code.text(self.builder.main), code.text(own_title), day_code(self.day), *arguments
        )
        main = "\n".join([f'#import "{template}": *', f"#show: {opening}", *(f"#{part}" for part in parts)])
        printed = self.contents.keys if keys is None else keys
        return self.builder.document(self.kind, self.contents.key, title, main, self.day, printed)


def bold(words: object, **named: str) -> str:
    """Code for bold words that are no element of their own, which the compiler would lay out on each page anew."""
    return code.call("text", code.text(words), weight=code.text("bold"), **named)


def far(hotline: PublicHotline) -> list[PublicPhone]:
    """Numbers of a hotline that can be dialled from anywhere; all of them where none can."""
    return [phone for phone in hotline.phones if not phone.short] or list(hotline.phones)


def day_code(day: date) -> str:
    return code.call("datetime", year=str(day.year), month=str(day.month), day=str(day.day))


def picture_name(key: str, file: str) -> str:
    """Name of a picture inside the compiled document."""
    return f"/pictures/{key}/{file}.svg"


@lru_cache(maxsize=1024)
def qr_svg(content: str) -> bytes:
    """A QR code without colour, as SVG: a stroke for each run of dark modules, the quickest to write and to read."""
    rows = segno.make(content, error="m", micro=False, mask=MASK).matrix
    side = len(rows) + 2 * QUIET
    strokes = "".join(
        f"M{run.start() + QUIET} {y}.5h{run.end() - run.start()}"
        for y, row in enumerate(rows, QUIET)
        for run in DARK.finditer(row)
    )
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}">'
    return f'{opening}<path stroke="#000" d="{strokes}"/></svg>'.encode()
