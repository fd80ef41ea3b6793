"""The live preview shows a save at once, and shows what a build from the start would show."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks import own_layout
from benchmarks.corpus import Corpus
from jinja2 import Environment
from support import ROOT, encoded, eventually
from whole_site import demonstration

import serve
from advisories import outputs
from advisories.build import live_reload, live_server, rendering
from advisories.build.live_reload import Preview
from advisories.build.site_build import Build
from advisories.search import preview_search

PORT = 8765
REST = 2.5
"""Seconds without a build after which none is expected any more."""
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
        quiet.setattr(preview_search, "finish", lambda *_: None)
        (folder / "preview").mkdir()
        found = serve.preview_of(folder / "mkdocs.yml", folder / "preview", PORT)
        assert found.refresh()
        assert found.mistakes == []
        yield found
    preview_search.BACKGROUND.active = False
    preview_search.BACKGROUND.folder = None


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
    return pages(preview.site)


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
    before = pages(preview.site)
    edit(folder / file, old, new)
    with monkeypatch.context() as only:
        only.setattr(preview, "build", lambda: pytest.fail("the whole site was built"))
        preview.refresh()
    after = pages(preview.site)
    assert after != before
    assert after == from_the_start(preview, folder)


def test_an_edited_text_costs_one_item(preview: Preview, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    render = rendering.LanguageRun.render
    monkeypatch.setattr(
        rendering.LanguageRun, "render", lambda one, file: rendered.append(file.src_uri) or render(one, file)
    )
    edit(folder / TEXT, "\n## ", "\nOne more line.\n\n## ")
    preview.refresh()
    assert rendered == ["topics/lost-passport/index.en.md", "topics/lost-passport/index.zh.md"]


def test_a_title_in_the_menu_shows_on_every_page(preview: Preview, folder: Path) -> None:
    edit(folder / "docs/topics/index.en.md", "\n# ", "\n# New ")
    preview.refresh()
    assert "New " in (preview.site / "countries/united-kingdom/index.html").read_text(encoding="utf-8")


def test_a_new_item_and_a_template_mean_a_whole_build(preview: Preview, folder: Path) -> None:
    event = folder / "docs/events/2026-02-open-day"
    shutil.copytree(event, event.with_name("2026-02-second-day"))
    preview.refresh()
    assert (preview.site / "events/2026-02-second-day/index.html").exists()


def test_a_replaced_picture_shows(preview: Preview, folder: Path) -> None:
    topic = folder / TEXT.rpartition("/")[0]
    (topic / "hall.png").write_bytes(encoded("PNG", (40, 30)))
    for language in ("en", "zh"):
        edit(topic / f"index.{language}.md", "\n## ", "\n![Hall](hall.png)\n\n## ")
    assert preview.refresh()
    (topic / "hall.png").write_bytes(picture := encoded("PNG", (60, 20)))
    assert preview.refresh()
    assert (preview.site / "topics/lost-passport/hall.png").read_bytes() == picture
    for path in ("topics", "zh/topics"):
        page = (preview.site / f"{path}/lost-passport/index.html").read_text(encoding="utf-8")
        assert 'height="20"' in page


def test_a_mistake_leaves_the_pages_and_its_correction_is_shown(preview: Preview, folder: Path) -> None:
    before = pages(preview.site)
    edit(folder / FACTS, "reviewed: ", "reviewd: ")
    assert preview.refresh()
    assert [one.split(" [")[1] for one in preview.said("en")] == ["missing-key]", "unknown-key]"]
    assert pages(preview.site) == before
    edit(folder / FACTS, "reviewd: ", "reviewed: ")
    edit(folder / TEXT, "\n## ", "\nOne more line.\n\n## ")
    assert preview.refresh()
    assert preview.mistakes == []
    assert "One more line" in (preview.site / "topics/lost-passport/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("mkdocs.yml", "nav:", "nav: [", "mkdocs.yml"),
        ("mkdocs.yml", "name: material", "name: no-such-theme", "no-such-theme"),
        ("docs/contacts.yml", "hotlines:", "hotline:", "[unknown-key]"),
        ("docs/index.en.md", "---\n", "---\n: [\n", "docs/index.en.md"),
    ],
)
def test_a_mistake_in_any_file_leaves_the_pages(
    file: str, old: str, new: str, said: str, preview: Preview, folder: Path
) -> None:
    before = pages(preview.site)
    edit(folder / file, old, new)
    assert preview.refresh()
    assert said in "\n".join(preview.said("en"))
    assert pages(preview.site) == before
    edit(folder / file, new, old)
    assert preview.refresh()
    assert preview.mistakes == []
    assert pages(preview.site) == before


def test_a_broken_template_leaves_the_pages(
    preview: Preview, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, build = pages(preview.site), live_reload.build
    monkeypatch.setattr(live_reload, "build", lambda *_, **__: get_template("{% if"))
    shutil.copytree(folder / "docs/events/2026-02-open-day", folder / "docs/events/2026-02-second-day")
    assert preview.refresh()
    assert preview.said("en") == ["1: TemplateSyntaxError: unexpected 'end of template'"]
    assert pages(preview.site) == before
    monkeypatch.setattr(live_reload, "build", build)
    edit(folder / TEXT, "\n## ", "\nOne more line.\n\n## ")
    assert preview.refresh()
    assert preview.mistakes == []
    assert (preview.site / "events/2026-02-second-day/index.html").exists()


def get_template(source: str) -> None:
    Environment(autoescape=True).from_string(source)


def test_pages_that_were_renewed_in_part_are_made_again(
    preview: Preview, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, render = pages(preview.site), Build.render_again

    def breaks_off(*arguments: Any) -> None:
        render(*arguments)
        raise ValueError("broken off")

    edit(folder / TEXT, "\n## ", "\nOne more line.\n\n## ")
    with monkeypatch.context() as only:
        only.setattr(Build, "render_again", breaks_off)
        assert preview.refresh()
    assert preview.said("en") == ["ValueError: broken off"]
    edit(folder / TEXT, "\nOne more line.\n\n## ", "\n## ")
    assert preview.refresh()
    assert pages(preview.site) == before


def test_what_the_checker_refuses_is_told_and_shown(preview: Preview, folder: Path) -> None:
    """A page that can be made is shown, so that its writer sees what it is about."""
    edit(folder / TEXT, "\n## ", "\nCall +44 20 7946 0999.\n\n## ")
    assert preview.refresh()
    assert "[typed-phone]" in [one.rpartition(" ")[2] for one in preview.said("en")]
    assert preview.said("en") != preview.said("zh")
    assert "7946 0999" in (preview.site / "topics/lost-passport/index.html").read_text(encoding="utf-8")


def test_only_another_content_is_a_change(preview: Preview, folder: Path) -> None:
    text = folder / TEXT
    text.touch()
    text.with_name("4913").touch()
    shutil.copy(text, f"{text}~")
    shutil.copy(text, text.with_name(".index.en.md.swp"))
    copy = text.with_name(".tmp")
    copy.write_bytes(text.read_bytes())
    copy.replace(text)
    assert not preview.refresh()
    edit(text, "\n## ", "\nOne more line.\n\n## ")
    assert preview.refresh()
    assert preview.mistakes == [], "copies of an editor are no mistakes"
    assert not preview.refresh()


# --- the program itself -------------------------------------------------------------------------------------------


class Running:
    """``scripts/serve.py``, as ``make serve`` starts it, with a folder for what it keeps meanwhile."""

    def __init__(self, config: Path, folder: Path, port: int) -> None:
        self.address = f"http://localhost:{port}"
        self.kept = folder / "tmp"
        self.kept.mkdir()
        self.output = folder / "output"
        command = [sys.executable, str(ROOT / "scripts/serve.py"), "--config", str(config), "--port", str(port)]
        environment = {**os.environ, "TMPDIR": str(self.kept), "ADVISORIES_LANG": "zh", "PYTHONDONTWRITEBYTECODE": "1"}
        with self.output.open("wb") as stream:
            self.process = subprocess.Popen(command, env=environment, stdout=stream, stderr=stream)

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.address}/{path}", timeout=30) as answer:
            return str(answer.read().decode())

    def shows(self, path: str, words: str) -> None:
        """Wait until a page has some words."""
        eventually(lambda: words in self.page(path), wanted=True)

    def reloads(self, wanted: int, beside: Callable[[], object]) -> int:
        """How often a browser is told to load the page anew, until that has rested for a while."""
        seen = [self.epoch()]
        beside()
        end = time.monotonic() + 60
        rest = time.monotonic() + REST if not wanted else end
        while time.monotonic() < min(rest, end):
            time.sleep(0.05)
            if (now := self.epoch()) != seen[-1]:
                seen.append(now)
                rest = time.monotonic() + REST if len(seen) > wanted else end
        return len(seen) - 1

    def epoch(self) -> str:
        """By which the page of a browser knows that it is old."""
        return self.page("topics/lost-passport/").rpartition("livereload(")[2].partition(",")[0]

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        try:
            return self.process.wait(timeout=60)
        finally:
            self.process.kill()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A preview of the service that has been built."""
    found = Running(demonstration(tmp_path / "corpus"), tmp_path, free_port())
    try:
        wait_for(f"{found.address}/topics/lost-passport/", "<h1")
        time.sleep(1)
        yield found
    finally:
        found.process.kill()
        found.process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("localhost", 0))
        return int(found.getsockname()[1])


