"""The comparison of contacts for a reviewer: old and new side by side, as text or Markdown, in each language.

Changes that differ in their owner only, such as a source that was seen again, are one row. A comment has a largest
size: what does not fit is counted, and it is the least dangerous.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..common.characters import OBEYED_OR_UNSEEN
from ..common.problems import speaking_languages
from .change import Change, Evidence, Value, Verb, needs_two

WORDS = Path(__file__).with_name("changes_words.yml")
LARGEST_COMMENT = 65_536  # characters, of a comment on the code host; all languages stand in one
LONGEST_CELL = 1500  # characters
MOST_OWNERS = 12  # that are named in one row
BEFORE_DIFFERENCE = 200  # characters of a long text that are shown before the first difference


@cache
def words(language: str) -> dict[str, Any]:
    """The words of one language."""
    with WORDS.open(encoding="utf-8") as stream:
        catalogue: dict[str, dict[str, Any]] = yaml.load(stream, Loader=yaml.CBaseLoader)
    return catalogue[language]


def verdict(changes: list[Change], language: str) -> str:
    """How many approvals the changes need."""
    say = words(language)
    if not changes:
        return str(say["none"])
    return str(say["two"] if needs_two(changes) else say["one"])


def as_text(changes: list[Change], language: str) -> str:
    """For a terminal."""
    say = words(language)
    lines = []
    for group in alike(changes):
        change = group[0]
        lines.append(f"{say[change.verb]}: {_whose(group, say)}" + (f" ({change.note})" if change.note else ""))
        old, new = _sides(group)
        lines += [f"    - {_side(old, say)}"] if old else []
        lines += [f"    + {_side(new, say)}"] if new else []
        lines += [f"      {line}" for line in _evidence(change, say)]
        lines += [f"    !!! {say['warning']}"] if change.without_newer_source else []
    return "\n".join([*(OBEYED_OR_UNSEEN.sub(_named, line) for line in lines), verdict(changes, language)])


def as_markdown(changes: list[Change], language: str) -> str:
    """For a comment on a pull request; nothing in it can become a link, a mention or a picture."""
    say = words(language)
    if not changes:
        return f"### {say['title']}\n\n{say['none']}\n"
    head = f"### {say['title']}\n\n**{verdict(changes, language)}** {say['count'].format(count=len(changes))}\n"
    table = "| " + " | ".join(say["columns"]) + " |\n|" + " --- |" * len(say["columns"]) + "\n"
    left = LARGEST_COMMENT // len(speaking_languages()) - len(head) - len(table) - 1000
    rows, groups = "", alike(changes)
    for number, group in enumerate(groups):
        row = _row(group, say) + "\n"
        if len(row) > left:
            more = say["more"].format(count=sum(map(len, groups[number:])))
            return f"{head}\n⚠️ **{more}**\n\n{table}{rows}"
        rows, left = rows + row, left - len(row)
    return f"{head}\n{table}{rows}"


# --- rows ----------------------------------------------------------------------------------------------------------


def alike(changes: Iterable[Change]) -> list[Sequence[Change]]:
    """Changes in their order, those that say the same of several owners together."""
    groups: dict[Hashable, list[Change]] = {}
    for change in changes:
        groups.setdefault(_same(change), []).append(change)
    return list(groups.values())


def _same(change: Change) -> Hashable:
    """What two changes have in common that differ in their owner only; of values, nothing but other evidence."""
    if change.old and change.new and (change.gone or change.come) and change.verb is Verb.EVIDENCE:
        return change.gone, change.come, change.old.withheld, change.new.withheld
    if change.verb is Verb.CHANGED and not any(side and side.evidence for side in (change.old, change.new)):
        return change.verb, change.use, change.old and change.old.shown, change.new and change.new.shown
    return id(change)


def _row(group: Sequence[Change], say: dict[str, Any]) -> str:
    change = group[0]
    what = f"**{say[change.verb]}**" if not change.is_withdrawal else str(say[change.verb])
    if change.without_newer_source:
        what += f"<br>⚠️ **{say['warning']}**"
    sides = [_side(side, say) if side else "" for side in _sides(group)]
    old, new = (_code(_shortened(*pair)) if pair[0] else say["nothing"] for pair in (sides, sides[::-1]))
    evidence = "<br>".join(_code(_shortened(line, "")) for line in _evidence(change, say)) or say["nothing"]
    return f"| {what} | {_code(_whose(group, say))} | {old} | {new} | {evidence} |"


def _sides(group: Sequence[Change]) -> tuple[Value | None, Value | None]:
    """Before and now; of several contacts with other evidence each has its own value, and none is shown."""
    change = group[0]
    return (None, None) if len(group) > 1 and change.verb is Verb.EVIDENCE else (change.old, change.new)


def _whose(group: Sequence[Change], say: dict[str, Any]) -> str:
    """The owner and what the value is for, or was for and is now; of several the first, and how many they are."""
    named = list(dict.fromkeys(_owner(change) for change in group))
    if len(group) == 1:
        return named[0]
    rest = len(named) - MOST_OWNERS
    return f"{say['several'].format(count=len(group))} {', '.join(named[:MOST_OWNERS])}" + (f" + {rest}" * (rest > 0))


def _owner(change: Change) -> str:
    uses = [side.use for side in (change.old, change.new) if side and side.use]
    use = " → ".join(dict.fromkeys(uses)) or change.use
    return f"{change.owner} · {use}" if use else change.owner


def _named(match: re.Match[str]) -> str:
    """A character that a terminal would obey, or nobody would see, by its code point."""
    return f"<U+{ord(match[0]):04X}>"


def _side(value: Value | None, say: dict[str, Any]) -> str:
    if value is None:
        return str(say["nothing"])
    extra = [f"{name}: {text}" for name, text in value.more]
    extra += [say["state"].format(reason=value.withheld)] if value.withheld else []
    return value.shown + (f" ({'; '.join(extra)})" if extra else "")


def _evidence(change: Change, say: dict[str, Any]) -> list[str]:
    """Sources of the new value, and those of the old one that are gone; of other evidence only what differs."""
    differs = change.verb is Verb.EVIDENCE and (change.gone or change.come)
    same = () if differs else [source for source in _of(change.new) if source not in change.come]
    marked = [
        *(("+", source) for source in change.come),
        *(("=", source) for source in same),
        *(("-", source) for source in change.gone),
    ]
    return [f"{mark} {_source(source, say)}" for mark, source in marked]


def _of(value: Value | None) -> tuple[Evidence, ...]:
    return value.evidence if value else ()


def _source(source: Evidence, say: dict[str, Any]) -> str:
    where = " · ".join(part for part in (source.url, source.via and say["copy"].format(via=source.via)) if part)
    printed = f", {say['printed'].format(published=source.published)}" if source.published else ""
    return f"{source.name}: {source.title} · {where} ({source.grade}, {say['seen'].format(seen=source.seen)}{printed})"


def _shortened(text: str, other: str) -> str:
    """A text that is not too long for a cell: of a long one, what stands around the first difference."""
    if len(text) <= LONGEST_CELL:
        return text
    pairs = zip(text, other, strict=False)
    first = next((index for index, (was, now) in enumerate(pairs) if was != now), min(len(text), len(other)))
    start = max(0, min(first, len(text) - 1) - BEFORE_DIFFERENCE)
    end = start + LONGEST_CELL
    return f"[{start}…] " * (start > 0) + text[start:end] + f" […{len(text) - end}]" * (len(text) > end)


def _code(text: str) -> str:
    """Inert in Markdown: a code span that the text cannot close and a table cell it cannot leave.

    A backslash is named: before the sign between two cells it would undo what keeps that sign within its cell.
    """
    seen = OBEYED_OR_UNSEEN.sub(_named, text).replace("\\", "<U+005C>")
    inert = re.sub(r"[`\r\n]", " ", seen).replace("|", "\\|")
    return f"`{inert or ' '}`"
