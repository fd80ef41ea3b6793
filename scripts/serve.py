"""Show the site at a local address while it is written; a page shows a save within a second.

Texts, records, templates and words are read again when they are saved; after a change of Python code, start this anew.
What is wrong is said here and on top of every page, and what cannot be shown stays as it last was.
"""

from __future__ import annotations

import errno
import logging
import shutil
import signal
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

from advisories.build import mkdocs_adapter
from advisories.build.live_reload import Preview, in_words
from advisories.build.live_server import PreviewServer, stopped
from advisories.common.command_line import CONFIG, argument, failed, own_language, parser
from advisories.common.problems import messages
from advisories.tasks import derived_state

ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C, what ends a program, and the end of its terminal."""


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, build, serve until interrupted; 0 = it was interrupted, 1 = it could not begin."""
    port = argument("--port", type=int, default=8000, help="port of the address, by default %(default)s")
    options = parser(__doc__, CONFIG, port).parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    warnings.filterwarnings("ignore", module="watchdog")  # a folder that was moved away and came back is no news
    for number in ENDS:
        signal.signal(number, stopped)
    folder = Path(tempfile.mkdtemp(prefix="preview-"))
    try:
        return serve(options.config.resolve(), folder, options.port)
    except KeyboardInterrupt:
        return 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def serve(config_file: Path, folder: Path, port: int) -> int:
    """Build into the folder and serve it until interrupted; 1 where that cannot begin."""
    try:
        preview = preview_of(config_file, folder, port)
    except derived_state.DerivedStateError as error:
        return failed("serve", error.said(own_language()))
    except Exception as error:
        return failed("serve", in_words(error))
    words = messages()["languages"][preview.language]["preview"]
    try:
        server = PreviewServer(preview, port, say)
    except (OSError, OverflowError) as error:
        taken = getattr(error, "errno", None) == errno.EADDRINUSE
        return failed("serve", words["taken"].format(port=port) if taken else in_words(error))
    try:
        server.update()
        for watched in preview.watched:
            server.watch(str(watched))
        say(words["serving"].format(address=server.url))
        server.serve()
    finally:
        for number in ENDS:  # nothing is left behind, however often one asks
            signal.signal(number, signal.SIG_IGN)
        server.shutdown()
        preview.end()
    return 0


def say(line: str) -> None:
    """Tell whoever started the preview, at once."""
    print(line, flush=True)


def preview_of(config_file: Path, folder: Path, port: int) -> Preview:
    """The preview of a site, built below the folder."""

    def configure(site: Path) -> Any:
        return mkdocs_adapter.configuration(config_file, site, "serve", site_url=f"http://localhost:{port}/")

    cache = derived_state.store_beside(config_file, "build")
    config = configure(folder)
    own = (Path(config.docs_dir), Path(config.theme.custom_dir), config_file, config_file.with_name("words"))
    watched = {*own, *map(Path, config.watch)}
    return Preview(configure, config_file, tuple(sorted(watched)), folder, cache, own_language())


if __name__ == "__main__":
    sys.exit(main())
