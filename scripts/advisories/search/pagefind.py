"""Pagefind's indexing service: pages in, files of an index out, nothing on the disk.

Given a folder, Pagefind takes pages in the order in which the file system lists them, which differs between machines,
and so does the index. The service takes them in the order in which it is told of them. The protocol is that of
Pagefind's own Python wrapper (``pagefind.service``), which waits a tenth of a second for each answer and takes none of
more than 2 MiB.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterable
from typing import Any

from pagefind_bin_extended import get_executable

from ..common.errors import AdvisoriesError

END = b","  # of every message
CHUNK_SIZE = "2500"
"""Words and positions in one file of the index. Pagefind's own size is made for fast networks: a query would load four
times as much. Its variable is said to be unstable: without it the index is only larger to load."""


class SearchError(AdvisoriesError):
    """Pagefind could not make the index."""


def index(pages: Iterable[str]) -> dict[str, bytes]:
    """The files of the index of these pages, HTML, by their paths; the same for the same pages in order."""
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": {}}]
    requests += [
        {"type": "AddFile", "index_id": 0, "url": f"/{number}", "file_contents": html}
        for number, html in enumerate(pages)
    ]
    requests.append({"type": "GetFiles", "index_id": 0})
    environment = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK_SIZE}
    command = [str(get_executable()), "--service"]
    try:
        with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as service:
            try:
                answers = [
                    _ask(service, {"message_id": number, "payload": request}) for number, request in enumerate(requests)
                ]
            finally:
                service.kill()
    except OSError as error:
        raise SearchError(f"pagefind: {error}") from None
    return {file["path"]: base64.b64decode(file["content"]) for file in answers[-1]["files"]}


def _ask(service: subprocess.Popen[bytes], message: dict[str, Any]) -> dict[str, Any]:
    assert service.stdin
    assert service.stdout
    service.stdin.write(base64.b64encode(json.dumps(message).encode()) + END)
    service.stdin.flush()
    answer = bytearray()
    while not answer.endswith(END):
        if not (data := service.stdout.read1(1 << 16)):  # type: ignore[attr-defined]  # a pipe is buffered
            raise SearchError("pagefind ended before it had answered")
        answer += data
    try:
        payload: dict[str, Any] = json.loads(base64.b64decode(answer.removesuffix(END)))["payload"]
    except ValueError as error:
        raise SearchError(f"pagefind: not JSON: {error}") from None
    if payload["type"] == "Error":
        raise SearchError(f"pagefind: {payload.get('message')}")
    return payload
