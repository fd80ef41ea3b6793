"""How many single changes in one language of the real content the checker finds. Prints a table; at least 98 %.

``MUTATION_SEED`` and ``MUTATIONS`` choose other changes and their number.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from mutation.mutations import MUTATIONS, Mutation, level_word, places

from advisories.common.clock import today
from advisories.common.settings import read_settings
from advisories.content.catalogue import Catalogue, load
from advisories.content.page_files import Page, read_page
from advisories.rules import problems

ROOT = Path(__file__).resolve().parents[2]
COUNT = int(os.environ.get("MUTATIONS", "300"))
SEED = int(os.environ.get("MUTATION_SEED", "1"))
RULES = frozenset((
    "same-figures", "same-number-words", "same-levels", "same-warnings", "same-paragraphs", "same-length", "level-word",
    "forbidding-item", "same-shape", "same-links", "figure-text",
))  # fmt: skip
"""The rules that compare languages. That a translation is behind would be found anyway, and says nothing here."""


def found_in(catalogue: Catalogue) -> set[tuple[str, str, str]]:
    """What the comparing rules say about a catalogue."""
    return {
        (one.rule, one.path, str((one.subject, one.value, one.params.get("expected"))))
        for one in problems(catalogue, today())
        if one.rule in RULES
    }


def narrowed(catalogue: Catalogue, key: str, page: Page | None = None) -> Catalogue:
    """The catalogue with one item only, with one of its pages exchanged."""
    entry = catalogue.entries[key]
    own = {**entry.pages, page.language: page} if page else entry.pages
    return replace(catalogue, entries={key: replace(entry, pages=own)}, pages={}, register_files={}, problems=())


def changes(catalogue: Catalogue, random: Random) -> Iterator[tuple[str, str, Page]]:
    """Changed pages, every kind of change in turn: kind, item, page."""
    kinds: dict[str, Mutation | None] = {**MUTATIONS, "level word": None}
    keys = sorted(catalogue.entries)
    while True:
        for kind, change in kinds.items():
            for _ in range(2000):
                key = random.choice(keys)
                page = catalogue.entries[key].pages[random.choice(catalogue.settings.languages)]
                file = catalogue.settings.docs_dir.parent / page.path
                text = file.read_text(encoding="utf-8")
                after = (change or level_word(level_words(catalogue, page.language)))(text, random)
                if after is not None and after != text:
                    yield kind, key, read_page(after, page.path, page.language)
                    break
            else:
                kinds = {name: one for name, one in kinds.items() if name != kind}


def level_words(catalogue: Catalogue, language: str) -> list[str]:
    assert catalogue.levels is not None
    words = [level.word[language] for issuer in catalogue.levels.issuers for level in issuer.levels]
    return [word for word in words if " " in word or not word.isascii()] if language == "en" else words


@pytest.mark.slow
def test_single_changes_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    catalogue = load(read_settings(ROOT / "mkdocs.yml"))
    random, made, found, missed = Random(SEED), Counter[str](), Counter[str](), []
    before: dict[str, set[tuple[str, str, str]]] = {}
    for kind, key, page in changes(catalogue, random):
        if key not in before:
            before[key] = found_in(narrowed(catalogue, key))
        made[kind] += 1
        if found_in(narrowed(catalogue, key, page)) - before[key]:
            found[kind] += 1
        else:
            missed.append((kind, page))
        if made.total() == COUNT:
            break
    with capsys.disabled():
        print(
            f"\n{found.total()} of {made.total()} single changes found ({found.total() / made.total():.1%}), seed {SEED}"
        )
        for kind in made:
            print(f"  {kind:12} {found[kind]:4} of {made[kind]:4}")
        for kind, page in missed:
            print(f"  missed: {kind} in {page.path}{difference(catalogue, page)}")
    assert found.total() / made.total() >= 0.98


def difference(catalogue: Catalogue, page: Page) -> str:
    old = (catalogue.settings.docs_dir.parent / page.path).read_text(encoding="utf-8").split("\n")
    new = page.body.split("\n")
    lost, gained = [line for line in old if line not in new][-1:], [line for line in new if line not in old][:1]
    return f"\n    - {''.join(lost)[:160]}\n    + {''.join(gained)[:160]}"


def test_unchanged_content_raises_no_alarm() -> None:
    catalogue = load(read_settings(ROOT / "mkdocs.yml"))
    assert sorted(found_in(catalogue)) == []


def test_mutations_leave_targets_alone() -> None:
    text = "---\ndescription: 5 x\n---\n\n1. a [b 7](page:x/2024-04)\n"
    assert [match[0] for match in places(text, "[0-9]")] == ["7"]