def test_a_preview_builds_for_what_is_saved_and_for_nothing_else(running: Running, tmp_path: Path) -> None:
    docs, text, facts = tmp_path / "corpus/docs", tmp_path / "corpus" / TEXT, tmp_path / "corpus" / FACTS
    page = "topics/lost-passport/"

    def read() -> None:
        for file in docs.rglob("*.*"):
            file.read_bytes()
        text.touch()

    assert running.reloads(0, read) == 0
    assert running.reloads(1, lambda: edit(text, "\n## ", "\nOne more line.\n\n## ")) == 1
    assert "One more line" in running.page(page)
    assert running.reloads(1, lambda: save_as_vim_does(text, "One more line", "Another line")) == 1
    assert "Another line" in running.page(page)

    assert running.reloads(1, lambda: edit(facts, "reviewed: ", "reviewd: ")) == 1
    for address, words in (("", "no other keys than"), ("zh/", "不能有这个键")):
        shown = running.page(f"{address}events/2026-02-open-day/")
        assert "<h1" in shown
        assert words in shown.partition('role="alert"')[2].partition("</div>")[0]
    assert "不能有这个键" in running.output.read_text(encoding="utf-8")
    assert running.reloads(1, lambda: edit(facts, "reviewd: ", "reviewed: ")) == 1
    assert 'role="alert"' not in running.page("events/2026-02-open-day/")

    away = tmp_path / "away"
    event = docs / "events/2026-02-open-day"
    assert running.reloads(1, lambda: event.rename(away)) == 1
    assert running.reloads(1, lambda: away.rename(event)) == 1
    running.shows("events/2026-02-open-day/", "<h1")

    for number in range(6):  # while the index of the save before is being made
        edit(docs / "index.en.md", "\n# ", f"\n# {number} ")
        time.sleep(0.4)
    running.shows("", "5 4 3 2 1 0 ")
    assert "Error" not in running.output.read_text(encoding="utf-8")
    assert running.end(signal.SIGTERM) == 0
    assert list(running.kept.iterdir()) == []


