"""List what is due: contacts by age, pages by review date, translations behind; per country and in total.

For people and for a weekly issue. Exit status 0 whatever is due; 1 if nothing could be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from advisories.common import clock
from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.review.due import Due, Task, counts, due

ROOT = Path(__file__).resolve().parent.parent
HEADINGS = {
    Task.EXPIRED: "Contacts too old to be printed",
    Task.CONTACT: "Contacts to check again at their source",
    Task.REVIEW: "Pages to go through",
    Task.TRANSLATION: "Translations behind their original",
    Task.WITHHELD: "Contacts withheld until somebody confirms them",
}


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, read, print."""
    options = parser().parse_args(arguments)
    catalogue = load(read_settings(options.config))
    today = clock.today()
    tasks = due(catalogue, today, options.days)
    if not options.withheld:
        tasks = [one for one in tasks if one.task is not Task.WITHHELD]
    form = {"text": as_text, "json": as_json, "markdown": as_markdown}[options.format]
    print(form(tasks, today))
    return int(not catalogue.entries)


def parser() -> argparse.ArgumentParser:
    """The command line of this verb."""
    result = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    result.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", help="the site's mkdocs.yml")
    result.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    result.add_argument("--days", type=int, default=0, help="also what falls due within so many days")
    result.add_argument("--withheld", action="store_true", help="also contacts that wait for somebody to confirm them")
    return result


def totals(tasks: list[Due]) -> str:
    """How much is due of each kind."""
    found = Counter(one.task.value for one in tasks)
    return ", ".join(f"{count} {task}" for task, count in sorted(found.items())) or "nothing is due"


def as_text(tasks: list[Due], today: date) -> str:
    """One line each, then the totals per item."""
    lines = [f"{one.path}: {one.task}: {one.what} (since {one.since})" for one in tasks]
    lines += [f"{item}: {totals([one for one in tasks if one.item == item])}" for item in counts(tasks)]
    return "\n".join([*lines, f"status on {today}: {totals(tasks)}"])


def as_json(tasks: list[Due], today: date) -> str:
    """For other programs."""
    rows = [
        {"task": one.task, "item": one.item, "what": one.what, "since": str(one.since), "path": one.path}
        for one in tasks
    ]
    return json.dumps(
        {"schema_version": "1", "on": str(today), "items": counts(tasks), "due": rows}, ensure_ascii=False, indent=2
    )


def as_markdown(tasks: list[Due], today: date) -> str:
    """For an issue: a list to tick per kind of work, the totals first."""
    parts = [f"On {today}: {totals(tasks)}."]
    for task, heading in HEADINGS.items():
        if rows := [one for one in tasks if one.task is task]:
            parts.append(f"## {heading} ({len(rows)})")
            parts.append("\n".join(f"- [ ] `{one.item}`: `{one.what}`, since {one.since}" for one in rows))
    return "\n\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
