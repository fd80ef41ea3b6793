"""Mark a built site as a preview: a line on every page that its numbers are not verified, and no search engine.

The folder may come from anybody: whatever git or a browser could take for more than a file of a site is removed first.
Needs the standard library only, so that it can run where nothing is installed.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.parsers import expat

WORDS = {"zh": "预览：号码未经核实，请勿使用。", "": "Preview – numbers not verified. Do not rely on this page."}
ROBOTS = '<meta name="robots" content="noindex, nofollow, noarchive">'
ON_PICTURE = (
    '<text data-preview="" x="50%" y="50%" text-anchor="middle" textLength="96%" lengthAdjust="spacingAndGlyphs" '
    'fill="#b00" xmlns="http://www.w3.org/2000/svg">Preview – numbers not verified 预览：号码未经核实</text>'
)
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*|\.well-known", re.ASCII)
"""Names in a site; so none that git takes for its own on any system: .git, .GIT, GIT~1, names with unseen signs."""
TYPES = frozenset((
    "", "avif", "css", "csv", "gif", "html", "ico", "ics", "jpeg", "jpg", "js", "json", "map", "minisig", "pagefind",
    "pdf", "pf_filter", "pf_index", "pf_meta", "png", "svg", "txt", "vcf", "webmanifest", "webp",
    "woff2", "xml", "zip",
))  # fmt: skip
"""Files of a site; so none that a browser shows as a page and that cannot be marked, such as .htm and .xhtml."""
XHTML, SVG = "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"
OF_WORDS = frozenset(("script", "style", "textarea", "title"))  # elements in which nothing is a tag


def mark_all(site: Path) -> int:
    """Remove what is no file of a site and mark every page; gives the exit status, 1 where there is no page."""
    for name in remove_strangers(site):
        print(f"preview: removed {name!a}")
    pages = 0
    for file in sorted(file for file in site.rglob("*") if file.is_file()):
        if (made := made_of(file)) is None:
            file.unlink()
            print(f"preview: removed {str(file.relative_to(site))!a}, which cannot be marked")
        elif made:
            write(file, made)
            pages += file.suffix == ".html"
    write(site / "robots.txt", b"User-agent: *\nDisallow: /\n")
    write(site / "_headers", b"/*\n  X-Robots-Tag: noindex\n")
    print(f"preview: {pages} pages marked")
    return int(not pages)


def write(file: Path, data: bytes) -> None:
    """A file of its own, even where another one shared its content."""
    file.unlink(missing_ok=True)
    file.write_bytes(data)


# --- what may be there ---------------------------------------------------------------------------------------------


def remove_strangers(folder: Path) -> Iterator[str]:
    """Remove links, devices and the like, and whatever no site has by its name or type; yields what was removed."""
    if folder.is_symlink():
        raise ValueError(f"{folder} is a link")
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode) and NAME.fullmatch(entry.name):
            yield from (f"{entry.name}/{name}" for name in remove_strangers(folder / entry.name))
        elif not (stat.S_ISREG(mode) and is_of_site(entry.name)):
            remove(folder / entry.name)
            yield entry.name


def is_of_site(name: str) -> bool:
    """Whether a site may hold a file of this name."""
    return NAME.fullmatch(name) is not None and (name.rpartition(".")[2] if "." in name else "") in TYPES


def remove(place: Path) -> None:
    """Remove a file, a link or a folder with all it holds, and follow no link."""
    if place.is_symlink() or not place.is_dir():
        place.unlink()
        return
    for entry in list(os.scandir(place)):
        remove(place / entry.name)
    place.rmdir()


# --- the mark ------------------------------------------------------------------------------------------------------


def made_of(file: Path) -> bytes | None:
    """A page or picture with its mark; nothing for other files; ``None`` for what cannot be marked."""
    try:
        if file.suffix == ".html":
            return marked(file.read_text(encoding="utf-8")).encode()
        if file.suffix == ".svg":
            return marked_picture(file.read_bytes())
        return b"" if file.suffix != ".xml" or not is_shown(file.read_bytes()) else None
    except (UnicodeDecodeError, ValueError, expat.ExpatError):
        return None


class _FirstTags(HTMLParser):
    """Where the first tags of a page end; what a text, a comment or a script says is none."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.starts = [0, *(match.end() for match in re.finditer("\n", page))]
        self.ends: dict[str, int] = {}
        self.language = ""
        self.inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the place of the first tag of its name."""
        if self.inside:
            return
        line, column = self.getpos()
        self.ends.setdefault(tag, self.starts[line - 1] + column + len(self.get_starttag_text() or ""))
        if tag == "html":
            self.language = self.language or (dict(attrs).get("lang") or "").lower()
        self.inside = tag if tag in OF_WORDS else ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """To a browser, a stroke at the end of a tag means nothing."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """An element of words ends."""
        self.inside = "" if tag == self.inside else self.inside


def marked(html: str) -> str:
    """The page with its mark, once: at the head and at the body themselves, whatever its texts say.

    A page made to hide the mark can still do so, by a style, a script or an element around the body. The mark is for
    readers of honest previews; from others, the separate origin protects.
    """
    tags = _FirstTags(html)
    words = next(text for language, text in WORDS.items() if tags.language.startswith(language))
    line = f'<p data-preview role="note"><strong>{words}</strong></p>'
    if "body" not in tags.ends or "head" not in tags.ends:
        whole = ROBOTS + line
        return html if html.startswith(whole) else whole + html
    head, body = tags.ends["head"], tags.ends["body"]
    html = html if html.startswith(line, body) else html[:body] + line + html[body:]
    return html if html.startswith(ROBOTS, head) else html[:head] + ROBOTS + html[head:]


class _Xml:
    """An XML document: its root, where it ends, and whether a browser would show it as a page."""

    def __init__(self, data: bytes) -> None:
        self.depth, self.root, self.end, self.is_page = 0, "", -1, False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse
        parser.ProcessingInstructionHandler = self._refuse
        self.parser = parser
        parser.Parse(data, True)

    def _start(self, name: str, _: object) -> None:
        self.root = self.root or name
        self.depth += 1
        self.is_page |= name.startswith((f"{XHTML} ", f"{SVG} ")) and name != f"{XHTML} link"

    def _end(self, _: str) -> None:
        self.depth -= 1
        if not self.depth:
            self.end = self.parser.CurrentByteIndex

    def _refuse(self, *_: object) -> None:
        raise ValueError("a declaration or an instruction, which may make a page of it")


def is_shown(data: bytes) -> bool:
    """Whether a browser would show an XML document as a page."""
    return _Xml(data).is_page


def marked_picture(data: bytes) -> bytes:
    """A drawing with its mark above all else, once."""
    drawing, mark = _Xml(data), ON_PICTURE.encode()
    end = drawing.end
    if drawing.root != f"{SVG} svg" or not data.startswith(b"</", end):
        raise ValueError("no drawing, or an empty one")
    return data if data[:end].endswith(mark) else data[:end] + mark + data[end:]
