"""Check again, at the source, what is published already. Needs the network; run on a schedule, never for a change."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from advisories.common.command_line import CONFIG, ROOT, Program, argument, form
from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.review.link_check import TIMEOUT, addresses, ask_all, reasons, report

program = Program(__doc__)


@program.command(
    CONFIG,
    argument("--reasons", type=Path, default=ROOT / ".github" / "link-reasons.yml", help="hosts that refuse machines"),
    form("text", "markdown"),
    argument("--timeout", type=float, default=TIMEOUT, help="seconds to wait for an answer"),
)
def links(options: Namespace) -> int:
    """Ask every source and website whether it still answers; 1 where an address is broken."""
    answers = ask_all(addresses(load(read_settings(options.config))), reasons(options.reasons), options.timeout)
    for line in report(answers, options.format):
        print(line)
    return int(not answers or any(answer.state == "broken" for answer in answers))


def main(arguments: list[str] | None = None) -> int:
    return program.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
