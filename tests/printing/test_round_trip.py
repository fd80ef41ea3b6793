"""A number in a ``facts.yml`` comes out of the country's PDF as a search finds it: whole, and glued to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisories.printing import documents
from advisories.printing.compiler import PdfCompiler
from advisories.printing.print_context import PrintContext, open_context

from .conftest import ROOT
from .pdfs import pages_of
from .test_documents import COUNTRY, EDITIONS

REAL = ("countries/japan", "countries/united-states")  # many missions; numbers of several lengths


def phones_in(facts: Path) -> Iterator[tuple[str, bool]]:
    """Every number as it stands in the file, and whether it is withheld."""
    data: dict[str, Any] = yaml.load(facts.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    owners = [data.get("emergency", ()), *(mission.get("phones", ()) for mission in data.get("missions", ()))]
    for phones in owners:
        for phone in phones:
            yield phone["number"], "withheld" in phone


def is_found(number: str, text: str) -> bool:
    """Whether the digits stand in the text, with blanks or hyphens between them and no digit or mark beside them."""
    digits = r"[ \-()\u2010\u2011]*".join(re.sub(r"\D", "", number))
    return re.search(rf"(?<![\d.]){digits}(?![\d.])", text) is not None


def missing(context: PrintContext, press: PdfCompiler, key: str, languages: tuple[str, ...], facts: Path) -> list[str]:
    pdf = press.print(documents.make(context, documents.Order((key,), "handbook", languages, "a4")))
    pages = pages_of(pdf.content)
    numbers = list(phones_in(facts))
    assert numbers
    for number, withheld in numbers:
        assert not withheld or not any(is_found(number, page) for page in pages), number
    return [number for number, withheld in numbers if not withheld and not any(is_found(number, one) for one in pages)]


@pytest.mark.parametrize("languages", EDITIONS)
def test_every_published_number_is_found_in_the_countrys_pdf(
    service: PrintContext, press: PdfCompiler, languages: tuple[str, ...]
) -> None:
    facts = ROOT / "tests/service/docs" / COUNTRY / "facts.yml"
    assert missing(service, press, COUNTRY, languages, facts) == []


@pytest.mark.slow
@pytest.mark.parametrize("key", REAL)
def test_every_published_number_of_the_content_is_found(press: PdfCompiler, key: str) -> None:
    context = open_context(ROOT / "mkdocs.yml")
    for languages in EDITIONS:
        assert missing(context, press, key, languages, ROOT / "docs" / key / "facts.yml") == []
