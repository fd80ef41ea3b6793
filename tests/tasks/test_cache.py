"""Results kept between builds: whole or absent, whoever writes at the same time."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from advisories.tasks.cache import KEPT, NOTHING_KEPT, Store, digest, packed, unpacked
from advisories.tasks.parallel import WORTH_A_FORK, in_workers

NAME = digest("something")


def entry(folder: Path) -> Path:
    return next(file for file in folder.rglob("*") if file.is_file())


def test_what_is_kept_is_found_under_its_name_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(NAME, b"result")
    assert store.get(NAME) == b"result"
    assert store.get(digest("something else")) is None


@pytest.mark.parametrize("spoil", [lambda data: b"", lambda data: data[:-1], lambda data: data[:-1] + b"!"])
def test_a_damaged_entry_is_absent(spoil: object, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(NAME, b"result")
    file = entry(tmp_path)
    file.write_bytes(spoil(file.read_bytes()))  # type: ignore[operator]
    assert store.get(NAME) is None
    assert store.remember(NAME, lambda: b"again") == b"again"
    assert store.get(NAME) == b"again"


def test_an_entry_under_another_name_is_foreign(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(NAME, b"result")
    other = digest("other")
    (tmp_path / other[:2]).mkdir()
    entry(tmp_path).rename(tmp_path / other[:2] / other[2:])
    assert store.get(other) is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    store = Store(tmp_path / "file")
    assert store.remember(NAME, lambda: b"result") == b"result"
    assert store.get(NAME) is None
    assert NOTHING_KEPT.remember(NAME, lambda: b"result") == b"result"


def test_threads_that_keep_the_same_result_do_not_share_an_unfinished_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    write = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda file, data: names.append(file.name) or write(file, data))
    for _ in range(2):
        Store(tmp_path).put(NAME, b"result")
    assert len(set(names)) == 2
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [NAME[2:]]


def test_unused_entries_are_removed_and_used_ones_stay(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name in ("old", "used", "new"):
        store.put(digest(name), b"result")
    long_ago = time.time() - KEPT - 60
    for name in ("old", "used"):
        os.utime(tmp_path / digest(name)[:2] / digest(name)[2:], (long_ago, long_ago))
    assert store.get(digest("used")) == b"result"
    assert store.tidy() == 1
    assert [store.get(digest(name)) for name in ("old", "used", "new")] == [None, b"result", b"result"]


def test_parts_are_not_run_together() -> None:
    assert digest("ab", "c") != digest("a", "bc")


def test_workers_answer_in_order_and_raise_what_went_wrong() -> None:
    tasks = list(range(100))
    assert in_workers(lambda number: number * 2, tasks, count=3) == [number * 2 for number in tasks]
    with pytest.raises(ZeroDivisionError):
        in_workers(lambda number: 1 // (number - 50), tasks, count=3)


def test_few_tasks_are_shared_out_where_there_is_much_to_do_in_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisories.tasks.parallel.may_fork", lambda: True)
    here = os.getpid()
    assert set(in_workers(lambda _: os.getpid(), [1, 2, 3], count=2)) == {here}
    assert here not in in_workers(lambda _: os.getpid(), [1, 2, 3], count=2, size=WORTH_A_FORK)


def test_files_are_packed_into_one_result_and_come_out_as_they_were() -> None:
    files = {"b/文.txt": b"one\n\ntwo", "a": b"", "c.bin": bytes(range(256))}
    assert list(unpacked(packed(files)).items()) == list(files.items())
    assert unpacked(packed({})) == {}
