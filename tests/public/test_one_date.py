"""One number has one day until which it is reliable, wherever it is shown: while fresh, when stale, when expired."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from support import ROOT, SERVICE, TODAY, build_command, epoch_of, make_project

from advisories.model import Source, Text
from advisories.printing import fonts
from advisories.public.freshness import add_months, expires, last_seen, reliable_until, review_due, stale_from

NUMBER, SHOWN = "+442079460018", "+44 20 7946 0018"
SEEN = date(2026, 2, 15)
UNTIL = ("2027-02-15", "15 February 2027", "15 Feb 2027", "2027年2月15日")
LATER = ("2029-02-15", "15 February 2029", "15 Feb 2029", "2029年2月15日")
STALE_DAY, EXPIRED_DAY = date(2027, 6, 1), date(2029, 6, 1)
MARKS = ("May be out of date", "可能已过时")
PAGE, PAPER = "countries/united-kingdom/index.html", "united-kingdom"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[date], Path]:
    """Publishes the fictional service with its printed matter, once for each day."""
    if fonts.wrong(ROOT / ".cache/fonts"):
        pytest.skip("fonts are missing: run `make fonts`")
    made: dict[date, Path] = {}

    def build(day: date) -> Path:
        if day not in made:
            project = make_project(tmp_path_factory.mktemp("dated") / "project", SERVICE / "docs")
            history = "history:\n  - {on: 2026-02-18, kind: contact-changed, what: {en: New number., zh: 新号码。}}\n"
            facts = project / "docs/countries/united-kingdom/facts.yml"
            facts.write_text(facts.read_text(encoding="utf-8") + history, encoding="utf-8")
            shared = project / "docs/sources.yml"  # the hotline's: newer, so that the embassy's number is the oldest
            shared.write_text(re.sub("seen: [-0-9]+", "seen: 2026-02-28", shared.read_text(encoding="utf-8")))
            (project / ".cache").mkdir(exist_ok=True)
            (project / ".cache/fonts").symlink_to(ROOT / ".cache/fonts")
            environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch_of(day)}
            command = build_command(project, "--print", "--site-dir", str(project / "site"))
            run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            assert run.returncode == 0, run.stdout + run.stderr
            made[day] = project / "site"
        return made[day]

    return build


def outputs(site: Path) -> dict[str, str]:
    """The text of every output that shows the number, by what it is."""
    cards = (site / "cards/united-kingdom/embassy.vcf").read_text(encoding="utf-8") if has_card(site) else ""
    found = {
        "page": (site / PAGE).read_text(encoding="utf-8"),
        "page zh": (site / "zh" / PAGE).read_text(encoding="utf-8"),
        "vCard 4": unfolded(cards),
        "API": (site / "api/v1/contacts.json").read_text(encoding="utf-8"),
        "table": (site / "api/v1/contacts.csv").read_text(encoding="utf-8"),
        "feed": (site / "feeds/contact-changes.xml").read_text(encoding="utf-8"),
        "feed zh": (site / "zh/feeds/contact-changes.xml").read_text(encoding="utf-8"),
    }
    for file in sorted((site / "downloads").rglob("*.pdf")):
        found[f"paper {file.name}"] = paper(file)
    for file in sorted((site / "downloads").rglob("*.zip")):
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                if name.endswith(".vcf"):
                    found[f"vCard 3 {file.stem} {name}"] = unfolded(archive.read(name).decode())
    return found


def has_card(site: Path) -> bool:
    return (site / "cards/united-kingdom/embassy.vcf").exists()


def unfolded(cards: str) -> str:
    return cards.replace("\r\n ", "")


def paper(file: Path) -> str:
    """The words of a PDF, with single blanks."""
    document = pypdfium2.PdfDocument(file)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


def showing(site: Path) -> dict[str, str]:
    digits = (NUMBER, SHOWN, SHOWN.replace(" ", " "))
    return {name: text for name, text in outputs(site).items() if any(form in text for form in digits)}


@pytest.mark.slow
def test_a_fresh_number_is_reliable_until_one_day_in_all_outputs(built: Callable[[date], Path]) -> None:
    shown = showing(built(TODAY))
    kinds = ("page", "page zh", "vCard 4", "vCard 3", "API", "table", "feed", "feed zh", "paper")
    assert all(any(name.startswith(kind) for name in shown) for kind in kinds), sorted(shown)
    for word in ("handbook", "card", "poster"):
        assert any(word in name for name in shown), sorted(shown)
    for name, text in shown.items():
        assert any(day in text for day in UNTIL), name
        if name not in ("API", "table"):  # these alone say from when it is not published any more
            assert not any(day in text for day in LATER), name


@pytest.mark.slow
def test_a_stale_number_is_marked_in_all_outputs_and_no_output_names_a_later_day(
    built: Callable[[date], Path],
) -> None:
    site = built(STALE_DAY)
    for name, text in showing(site).items():
        says_so = any(mark in text for mark in MARKS) or any(day in text for day in UNTIL)
        old = "Old. Check before use." in text or "信息较旧，用前核对。" in text
        assert says_so or old, name
        if name not in ("API", "table"):
            assert not any(day in text for day in LATER), name
    (row,) = [row for row in rows(site) if row["value"] == NUMBER]
    assert (row["stale"], row["reliable_until"]) == ("yes", UNTIL[0])


@pytest.mark.slow
def test_an_expired_number_is_in_no_output(built: Callable[[date], Path]) -> None:
    assert not showing(built(EXPIRED_DAY))


@pytest.mark.slow
def test_the_api_the_table_and_the_page_for_machines_agree(built: Callable[[date], Path]) -> None:
    site = built(TODAY)
    contacts = json.loads((site / "api/v1/contacts.json").read_text(encoding="utf-8"))["result"]
    (contact,) = [one for one in contacts if one["value"] == NUMBER]
    (row,) = [row for row in rows(site) if row["value"] == NUMBER]
    assert (contact["reliable_until"], contact["expires"]) == (row["reliable_until"], row["expires"])
    page = (site / PAGE).read_text(encoding="utf-8")
    assert f'"expires":"{UNTIL[0]}"' in page
    assert f'data-expires="{UNTIL[0]}"' in page
    assert review_days(site) >= {UNTIL[0].replace("-", "")[:4]}


def rows(site: Path) -> list[dict[str, str]]:
    text = (site / "api/v1/contacts.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def review_days(site: Path) -> set[str]:
    """The years in which the calendar of reviews asks editors to look at the pages again."""
    return set(re.findall(r"DTSTART;VALUE=DATE:(\d{4})", (site / "calendars/reviews.ics").read_text(encoding="utf-8")))


# --- the limits themselves


class Contact:
    def __init__(self, seen: date, today: date) -> None:
        self.reliable_until = stale_from(seen)
        self.stale = self.reliable_until <= today


def test_the_days_of_a_contact() -> None:
    assert stale_from(SEEN) == date(2027, 2, 15)
    assert expires(SEEN) == date(2029, 2, 15)
    assert stale_from(date(2024, 2, 29)) == date(2025, 2, 28)
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 12, 1), 1) == date(2027, 1, 1)


def test_several_contacts_are_reliable_until_the_first_grows_stale_or_the_page_is_due() -> None:
    fresh, fresher, stale = (Contact(date(2026, month, 1), TODAY) for month in (2, 3, 1))
    stale.stale = True
    assert reliable_until([fresher, fresh]) == date(2027, 2, 1)
    assert reliable_until([fresher, fresh], [date(2026, 1, 1)]) == review_due(date(2026, 1, 1))
    assert reliable_until([fresh, stale]) == fresh.reliable_until  # the stale one bears a mark
    assert reliable_until([fresh, Contact(date(2023, 8, 1), TODAY)]) == date(2026, 8, 1)  # until it is printed no more
    assert reliable_until([stale]) == stale.reliable_until
    assert reliable_until([stale], [date(2026, 2, 1)]) == stale.reliable_until
    with pytest.raises(ValueError, match="empty"):
        reliable_until([])


def test_the_latest_source_counts() -> None:
    title = Text({"en": "List"})
    sources = [Source(title=title, url="https://a.example/", seen=day, grade="official") for day in (SEEN, TODAY)]
    assert last_seen(sources) == TODAY
