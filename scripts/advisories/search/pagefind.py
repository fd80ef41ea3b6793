"""Pagefind's extended binary, spoken to as a service: pages in, files of an index out, nothing on the disk.

Given a folder, Pagefind takes pages in the order in which the file system lists them, which differs between machines,
and so does the index. As a service it takes them in the order in which it is told of them.

The protocol is that of Pagefind's own Python wrapper (``pagefind.service``), whose answers may not exceed 2 MiB.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.metadata import version
from typing import IO, Any

from pagefind_bin_extended import get_executable

from ..common.errors import AdvisoriesError

VERSION = version("pagefind-bin-extended")
END = b","  # of every message


class SearchError(AdvisoriesError):
    """Pagefind could not make the index, or is not the one this project was written for."""


def index(pages: Mapping[str, str], size: int) -> dict[str, bytes]:
    """The files of the index of these pages, HTML by address, by their paths; the same for the same pages in order.

    ``size``: words and positions in one file of the index.
    """
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": {}}]
    requests += [{"type": "AddFile", "index_id": 0, "url": url, "file_contents": html} for url, html in pages.items()]
    requests += [{"type": "GetFiles", "index_id": 0}]
    environment = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(size)}
    command = [str(get_executable()), "--service"]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as service:
        assert service.stdin
        assert service.stdout
        _running.add(service)
        writer = threading.Thread(target=_send, args=(service.stdin, requests), daemon=True)
        writer.start()
        try:
            answer = _last(_answers(service.stdout), len(requests))
        finally:
            _running.discard(service)
            service.kill()
            writer.join()
            with suppress(BrokenPipeError):  # what it did not read is lost
                service.stdin.close()
    return {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}


_running: set[subprocess.Popen[bytes]] = set()


def stop() -> None:
    """Let every ``index`` that is being made by a thread of this process fail."""
    for service in tuple(_running):
        service.kill()


def _send(stream: IO[bytes], requests: list[dict[str, Any]]) -> None:
    with suppress(BrokenPipeError):  # the service has ended; whoever waits for its answers says so
        for number, request in enumerate(requests):
            stream.write(base64.b64encode(json.dumps({"message_id": number, "payload": request}).encode()) + END)
        stream.flush()


def _answers(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Every answer, in the order of the requests."""
    begun: list[bytes] = []  # the last answer comes in thousands of parts
    while data := stream.read1(1 << 20):  # type: ignore[attr-defined]  # a pipe is buffered
        *ends, rest = data.split(END)
        for end in ends:
            yield _payload(b"".join([*begun, end]))
            begun.clear()
        begun.append(rest)


def _payload(message: bytes) -> dict[str, Any]:
    try:
        payload: dict[str, Any] = json.loads(base64.b64decode(message))["payload"]
    except ValueError as error:
        raise SearchError(f"pagefind: not JSON: {error}") from None
    return payload


def _last(answers: Iterator[dict[str, Any]], count: int) -> dict[str, Any]:
    """The answer to the last of so many requests, when none was refused."""
    for number, answer in enumerate(answers, 1):
        if answer["type"] == "Error":
            raise SearchError(f"pagefind: {answer.get('message')}")
        if number == count:
            return answer
    raise SearchError("pagefind ended before it had answered")
