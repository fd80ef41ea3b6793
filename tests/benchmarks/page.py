"""A page of the corpus in both languages, written block by block until it is long enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .phrases import LANGUAGES, Text, Writer, join, stock, text

SENTENCES = 4  # of a paragraph
ROWS = 4
ITEMS = 5
SENTENCE_END = {"en": " ", "zh": ""}


@dataclass
class Draft:
    """The title, the description and the Markdown of one page, in the making."""

    writer: Writer
    title: Text
    description: Text
    lines: list[Text] = field(default_factory=list)
    words: int = 0
    """Words of the English text so far."""

    def add(self, line: Text | str) -> None:
        """One line of Markdown."""
        self.lines.append(line if isinstance(line, dict) else dict.fromkeys(LANGUAGES, line))
        self.words += len(self.lines[-1]["en"].split())

    def heading(self, anchor: str) -> None:
        """A section, named as ``phrases.yml`` names it."""
        self.add(join("## ", text(stock()["headings"][anchor]), f" {{ #{anchor} }}"))
        self.add("")

    def paragraph(self, kind: str = "advice", sentences: int = SENTENCES) -> None:
        """Some sentences of a kind."""
        self.add(self.sentences([self.writer.one_of(kind) for _ in range(sentences)]))
        self.add("")

    def sentences(self, found: list[Text]) -> Text:
        """Sentences in a row; English ones with a blank between."""
        return {one: SENTENCE_END[one].join(sentence[one] for sentence in found) for one in LANGUAGES}

    def bullets(self, kind: str, count: int = ITEMS, sign: str = "-") -> None:
        """A list of sentences of a kind; ``sign`` is ``-`` or ``1.``"""
        for number in range(1, count + 1):
            self.add(join(f"{number}. " if sign == "1." else "- ", self.writer.one_of(kind)))
        self.add("")

    def table(self, rows: int = ROWS) -> None:
        """A table of two columns."""
        said = stock()["sayings"]
        self.add(join("| ", text(said["where"]), " | ", text(said["what"]), " |"))
        self.add("| --- | --- |")
        for _ in range(rows):
            self.add(join("| ", self.writer.one_of("cell"), " | ", self.writer.one_of("cell"), " |"))
        self.add("")

    def box(self) -> None:
        """A box with a title."""
        self.add(join("/// note | ", self.writer.fill(stock()["sayings"]["box"])))
        self.add(self.writer.one_of("advice"))
        self.add("///")
        self.add("")

    def until(self, words: int, write: Callable[[], None]) -> None:
        """Write on until the page has this many English words."""
        while self.words < words:
            write()

    def body(self, language: str) -> str:
        """The page's Markdown, from its title on."""
        text = "\n".join(line[language] for line in self.lines).strip()
        return f"# {self.title[language]}\n\n{text}\n"
