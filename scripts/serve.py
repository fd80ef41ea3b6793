"""Show the site at a local address while it is written; a page shows a save within a second.

Texts, records, templates and words are read again when they are saved; after a change of Python code, start this anew.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer
from watchdog.observers import Observer

from advisories.site.live import Preview

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, build, serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", help="the site's mkdocs.yml")
    parser.add_argument("--port", type=int, default=8000, help="port of the address, by default %(default)s")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    folder = tempfile.mkdtemp(prefix="preview-")
    try:
        serve(options.config.resolve(), Path(folder), options.port)
    except KeyboardInterrupt:
        pass
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def serve(config_file: Path, folder: Path, port: int) -> None:
    """Build into the folder and serve it; returns when interrupted."""
    preview = preview_of(config_file, folder, port)
    server = LiveReloadServer(preview.refresh, "localhost", port, str(folder))
    server.observer = Observer()  # told of changes by the system, where MkDocs looks for them twice a second
    server.error_handler = lambda code: page.read_bytes() if (page := folder / f"{code}.html").is_file() else None
    preview.build()
    for watched in preview.watched:
        server.watch(str(watched))
    try:
        server.serve()
    finally:
        server.shutdown()


def preview_of(config_file: Path, folder: Path, port: int) -> Preview:
    """The preview of a site, built into the folder."""

    def configure() -> Any:
        config = load_config(str(config_file), site_dir=str(folder), site_url=f"http://localhost:{port}/")
        config.plugins.on_startup(command="serve", dirty=False)
        return config

    config = configure()
    watched = {Path(config.docs_dir), Path(config.theme.custom_dir), config_file, *map(Path, config.watch)}
    return Preview(configure, tuple(sorted(watched)), Path(config.docs_dir))


if __name__ == "__main__":
    sys.exit(main())
