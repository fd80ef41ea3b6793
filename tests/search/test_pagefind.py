"""Pagefind as a service: the same pages give the same bytes, and what it cannot do is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisories.search import pagefind

PAGES = [
    f'<html lang="en"><body><h1>Page {number}</h1><p>word{number} ' + "help " * number + "</body></html>"
    for number in range(40)
]


def test_the_index_is_made_of_the_pages_in_their_order() -> None:
    first = pagefind.index(PAGES)
    assert len([name for name in first if name.startswith("fragment/")]) == len(PAGES)
    assert first == pagefind.index(PAGES)
    assert first != pagefind.index(PAGES[::-1])


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("#!/bin/sh\n", "ended before|Broken pipe"),
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
        pagefind.index(PAGES)
