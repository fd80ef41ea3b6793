"""The parts of a page, each with its line."""

from __future__ import annotations

from advisories.content.page_files import Page
from advisories.content.prose import read
from advisories.content.prose.beside import contact_links
from advisories.content.yaml_files import read_yaml


def test_a_list_goes_on_after_a_blank_line() -> None:
    found = read("- a\n\n- [b](#c)\n\n1. c { #x }\n\nd")
    assert found.shape == [(0, "bullet list of 2"), (4, "ordered list of 1")]
    assert [(block.kind, block.text) for block in found.blocks] == [
        ("item", "a"), ("item", "b"), ("item", "c"), ("paragraph", "d"),
    ]  # fmt: skip


def test_a_table_is_read_cell_by_cell() -> None:
    found = read("| a | b |\n| - |:-:|\n| c |  |\n| [d](#e) | f |\n\ng")
    assert found.shape == [(0, "table of 3")]
    assert [(block.line, block.kind, block.text) for block in found.blocks] == [
        (0, "cell", "a"), (0, "cell", "b"), (2, "cell", "c"), (2, "cell", ""), (3, "cell", "d"), (3, "cell", "f"),
        (5, "paragraph", "g"),
    ]  # fmt: skip


def test_every_contact_link_has_its_own_words_beside_it() -> None:
    """Whatever signs of Markdown stand around it."""
    plain = (
        "# Title\n\n## Police { #police }\n\nCall [1](contact:a/1), then [2](contact:a/2).\n\nFirst:\n\n- say [x](page:b)\n"
        "- dial [3](contact:a/3)\n\n| Who | Number |\n| --- | --- |\n| Fire | [4](contact:a/4) |\n\n"
        "/// note | Sea\n[5](contact:a/5) at sea\n///\n\n# Other\n\n[6](contact:a/6)\n"
    )
    for text in (plain, plain.replace("Call [1]", "**Call** [1]")):
        found = contact_links(Page("x.md", "en", read_yaml("{}", "x.md"), text, 0))
        assert [place.said for place in found] == [
            "Title > Police > Call [1](contact:a/1), then ☎.",
            "Title > Police > Call ☎, then [2](contact:a/2).",
            "Title > Police > First: > say x > dial [3](contact:a/3)",
            "Title > Police > First: > Number > Fire > [4](contact:a/4)",
            "Title > Police > Sea > First: > [5](contact:a/5) at sea",
            "Other > [6](contact:a/6)",
        ]
        assert [place.section for place in found] == ["police"] * 5 + [""]
