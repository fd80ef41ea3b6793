"""What is found does not depend on the processes that look for it, and every rule judges what it says it judges."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import HERE, ROOT, TODAY, catalogue, make_docs

from advisories import rules
from advisories.common.problems import Finding
from advisories.common.settings import Settings, read_settings
from advisories.content.catalogue import load
from advisories.rules import registry
from advisories.rules.site_facts import SiteFacts

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
def test_several_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    monkeypatch.setattr("advisories.tasks.parallel.WORTH_A_FORK", 2)
    for settings in (read_settings(BROKEN), many_mistakes(tmp_path)):
        content = load(settings)
        serial = rules.problems(content, TODAY)
        assert len(serial) > 5
        assert rules.check(settings, TODAY, processes) == rules.Checked(serial, len(content.entries))


@pytest.mark.slow
def test_real_content_is_the_same_together() -> None:
    settings = read_settings(ROOT / "mkdocs.yml")
    assert rules.check(settings, TODAY, 2) == rules.check(settings, TODAY, 1)


def test_what_stands_once_is_compared_between_parts(tmp_path: Path) -> None:
    found = {problem.rule: problem for problem in rules.check(many_mistakes(tmp_path), TODAY, 1).problems}
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
