"""A build from the first file that is read to the site that is published, top to bottom.

Everything is made in a folder beside the site, which takes its place only when every step has succeeded.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .. import rules
from ..audit.audit_report import AuditReport
from ..audit.auditor import Auditor
from ..common import clock
from ..common.errors import AdvisoriesError
from ..common.problems import Problem, Severity
from ..common.settings import read_settings
from ..content.catalogue import Catalogue, load
from ..outputs.signing import secret_key
from ..pages import security
from ..printing.errors import PrintingError
from ..printing.request import PrintRequest, summary_of
from ..search.pagefind import SearchError
from ..tasks import derived_state
from ..tasks.parallel import end_all
from . import mkdocs_adapter, publishing, site_build
from .compression import compress_and_seal
from .mkdocs_adapter import LOGGER, MkDocsException
from .site_build import BuildRequest, requested


class BuildError(AdvisoriesError):
    """A step failed; the message is one line for a person."""


@dataclass(frozen=True)
class Pipeline:
    """A build of one site; its steps take their time in this order."""

    config: Path
    site: Path
    """The folder that is published."""
    is_printed: bool
    """Also make the PDF files, and link them from their pages."""
    is_compressed: bool
    """Also put small copies beside every text."""
    report_problems: Callable[[list[Problem], int], None]
    """Tells what the check says of so many items."""
    report_audit: Callable[[AuditReport], None]

    def run(self) -> None:
        """Make the site anew, or raise and leave it as it is."""
        if reason := publishing.why_not(self.site, (self.config, read_settings(self.config).docs_dir)):
            raise BuildError(reason)
        is_own = derived_state.refuse(self.config.parent)
        self.site.parent.mkdir(parents=True, exist_ok=True)
        with publishing.lock(self.config.parent / derived_state.CACHE / f"{self.site.name}.lock"):
            if self.is_compressed and not is_own:
                derived_state.forget(self.config.parent)
            for stray in publishing.recover(self.site):
                print(f"build: removed {stray.name}, left by an interrupted build")
            new = publishing.fresh_folder(self.site)
            try:
                self._make(new)
                publishing.swap(new, self.site)
            finally:
                end_all()  # what still writes into the folder would make it again
                publishing.remove(new)
            site_build.cache_beside(self.config).evict()
        write_server_files(self.site, self.config.parent / "dist" / "headers")

    def _make(self, new: Path) -> None:
        catalogue = self._read()
        self._check(catalogue)
        printed = self._print(catalogue) if self.is_printed else None
        self._write_pages(BuildRequest(catalogue, printed), new)  # with the index and the data that are made of them
        self._audit(catalogue, new)
        if self.is_compressed:
            self._compress(new)

    def _read(self) -> Catalogue:
        with step("reading"):
            return load(read_settings(self.config))

    def _check(self, catalogue: Catalogue) -> None:
        """The content must have no errors."""
        with step("check"):
            problems = rules.problems(catalogue, clock.today(), site_build.cache_beside(self.config))
            self.report_problems(problems, len(catalogue.entries))
        if any(problem.severity is Severity.ERROR for problem in problems) or not catalogue.entries:
            raise BuildError("the content has errors, listed above")

    def _print(self, catalogue: Catalogue) -> Path:
        """Every pack and country as PDF; what has not changed is not printed again."""
        folder = self.config.parent / "dist" / "pdf"
        try:
            with step("print"):
                print(summary_of(PrintRequest(self.config, folder, catalogue=catalogue)))
        except PrintingError as error:
            raise BuildError(f"print: {error}") from None
        return folder

    def _write_pages(self, request: BuildRequest, new: Path) -> None:
        """``mkdocs build --strict`` with the content that was read; ``hooks.py`` has the events."""
        try:
            with step("pages"), _logged(), requested(request):
                mkdocs_adapter.build_strictly(self.config, new)
        except (MkDocsException, SearchError) as error:
            raise BuildError(f"mkdocs: {error}") from None

    def _audit(self, catalogue: Catalogue, new: Path) -> None:
        """Every contact in the output must be vouched for."""
        with step("audit"):
            report = Auditor(catalogue, site_build.cache_beside(self.config)).audit(new)
            self.report_audit(report)
        if not report.passed:
            raise BuildError("the output holds contacts that no record vouches for, listed above")

    def _compress(self, new: Path) -> None:
        """Put small copies beside every text; those of unchanged texts are kept from earlier builds."""
        with step("compression"):
            print(compress_and_seal(new, site_build.cache_beside(self.config), secret_key()))


def write_server_files(site: Path, folder: Path) -> None:
    """The site's headers for servers that do not read ``_headers``; these files must not be served.

    The site is published already: what goes wrong here is told, and fails nothing.
    """
    try:
        headers = security.read((site / security.HEADERS_FILE).read_text(encoding="utf-8"))
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in security.server_files(headers).items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        print(f"build: no headers for web servers: {publishing.in_words(error)}", file=sys.stderr)
    else:
        print(f"build: headers for web servers are in  {folder}")


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say which step runs, and how long it took."""
    start = time.perf_counter()
    print(f"build: {name} …", flush=True)
    yield
    print(f"build: {name} done in {time.perf_counter() - start:.1f} s", flush=True)


@contextmanager
def _logged() -> Iterator[None]:
    """Print the warnings of MkDocs, and how long the steps inside it took."""
    warnings, steps = logging.StreamHandler(), logging.StreamHandler(sys.stdout)
    warnings.setLevel(logging.WARNING)
    steps.setFormatter(logging.Formatter("build: %(message)s"))
    site_build.log.setLevel(logging.INFO)
    handlers = {logging.getLogger(LOGGER): warnings, site_build.log: steps}
    for log, handler in handlers.items():
        log.addHandler(handler)
    try:
        yield
    finally:
        for log, handler in handlers.items():
            log.removeHandler(handler)
