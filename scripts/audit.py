"""Audit a built site: every phone number, mail address and host in it must be vouched for by a record.

Exit status 0: all are; 1: some are not, or nothing was read.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from advisories import clock
from advisories.auditing.audit import audit
from advisories.auditing.report import Report
from advisories.auditing.vouched import vouched
from advisories.catalogue import Catalogue, load
from advisories.collector import leave, paused_collector
from advisories.projection import Projection
from advisories.settings import read_settings
from advisories.store import NOTHING_KEPT, Store

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, audit, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("site", type=Path, nargs="?", default=ROOT / "site", help="folder of the built site")
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml", help="the site's mkdocs.yml")
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    report = audit_site(options.site, options.config)
    for finding in report.findings:
        print(finding)
    print(f"{report.summary()}, {time.perf_counter() - start:.1f} s")
    return int(not report.passed)


def audit_site(site: Path, config: Path) -> Report:
    """The audit of a site against the content that its configuration names."""
    return audit_against(site, load(read_settings(config)))


def audit_against(site: Path, catalogue: Catalogue, store: Store = NOTHING_KEPT) -> Report:
    """The audit of a site against content that was read already; what the store has a verdict on is not read again."""
    settings = catalogue.settings
    own = (settings.site_url, settings.repo_url)
    return audit(site, vouched(catalogue, Projection(catalogue, clock.today()), own), store)


if __name__ == "__main__":
    with paused_collector():  # nothing here is garbage before the end
        leave(main())
