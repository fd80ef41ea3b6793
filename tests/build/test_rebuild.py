"""A rebuild equals a clean build to the byte, whatever was edited, and however the kept pages were treated."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from benchmarks import own_layout
from benchmarks.corpus import Corpus
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from support import ROOT, TODAY, epoch_of

from advisories.build import rendering
from advisories.build.site_build import BuildRequest, Current
from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.review.translations import accept, groups
from advisories.tasks.cache import FILE
from advisories.tasks.queries import UntrackedReadError

PAGES = 36
UNNAMED = 3
"""Events to which no text leads, so that they may go."""
Edit = Callable[[Path, random.Random], None]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Content with links between items, its own templates, and the pages of one build kept; copy it to change it."""
    folder = tmp_path_factory.mktemp("corpus")
    config = own_layout.write(Corpus(PAGES), folder)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    event = next(folder.glob("docs/events/*/facts.yml")).parent
    for number in range(UNNAMED):
        shutil.copytree(event, event.with_name(f"meeting-{number}"))
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    settings["theme"]["custom_dir"] = "overrides"
    config.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.MonkeyPatch.context() as early:
        early.setenv("SOURCE_DATE_EPOCH", epoch_of(TODAY))
        built(config)
    return folder


@pytest.fixture
def folder(corpus: Path, tmp_path: Path) -> Path:
    """A copy of the corpus to change."""
    return shutil.copytree(corpus, tmp_path / "copy")


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were rendered, not taken from an earlier build."""
    names: list[str] = []
    render = rendering.LanguageRun.render

    def noted(language: rendering.LanguageRun, file: object) -> str:
        names.append(file.src_uri)  # type: ignore[attr-defined]
        return render(language, file)  # type: ignore[arg-type]

    monkeypatch.setattr(rendering.LanguageRun, "render", noted)
    monkeypatch.setattr("advisories.tasks.parallel.WORTH_A_FORK", 10_000)  # one process, so that the names can be seen
    return names


def built(config: Path) -> dict[str, str]:
    """Build; the digest of every file by its path."""
    site = config.parent / "site"
    mkdocs_build(load_config(str(config), site_dir=str(site), strict=True))
    files = sorted(file for file in site.rglob("*") if file.is_file())
    return {str(file.relative_to(site)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def clean(config: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Build as MkDocs alone would: one page after the other, with nothing kept."""
    with monkeypatch.context() as plain:
        plain.setattr(Current, "request", BuildRequest(is_plain=True))
        return built(config)


def item(folder: Path, chance: random.Random, kind: str = "*") -> Path:
    return chance.choice(sorted(file.parent for file in folder.glob(f"docs/{kind}/*/facts.yml")))


def unnamed_event(folder: Path, chance: random.Random) -> Path:
    """An event to which no text leads."""
    texts = "".join(page.read_text(encoding="utf-8") for page in folder.glob("docs/**/*.md"))
    events = sorted(file.parent for file in folder.glob("docs/events/*/facts.yml"))
    return chance.choice([event for event in events if f"events/{event.name})" not in texts])


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} must stand in {file}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def accepted(folder: Path) -> None:
    """Call every translation up to date again."""
    settings = read_settings(folder / "mkdocs.yml")
    for pages in groups(load(settings)):
        accept(settings, pages, None)


def edit_text(folder: Path, chance: random.Random) -> None:
    page = chance.choice(sorted(item(folder, chance).glob("index.*.md")))
    page.write_text(page.read_text(encoding="utf-8") + f"\nOne more line, {chance.random()}.\n", encoding="utf-8")


def edit_title(folder: Path, chance: random.Random) -> None:
    for page in item(folder, chance).glob("index.*.md"):
        replaced(page, "\n# ", f"\n# No. {chance.randrange(1000)} ")
    accepted(folder)


def edit_title_in_the_menu(folder: Path, chance: random.Random) -> None:
    for page in (folder / "docs/topics").glob("index.*.md"):
        replaced(page, "\n# ", f"\n# No. {chance.randrange(1000)} ")
    accepted(folder)


def edit_description(folder: Path, chance: random.Random) -> None:
    for page in item(folder, chance).glob("index.*.md"):
        replaced(page, "description: ", f"description: Of {chance.randrange(1000)} ")
    accepted(folder)


def edit_review(folder: Path, chance: random.Random) -> None:
    facts = item(folder, chance) / "facts.yml"
    day = next(line for line in facts.read_text(encoding="utf-8").splitlines() if line.startswith("reviewed: "))
    replaced(facts, day, "reviewed: 2026-02-20")


def edit_source(folder: Path, chance: random.Random) -> None:
    replaced(item(folder, chance, "countries") / "facts.yml", "grade: official", "grade: secondary")


