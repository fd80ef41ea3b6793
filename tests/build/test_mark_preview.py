"""A preview says on every page what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisories.build.mark_preview import mark_all, marked, marked_picture


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<html lang=zh-Hans><head></head><body class=x>y</body></html>", "号码未经核实"),
        ("<html lang='en'><head></head><body>y</body></html>", "numbers not verified"),
        ("<html><head></head><body>y</body></html>", "numbers not verified"),
    ],
)
def test_every_page_is_marked_once(html: str, words: str, tmp_path: Path) -> None:
    page = tmp_path / "a" / "index.html"
    page.parent.mkdir()
    page.write_text(html, encoding="utf-8")
    assert mark_all(tmp_path) == 0
    once = page.read_text(encoding="utf-8")
    assert words in once
    assert 'content="noindex' in once
    assert mark_all(tmp_path) == 0
    assert page.read_text(encoding="utf-8") == once
    assert (tmp_path / "robots.txt").read_text(encoding="utf-8").endswith("Disallow: /\n")


MARKS = ("numbers not verified", 'content="noindex')


@pytest.mark.parametrize(
    "html",
    [
        "<html><head><title>data-preview</title></head><body><p>data-preview</p></body></html>",
        "<html><head></head><body data-preview><p data-preview></p></body></html>",
        "<html><head><!-- <body> <head> --></head><body>y</body></html>",
        "<html><head><title><body></title><script>'<body>'</script></head><body>y</body></html>",
        "<html><head></head><body data-a='>' class=\">\">y</body></html>",
        "<!DOCTYPE html>\n<HTML LANG=en>\n<HEAD>\n</HEAD>\n<BODY\nclass=x>\ny\n</BODY></HTML>",
        "<p>no head and no body</p>",
        "",
    ],
)
def test_no_text_of_a_page_switches_its_mark_off(html: str) -> None:
    once = marked(html)
    assert [once.count(mark) for mark in MARKS] == [1, 1]
    assert marked(once) == once
    assert "<head>" not in html or once.index("<head>") < once.index(MARKS[1])
    assert "y</body>" not in html or once.index("</head>") < once.index(MARKS[0]) < once.index("y</body>")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/><!-- data-preview </svg> --></svg>'


def test_drawing_is_marked_once() -> None:
    once = marked_picture(SVG.encode())
    assert once.decode().count("numbers not verified") == 1
    assert once.endswith(b"</text></svg>")
    assert marked_picture(once) == once


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.svg", "<svg/>"), ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'), ("a.svg", "no drawing"),
        ("a.svg", f"<!DOCTYPE svg [<!ENTITY a 'x'>]>{SVG}"), ("a.svg", f"<?xml-stylesheet href='a.xsl'?>{SVG}"),
        ("a.xml", '<html xmlns="http://www.w3.org/1999/xhtml"/>'), ("a.xml", f"<x>{SVG}</x>"), ("a.xml", "<?xml-stylesheet href='a.xsl'?><x/>"),
    ],
)  # fmt: skip
def test_what_cannot_be_marked_is_removed(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>x</p>", encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "sitemap.xml").write_text('<a xmlns:x="http://www.w3.org/1999/xhtml"><x:link/></a>', encoding="utf-8")
    (tmp_path / "b.html").write_bytes(b"\xff\xfe<\0")
    assert mark_all(tmp_path) == 0
    assert {file.name for file in tmp_path.iterdir()} == {"index.html", "sitemap.xml", "robots.txt", "_headers"}


def test_an_empty_preview_fails(tmp_path: Path) -> None:
    assert mark_all(tmp_path) == 1
