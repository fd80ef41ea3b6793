"""Pictures from the content to the reader: what the checker accepts is on the page in every language, and in print."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from offline_server import Host, hosted
from playwright.sync_api import Browser, expect
from selectolax.lexbor import LexborHTMLParser
from support import ROOT, TODAY, encoded, epoch_of, lines
from whole_site import accept_translations, demonstration, in_three_languages

FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
ITEMS = (
    "countries/united-kingdom", "topics/lost-passport", "events/2026-02-open-day", "audiences/students",
    "training/student-pack",
)  # fmt: skip
WORDS = {"en": "Papers", "zh": "证件", "fr": "⟦Papers⟧"}
SIZES = {"jpg": (1280, 720), "jpeg": (40, 30), "png": (300, 400), "webp": (90, 90)}
SHOWN = """
![{0}](hall.jpg)

1. {0}

    ![{0}](photo-2.jpeg)

2. {0}

    - {0}

        ![{0}](drawing.png)

/// note | {0}
![{0}](small.webp)
///

![{0}](hall.jpg)

![{0}](photo-2.jpeg)
"""
NAMES = {"jpg": "hall.jpg", "jpeg": "photo-2.jpeg", "png": "drawing.png", "webp": "small.webp"}
ORDER = ["hall.jpg", "photo-2.jpeg", "drawing.png", "small.webp", "hall.jpg", "photo-2.jpeg"]


def with_pictures(folder: Path) -> Path:
    """The service in three languages, with a picture of every type, at every place, on every kind of page."""
    config = in_three_languages(folder)
    write(folder, ITEMS, WORDS)
    accept_translations(config)
    return config


def write(folder: Path, items: Iterable[str], languages: Iterable[str]) -> None:
    """Put pictures beside some items, and name them at the end of their pages."""
    for item in items:
        for language in languages:
            page = folder / f"docs/{item}/index.{language}.md"
            text = page.read_text(encoding="utf-8").rstrip("\n")
            page.write_text(f"{text}\n{SHOWN.format(WORDS[language])}", encoding="utf-8")
        for ending, form in FORMATS.items():
            (folder / f"docs/{item}/{NAMES[ending]}").write_bytes(encoded(form, SIZES[ending]))


def publish(config: Path) -> Path:
    """Check, build and audit it, as it is published."""
    site = config.parent / "site"
    command = [sys.executable, str(ROOT / "scripts/build.py"), "--config", str(config), "--site-dir", str(site)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch_of(TODAY)}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return site


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_pictures(tmp_path_factory.mktemp("pictures") / "source")


@pytest.fixture(scope="module")
def published(config: Path) -> Path:
    return publish(config)


def pages(site: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    """The pages that show pictures, by address, in every language."""
    for item in ITEMS:
        for folder in ("", "zh/", "fr/"):
            address = f"{folder}{item}/"
            yield address, LexborHTMLParser((site / address / "index.html").read_text(encoding="utf-8"))


def test_every_picture_is_on_its_page_in_every_language(config: Path, published: Path) -> None:
    for address, page in pages(published):
        folder = address.split("/", 1)[0]
        pictures = [node.attributes for node in page.css("article img")]
        paths = [urljoin(f"/{address}", str(picture["src"])).removeprefix("/") for picture in pictures]
        item = address.removeprefix("zh/").removeprefix("fr/")
        assert paths == [f"{item}{name}" for name in ORDER], address
        assert {picture["alt"] for picture in pictures} == {WORDS[folder if folder in WORDS else "en"]}
        for path, picture in zip(paths, pictures, strict=True):
            assert (published / path).read_bytes() == (config.parent / "docs" / path).read_bytes()
            size = SIZES[path.rpartition(".")[2]]
            assert (picture["width"], picture["height"]) == (str(size[0]), str(size[1])), path


def test_a_picture_is_published_once_for_all_languages(published: Path) -> None:
    found = {file.relative_to(published).as_posix() for file in published.rglob("*") if file.name in NAMES.values()}
    assert found == {f"{item}/{name}" for item in ITEMS for name in NAMES.values()}


def test_steps_with_pictures_stay_one_list(published: Path) -> None:
    for address, page in pages(published):
        steps = [len(node.css("img")) for node in page.css("article ol > li") if node.css("img")]
        assert steps == [1, 1], address


def test_a_saved_country_holds_the_pictures_of_its_pages(published: Path) -> None:
    pack = json.loads((published / "offline/united-kingdom.json").read_text(encoding="utf-8"))
    saved = {file["url"] for file in pack["files"]}
    assert {f"{item}/{name}" for item in ITEMS[:2] for name in NAMES.values()} <= saved


def test_the_search_reads_no_address_of_a_picture(published: Path) -> None:
    texts = [file.read_bytes() for file in (published / "pagefind").rglob("*") if file.is_file()]
    assert texts
    assert not [name for name in NAMES.values() for text in texts if name.encode() in text]


@pytest.fixture(scope="module")
def reader(published: Path) -> Iterator[Host]:
    with hosted(published) as found:
        yield found


def test_pictures_load_and_fit_the_screen(reader: Host, published: Path, browser: Browser) -> None:
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    for address in (address for address, _ in pages(published) if not address.startswith("fr/")):
        page.goto(f"{reader.address}{address}")
        page.evaluate("document.querySelectorAll('article img').forEach(one => { one.loading = 'eager' })")
        page.evaluate("Promise.all([...document.querySelectorAll('article img')].map(one => one.decode()))")
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            right = page.evaluate("Math.max(...[...document.images].map(one => one.getBoundingClientRect().right))")
            assert right <= width == page.evaluate("document.documentElement.scrollWidth"), address
    page.close()
    assert told == []


def test_a_saved_country_shows_its_pictures_without_a_network(reader: Host, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{reader.address}{ITEMS[0]}/")
        page.get_by_role("button", name="Save for offline").click()
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator("[data-save]")).to_contain_text("Saved:", timeout=20000)
        reader.down = True
        for address in (f"zh/{ITEMS[1]}/", f"{ITEMS[0]}/"):
            page.goto(f"{reader.address}{address}")
            page.evaluate("document.querySelectorAll('article img').forEach(one => { one.loading = 'eager' })")
            page.evaluate("Promise.all([...document.querySelectorAll('article img')].map(one => one.decode()))")
            assert page.locator("article img").count() == len(ORDER)
    reader.reset()


def test_a_replaced_picture_is_fresh_on_pages_and_in_saved_copies(tmp_path: Path) -> None:
    config = demonstration(tmp_path / "source")
    write(config.parent, ITEMS[:1], ("en", "zh"))
    accept_translations(config)
    site = publish(config)
    before = revision(site)
    picture = encoded("PNG", (80, 20))
    (config.parent / f"docs/{ITEMS[0]}/drawing.png").write_bytes(picture)
    publish(config)
    assert (site / ITEMS[0] / "drawing.png").read_bytes() == picture
    for folder in ("", "zh/"):
        page = LexborHTMLParser((site / folder / ITEMS[0] / "index.html").read_text(encoding="utf-8"))
        shown = page.css_first('img[src$="drawing.png"]').attributes
        assert (shown["width"], shown["height"]) == ("80", "20")
    assert revision(site) != before


def revision(site: Path) -> str:
    pages = json.loads((site / "status.json").read_text(encoding="utf-8"))["pages"]
    return str(pages[ITEMS[0]]["revision"])


# -- what cannot be published is refused, with its place

PLACE = "docs/audiences/students/index.en.md"
REFUSED = [
    ('![Papers](hall.png "A title")', "picture-form"), ("![Papers](hall.png 'A title')", "picture-form"),
    ("See ![Papers](hall.png).", "picture-form"), ("**![Papers](hall.png)**", "picture-form"),
    ("Text.\n![Papers](hall.png)", "picture-form"), ("![Papers](hall.png)\n![Papers](hall.png)", "picture-form"),
    ("- ![Papers](hall.png)", "picture-form"), ("1. Step\n\n   ![Papers](hall.png)", "picture-form"),
    ("1. Step\n\n![Papers](hall.png)\n\n2. Step", "picture-form"), ("> ![Papers](hall.png)", "picture-form"), ("| a |\n|---|\n| ![Papers](hall.png) |", "picture-form"),
    ("### ![Papers](hall.png)", "picture-form"), ("/// note | ![Papers](hall.png)\nText.\n///", "picture-form"),
    ("[![Papers](hall.png)](page:index)", "picture-form"), ("![a [b] c](hall.png)", "picture-form"),
    ("![*Papers*](hall.png)", "picture-form"), ("![Papers](hall\\.png)", "picture-form"),
    ("![Papers](hall.png){ width=20 }", "picture-form"), ("![Papers] (hall.png)", "picture-form"),
    ("![Papers](<hall.png>)", "picture-form"), ("![Papers](./hall.png)", "picture-exists"),
    ("![Papers](hall.png#x)", "picture-exists"), ("![Papers](HALL.png)", "picture-exists"),
    ("![Papers](../students/hall.png)", "picture-exists"), ("![ ](hall.png)", "picture-text"),
    ("    ![Papers](hall.png)", "picture-used"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "rule"), REFUSED)
def test_a_picture_that_would_not_be_shown_everywhere_is_refused(written: str, rule: str, tmp_path: Path) -> None:
    edits = {
        PLACE: ("Copy your papers.", written),
        "docs/audiences/students/hall.png": encoded("PNG"),
    }
    found = [line for line in lines(tmp_path, edits) if line.endswith(f"[{rule}]")]
    assert any(line.startswith(f"{PLACE}:") for line in found), found


@pytest.mark.parametrize(
    ("page", "picture"), [("docs/index", "docs/hall.png"), ("docs/topics/index", "docs/topics/hall.png")]
)
def test_pages_without_a_folder_of_their_own_show_no_pictures(page: str, picture: str, tmp_path: Path) -> None:
    text = "---\ndescription: Help.\n---\n\n# Help\n\n![Papers](hall.png)\n"
    found = lines(tmp_path, {f"{page}.en.md": text, picture: encoded("PNG")})
    assert [line for line in found if line.startswith(f"{page}.en.md:7: picture must lie in the folder of")]
    assert [line for line in found if line.startswith(f"{picture}:") and line.endswith("[stray-file]")]


def test_a_picture_whose_name_ends_in_capitals_is_refused(tmp_path: Path) -> None:
    found = lines(tmp_path, {"docs/audiences/students/HALL.JPG": encoded("JPEG")})
    assert [line for line in found if "named in small letters" in line and "HALL.JPG" in line]
