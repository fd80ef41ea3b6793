"""The fictional service printed once: its pack in one language and in both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import support

from advisories.printing import documents, fonts
from advisories.printing.compiler import Pdf, PdfCompiler
from advisories.printing.print_context import PrintContext, open_context

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / ".cache" / "fonts"
PACK = "training/student-pack"
MARKDOWN = """
markdown_extensions:
  - attr_list
  - tables: {use_align_attribute: false}
  - toc: {toc_depth: 2-3}
  - pymdownx.blocks.admonition: {types: [note, tip, warning, danger]}
  - pymdownx.blocks.details
"""

Make = Callable[[Mapping[str, support.Edit]], PrintContext]


@pytest.fixture(scope="session")
def press() -> PdfCompiler:
    """The compiler with the pinned fonts; without them there is nothing to test."""
    if fonts.wrong(FONTS):
        pytest.skip("fonts are missing: run `make fonts`")
    return PdfCompiler(FONTS)


def site(folder: Path, edits: Mapping[str, support.Edit] | None = None) -> PrintContext:
    """The fictional service with the Markdown of the real one, and some edits."""
    config = support.make_docs(folder, edits)
    config.write_text(config.read_text(encoding="utf-8") + MARKDOWN, encoding="utf-8")
    return open_context(config)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A site with edits."""
    return lambda edits: site(tmp_path / "site", edits)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrintContext]:
    """The fictional service, unchanged, on its own day."""
    patch = pytest.MonkeyPatch()
    patch.setenv("SOURCE_DATE_EPOCH", str((support.TODAY.toordinal() - 719163) * 86400))
    yield site(tmp_path_factory.mktemp("service"))
    patch.undo()


@pytest.fixture(scope="session")
def printed(service: PrintContext, press: PdfCompiler) -> Callable[..., Pdf]:
    """Prints a document of the service's pack; each once."""
    done: dict[tuple[str, tuple[str, ...], str, str], Pdf] = {}

    def pdf(kind: str, *languages: str, key: str = PACK, paper: str = "a4") -> Pdf:
        name = (kind, languages, key, paper)
        if name not in done:
            done[name] = press.print(documents.make(service, documents.Order((key,), kind, languages, paper)))
        return done[name]

    return pdf
