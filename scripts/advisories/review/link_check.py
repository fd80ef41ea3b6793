"""Whether the addresses of sources and websites still answer. The only module that asks the network; run on a schedule.

A host that refuses machines stands with its reason in ``.github/link-reasons.yml`` and is not counted as broken.
"""

from __future__ import annotations

import ssl
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from ..content.catalogue import Catalogue
from ..content.yaml_files import Place

AGENT = "Mozilla/5.0 (compatible; advisory link check)"
TIMEOUT = 20
AT_ONCE = 8
SHOWN = ("broken", "moved", "excused")


@dataclass(frozen=True)
class Answer:
    """One address, where it is used first, and what came of asking."""

    url: str
    place: str
    state: str  # ok, moved, broken or excused
    detail: str = ""


def addresses(catalogue: Catalogue) -> dict[str, str]:
    """Every address of a source or website, and the first place that names it."""
    places = [entry.place for entry in catalogue.entries.values()]
    places += [root for name in catalogue.register_files if (root := catalogue.register_place(name))]
    first_places: dict[str, str] = {}
    for root in places:
        for place, url in _urls(root, root.file.data):
            first_places.setdefault(url, f"{place.file.path}:{place.file.line(place.keys)}")
    return first_places


def _urls(place: Place, data: object) -> Iterator[tuple[Place, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "url" and isinstance(value, str) and "withheld" not in data:
                yield place / key, value
            else:
                yield from _urls(place / key, value)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _urls(place / index, value)


def reasons(file: Path) -> dict[str, str]:
    """Host → why a machine cannot ask it."""
    listed = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) if file.exists() else []
    return {row["host"]: row["reason"] for row in listed}


def ask_all(wanted: Mapping[str, str], excused: Mapping[str, str], timeout: float = TIMEOUT) -> list[Answer]:
    """Ask every address, hosts at once but one address of a host after the other, so that nobody is flooded."""
    rows = sorted(wanted.items(), key=lambda row: urlsplit(row[0]).netloc)
    hosts = [list(group) for _, group in groupby(rows, key=lambda row: urlsplit(row[0]).netloc)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = pool.map(lambda group: [_ask(url, place, excused, timeout) for url, place in group], hosts)
        return sorted((answer for group in answers for answer in group), key=lambda answer: answer.place)


def _ask(url: str, place: str, excused: Mapping[str, str], timeout: float) -> Answer:
    if (host := urlsplit(url).hostname or "") in excused:
        return Answer(url, place, "excused", excused[host])
    try:
        request = urllib.request.Request(url, headers={"User-Agent": AGENT, "Range": "bytes=0-2047"})  # noqa: S310 - http(s) by the model
        with urllib.request.urlopen(request, timeout=timeout) as response:  # noqa: S310
            response.read(2048)
            return Answer(url, place, "ok" if _same(url, response.url) else "moved", response.url)
    except urllib.error.HTTPError as error:
        return Answer(url, place, "ok" if error.code == 416 else "broken", f"{error.code} {error.reason}")
    except (OSError, HTTPException, ssl.SSLError, ValueError) as error:
        return Answer(url, place, "broken", str(getattr(error, "reason", error)) or type(error).__name__)


def _same(asked: str, reached: str) -> bool:
    return urlsplit(asked).hostname == urlsplit(reached).hostname


def report(answers: list[Answer], form: str) -> Iterator[str]:
    """What to print: the addresses that do not answer as they should, then the count."""
    for state in SHOWN:
        shown = [answer for answer in answers if answer.state == state]
        if shown and form == "markdown":
            yield f"### {state}\n"
        for answer in shown:
            row = f"{answer.place}: {answer.url} {state}: {answer.detail}"
            yield f"- [ ] `{row.replace('`', '')}`" if form == "markdown" else row
    counts = Counter(answer.state for answer in answers)
    yield f"links: {len(answers)} addresses, " + ", ".join(f"{counts[state]} {state}" for state in ("ok", *SHOWN))
