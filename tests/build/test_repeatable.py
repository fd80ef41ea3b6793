"""Two builds of one commit are the same bytes, and hold a number of facts.yml in every form that they publish."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import CONTENT_DAY, ROOT, TODAY, build_command, content_of, epoch_of, make_project

from advisories.outputs.signing import VARIABLE
from advisories.printing import fonts

FONTS = ROOT / ".cache" / "fonts"
OLD, NEW, SHOWN = "+442079460018", "+442079460023", "+44 20 7946 0023"
HISTORY = """history:
  - {on: 2026-02-18, kind: contact-changed, what: {en: The embassy has a new number., zh: 大使馆换了号码。}}
"""
MACHINES = {
    "one": {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
    "two/of another depth": {"PYTHONHASHSEED": "4093", "TZ": "America/New_York", "LC_ALL": "C"},
}


def run(command: list[str], machine: dict[str, str], today: str) -> None:
    environment = {**os.environ, **machine, "SOURCE_DATE_EPOCH": today}
    environment.pop(VARIABLE, None)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def built_twice(folder: Path, docs: Path, today: str, *more: str) -> list[Path]:
    """Two copies of one project, each built on a machine of its own."""
    projects = [make_project(folder / name, docs) for name in MACHINES]
    for project, machine in zip(projects, MACHINES.values(), strict=True):
        run(build_command(project, *more), machine, today)
    return projects


def same(one: Path, other: Path) -> dict[str, str]:
    """The files of both folders, which must be the same bytes; stamps are notes of a machine to itself."""
    left, right = (
        {name: value for name, value in content_of(folder).items() if not name.startswith(".stamps/")}
        for folder in (one, other)
    )
    assert set(left) == set(right)
    assert [name for name in left if left[name] != right[name]] == []
    return left


def kinds(files: dict[str, str]) -> set[str]:
    return {Path(name).suffix for name in files}


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The fictional service with one number changed, and the change told to readers, built twice."""
    docs = tmp_path_factory.mktemp("changed") / "docs"
    shutil.copytree(ROOT / "tests/service/docs", docs)
    facts = docs / "countries/united-kingdom/facts.yml"
    text = facts.read_text(encoding="utf-8").replace(OLD, NEW)
    assert text.count(NEW) == 1
    facts.write_text(text + HISTORY, encoding="utf-8")
    return built_twice(tmp_path_factory.mktemp("twins"), docs, epoch_of(TODAY), "--publish")


def test_published_site_is_the_same_bytes(twins: list[Path]) -> None:
    one, two = twins
    assert {".html", ".gz", ".br", ".xml", ".ics", ".vcf", ".json"} <= kinds(same(one / "site", two / "site"))
    assert any(name.startswith("pagefind/") for name in content_of(one / "site"))
    assert same(one / "dist/headers", two / "dist/headers")


FORMS = {
    "page": ("countries/united-kingdom/index.html", f'href="tel:{NEW}"'),
    "page in Chinese": ("zh/countries/united-kingdom/index.html", f'href="tel:{NEW}"'),
    "JSON-LD": ("countries/united-kingdom/index.html", f'"telephone":"{NEW}"'),
    "API": ("api/v1/countries/united-kingdom.json", f'"{NEW}"'),
    "contacts": ("api/v1/contacts.json", f'"{NEW}"'),
    "table": ("api/v1/contacts.csv", NEW),
    "feed of changed contacts": ("feeds/contact-changes.xml", SHOWN),
    "feed in Chinese": ("zh/feeds/countries/united-kingdom.xml", SHOWN),
    "card": ("cards/united-kingdom/embassy.vcf", f":{NEW}\r\n"),
    "card of all": ("zh/cards/all.vcf", f":{NEW}\r\n"),
}


@pytest.mark.parametrize("form", FORMS)
def test_number_of_the_record_is_in_every_form(form: str, twins: list[Path]) -> None:
    name, number = FORMS[form]
    assert number in (twins[0] / "site" / name).read_bytes().decode()


def test_number_that_was_replaced_is_in_no_file(twins: list[Path]) -> None:
    files = [file for file in (twins[0] / "site").rglob("*") if file.is_file()]
    texts = {file: file.read_bytes().decode("utf-8", "ignore") for file in files}
    assert [file for file, text in texts.items() if OLD in text or SHOWN.replace("0023", "0018") in text] == []


@pytest.mark.slow
def test_real_site_and_a_printed_country_are_the_same_bytes(tmp_path: Path) -> None:
    one, two = built_twice(tmp_path, ROOT / "docs", epoch_of(CONTENT_DAY))
    assert len(same(one / "site", two / "site")) > 3000
    if fonts.wrong(FONTS):
        pytest.skip("fonts are missing: run `make fonts`")
    for project, machine in zip((one, two), MACHINES.values(), strict=True):
        script = [sys.executable, str(project / "scripts/print.py"), "countries/japan", "--fonts", str(FONTS)]
        run(script, machine, epoch_of(CONTENT_DAY))
    assert ".pdf" in kinds(same(one / "dist/pdf", two / "dist/pdf"))
