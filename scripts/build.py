"""Build the site: check, build strictly beside the old site, audit, swap it in.

``--publish`` also compresses, ``--print`` also prints. Nothing changes unless every step succeeds.
Exit status 0: the site is new; 1: it is as it was.
"""

from __future__ import annotations

import gc
import os
import shlex
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import check
from advisories.audit.audit_report import AuditReport
from advisories.audit.finding_sources import findings_as_annotations
from advisories.build import publishing
from advisories.build.pipeline import BuildError, Pipeline
from advisories.common.command_line import CONFIG, ROOT, argument, in_workflow, own_language, parser
from advisories.common.problems import Problem, escaped, messages, speaking_languages
from advisories.common.settings import read_settings
from advisories.model import Kind
from advisories.tasks.derived_state import DerivedStateError

SITE = argument("--site-dir", type=Path, default=ROOT / "site", help="folder of the published site")
PUBLISH = argument("--publish", action="store_true", help="also put .gz and .br beside every text")
PRINT = argument("--print", action="store_true", help="also make the PDF files, and link them from their pages")


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, build, say what was built."""
    options = parser(__doc__, CONFIG, SITE, PUBLISH, PRINT).parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    config, site, begun = options.config.resolve(), options.site_dir.absolute(), time.perf_counter()

    def report_audit(report: AuditReport) -> None:
        say_what_was_found(report, read_settings(config).docs_dir)

    try:
        Pipeline(config, site, options.print, options.publish, say_what_is_wrong, report_audit).run()
    except publishing.BuildLockedError:
        return failed("another build of this site is running")
    except OSError as error:
        return failed(publishing.in_words(error))
    except DerivedStateError as error:
        return failed(error.said(own_language()).rstrip("."))
    except BuildError as reason:
        return failed(str(reason))
    say_what_was_built(site, time.perf_counter() - begun)
    return 0


def failed(reason: str) -> int:
    """Say why, and that nothing was published."""
    print(f"build: {reason}. The published site is unchanged.", file=sys.stderr)
    if in_workflow():
        said = (messages()["languages"][language]["build"]["failed"] for language in speaking_languages())
        print(f"::error title=build::{escaped(' · '.join(text.format(reason=reason) for text in said))}")
    return 1


def say_what_is_wrong(problems: list[Problem], items: int) -> None:
    """Every problem of the content, as ``check.py`` tells it."""
    check.report(problems, "github" if in_workflow() else "text", own_language(), items)


def say_what_was_found(report: AuditReport, docs: Path) -> None:
    """Contacts that no record vouches for; on a pull request beside the line that they come from."""
    for finding in report.findings:
        print(finding)
    if report.findings and in_workflow():
        for line in findings_as_annotations(report.findings, docs, docs.parent):
            print(line)
    print(report.summary())


def say_what_was_built(site: Path, seconds: float) -> None:
    """Pages per kind, time, and how to look at the site."""
    folders = ((Path(top), files) for top, _, files in os.walk(site))
    kinds = Counter(_kind(top.relative_to(site)) for top, files in folders for name in files if name.endswith(".html"))
    pages = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    print(f"build: {kinds.total()} pages ({pages}) in {seconds:.1f} s")
    print(f"build: look at it with  {shlex.join([sys.executable, '-m', 'http.server', '--directory', str(site)])} 8000")
    print(f"build: then open  http://localhost:8000/  or the file  {site / 'index.html'}")


def _kind(folder: Path) -> str:
    """The collection that the pages of a folder belong to, in whatever language."""
    return next((str(kind) for kind in Kind if str(kind) in folder.parts), "other")


if __name__ == "__main__":
    gc.disable()  # what is read and made is kept until the end: there is no garbage to look for
    sys.exit(main())
