"""Facts of the corpus: records with numbers, mailboxes and addresses that belong to nobody.

Numbers come from the ranges that Ofcom keeps for drama, hosts end in ``.example`` (RFC 2606).
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import phonenumbers

from advisories.content.territories import country_codes

from .phrases import Text, Writer, name_of, stock, text

DAY = date(2026, 3, 1)
"""The day for which a corpus is built; on it the fictional service breaks no rule."""

DRAMA = (
    "+442079460", "+441134960", "+441144960", "+441164960", "+441174960", "+441184960", "+441214960", "+441314960",
    "+441414960", "+441514960", "+441614960", "+441914980",
)  # fmt: skip
FIRST_FREE = 20  # the fictional service uses lower ones
REVIEWED = "2026-02-20"
BECAUSE = "Made up for measuring."
REGIONS = ("asia", "africa", "europe", "north-america", "south-america", "oceania")
CATEGORIES = ("emergency", "crime", "disaster", "health", "documents", "work-and-study", "daily-life")
QUESTIONS = 5
MOST_MISSIONS = 4
FIRST_CITY = 1000  # names of cities begin where those of countries end

Facts = dict[str, Any]


@cache
def codes() -> list[str]:
    """Codes that a country of the corpus may have; the service's own country has GB."""
    return sorted((country_codes() & phonenumbers.SUPPORTED_REGIONS) - {"GB"})


def number(index: int) -> str:
    """A phone number that no subscriber has; an index gives the same one every time."""
    row, prefix = divmod(index, len(DRAMA))
    return f"{DRAMA[prefix]}{FIRST_FREE + row:03d}"


def item(kind: str, slug: str, title: Text) -> Facts:
    """What every ``facts.yml`` of the corpus holds: one source, one change, the day of the review."""
    report = {
        "title": title,
        "url": f"https://ministry.service.example/{kind}/{slug}",
        "published": "2026-01-15",
        "seen": "2026-02-01",
        "grade": "official",
    }
    published = {"on": REVIEWED, "kind": "published", "what": text(stock()["sayings"]["published"])}
    return {"reviewed": REVIEWED, "sources": {"report": report}, "history": [published]}


def country(writer: Writer, place: int, slug: str, name: Text) -> Facts:
    """Emergency number, missions and, for every fourth country, an alert."""
    missions = [_mission(writer, place, one, slug, name) for one in range(1 + place % MOST_MISSIONS)]
    return {
        "code": codes()[place],
        "region": REGIONS[place % len(REGIONS)],
        "name": name,
        "capital": missions[0]["city"],
        "emergency": [{"use": "general", "number": "112", "sources": ["report"], "because": BECAUSE}],
        "missions": missions,
        "alerts": [_alert(writer)] if place % 4 == 0 else [],
    }


def _mission(writer: Writer, place: int, one: int, slug: str, name: Text) -> Facts:
    index = place * MOST_MISSIONS + one
    city = name_of(FIRST_CITY + index)
    said = stock()["sayings"]
    sources = {"sources": ["report"]}
    phones = [
        {"use": use, "number": number(2 * index + row), **sources, "because": BECAUSE}
        for row, use in enumerate(("consular-protection", "office"))
    ]
    return {
        "id": city["en"].lower() if one else "embassy",
        "kind": "consulate-general" if one else "embassy",
        "name": writer.fill(said["consulate" if one else "mission"], name=city if one else name),
        "city": city,
        **sources,
        "district": [{"name": name_of(2 * FIRST_CITY + index), **sources}],
        "address": {"text": f"{1 + index} Example Street, {city['en']}", "language": "en", **sources},
        "hours": text(said["hours"]),
        "phones": phones,
        "email": {"address": f"{slug}-{one}@ministry.service.example", **sources},
        "website": {"url": f"https://embassy.service.example/{slug}/{one}", **sources},
    }


def _alert(writer: Writer) -> Facts:
    return {
        "id": "2026-02-notice",
        "issuer": "ministry",
        "level": writer.chance.choice(("care", "stay-away")),
        "area": writer.name(),
        "issued": "2026-02-10",
        "expires": "2026-06-30",
        "summary": writer.one_of("advice"),
        "source": "report",
    }


def topic(writer: Writer, place: int) -> Facts:
    """Shelf, quiz and the one figure that the page names."""
    return {
        "category": CATEGORIES[place % len(CATEGORIES)],
        "icon": "passport",
        "urgent": "yes" if place % 5 == 0 else "no",
        "figures": {"cases": {"value": str(writer.chance.randint(20, 999)), "sources": ["report"]}},
        "quiz": [_question(writer) for _ in range(QUESTIONS)],
    }


def _question(writer: Writer) -> Facts:
    return {
        "question": writer.one_of("question"),
        "options": [writer.fill(option) for option in stock()["option"]],
        "answer": str(writer.chance.randint(1, len(stock()["option"]))),
        "reason": writer.one_of("reason"),
    }


def event(writer: Writer, month: str) -> Facts:
    """Day, place and organiser of an event."""
    name = writer.name()
    return {
        "start": f"{month}-{writer.chance.randint(1, 28):02d}",
        "place": name,
        "organisers": [writer.fill("{body} of {name}|{name}{body}", name=name)],
        "attendance": {"value": str(writer.chance.randint(20, 400)), "qualifier": "about", "sources": ["report"]},
        "questions": [writer.one_of("question") for _ in range(2)],
        "materials": [writer.fill("{item}|{item}")],
        "source": "report",
    }
