"""The weekly question whether sources answer, asked of a server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from support import catalogue, make_docs

import recheck
from advisories.review.link_check import Answer, addresses, ask_all, reasons


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status = {"/gone": 404, "/range": 416, "/away": 302}.get(self.path, 200)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"http://localhost:{self.server.server_port}/")  # type: ignore[attr-defined]
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def test_answers_are_told_apart(server: str) -> None:
    wanted = {f"{server}/{name}": name for name in ("fine", "gone", "range", "away")}
    wanted |= {"http://127.0.0.1:9/": "nobody", "http://excused.example/": "robots"}
    answers = ask_all(wanted, {"excused.example": "refuses machines"}, timeout=5)
    states = {answer.place: answer.state for answer in answers}
    assert states == {
        "fine": "ok",
        "gone": "broken",
        "range": "ok",
        "away": "moved",
        "nobody": "broken",
        "robots": "excused",
    }


def test_every_source_and_website_is_asked_once(tmp_path: Path) -> None:
    found = addresses(catalogue(tmp_path))
    assert set(found) == {
        "https://embassy.service.example/uk", "https://embassy.service.example/uk/contacts",
        "https://ministry.service.example/", "https://ministry.service.example/contacts",
    }  # fmt: skip
    assert found["https://embassy.service.example/uk"].startswith("docs/countries/united-kingdom/facts.yml:")


def test_list_of_reasons_is_read(tmp_path: Path) -> None:
    file = tmp_path / "reasons.yml"
    file.write_text("- {host: a.example, reason: closed to machines}\n", encoding="utf-8")
    assert reasons(file) == {"a.example": "closed to machines"}
    assert reasons(tmp_path / "none.yml") == {}


def test_broken_addresses_fail_with_place_and_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = Answer("https://a.example/", "docs/sources.yml:5", "broken", "404 Not Found")
    monkeypatch.setattr(recheck, "ask_all", lambda *_: [answer])
    assert recheck.main(["links", "--config", str(make_docs(tmp_path))]) == 1
    assert capsys.readouterr().out == (
        "docs/sources.yml:5: https://a.example/ broken: 404 Not Found\n"
        "links: 1 addresses, 0 ok, 1 broken, 0 moved, 0 excused\n"
    )  # fmt: skip
