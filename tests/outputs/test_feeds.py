"""Atom feeds: valid by schema, read by feedparser, stable, with tombstones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import feedparser
import pytest
from data_service import CHANGE, CHANGED, EVENT, FACTS, HISTORY, ROOT, alert, data, with_alerts
from lxml import etree
from support import Edit

from advisories.outputs import atom
from advisories.outputs.atom import AtomEntry, AtomLink, Feed, Tombstone

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent.parent / "schemas/atom.rng"))
AT = "{http://purl.org/atompub/tombstones/1.0}"
LATER = {"issued": "2026-02-15", "more": "    expires: 2026-06-30\n    replaces: floods\n"}
CHAIN = (alert("storm", **LATER), alert("floods", more="    expires: 2026-06-30\n"))
NO_EVENTS: dict[str, Edit] = {
    EVENT: None,
    "docs/events/2026-02-open-day/index.en.md": None,
    "docs/events/2026-02-open-day/index.zh.md": None,
}


def read(file: Path) -> tuple[etree._Element, feedparser.FeedParserDict]:
    raw = file.read_bytes()
    root = etree.fromstring(raw)
    SCHEMA.assertValid(root)
    feed = feedparser.parse(raw)
    assert not feed.bozo
    assert feed.version == "atom10"
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids))
    return root, feed


def test_every_feed_is_valid_and_names_itself(tmp_path: Path) -> None:
    out = data(tmp_path, CHANGED)
    files = sorted([*out.glob("feeds/**/*.xml"), *out.glob("zh/feeds/**/*.xml"), out / "cap/index.xml"])
    assert len(files) == 2 * (4 + 1 + 1) + 1
    for file in files:
        root, feed = read(file)
        assert feed.feed.id == f"{ROOT}{file.relative_to(out).as_posix()}"
        assert feed.feed.title
        assert root.find("{*}link[@rel='self']").get("href") == feed.feed.id


def test_feed_is_in_its_language(tmp_path: Path) -> None:
    out = data(tmp_path, CHANGED)
    root, feed = read(out / "zh/feeds/contact-changes.xml")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans"
    assert feed.entries[0].title == "英国: 联系方式变更"
    assert feed.entries[0].content[0].value.startswith("大使馆换了号码。")


def test_changed_number_is_told_with_its_day(tmp_path: Path) -> None:
    _, feed = read(data(tmp_path, CHANGED) / "feeds/contact-changes.xml")
    assert [(one.updated, one.id) for one in feed.entries] == [
        ("2026-02-18T00:00:00Z", f"{ROOT}countries/united-kingdom/#change-2026-02-18-contact-changed-1")
    ]


def test_older_change_does_not_repeat_numbers(tmp_path: Path) -> None:
    newer = "  - {on: 2026-02-19, kind: contact-changed, what: {en: New hours., zh: 时间有变。}}\n"
    history = HISTORY.replace("history:\n", f"history:\n{newer}")
    _, feed = read(data(tmp_path, {FACTS: (CHANGE, CHANGE + history)}) / "feeds/contact-changes.xml")
    assert ["7946" in one.content[0].value for one in feed.entries] == [True, False]


def test_second_change_of_a_day_leaves_the_first_id_alone(tmp_path: Path) -> None:
    newer = "  - {on: 2026-02-18, kind: contact-changed, what: {en: New hours., zh: 时间有变。}}\n"
    history = HISTORY.replace("history:\n", f"history:\n{newer}")
    _, feed = read(data(tmp_path, {FACTS: (CHANGE, CHANGE + history)}) / "feeds/contact-changes.xml")
    texts = {one.id.rpartition("-")[2]: one.content[0].value.split("\n")[0] for one in feed.entries}
    assert texts == {"1": "The embassy has a new number.", "2": "New hours."}


def test_replaced_alert_becomes_a_tombstone(tmp_path: Path) -> None:
    root, feed = read(data(tmp_path, with_alerts(*CHAIN)) / "feeds/alerts.xml")
    assert [one.id for one in feed.entries] == [f"{ROOT}countries/united-kingdom/#alert-storm"]
    stones = root.findall(f"{AT}deleted-entry")
    assert [(one.get("ref"), one.get("when")) for one in stones] == [
        (f"{ROOT}countries/united-kingdom/#alert-floods", "2026-02-15T00:00:00Z")
    ]


def test_alert_names_issuer_source_and_end(tmp_path: Path) -> None:
    _, feed = read(data(tmp_path) / "feeds/alerts.xml")
    entry = feed.entries[0]
    assert entry.title == "United Kingdom: Take care (Ministry of Freedonia)"
    assert "In force until 30 June 2026, says the issuer." in entry.content[0].value
    assert "This project is not the issuer." in entry.content[0].value
    rels = {link.rel: link.href for link in entry.links}
    assert rels["via"] == "https://embassy.service.example/uk/contacts"
    assert rels["related"] == f"{ROOT}cap/united-kingdom/2026-02-floods.xml"


def test_summary_that_is_not_translated_is_shown_and_marked(tmp_path: Path) -> None:
    one = alert("floods", more="    expires: 2026-06-30\n").replace(", zh: 河流可能泛滥。", "")
    _, feed = read(data(tmp_path, with_alerts(one)) / "zh/feeds/alerts.xml")
    assert feed.entries[0].content[0].value.startswith("本条摘要尚未翻译。 Rivers may flood.")


def test_withdrawn_event_becomes_a_tombstone(tmp_path: Path) -> None:
    gone = "withdrawn: {on: 2026-02-25, reason: {en: Never held., zh: 未举行。}}\n"
    root, feed = read(
        data(tmp_path, {EVENT: ("reviewed: 2026-02-20\n", f"reviewed: 2026-02-20\n{gone}")}) / "feeds/events.xml"
    )
    assert feed.entries == []
    assert root.find(f"{AT}deleted-entry").findtext(f"{AT}comment") == "Never held."


def test_withdrawn_country_leaves_tombstones_and_says_why(tmp_path: Path) -> None:
    gone = "withdrawn: {on: 2026-02-25, reason: {en: Merged., zh: 已合并。}}\n"
    root, feed = read(data(tmp_path, {FACTS: (CHANGE, CHANGE + gone + HISTORY)}) / "feeds/all.xml")
    assert [one.content[0].value for one in feed.entries] == ["Merged."]
    assert len(root.findall(f"{AT}deleted-entry")) == 2


def test_site_without_events_has_a_valid_feed_that_does_not_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = data(tmp_path / "a", NO_EVENTS) / "feeds/events.xml"
    _, feed = read(first)
    assert feed.entries == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775000000")
    assert (data(tmp_path / "b", NO_EVENTS) / "feeds/events.xml").read_bytes() == first.read_bytes()


def test_no_feed_changes_with_the_day_of_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = data(tmp_path / "a", CHANGED)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775000000")
    second = data(tmp_path / "b", CHANGED)
    for file in first.glob("feeds/**/*.xml"):
        assert file.read_bytes() == (second / file.relative_to(first)).read_bytes()


@pytest.mark.parametrize("text", ["a\x00b\x0b\x1f", "]]>", "<b>&amp;", "x" * 10_000, "\ud7ff\uffff￾", " \u2028 \x85"])
def test_any_text_gives_a_valid_feed(text: str, tmp_path: Path) -> None:
    day = date(2026, 1, 1)
    entry = AtomEntry(
        "https://a.example/1", f"t{text}", day, day, f"c{text}", (AtomLink("https://a.example/"),), "k", "l"
    )
    feed = Feed(
        "https://a.example/f", f"t{text}", "a", "https://a.example/", "en", "https://a.example/", day, "r", [entry],
        [Tombstone("https://a.example/2", day, f"c{text}")],
    )  # fmt: skip
    file = tmp_path / "feed.xml"
    file.write_bytes(atom.as_xml(feed))
    read(file)


def test_feed_is_cut_to_the_newest_entries() -> None:
    day = date(2026, 1, 1)
    many = [
        AtomEntry(
            f"https://a.example/{n:04}",
            "t",
            day.replace(day=1 + n % 28),
            day,
            "c",
            (AtomLink("https://a.example/"),),
            "k",
            "l",
        )
        for n in range(500)
    ]
    feed = Feed("https://a.example/f", "t", "a", "https://a.example/", "en", "https://a.example/", day, "r", many)
    root = etree.fromstring(atom.as_xml(feed))
    found = [one.findtext("{*}updated") for one in root.findall("{*}entry")]
    assert len(found) == atom.NEWEST
    assert found == sorted(found, reverse=True)
    assert found[0] == root.findtext("{*}updated")
