"""Cards and posters are made of the items they name: no other item is read for them, and none is missed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from advisories.printing import documents
from advisories.printing.compiler import Pdf, PdfCompiler
from advisories.printing.print_context import PrintContext, open_context

COUNTRY = "countries/united-kingdom"


@pytest.mark.parametrize("kind", documents.CARD_KINDS)
def test_the_same_file_comes_of_the_whole_content_and_of_the_named_item(
    kind: str, service: PrintContext, printed: Callable[..., Pdf], press: PdfCompiler
) -> None:
    items = documents.items_of([COUNTRY], [kind])
    alone = open_context(service.site.settings.docs_dir.with_name("mkdocs.yml"), items=items)
    assert set(alone.site.catalogue.entries) == {COUNTRY} < set(service.site.catalogue.entries)
    order = documents.Order((COUNTRY,), kind, tuple(service.site.languages), "a4")
    assert (
        press.print(documents.make(alone, order)).content == printed(kind, *service.site.languages, key=COUNTRY).content
    )


@pytest.mark.parametrize(
    ("names", "kinds"),
    [([], ["cards"]), ([COUNTRY], ["cards", "handbook"]), (["training/student-pack", COUNTRY], ["cards"])],
)
def test_everything_is_read_where_other_items_may_belong_to_a_document(names: list[str], kinds: list[str]) -> None:
    assert documents.items_of(names, kinds) is None
