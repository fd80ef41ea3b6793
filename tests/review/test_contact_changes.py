"""The comparison of two revisions: what a reviewer sees, and what it asks for."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from support import SERVICE, Edit, apply, make_docs

import review

CONTACTS = "docs/contacts.yml"
GB = "docs/countries/united-kingdom/facts.yml"
PHONE = 'number: "+442079460018", sources: [embassy-page]'
SEEN = "seen: 2026-02-15"
EDINBURGH = re.search(
    r"  - id: edinburgh\n(?:    .*\n)+",
    (SERVICE / "docs/countries/united-kingdom/facts.yml").read_text(encoding="utf-8"),
)[0]  # type: ignore[index]
PASSPORT = "docs/topics/lost-passport/index.en.md"
LEVELS = "docs/levels.yml"
LINE = "[Freedonia Line](contact:hotline/freedonia-line)"
TWO = "[{}](contact:united-kingdom/{}) [{}](contact:united-kingdom/{})"
LAST_PHONE = '      - {use: hotline, number: "+442079460000", sources: [ministry-contacts]}'
CHANNEL = (
    "{id: helper, name: {en: WeChat helper, zh: 微信助手}, how: {en: Add it and pay the deposit., zh: 添加后交保证金。}, "
    "sources: [ministry-contacts]}"
)
ALERT = re.search(
    r"  - id: 2026-02-floods\n(?:    .*\n)+",
    (SERVICE / "docs/countries/united-kingdom/facts.yml").read_text(encoding="utf-8"),
)[0]  # type: ignore[index]
STAY_AWAY = next(
    line + "\n"
    for line in (SERVICE / "docs/levels.yml").read_text(encoding="utf-8").split("\n")
    if "- {id: stay-away" in line
)
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
    ("link added", {PASSPORT: [("Keep it apart from the passport.", "In the United Kingdom call [999](contact:united-kingdom/999).")]}, 1,
      "added: docs/topics/lost-passport/index.en.md · how-it-happens\n    + Lost passport > How it happens > Keep a copy > In the United Kingdom call [999](contact:united-kingdom/999)."),
    ("link added in one language", {PASSPORT.replace("en", "zh"): [("复印件与护照分开存放。", "英国：[999](contact:united-kingdom/999)")]}, 1, "added: docs/topics/lost-passport/index.zh.md"),
    ("link on a page of its own", {"docs/index.en.md": [("\nHelp for", "\nCall the [Freedonia Line](contact:hotline/freedonia-line). Help for")]}, 1, "added: docs/index.en.md"),
    ("link taken away", {PASSPORT: [(f"Call the {LINE}", "Call them")]}, 3, f"removed: docs/topics/lost-passport/index.en.md · do-now\n    - Lost passport > Do now > Call the {LINE}."),
    ("link moved to another section", {PASSPORT: [(f"\n2. Call the {LINE}.", ""), ("- Do not travel without a document.", f"- Do not travel without a document.\n- Call the {LINE}.")]}, 1, f"+ Lost passport > Do not > Call the {LINE}."),
    ("links change places", {PASSPORT: [(f"Call the {LINE}.", TWO.format("999", "general", "112", "police"))]}, 1, "999"),
    ("words before a link", {PASSPORT: [(f"Call the {LINE}.", f"Never call the {LINE}.")]}, 1, f"+ Lost passport > Do now > Never call the {LINE}."),
    ("words behind a link", {PASSPORT: [(f"{LINE}.", f"{LINE}. It is a fraud.")]}, 1, "It is a fraud."),
    ("heading above a link", {PASSPORT: [("## Do now {", "## Never do this {")]}, 1, "+ Lost passport > Never do this > Call the"),
    ("page with a link gone", {PASSPORT: [], PASSPORT.replace("en", "zh"): [], "docs/topics/lost-passport/facts.yml": []}, 1, "removed: docs/topics/lost-passport/index.en.md"),
    ("page with a link unreadable", {PASSPORT: [("Report the loss,", "x" * 2001)]}, 1, "cannot be read"),
    ("channel of a hotline added", {CONTACTS: [(LAST_PHONE, f"{LAST_PHONE}\n    channels:\n      - {CHANNEL}")]}, 1, "added: hotline/freedonia-line/channel/helper\n    + name.en: WeChat helper · "
      "name.zh: 微信助手 · how.en: Add it and pay the deposit. · how.zh: 添加后交保证金。"),
    ("channel of a country added", {GB: [("alerts:\n", f"channels:\n  - {CHANNEL}\nalerts:\n")]}, 1, "added: united-kingdom/channel/helper"),
    ("channel that is called like a mission", {GB: [("alerts:\n", f"channels:\n  - {CHANNEL.replace('helper,', 'embassy,')}\nalerts:\n")]}, 1, "added: united-kingdom/channel/embassy"),
    ("title of a source", {GB: [("title: {en: Embassy of Freedonia in the United Kingdom", "title: {en: Ministry of Freedonia")]}, 1, "+ embassy-page: Ministry of Freedonia / "),
    ("copy that becomes a link", {GB: [("url: https://embassy.service.example/uk/contacts", "via: https://embassy.service.example/uk/contacts")]}, 1, "read in a copy"),
    ("source of the item in place of a shared one", {GB: [("sources:\n  embassy-page:", "sources:\n  ministry-contacts: {title: {en: Blog, zh: 博客}, url: 'https://blog.service.example/', seen: 2026-02-01, grade: official}\n  embassy-page:")]}, 1, "+ ministry-contacts: Blog"),
    ("order of missions", {GB: [(EDINBURGH, ""), ("missions:\n", f"missions:\n{EDINBURGH}")]}, 1, "embassy · edinburgh\n    + edinburgh · embassy"),
    ("country withdrawn", {GB: [("reviewed:", "withdrawn: {on: 2026-02-20, reason: {en: Gone., zh: 不再有效。}}\nreviewed:")]}, 1, "withdrawn.reason.en\n    + Gone."),
    ("topic withdrawn", {"docs/topics/lost-passport/facts.yml": [("reviewed:", "withdrawn: {on: 2026-02-20, reason: {en: Gone., zh: 不再有效。}}\nreviewed:")]}, 1, "added: topics/lost-passport"),
    ("alert added", {GB: [("alerts:\n", f"alerts:\n{ALERT.replace('2026-02-floods', '2026-02-fire')}")]}, 1, "added: united-kingdom/alert/2026-02-fire"),
    ("alert is no withdrawal", {GB: [(f"alerts:\n{ALERT}", "")]}, 1, "removed: united-kingdom/alert/2026-02-floods"),
    ("summary of an alert", {GB: [("Rivers may flood after heavy rain.", "All is well.")]}, 1, "summary.en\n    - Rivers may flood after heavy rain.\n    + All is well."),
    ("level of an alert", {GB: [("level: care", "level: stay-away")]}, 1, "· level\n    - care"),
    ("word of a level", {LEVELS: [("en: Stay away", "en: Enjoy your stay")]}, 1, "issuer/ministry/stay-away · word.en"),
    ("tone of a level", {LEVELS: [("tone: danger", "tone: caution")]}, 1, "issuer/ministry/stay-away · tone"),
    ("meaning of a level", {LEVELS: [("en: Do not go.", "en: Go.")]}, 1, "issuer/ministry/stay-away · meaning.en"),
    ("name of an issuer", {LEVELS: [("- id: ministry\n    name: {en: Ministry of Freedonia", "- id: ministry\n    name: {en: Bureau of Freedonia")]}, 1, "issuer/ministry · name.en"),
    ("level gone", {LEVELS: [(STAY_AWAY, "")]}, 1, "removed: issuer/ministry/stay-away"),
    ("languages that are spoken", {GB: [("use: office, ", "use: office, languages: [fr], ")]}, 1, "languages: fr"),
    ("everyday name of a country", {GB: [("en: [Britain]", "en: [Britain, Iceland]")]}, 1, "aliases.common.en.2"),
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
    return review.main(["contacts", "HEAD", "--root", str(folder), "--lang", "en", *options])


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
    assert review.main(["contacts", "HEAD~1", "--to", "HEAD", "--root", str(repository)]) == 1
    assert compare(repository) == 0


@pytest.mark.parametrize("revision", ["nowhere", "--output=/tmp/x"])
def test_unknown_revision_is_not_silently_nothing(repository: Path, revision: str) -> None:
    assert review.main(["contacts", "--root", str(repository), "--", revision]) == 2


def test_attributes_hide_nothing(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / ".gitattributes").write_text("docs/countries/united-kingdom export-ignore\n", encoding="utf-8")
    apply(repository / GB, (PHONE, PHONE.replace("0018", "0081")))
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "second")
    assert review.main(["contacts", "HEAD~1", "--to", "HEAD", "--root", str(repository), "--lang", "en"]) == 1
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


def test_the_order_of_numbers_for_one_use_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first of them is dialled by links that name the use."""
    general = '  - {use: general, number: "999", sources: [ministry-contacts]}\n'
    second = general.replace("999", "911")
    apply(repository / GB, (general, general + second))
    committed(repository)
    apply(repository / GB, (general + second, second + general))
    assert compare(repository) == 1
    said = capsys.readouterr().out
    assert "united-kingdom · general" in said
    assert "- 999 · 911" in said


