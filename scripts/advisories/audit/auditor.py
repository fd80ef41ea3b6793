"""Audits built sites against the content that was read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..common import clock
from ..common.settings import read_settings
from ..content.catalogue import Catalogue, load
from ..public.projection import Projection
from ..tasks.cache import NO_CACHE, Cache
from .allowlist import Allowlist, allowlist_of
from .audit_report import AuditReport
from .site_audit import audit


@dataclass(frozen=True)
class Auditor:
    """Audits sites against content that was read already; what the store has a verdict on is not read again."""

    catalogue: Catalogue
    store: Cache = NO_CACHE

    @cached_property
    def allowlist(self) -> Allowlist:
        """Everything that the records vouch for."""
        settings = self.catalogue.settings
        own = (settings.site_url, settings.repo_url)
        return allowlist_of(self.catalogue, Projection(self.catalogue, clock.today()), own)

    def audit(self, site: Path) -> AuditReport:
        """The audit of a site."""
        return audit(site, self.allowlist, self.store)


def audit_site(site: Path, config: Path) -> AuditReport:
    """The audit of a site against the content that its configuration names."""
    return Auditor(load(read_settings(config))).audit(site)
