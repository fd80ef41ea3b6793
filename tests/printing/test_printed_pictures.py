"""Pictures in print: every document that prints a page shows its pictures, with their texts, as they look on paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import support
from pikepdf import Dictionary
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from advisories.printing import documents, print_pictures
from advisories.printing.compiler import PdfCompiler
from advisories.printing.print_context import PrintContext

from .conftest import PACK
from .pdfs import opened

ITEMS = (
    "countries/united-kingdom", "topics/lost-passport", "events/2026-02-open-day", "audiences/students", PACK,
)  # fmt: skip
WORDS = {"en": "A drawn circle", "zh": "一个圆圈"}
SHOWN = """
![{0}](circle.png)

1. {0}

    ![{0}](circle.webp)

/// note | {0}
![{0}](circle.jpg)
///
"""
RED = (200, 0, 0)
FOOT = 70  # points from the lower edge of the paper to where a page's text ends


def circle(form: str) -> bytes:
    """A dark red picture with a transparent rim, where its type has such a thing; the rim's hidden colour is black."""
    image = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    image.paste((*RED, 255), (20, 10, 40, 30))
    output = io.BytesIO()
    (image.convert("RGB") if form == "JPEG" else image).save(output, form)
    return output.getvalue()


def edits() -> dict[str, support.Edit]:
    found: dict[str, support.Edit] = {}
    for item in ITEMS:
        for language, words in WORDS.items():
            path = f"docs/{item}/index.{language}.md"
            text = (support.SERVICE / path).read_text(encoding="utf-8").rstrip("\n")
            found[path] = f"{text}\n{SHOWN.format(words)}"
        for ending, form in {"png": "PNG", "webp": "WEBP", "jpg": "JPEG"}.items():
            found[f"docs/{item}/circle.{ending}"] = circle(form)
    return found


def alternatives(content: bytes) -> list[str]:
    """The texts that stand for pictures, as a screen reader finds them."""
    with opened(content) as pdf:
        figures = (one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == "/Figure")
        return [str(one["/Alt"]) for one in figures if "/Alt" in one]


@pytest.mark.parametrize("key", ITEMS)
@pytest.mark.parametrize("languages", [("en",), ("zh",), ("en", "zh")])
def test_every_page_is_printed_with_its_pictures(
    key: str, languages: tuple[str, ...], make: Callable[..., PrintContext], press: PdfCompiler
) -> None:
    sheets = documents.make(make(edits()), documents.Order((key,), "handbook", languages, "a4"))
    told = alternatives(press.print(sheets).content)
    for language in languages:
        assert told.count(WORDS[language]) >= 3


@pytest.mark.parametrize("languages", [("en",), ("en", "zh")])
def test_steps_with_large_pictures_go_on_on_the_next_page(
    languages: tuple[str, ...], make: Callable[..., PrintContext], press: PdfCompiler
) -> None:
    """What is kept on one page and does not fit there runs over the foot, where it cannot be read."""
    large = io.BytesIO()
    Image.new("RGB", (900, 800), RED).save(large, "PNG")
    changed = edits() | {"docs/topics/lost-passport/circle.png": large.getvalue()}
    for language in WORDS:
        path = f"docs/topics/lost-passport/index.{language}.md"
        step = f"1. {WORDS[language]}\n\n    ![{WORDS[language]}](circle.png)\n\n"
        changed[path] = f"{changed[path]}\n### {WORDS[language]}\n\n{step * 4}"
    sheets = documents.make(make(changed), documents.Order(("topics/lost-passport",), "handbook", languages, "a4"))
    with pypdfium2.PdfDocument(press.print(sheets).content) as pdf:
        pictures = [one for page in pdf for one in page.get_objects(max_depth=15) if one.type == FPDF_PAGEOBJ_IMAGE]
        assert len(pictures) >= 4 * len(languages)
        for page in pdf:
            for one in page.get_objects(max_depth=15):
                assert one.type != FPDF_PAGEOBJ_IMAGE or one.get_bounds()[1] > FOOT


@pytest.mark.parametrize("kind", documents.KINDS)
def test_every_document_of_a_pack_is_printed(kind: str, make: Callable[..., PrintContext], press: PdfCompiler) -> None:
    sheets = documents.make(make(edits()), documents.Order((PACK,), kind, ("en", "zh"), "a4"))
    assert press.print(sheets).pages


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_what_is_transparent_is_white_on_paper(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"circle.{form.lower()}"
    file.write_bytes(circle(form))
    with Image.open(file) as image:
        printed = print_pictures.on_paper(image)
    assert (printed.getpixel((0, 0)), printed.getpixel((30, 20))) == ((255, 255, 255), RED)


def test_greys_of_sixteen_bits_stay_grey() -> None:
    assert print_pictures.on_paper(Image.new("I;16", (2, 2), 30000)).getpixel((0, 0)) == (117, 117, 117)
