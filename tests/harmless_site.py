"""The fictional service with many honest texts in every place where a text may stand, and with real source addresses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import yaml
from support import ROOT
from whole_site import accept_translations, as_yaml, demonstration

Pair = tuple[str, str]
KINGDOM, TOPIC = "countries/united-kingdom", "topics/lost-passport"
PAGE = """---
description: {quoted}
{claim}---

# {text}

{text}

## {text} {{ #what }}

- {text}
- **{text}**

1. {text}

| {text} | {text} |
| --- | --- |
| {text} | {text} |

/// note | {text}
{text}
///
"""
ADDRESS_ONLY_HERE = (
    "https://service.example/通知/20260212118.html",
    "https://service.example/%E9%80%9A/20260212118.html?a=(1234567)&b=[12345678]",
    "https://service.example/a/20260212118.html?a=1,12345678;2",
    "http://service.example/20260212118/.",
    "https://service.example/a%20b/call%20%2B81334033388",
    "https://www.60001.example/",
)


def source_addresses() -> list[str]:
    """Every address of a source in the project's own content, and some of stranger forms."""
    files = (yaml.load(file.read_bytes(), Loader=yaml.CBaseLoader) for file in (ROOT / "docs").rglob("*.yml"))
    records = [one for data in files if data for one in (data.get("sources") or {}).values() if isinstance(one, dict)]
    return sorted({one["url"] for one in records if "url" in one}) + list(ADDRESS_ONLY_HERE)


def word(number: int) -> str:
    """A name without digits."""
    return "n" + "".join(ascii_lowercase[number // 26**place % 26] for place in (2, 1, 0))


def write(folder: Path, pairs: Sequence[Pair], addresses: Iterable[str] = ()) -> Path:
    """Write the service with these texts and with an alert from each of these addresses; returns its ``mkdocs.yml``."""
    config = demonstration(folder)
    docs = folder / "docs"
    texts = [{"en": en, "zh": zh} for en, zh in pairs]
    for number, text in enumerate(texts):
        _write_item(docs / "events" / f"2026-02-{word(number)}", _event(text), text)
        pages = [f"events/2026-02-{word(number)}", TOPIC]
        pack = {"audience": "students", "pages": pages, "cards": ["united-kingdom"], "minutes": "1200000", "reviewed": "2026-02-20"}  # fmt: skip
        _write_item(docs / "training" / word(number), pack, text)
    everything = [f"events/2026-02-{word(number)}" for number in range(len(pairs))]
    _write_item(
        docs / "training/all",
        {"audience": "students", "pages": [*everything, TOPIC], "quiz": ["lost-passport"], "reviewed": "2026-02-20"},
        {"en": "Everything", "zh": "全部"},
    )
    _change(docs / KINGDOM / "facts.yml", _country(texts, addresses))
    _change(docs / TOPIC / "facts.yml", {"quiz": [_question(text) for text in texts]})
    _change(docs / "audiences/students/facts.yml", {"checklist": [{"text": text} for text in texts]})
    accept_translations(config)
    return config


def _write_item(folder: Path, facts: dict[str, Any], text: dict[str, str]) -> None:
    folder.mkdir()
    (folder / "facts.yml").write_text(_plain(facts), encoding="utf-8")
    for language, words in text.items():
        claim = "" if language == "en" else "translated-from: en@000000000000\n"
        page = PAGE.format(text=words, quoted=json.dumps(words, ensure_ascii=False), claim=claim)
        (folder / f"index.{language}.md").write_text(page, encoding="utf-8")


def _event(text: dict[str, str]) -> dict[str, Any]:
    attendance = {"value": "1200000", "qualifier": "about", "sources": ["ministry-contacts"]}
    history = [{"on": "2026-02-20", "kind": "published", "what": text}]
    return {
        "start": "2026-02", "place": text, "country": "GB", "organisers": [text], "attendance": attendance,
        "questions": [text], "materials": [text, text], "formats": [text], "source": "ministry-contacts",
        "reviewed": "2026-02-20", "history": history,
    }  # fmt: skip


def _country(texts: list[dict[str, str]], addresses: Iterable[str]) -> dict[str, Any]:
    """Alerts that say the texts, with day and word as names, channels, and hours of missions and phones."""
    sources, alerts, missions = {}, [], []
    for number, text in enumerate(texts):
        alerts.append(_alert(f"text-{word(number)}", "embassy-page", {"area": text, "summary": text}))
        missions.append(_mission(number, text))
    for number, address in enumerate(addresses):
        name = f"alert-{word(number)}"
        sources[name] = {
            "title": {"en": "Notice", "zh": "通告"}, "url": address, "published": "2026-02-01", "seen": "2026-02-15",
            "grade": "official",
        }  # fmt: skip
        names = (word(number), f"2026-02-{word(number)}", f"2026-02-storm-{number}", f"storm-{number}")
        alerts.append(_alert(names[number % 4], name, {"summary": {"en": "Rivers may flood.", "zh": "河流可能泛滥。"}}))
    missions[0]["phones"] = [_phone(number, text) for number, text in enumerate(texts)]
    channels = [{"id": word(number), "name": {"en": "App", "zh": "应用"}, "how": text, "sources": ["ministry-contacts"]} for number, text in enumerate(texts)]  # fmt: skip
    return {"alerts": alerts, "sources": sources, "channels": channels, "missions": missions}


def _alert(name: str, source: str, more: dict[str, Any]) -> dict[str, Any]:
    days = {"issued": "2026-02-10", "expires": "2026-06-30"}
    return {"id": name, "issuer": "ministry", "level": "care", "source": source, **days, **more}


def _mission(number: int, text: dict[str, str]) -> dict[str, Any]:
    website = f"https://embassy.service.example/uk/202602/t20260212_{11857000 + number}.html?docid=107118781&x=1,2;3"
    return {
        "id": f"office-{word(number)}", "kind": "consulate-general", "name": {"en": f"Office {word(number)}", "zh": f"领事馆{word(number)}"},
        "city": {"en": "London", "zh": "伦敦"}, "sources": ["embassy-page"], "hours": text,
        "district": [{"name": {"en": f"County {word(number)}", "zh": f"{word(number)}郡"}, "sources": ["embassy-page"]}],
        "website": {"url": website, "sources": ["embassy-page"]},
    }  # fmt: skip


def _phone(number: int, text: dict[str, str]) -> dict[str, Any]:
    written = f"+4420794605{number:02}"
    return {"use": "office", "number": written, "sources": ["embassy-page"], "hours": text, "note": text}


def _question(text: dict[str, str]) -> dict[str, Any]:
    other = {language: f"{words}…" for language, words in text.items()}
    return {"question": text, "options": [text, other], "answer": "1", "reason": text}


def _change(file: Path, more: dict[str, Any]) -> None:
    """Add to the lists and mappings of a file of facts."""
    data = yaml.load(file.read_bytes(), Loader=yaml.CBaseLoader)
    for key, value in more.items():
        if isinstance(value, dict):
            data[key] = {**data.get(key, {}), **value}
        else:
            data[key] = [*data.get(key, []), *value]
    file.write_text(_plain(data), encoding="utf-8")


def _plain(data: Any) -> str:
    return as_yaml(json.loads(json.dumps(data)))  # nothing is repeated by an anchor


def said(config: Path, path: str, line: int, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs one of whose texts stands in a line of a file; those that hold others come first."""
    words = (config.parent / path).read_text(encoding="utf-8").split("\n")[line - 1]
    found = [pair for pair in pairs if any(text in words for text in pair)]
    yield from sorted(found, key=lambda pair: -max(len(text) for text in pair if text in words))