def save_as_vim_does(file: Path, old: str, new: str) -> None:
    """A trial whether files can be made, a copy of the old text, the new text under another name, then under its own."""
    trial = file.with_name("4913")
    trial.touch()
    trial.unlink()
    file.rename(f"{file}~")
    part = file.with_name("index.en.md.part")
    part.write_text(Path(f"{file}~").read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    part.replace(file)
    Path(f"{file}~").unlink()


def test_a_preview_that_is_interrupted_while_it_builds_leaves_nothing(tmp_path: Path) -> None:
    found = Running(demonstration(tmp_path / "corpus"), tmp_path, free_port())
    eventually(lambda: bool(list(found.kept.rglob("*/index.html"))), wanted=True, seconds=60)
    assert found.end(signal.SIGINT) == 0
    assert list(found.kept.iterdir()) == []
    assert "Error" not in found.output.read_text(encoding="utf-8")


def test_a_signal_ends_the_server_though_its_exception_is_lost(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one is that is raised in a finalizer."""
    ending = threading.Event()
    monkeypatch.setattr(live_server, "ENDING", ending)
    server = live_server.PreviewServer(preview, free_port(), print)
    with pytest.raises(KeyboardInterrupt):
        live_server.stopped()
    assert ending.is_set()
    loop = threading.Thread(target=server._build_loop, daemon=True)
    loop.start()
    loop.join(10)
    assert not loop.is_alive()
    server.server_close()


def test_a_port_that_is_taken_is_told_before_anything_is_built(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        taken.listen()
        found = Running(demonstration(tmp_path / "corpus"), tmp_path, taken.getsockname()[1])
        assert found.process.wait(timeout=60) == 1
    assert found.output.read_text(encoding="utf-8").count("\n") == 1
    assert "make serve PORT=" in found.output.read_text(encoding="utf-8")
    assert not (tmp_path / "corpus/.cache").exists()
    assert list(found.kept.iterdir()) == []


def test_a_site_that_cannot_be_built_yet_is_shown_once_it_can(tmp_path: Path) -> None:
    config = demonstration(tmp_path / "corpus")
    edit(tmp_path / "corpus" / FACTS, "reviewed: ", "reviewd: ")
    found = Running(config, tmp_path, free_port())
    try:
        eventually(
            lambda: "look at" in found.output.read_text() or "请打开" in found.output.read_text(),
            wanted=True,
            seconds=60,
        )
        with pytest.raises(urllib.error.HTTPError) as missing:
            found.page("topics/lost-passport/")
        assert "不能有这个键" in (body := missing.value.read().decode())
        assert "livereload(" in body, "the browser loads the page by itself once it is there"
        edit(tmp_path / "corpus" / FACTS, "reviewd: ", "reviewed: ")
        wait_for(f"{found.address}/topics/lost-passport/", "<h1")
    finally:
        found.end(signal.SIGTERM)


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


def test_the_preview_ends_though_a_thread_never_does(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = threading.Thread(target=threading.Event().wait, daemon=True)
    stuck.start()
    monkeypatch.setattr(outputs, "_previews", [stuck])
    outputs.settle(0.1)
    assert outputs._previews == []
    assert stuck.is_alive()
