"""The quicker parser gives the HTML that Python-Markdown gives, for every text of the site and for any other."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data
from support import ROOT

from advisories.pages.fast_markdown import SIGNS, quicken

PIECES = [
    *"`\\*_[]()<>!&;:#|-=+.{}/\"'~ \n", "  \n", "\n\n", "    ", "word", "护照", "1. ", "- ", "***", "__", "``", "![", "](",
    "](page:index)", "<b>", "</b>", "<https://a.example>", "<a@b.example>", "&amp;", "&#65;", "[a]: b\n", "{: .c }", "# ",
    "[TOC]", "/// note", "///",
]  # fmt: skip


def parser() -> Markdown:
    config = load_config(str(ROOT / "mkdocs.yml"))
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


USUAL, QUICK = parser(), quicken(parser())


def both(text: str) -> tuple[tuple[str, object], tuple[str, object]]:
    usual, quick = ((md.reset().convert(text), md.toc_tokens) for md in (USUAL, QUICK))  # type: ignore[attr-defined]
    return usual, quick


def test_every_text_of_the_site_becomes_the_same() -> None:
    files = sorted((ROOT / "docs").rglob("*.md"))
    assert files
    for file in files:
        usual, quick = both(get_data(file.read_text(encoding="utf-8"))[0])
        assert quick == usual, file


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example("# One\n\n[TOC]\n\n## Two\n\nText")
def test_any_text_becomes_the_same(text: str) -> None:
    usual, quick = both(text)
    assert quick == usual


@pytest.mark.parametrize("name", sorted(SIGNS))
@settings(max_examples=40, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30))
def test_no_pattern_matches_without_its_sign(name: str, pieces: list[str]) -> None:
    text = "".join(pieces).replace(SIGNS[name], "")
    assert not USUAL.inlinePatterns[name].getCompiledRegExp().search(text)
