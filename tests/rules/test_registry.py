"""What is found does not depend on the processes that look for it, and every rule judges what it says it judges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from support import HERE, ROOT, TODAY, catalogue, make_docs

from advisories import rules
from advisories.common.problems import Finding
from advisories.common.settings import Settings, read_settings
from advisories.content.catalogue import load
from advisories.rules import registry
from advisories.rules.site_facts import SiteFacts
from advisories.tasks import parallel
from advisories.tasks.cache import Cache

BROKEN = HERE / "broken" / "mkdocs.yml"


def many_mistakes(folder: Path) -> Settings:
    """The fictional service beside the broken content: mistakes within items, between items and in registers."""
    make_docs(folder)
    fact = "docs/countries/united-kingdom/facts.yml"
    text = (folder / fact).read_text(encoding="utf-8")
    (folder / "docs/countries/france").mkdir()
    (folder / "docs/countries/france/facts.yml").write_text(text, encoding="utf-8")
    for language in ("en", "zh"):
        page = (folder / f"docs/countries/united-kingdom/index.{language}.md").read_text(encoding="utf-8")
        page += "\n[there](page:audiences/students#nowhere) [call](contact:hotline/none)\n"
        (folder / f"docs/countries/france/index.{language}.md").write_text(page, encoding="utf-8")
    (folder / "docs/stray.txt").write_text("x", encoding="utf-8")
    return read_settings(folder / "mkdocs.yml")


@pytest.mark.parametrize("processes", [2, 3])
@pytest.mark.parametrize("which", ["broken", "many mistakes", pytest.param("real", marks=pytest.mark.slow)])
def test_several_processes_find_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int, which: str
) -> None:
    configs = {"broken": BROKEN, "real": ROOT / "mkdocs.yml"}
    settings = read_settings(configs[which]) if which in configs else many_mistakes(tmp_path)
    monkeypatch.setattr(parallel, "WORTH_A_FORK", 2)
    monkeypatch.setattr(parallel, "processors", lambda: 1)
    alone = rules.check(settings, TODAY)
    monkeypatch.setattr(parallel, "processors", lambda: processes)
    assert len(alone.problems) > 5
    assert rules.check(settings, TODAY) == alone


def test_what_stands_once_is_compared_between_parts(tmp_path: Path) -> None:
    found = {problem.rule: problem for problem in rules.check(many_mistakes(tmp_path), TODAY).problems}
    assert {"country-once", "email-once", "mission-once", "phone-once"} <= found.keys()
    assert found["country-once"].path == "docs/countries/united-kingdom/facts.yml"
    assert found["country-once"].params == {"other": "docs/countries/france/facts.yml"}


def test_the_first_record_of_a_number_is_a_hotline_then_one_of_the_first_country(tmp_path: Path) -> None:
    site = SiteFacts(load(many_mistakes(tmp_path)), TODAY)
    first = site.links.of_digits["442079460018"]
    assert [name.partition("/")[0] for name in first[:2]] == ["france", "united-kingdom"]


def test_every_file_is_in_one_part() -> None:
    content = load(read_settings(ROOT / "mkdocs.yml"))
    parts = SiteFacts(content, TODAY).parts
    assert sorted(path for part in parts for path in part.files) == sorted(content.texts)
    assert [part.entry for part in parts if part.entry] == list(content.entries.values())
    assert {part.key for part in parts if part.pages and not part.entry} == set(content.pages)
    assert {part.key for part in parts if part.file and not part.entry} == set(content.register_files)


def test_a_usual_length_is_that_of_the_whole_content(tmp_path: Path) -> None:
    settings = read_settings(make_docs(tmp_path))
    append(tmp_path / "docs/audiences/students/index.en.md", "word " * 39 + "word.")
    append(tmp_path / "docs/audiences/students/index.zh.md", "字" * 50)
    before = rules.check(settings, TODAY)
    for page in tmp_path.glob("docs/topics/lost-passport/index.*.md"):
        append(page, "很" * 1900)
    after = rules.check(settings, TODAY)
    odd = [{one.path for one in found.problems if one.rule == "same-length"} for found in (before, after)]
    assert "docs/audiences/students/index.zh.md" in odd[1] - odd[0]


def append(page: Path, paragraph: str) -> None:
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{paragraph}\n", encoding="utf-8")


def test_a_rule_has_a_name_of_its_own_and_is_asked_with_what_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_RULES", {})
    monkeypatch.setattr(registry.Subject, "every", [])
    about_pages = registry.Subject(lambda part: ((page,) for page in part.pages.values()))

    @about_pages
    def one_title(page: object, site: SiteFacts) -> Iterator[Finding]:
        yield Finding(str(site.today), 1, "page")

    with pytest.raises(ValueError, match="two rules are called one-title"):
        about_pages(one_title)
    site = SiteFacts(catalogue(tmp_path), TODAY)
    found = [problem for part in site.parts for problem in about_pages.problems(part)]
    assert {(problem.rule, problem.path) for problem in found} == {("one-title", str(TODAY))}


# --- what is kept --------------------------------------------------------------------------------------------------

BITS = (
    "7", "three", "四天", "20 July", "call 110", "拨打110", "a@b.example", "www.evil.example", "<b>", "，，", " ", "not ", "不",
    "[x](page:topics/lost-passport#do-now)", "[y](contact:united-kingdom/police)", " { #do-now }", "## ", "\n\n", "- ",
    "| a |", "A longer sentence that the other language does not have, with many words more than usual. ", "✎",
)  # fmt: skip
PAGE = "docs/topics/lost-passport/index.en.md"


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
    settings, cache = many_mistakes(tmp_path), Cache(tmp_path / ".cache")
    random, undo = Random(seed), list[tuple[Path, bytes | None]]()
    for _ in range(40):
        for _ in range(random.randrange(1, 3)):
            edit(random, tmp_path, undo)
        assert rules.check(settings, TODAY, cache) == rules.check(settings, TODAY)


def test_one_changed_text_has_its_part_judged_anew_and_those_that_ask_for_its_anchors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, cache = many_mistakes(tmp_path), Cache(tmp_path / ".cache")
    first = rules.check(settings, TODAY, cache)
    judged: list[str] = []
    judge = registry._judge
    monkeypatch.setattr(registry, "_judge", lambda part: judged.append(part.key) or judge(part))
    monkeypatch.setattr(parallel, "processors", lambda: 1)
    assert rules.check(settings, TODAY, cache) == first
    assert judged == []
    append(tmp_path / PAGE, "One more.")
    rules.check(settings, TODAY, cache)
    assert judged == ["topics/lost-passport"]
    judged.clear()
    append(tmp_path / "docs/audiences/students/index.en.md", "## New { #nowhere }")
    rules.check(settings, TODAY, cache)
    assert judged == ["countries/france", "audiences/students"]


@pytest.mark.parametrize("path", ["docs/glossary.yml", "docs/topics/lost-passport/x.png", "docs/y/z"])
def test_whatever_surrounds_a_text_counts(tmp_path: Path, path: str) -> None:
    settings, cache = read_settings(make_docs(tmp_path)), Cache(tmp_path / ".cache")
    before = rules.check(settings, TODAY, cache)
    file = tmp_path / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes((file.read_bytes() if file.exists() else b"") + b"\n<b>3</b> {{")
    after = rules.check(settings, TODAY, cache)
    assert after == rules.check(settings, TODAY)
    assert after != before


def test_another_day_is_another_check(tmp_path: Path) -> None:
    settings, cache = read_settings(make_docs(tmp_path)), Cache(tmp_path / ".cache")
    later = TODAY + timedelta(days=800)
    assert rules.check(settings, TODAY, cache) != rules.check(settings, later, cache) == rules.check(settings, later)