def remove_item(folder: Path, chance: random.Random) -> None:
    shutil.rmtree(unnamed_event(folder, chance))


def copy_item(folder: Path, chance: random.Random) -> None:
    event = item(folder, chance, "events")
    shutil.copytree(event, event.with_name(f"{event.name}-{chance.randrange(1000)}"))


def rename_item(folder: Path, chance: random.Random) -> None:
    event = unnamed_event(folder, chance)
    event.rename(event.with_name(f"{event.name}-renamed-{chance.randrange(1000)}"))


def withdraw(folder: Path, chance: random.Random) -> None:
    facts = item(folder, chance, "events") / "facts.yml"
    text = facts.read_text(encoding="utf-8")
    if "withdrawn:" not in text:
        facts.write_text(f"{text}withdrawn:\n  on: 2026-02-01\n  reason: {{en: Wrong, zh: 有误}}\n", encoding="utf-8")


def edit_hotline(folder: Path, chance: random.Random) -> None:
    replaced(folder / "docs" / "contacts.yml", "en: ", "en: Now ")


def edit_template(folder: Path, chance: random.Random) -> None:
    replaced(folder / "overrides" / "main.html", "<article", f'<article data-edit="{chance.randrange(1000)}"')


def edit_configuration(folder: Path, chance: random.Random) -> None:
    replaced(folder / "mkdocs.yml", "site_name: ", f"site_name: Edition {chance.randrange(1000)} ")


EDITS: tuple[Edit, ...] = (
    edit_text, edit_title, edit_title_in_the_menu, edit_description, edit_review, edit_source, remove_item, copy_item, rename_item, withdraw,
    edit_hotline, edit_template, edit_configuration,
)  # fmt: skip


def test_workers_and_plain_mkdocs_make_the_same_site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisories.tasks.parallel.WORTH_A_FORK", 1)
    shutil.rmtree(folder / ".cache")
    assert built(folder / "mkdocs.yml") == clean(folder / "mkdocs.yml", monkeypatch)


def test_an_edited_text_costs_one_page(folder: Path, rendered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    page = item(folder, random.Random(1), "topics") / "index.zh.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n再加一行。\n", encoding="utf-8")
    again = built(folder / "mkdocs.yml")
    assert rendered == [
        page.with_name("index.en.md").relative_to(folder / "docs").as_posix(),
        page.relative_to(folder / "docs").as_posix(),
    ], "the page itself, and its sibling, which may say that the translation is behind"
    assert again == clean(folder / "mkdocs.yml", monkeypatch)


def test_an_edited_title_costs_the_pages_that_show_it(
    folder: Path, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_title(folder, random.Random(2))
    assert built(folder / "mkdocs.yml") == clean(folder / "mkdocs.yml", monkeypatch)
    assert 2 <= len(set(rendered)) < PAGES / 2


def test_a_title_in_the_menu_shows_on_every_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit_title_in_the_menu(folder, random.Random(4))
    assert built(folder / "mkdocs.yml") == clean(folder / "mkdocs.yml", monkeypatch)


def test_two_edits_of_any_kind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(3)
    for edit in chance.sample(EDITS, 2):
        edit(folder, chance)
        assert built(folder / "mkdocs.yml") == clean(folder / "mkdocs.yml", monkeypatch), edit.__name__


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_any_edits_in_any_order(seed: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    for edit in chance.sample(EDITS, len(EDITS)):
        edit(folder, chance)
        assert built(folder / "mkdocs.yml") == clean(folder / "mkdocs.yml", monkeypatch), edit.__name__


def test_damaged_and_foreign_entries_count_as_absent(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = clean(folder / "mkdocs.yml", monkeypatch)
    with sqlite3.connect(folder / ".cache" / "build" / FILE) as file:
        entries = file.execute("SELECT rowid, result FROM results ORDER BY rowid").fetchall()
        for number, (row, data) in enumerate(entries):
            damaged = (b"", data[:-1], data[:40] + b"!" + data[41:], b"foreign", entries[0][1])[number % 5]
            file.execute("UPDATE results SET result = ? WHERE rowid = ?", (damaged if number else data, row))
    file.close()
    assert len(entries) > 10
    assert built(folder / "mkdocs.yml") == expected


def test_a_page_that_reads_what_it_did_not_ask_for_is_refused(folder: Path) -> None:
    replaced(folder / "overrides" / "main.html", "<article", "{{ site.catalogue.entries | length }}<article")
    with pytest.raises(UntrackedReadError, match="a task must make a query to learn of the catalogue"):
        built(folder / "mkdocs.yml")