def test_a_link_in_place_of_a_file_is_not_read(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a link leads to may be any text, even one that reads like the file."""
    text = (repository / GB).read_text(encoding="utf-8")
    (repository / GB).unlink()
    (repository / GB).symlink_to(text)
    git(repository, "commit", "--quiet", "--all", "--message", "second")
    assert review.main(["contacts", "HEAD~1", "--to", "HEAD", "--root", str(repository), "--lang", "en"]) == 1
    assert "cannot be read" in capsys.readouterr().out


def committed(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "more")


def test_links_that_change_places_are_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each leads to what it led to before, beside the other's words."""
    before, after = (f"Police: {one}, fire: {other}." for one, other in (("[112](contact:united-kingdom/police)", "[999](contact:united-kingdom/999)"), ("[999](contact:united-kingdom/999)", "[112](contact:united-kingdom/police)")))  # fmt: skip
    apply(repository / PASSPORT, (f"Call the {LINE}.", before))
    committed(repository)
    apply(repository / PASSPORT, (before, after))
    assert compare(repository) == 1
    said = capsys.readouterr().out
    assert "- Lost passport > Do now > Police: [112](contact:united-kingdom/police), fire: ☎." in said
    assert "+ Lost passport > Do now > Police: [999](contact:united-kingdom/999), fire: ☎." in said


def test_a_channel_that_changes_goes_or_moves_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = CHANNEL.replace("helper,", "app,")
    one, two = f"      - {CHANNEL}\n", f"      - {other}\n"
    apply(repository / CONTACTS, (LAST_PHONE, f"{LAST_PHONE}\n    channels:\n{one}{two}"))
    committed(repository)
    text = (repository / CONTACTS).read_text(encoding="utf-8")
    for edit, status, words in (
        ((two, ""), 3, "removed: hotline/freedonia-line/channel/app"),
        (("{id: app,", "{id: apps,"), 1, "added: hotline/freedonia-line/channel/apps"),
        ((one + two, two + one), 1, "helper · app\n    + app · helper"),
        ((one, one.replace("pay the", "never pay a")), 1, "channel/helper · how.en"),
        ((one, one.replace("WeChat", "Line")), 1, "channel/helper · name.en"),
        ((two, two + two.replace("deposit", "fee")), 1, "added: hotline/freedonia-line/channel/app#2"),
        ((one, two.replace("deposit", "fee") + one), 1, "channel/app#2"),
    ):
        apply(repository / CONTACTS, edit)
        assert compare(repository) == status, words
        assert words in capsys.readouterr().out
        (repository / CONTACTS).write_text(text, encoding="utf-8")


def many(folder: Path, count: int) -> list[str]:
    """A country with many offices; the numbers of all."""
    numbers = [f"+44207946{number:04}" for number in range(1000, 1000 + count)]
    offices = "".join(
        f"  - {{id: office-{index}, kind: office, name: {{en: Office {index}, zh: 办事处{index}}}, sources: [embassy-page], "
        f'phones: [{{use: office, number: "{number}", sources: [embassy-page]}}]}}\n'
        for index, number in enumerate(numbers)
    )
    apply(folder / GB, ("alerts:\n", f"{offices}alerts:\n"))
    committed(folder)
    return numbers


def test_a_source_that_was_seen_again_is_one_line(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One false number must not stand among hundreds of renewals."""
    numbers = many(repository, 300)
    apply(repository / GB, (SEEN, "seen: 2026-02-28"))
    apply(repository / GB, (numbers[150], numbers[150][:-3] + "999"))
    assert compare(repository, "--format", "markdown") == 1
    rows = [line for line in capsys.readouterr().out.split("\n") if line.startswith("| **")]
    assert "office-150" in rows[0]
    assert any("304 contacts or texts" in row for row in rows)
    assert sum("2026-02-28" in row for row in rows) == 3  # a withheld record is another change


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_comment_is_never_too_long(language: str, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The code host refuses a longer one; the most dangerous changes come first, the rest is counted."""
    numbers = many(repository, 300)
    text = (repository / GB).read_text(encoding="utf-8")
    for index, number in enumerate(numbers):
        text = text.replace(number, number[:-4] + f"{2000 + index}").replace(
            f"en: Office {index},", f"en: Bureau {index},"
        )
    (repository / GB).write_text(text.replace("1 Example Street", "9" * 1900 + " Example Street"), encoding="utf-8")
    assert compare(repository, "--format", "markdown", "--lang", language) == 1
    said = capsys.readouterr().out
    assert len(said) < 65_536 / 2
    assert "⚠️ **" in said.split("\n| ")[0]
    assert "scripts/review.py contacts" in said
    first = next(line for line in said.split("\n") if line.startswith("| **"))
    assert "⚠️" in first


def test_no_backslash_lets_a_text_out_of_its_cell(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apply(repository / GB, ('text: "1 Example Street, London"', "text: '1 \\| @everyone \\\\| x'"))
    compare(repository, "--format", "markdown")
    row = next(line for line in capsys.readouterr().out.split("\n") if "@everyone" in line)
    assert "`1 <U+005C>\\| @everyone <U+005C><U+005C>\\| x`" in row
