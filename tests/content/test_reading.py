"""Bytes that no editor means to send: each refused with its own line, never a traceback."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support import lines, make_docs

from advisories.common.problems import as_text, quoted
from advisories.content import reading
from advisories.content.page_files import read_page
from advisories.content.reading import LARGEST_PAGE, UnreadableError
from advisories.content.yaml_files import read_yaml

FACTS = "docs/audiences/students/facts.yml"
PAGE = "docs/audiences/students/index.zh.md"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        # wrong
        (b"\xef\xbb\xbf# x\n", f"{PAGE}:1: text must hold no invisible or control characters: 'U+FEFF ZERO WIDTH NO-BREAK SPACE' [hidden-character]"),
        ("# 学生\n".encode("gb18030"), f"{PAGE}:1: file must be saved as UTF-8: 'byte 0xc9' [utf-8]"),
        ("# 学\n\n\x07\n".encode(), f"{PAGE}:3: text must hold no invisible or control characters: 'U+0007 control character' [hidden-character]"),
        (b"", f"{PAGE}:1: file must not be empty [empty-file]"),
        (b"x" * (LARGEST_PAGE + 1), f"{PAGE}:1: file must be smaller than 48 KB [file-size]"),
        (b"# x\x00\n", f"{PAGE}:1: text must hold no invisible or control characters: 'U+0000 control character' [hidden-character]"),
    ],
)  # fmt: skip
def test_bytes_are_refused_with_place_and_rule(content: bytes, said: str, tmp_path: Path) -> None:
    assert said in lines(tmp_path, {PAGE: content})


def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    file = make_docs(tmp_path).parent / FACTS
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert lines(tmp_path / "unused") == []


@pytest.mark.parametrize("path", [FACTS, PAGE, "docs/audiences/students", "docs/extra.en.md"])
def test_symlink_is_refused(path: str, tmp_path: Path) -> None:
    root = make_docs(tmp_path / "site").parent
    target = root / path
    aside = tmp_path / "aside"
    if target.exists():
        target.rename(aside)
    else:
        aside.write_text("# x\n", encoding="utf-8")
    target.symlink_to(aside)
    found = lines(root)
    assert any(line.startswith(f"{path}:1:") and line.endswith("[regular-file]") for line in found), found


def test_unreadable_picture_name_is_a_stray(tmp_path: Path) -> None:
    found = lines(tmp_path, {"docs/audiences/students/My Photo.png": b"x"})
    assert [line.rsplit(" ", 1)[1] for line in found] == ["[stray-file]"]


def test_huge_picture_is_refused(tmp_path: Path) -> None:
    found = lines(tmp_path, {"docs/audiences/students/photo.png": b"x" * (8 * 1024 * 1024 + 1)})
    assert any("[picture-size]" in line for line in found)


@pytest.mark.parametrize(
    ("text", "value"),
    [("country: NO", "NO"), ("number: 0110", "0110"), ("time: 12:30", "12:30"), ("sum: 1_000", "1_000"),
     ("answer: null", "null"), ("on: ~", "~"), ("day: 2026-03-01", "2026-03-01"), ("octal: 0o17", "0o17")],
)  # fmt: skip
def test_scalars_stay_the_text_they_are(text: str, value: str) -> None:
    assert list(read_yaml(text, "x.yml").data.values()) == [value]


def test_billion_laughs_are_refused_at_once() -> None:
    text = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    with pytest.raises(UnreadableError) as refused:
        read_yaml(text, "x.yml")
    assert refused.value.problem.rule == "yaml-alias"


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 50_000, "- " * 100_000 + "x", "? " * 50_000 + "x"])
def test_deep_nesting_is_refused_without_a_crash(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_yaml(text, "x.yml")


def test_line_of_a_value_is_found_below_its_keys() -> None:
    file = read_yaml("a: 1\nb:\n  - c: 2\n  - d: 3\n", "x.yml", first_line=10)
    assert file.line(("b", 1, "d")) == 13
    assert file.line(("b", 9)) == 11  # the nearest parent that exists


def test_page_without_front_matter_begins_on_line_one() -> None:
    page = read_page("# Title\n\nText\n", "x.md", "en")
    assert (page.title, page.body_line, page.description) == ("Title", 1, "")


@pytest.mark.parametrize(
    "written", ['"One sentence. "', "' One sentence.'", ">\n  One\n  sentence.", "|\n  One\n  sentence.\n"]
)
def test_a_description_is_one_line_without_blanks_around_it(written: str) -> None:
    page = read_page(f"---\ndescription: {written}\n---\n\n# Title\n", "x.md", "en")
    assert page.description == "One sentence."


def test_values_show_what_the_eye_misses() -> None:
    assert quoted("a\u200bb'c\\") == "'a\\u200bb\\'c\\\\'"
    assert len(quoted("x" * 500)) < 90


def test_messages_speak_the_editors_language(tmp_path: Path) -> None:
    found = lines(tmp_path, {FACTS: ("icon: school", "icon: School Bag")}, language="zh")
    assert found == [
        f"{FACTS}:1: icon：只能用小写字母a-z、数字和单个连字符，例如“lost-passport”。现在是：'School Bag' [slug-form]"
    ]


def test_text_form_is_one_clickable_line(tmp_path: Path) -> None:
    assert as_text.__doc__ is not None
    for line in lines(tmp_path, {FACTS: ("icon: school", "icon: School Bag")}):
        assert line.count("\n") == 0
        assert line.startswith(f"{FACTS}:1: ")


def test_quick_look_misses_no_refused_character() -> None:
    characters = (chr(number) for number in range(sys.maxunicode + 1) if chr(number) != "\n")
    assert [c for c in characters if reading._refused_character(c) and not reading.SUSPECT.match(c)] == []
