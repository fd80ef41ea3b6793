"""The live preview shows a save at once, and shows what a build from the start would show."""

from __future__ import annotations

import hashlib
import shutil
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

import serve
from advisories.benchmark import own_layout
from advisories.benchmark.corpus import Corpus
from advisories.site import rendering, search_serve
from advisories.site.building import Build
from advisories.site.live import Preview

PORT = 8765
TEXT = "docs/topics/lost-passport/index.en.md"
FACTS = "docs/events/2026-02-open-day/facts.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small corpus to edit."""
    (tmp_path / "corpus").mkdir()
    return own_layout.write(Corpus(20), tmp_path / "corpus").parent


@pytest.fixture
def preview(folder: Path) -> Iterator[Preview]:
    """Its preview, built once, without what would be made in the background."""
    with pytest.MonkeyPatch.context() as quiet:
        quiet.setattr(Build, "finish", lambda *_: None)
        quiet.setattr(search_serve, "finish", lambda *_: None)
        found = serve.preview_of(folder / "mkdocs.yml", folder / "site", PORT)
        found.build()
        yield found
    search_serve.BACKGROUND.active = False


def pages(site: Path) -> dict[str, str]:
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in site.rglob("*.html")
    }


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def from_the_start(preview: Preview, folder: Path) -> dict[str, str]:
    shutil.rmtree(folder / ".cache")
    preview.build()
    return pages(folder / "site")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (TEXT, "\n## ", "\nOne more line.\n\n## "),
        (FACTS, "2026-02-10", "2026-02-11"),
        (TEXT, "description: ", "description: Read this. "),
    ],
)
def test_a_save_shows_what_a_build_from_the_start_would_show(
    file: str, old: str, new: str, preview: Preview, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = pages(folder / "site")
    edit(folder / file, old, new)
    with monkeypatch.context() as only:
        only.setattr(preview, "build", lambda: pytest.fail("the whole site was built"))
        preview.refresh()
    after = pages(folder / "site")
    assert after != before
    assert after == from_the_start(preview, folder)


def test_an_edited_text_costs_one_item(preview: Preview, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    render = rendering.Language.render
    monkeypatch.setattr(
        rendering.Language, "render", lambda one, file: rendered.append(file.src_uri) or render(one, file)
    )
    edit(folder / TEXT, "\n## ", "\nOne more line.\n\n## ")
    preview.refresh()
    assert rendered == ["topics/lost-passport/index.en.md", "topics/lost-passport/index.zh.md"]


def test_a_title_in_the_menu_shows_on_every_page(preview: Preview, folder: Path) -> None:
    edit(folder / "docs/topics/index.en.md", "\n# ", "\n# New ")
    preview.refresh()
    assert "New " in (folder / "site/countries/united-kingdom/index.html").read_text(encoding="utf-8")


def test_a_new_item_and_a_template_mean_a_whole_build(preview: Preview, folder: Path) -> None:
    event = folder / "docs/events/2026-02-open-day"
    shutil.copytree(event, event.with_name("2026-02-second-day"))
    preview.refresh()
    assert (folder / "site/events/2026-02-second-day/index.html").exists()


def test_a_mistake_is_told_and_its_correction_shown(preview: Preview, folder: Path) -> None:
    edit(folder / FACTS, "reviewed: ", "reviewd: ")
    preview.refresh()
    edit(folder / FACTS, "reviewd: ", "reviewed: ")
    edit(folder / TEXT, "\n## ", "\nOne more line.\n\n## ")
    preview.refresh()
    assert "One more line" in (folder / "site/topics/lost-passport/index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_browser_sees_a_save(folder: Path) -> None:
    """From the save to the page, through the server, in a thread of its own."""
    server = threading.Thread(target=serve.serve, args=(folder / "mkdocs.yml", folder / "site", PORT), daemon=True)
    server.start()
    address = f"http://localhost:{PORT}/topics/lost-passport/"
    wait_for(address, "<h1")
    edit(folder / TEXT, "\n## ", "\nOne more line.\n\n## ")
    print(f"from save to page: {wait_for(address, 'One more line'):.2f} s")


def wait_for(address: str, words: str) -> float:
    """Seconds until a page holds some words."""
    start = time.perf_counter()
    while time.perf_counter() - start < 60:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if words in answer.read().decode():
                    return time.perf_counter() - start
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"{address} never showed {words!r}")
