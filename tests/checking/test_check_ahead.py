"""What is read ahead by another process changes nothing that is found, whatever becomes of that process."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from support import TODAY, make_docs
from test_checking import many_mistakes

from advisories.checking import Checked, ahead, checked
from advisories.checking.ahead import Ahead
from advisories.checking.channel import Channel
from advisories.checking.snapshot import Snapshot
from advisories.common.settings import read_settings
from advisories.content import files
from advisories.content.yaml_files import packed, read_yaml, unpacked
from advisories.tasks.cache import Store

FACTS = "docs/countries/united-kingdom/facts.yml"


def begun(docs: Path) -> Ahead:
    """After the other process has read."""
    found = Ahead(docs)
    found.begin()
    found.take_over()
    return found


@pytest.fixture(autouse=True)
def _another_process_that_reads_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "processors", lambda: 2)
    monkeypatch.setattr(ahead, "may_fork", lambda: True)
    monkeypatch.setattr(Ahead, "reads_on", lambda *_: True)


def test_the_snapshot_and_the_facts_of_all_items_are_there(tmp_path: Path) -> None:
    make_docs(tmp_path)
    docs = tmp_path / "docs"
    found = begun(docs)
    found.end()
    assert found.snapshot == Snapshot.of(docs)
    assert set(found.facts) == {f"docs/{file.relative_to(docs)}" for file in docs.glob("*/*/facts.yml")}
    text = (tmp_path / FACTS).read_text(encoding="utf-8")
    read = unpacked(found.facts[FACTS], text, FACTS)
    assert read
    assert read.data == read_yaml(text, FACTS).data
    assert read.line(("code",)) == read_yaml(text, FACTS).line(("code",))


def test_a_text_that_has_changed_since_is_read_again() -> None:
    known = packed(read_yaml("a: 1\n", "x.yml"))
    assert unpacked(known, "a: 1\n", "x.yml") is not None
    assert unpacked(known, "a: 2\n", "x.yml") is None


def test_what_cannot_be_read_is_left_to_others(tmp_path: Path) -> None:
    make_docs(tmp_path)
    (tmp_path / FACTS).write_text("a: [\n", encoding="utf-8")
    found = begun(tmp_path / "docs")
    found.end()
    assert FACTS not in found.facts


def test_files_are_compared_in_the_end(tmp_path: Path) -> None:
    make_docs(tmp_path)
    for change, same in ((lambda: None, True), (lambda: (tmp_path / FACTS).write_text("x"), False)):
        found = begun(tmp_path / "docs")
        change()
        found.compare()
        assert found.is_still_true() is same
        found.end()


def test_when_it_is_asked_it_reads_no_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_docs(tmp_path)
    goes_on = iter([True, False])
    monkeypatch.setattr(Ahead, "reads_on", lambda *_: next(goes_on))
    found = begun(tmp_path / "docs")
    found.end()
    assert len(found.facts) == 1


def test_it_knows_when_it_is_asked() -> None:
    mine, other = os.pipe()
    with os.fdopen(mine, "rb") as incoming, os.fdopen(other, "wb") as outgoing:
        channel = Channel(0, incoming, outgoing)
        assert not ahead.is_asked(channel)
        channel.send("go on")
        assert ahead.is_asked(channel)


def test_without_a_second_processor_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_docs(tmp_path)
    monkeypatch.setattr(ahead, "processors", lambda: 1)
    monkeypatch.setattr(ahead, "fork", lambda _: pytest.fail("forked"))
    found = begun(tmp_path / "docs")
    assert (found.snapshot, found.facts) == (Snapshot.of(tmp_path / "docs"), {})


def end_at_once(self: Ahead, parent: Channel) -> None:
    os._exit(9)


def end_after_the_first_answer(self: Ahead, parent: Channel) -> None:
    parent.receive()
    parent.send((self.snapshot, {}))
    os._exit(9)


@pytest.mark.parametrize("work", [Ahead._work, end_at_once, end_after_the_first_answer])
def test_the_same_is_found_and_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[Ahead, Channel], None]
) -> None:
    settings = many_mistakes(tmp_path)
    expected = checked(settings, TODAY, 1)
    monkeypatch.setattr(Ahead, "_work", work)
    for _ in range(2):
        assert checked(settings, TODAY, 2, Store(tmp_path / ".cache")) == expected
    assert len([file for file in (tmp_path / ".cache").rglob("*") if file.is_file()]) == 1


def test_what_was_read_ahead_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read_settings(make_docs(tmp_path))
    found = begun(settings.docs_dir)
    found.end()
    read_files = files.ContentFiles(settings, found.facts)
    monkeypatch.setattr(files, "read_yaml", lambda *_: pytest.fail("parsed"))
    read = read_files.yaml(tmp_path / FACTS)
    assert read
    assert read.data["code"] == "GB"


def test_no_process_is_left(tmp_path: Path) -> None:
    settings = read_settings(make_docs(tmp_path))
    assert isinstance(checked(settings, TODAY, 2, Store(tmp_path / ".cache")), Checked)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.fixture
def early(monkeypatch: pytest.MonkeyPatch) -> dict[Path, Ahead]:
    """What is begun early in a test, and ended after it."""
    known: dict[Path, Ahead] = {}
    monkeypatch.setattr(ahead, "_early", known)
    return known


@pytest.mark.parametrize("named", [True, False])
def test_what_is_begun_early_is_there_once(tmp_path: Path, early: dict[Path, Ahead], named: bool) -> None:
    config = make_docs(tmp_path)
    other = tmp_path / "none" / "mkdocs.yml"
    ahead.begin_early(["build.py", "--config", str(config)] if named else ["build.py"], other if named else config)
    found = ahead.begun(tmp_path / "docs")
    found.take_over()
    found.end()
    assert FACTS in found.facts
    assert not early
    assert ahead.begun(tmp_path / "docs").facts == {}


def test_what_cannot_be_begun_early_is_not(tmp_path: Path, early: dict[Path, Ahead]) -> None:
    ahead.begin_early(["build.py", "--config"], tmp_path / "mkdocs.yml")
    (tmp_path / "mkdocs.yml").write_text("plugins: [", encoding="utf-8")
    ahead.begin_early(["build.py"], tmp_path / "mkdocs.yml")
    assert not early


def test_a_check_uses_what_was_seen_already(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = many_mistakes(tmp_path)
    expected = checked(settings, TODAY, 1)
    found = begun(settings.docs_dir)
    found.end()
    monkeypatch.setattr(Snapshot, "of", lambda _: pytest.fail("looked again"))
    assert checked(settings, TODAY, 1, Store(tmp_path / ".cache"), found) == expected
