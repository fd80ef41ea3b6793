"""A check that remembers finds what one that does not would find, and looks only at what has changed."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from support import TODAY, make_docs
from test_checking import many_mistakes

from advisories.checking import Checked, checked, crew, memory
from advisories.checking.snapshot import Snapshot
from advisories.common.settings import Settings, read_settings
from advisories.rules import registry
from advisories.tasks.cache import Store

BITS = (
    "7", "three", "四天", "20 July", "call 110", "拨打110", "a@b.example", "www.evil.example", "<b>", "，，", " ", "not ", "不",
    "[x](page:topics/lost-passport#do-now)", "[y](contact:united-kingdom/police)", " { #do-now }", "## ", "\n\n", "- ",
    "| a |", "A longer sentence that the other language does not have, with many words more than usual. ", "✎",
)  # fmt: skip
PAGE = "docs/topics/lost-passport/index.en.md"
FACTS = "docs/countries/united-kingdom/facts.yml"


@pytest.fixture(autouse=True)
def _one_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code does not change while a test runs."""
    monkeypatch.setattr(memory, "program", lambda: "program")


def remembered(settings: Settings, folder: Path, today: date = TODAY, processes: int = 1) -> Checked:
    return checked(settings, today, processes, Store(folder / ".cache"))


def edit(random: Random, folder: Path, undo: list[tuple[Path, bytes | None]]) -> None:
    """Change, remove, add or restore one file."""
    files = sorted(file for file in (folder / "docs").rglob("*") if file.is_file() and file.suffix in (".md", ".yml"))
    if undo and random.random() < 0.3:
        file, data = undo.pop(random.randrange(len(undo)))
        file.unlink(missing_ok=True) if data is None else file.write_bytes(data)
        return
    file = random.choice(files)
    if random.random() < 0.1:
        file = file.with_name(random.choice(("note.txt", "seal.png", "other.en.md", "other.zh.md")))
    data = file.read_bytes() if file.exists() else None
    undo.append((file, data))
    if random.random() < 0.06 and data:
        file.unlink()
        return
    text = (data or b"").decode()
    at = random.randrange(len(text) + 1)
    at = at if file.suffix == ".md" or random.random() < 0.3 else text.find("\n", at) % (len(text) + 1)
    file.write_text(text[:at] + random.choice(BITS) + text[at + random.randrange(2) :], encoding="utf-8")


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_edits_the_same_is_found(tmp_path: Path, seed: int) -> None:
    settings = many_mistakes(tmp_path)
    random, undo = Random(seed), []
    for _ in range(40):
        for _ in range(random.randrange(1, 3)):
            edit(random, tmp_path, undo)
        assert remembered(settings, tmp_path) == checked(settings, TODAY, 1)


def test_what_has_not_changed_is_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = many_mistakes(tmp_path)
    first = remembered(settings, tmp_path)
    monkeypatch.setattr(crew, "check", lambda *_: pytest.fail("looked again"))
    assert remembered(settings, tmp_path) == first != Checked([], 0)


def test_one_changed_text_has_one_share_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = many_mistakes(tmp_path)
    remembered(settings, tmp_path)
    looked_at: list[str] = []
    find = registry.found
    monkeypatch.setattr(crew, "found", lambda check: looked_at.extend(check.catalogue.entries) or find(check))
    page = tmp_path / PAGE
    page.write_text(page.read_text(encoding="utf-8") + "\nOne more.\n", encoding="utf-8")
    assert remembered(settings, tmp_path) == checked(settings, TODAY, 1)
    share = next(part for part in crew.shares(settings, crew.SHARES) if "topics/lost-passport" in part.items)
    assert "topics/lost-passport" in looked_at[: len(share.items)]
    assert set(looked_at[: len(share.items)]) <= share.items


@pytest.mark.parametrize(
    "path",
    [
        "docs/glossary.yml",
        "docs/index.en.md",
        "docs/countries/index.zh.md",
        "docs/topics/lost-passport/x.png",
        "docs/y/z",
    ],
)
def test_whatever_surrounds_the_items_counts(tmp_path: Path, path: str) -> None:
    settings = read_settings(make_docs(tmp_path))
    before = remembered(settings, tmp_path)
    file = tmp_path / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes((file.read_bytes() if file.exists() else b"") + b"\n<b>3</b> {{")
    after = remembered(settings, tmp_path)
    assert after == checked(settings, TODAY, 1)
    assert after != before


def test_another_day_and_another_program_remember_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read_settings(make_docs(tmp_path))
    later = TODAY + timedelta(days=800)
    assert remembered(settings, tmp_path) != remembered(settings, tmp_path, later) == checked(settings, later, 1)
    monkeypatch.setattr(memory, "program", lambda: "another")
    monkeypatch.setattr(crew, "check", lambda *_: Checked([], 7))
    assert remembered(settings, tmp_path).items == 7


@pytest.mark.parametrize(
    "spoil", [lambda data: b"", lambda data: data[:-1], lambda data: data.replace(b"told", b"tlod")]
)
def test_a_damaged_memory_counts_as_none(tmp_path: Path, spoil: object) -> None:
    settings = many_mistakes(tmp_path)
    first = remembered(settings, tmp_path)
    entries = [file for file in (tmp_path / ".cache").rglob("*") if file.is_file()]
    assert len(entries) == 1
    entries[0].write_bytes(spoil(entries[0].read_bytes()) + b"x")  # type: ignore[operator]
    assert remembered(settings, tmp_path) == first


@pytest.mark.parametrize("processes", [1, 2])
def test_a_file_written_during_the_check_is_not_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    settings = read_settings(make_docs(tmp_path))
    check = crew.check

    def slowly(*arguments: object) -> Checked:
        found = check(*arguments)  # type: ignore[arg-type]
        (tmp_path / PAGE).write_text("x", encoding="utf-8")
        return found

    monkeypatch.setattr(crew, "check", slowly)
    remembered(settings, tmp_path, processes=processes)
    assert not list((tmp_path / ".cache").rglob("*"))


def test_a_snapshot_tells_files_from_what_looks_like_them(tmp_path: Path) -> None:
    make_docs(tmp_path)
    docs, page = tmp_path / "docs", tmp_path / PAGE
    before = Snapshot.of(docs)
    assert before == Snapshot.of(docs)
    assert set(before.items) == {f"{path.parent.parent.name}/{path.parent.name}" for path in docs.glob("*/*/facts.yml")}
    moved = page.rename(tmp_path / "moved.md")
    os.symlink(moved, page)
    after = Snapshot.of(docs)
    assert after.around != before.around
    assert after.items != before.items
    page.unlink()
    page.mkdir()
    assert Snapshot.of(docs).around not in (before.around, after.around)


def test_a_usual_length_that_changes_is_seen_in_all_shares(tmp_path: Path) -> None:
    settings = read_settings(make_docs(tmp_path))
    append(tmp_path / "docs/audiences/students/index.en.md", "word " * 39 + "word.")
    append(tmp_path / "docs/audiences/students/index.zh.md", "字" * 50)
    before = remembered(settings, tmp_path)
    for page in tmp_path.glob("docs/topics/lost-passport/index.*.md"):
        append(page, "很" * 1900)
    after = remembered(settings, tmp_path)
    assert after == checked(settings, TODAY, 1)
    odd = [{one.path for one in found.problems if one.rule == "same-length"} for found in (before, after)]
    assert "docs/audiences/students/index.zh.md" in odd[1] - odd[0]


def append(page: Path, paragraph: str) -> None:
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{paragraph}\n", encoding="utf-8")
