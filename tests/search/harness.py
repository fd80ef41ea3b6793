"""A built site, a server that compresses like a host does, and the search run inside headless Chromium."""

from __future__ import annotations

import gzip
import json
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
TEXT = (".html", ".js", ".css", ".json", ".svg", ".xml")


class Handler(BaseHTTPRequestHandler):
    """Serves a folder, text compressed with gzip, everything cacheable for ten minutes, and notes what was sent."""

    folder: ClassVar[Path]
    sent: ClassVar[list[tuple[str, int]]]
    absent: ClassVar[set[str]]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.split("?")[0].split("#")[0]
        file = self.folder / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        missing = not file.is_file() or any(part in path for part in self.absent)
        body = b"not found" if missing else file.read_bytes()
        self.send_response(404 if missing else 200)
        if file.suffix in TEXT and not missing:
            body = gzip.compress(body, 9, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):  # the page was left
            self.wfile.write(body)
        self.sent.append((path, len(body)))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, type[Handler]]]:
    handler = type("Here", (Handler,), {"folder": folder, "sent": [], "absent": set()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


FINDER = """async ([root, language, others]) => {
  const { Finder } = await import(root + "assets/search/box.js")
  window.finder = new Finder({ root, language, others })
  await window.finder.prepare()
}"""

ASK = """async queries => {
  const answers = []
  for (const query of queries) {
    await window.finder.prepare(query)
    const own = await window.finder.byText(query)
    const other = await window.finder.elsewhere(query, own)
    answers.push({
      query, danger: window.finder.isDanger(query), own: own.filter(hit => !hit.partial).map(hit => hit.key),
      partial: own.filter(hit => hit.partial).map(hit => hit.key),
      other: other.flatMap(one => one.hits.filter(hit => !hit.partial).map(hit => hit.key)),
      text: own.filter(hit => hit.excerpt).map(hit => hit.key),
    })
  }
  return answers
}"""


def ask(page: Page, root: str, language: str, others: list[str], queries: list[str]) -> list[dict[str, Any]]:
    """The answers of the site's own modules to many queries, without the box."""
    page.goto(f"{root}/{'' if language == 'en' else language + '/'}")
    page.evaluate(FINDER, [f"{root}/", language, others])
    answers: list[dict[str, Any]] = page.evaluate(ASK, queries)
    return answers


def pages_of(root: Path, language: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((root / "pagefind" / f"pages.{language}.json").read_text(encoding="utf-8"))
    return data
