"""A server whose network can fail: it drops connections, answers late, and lets a host's long cache headers through."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path

HOURS = "max-age=14400"


@dataclass(frozen=True)
class Answer:
    """What a host, or somebody on the way, says; a length of its own is that of a body which breaks off."""

    status: int
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int = 0


class Host:
    """A built site on a host; every attribute may be changed while it runs, and ``reset`` makes it as it was."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.port = 0
        self.reset()

    def reset(self, prefix: str = "/") -> None:
        self.folder = self.site
        self.prefix = prefix
        self.changed: dict[str, bytes] = {}  # path below the site → what is served instead
        self.instead: dict[str, Answer] = {}  # path below the site, or "*" for every one → the whole answer
        self.down = False
        self.left: int | None = None  # requests that are still answered
        self.late = 0.0
        self.headers: dict[str, str] = {"Cache-Control": HOURS}
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    def answers(self) -> bool:
        if self.left is not None:
            self.left -= 1
        return not self.down and (self.left is None or self.left >= 0)

    def answer(self, path: str) -> Answer:
        name = path.removeprefix(self.prefix)
        if other := self.instead.get(name) or self.instead.get("*"):
            return other
        body, kind = self.find(path) or (b"", "")
        return Answer(200, body, kind) if kind else Answer(404, b"not found", "text/plain")

    def find(self, path: str) -> tuple[bytes, str] | None:
        if not path.startswith(self.prefix):
            return None
        name = path[len(self.prefix) :]
        file = self.folder / name
        file = file / "index.html" if file.is_dir() else file
        kind = guess_type(file.name)[0] or "application/octet-stream"
        kind = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        if name in self.changed:
            return self.changed[name], kind
        return (file.read_bytes(), kind) if file.is_file() else None


class Handler(BaseHTTPRequestHandler):
    host: Host

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        self.host.asked.append(path)
        if not self.host.answers():
            self.close_connection = True
            return
        time.sleep(self.host.late)
        found = self.host.answer(path)
        own = {"Content-Type": found.kind, "Content-Length": str(found.length or len(found.body)), **found.headers}
        self.send_response(found.status)
        for name, value in {**own, **self.host.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(found.body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    host = Host(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Handler,), {"host": host}))
    host.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
