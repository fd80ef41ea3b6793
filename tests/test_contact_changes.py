"""The comparison of two revisions: what a reviewer sees, and what it asks for."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from support import SERVICE, Edit, apply, make_docs

import contact_changes

CONTACTS = "docs/contacts.yml"
GB = "docs/countries/united-kingdom/facts.yml"
PHONE = 'number: "+442079460018", sources: [embassy-page]'
SEEN = "seen: 2026-02-15"
EDINBURGH = re.search(
    r"  - id: edinburgh\n(?:    .*\n)+",
    (SERVICE / "docs/countries/united-kingdom/facts.yml").read_text(encoding="utf-8"),
)[0]  # type: ignore[index]
CASES: list[tuple[str, dict[str, list[tuple[str, str]]], int, str]] = [
    ("nothing", {}, 0, "No contact changes."),
    ("text only", {"docs/topics/lost-passport/index.en.md": [("Keep it apart", "Keep this apart")]}, 0, "No contact changes."),
    ("one digit swapped", {GB: [(PHONE, PHONE.replace("0018", "0081"))]}, 1, "CHANGED WITHOUT A NEWER SOURCE"),
    ("number and source renewed", {GB: [(PHONE, PHONE.replace("0018", "0081")), (SEEN, "seen: 2026-02-28")]}, 1, "CHANGED: "),
    ("added", {GB: [(f"{{use: consular-protection, {PHONE}}}", f"{{use: consular-protection, {PHONE}}}\n"
      '      - {use: consular-section, number: "+442079460020", sources: [embassy-page]}')]}, 1, "added: united-kingdom/embassy"),
    ("removed", {GB: [(f"      - {{use: consular-protection, {PHONE}}}\n", "")]}, 3, "removed: united-kingdom/embassy"),
    ("withheld", {GB: [(PHONE, f"{PHONE}, withheld: {{reason: conflict}}")]}, 3, "now withheld"),
    ("published", {GB: [("        withheld: {reason: check-first, note: named by one old page}\n", "")]}, 1, "now published"),
    ("reordered", {GB: [('  - {use: general, number: "999", sources: [ministry-contacts]}\n', ""),
      ("missions:\n", '  - {use: general, number: "999", sources: [ministry-contacts]}\nmissions:\n')]}, 0, "No contact changes."),
    ("seen date moved", {GB: [(SEEN, "seen: 2026-02-28")]}, 1, "other evidence"),
    ("mailbox", {GB: [("consular@ministry", "consul@ministry")]}, 1, "CHANGED: "),
    ("website", {GB: [('service.example/uk"', 'service.example/gb"')]}, 1, "CHANGED: "),
    ("address", {GB: [("1 Example Street", "2 Example Street")]}, 1, "CHANGED: "),
    ("retired number forgotten", {"docs/contacts.yml": [("+442079460999", "+442079460998")]}, 1, "taken off the list: retired"),
    ("refused host added", {"docs/hosts.yml": [("refused:", "refused:\n  - {host: bad.example, reason: copies}")]}, 3, "added to the list"),
    ("official domain added", {"docs/hosts.yml": [("official: [", "official: [attacker.example, ")]}, 1, "added to the list: official"),
    ("warning of the hotline changed", {"docs/contacts.yml": [("This line never calls you.", "This line calls you.")]}, 1, "hotline"),
    ("number and use", {GB: [(f"{{use: consular-protection, {PHONE}}}", f"{{use: consular-section, {PHONE.replace('0018', '0081')}}}")]}, 1, "WITHOUT A NEWER"),
    ("uses exchanged", {GB: [('use: general, number: "999"', 'use: police, number: "999"'), ('use: police, number: "112"', 'use: general, number: "112"')]}, 1, "general → police"),
    ("same display, other number", {GB: [(PHONE, PHONE.replace("+44", "+440"))]}, 1, "+ +4402079460018"),
    ("published with a note", {GB: [("        withheld: {reason: check-first, note: named by one old page}\n", "        note: {en: Ask., zh: 问。}\n")]}, 1, "now published"),
    ("withheld record forgotten", {GB: [('    phones:\n      - number: "+441314960018"\n        use: consular-protection\n        sources: [embassy-page]\n'
      "        withheld: {reason: check-first, note: named by one old page}\n", "")]}, 1, "removed"),
    ("mission that goes with its withheld record", {GB: [(EDINBURGH, "")]}, 3, "removed"),
    ("name of a mission", {GB: [("en: Embassy of Freedonia in the United Kingdom, zh: 自由国驻英国大使馆}\n    city", "en: Embassy of Freedonia in London, zh: 自由国驻英国大使馆}\n    city")]}, 1, "name.en"),
    ("district", {GB: [("en: Scotland", "en: Wales")]}, 1, "district.1.name.en"),
    ("hours", {GB: [("9 to 12, zh: 周一至周五9时至12时", "9 to 13, zh: 周一至周五9时至13时")]}, 1, "hours.en"),
    ("kind of a mission", {GB: [("kind: consulate-general", "kind: office")]}, 1, "kind"),
    ("order of numbers", {GB: [(f"      - {{use: consular-protection, {PHONE}}}\n", ""),
      ("    email:", f"      - {{use: consular-protection, {PHONE}}}\n    email:")]}, 1, "in another order"),
    ("link to another contact", {f"docs/topics/lost-passport/index.{name}.md": [("(contact:hotline/freedonia-line)", "(contact:united-kingdom/embassy/office)")]
      for name in ("en", "zh")}, 1, "contact:united-kingdom/embassy/office"),
    ("grade of a source", {GB: [("grade: official", "grade: secondary")]}, 1, "other evidence"),
    ("mailbox for corrections", {"docs/contacts.yml": [("official_site:", "corrections: fix@ministry.service.example\nofficial_site:")]}, 1, "corrections"),
    ("address of the site", {"mkdocs.yml": [("site_url: ", "site_url: https://attacker.example/ #")]}, 1, "attacker.example"),
    ("broken file is no withdrawal", {GB: [("code: GB", "code: Great Britain")]}, 1, "cannot be read"),
    ("missing page is no withdrawal", {GB.replace("facts.yml", "index.zh.md"): []}, 1, "cannot be read"),
]  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    make_docs(tmp_path)
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "first"]):
        git(tmp_path, *command)
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Editor", "-c", "user.email=editor@service.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True)


def compare(folder: Path, *options: str) -> int:
    return contact_changes.main(["HEAD", "--root", str(folder), "--lang", "en", *options])


@pytest.mark.parametrize(("name", "edits", "status", "words"), CASES, ids=[case[0] for case in CASES])
def test_change_is_told_and_weighed(
    name: str, edits: dict[str, list[tuple[str, str]]], status: int, words: str,
    repository: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    for path, changes in edits.items():
        every: list[Edit] = [*changes] or [None]
        for edit in every:
            apply(repository / path, edit)
    assert compare(repository) == status
    assert words in capsys.readouterr().out


def test_old_and_new_stand_side_by_side_in_every_language(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apply(repository / GB, (PHONE, PHONE.replace("0018", "0081")))
    for language, loud in (("en", "CHANGED WITHOUT A NEWER SOURCE"), ("zh", "必须查明原因")):
        assert compare(repository, "--format", "markdown", "--lang", language) == 1
        row = next(line for line in capsys.readouterr().out.split("\n") if "7946 0081" in line)
        assert "`+44 20 7946 0018`" in row
        assert "`+44 20 7946 0081`" in row
        assert "https://embassy.service.example/uk/contacts" in row
        assert loud in row


def test_markdown_cannot_be_broken_out_of(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apply(repository / GB, ("1 Example Street, London", "1 `x` | @everyone ![](//attacker.example)"))
    compare(repository, "--format", "markdown")
    row = next(line for line in capsys.readouterr().out.split("\n") if "@everyone" in line)
    assert "`1  x  \\| @everyone ![](//attacker.example)`" in row


def test_two_committed_revisions_compare_too(repository: Path) -> None:
    apply(repository / GB, ("1 Example Street", "2 Example Street"))
    git(repository, "commit", "--quiet", "--all", "--message", "second")
    assert contact_changes.main(["HEAD~1", "--to", "HEAD", "--root", str(repository)]) == 1
    assert compare(repository) == 0


@pytest.mark.parametrize("revision", ["nowhere", "--output=/tmp/x"])
def test_unknown_revision_is_not_silently_nothing(repository: Path, revision: str) -> None:
    assert contact_changes.main(["--root", str(repository), "--", revision]) == 2


def test_attributes_hide_nothing(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / ".gitattributes").write_text("docs/countries/united-kingdom export-ignore\n", encoding="utf-8")
    apply(repository / GB, (PHONE, PHONE.replace("0018", "0081")))
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "second")
    assert contact_changes.main(["HEAD~1", "--to", "HEAD", "--root", str(repository), "--lang", "en"]) == 1
    assert "+44 20 7946 0081" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text", ["a: [", "", "docs_dir:\n", "plugins: 3\n", "plugins:\n  - i18n:\n      languages: 3\n"]
)
def test_a_broken_configuration_is_not_compared(text: str, repository: Path) -> None:
    whole = (repository / "mkdocs.yml").read_text(encoding="utf-8")
    (repository / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert compare(repository) == 2
    git(repository, "commit", "--quiet", "--all", "--message", "second")
    (repository / "mkdocs.yml").write_text(whole, encoding="utf-8")
    assert compare(repository) == 2


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_what_a_terminal_would_obey_is_named(form: str, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apply(repository / GB, ("1 Example Street, London", "1 \\e[2K\\u202E8100 Street"))
    compare(repository, "--format", form)
    said = capsys.readouterr().out
    assert "<U+001B>[2K<U+202E>8100" in said
    assert not {"\x1b", "\u202e"} & set(said)


def test_the_order_of_hotlines_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first one is shown on every page."""
    first, rest = (repository / CONTACTS).read_text(encoding="utf-8").split("official_site:", 1)
    head, one = first.split("\n", 1)
    other = (
        one.replace("freedonia-line", "second-line").replace("0000", "0001").replace("Freedonia Line", "Second Line")
    )
    for lines, status in (((one, other), 1), ((other, one), 1)):
        (repository / CONTACTS).write_text(f"{head}\n{''.join(lines)}official_site:{rest}", encoding="utf-8")
        assert compare(repository) == status
        git(repository, "commit", "--quiet", "--all", "--message", "more")
    assert "second-line · freedonia-line" in capsys.readouterr().out


def test_a_link_in_place_of_a_file_is_not_read(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a link leads to may be any text, even one that reads like the file."""
    text = (repository / GB).read_text(encoding="utf-8")
    (repository / GB).unlink()
    (repository / GB).symlink_to(text)
    git(repository, "commit", "--quiet", "--all", "--message", "second")
    assert contact_changes.main(["HEAD~1", "--to", "HEAD", "--root", str(repository), "--lang", "en"]) == 1
    assert "cannot be read" in capsys.readouterr().out
