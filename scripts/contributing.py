"""Write the parts of the guides for contributors that are made from something else.

Every rule with a wrong and a right example, from ``messages.yml`` and ``tests/rules/cases``; and the files of a new
page, from ``scripts/templates``. Each part stands between two comments in ``CONTRIBUTING.md`` and
``CONTRIBUTING.<language>.md``; ``--check`` writes nothing and fails where a guide is out of date.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from advisories.common.problems import messages, speaking_languages
from advisories.common.settings import read_settings
from advisories.editing.scaffold import Draft, facts, page

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "rules" / "cases"
BEGIN, END = "<!-- {part}: written by scripts/contributing.py -->", "<!-- end of {part} -->"
STARTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "event": ("events/2024-04-open-day", {"start": "YYYY-MM-DD"}),
    "topic": ("topics/lost-luggage", {"category": "✎", "icon": "information-outline"}),
    "country": ("countries/japan", {"code": "✎", "region": "✎"}),
    "pack": ("training/sailors-evening", {"audience": "students", "topic": "lost-passport"}),
}
"""Kinds of pages that people start by hand: a folder as an example, and values that cannot be left as they are."""
MOST_LINES, LONGEST_LINE = 6, 110
RULE = re.compile(r"\[([a-z0-9-]+)\]$")


def main(arguments: list[str] | None = None) -> int:
    """Write, or compare with ``--check``; 1 where a guide differs."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a guide is out of date")
    options = parser.parse_args(arguments)
    wrong = 0
    for language in speaking_languages():
        file = guide(language)
        before = file.read_text(encoding="utf-8")
        after = with_parts(before, language)
        if after != before:
            wrong += 1
            print(f"{file.name} is {'out of date: run scripts/contributing.py' if options.check else 'written anew'}")
            if not options.check:
                file.write_text(after, encoding="utf-8")
    return int(options.check and wrong > 0)


def guide(language: str) -> Path:
    """The guide in one of the checker's languages; the first language has the plain name."""
    first = language == speaking_languages()[0]
    return ROOT / ("CONTRIBUTING.md" if first else f"CONTRIBUTING.{language}.md")


def with_parts(text: str, language: str) -> str:
    """The guide with its list of rules and its new pages as they should be."""
    for part, lines in (("rules", rules), ("new pages", new_pages)):
        begin, end = BEGIN.format(part=part), END.format(part=part)
        start, rest = text.split(begin)
        _, after = rest.split(end)
        listed = "\n".join(lines(language))
        text = f"{start}{begin}\n\n{listed}\n{end}{after}"
    return text


def new_pages(language: str) -> Iterator[str]:
    """The three files of a new page of each kind, to be copied by those who have a browser only."""
    settings = read_settings(ROOT / "mkdocs.yml")
    words = messages()["languages"][language]["guide"]
    for kind, (folder, values) in STARTS.items():
        titles = {one: messages()["languages"][one]["guide"]["title"] for one in settings.languages}
        draft = Draft(kind, folder.rpartition("/")[2], titles, values)
        files = {f"index.{one}.md": page(draft, one, settings) for one in settings.languages}
        yield f"<details><summary>{words[kind]}</summary>\n"
        for name, text in {"facts.yml": facts(settings, draft, "YYYY-MM-DD"), **files}.items():
            yield f"`docs/{folder}/{name}`\n\n~~~~text\n{text.strip()}\n~~~~\n"
        yield "</details>\n"


def rules(language: str) -> Iterator[str]:
    """Every rule in the order of ``messages.yml``: name, meaning, a wrong and a right example."""
    examples = cases_by_rule()
    words = messages()["languages"][language]["guide"]
    for name, entry in messages()["rules"].items():
        meaning = re.sub(r"\{[a-z_]+\}", "…", entry[language])
        yield f"#### `{name}`\n"
        yield words["must"].format(mark=words[entry["severity"]], must=meaning) + "\n"
        if name in examples:
            yield from _example(examples[name], words)
        if "example" in entry and not isinstance(_edit(examples.get(name)), list):
            yield f"{words['right']}\n"
            yield from _fenced(entry["example"])


def cases_by_rule() -> dict[str, dict[str, Any]]:
    """For every rule the test case that shows it best: the one with the fewest other findings."""
    found: dict[str, tuple[int, dict[str, Any]]] = {}
    for file in sorted(CASES.glob("*.yml")):
        for case in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            said = [match[1] for line in case["says"] if (match := RULE.search(line))]
            for rule in set(said):
                if rule not in found or len(said) < found[rule][0]:
                    found[rule] = (len(said), {**case, "rule": rule})
    return {rule: case for rule, (_, case) in found.items()}


def _edit(case: Mapping[str, Any] | None) -> Any:
    """The edit that breaks the rule: a pair of texts, a whole file, or ``None`` for a file that is taken away."""
    return case["edit"][_path(case)] if case else None


def _path(case: Mapping[str, Any]) -> str:
    line = next(line for line in case["says"] if line.endswith(f"[{case['rule']}]"))
    return str(next((path for path in case["edit"] if line.startswith(f"{path}:")), next(iter(case["edit"]))))


def _example(case: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[str]:
    edit = _edit(case)
    yield words["wrong"].format(path=_path(case)) + "\n"
    if edit is None:
        yield words["no_file"] + "\n"
    elif isinstance(edit, str):
        yield from _fenced(edit or words["whole_file"])
    else:
        yield from _fenced(edit[1])
        yield words["right"] + "\n"
        yield from _fenced(edit[0])


def _fenced(text: str) -> Iterator[str]:
    lines = text.strip("\n").split("\n")
    shown = [line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + " …" for line in lines[:MOST_LINES]]
    yield "~~~~text\n" + "\n".join(shown + ["…"] * (len(lines) > MOST_LINES)) + "\n~~~~\n"


if __name__ == "__main__":
    sys.exit(main())
