"""Results kept between runs: whole or absent, whoever writes at the same time."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from support import ROOT

from advisories.tasks import cache as cache_module
from advisories.tasks.cache import DAY, FILE, NO_CACHE, UNUSED_DAYS, Cache, digest, digest_of_folder, digests_of

SPOILED = (lambda data: b"", lambda data: data[:-1], lambda data: data[:-1] + b"!")


def change(folder: Path, statement: str, *values: object) -> None:
    """Meddle with the file."""
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute(statement, values)
    connection.close()


def test_a_result_is_found_under_its_key_and_in_its_table_alone(tmp_path: Path) -> None:
    table = Cache(tmp_path).table("pages")
    table.put("a", b"result")
    assert Cache(tmp_path).table("pages").get_all(["a", "b"]) == {"a": b"result"}
    assert Cache(tmp_path).table("prints").get("a") is None
    table.put("a", b"later")
    assert table.get("a") == b"later"


@pytest.mark.parametrize("spoil", SPOILED)
def test_a_damaged_entry_is_absent(spoil: object, tmp_path: Path) -> None:
    table = Cache(tmp_path).table("pages")
    table.put_all({"a": b"result", "b": b"other"})
    change(tmp_path, "UPDATE results SET result = ? WHERE key = 'a'", spoil(b"result"))  # type: ignore[operator]
    assert table.get_all(["a", "b"]) == {"b": b"other"}
    assert table.get_or_make("a", lambda: b"again") == b"again"
    assert table.get("a") == b"again"


@pytest.mark.parametrize("column", ["key", "name"])
def test_an_entry_in_another_place_is_foreign(column: str, tmp_path: Path) -> None:
    table = Cache(tmp_path).table("pages")
    table.put("a", b"result")
    change(tmp_path, f"UPDATE results SET {column} = 'b'")
    assert Cache(tmp_path).table("b").get("a") is None
    assert table.get("b") is None


@pytest.mark.parametrize("value", [None, 7, "text", b""])
def test_an_entry_of_another_type_is_absent(value: object, tmp_path: Path) -> None:
    table = Cache(tmp_path).table("pages")
    table.put("a", b"result")
    change(tmp_path, "UPDATE results SET result = ?", value)
    assert table.get("a") is None


def test_a_file_that_is_not_ours_is_made_anew(tmp_path: Path) -> None:
    table = Cache(tmp_path).table("pages")
    for content in (b"foreign" * 1000, b"SQLite format 3\0" + bytes(100)):
        (tmp_path / FILE).write_bytes(content)
        assert table.get("a") is None
        table.put("a", b"result")
        assert table.get_or_make("a", lambda: b"result") == b"result"
        assert table.get("a") == b"result"


def test_tables_of_another_form_are_made_anew(tmp_path: Path) -> None:
    change(tmp_path, "CREATE TABLE results (key TEXT)")
    table = Cache(tmp_path).table("pages")
    assert table.get("a") is None
    table.put("a", b"result")
    assert table.get("a") == b"result"


def test_a_truncated_file_gives_what_was_kept_or_nothing(tmp_path: Path) -> None:
    table = Cache(tmp_path).table("pages")
    table.put_all({str(number): bytes([number]) * 5000 for number in range(50)})
    whole = (tmp_path / FILE).read_bytes()
    for size in range(0, len(whole), 7001):
        (tmp_path / FILE).write_bytes(whole[:size])
        found = table.get_all(map(str, range(50)))
        assert all(data == bytes([int(key)]) * 5000 for key, data in found.items())
    table.put("a", b"result")
    table.put("a", b"result")
    assert table.get("a") == b"result"


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    for cache in (Cache(tmp_path / "file"), NO_CACHE):
        assert cache.table("pages").get_or_make("a", lambda: b"result") == b"result"
        assert cache.table("pages").get("a") is None
        assert cache.evict() == 0


def test_what_another_program_writes_at_the_same_time_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "LONGEST_WAIT", 0.05)
    table = Cache(tmp_path).table("pages")
    table.put("a", b"result")
    other = sqlite3.connect(tmp_path / FILE)
    other.execute("BEGIN EXCLUSIVE")
    assert table.get("a") is None
    table.put("a", b"not kept")
    other.rollback()
    other.close()
    assert table.get("a") == b"result", "the file stays"


def test_threads_may_write_at_the_same_time(tmp_path: Path) -> None:
    table = Cache(tmp_path).table("pages")
    threads = [threading.Thread(target=table.put, args=(str(number), b"result")) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(table.get_all(map(str, range(20)))) == 20


def test_a_program_that_is_killed_while_it_writes_leaves_what_was_there(tmp_path: Path) -> None:
    Cache(tmp_path).table("pages").put("a", b"result")
    write = (
        "import sys, pathlib; sys.path.insert(0, 'scripts'); from advisories.tasks.cache import Cache\n"
        f"table = Cache(pathlib.Path({str(tmp_path)!r})).table('pages'); print('begun', flush=True)\n"
        "while True: table.put_all({str(number): bytes(100_000) for number in range(200)})\n"
    )
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", write], cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(0.05)
            process.kill()
        table = Cache(tmp_path).table("pages")
        assert table.get("a") == b"result"
        assert set(table.get_all(map(str, range(200))).values()) <= {bytes(100_000)}


def test_unused_entries_are_removed_and_used_ones_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    table, now = cache.table("pages"), time.time()
    monkeypatch.setattr(time, "time", lambda: now - (UNUSED_DAYS + 1) * DAY)
    table.put_all({"old": b"result", "used": b"result"})
    monkeypatch.setattr(time, "time", lambda: now)
    table.put("new", b"result")
    assert table.get("used") == b"result"
    assert cache.evict() == 1
    assert set(table.get_all(["old", "used", "new"])) == {"used", "new"}


def test_parts_are_not_run_together() -> None:
    assert digest("ab", "c") != digest("a", "bc")


def test_files_are_told_apart_by_path_and_content_wherever_the_folder_lies(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name / "sub").mkdir(parents=True)
        (tmp_path / name / "sub" / "x.py").write_text("x", encoding="utf-8")
        (tmp_path / name / "__pycache__").mkdir()
        (tmp_path / name / "__pycache__" / "x.py").write_text(name, encoding="utf-8")
    assert digest_of_folder(tmp_path / "a") == digest_of_folder(tmp_path / "b")
    (tmp_path / "b" / "y.md").write_text("y", encoding="utf-8")
    assert digest_of_folder(tmp_path / "a", (".py",)) == digest_of_folder(tmp_path / "b", (".py",))
    assert digest_of_folder(tmp_path / "a") != digest_of_folder(tmp_path / "b")
    (tmp_path / "a" / "gone").symlink_to(tmp_path / "nowhere")
    assert list(digests_of([tmp_path / "a", tmp_path / "absent"])) == [str(tmp_path / "a" / "sub" / "x.py")]
