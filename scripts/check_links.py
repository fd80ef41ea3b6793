"""Ask every source and website whether it still answers. Needs the network; run weekly, never for a change.

Exit status 1 where an address is broken. A host that refuses machines stands in .github/link-reasons.yml.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.editing.link_check import TIMEOUT, Answer, addresses, ask_all, reasons

ROOT = Path(__file__).resolve().parent.parent
SHOWN = ("broken", "moved", "excused")


def main(arguments: list[str] | None = None) -> int:
    """Ask, print what does not answer."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml")
    parser.add_argument("--reasons", type=Path, default=ROOT / ".github" / "link-reasons.yml")
    parser.add_argument("--format", choices=("text", "markdown"), default="text")
    parser.add_argument("--timeout", type=float, default=TIMEOUT, help="seconds to wait for an answer")
    options = parser.parse_args(arguments)
    answers = ask_all(addresses(load(read_settings(options.config))), reasons(options.reasons), options.timeout)
    for line in lines(answers, options.format):
        print(line)
    return int(not answers or any(answer.state == "broken" for answer in answers))


def lines(answers: list[Answer], form: str) -> Iterator[str]:
    """What to print: the addresses that do not answer as they should, then the count."""
    for state in SHOWN:
        found = [answer for answer in answers if answer.state == state]
        if found and form == "markdown":
            yield f"### {state}\n"
        for answer in found:
            row = f"{answer.place}: {answer.url} {state}: {answer.detail}"
            yield f"- [ ] `{row.replace('`', '')}`" if form == "markdown" else row
    counts = Counter(answer.state for answer in answers)
    yield f"links: {len(answers)} addresses, " + ", ".join(f"{counts[state]} {state}" for state in ("ok", *SHOWN))


if __name__ == "__main__":
    sys.exit(main())
