"""Markdown → blocks: every feature has a block, everything else is refused with its line."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PIL import Image

from advisories.printing import blocks, documents, export
from advisories.printing.compiler import PdfCompiler
from advisories.printing.errors import PrintingError
from advisories.printing.print_context import PrintContext

from .pdfs import squeezed, text_of

TOPIC = "docs/topics/lost-passport/index.en.md"
FEATURES = (Path(__file__).parent / "features.md").read_text(encoding="utf-8")
FRONT = "---\ndescription: A page with every feature.\n---\n\n"
ORDER = documents.Order(("topics/lost-passport",), "handbook", ("en",), "a4")


def square() -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(output, "PNG")
    return output.getvalue()


def features(extra: Mapping[str, object] = {}) -> dict[str, object]:
    return {
        TOPIC: FRONT + FEATURES.replace("[12](figure:lost-2025)", "[6,000](figure:lost-2025)"),
        "docs/topics/lost-passport/square.png": square(),
        **extra,
    }


def test_every_feature_becomes_a_block(make: Callable[..., PrintContext]) -> None:
    article = make(features()).article("topics/lost-passport", "en")
    kinds = {type(block) for section in article.sections for block in section.blocks}
    assert kinds == {
        blocks.Paragraph,
        blocks.Subheading,
        blocks.Listing,
        blocks.Admonition,
        blocks.DataTable,
        blocks.CodeBlock,
        blocks.Quote,
        blocks.Rule,
    }
    assert [section.id for section in article.sections] == ["do-now", "do-not"]


def test_every_feature_is_printed_as_it_was_written(make: Callable[..., PrintContext], press: PdfCompiler) -> None:
    context = make(features())
    text = text_of(press.print(documents.make(context, ORDER)).content)
    for words in (
        "code *kept*", "an entity © and an escaped * star", '"quotes"', "https://plain.example/x", "Nested two",
        "Printed in full.", "Quoted words.", 'literal {#code} $x$ "q"',
        "# $ % & ' ( ) * + , - . / : ; < = > ? @ [ \\ ] ^ _ ` { | } ~ and #let x = 1; see Freedonia Line(after).",
    ):  # fmt: skip
        assert squeezed(words) in squeezed(text), words


SPOILED = {
    "no alternative text": ("![A red square](square.png", "![](square.png", "needs an alternative text"),
    "no title": ("# Every feature {: #top }", "Every feature", "needs a title"),
    "heading skipped": ("### A third level", "#### A third level", "none may be skipped"),
    "dead link": ("page:countries/united-kingdom", "page:countries/nowhere", "there is no page 'countries/nowhere'"),
    "glyph in no font": ("Quoted words.", "Quoted \U00012000 words.", "no font has the sign"),
    "missing file": ("](square.png", "](round.png", "does not exist"),
    "table without head": ("| Left | Centre | Right |", "| | | |", "needs a head"),
    "raw HTML": ("Quoted words.", "Quoted <b>words</b>.", "raw HTML cannot be printed"),
    "unknown class": ("### A third level", "A third level\n{ .shiny }\n", "unknown class"),
    "unknown tag": ("> Quoted words.", "> Quoted words. ![x](square.png){ .big }", "unknown class"),
    "unknown source": ("source:ministry-contacts", "source:nobody", "no source is recorded as 'nobody'"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_page_is_refused_with_its_line(
    name: str, make: Callable[..., PrintContext], press: PdfCompiler
) -> None:
    old, new, message = SPOILED[name]
    page = str(features()[TOPIC])
    assert old in page
    page = page.replace(old, new, 1)
    context = make(features({TOPIC: page}))
    export._Worker.context, export._Worker.compiler = context, press
    with pytest.raises(PrintingError) as caught:
        export._compile(documents.make(context, ORDER))
    assert message in caught.value.message
    assert caught.value.path == TOPIC
    if name not in ("no title",):
        line = page.split("\n")[caught.value.line - 1]
        assert new.split("\n")[0].strip("| ")[:8] in line, (caught.value.line, line)


def test_a_link_to_an_anchor_that_is_not_there_is_refused(
    make: Callable[..., PrintContext], press: PdfCompiler
) -> None:
    context = make({TOPIC: ("[embassy](page:countries/united-kingdom)", "[embassy](#nowhere)")})
    with pytest.raises(PrintingError, match="nowhere"):
        press.print(documents.make(context, ORDER))


def test_half_width_punctuation_in_chinese_is_refused(make: Callable[..., PrintContext]) -> None:
    context = make({"docs/topics/lost-passport/index.zh.md": ("先报案，再向", "先报案,再向")})
    with pytest.raises(PrintingError, match="half-width punctuation") as caught:
        context.article("topics/lost-passport", "zh")
    assert caught.value.line == 8


def test_a_line_end_between_han_characters_prints_no_blank(make: Callable[..., PrintContext]) -> None:
    context = make({"docs/topics/lost-passport/index.zh.md": ("先报案，再向", "先报案，\n再向")})
    assert "先报案，再向" in blocks.plain(context.article("topics/lost-passport", "zh").lead[0].inlines)  # type: ignore[union-attr]
