"""Pagefind as a service: the same pages give the same bytes, and what it cannot do is said."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from advisories.search import pagefind

PAGES = {f"/{number}": f'<html lang="en"><body><h1>Page {number}</h1><p>word{number} ' + "help " * number + "</body></html>"
         for number in range(40)}  # fmt: skip


SIZE = 2000


def fragments(files: dict[str, bytes]) -> set[str]:
    texts = (gzip.decompress(data) for name, data in files.items() if name.startswith("fragment/"))
    return {json.loads(text.removeprefix(b"pagefind_dcd"))["url"] for text in texts}


def test_the_index_is_made_of_the_pages_in_their_order_and_nothing_else() -> None:
    first = pagefind.index(PAGES, SIZE)
    assert fragments(first) == set(PAGES)
    assert first == pagefind.index(PAGES, SIZE)
    turned = pagefind.index(dict(reversed(PAGES.items())), SIZE)
    assert {name for name in first if "pf_index" in name} != {name for name in turned if "pf_index" in name}


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("#!/bin/sh\n", "ended before"),
        ("#!/bin/sh\nhead -c 10 >/dev/null; printf bm90IGpzb24=,; sleep 5\n", "not JSON"),
        ("#!/bin/sh\nprintf 'eyJwYXlsb2FkIjogeyJ0eXBlIjogIkVycm9yIiwgIm1lc3NhZ2UiOiAibm8ifX0=,'; sleep 5\n", "no"),
    ],
)
def test_another_program_in_its_place_fails(
    program: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable = tmp_path / "pagefind"
    executable.write_text(program, encoding="utf-8")
    executable.chmod(0o755)
    monkeypatch.setattr(pagefind, "get_executable", lambda: executable)
    with pytest.raises(pagefind.SearchError, match=reason):
        pagefind.index(PAGES, SIZE)
