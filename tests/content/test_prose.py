"""A page read in one pass over its lines is what the Markdown parser makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from support import ROOT

from advisories.content.page_files import Page
from advisories.content.prose import fast_reader, markdown
from advisories.content.prose.beside import contact_links
from advisories.content.prose.parts import Prose
from advisories.content.yaml_files import read_yaml

SIGNS = (
    "-", "+", "*", "#", ">", "~", "|", "=", ":", "!", "_", "`", "[", "]", "(", ")", "{", "}", "<", "&", "\\", " ", "0",
    ".", "- ", "1. ", "1) ", "\n", "\n\n", "## ", "[a](source:b)", "[b](#c)", "[x](http://é)", "**", "---", "\n    ",
    "```", "{ #a }", "{: .x}", "\u3000", "&amp;", "  \n", "[a]: b", "|-|", "a@b.c", "<b>", "\u00a0", "](", "![a](b)",
    "| a | b |\n| - | - |\n", "\n| ", " |\n", "\n| --- | :-: |\n",
)  # fmt: skip


def bodies() -> list[str]:
    files = sorted((ROOT / "docs").rglob("*.md"))
    return [file.read_text(encoding="utf-8").partition("\n---\n")[2] for file in files]


def in_order(found: Prose) -> Prose:
    found.shape.sort(key=lambda part: part[0])
    return found


def agrees(body: str) -> bool:
    lines = body.split("\n")
    found = fast_reader.read(lines)
    return found is None or in_order(found) == in_order(markdown.read(lines))


def altered(random: Random, texts: list[str]) -> Iterator[str]:
    """Some lines of a real page with signs of Markdown put in at random."""
    while True:
        lines = random.choice(texts).split("\n")
        start = random.randrange(len(lines))
        body = "\n".join(lines[start : start + random.randrange(1, 12)])
        for _ in range(random.randrange(1, 4)):
            at = random.choice([random.randrange(len(body) + 1), *(i for i, sign in enumerate(body) if sign == "\n")])
            body = body[:at] + random.choice(SIGNS) + body[at + random.randrange(2) :]
        yield body


def test_most_real_pages_are_plain_and_read_the_same() -> None:
    texts = [body for body in bodies() if "\n///" not in body]
    assert sum(fast_reader.read(body.split("\n")) is not None for body in texts) > 0.9 * len(texts)
    tables = [body for body in texts if "\n| --- |" in body]
    assert [body for body in [*Random(1).sample(texts, 60), *tables] if not agrees(body)] == []


def test_altered_pages_read_the_same_or_are_left_to_the_parser() -> None:
    pages = altered(Random(2), bodies())
    assert [body for body in (next(pages) for _ in range(600)) if not agrees(body)] == []


@pytest.mark.parametrize(
    "body",
    [
        "a\nb", "- a\n  b", "- a\nb", "-  a", "- - a", "- # a", "* a", "1) a", "    a", "# a #", "a\n---", "**a**", "`a`",
        "![a](b)", "<b>", "&amp;", "[a](http://a.example)", "[a](source:b \"c\")", "[a][b]", "[a]: b", "a\\*", "a  \nb",
        "a | b\n- | -", "| a |\n| - |\nb", "| a |\n| - | - |", "| a | b |\n| - |", "| `a` |\n| - |", "| a |\n| - |\n| b | c |",
        "| a |\n| - |\n| [b|c](#d) |", "| a |", "a\n| a |\n| - |", "- a\n| a |\n| - |", "```\na\n```", "> a", "a\t", "\u3000a", "- a\n1. b",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_parser(body: str) -> None:
    assert fast_reader.read(body.split("\n")) is None


def test_a_list_goes_on_after_a_blank_line() -> None:
    found = fast_reader.read(["- a", "", "- [b](#c)", "", "1. c { #x }", "", "d"])
    assert found is not None
    assert found.shape == [(0, "bullet list of 2"), (4, "ordered list of 1")]
    assert [(block.kind, block.text) for block in found.blocks] == [
        ("item", "a"), ("item", "b"), ("item", "c"), ("paragraph", "d"),
    ]  # fmt: skip


TABLES = (
    "| a | b |",
    "| - | - |",
    "| :-: | --- |",
    "| |  |",
    "||",
    "|",
    "| [a](source:b) | {: .x} |",
    "",
    "a | b",
    "- a",
    "c",
)


def test_tables_read_the_same_or_are_left_to_the_parser() -> None:
    random = Random(3)
    some = ["\n".join([*TABLES[: random.choice((0, 1, 2, 2, 2))], *random.choices(TABLES, k=3)]) for _ in range(600)]
    assert [body for body in some if not agrees(body)] == []
    assert sum((found := fast_reader.read(body.split("\n"))) is not None and bool(found.shape) for body in some) > 60


def test_a_table_is_read_cell_by_cell() -> None:
    found = fast_reader.read(["| a | b |", "| - |:-:|", "| c |  |", "| [d](#e) | f |", "", "g"])
    assert found is not None
    assert found.shape == [(0, "table of 3")]
    assert [(block.line, block.kind, block.text) for block in found.blocks] == [
        (0, "cell", "a"), (0, "cell", "b"), (2, "cell", "c"), (2, "cell", ""), (3, "cell", "d"), (3, "cell", "f"),
        (5, "paragraph", "g"),
    ]  # fmt: skip


def test_every_contact_link_has_its_own_words_beside_it() -> None:
    """Of a plain page and of one that needs the parser."""
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
