"""Audit a built site: every phone number, mail address and host in it must be vouched for by a record.

Exit status 0: all are; 1: some are not, or nothing was read.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from advisories.audit.allowlist import Allowlist, allowlist_of
from advisories.audit.audit_report import AuditReport
from advisories.audit.site_audit import ahead, audit
from advisories.audit.verdicts import Memory
from advisories.common import clock
from advisories.common.process import leave, paused_collector
from advisories.common.settings import read_settings
from advisories.content.catalogue import Catalogue, load
from advisories.public.projection import Projection
from advisories.tasks.cache import NOTHING_KEPT, Store

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


@dataclass(frozen=True)
class Auditor:
    """Audits sites against content that was read already; what the store has a verdict on is not read again."""

    catalogue: Catalogue
    store: Store = NOTHING_KEPT

    @cached_property
    def known(self) -> Allowlist:
        """Everything that the records vouch for."""
        settings = self.catalogue.settings
        own = (settings.site_url, settings.repo_url)
        return allowlist_of(self.catalogue, Projection(self.catalogue, clock.today()), own)

    @cached_property
    def memory(self) -> Memory:
        """What earlier audits against the same records proved."""
        return Memory.of(self.store, self.known)

    def ahead(self, site: Path, is_over: Callable[[], bool]) -> None:
        """Begin with the pages of a site that is still being made."""
        ahead(site, self.known, self.memory, is_over)

    def audit(self, site: Path) -> AuditReport:
        """The audit of a site."""
        return audit(site, self.known, self.store, self.memory)


def audit_site(site: Path, config: Path) -> AuditReport:
    """The audit of a site against the content that its configuration names."""
    return Auditor(load(read_settings(config))).audit(site)


if __name__ == "__main__":
    with paused_collector():  # nothing here is garbage before the end
        leave(main())
