"""What must be refused is refused, and says why; what is large is printed whole."""

from __future__ import annotations

import errno
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Stream
from PIL import Image

from advisories.printing import blocks, compiler, documents, print_files, print_pictures
from advisories.printing.compiler import PdfCompiler
from advisories.printing.errors import PrintingError
from advisories.printing.print_context import PrintContext

from .conftest import PACK, ROOT
from .pdfs import opened, squeezed, text_of
from .test_documents import run

Make = Callable[..., PrintContext]
TOPIC = "docs/topics/lost-passport"
HUGE = 20_000


def topic(language: str = "en") -> str:
    return (ROOT / "tests/service" / TOPIC / f"index.{language}.md").read_text(encoding="utf-8")


def picture(size: tuple[int, int], mode: str = "1") -> bytes:
    output = io.BytesIO()
    Image.new(mode, size).save(output, "PNG")
    return output.getvalue()


def with_picture(content: bytes) -> dict[str, object]:
    return {f"{TOPIC}/huge.png": content, f"{TOPIC}/index.en.md": f"{topic()}\n![A picture](huge.png)\n"}


def order(*languages: str) -> documents.Order:
    return documents.Order(("topics/lost-passport",), "handbook", languages or ("en",), "a4")


def test_a_picture_of_20000_pixels_a_side_is_refused_before_it_fills_the_memory(make: Make) -> None:
    context = make(with_picture(picture((HUGE, HUGE))))
    with pytest.raises(PrintingError, match=r"'huge\.png'") as caught:
        documents.make(context, order())
    assert caught.value.path == f"{TOPIC}/index.en.md"
    assert caught.value.line


def test_a_picture_20000_pixels_wide_is_printed_at_the_size_of_a_page(make: Make, press: PdfCompiler) -> None:
    context = make(with_picture(picture((HUGE, 100))))
    content = press.print(documents.make(context, order())).content
    with opened(content) as pdf:
        pixels = [int(item.Width) for item in pdf.objects if isinstance(item, Stream) and "/Width" in item]
    assert pixels == [print_pictures.PRINTED_PIXELS]
    assert len(content) < 500_000


def test_an_empty_pack_is_refused(service: PrintContext) -> None:
    from advisories.printing.book import Book
    from advisories.printing.pack_freshness import PackContents

    with pytest.raises(PrintingError, match="is empty: it names no page"):
        Book(service, PackContents(PACK, ()), ("en",), "a4").document()


def test_a_topic_without_questions_is_left_out_of_the_quiz(make: Make) -> None:
    facts = (ROOT / "tests/service" / TOPIC / "facts.yml").read_text(encoding="utf-8")
    assert "quiz:" in facts
    without = facts[: facts.index("quiz:")] + _after(facts[facts.index("quiz:") :])
    context = make({f"{TOPIC}/facts.yml": without})
    assert "quiz" not in {one.kind for one in documents.orders(context, (PACK,), "en", None, documents.KINDS)}
    with pytest.raises(PrintingError, match="none of its topics has a quiz"):
        documents.make(context, documents.Order((PACK,), "quiz", ("en",), "a4"))


def _after(block: str) -> str:
    """What follows the first top-level block."""
    lines = block.split("\n")[1:]
    rest = [number for number, line in enumerate(lines) if line and not line.startswith((" ", "-"))]
    return "\n".join(lines[rest[0] :]) if rest else ""


def test_a_font_that_slips_in_while_compiling_is_refused(
    make: Make, press: PdfCompiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = documents.make(make({}), order())
    raw = press.compile(sheets)
    monkeypatch.setattr(press, "families", {"SomethingElse"})
    with pytest.raises(PrintingError, match="set in a wrong font: NotoSans"):
        press.finish(sheets, raw)


def test_a_disk_that_is_full_half_way_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tmp_path / "pack.pdf"
    print_files.write(whole, b"before")

    class Full(io.BytesIO):
        def write(self, content: bytes) -> int:  # type: ignore[override]
            super().write(content[: len(content) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")

        def fileno(self) -> int:
            return 0

    monkeypatch.setattr(print_files.os, "fdopen", lambda handle, mode: Full())
    with pytest.raises(PrintingError, match="No space left on device") as caught:
        print_files.write(whole, b"after" * 1000)
    assert caught.value.path == str(whole)
    assert [file.name for file in tmp_path.iterdir()] == ["pack.pdf"]
    assert whole.read_bytes() == b"before"


def test_a_full_disk_for_passing_files_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> io.BytesIO:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(print_files.tempfile, "TemporaryFile", full)
    with pytest.raises(PrintingError, match="No space left on device"):
        print_files.scratch(b"page")


def test_an_output_folder_that_cannot_be_made_is_named(tmp_path: Path, make: Make, press: PdfCompiler) -> None:
    make({})
    (tmp_path / "taken").write_text("a file, no folder")
    done = run(tmp_path / "site", tmp_path / "taken" / "pdf", PACK, "--lang", "en", "--only", "quiz")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert str(tmp_path / "taken") in done.stderr
    assert "Traceback" not in done.stderr


def test_fonts_that_are_missing_end_the_command_with_how_to_get_them(tmp_path: Path, make: Make) -> None:
    make({})
    done = run(tmp_path / "site", tmp_path / "out", PACK, "--fonts", str(tmp_path / "none"))
    assert done.returncode == 1
    assert "run `make fonts`" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_600_pages_are_printed_whole_and_keep_every_promise(make: Make, press: PdfCompiler) -> None:
    context = make({})
    key = order().keys[0]
    article = context.article(key, "en")
    words = "words that fill a line " * 40
    long = tuple(blocks.Paragraph((blocks.TextRun(f"Paragraph {number}: {words}"),)) for number in range(3200))
    section = replace(article.sections[0], blocks=long)
    context.articles[key, "en"] = replace(article, sections=(section, *article.sections[1:]))
    made = press.print(documents.make(context, order()))
    assert made.pages > 600
    assert squeezed("Paragraph 1799:") in squeezed(text_of(made.content))
    with opened(made.content) as pdf:
        assert compiler.font_families(pdf) <= press.families
        assert pdf.Root.MarkInfo.Marked
