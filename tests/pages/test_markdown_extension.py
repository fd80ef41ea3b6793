"""The link schemes and the structure that the Markdown extension makes, on the fictional service."""

from __future__ import annotations

import markdown
import pytest
from selectolax.lexbor import LexborHTMLParser
from support import SERVICE

from advisories.common.settings import read_settings
from advisories.pages.citations import Citations
from advisories.pages.markdown_extension import AdvisoryExtension
from advisories.pages.resolver import Resolver
from advisories.pages.site_context import Site, assemble

PAGE = "docs/topics/lost-passport/index.en.md"


@pytest.fixture(scope="module")
def service() -> Site:
    return assemble(read_settings(SERVICE / "mkdocs.yml"), "https://service.example/", {"en": "en", "zh": "zh-Hans"})


def render(service: Site, text: str, page: str = PAGE) -> tuple[str, list[str], Citations]:
    reports: list[str] = []
    extension = AdvisoryExtension(reports.append)
    extension.resolver = Resolver(service, service.refs[page])
    html = markdown.markdown(text, extensions=["attr_list", "tables", "toc", extension])
    return html, reports, extension.resolver.citations


CASES = [
    # leads where it says
    ("[Freedonia Line](contact:hotline/freedonia-line)", '<a class="tel" href="#hotline">Freedonia Line</a>'),
    ("[999](contact:united-kingdom/999)", '<a class="tel" href="tel:999">999</a>'),
    ("[+44 20 7946 0018](contact:united-kingdom/embassy/consular-protection)", '<a class="tel" href="tel:+442079460018">+44 20 7946 0018</a>'),
    ("[students](page:audiences/students)", '<a href="../../audiences/students/">students</a>'),
    ("[home](page:index)", '<a href="../../">home</a>'),
    ("[now](page:topics/lost-passport#do-now)", '<a href="#do-now">now</a>'),
    ("[list](page:countries#europe)", '<a href="../../countries/#europe">list</a>'),
    ("[here](#do-now)", '<a href="#do-now">here</a>'),
    (
        "[words](source:ministry-contacts)",
        '<span class="cited">words<sup class="ref"><a aria-label="Source 1" href="#source-ministry-contacts">[1]</a></sup></span>',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_link_of_ours_becomes(service: Site, text: str, expected: str) -> None:
    html, reports, _ = render(service, text)
    assert normal(html) == normal(f"<p>{expected}</p>")
    assert reports == []


def normal(html: str) -> str:
    """Attributes in one order."""
    root = LexborHTMLParser(html).body
    assert root
    return "|".join(
        f"{node.tag}{sorted(node.attributes.items())}{node.text(deep=False)}"
        for node in root.traverse(include_text=False)
    )


BROKEN = [
    ("[999](contact:hotline/freedonia-line)", "the text '999' is not a form of contact 'hotline/freedonia-line'"),
    ("[+44 20 7946 0001](contact:hotline/freedonia-line)", "is not a form of contact"),
    ("[Line](contact:hotline/other)", "no contact is recorded as 'hotline/other'"),
    ("[Line](contact:embassy/london)", "no contact is recorded as 'embassy/london'"),
    ("[words](source:nowhere)", "no source is recorded as 'nowhere'"),
    ("[7](figure:nothing)", "no figure of this item is recorded as 'nothing'"),
    ("[page](page:topics/nothing)", "there is no page 'topics/nothing'"),
]


@pytest.mark.parametrize(("text", "reason"), BROKEN)
def test_a_broken_link_is_reported_with_its_file_and_loses_its_address(service: Site, text: str, reason: str) -> None:
    html, reports, _ = render(service, text)
    assert len(reports) == 1
    assert reports[0].startswith(f"{PAGE}: ")
    assert reason in reports[0]
    assert "href" not in html


def test_a_source_keeps_its_number(service: Site) -> None:
    names = list(service.catalogue.shared_sources)[:1] + list(service.refs[PAGE].entry.facts.sources)[:1]  # type: ignore[union-attr]
    text = " ".join(f"[a](source:{name})" for name in [*names, names[0]])
    _, reports, citations = render(service, text)
    assert reports == []
    assert list(citations.numbers) == list(dict.fromkeys(names))


def test_sections_are_wrapped_and_named(service: Site) -> None:
    html, _, _ = render(service, "# Title\n\nLead.\n\n## Now { #do-now }\n\n1. One\n\n## Then { #do-next }\n\nTwo.")
    assert html.index("Lead.") < html.index('<section class="part part-do-now">')
    assert html.count("<section") == html.count("</section>") == 2


def test_tables_scroll_and_carry_no_style(service: Site) -> None:
    html, _, _ = render(service, "| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert "style=" not in html
    assert 'class="align-center"' in html
    frame = LexborHTMLParser(html).css_first("div.scroll")
    assert frame.attributes == {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": "Table 1"}


def test_other_addresses_are_left_alone(service: Site) -> None:
    html, reports, _ = render(service, "[x](mailto:someone@service.example)")
    assert "mailto:" in html
    assert reports == []
