"""The comparison of contacts for a reviewer: old and new side by side, as text or Markdown, in each language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .change import Change, Value, needs_two

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
WORDS = Path(__file__).with_name("changes_words.yml")


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
    for change in changes:
        lines.append(f"{say[change.verb]}: {_whose(change)}" + (f" ({change.note})" if change.note else ""))
        lines += [f"    - {_side(change.old, say)}"] if change.old else []
        lines += [f"    + {_side(change.new, say)}"] if change.new else []
        lines += [f"      {line}" for line in _evidence(change, say)]
        lines += [f"    !!! {say['warning']}"] if change.without_newer_source else []
    return "\n".join([*(UNSEEN.sub(_named, line) for line in lines), verdict(changes, language)])


def as_markdown(changes: list[Change], language: str) -> str:
    """For a comment on a pull request; nothing in it can become a link, a mention or a picture."""
    say = words(language)
    if not changes:
        return f"### {say['title']}\n\n{say['none']}\n"
    head = f"### {say['title']}\n\n**{verdict(changes, language)}** {say['count'].format(count=len(changes))}\n"
    rows = ["| " + " | ".join(say["columns"]) + " |", "|" + " --- |" * len(say["columns"])]
    rows += [_row(change, say) for change in changes]
    return head + "\n" + "\n".join(rows) + "\n"


def _row(change: Change, say: dict[str, Any]) -> str:
    what = f"**{say[change.verb]}**" if not change.is_withdrawal else str(say[change.verb])
    if change.without_newer_source:
        what += f"<br>⚠️ **{say['warning']}**"
    old, new = (_code(_side(side, say)) if side else say["nothing"] for side in (change.old, change.new))
    evidence = "<br>".join(_code(line) for line in _evidence(change, say)) or say["nothing"]
    return f"| {what} | {_code(_whose(change))} | {old} | {new} | {evidence} |"


def _whose(change: Change) -> str:
    """The owner and what the value is for, or was for and is now."""
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
    """Sources of the new value, and those of the old one that are gone."""
    new = change.new.evidence if change.new else ()
    old = change.old.evidence if change.old else ()
    marked = [("+" if source not in old else "=", source) for source in new]
    marked += [("-", source) for source in old if source not in new]
    lines = []
    for mark, source in marked:
        printed = f", {say['printed'].format(published=source.published)}" if source.published else ""
        lines.append(f"{mark} {source.name}: {source.url} ({say['seen'].format(seen=source.seen)}{printed})")
    return lines


def _code(text: str) -> str:
    """Inert in Markdown: a code span that the text cannot close and a table cell it cannot leave."""
    inert = re.sub(r"[`\r\n]", " ", UNSEEN.sub(_named, text)).replace("|", "\\|")
    return f"`{inert}`"
